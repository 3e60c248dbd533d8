"""Whether the client of a request is still there."""

from __future__ import annotations

from starlette.requests import Request


async def until_gone(request: Request) -> None:
    """Wait until the client has closed its connection; the request's body must have been read."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
