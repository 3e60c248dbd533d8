"""HEAD wherever there is GET: the same headers, no body (RFC 9110, 9.3.2)."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class HeadAsGet:
    """Middleware: asks the framework for a GET and drops the body; `/sparql` answers HEAD by itself."""

    def __init__(self, app: ASGIApp, own: tuple[str, ...] = ()) -> None:
        self._app = app
        self._own = own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything but HEAD through."""
        if scope["type"] != "http" or scope["method"] != "HEAD" or scope["path"] in self._own:
            await self._app(scope, receive, send)
            return

        async def bodiless(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, bodiless)
