"""Records of different files under one short name are merged: the report says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat

from adisteme.graph import KnowledgeGraph
from adisteme.validation.data import Data, add, read
from adisteme.validation.formats import FORMS
from adisteme.validation.run import Validator

FOAF = "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n"
ONE = FOAF + "<person-1> a foaf:Person .\n<person-2> a foaf:Person .\n<place-1> a foaf:Thing ."
OTHER = FOAF + "<person-2> a foaf:Person , foaf:Agent .\n<place-1> a foaf:Thing ; foaf:maker <person-1> ."


def _data(*contents: str) -> Data:
    data = Data()
    for number, content in enumerate(contents):
        add(data, content.encode(), RdfFormat.TURTLE, f"{number}.ttl")
    return data


@pytest.fixture(scope="module")
def validator(graph: KnowledgeGraph) -> Validator:
    return Validator(graph)


def test_records_in_two_files(validator: Validator) -> None:
    report = validator.validate(_data(ONE, OTHER))
    (row,) = report.repeated
    # person-1 is named in the second file, and not described
    assert (row.nodes, row.example, row.file, row.line, row.also) == (
        2,
        "urn:adisteme:data/person-2",
        "0.ttl",
        3,
        "1.ttl",
    )
    assert report.as_json()["repeated"] == [
        {
            "nodes": 2,
            "also": "1.ttl",
            "example": "urn:adisteme:data/person-2",
            "file": "0.ttl",
            "line": 3,
            "sheet": None,
            "column": None,
        }
    ]
    told = (
        "Records in different files have the same short name and were merged into one; such names: 2."
        " If they are different records, give them absolute names or check the files in separate runs."
        " For example: 0.ttl:3 urn:adisteme:data/person-2. The same name is in 1.ttl."
    )
    assert told in FORMS["text"].write(report, "en").splitlines()
    assert f"<li>{told}</li>" in FORMS["html"].write(report, "en")


@pytest.mark.parametrize(
    "contents",
    [
        (ONE,),
        (ONE, FOAF + "<person-3> a foaf:Person ; foaf:knows <person-1> ."),
        (ONE, FOAF + "<person-3> a foaf:Person , foaf:Agent , foaf:Thing ."),
        tuple(FOAF + "<https://college.example/person-1> a foaf:Person ." for _ in range(2)),
        tuple(FOAF + "_:person a foaf:Person ." for _ in range(2)),
    ],
    ids=["one file", "a link", "two classes", "absolute names", "no names"],
)
def test_nothing_is_told_of(validator: Validator, contents: tuple[str, ...]) -> None:
    assert validator.validate(_data(*contents)).repeated == []


def test_a_table_beside_a_file(tmp_path: Path, graph: KnowledgeGraph) -> None:
    (tmp_path / "a.ttl").write_text(ONE, encoding="utf-8")
    (tmp_path / "people.csv").write_text("id,name\nperson-1,Person 1\nperson-9,Person 9\n", encoding="utf-8")
    data = read([str(tmp_path)], graph=lambda: graph)
    assert {node.value: Path(name).name for node, name in data.repeated.items()} == {
        "urn:adisteme:data/person-1": "people.csv"
    }
