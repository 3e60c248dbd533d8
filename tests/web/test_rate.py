"""Requests beyond a client's quota are refused, with the headers that say so."""

from __future__ import annotations

import asyncio

import pytest
from fastapi.testclient import TestClient

from adisteme.settings import Settings
from adisteme.web import rate
from adisteme.web.app import over
from adisteme.web.rate import RateLimit, client_of


class Asked:
    """A limited application that is asked without a server."""

    def __init__(self, quota, proxies=0):
        self.now = 0.0
        self.limit = RateLimit(self._app, quota, proxies, lambda: self.now)

    @staticmethod
    async def _app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x", b"1")]})
        await send({"type": "http.response.body", "body": b""})

    def __call__(self, address="192.0.2.1", path="/", **headers):
        told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": told,
                 "client": (address, 1)}  # fmt: skip
        sent = []

        async def send(message):
            sent.append(message)

        asyncio.run(self.limit(scope, None, send))
        return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


def test_a_quota_counts_down_and_comes_back():
    ask = Asked(2)
    assert ask() == (
        200,
        {"x": "1", "ratelimit-policy": '"default";q=2;w=60', "ratelimit": '"default";r=1;t=60'},
    )
    ask.now = 10.5
    assert ask()[1]["ratelimit"] == '"default";r=0;t=50'
    ask.now = 20
    status, headers = ask()
    assert status == 429
    assert headers["ratelimit"] == '"default";r=0;t=40'
    assert headers["retry-after"] == "40"
    assert headers["content-type"] == "application/problem+json"
    ask.now = 60
    assert ask()[1]["ratelimit"] == '"default";r=1;t=60'


def test_each_client_has_its_own():
    ask = Asked(1)
    v4, v6 = ("192.0.2.1", "192.0.2.2", "192.0.2.1"), ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1")
    statuses = [ask(address)[0] for address in (*v4, *v6, "::ffff:192.0.2.2")]
    # The neighbour in one IPv6 network of 64 bits is the same client, so is IPv4 written as IPv6.
    assert statuses == [200, 200, 429, 200, 429, 200, 429]


def test_those_who_watch_the_service_are_not_counted():
    ask = Asked(1)
    assert [ask(path="/readyz")[0] for _ in range(3)] == [200, 200, 200]


@pytest.mark.parametrize(
    ("proxies", "told", "expected"),
    [
        (0, "198.51.100.7", "192.0.2.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),  # what is to the left the client may have made up
        (2, "203.0.113.9, 198.51.100.7", "203.0.113.9"),
        (1, "", "192.0.2.1"),
        (1, "x" * 10_000, "x" * 64),
    ],
)
def test_a_proxy_is_believed_only_when_it_is_ours(proxies, told, expected):
    headers = [(b"x-forwarded-for", told.encode())] if told else []
    assert client_of({"client": ("192.0.2.1", 1), "headers": headers}, proxies) == expected


def test_the_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(rate, "_CLIENTS", 3)
    ask = Asked(1)
    for number in range(9):
        ask(f"192.0.2.{number}")
    assert len(ask.limit._windows) == 3
    assert ask("192.0.2.8")[0] == 429


def test_the_service_says_it_and_tells_of_it(graph):
    with TestClient(over(graph, Settings(rate=3))) as client:
        first = client.get("/api/v1/levels")
        second = client.get("/api/v1/levels")  # from the cache
        assert [a.headers["ratelimit"].split(";")[1] for a in (first, second)] == ["r=2", "r=1"]
        described = client.get("/openapi.json").json()["paths"]["/sparql"]["get"]["responses"]
        assert "429" in described
        refused = client.get("/api/v1/levels?lang=kk")
        assert refused.status_code == 429
        assert refused.json()["type"] == "https://w3id.org/adisteme/problem/too-many-requests"
        assert refused.json()["answered_in"] == "kk"


def test_nothing_of_it_where_there_is_no_quota(client):
    assert "ratelimit" not in client.get("/api/v1/levels").headers
