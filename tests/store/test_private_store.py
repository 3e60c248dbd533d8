"""`/store`: only with the token, nothing goes out, an update is done wholly or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from adisteme.errors import InputError
from adisteme.private_store import PrivateStore
from adisteme.web import private_store, problems

TOKEN = "made-up-token-for-tests"
PATH = "/store/sparql"
UPDATE = {"Content-Type": "application/sparql-update"}


@pytest.fixture
def own(tmp_path: Path) -> PrivateStore:
    return PrivateStore(tmp_path / "store")


@pytest.fixture
def client(own: PrivateStore, tmp_path: Path) -> Iterator[TestClient]:
    app = served(private_store.router(own, TOKEN, tmp_path / "saved"))
    with TestClient(app, headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        yield client


def served(router: APIRouter) -> FastAPI:
    """The routes alone: the graph of the Rules is not asked here, and takes a second to load."""
    app = FastAPI()
    problems.install(app)
    app.include_router(router)
    return app


def count(client: TestClient, pattern: str = "?s ?p ?o") -> int:
    answer = client.get(PATH, params={"query": f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}", "format": "csv"})
    return int(answer.text.split()[1])


@pytest.mark.parametrize("given", [None, "Bearer wrong", f"Basic {TOKEN}", TOKEN, "Bearer \xff"])
@pytest.mark.parametrize("path", [PATH, "/store/graphs?default", "/store/backup"])
def test_without_the_token_nothing_is_told(client: TestClient, given: str | None, path: str) -> None:
    client.headers.pop("Authorization")
    headers = {"Authorization": given.encode("latin-1")} if given else {}
    method = "POST" if path.endswith("backup") else "GET"
    answer = client.request(method, path, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://127.0.0.1:1/x>",
        "LOAD SILENT <http://127.0.0.1:1/x> INTO GRAPH <urn:g>",
        "INSERT DATA { <urn:a> <urn:b> 1 } ; LOAD<http://127.0.0.1:1/x>",
        "PREFIX ex: <http://127.0.0.1:1/> LOADex:a",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:1/x> { ?s ?p ?o } }",
        "PREFIX ex: <http://127.0.0.1:1/> INSERT { ?s ?p ?o } WHERE { SERVICEex:a { ?s ?p ?o } }",
    ],
)
def test_nothing_goes_out(client: TestClient, update: str) -> None:
    answer = client.post(PATH, content=update, headers=UPDATE)
    assert answer.status_code in (400, 403)
    assert count(client) == 0


def test_words_that_only_look_like_it_are_data(client: TestClient) -> None:
    update = (
        'PREFIX load: <urn:load/> INSERT DATA { load:a <urn:service> "LOAD <x> SERVICE <y>" } # load service'
    )
    assert client.post(PATH, content=update, headers=UPDATE).status_code == 204
    assert count(client) == 1


def test_an_update_is_done_wholly_or_not_at_all(client: TestClient) -> None:
    update = "INSERT DATA { <urn:a> <urn:b> 1 } ; CREATE GRAPH <urn:g> ; CREATE GRAPH <urn:g>"
    answer = client.post(PATH, content=update, headers=UPDATE)
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("/problem/update-failed")
    assert count(client) == 0


def test_what_is_no_update_is_400(client: TestClient) -> None:
    for text in (
        "SELECT * { ?s ?p ?o }",
        "INSERT DATA { ?s ?p ?o }",
        "INSERT",
        "\udcff".encode("utf-8", "surrogateescape"),
    ):
        answer = client.post(PATH, content=text, headers=UPDATE)
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_large_insert_is_taken(client: TestClient) -> None:
    lines = " ".join(f'<urn:s{n}> <urn:p> "{n}" .' for n in range(20_000))
    assert client.post(PATH, content=f"INSERT DATA {{ {lines} }}", headers=UPDATE).status_code == 204
    assert count(client) == 20_000


def test_the_dataset_of_the_protocol_is_written_into_the_update(client: TestClient) -> None:
    client.put(
        "/store/graphs",
        params={"graph": "urn:g"},
        content="<urn:a> <urn:b> <urn:c> .",
        headers={"Content-Type": "text/turtle"},
    )
    update = "INSERT { ?s <urn:seen> ?o } WHERE { ?s <urn:b> ?o }"
    assert client.post(PATH, data={"update": update}).status_code == 204
    assert count(client) == 0
    assert client.post(PATH, data={"update": update, "using-graph-uri": "urn:g"}).status_code == 204
    assert count(client) == 1
    both = client.post(PATH, data={"update": "WITH <urn:g> " + update, "using-graph-uri": "urn:g"})
    assert both.json()["type"].endswith("/problem/two-datasets")
    wrong = client.post(PATH, data={"update": update, "using-graph-uri": "urn:g> } #"})
    assert wrong.status_code == 400


def test_a_document_with_a_fault_changes_nothing(client: TestClient) -> None:
    turtle = {"Content-Type": "text/turtle"}
    client.put("/store/graphs?default", content="<urn:a> <urn:b> <urn:c> .", headers=turtle)
    answer = client.put(
        "/store/graphs?default", content="<urn:a> <urn:b> <urn:d> .\n<urn:a> <urn:b> ", headers=turtle
    )
    assert answer.status_code == 422
    assert "2" in answer.json()["detail"]
    assert count(client, "?s ?p <urn:c>") == 1
    assert (
        client.put(
            "/store/graphs?default", content="x", headers={"Content-Type": "application/pdf"}
        ).status_code
        == 415
    )
    assert client.get("/store/graphs").status_code == 400


def test_a_saved_store_opens_and_holds_what_was_there(client: TestClient, tmp_path: Path) -> None:
    client.post(PATH, content="INSERT DATA { <urn:a> <urn:b> <urn:c> }", headers=UPDATE)
    answer = client.post("/store/backup")
    assert answer.status_code == 201
    client.post(PATH, content="INSERT DATA { <urn:a> <urn:b> <urn:d> }", headers=UPDATE)
    saved = PrivateStore(tmp_path / "saved" / answer.json()["folder"], read_only=True)
    assert len(saved.store) == 1
    with TestClient(
        served(private_store.router(saved, TOKEN)), headers={"Authorization": f"Bearer {TOKEN}"}
    ) as reader:
        assert count(reader) == 1
        refused = reader.post(PATH, content="INSERT DATA { <urn:a> <urn:b> <urn:e> }", headers=UPDATE)
        assert refused.status_code == 403
        assert reader.post("/store/backup").status_code == 403


def test_a_folder_in_use_is_refused_in_one_line(own: PrivateStore, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        PrivateStore(tmp_path / "store")
    assert "\n" not in refused.value.text("en")
