"""What is to be known of a request's client: what it takes, how it calls us, whether it is still there."""

from __future__ import annotations

from starlette.requests import Request


def accept_header(request: Request) -> str | None:
    """The `Accept` headers, joined."""
    return ", ".join(request.headers.getlist("accept")) or None


def address_of(request: Request) -> str:
    """The address that the client has asked, without query; empty where its Host header is no host."""
    try:
        return str(request.url.replace(query="", fragment=""))
    except ValueError:
        return ""


async def until_gone(request: Request) -> None:
    """Wait until the client has closed its connection; the request's body must have been read."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
