"""`/metrics` in Prometheus' text form: requests by part of the service, and the state of the lanes.

Counted in plain numbers; the client library is imported at the first look, so that the
service starts without it. Each server process tells of itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi import APIRouter, Response
from starlette.types import Scope

from adisteme.web.lanes import Lanes

if TYPE_CHECKING:
    from prometheus_client import Metric

# The parts of the service; paths themselves would make a series of each and tell what somebody asked for.
_PARTS = ("api", "sparql", "store", "id", "act", "doc", "ns", "problem", "mcp")
_OTHER = "other"
_BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0)


class Metrics:
    """What has been counted since the process started."""

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes
        self._requests: Counter[tuple[str, int]] = Counter()
        self._buckets: dict[str, list[int]] = defaultdict(lambda: [0] * (len(_BOUNDS) + 1))
        self._seconds: Counter[str] = Counter()

    def look(self, scope: Scope, status: int, _size: int, seconds: float) -> None:
        """Add one request (see `watch.Watch`)."""
        self.count(scope["path"], status, seconds)

    def count(self, path: str, status: int, seconds: float) -> None:
        """Add one request."""
        first = path.split("/", 2)[1]
        part = first if first in _PARTS else _OTHER
        self._requests[part, status] += 1
        self._buckets[part][bisect_left(_BOUNDS, seconds)] += 1
        self._seconds[part] += seconds  # type: ignore[assignment]

    def collect(self) -> Iterator[Metric]:
        """The figures (prometheus_client calls this)."""
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily

        requests = CounterMetricFamily("adisteme_requests", "Answers", labels=["part", "status"])
        for (part, status), number in sorted(self._requests.items()):
            requests.add_metric([part, str(status)], number)
        yield requests
        seconds = HistogramMetricFamily("adisteme_request_seconds", "Time to the answer", labels=["part"])
        for part, buckets in sorted(self._buckets.items()):
            bounds = [*map(str, _BOUNDS), "+Inf"]
            sums = [sum(buckets[: place + 1]) for place in range(len(buckets))]
            seconds.add_metric([part], list(zip(bounds, sums, strict=True)), self._seconds[part])
        yield seconds
        for name, told in (("workers", "alive"), ("busy", "at work"), ("waiting", "requests that wait")):
            gauge = GaugeMetricFamily(f"adisteme_lane_{name}", f"Of a lane: {told}", labels=["lane"])
            for lane in self._lanes.all:
                gauge.add_metric([lane.name], getattr(lane, name))
            yield gauge
        ended = CounterMetricFamily("adisteme_lane_ended", "Requests by their end", labels=["lane", "way"])
        for lane in self._lanes.all:
            for way, number in sorted(lane.ended.items()):
                ended.add_metric([lane.name, way], number)
        yield ended


def router(metrics: Metrics) -> APIRouter:
    """The route of the figures."""
    web = APIRouter(tags=["operation"])

    @web.get("/metrics", summary="Figures for Prometheus", response_class=Response)
    def figures() -> Response:
        from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

        registry = CollectorRegistry(auto_describe=False)
        registry.register(metrics)
        return Response(generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return web
