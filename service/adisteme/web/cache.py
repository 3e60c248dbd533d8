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
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adisteme import __version__
from adisteme.web.conditional import knows
from adisteme.web.negotiation import accepts_gzip
from adisteme.web.problems import language

KEPT = ("/api/v1/", "/sparql", "/doc/", "/ns", "/.well-known/", "/context/")
_ENTRIES = 4096
_LARGEST = 1 << 20
_ROOM = 256 << 20
_WORTH_PACKING = 1024
_OK, _NOT_MODIFIED = 200, 304
Headers = list[tuple[bytes, bytes]]
Asked = dict[bytes, bytes]
_Key = tuple[str | bytes, ...]
# what besides the address an answer depends on; addresses in descriptions are as the client has them
_TOLD = (b"accept", b"accept-language", b"host")


@dataclass(frozen=True)
class Reply:
    """An answer that is whole.

    Attributes:
        status: of HTTP.
        headers: names in lower case, and values.
        body: the bytes behind them.
    """

    status: int
    headers: Headers
    body: bytes = b""

    @cached_property
    def lines(self) -> bytes:
        """The headers as they go over the wire, the empty line behind them left out."""
        return on_the_wire(self.headers)


class _Entry:
    """The replies that one answer can be."""

    def __init__(self, etag: bytes, headers: Headers, body: bytes) -> None:
        self._etag = etag
        self._tags = etag.decode(), etag.decode()[:-1] + '-gzip"'
        self._headers = headers
        self._plain = Reply(_OK, headers, body)
        self._packed: Reply | None = None
        self._unchanged: dict[bool, Reply] = {}

    @property
    def room(self) -> int:
        return len(self._plain.body) + (len(self._packed.body) if self._packed else 0)

    def reply(self, asked: Asked) -> Reply:
        accepted = asked.get(b"accept-encoding", b"").decode("latin-1")
        packed = len(self._plain.body) >= _WORTH_PACKING and accepts_gzip(accepted)
        known = asked.get(b"if-none-match")
        if known is not None and knows(known.decode("latin-1"), *self._tags):
            return self._not_modified(packed)
        return self._gzipped() if packed else self._plain

    def _gzipped(self) -> Reply:
        if self._packed is None:
            body = gzip.compress(self._plain.body, mtime=0)
            changed = {
                b"content-length": str(len(body)).encode(),
                b"content-encoding": b"gzip",
                b"etag": self._etag[:-1] + b'-gzip"',
            }
            headers = [*(h for h in self._headers if h[0] not in changed), *changed.items()]
            self._packed = Reply(_OK, headers, body)
        return self._packed

    def _not_modified(self, packed: bool) -> Reply:
        if packed not in self._unchanged:
            full = self._gzipped() if packed else self._plain
            left = [h for h in full.headers if h[0] not in (b"content-length", b"content-type")]
            self._unchanged[packed] = Reply(_NOT_MODIFIED, left)
        return self._unchanged[packed]


class Answers:
    """The successful GET answers of an unchanging graph, the latest used ones, within bounds."""

    def __init__(self) -> None:
        self._entries: OrderedDict[_Key, _Entry] = OrderedDict()
        self._room = 0

    def find(self, path: str, query: bytes, asked: Asked) -> Reply | None:
        """What was answered before.

        Args:
            path: of the address, decoded.
            query: the query string, as sent.
            asked: the headers of the request.
        """
        key = _key(path, query, asked)
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._entries.move_to_end(key)
        before = entry.room
        reply = entry.reply(asked)
        self._room += entry.room - before
        return reply

    def keep(self, scope: Scope, asked: Asked, given: Headers, body: bytes) -> Reply:
        """Remember an answer; the value is what the request at hand gets."""
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
        reply = entry.reply(asked)
        self._entries[_key(scope["path"], scope["query_string"], asked)] = entry
        self._room += entry.room
        while len(self._entries) > _ENTRIES or self._room > _ROOM:
            self._room -= self._entries.popitem(last=False)[1].room
        return reply


class AnswerCache:
    """Middleware: answers from what is kept, and keeps what the framework answers."""

    def __init__(self, app: ASGIApp, answers: Answers) -> None:
        self._app = app
        self._answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or let the framework answer and remember what it said."""
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(KEPT):
            await self._app(scope, receive, send)
            return
        asked = joined(scope["headers"])
        if wants_fresh(asked):
            await self._app(scope, receive, send)
            return
        reply = self._answers.find(scope["path"], scope["query_string"], asked)
        if reply is None:
            listener = _Listener(send)
            await self._app(scope, receive, listener)
            if listener.whole is None:
                return
            reply = self._answers.keep(scope, asked, *listener.whole)
        await send({"type": "http.response.start", "status": reply.status, "headers": reply.headers})
        await send({"type": "http.response.body", "body": reply.body})


def _key(path: str, query: bytes, asked: Asked) -> _Key:
    return path, query, *(asked.get(name, b"") for name in _TOLD)


def wants_fresh(asked: Asked) -> bool:
    """Whether a client will not have what was answered before."""
    return b"no-cache" in asked.get(b"cache-control", b"")


def on_the_wire(headers: Headers) -> bytes:
    """Headers as HTTP/1.1 writes them."""
    return b"".join(b"%s: %s\r\n" % header for header in headers)


def joined(headers: Iterable[tuple[bytes, bytes]]) -> Asked:
    """The headers of a request by name; one that stands several times is a list (RFC 9110, 5.3)."""
    found: Asked = {}
    for name, value in headers:
        found[name] = found[name] + b", " + value if name in found else value
    return found


class _Listener:
    """Holds a successful answer back until it is whole; lets every other pass as it comes."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = bytearray()
        self.whole: tuple[Headers, bytes] | None = None

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
