"""Every error is a problem document in the language of the request."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI, HTTPException, Response
from fastapi.testclient import TestClient

from adisteme.errors import InputError
from adisteme.web import problems
from adisteme.web.problems import Problem

TYPE = "https://w3id.org/adisteme/problem/"


def application() -> FastAPI:
    app = FastAPI()
    problems.install(app)

    @app.get("/number/{number}")
    def number(number: int, factor: int = 1) -> int:
        return number * factor

    @app.post("/number/{number}")
    def put(number: int) -> int:
        return number

    @app.get("/raise/{status}")
    def raises(status: int, detail: str | None = None) -> None:
        raise HTTPException(status, detail, headers={"X-Number": "1"})

    @app.get("/problem")
    def problem() -> None:
        raise Problem(
            404,
            "http.not_found",
            headers={"X-Text": "текст\r\nSet-Cookie: a=b", "Vary": "Accept"},
            members={"nearest": ["a"]},
            path="/\ud800{x}",
        )

    @app.get("/input")
    def unusable() -> None:
        raise InputError("http.not_found.detail", path="колледж")

    @app.get("/crash")
    def crash() -> None:
        raise ZeroDivisionError("secret")

    @app.get("/fine")
    def fine() -> Response:
        return Response("fine")

    return app


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(application(), raise_server_exceptions=False) as client:
        yield client


def check(got: object, status: int, key: str) -> dict[str, object]:
    assert got.status_code == status  # type: ignore[attr-defined]
    assert got.headers["content-type"] == "application/problem+json"  # type: ignore[attr-defined]
    document: dict[str, object] = got.json()  # type: ignore[attr-defined]
    assert document["type"] == TYPE + key
    assert document["status"] == status
    assert document["title"]
    assert document["detail"]
    return document


def test_no_such_path(client: TestClient) -> None:
    document = check(client.get("/нет?lang=en"), 404, "not-found")
    assert "/нет" in str(document["detail"])


def test_all_methods_of_a_path_are_allowed(client: TestClient) -> None:
    got = client.delete("/number/1")
    check(got, 405, "method-not-allowed")
    assert got.headers["allow"] == "GET, HEAD, POST"  # HEAD wherever there is GET


@pytest.mark.parametrize(
    "path", ["/number/x", "/number/1?factor=%ED%A0%80", "/number/%00", "/number/1?factor="]
)
def test_invalid_parameters(client: TestClient, path: str) -> None:
    document = check(client.get(path), 422, "invalid-parameters")
    faults = document["errors"]
    assert isinstance(faults, list)
    assert [set(fault) for fault in faults] == [{"loc", "msg", "type"}]
    assert faults[0]["loc"][-1] in str(document["detail"])


@pytest.mark.parametrize(
    ("status", "key"),
    [(401, "unauthorized"), (406, "not-acceptable"), (413, "content-too-large"), (429, "too-many-requests"),
     (503, "unavailable"), (418, "error")],
)  # fmt: skip
def test_the_frameworks_exceptions(client: TestClient, status: int, key: str) -> None:
    got = client.get(f"/raise/{status}")
    check(got, status, key)
    assert got.headers["x-number"] == "1"


def test_a_sentence_of_the_raiser_is_kept(client: TestClient) -> None:
    assert check(client.get("/raise/400?detail=Because"), 400, "bad-request")["detail"] == "Because"


def test_statuses_without_content(client: TestClient) -> None:
    got = client.get("/raise/304")
    assert (got.status_code, got.content) == (304, b"")


def test_a_problem_of_ours(client: TestClient) -> None:
    got = client.get("/problem?lang=en")
    document = check(got, 404, "not-found")
    assert document["nearest"] == ["a"]
    assert "\ud800{x}" in str(document["detail"])
    assert "set-cookie" not in got.headers
    assert got.headers["vary"] == "Accept, Accept-Language"
    assert got.headers["access-control-allow-origin"] == "*"


def test_unusable_input(client: TestClient) -> None:
    document = check(client.get("/input?lang=kk"), 422, "unusable-input")
    assert "колледж" in str(document["detail"])


def test_an_unexpected_exception_tells_nothing_of_the_inside(client: TestClient) -> None:
    got = client.get("/crash")
    check(got, 500, "internal-error")
    assert "secret" not in got.text
    assert "ZeroDivisionError" not in got.text


@pytest.mark.parametrize(
    ("query", "header", "expected"),
    [("", None, "ru"), ("?lang=kk", "en", "kk"), ("", "en-GB, ru;q=0.4", "en"), ("?lang=xx", "kk", "kk")],
)
def test_language(client: TestClient, query: str, header: str | None, expected: str) -> None:
    got = client.get("/nothing" + query, headers={"Accept-Language": header} if header else {})
    document = check(got, 404, "not-found")
    assert (document["requested"], document["answered_in"]) == (expected, expected)
    assert got.headers["content-language"] == expected
    assert "Accept-Language" in got.headers["vary"]


def test_three_languages_say_it_in_three_ways(client: TestClient) -> None:
    titles = {client.get(f"/nothing?lang={lang}").json()["title"] for lang in ("ru", "kk", "en")}
    assert len(titles) == 3


def test_what_is_no_error_stays(client: TestClient) -> None:
    assert client.get("/fine").text == "fine"


def test_schema_names_the_members_of_every_document(client: TestClient) -> None:
    document = client.get("/nothing").json()
    assert set(problems.SCHEMA["required"]) == document.keys() & problems.SCHEMA["properties"].keys()
