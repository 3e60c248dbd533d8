"""uvicorn's HTTP/1.1 connection, which sends an answer that is kept before a task is made for its request.

A request that the cache can answer costs less than the objects that the server and the framework would make
for it. Everything else takes the usual way. Used only where nothing between server and cache has to see each
request: without a rate limit and a log of requests.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from adisteme.web.cache import KEPT, joined, on_the_wire, wants_fresh

if TYPE_CHECKING:
    from collections.abc import Callable

    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

    from adisteme.web.cache import Answers, Asked

_WITH_BODY = (b"content-length", b"transfer-encoding")


class _Done:
    """What a connection looks at of a request that is answered."""

    response_complete = True

    def __init__(self) -> None:
        self.message_event = asyncio.Event()


class Connection(HttpToolsProtocol):
    """One client's connection.

    The application has in its state what is kept, `answers`, and what counts an answer, `count`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        state = _application(self.config.loaded_app).state
        self._answers: Answers = state.answers
        self._count: Callable[[str, int, float], None] = state.count
        self._done = cast("RequestResponseCycle", _Done())

    def on_headers_complete(self) -> None:
        """Answer at once, or let the server make its task (the parser calls this)."""
        start = time.perf_counter()
        path, _, query = self.url.partition(b"?")
        if self._may_be_kept(path):
            asked = joined(self.headers)
            name = path.decode("ascii")
            usual = wants_fresh(asked) or self._is_more(asked)
            reply = None if usual else self._answers.find(name, query, asked)
            if reply is not None:
                common = on_the_wire(self.server_state.default_headers)
                head = STATUS_LINE[reply.status] + common + reply.lines + b"\r\n"
                self.transport.write(head + reply.body)
                self.cycle = self._done
                self.on_response_complete()
                self._count(name, reply.status, time.perf_counter() - start)
                return
        self._unset_keepalive_if_required()  # armed by an answer to an earlier request of the same packet
        super().on_headers_complete()

    def _may_be_kept(self, path: bytes) -> bool:
        """Whether it is a plain GET, behind no other request, to a client that reads what it was sent."""
        return (
            path.startswith(_KEPT)
            and b"%" not in path
            and (self.cycle is None or self.cycle.response_complete)
            and self.parser.get_method() == b"GET"
            and self.parser.get_http_version() == "1.1"
            and self.parser.should_keep_alive()
            and not self.parser.should_upgrade()
            and not self.flow.write_paused
            and not self.root_path
        )

    def _is_more(self, asked: Asked) -> bool:
        return self.expect_100_continue or any(name in asked for name in _WITH_BODY)


def _application(app: Any) -> Any:
    """The application inside of what the server has put around it."""
    while not hasattr(app, "state"):
        app = app.app
    return app


_KEPT = tuple(part.encode() for part in KEPT)
