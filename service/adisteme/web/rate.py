"""So many requests a minute from one client; the rest is told to wait (429), before the framework sees it.

`RateLimit-Policy` and `RateLimit` as in the IETF draft (draft-ietf-httpapi-ratelimit-headers), `Retry-After`
as in RFC 9110. Windows are fixed, from a client's first request on, so that what the headers promise is
exact. The library `limits` was not taken: its memory has no bound on the number of clients, and a thread
of its own walks over all of them every 10 ms; slowapi and asgi-ratelimit sit on it or on Redis.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adisteme.web import problems
from adisteme.web.problems import Problem

WINDOW = 60
_CLIENTS = 65_536  # windows that are kept: some 10 MB
_FREE = ("/healthz", "/readyz", "/metrics")  # asked by machines that watch the service
_NETWORK = 64  # bits of an IPv6 address that tell one client from another


class RateLimit:
    """Middleware: refuses what is beyond a client's quota.

    Args:
        app: what answers the rest.
        quota: requests a minute.
        proxies: how many proxies stand in front, whose `X-Forwarded-For` is believed; 0 for none.
        clock: seconds that only grow.
    """

    def __init__(
        self, app: ASGIApp, quota: int, proxies: int = 0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._app = app
        self._quota = quota
        self._proxies = proxies
        self._clock = clock
        # client → start of its window and requests in it; the oldest window first
        self._windows: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._policy = f'"default";q={quota};w={WINDOW}'

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http" or scope["path"] in _FREE:
            await self._app(scope, receive, send)
            return
        left, reset = self._take(client_of(scope, self._proxies))
        told = {"RateLimit-Policy": self._policy, "RateLimit": f'"default";r={max(left, 0)};t={reset}'}
        if left < 0:
            problem = Problem(429, "http.too_many_requests", headers={**told, "Retry-After": str(reset)})
            await problems.response(Request(scope), problem)(scope, receive, send)
            return

        async def telling(message: Message) -> None:
            if message["type"] == "http.response.start":
                # A new list: the cache keeps the one that it hands out.
                message = {**message, "headers": list(message["headers"])}
                MutableHeaders(scope=message).update(told)
            await send(message)

        await self._app(scope, receive, telling)

    def _take(self, client: str) -> tuple[int, int]:
        """What is left of the quota, below 0 where it was spent before; seconds until it is new."""
        now = self._clock()
        start, count = self._windows.get(client, (-math.inf, 0))
        if now - start >= WINDOW:
            self._windows.pop(client, None)
            start, count = now, 0
        self._windows[client] = start, min(count + 1, self._quota + 1)
        if len(self._windows) > _CLIENTS:
            self._windows.popitem(last=False)
        return self._quota - self._windows[client][1], math.ceil(start + WINDOW - now)


def client_of(scope: Scope, proxies: int) -> str:
    """Who asks: the peer's address, or what the outermost of our own proxies says; of IPv6 the network.

    Args:
        scope: of the request.
        proxies: how many are ours. Entries that stand further to the left anybody may have written.
    """
    address = (scope.get("client") or ("", 0))[0]
    if proxies:
        told = ",".join(Headers(scope=scope).getlist("x-forwarded-for")).split(",")
        address = told[-proxies:][0].strip() or address
    try:
        found = ip_address(address)
    except ValueError:
        return str(address)[:_NETWORK]
    if not isinstance(found, IPv6Address):
        return found.compressed
    return found.ipv4_mapped.compressed if found.ipv4_mapped else str(int(found) >> _NETWORK)
