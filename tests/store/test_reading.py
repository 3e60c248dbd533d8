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

from adisteme.private_store import PrivateStore
from adisteme.sparql_evaluation import QueryRequest
from adisteme.store_reading import Snapshots, StoreQuery, work
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
