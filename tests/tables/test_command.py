"""`adisteme convert`."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse

from adisteme.cli import main


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "people.csv").write_text("id,name\np-1,Person 1\n", encoding="utf-8")
    (tmp_path / ".hidden.csv").write_text("what,ever\n", encoding="utf-8")
    (tmp_path / "~$people.xlsx").write_bytes(b"lock")
    (tmp_path / "readme.txt").write_text("no table", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("turtle", RdfFormat.TURTLE),
        ("nt", RdfFormat.N_TRIPLES),
        ("jsonld", RdfFormat.JSON_LD),
        ("rdf", RdfFormat.RDF_XML),
    ],
)
def test_syntaxes_and_output(folder, name, form, capsysbinary):
    wanted = {
        "<https://example.org/p-1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://xmlns.com/foaf/0.1/Person>",
        '<https://example.org/p-1> <http://xmlns.com/foaf/0.1/name> "Person 1"',
    }
    options = ["--format", name, "--base", "https://example.org/"]
    assert main(["convert", str(folder), *options]) == 0
    assert {str(quad) for quad in parse(capsysbinary.readouterr().out, format=form)} == wanted
    assert main(["convert", str(folder / "people.csv"), "-o", str(folder / "out"), *options]) == 0
    assert {str(quad) for quad in parse((folder / "out").read_bytes(), format=form)} == wanted
    assert capsysbinary.readouterr().out == b""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["{}/nothing"], "nothing"),
        (["{}/empty"], "There are no tables (.csv, .tsv, .xlsx) here:"),
        (["{}/readme.txt"], "There are no tables (.csv, .tsv, .xlsx) here:"),
        (["{}", "--base", "no base"], "--base no base is no address"),
        (["{}", "-o", "{}/no/such"], "no/such"),
    ],
)
def test_what_cannot_be_done_is_one_line(folder, arguments, told, capsys):
    (folder / "empty").mkdir()
    assert main(["convert", *(part.format(folder) for part in arguments), "--lang", "en"]) == 2
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1


def test_errors_of_tables_are_lines(folder, capsys):
    (folder / "people.csv").write_text("id,nome,id\n,x,\n", encoding="utf-8")
    assert main(["convert", str(folder), "--lang", "ru"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert lines[0].endswith("people.csv, строка 1, столбец B «nome»: нет такого столбца. Похожее: name.")
