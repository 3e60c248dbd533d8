"""Errors, lists, languages and operation of the service."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("path", "status", "nearest"),
    [
        ("/api/v1/approvals?document=working-curiculum", 422, "working-curriculum"),
        ("/api/v1/approvals?document=working-curriculum&level=colege", 422, None),
        ("/api/v1/approvals?document=working-curriculum&levle=x", 422, "level"),
        ("/api/v1/approvals", 422, None),
        ("/api/v1/documents/lesson-pan", 404, "lesson-plan"),
        ("/api/v1/docments", 404, "documents"),
        ("/api/v1/questions/approver", 404, "approver-of-document"),
        ("/api/v1/questions/approver-of-document?documnt=lesson-plan", 422, "document"),
        ("/nothing/here", 404, None),
    ],
)
def test_wrong_names_are_told_with_the_nearest(client, path, status, nearest):
    for lang in ("ru", "kk", "en"):
        got = client.get(path, headers={"Accept-Language": lang})
        assert got.status_code == status
        assert got.headers["content-type"] == "application/problem+json"
        problem = got.json()
        assert problem["type"].startswith("https://w3id.org/adisteme/problem/")
        assert problem["status"] == status
        assert problem["answered_in"] == lang
        if nearest:
            assert nearest in problem["nearest"]


def test_a_method_that_is_not_there(client):
    got = client.delete("/api/v1/documents")
    assert got.status_code == 405
    assert got.headers["content-type"] == "application/problem+json"


def test_lists_are_paged(client):
    first = client.get("/api/v1/documents?limit=5&lang=en").json()
    assert len(first["items"]) == 5
    assert first["truncated"]
    page, keys = first, [item["key"] for item in first["items"]]
    while page["next"]:
        page = client.get(page["next"]).json()
        assert page["answered_in"] == "en"
        keys += [item["key"] for item in page["items"]]
    assert first["total"] == len(set(keys)) == len(keys)
    assert "working-curriculum" in keys
    assert client.get("/api/v1/documents?limit=x").status_code == 422


def test_levels_of_the_contract_are_listed(client):
    keys = {item["key"] for item in client.get("/api/v1/levels").json()["items"]}
    school = {"primary-education", "basic-secondary-education", "general-secondary-education"}
    colleges = {"technical-vocational-education", "post-secondary-education"}
    universities = {"higher-education", "postgraduate-education"}
    groups = {"school-education", "tvet-and-post-secondary-education", "higher-and-postgraduate-education"}
    assert keys >= school | colleges | universities | groups


def test_a_single_thing(client):
    thing = client.get("/api/v1/documents/working-curriculum?lang=kk").json()
    assert thing["label"]["ru"] == "рабочий учебный план"
    assert "РУП" in thing["alternative_labels"]["ru"]
    assert "teaching-documentation" in thing["relations"]["specialises"]
    assert thing["requested"] == thing["answered_in"] == "kk"


@pytest.mark.parametrize(
    ("headers", "params", "lang"),
    [
        ({}, {}, "ru"),
        ({"Accept-Language": "kk-KZ, ru;q=0.8"}, {}, "kk"),
        ({"Accept-Language": "de, en;q=0.5, ru;q=0.1"}, {}, "en"),
        ({"Accept-Language": "de"}, {}, "ru"),
        ({"Accept-Language": "kk"}, {"lang": "en"}, "en"),
    ],
)
def test_language(client, headers, params, lang):
    got = client.get(
        "/api/v1/approvals", params={"document": "lesson-plan", **params}, headers=headers
    ).json()
    assert got["answered_in"] == lang


def test_health(client):
    assert client.get("/healthz").json()["status"] == "alive"
    assert client.get("/readyz").status_code == 200


def test_docs_need_nothing_from_outside(client):
    page = client.get("/docs").text
    assert "http://" not in page.replace("http://testserver", "")
    assert "https://" not in page
    for part in ("swagger-ui-bundle.js", "swagger-ui.css"):
        assert client.get(f"/static/swagger-ui-5.35.0/{part}").status_code == 200


def test_openapi_names_its_problems(client):
    schema = client.get("/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    assert "Problem" in schema["components"]["schemas"]
    assert "/api/v1/approvals" in schema["paths"]


def test_validation_over_http(client):
    data = b"""@prefix adi: <https://w3id.org/adisteme/ns#> . <urn:x:doc> a adi:Document ."""
    got = client.post("/api/v1/validate", content=data, headers={"Content-Type": "text/turtle"}).json()
    assert got["verdict"] == "violations"
    shapes = {finding["shape"].rpartition("/")[2] for finding in got["results"]}
    assert "document-issuer" in shapes


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"<urn:x> a .", "text/turtle", 422),
        (b"\xff\xfe", "text/turtle", 422),
        (b"{}", "application/pdf", 415),
        (b"", "text/turtle", 422),
        (b"# no record", "text/turtle", 200),
    ],
)
def test_bad_data_over_http(client, content, kind, status):
    got = client.post("/api/v1/validate", content=content, headers={"Content-Type": kind})
    assert got.status_code == status
    if status == 200:
        assert got.json()["verdict"] == "nothing_checked"
    else:
        assert got.json()["detail"]


@pytest.mark.parametrize("path", ["/", "/docs", "/healthz", "/api/v1/documents", "/ns", "/sparql"])
def test_head_is_get_without_a_body(client, path):
    answer = client.head(path)
    assert answer.status_code == 200
    assert answer.content == b""
    assert answer.headers["content-type"] == client.get(path).headers["content-type"]


def test_a_parameter_given_twice_is_refused(client):
    for path in ("approvals?document=lesson-plan&", "questions/approver-of-document?document=lesson-plan&"):
        got = client.get(f"/api/v1/{path}document=working-curriculum")
        assert got.status_code == 422
        assert "document" in got.json()["detail"]


def test_a_tier_is_named_in_the_sentence(client):
    got = client.get("/api/v1/approvals?document=lesson-plan&tier=unit-tier&lang=ru").json()
    assert got["status"] == "not_in_act"
    assert "ярус" in got["answer"]
    assert "ярус" in got["interpretation"]
