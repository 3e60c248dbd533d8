"""The words of the act over HTTP."""

from __future__ import annotations

import pytest


def get(client, place, **params):
    return client.get(f"/api/v1/provisions/{place}", params=params).json()


@pytest.mark.parametrize(
    ("place", "kind", "begins"),
    [
        ("19", "Paragraph", "Структурные подразделения организаций образования в соответствии"),
        ("5/part-2", "Part", "Руководство учебно-методической и научно-методической работой возлагается:"),
        ("3/part-1/item-4", "ListItem", "заместитель руководителя организации образования по учебной"),
        ("9/8", "Subpoint", "разработка и участие в конкурсах научных проектов"),
        ("order/4", "OrderItem", "Настоящий приказ вводится в действие"),
    ],
)
def test_a_place(client, place, kind, begins):
    got = get(client, place)
    assert got["key"] == place
    assert got["kind"] == kind
    assert got["text"].startswith(begins)


def test_a_paragraph_has_its_parts_norms_and_amendment(client):
    got = get(client, "16")
    assert [part["key"] for part in got["parts"]] == ["16/part-1", "16/part-2", "16/part-3"]
    (amendment,) = got["amendments"]
    assert (amendment["number"], amendment["date"]) == ("507", "2018-09-28")
    assert amendment["type"]["key"] == "partial-change"
    assert "norm-p16-commission" in [norm["key"] for norm in got["parts"][0]["statements"]]


def test_an_earlier_wording_is_not_made_up(client):
    before = get(client, "19", date="2010-01-01", lang="en")
    assert before["text"] is None
    assert "2010-01-01" in before["note"]
    assert get(client, "19", date="2016-01-01")["text"]
    assert get(client, "17", date="2010-01-01")["text"], "п. 17 was never reworded"
    assert client.get("/api/v1/provisions/19?date=yesterday").status_code == 422


def test_an_unknown_place(client):
    got = client.get("/api/v1/provisions/40")
    assert got.status_code == 404
    assert "4" in got.json()["nearest"]


def test_all_places_are_listed(client):
    got = client.get("/api/v1/provisions?limit=1000").json()
    keys = [item["key"] for item in got["items"]]
    assert {"1", "36", "33/11", "5/part-6", "order/5"} <= set(keys)
    assert keys.index("2") < keys.index("9/8") < keys.index("36")
