"""The table of 12 kinds of document × 7 levels, against cells written from the act by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

TABLE = list(
    csv.DictReader((Path(__file__).parent / "expected_table.csv").read_text(encoding="utf-8").splitlines())
)


def test_the_table_is_whole():
    assert len(TABLE) == 84
    assert len({(row["document"], row["level"]) for row in TABLE}) == 84


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['document']}-{row['level']}")
def test_cell(client, row):
    got = client.get("/api/v1/approvals", params={"document": row["document"], "level": row["level"]}).json()
    assert got["status"] == row["status"]
    assert {result["key"] for result in got["results"]} == set(filter(None, row["approvers"].split("|")))
    assert [thing["key"] for thing in got["refers_to"]] == list(filter(None, [row["refers_to"]]))
    assert [citation["provision"] for citation in got["citations"]] == list(filter(None, [row["provision"]]))
    assert {near["provision"] for near in got["alternatives"]} == set(filter(None, row["nearest"].split("|")))
    for citation in got["citations"]:
        assert row["quote_contains"] in citation["quote"]
    for near in got["alternatives"]:
        assert near["quote"]
        assert near["ask"]
