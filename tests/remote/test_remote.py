"""Another engine in place of the embedded store: the PyPI `oxigraph` server, filled by `adisteme load`.

What it answers is compared with the embedded store; the server is a program of its own, on a free port.
"""

import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from adisteme.catalogue import Catalogue
from adisteme.cli import main
from adisteme.graph import load_remote
from adisteme.web.app import create
from alike import differs

SERVER = shutil.which("oxigraph", path=str(Path(sys.executable).parent))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _started(port: int) -> "subprocess.Popen[bytes]":
    assert SERVER
    return subprocess.Popen(
        [SERVER, "serve", "--bind", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    assert SERVER, "the oxigraph package of the dev extra has the server"
    port = _free_port()
    process = _started(port)
    address = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            break
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.1)
    yield address
    process.kill()
    process.wait()


@pytest.fixture(scope="module")
def filled(server: str) -> str:
    assert main(["load", "--to", server + "/update", "--lang", "en"]) == 0
    return server + "/query"


@pytest.fixture(scope="module")
def remote(filled: str) -> Catalogue:
    return Catalogue(load_remote(filled))


def test_all_triples_arrive(remote: Catalogue, graph) -> None:
    assert len(remote.graph.store) == len(graph.store)
    assert set(remote.graph.store.named_graphs()) == set(graph.store.named_graphs())


def test_loading_again_changes_nothing(filled: str, remote: Catalogue, graph) -> None:
    assert main(["load", "--to", filled.removesuffix("query") + "update"]) == 0
    assert len(remote.graph.store) == len(graph.store)


def test_every_question_gives_equal_rows(remote: Catalogue, catalogue: Catalogue) -> None:
    assert remote.questions.keys() == catalogue.questions.keys()
    questions = catalogue.questions.items()
    assert [key for key, question in questions if differs(remote, catalogue, question.sparql)] == []


@pytest.fixture(scope="module")
def served(filled: str) -> Iterator[TestClient]:
    with TestClient(create(remote=filled)) as client:
        yield client


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/approvals?document=working-curriculum&level=technical-vocational-education",
        "/api/v1/documents",
        "/api/v1/provisions/19",
        "/api/v1/findings",
    ],
)
def test_the_api_answers_the_same(served: TestClient, client: TestClient, path: str) -> None:
    assert served.get(path).json() == client.get(path).json()


def test_linked_data_with_blank_nodes_is_the_same_in_size(served: TestClient, client: TestClient) -> None:
    for path in ("/doc/id/working-curriculum.nt", "/ns"):
        theirs = served.get(path, headers={"Accept": "application/n-triples"}).text.splitlines()
        ours = client.get(path, headers={"Accept": "application/n-triples"}).text.splitlines()
        assert len(theirs) == len(ours) > 10


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
        "ASK { <https://w3id.org/adisteme/id/kafedra> ?p ?o }",
        "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c FILTER(?s = <https://w3id.org/adisteme/id/kafedra>) }",
    ],
)
def test_sparql_gives_the_same(served: TestClient, client: TestClient, query: str) -> None:
    theirs = served.get("/sparql", params={"query": query})
    ours = client.get("/sparql", params={"query": query})
    assert theirs.status_code == ours.status_code == 200
    assert theirs.headers["content-type"] == ours.headers["content-type"]
    assert sorted(theirs.text.split()) == sorted(ours.text.split())


def test_a_malformed_query_is_still_400_with_its_place(served: TestClient) -> None:
    problem = served.get("/sparql", params={"query": "SELECT * {\n ?s ?p }"})
    assert problem.status_code == 400
    assert problem.json()["line"] == 2


def test_an_empty_store_is_refused_in_one_line(server: str, capsys: pytest.CaptureFixture[str]) -> None:
    port = _free_port()
    assert main(["serve", "--remote", f"http://127.0.0.1:{port}/query", "--lang", "en"]) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert "does not answer" in told[0]
    assert main(["load", "--to", f"http://127.0.0.1:{port}/update"]) == 2
    assert main(["load", "--to", server + "/nowhere"]) == 2
    assert main(["serve", "--remote", server + "/nowhere"]) == 2


def test_load_waits_for_a_store_that_is_starting(capsys: pytest.CaptureFixture[str]) -> None:
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    starting = threading.Timer(1.0, lambda: processes.append(_started(port)))
    processes: list[subprocess.Popen[bytes]] = []
    starting.start()
    try:
        assert main(["load", "--to", address + "/update", "--wait", "60"]) == 0
    finally:
        starting.join()
        for process in processes:
            process.kill()
            process.wait()
