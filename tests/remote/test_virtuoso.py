"""Debian's Virtuoso 7.2.5, an engine that owes nothing to ours, in place of the embedded store."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from adisteme.catalogue import Catalogue
from adisteme.cli import main
from adisteme.graph import KnowledgeGraph, load_remote
from adisteme.web.app import create
from alike import differs
from virtuoso import PASSWORD, PROGRAM, running

pytestmark = pytest.mark.skipif(
    PROGRAM is None, reason="no virtuoso-t: apt-get install virtuoso-opensource-7-bin"
)
PREFIX = "PREFIX adi: <https://w3id.org/adisteme/ns#> "
EXPECTED = Path(__file__).with_name("virtuoso-differs.toml")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(tmp_path_factory.mktemp("virtuoso")) as address, pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADISTEME_REMOTE_USER", "dba")
        patch.setenv("ADISTEME_REMOTE_PASSWORD", PASSWORD)
        graphs = address + "/sparql-graph-crud-auth"
        for _ in range(2):  # the second time each graph takes the place of what it was
            assert main(["load", "--to", graphs, "--graph-store"]) == 0
        patch.setenv("ADISTEME_REMOTE_PASSWORD", "wrong")
        assert main(["load", "--to", graphs, "--graph-store"]) == 2
        yield address + "/sparql"


@pytest.fixture(scope="module")
def remote(filled: str) -> Catalogue:
    return Catalogue(load_remote(filled))


def test_all_triples_arrive(remote: Catalogue, graph: KnowledgeGraph) -> None:
    assert len(remote.graph.store) == len(graph.store)


def test_every_question_gives_equal_rows(remote: Catalogue, catalogue: Catalogue) -> None:
    expected = tomllib.loads(EXPECTED.read_text(encoding="utf-8"))["questions"]
    assert expected.keys() <= catalogue.questions.keys()
    assert len(catalogue.questions) > 100
    differing = {
        key for key, question in catalogue.questions.items() if differs(remote, catalogue, question.sparql)
    }
    assert differing == expected.keys()


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
        "/api/v1/questions/entry-into-force-of-order",
        "/api/v1/questions/term-of-leader",
    ],
)
def test_the_api_answers_the_same(served: TestClient, client: TestClient, path: str) -> None:
    assert served.get(path).json() == client.get(path).json()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "ASK { <https://w3id.org/adisteme/id/kafedra> ?p ?o }",
        "ASK { <https://w3id.org/adisteme/id/nobody> ?p ?o }",
        PREFIX + "SELECT DISTINCT ?t { ?s adi:term ?t }",
        PREFIX + "CONSTRUCT WHERE { ?s adi:waitingPeriod ?t }",
    ],
)
def test_sparql_gives_the_same(served: TestClient, client: TestClient, query: str) -> None:
    theirs = served.get("/sparql", params={"query": query})
    ours = client.get("/sparql", params={"query": query})
    assert theirs.status_code == ours.status_code == 200
    assert theirs.headers["content-type"] == ours.headers["content-type"]
    assert sorted(theirs.text.split()) == sorted(ours.text.split())
