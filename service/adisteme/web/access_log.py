"""One line of the log a request: method, path, status, milliseconds, bytes."""

from __future__ import annotations

import logging
import time
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adisteme.logs import ACCESS

_LOG = logging.getLogger(ACCESS)
_LONGEST = 300
_FAILED = 500


class AccessLog:
    """Middleware: logs each request when its answer is out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the rest answer, and tell."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, size, begin = _FAILED, 0, time.perf_counter()

        async def counting(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, counting)
        finally:
            told = {
                "method": scope["method"],
                # Quoted: a line break in a path must not make a line of the log.
                "path": quote(scope["path"], safe="/:@", errors="replace")[:_LONGEST],
                "status": status,
                "ms": round((time.perf_counter() - begin) * 1000, 1),
                "bytes": size,
            }
            _LOG.info("request", extra={"fields": told})
