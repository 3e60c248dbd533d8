"""The short way of kept answers sends, byte for byte, what uvicorn's own connection sends."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from adisteme.graph import opened
from adisteme.settings import Settings
from adisteme.web.app import over
from adisteme.web.cache import AnswerCache
from adisteme.web.connection import Connection

GUARD = 60
LEVELS = "/api/v1/levels"
QUERY = "/sparql?query=" + quote("SELECT ?s { ?s ?p ?o } LIMIT 3")


def get(address: str, *headers: str, version: str = "1.1") -> bytes:
    lines = [f"GET {address} HTTP/{version}", "Host: example.org", *headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


class Wire(asyncio.Transport):
    """Holds what is sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = b""
        self.closed = False

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return {"peername": ("127.0.0.1", 1), "sockname": ("127.0.0.1", 80)}.get(name, default)

    def write(self, data: Any) -> None:
        assert not self.closed
        self.sent += data

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...


class Side:
    """An application behind one kind of connection."""

    def __init__(self, kind: type[HttpToolsProtocol]) -> None:
        self.app = over(opened(), Settings())
        self.kind = kind
        self.config = Config(self.app, http=kind, log_config=None, access_log=False, proxy_headers=True)
        self.config.load()
        self.state = ServerState()
        self.state.default_headers = [(b"date", b"Sun, 22 Nov 2026 00:00:00 GMT")]

    async def exchange(self, packets: list[bytes]) -> tuple[bytes, bool]:
        """What comes over one new connection that is sent these packets, and whether it was closed."""
        wire, protocol = Wire(), self.kind(self.config, self.state, {})
        protocol.connection_made(wire)
        for packet in packets:
            if not wire.closed:
                protocol.data_received(packet)
            while self.state.tasks:
                await asyncio.sleep(0.001)
        protocol.connection_lost(None)
        return wire.sent, wire.closed

    def metrics(self) -> dict[tuple[str, int], int]:
        return dict(self.app.state.count.__self__._requests)


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@pytest.fixture(scope="module")
def sides(loop: asyncio.AbstractEventLoop) -> Iterator[tuple[Side, Side]]:
    both = Side(HttpToolsProtocol), Side(Connection)
    for side in both:
        side.app.state.lanes.fork()
    yield both
    for side in both:
        loop.run_until_complete(side.app.state.lanes.close())


PACKETS = {
    "once": [get(LEVELS)],
    "again": [get(LEVELS), get(LEVELS), get(LEVELS, "Accept-Language: kk")],
    "sparql": [get(QUERY), get(QUERY), get(QUERY, "Accept: text/csv"), get(QUERY, "Accept: text/csv")],
    "packed": [get(LEVELS, "Accept-Encoding: gzip")] * 2,
    "fresh": [get(LEVELS), get(LEVELS, "Cache-Control: no-cache")],
    "unchanged": [get(LEVELS), get(LEVELS, "If-None-Match: *"), get(LEVELS, 'If-None-Match: "other"')],
    "unchanged, packed": [get(LEVELS, "If-None-Match: *", "Accept-Encoding: gzip")] * 2,
    "header twice": [get(LEVELS, "Accept-Language: xx", "Accept-Language: kk")] * 2,
    "closing": [get(LEVELS), get(LEVELS, "Connection: close")],
    "old": [get(LEVELS), get(LEVELS, version="1.0")],
    "split": [get(LEVELS), get(LEVELS)[:20], get(LEVELS)[20:], get(LEVELS)[:-1], get(LEVELS)[-1:]],
    "pipelined": [get(LEVELS), get(LEVELS) * 5],
    "pipelined, mixed": [get(LEVELS), get(LEVELS) + get("/healthz") + get(LEVELS) + get(QUERY) + get(LEVELS)],
    "pipelined, new first": [get("/api/v1/roles") + get(LEVELS)],
    "body": [get(LEVELS), get(LEVELS, "Content-Length: 3") + b"abc" + get(LEVELS)],
    "chunks": [get(LEVELS), get(LEVELS, "Transfer-Encoding: chunked") + b"1\r\na\r\n0\r\n\r\n" + get(LEVELS)],
    "expected": [get(LEVELS), get(LEVELS, "Expect: 100-continue", "Content-Length: 1"), b"a"],
    "upgrade": [get(LEVELS), get(LEVELS, "Connection: Upgrade", "Upgrade: websocket")],
    "head": [get(LEVELS), get(LEVELS).replace(b"GET", b"HEAD")],
    "post": [get(QUERY), get(QUERY, "Content-Length: 0").replace(b"GET", b"POST")],
    "quoted path": [get("/api/v1/%6Cevels")] * 2,
    "whole address": [get(LEVELS), get("http://example.org" + LEVELS)],
    "no host": [get(LEVELS), b"GET " + LEVELS.encode() + b" HTTP/1.1\r\n\r\n"],
    "unknown": [get("/api/v1/nothing")] * 2,
    "broken": [get(LEVELS), b"GET\r\n\r\n"],
}


@pytest.mark.parametrize("name", PACKETS)
def test_both_send_the_same(name: str, sides: tuple[Side, Side], loop: asyncio.AbstractEventLoop) -> None:
    async def exchanged(side: Side) -> tuple[bytes, bool]:
        async with asyncio.timeout(GUARD):
            return await side.exchange(PACKETS[name])

    usual, short = (loop.run_until_complete(exchanged(side)) for side in sides)
    assert usual[0].startswith(b"HTTP/1.1 ")
    assert short == usual


def test_both_count_the_same(sides: tuple[Side, Side], loop: asyncio.AbstractEventLoop) -> None:
    def more(side: Side) -> dict[tuple[str, int], int]:
        before = side.metrics()
        loop.run_until_complete(side.exchange([get(LEVELS), get(LEVELS), get(LEVELS, "If-None-Match: *")]))
        return {
            key: count - before.get(key, 0)
            for key, count in side.metrics().items()
            if count != before.get(key)
        }

    assert more(sides[0]) == more(sides[1]) == {("api", 200): 2, ("api", 304): 1}


def test_a_kept_answer_does_not_reach_the_application(
    sides: tuple[Side, Side], loop: asyncio.AbstractEventLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, short = sides
    loop.run_until_complete(short.exchange([get(LEVELS)]))

    async def unreachable(*_: object) -> None:
        raise AssertionError("the application was asked")

    monkeypatch.setattr(AnswerCache, "__call__", unreachable)
    sent, _ = loop.run_until_complete(short.exchange([get(LEVELS)] * 2))
    assert sent.count(b"HTTP/1.1 200 OK\r\n") == 2
