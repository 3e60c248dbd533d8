"""Answers as bytes, in front of the framework, with ETag, conditional requests and gzip.

The graph changes only with the process, so a GET has one answer for its address and what its `Accept`
headers say. A plain ASGI middleware, since a cache library would bring expiry, back ends and keys that this
needs none of. An answer that is not the same each time says `no-store`; a client that wants a fresh one says
`no-cache`.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adisteme import __version__
from adisteme.web.negotiation import accepts_gzip
from adisteme.web.problems import language

KEPT = ("/api/v1/", "/sparql", "/doc/", "/ns", "/.well-known/", "/context/")
_ENTRIES = 4096
_LARGEST = 1 << 20
_ROOM = 256 << 20
_WORTH_PACKING = 1024
_OK, _NOT_MODIFIED = 200, 304
_Headers = list[tuple[bytes, bytes]]
_Key = tuple[str | bytes, ...]
# what besides the address an answer depends on; addresses in descriptions are as the client has them
_TOLD = (b"accept", b"accept-language", b"host")


@dataclass
class _Entry:
    etag: bytes
    headers: _Headers
    body: bytes
    packed: tuple[_Headers, bytes] | None = None

    @property
    def room(self) -> int:
        return len(self.body) + (len(self.packed[1]) if self.packed else 0)


class AnswerCache:
    """Middleware: keeps the successful GET answers of an unchanging graph."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._entries: OrderedDict[_Key, _Entry] = OrderedDict()
        self._room = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or let the framework answer and remember what it said."""
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(KEPT):
            await self._app(scope, receive, send)
            return
        asked = _joined(scope)
        if b"no-cache" in asked.get(b"cache-control", b""):
            await self._app(scope, receive, send)
            return
        key = scope["path"], scope["query_string"], *(asked.get(name, b"") for name in _TOLD)
        entry = self._entries.get(key)
        if entry is None:
            listener = _Listener(send)
            await self._app(scope, receive, listener)
            if listener.whole is None:
                return
            entry = self._remember(key, scope, *listener.whole)
        else:
            self._entries.move_to_end(key)
        await self._answer(entry, asked, send)

    def _remember(self, key: _Key, scope: Scope, given: _Headers, body: bytes) -> _Entry:
        etag = b'"%s-%s"' % (__version__.encode(), hashlib.sha256(body).hexdigest()[:24].encode())
        named = dict(given)
        varies = [part.strip() for part in named.get(b"vary", b"").split(b",") if part.strip()]
        varies += [part for part in (b"Accept-Language", b"Accept-Encoding") if part not in varies]
        more = {
            b"etag": etag,
            b"cache-control": b"public, no-cache",
            b"vary": b", ".join(varies),
            b"content-language": named.get(b"content-language") or language(Request(scope)).encode(),
            b"access-control-allow-origin": b"*",
        }
        entry = _Entry(etag, [*(h for h in given if h[0] not in more), *more.items()], body)
        self._entries[key] = entry
        self._room += entry.room
        while len(self._entries) > _ENTRIES or self._room > _ROOM:
            self._room -= self._entries.popitem(last=False)[1].room
        return entry

    async def _answer(self, entry: _Entry, asked: dict[bytes, bytes], send: Send) -> None:
        headers, body = entry.headers, entry.body
        if len(body) >= _WORTH_PACKING and accepts_gzip(asked.get(b"accept-encoding", b"").decode("latin-1")):
            headers, body = self._packed(entry)
        known = asked.get(b"if-none-match")
        if known is not None and _knows(known, entry.etag):
            left = [h for h in headers if h[0] not in (b"content-length", b"content-type")]
            await send({"type": "http.response.start", "status": _NOT_MODIFIED, "headers": left})
            await send({"type": "http.response.body", "body": b""})
            return
        await send({"type": "http.response.start", "status": _OK, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _packed(self, entry: _Entry) -> tuple[_Headers, bytes]:
        if entry.packed is None:
            body = gzip.compress(entry.body, mtime=0)
            changed = {
                b"content-length": str(len(body)).encode(),
                b"content-encoding": b"gzip",
                b"etag": entry.etag[:-1] + b'-gzip"',
            }
            entry.packed = [*(h for h in entry.headers if h[0] not in changed), *changed.items()], body
            self._room += len(body)
        return entry.packed


def _joined(scope: Scope) -> dict[bytes, bytes]:
    """The headers of a request; one that stands several times is a list (RFC 9110, 5.3)."""
    found: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        found[name] = found[name] + b", " + value if name in found else value
    return found


def _knows(if_none_match: bytes, etag: bytes) -> bool:
    tags = {tag.strip().removeprefix(b"W/") for tag in if_none_match.split(b",")}
    return not tags.isdisjoint({etag, etag[:-1] + b'-gzip"', b"*"})


class _Listener:
    """Holds a successful answer back until it is whole; lets every other pass as it comes."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = bytearray()
        self.whole: tuple[_Headers, bytes] | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == _OK and _is_kept(message):
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


def _is_kept(start: Message) -> bool:
    return not any(name == b"cache-control" and b"no-store" in value for name, value in start["headers"])
