"""`adisteme findings` and `GET /api/v1/findings`."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from adisteme.catalogue import Catalogue
from adisteme.commands import findings as command
from adisteme.errors import UnknownKey
from adisteme.web import findings as web
from adisteme.web import problems


def asked(*arguments: str, lang: str = "ru", ontology: tuple[Path, ...] = ()) -> Namespace:
    parser = ArgumentParser()
    command.arguments(parser)
    return Namespace(**vars(parser.parse_args(arguments)), lang=lang, ontology=list(ontology))


# ---- the command line -------------------------------------------------------------------------------


def test_the_whole_list_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(asked()) == 0
    out = capsys.readouterr().out
    assert "finding-9-8-9-24 [дословный повтор; подтверждено]" in out
    assert (
        "«методист - педагогический работник организации образования (кроме высших учебных заведений)»" in out
    )
    assert "подп. 24) п. 9 Правил: «разработка и участие в конкурсах" in out


def test_findings_of_the_kind_asked_for_give_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(asked("--kind", "word-for-word-duplicate", lang="en")) == 1
    heads = [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")]
    assert [head.partition(" ")[0] for head in heads] == [
        "finding-9-8-9-24",
        "finding-9-11-9-26",
        "finding-9-21-9-23",
    ]
    assert all("[word-for-word duplicate; confirmed]" in head for head in heads)


def test_json_has_both_quotes_and_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(asked("--kind", "contradiction", "--standing", "confirmed", "--format", "json")) == 1
    found = {item["key"]: item for item in json.loads(capsys.readouterr().out)}
    item = found["finding-methodist-university"]
    assert [quote["provision"] for quote in item["quotes"]] == ["3/part-1/item-1", "12"]
    assert "данного вуза" in item["quotes"][1]["quote"]
    assert set(item["reason"]) == {"ru", "kk", "en"}
    assert {item["standing"]["key"] for item in found.values()} == {"confirmed"}


def test_none_of_a_known_kind_is_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kind.ttl").write_text(
        "@prefix adi: <https://w3id.org/adisteme/ns#> . @prefix id: <https://w3id.org/adisteme/id/> . "
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . "
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . "
        "id:own-kind a adi:FindingKind , owl:NamedIndividual ; "
        'skos:prefLabel "свой"@ru , "өз"@kk , "own"@en ; skos:inScheme id:finding-kinds ; '
        'skos:definition "Вид для пробы."@ru , "Сынауға арналған түр."@kk , "For a try."@en .',
        encoding="utf-8",
    )
    assert command.run(asked("--kind", "own-kind", ontology=(tmp_path,))) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("option", "value", "near"),
    [("--kind", "contradictions", "contradiction"), ("--standing", "confirm", "confirmed")],
)
def test_an_unknown_key_names_the_nearest(option: str, value: str, near: str) -> None:
    with pytest.raises(UnknownKey) as error:
        command.run(asked(option, value))
    assert error.value.nearest[0] == near


# ---- the API ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def api(catalogue: Catalogue) -> Iterator[TestClient]:
    app = FastAPI()
    problems.install(app)
    app.include_router(web.router(lambda: catalogue))
    with TestClient(app) as client:
        yield client


def test_the_list(api: TestClient) -> None:
    body = api.get("/api/v1/findings", params={"limit": 1000, "lang": "kk"}).json()
    assert set(body) == {"items", "total", "truncated", "next", "requested", "answered_in"}
    assert body["total"] == len(body["items"]) > 30
    assert (body["truncated"], body["next"]) == (False, None)
    assert (body["requested"], body["answered_in"]) == ("kk", "kk")
    item = next(item for item in body["items"] if item["key"] == "finding-9-8-9-24")
    assert item["id"] == "https://w3id.org/adisteme/id/finding-9-8-9-24"
    assert item["kind"]["key"] == "word-for-word-duplicate"
    assert item["standing"]["label"]["en"] == "confirmed"
    assert item["provisions"] == ["9/8", "9/24"]
    assert [quote["provision"] for quote in item["quotes"]] == ["9/8", "9/24"]
    assert item["quotes"][0]["quote"] == item["quotes"][1]["quote"]
    assert item["quotes"][0]["amended_by"] == {"number": "207", "date": "2021-05-06"}
    assert item["found_by"][0]["key"] == "duplicate"
    assert set(item["found_by"][0]["finds"]) == {"ru", "kk", "en"}


def test_kind_and_standing_narrow_the_list(api: TestClient) -> None:
    def keys(**params: str) -> list[str]:
        body = api.get("/api/v1/findings", params={"limit": "1000", **params}).json()
        return [item["key"] for item in body["items"]]

    both = keys(kind="contradiction", standing="candidate")
    assert "finding-umo-leads-by-advice" in both
    assert "finding-methodist-university" not in both
    assert set(keys(kind="contradiction")) == set(both) | set(
        keys(kind="contradiction", standing="confirmed")
    )
    assert sorted(keys()) == sorted(keys(standing="candidate") + keys(standing="confirmed"))


def test_pages_follow_one_another(api: TestClient) -> None:
    whole = api.get("/api/v1/findings", params={"limit": 1000, "standing": "candidate"}).json()
    path: str | None = "/api/v1/findings?standing=candidate&limit=10"
    seen: list[str] = []
    while path:
        page = api.get(path).json()
        assert page["truncated"] == (page["next"] is not None)
        assert page["total"] == whole["total"]
        seen += [item["key"] for item in page["items"]]
        path = page["next"]
    assert seen == [item["key"] for item in whole["items"]]


@pytest.mark.parametrize(
    ("query", "near"),
    [("kind=contradictions", "contradiction"), ("standing=confirm", "confirmed"), ("kinds=silence", "kind")],
)
def test_what_is_unknown_is_422_with_the_nearest(api: TestClient, query: str, near: str) -> None:
    answer = api.get("/api/v1/findings?" + query)
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert near in answer.json()["nearest"]


@pytest.mark.parametrize("query", ["limit=0", "limit=1001", "offset=-1", "limit=x"])
def test_a_bad_page_is_422(api: TestClient, query: str) -> None:
    assert api.get("/api/v1/findings?" + query).status_code == 422
