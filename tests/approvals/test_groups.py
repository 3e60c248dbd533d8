"""Groups of levels, tiers, and no level at all."""

from __future__ import annotations

import pytest


def ask(client, **params):
    return client.get("/api/v1/approvals", params=params).json()


def test_a_group_whose_members_agree_has_no_condition(client):
    got = ask(client, document="working-curriculum", level="tvet-and-post-secondary-education")
    assert [(r["key"], r["condition"]) for r in got["results"]] == [("head-of-organisation", None)]


def test_steps_that_differ_within_a_group_name_their_levels(client):
    got = ask(client, document="working-curriculum", level="tvet-and-post-secondary-education", lang="en")
    reviews = [step for step in got["route"]["steps"] if step["stage"] == "review-stage"]
    told = {
        step["condition"]["en"]: {actor["key"] for actor in step["actors"]}
        - {"unit-methodical-council", "academic-methodical-unit"}
        for step in reviews
    }
    assert told == {
        "technical and vocational education": {"methodical-commission"},
        "post-secondary education": {"kafedra"},
    }


def test_no_level_gives_all_cases_each_with_its_condition(client):
    got = ask(client, document="methodical-association-plan", lang="en")
    assert got["status"] == "answered"
    (result,) = got["results"]
    assert result["key"] == "head-of-organisation"
    for words in ("where a methodical association", "primary", "basic secondary", "general secondary"):
        assert words in result["condition"]["en"]
    assert "technical" not in result["condition"]["en"]


def test_two_approvers_are_told_as_either(client):
    got = ask(client, document="teaching-documentation", lang="en")
    assert {r["key"] for r in got["results"]} == {"head-of-organisation", "deputy-head-academic"}
    assert " or " in got["answer"]
    approval = [step for step in got["route"]["steps"] if step["stage"] == "approval-stage"]
    assert [step["mode"] for step in approval] == ["any"]


@pytest.mark.parametrize(
    ("document", "tier", "status"),
    [
        ("working-curriculum", "organisation-tier", "answered"),
        ("working-curriculum", "district-tier", "not_in_act"),
        ("working-curriculum", "unit-tier", "not_in_act"),
        ("working-curriculum", "republican-tier", "not_in_act"),
        ("state-standard", "republican-tier", "referred"),
        ("state-standard", "organisation-tier", "not_in_act"),
        ("unit-regulation", "organisation-tier", "referred"),
        ("unit-regulation", "republican-tier", "not_in_act"),
    ],
)
def test_tiers(client, document, tier, status):
    got = ask(client, document=document, tier=tier)
    assert got["status"] == status
    if status == "not_in_act":
        assert got["alternatives"], "silence names what comes nearest"


def test_lex_specialis_by_kind(client):
    pairs = {
        document: {(o["winner"], o["loser"]) for o in ask(client, document=document)["route"]["overrides"]}
        for document in (
            "working-curriculum",
            "working-syllabus",
            "methodical-guidelines",
            "methodical-association-plan",
        )
    }
    assert pairs == {
        "working-curriculum": {("19", "18")},
        "working-syllabus": {("20", "18")},
        "methodical-guidelines": {("21", "18")},
        "methodical-association-plan": set(),
    }


def test_readings_are_told_apart_from_the_act(client):
    got = ask(client, document="lesson-plan", level="primary-education")
    assert {"reading-kinds-of-teaching-documentation"} <= {note["key"] for note in got["readings"]}
    for note in got["readings"]:
        assert all(note["rule"][lang] and note["alternative"][lang] for lang in ("ru", "kk", "en"))
