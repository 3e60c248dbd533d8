"""What the log and the figures are made of: each answer's status, size and time, once it is out."""

from __future__ import annotations

import time
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# request, status, bytes of the body, seconds
Told = Callable[[Scope, int, int, float], None]
_FAILED = 500  # nothing was sent: the framework ended in an error


class Watch:
    """Middleware: passes all through and tells some functions of each answer."""

    def __init__(self, app: ASGIApp, *tell: Told) -> None:
        self._app = app
        self._tell = tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the rest answer, and tell."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, size, begin = _FAILED, 0, time.perf_counter()

        async def seen(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, seen)
        finally:
            seconds = time.perf_counter() - begin
            for tell in self._tell:
                tell(scope, status, size, seconds)
