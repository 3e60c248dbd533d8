"""The whole JSON of one answer against a file written by hand from the act."""

from __future__ import annotations

import json
from pathlib import Path

EXPECTED = json.loads(
    (Path(__file__).parent / "expected_working_curriculum_tvet.json").read_text(encoding="utf-8")
)
ASK = {"document": "working-curriculum", "level": "technical-vocational-education"}
# What is wording of the program and not fact of the act stands in the answer, but not in the expected file.
WORDING = {"question", "intent", "interpretation", "answer", "sparql", "readings"}


def _agrees(got, want, path: str = "") -> list[str]:
    """Differences; an expected object may leave keys out, an expected list not."""
    if isinstance(want, dict):
        missing = [f"{path}/{key}: missing" for key in want if not isinstance(got, dict) or key not in got]
        return missing + [
            d
            for key in want
            if key not in missing and isinstance(got, dict) and key in got
            for d in _agrees(got[key], want[key], f"{path}/{key}")
        ]
    if isinstance(want, list) and isinstance(got, list) and len(got) == len(want):
        return [
            d for i, (g, w) in enumerate(zip(got, want, strict=True)) for d in _agrees(g, w, f"{path}/{i}")
        ]
    if path.endswith("/quote"):
        return [] if want in got else [f"{path}: {got!r} does not hold {want!r}"]
    return [] if got == want else [f"{path}: {got!r}, expected {want!r}"]


def _in_order_of_keys(answer: dict) -> dict:
    """Actors of a step are a set: the act's order of words has no meaning."""
    for step in answer["route"]["steps"]:
        step["actors"].sort(key=lambda actor: actor["key"])
    return answer


def test_the_answer_is_the_one_written_by_hand(client):
    got = client.get("/api/v1/approvals", params=ASK).json()
    assert _agrees(_in_order_of_keys(got), _in_order_of_keys(EXPECTED)) == []
    assert got["refers_to"] == []
    extra = set(got) - set(EXPECTED) - WORDING - {"refers_to"}
    assert extra == set(), "keys that the hand-written file does not know"
    for override in got["route"]["overrides"]:
        assert all(override["reason"][lang] for lang in ("ru", "kk", "en"))
    assert all(got[key] for key in WORDING)


def test_the_sparql_of_the_answer_gives_these_results(client):
    got = client.get("/api/v1/approvals", params=ASK).json()
    rows = client.get("/sparql", params={"query": got["sparql"]}).json()["results"]["bindings"]
    assert {row["thing"]["value"] for row in rows} == {result["id"] for result in got["results"]}


def test_bodies_of_other_levels_do_not_appear(client):
    got = client.get("/api/v1/approvals", params=ASK).json()
    actors = {actor["key"] for step in got["route"]["steps"] for actor in step["actors"]}
    assert "methodical-commission" in actors
    assert actors.isdisjoint(
        {"kafedra", "school-association", "methodical-association", "methodical-section"}
    )
    higher = client.get("/api/v1/approvals", params={**ASK, "level": "post-secondary-education"}).json()
    actors = {actor["key"] for step in higher["route"]["steps"] for actor in step["actors"]}
    assert "kafedra" in actors
    assert "methodical-commission" not in actors
