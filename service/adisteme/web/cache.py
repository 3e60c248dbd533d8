"""Answers of the API as bytes, in front of the framework.

The graph changes only with the process, so a GET has one answer for its path, query and language. A plain
ASGI middleware, since a cache library would bring expiry, back ends and keys that this needs none of.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import NamedTuple

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adisteme.web.problems import language

_ENTRIES = 4096
_LARGEST = 1 << 20
_PREFIX = "/api/v1/"
_OK, _NOT_MODIFIED = 200, 304
_Headers = list[tuple[bytes, bytes]]


class _Entry(NamedTuple):
    etag: bytes
    headers: _Headers
    body: bytes


class AnswerCache:
    """Middleware: keeps the successful GET answers below `/api/v1/`; ETag and conditional requests."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._entries: OrderedDict[tuple[str, bytes, str], _Entry] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or let the framework answer and remember what it said."""
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(_PREFIX):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        key = (scope["path"], scope["query_string"], language(request))
        if key not in self._entries:
            listener = _Listener(send)
            await self._app(scope, receive, listener)
            if listener.whole is None:
                return
            self._remember(key, listener.whole)
        self._entries.move_to_end(key)
        await _answer(self._entries[key], request, send)

    def _remember(self, key: tuple[str, bytes, str], whole: tuple[_Headers, bytes]) -> None:
        headers, body = whole
        etag = b'"' + hashlib.sha256(body).hexdigest()[:32].encode() + b'"'
        more = [
            (b"etag", etag),
            (b"cache-control", b"public, no-cache"),
            (b"vary", b"Accept-Language"),
            (b"content-language", key[2].encode()),
            (b"access-control-allow-origin", b"*"),
        ]
        given = {name for name, _ in more}
        self._entries[key] = _Entry(etag, [*(h for h in headers if h[0] not in given), *more], body)
        if len(self._entries) > _ENTRIES:
            self._entries.popitem(last=False)


class _Listener:
    """Holds a successful answer back until it is whole; lets every other pass as it comes."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = bytearray()
        self.whole: tuple[_Headers, bytes] | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == _OK:
            self._start = message
            return
        if self._start is None:
            await self._send(message)
            return
        self._body += message.get("body", b"")
        last = not message.get("more_body", False)
        if last and len(self._body) <= _LARGEST:
            self.whole = list(self._start["headers"]), bytes(self._body)
        elif last or len(self._body) > _LARGEST:
            await self._send(self._start)
            await self._send({"type": "http.response.body", "body": bytes(self._body), "more_body": not last})
            self._start = None


async def _answer(entry: _Entry, request: Request, send: Send) -> None:
    known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    if known & {entry.etag.decode(), "*"}:
        left = [h for h in entry.headers if h[0] not in (b"content-length", b"content-type")]
        await send({"type": "http.response.start", "status": _NOT_MODIFIED, "headers": left})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": _OK, "headers": entry.headers})
    await send({"type": "http.response.body", "body": entry.body})
