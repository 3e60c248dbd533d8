"""`/metrics`: figures that a Prometheus reads, by part of the service and without what was asked."""

from __future__ import annotations

import time

from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from adisteme.graph import KnowledgeGraph
from adisteme.settings import Settings
from adisteme.web.app import over


def figures(client: TestClient) -> dict[tuple[str, ...], float]:
    got = client.get("/metrics")
    assert got.status_code == 200
    assert got.headers["content-type"].startswith("text/plain; version=")
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(got.text)
        for sample in family.samples
    }


def test_requests_are_counted_by_part_and_status(client: TestClient) -> None:
    before = figures(client)
    for path in ("/api/v1/documents", "/api/v1/nothing", "/sparql?query=ASK{}", "/sparql?query=SECRET"):
        client.get(path)
    after = figures(client)

    def more(*key: str) -> float:
        return after.get(key, 0) - before.get(key, 0)

    assert more("adisteme_requests_total", "api", "200") == 1
    assert more("adisteme_requests_total", "api", "404") == 1
    assert more("adisteme_requests_total", "sparql", "200") == 1
    assert more("adisteme_requests_total", "sparql", "400") == 1
    assert more("adisteme_request_seconds_count", "sparql") == 2
    assert more("adisteme_request_seconds_bucket", "+Inf", "sparql") == 2
    assert more("adisteme_lane_ended_total", "query", "QueryRefused") == 1
    assert after["adisteme_lane_workers", "query"] == 2
    assert after["adisteme_lane_busy", "query"] == 0
    assert "SECRET" not in client.get("/metrics").text


def test_the_lane_of_a_store_on_disk_is_told_too(graph: KnowledgeGraph) -> None:
    with TestClient(over(graph, Settings(), store=True)) as own:
        until = time.monotonic() + 60
        while figures(own)["adisteme_lane_workers", "store"] < 2:
            assert time.monotonic() < until
            time.sleep(0.01)


def test_a_lost_lane_is_told_by_readyz(graph: KnowledgeGraph) -> None:
    app = over(graph, Settings())
    with TestClient(app) as own:
        app.state.lanes.validate.lost = True
        told = own.get("/readyz")
        assert (told.status_code, told.json()["status"]) == (503, "lost")
