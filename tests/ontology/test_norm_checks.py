"""Every norm has a shape that checks it or a reason why data cannot show it, never neither and never both."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from adisteme.cli import main
from adisteme.facts import Facts
from adisteme.graph import load
from adisteme.norm_checks import norm_checks


@pytest.fixture(scope="module")
def table(catalogue):
    return {one.norm: one for one in norm_checks(catalogue.facts)}


def test_every_norm_has_shapes_or_a_reason(table, catalogue):
    norms = catalogue.facts.graph.select(
        "PREFIX adi: <https://w3id.org/adisteme/ns#> SELECT DISTINCT ?norm { ?norm a adi:Norm }"
    )
    assert len(table) == len(norms) > 100
    assert [one.norm for one in table.values() if not one.shapes and not one.reason] == []
    assert [one.norm for one in table.values() if one.shapes and one.reason] == []


# Read by hand from the act: what a record of an institution can break.
@pytest.mark.parametrize(
    ("norm", "shapes"),
    [
        ("norm-p3-methodist", {"methodist-at-university"}),
        ("norm-p16-commission", {"commission-too-few", "commission-missing", "body-kind-at-level"}),
        ("norm-p16-joint-commission", {"joint-commission-missing", "body-kind-at-level"}),
        ("norm-p16-kafedra", {"kafedra-too-few", "kafedra-missing", "unit-kind-at-level"}),
        ("norm-p14-council-elective", {"council-member-not-elected", "council-election-unrecorded"}),
        (
            "norm-p17-chair-selection",
            {"chair-not-elected", "chair-election-unrecorded", "chair-not-from-staff"},
        ),
        ("norm-p36-sections", {"section-missing", "body-kind-at-level"}),
    ],
)
def test_shapes_of_a_norm(table, norm, shapes):
    assert set(table[norm].shapes) == shapes
    assert table[norm].reason is None


def test_a_stage_stands_for_all_norms_on_it_but_referrals(table):
    approvals = ["norm-p18-approval", "norm-p19-approval", "norm-p20-approval", "norm-p21-approval"]
    assert {"document-approver"} <= set.intersection(*(set(table[norm].shapes) for norm in approvals))
    assert table["norm-p11-unit-regulation"].shapes == []
    assert table["norm-p11-unit-regulation"].reason == "matter-of-another-act"


def test_a_reason_is_said_in_three_languages(table):
    reasons = [one for one in table.values() if one.reason]
    assert len(reasons) >= 30
    assert {tuple(sorted(one.because)) for one in reasons} == {("en", "kk", "ru")}
    assert table["norm-p34-force"].because["ru"].startswith("Решения названы рекомендательными")


def test_norms_stand_in_the_order_of_the_act(table):
    keys = list(table)
    order = [
        "norm-order-1-approval",
        "norm-p2-scope",
        "norm-p16-commission",
        "norm-p17-chair-tvet",
        "norm-p36-sections",
    ]
    assert sorted(order, key=keys.index) == order


def test_the_command_prints_it(capsys):
    assert main(["coverage", "--shapes", "--lang", "en"]) == 0
    text = capsys.readouterr().out
    assert "norm-p3-methodist" in text
    assert "→ methodist-at-university" in text
    assert "Norms: 105;" in text


def test_the_command_prints_csv_and_json(capsys):
    assert main(["coverage", "--shapes", "--format", "csv", "--lang", "ru"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    row = next(row for row in rows if row["norm"] == "norm-p16-kafedra")
    assert (row["provisions"], row["modality"]) == ("16/part-2", "obligation")
    assert "kafedra-too-few" in row["shapes"].split()
    assert main(["coverage", "--shapes", "--format", "json"]) == 0
    assert {one["norm"] for one in json.loads(capsys.readouterr().out)} == {row["norm"] for row in rows}


def test_a_norm_of_ones_own_without_shape_or_reason_is_told(tmp_path: Path, capsys):
    (tmp_path / "own.ttl").write_text(
        """@prefix adi: <https://w3id.org/adisteme/ns#> . @prefix id: <https://w3id.org/adisteme/id/> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <https://w3id.org/adisteme/id/own-norm> a adi:Norm ; adi:modality id:obligation ;
          adi:statedIn <https://w3id.org/adisteme/act/kz-583-2007/p36> ;
          adi:quote "В организациях образования"@ru ; skos:prefLabel "своя норма"@ru .""",
        encoding="utf-8",
    )
    own = next(one for one in norm_checks(Facts(load([tmp_path]))) if one.norm == "own-norm")
    assert (own.shapes, own.reason, own.settled) == ([], None, False)
