"""Queries over a private store on disk: a deadline that holds, and every acknowledged write is seen."""

from __future__ import annotations

import asyncio
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from adisteme import private_store
from adisteme.private_store import PrivateStore
from adisteme.sparql_evaluation import QueryRequest
from adisteme.store_reading import Snapshots, StoreQuery, work
from adisteme.workers import Busy
from served import TOKEN, Service

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?a) > STR(?g)) }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s <urn:number> ?o }"
SOME = "INSERT DATA { " + " ".join(f"<urn:s:{n}> <urn:p> {n} ." for n in range(1500)) + " }"
DEADLINE, GUARD = 1, 30


def asked(service: Service, text: str, kind: str = "query") -> tuple[int, bytes]:
    request = urllib.request.Request(
        service.address + "/store/sparql",
        text.encode(),
        {
            "Authorization": f"Bearer {TOKEN}",
            "Content-Type": f"application/sparql-{kind}",
            "Accept": "text/csv",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=GUARD) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("own") / "store"


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[Service]:
    service = Service("--store", str(folder), "--query-timeout", str(DEADLINE), "--query-bytes", "20000")
    yield service
    service.stop()


def test_a_runaway_ends_at_its_deadline_and_others_do_not_notice(running: Service) -> None:
    assert asked(running, SOME, "update")[0] == 204
    with ThreadPoolExecutor(1) as pool:
        runaway = pool.submit(asked, running, RUNAWAY)
        time.sleep(0.3)
        assert asked(running, "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "update")[0] == 204
        assert asked(running, "SELECT ?o { <urn:a> <urn:b> ?o }") == (200, b"o\r\nurn:c\r\n")
        status, body = runaway.result()
    assert (status, b"deadline-passed" in body) == (504, True)


def test_a_result_has_its_limit(running: Service) -> None:
    asked(running, SOME, "update")
    status, body = asked(running, "SELECT * { ?s ?p ?o }")
    assert (status, b"result-too-large" in body) == (422, True)


def test_every_acknowledged_write_is_seen_at_once(running: Service, folder: Path) -> None:
    def writes_and_reads(writer: int) -> list[tuple[int, bytes]]:
        found = []
        for number in range(15):
            own = f"<urn:writer:{writer}>"
            assert asked(running, f"INSERT DATA {{ {own} <urn:number> {number} }}", "update")[0] == 204
            count = f"SELECT (COUNT(*) AS ?n) {{ {own} <urn:number> ?o }}"
            found.append(asked(running, count))
        return found

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(writes_and_reads, range(2)))
    expected = [(200, f"n\r\n{number + 1}\r\n".encode()) for number in range(15)]
    assert told == [expected, expected]
    assert asked(running, COUNT) == (200, b"n\r\n30\r\n")
    assert len(list((folder / "reading").iterdir())) == 1  # older snapshots are gone


def test_what_a_killed_process_left_behind_is_removed(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    service = Service("--store", str(folder))
    asked(service, "INSERT DATA { <urn:a> <urn:number> 1 }", "update")
    assert asked(service, COUNT) == (200, b"n\r\n1\r\n")
    service.stop(subprocess.Popen.kill)
    assert list((folder / "reading").iterdir())  # left behind

    again = Service("--store", str(folder))
    assert not (folder / "reading").exists()
    assert asked(again, COUNT) == (200, b"n\r\n1\r\n")
    again.stop()


def test_a_store_that_is_only_read_is_its_own_snapshot(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    PrivateStore(folder).update("INSERT DATA { <urn:a> <urn:number> 1 }")

    async def read() -> bytes:
        async with Snapshots(PrivateStore(folder, read_only=True), folder).current() as snapshot:
            assert snapshot == str(folder)
            return work()(StoreQuery(snapshot, QueryRequest(COUNT, rows_format="csv")))[1]

    assert asyncio.run(read()) == b"n\r\n1\r\n"
    assert not (folder / "reading").exists()


def test_a_snapshot_stays_while_it_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    own = PrivateStore(folder)

    async def read() -> None:
        snapshots = Snapshots(own, folder)
        async with snapshots.current() as before:
            own.update("INSERT DATA { <urn:a> <urn:number> 1 }")
            async with snapshots.current() as after, snapshots.current() as same:
                assert before != after == same
                assert Path(before).exists()
        assert (Path(before).exists(), Path(after).exists()) == (False, True)

    asyncio.run(read())


def test_a_store_in_memory_has_deadlines_too_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    service = Service("--store", "memory", "--query-timeout", str(DEADLINE))
    try:
        assert asked(service, SOME, "update")[0] == 204
        assert asked(service, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == (200, b"n\r\n1500\r\n")
        status, body = asked(service, RUNAWAY)
        assert (status, b"deadline-passed" in body) == (504, True)
        assert any(tmp_path.iterdir())
    finally:
        service.stop()
    assert list(tmp_path.iterdir()) == []


def test_a_whole_graph_is_read_by_a_worker(running: Service) -> None:
    def answered() -> float:
        with urllib.request.urlopen(running.address + "/metrics", timeout=GUARD) as answer:
            lines = answer.read().decode().splitlines()
        mark = 'adisteme_lane_ended_total{lane="store",way="answered"} '
        return next((float(line.removeprefix(mark)) for line in lines if line.startswith(mark)), 0.0)

    assert asked(running, "INSERT DATA { GRAPH <urn:own> { <urn:a> <urn:b> <urn:c> } }", "update")[0] == 204
    before = answered()
    headers = {"Authorization": f"Bearer {TOKEN}", "Accept": "application/n-triples"}
    request = urllib.request.Request(running.address + "/store/graphs?graph=urn:own", headers=headers)
    with urllib.request.urlopen(request, timeout=GUARD) as answer:
        assert answer.read() == b"<urn:a> <urn:b> <urn:c> .\n"
    assert answered() == before + 1


def test_the_description_states_the_limits_and_that_updates_have_none(running: Service) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Accept": "text/turtle"}
    request = urllib.request.Request(running.address + "/store/sparql", headers=headers)
    with urllib.request.urlopen(request, timeout=GUARD) as answer:
        told = answer.read().decode()
    assert f"One query may take {DEADLINE} s" in told
    assert "An update is not stopped half-way: it has no deadline" in told


def test_a_write_behind_one_that_does_not_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private_store, "WAIT", 0.01)
    own = PrivateStore()
    with own._turn():
        with pytest.raises(Busy) as busy:
            own.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
        assert busy.value.status == 503
        assert busy.value.retry_after == 1
    own.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    assert (len(own.store), own.writes) == (1, 1)
