"""The mapping itself, and the empty tables made from it."""

from __future__ import annotations

import csv

import pytest
from openpyxl import load_workbook

from adisteme import namespaces as ns
from adisteme import tables
from adisteme.cli import main
from adisteme.tables.cells import Kinds
from adisteme.tables.mapping import folded, mapping

LANGUAGES = ("ru", "kk", "en")
FOREIGN = {"org", "foaf", "dcterms", "skos", "rdfs"}
TYPES = {"id", "reference", "kind", "date", "boolean", "text", "link"}


def columns():
    return [(table, column) for table in mapping().tables for column in table.columns]


def test_every_term_of_the_mapping_is_declared(graph):
    declared = {
        row["t"].value
        for row in graph.select("SELECT ?t { ?t a ?kind FILTER(STRSTARTS(STR(?t), '" + ns.NS + "')) }")
    }
    used = {table.class_.value for table in mapping().tables}
    used |= {column.property.value for _, column in columns() if column.property}
    used |= {ns.NS + name.removeprefix("adi:") for _, c in columns() if c.type == "kind" for name in c.of}
    ours = {iri for iri in used if iri.startswith(ns.NS)}
    assert len(ours) > 30
    assert ours <= declared


def test_the_mapping_is_whole():
    known = {table.key for table in mapping().tables}
    for table, column in columns():
        at = f"{table.key}.{column.key}"
        assert set(column.names) == set(table.names) == set(LANGUAGES), at
        assert column.type in TYPES, at
        assert (column.type == "id") == (column.property is None), at
        assert bool(column.of) == (column.type in ("reference", "kind")), at
        assert column.type != "reference" or set(column.of) <= known, at
        assert set(table.id_from) <= {c.key for c in table.columns}, at


def test_no_name_stands_for_two_things():
    for entries in (mapping().tables, *(table.columns for table in mapping().tables)):
        names: dict[str, str] = {}
        for entry in entries:
            for name in {folded(n) for n in (entry.key, *entry.names.values())}:
                assert names.setdefault(name, entry.key) == entry.key, name


def test_kinds_have_every_choice_of_the_property(graph):
    """A column of kinds allows the members of the class that is the property's range."""
    rows = graph.select(
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?p ?range { ?p rdfs:range ?range }"
    )
    ranges = {row["p"].value: row["range"].value for row in rows}
    checked = 0
    for table, column in columns():
        if column.type == "kind" and column.property.value in ranges:
            assert [ns.NS + name.removeprefix("adi:") for name in column.of] == [
                ranges[column.property.value]
            ]
            checked += 1
        assert column.type != "kind" or Kinds(graph).keys(column.of), f"{table.key}.{column.key}"
    assert checked >= 5


def test_each_label_offered_is_understood(graph):
    kinds = Kinds(graph)
    offered = 0
    for _, column in columns():
        for lang in LANGUAGES if column.type == "kind" else ():
            for key, label in kinds.labels(column.of, lang):
                assert kinds.find(column.of, label) == {key}, label
                offered += 1
    assert offered > 300


@pytest.mark.parametrize("lang", LANGUAGES)
def test_templates(graph, tmp_path, lang, capsys):
    folder = tmp_path / "empty"
    assert main(["convert", "--templates", str(folder), "--lang", lang]) == 0
    assert {path.stem for path in folder.glob("*.csv")} == {table.key for table in mapping().tables}
    for table in mapping().tables:
        content = (folder / f"{table.key}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        header = next(csv.reader([content.decode("utf-8-sig")]))
        assert header == [column.names[lang] for column in table.columns]
    book = load_workbook(folder / "tables.xlsx")
    assert [sheet.title for sheet in book.worksheets] == [t.names[lang] for t in mapping().tables] + [
        "_lists"
    ]
    for table in mapping().tables:
        sheet = book[table.names[lang]]
        lists = sum(1 for column in table.columns if column.type in ("kind", "boolean"))
        assert len(sheet.data_validations.dataValidation) == lists
        assert all(cell.comment.text for cell in sheet[1])
    given = [(path.name, path.read_bytes()) for path in tables.files(folder)]
    assert tables.read(given, graph).quads == []
    capsys.readouterr()
    assert main(["convert", "--templates", str(folder), "--lang", "en"]) == 2
    assert "There are files in the folder" in capsys.readouterr().err


def test_a_filled_template_with_labels_converts(graph, tmp_path):
    """The choices of the lists, as they stand in the workbook, are what the reader takes."""
    main(["convert", "--templates", str(tmp_path / "t"), "--lang", "kk"])
    book = load_workbook(tmp_path / "t" / "tables.xlsx")
    sheet = book[mapping().tables[0].names["kk"]]
    choices = [row[0] for row in book["_lists"].iter_rows(max_col=1, values_only=True) if row[0]]
    assert len(choices) > 5
    for number, choice in enumerate(choices, 2):
        sheet.cell(row=number, column=1, value=f"o{number}")
        sheet.cell(row=number, column=2, value=choice)
    book.save(tmp_path / "filled.xlsx")
    found = tables.read([("filled.xlsx", (tmp_path / "filled.xlsx").read_bytes())], graph).quads
    assert len(found) == 2 * len(choices)
