"""Runaways through a real server: each ends with a problem, nobody else notices, nothing is left."""

from __future__ import annotations

import http.client
import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from workers.conftest import GUARD, Answer, Service, served, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc")

RUNAWAYS = {
    "cross product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "random order": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY RAND() LIMIT 1",
    "deep path": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:y>)* ?b }",
    "long concatenation": "SELECT (STRLEN(GROUP_CONCAT(STR(?c))) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
    "regular expression": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f "
    'FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "^(.*a)*(.*b)*(.*c)*0$")) }',
    "large sort": "SELECT DISTINCT ?a ?f { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f OFFSET 99999999",
}
SPIN = RUNAWAYS["cross product"]
EASY = "SELECT (COUNT(*) AS ?n) { ?s a <http://www.w3.org/2004/02/skos/core#ConceptScheme> }"


def problem(answer: Answer, *expected: tuple[int, str]) -> dict[str, Any]:
    assert answer.headers["content-type"] == "application/problem+json", answer.body
    document: dict[str, Any] = json.loads(answer.body)
    assert document["status"] == answer.status
    assert (answer.status, document["type"].rpartition("/")[2]) in expected
    return document


@pytest.mark.parametrize("name", RUNAWAYS)
def test_a_runaway_ends_with_a_problem(service: Service, name: str) -> None:
    got = service.query(RUNAWAYS[name])
    problem(got, (504, "deadline-passed"), (503, "worker-died"))
    assert service.query(EASY).status == 200


def test_a_deadline_is_told_with_its_seconds(service: Service) -> None:
    document = problem(service.query(SPIN), (504, "deadline-passed"))
    assert "within 1 s" in document["detail"]


def test_memory_over_the_limit_is_told(service: Service) -> None:
    eats = "SELECT (GROUP_CONCAT(?x) AS ?n) { ?a ?b ?c . ?d ?e ?f BIND(CONCAT(STR(?a), STR(?f)) AS ?x) }"
    got = service.query(eats)
    document = problem(got, (503, "worker-died"), (504, "deadline-passed"))
    assert "200 MiB" in document["detail"] or got.status == 504


def test_a_result_over_the_limit_is_refused_as_a_whole(service: Service) -> None:
    document = problem(service.query("SELECT * { ?s ?p ?o }"), (422, "result-too-large"))
    assert "1000000" in document["detail"]
    assert "OFFSET" in document["detail"]


def test_the_limits_are_stated(service: Service) -> None:
    told = service.get("/sparql", accept="text/turtle").body.decode()
    assert "One query may take 1 s, 200 MiB of memory and give 1000000 bytes" in told
    assert "1 s, 200 MiB" in service.get("/sparql", accept="text/html").body.decode()


def test_with_all_workers_taken_queries_are_refused_and_all_else_is_answered() -> None:
    with served("--query-timeout", "3600") as service:
        family = service.family()
        runaways = [service.open(SPIN), service.open(SPIN)]
        until(lambda: sum(map(spends, family)) == 2, "the queries did not run")
        refused = service.query(EASY)
        problem(refused, (503, "busy"))
        assert 3000 < int(refused.headers["retry-after"]) <= 3600  # when the first of them must end
        assert service.get("/api/v1/documents").status == 200
        assert service.get("/readyz").status == 200
        for runaway in runaways:  # a client that goes frees its worker
            runaway.close()
        until(lambda: service.query(EASY).status == 200, "the workers were not freed")


def spends(pid: int) -> bool:
    """Whether a worker is at work: it has taken more processor time than a start takes."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return "query" in Path(f"/proc/{pid}/comm").read_text() and int(fields[11]) > 20


def test_a_stop_lets_running_requests_end_and_leaves_no_process() -> None:
    with served("--query-timeout", "3", "--query-workers", "1", "--grace", "30") as service:
        family = service.family()
        got: list[Answer] = []
        running = threading.Thread(target=lambda: got.append(service.query(SPIN)))
        running.start()
        until(lambda: any(spends(pid) for pid in family[1:]), "the query did not run")
        service.process.send_signal(signal.SIGTERM)
        service.process.wait(GUARD)
        running.join(GUARD)
        problem(got[0], (504, "deadline-passed"))  # its own deadline, not the stop
        assert not [pid for pid in family[1:] if Path(f"/proc/{pid}").exists()]


def test_a_killed_server_leaves_no_process() -> None:
    with served("--query-workers", "2") as service:
        family = service.family()
        assert len(family) >= 5  # two spawners and two workers
        service.process.kill()
        service.process.wait(GUARD)
        until(lambda: not any(runs(pid) for pid in family[1:]), "a process outlived the server")


def test_a_service_without_its_spawner_ends_so_that_it_is_started_anew() -> None:
    with served() as service:
        family = service.family()
        spawner = next(pid for pid in family[1:] if service.process.pid == _parent(pid))
        os.kill(spawner, signal.SIGKILL)
        assert service.process.wait(GUARD) == 1
        until(lambda: not any(runs(pid) for pid in family[1:]), "a process outlived the server")


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_validation_over_its_deadline() -> None:
    with served("--validate-timeout", "0.1") as service:
        lines = "\n".join(f"<urn:d:{n}> a <https://w3id.org/adisteme/ns#Document> ." for n in range(5000))
        connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=GUARD)
        connection.request("POST", "/api/v1/validate?lang=en", lines, {"Content-Type": "text/turtle"})
        got = connection.getresponse()
        answer = Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())
        connection.close()
        document = problem(answer, (504, "deadline-passed"))
        assert "0.1 s" in document["detail"]
        assert service.get("/api/v1/documents").status == 200
