"""`adisteme convert`."""

from __future__ import annotations

import gzip

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
        ("nq", RdfFormat.N_QUADS),
        ("trig", RdfFormat.TRIG),
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
    ("name", "form"),
    [
        ("o.ttl", RdfFormat.TURTLE),
        ("o.nt", RdfFormat.N_TRIPLES),
        ("o.nq", RdfFormat.N_QUADS),
        ("o.trig", RdfFormat.TRIG),
        ("o.rdf", RdfFormat.RDF_XML),
        ("o.xml", RdfFormat.RDF_XML),
        ("o.JSONLD", RdfFormat.JSON_LD),
        ("o.json", RdfFormat.JSON_LD),
        ("o.nt.gz", RdfFormat.N_TRIPLES),
        ("no-ending", RdfFormat.TURTLE),
    ],
)
def test_the_syntax_follows_the_ending_of_the_output(folder, name, form):
    people = str(folder / "people.csv")
    assert main(["convert", people, "-o", str(folder / name), "--base", "https://example.org/"]) == 0
    content = (folder / name).read_bytes()
    content = gzip.decompress(content) if name.endswith(".gz") else content
    marks = {
        RdfFormat.TURTLE: b"@prefix",
        RdfFormat.TRIG: b"@prefix",
        RdfFormat.N_TRIPLES: b"<https://example.org/p-1>",
        RdfFormat.N_QUADS: b"<https://example.org/p-1>",
        RdfFormat.RDF_XML: b"<?xml",
        RdfFormat.JSON_LD: b"[",
    }
    assert content.startswith(marks[form])
    assert len(list(parse(content, format=form))) == 2


def test_a_format_that_is_given_outweighs_the_ending(folder):
    out = folder / "out.txt"
    assert main(["convert", str(folder / "people.csv"), "-o", str(out), "--format", "nt"]) == 0
    assert out.read_bytes().startswith(b"<urn:adisteme:data/p-1>")


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("ru", "окончание {} не говорит ни о каком синтаксисе RDF; есть окончания ttl, nt, nq, trig,"),
        ("kk", "{} жалғауы ешбір RDF жазылымын білдірмейді; мына жалғаулар бар: ttl, nt, nq, trig,"),
        ("en", "the ending {} tells no syntax of RDF; there are the endings ttl, nt, nq, trig,"),
    ],
)
@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".txt", ".n3"])
def test_an_ending_that_is_no_rdf_is_refused_before_anything_is_written(ending, lang, told, folder, capsys):
    out = folder / f"out{ending}"
    assert main(["convert", str(folder / "people.csv"), "-o", str(out), "--lang", lang]) == 2
    assert told.format(ending) in capsys.readouterr().err
    assert not out.exists()


def untouched(folder, arguments, capsys, told):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert main([part.format(folder) for part in arguments]) == 2
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["{}/people.csv", "-o", "{}/people.csv"], "would be overwritten"),
        (["{}/people.csv", "-o", "{}/../link.ttl"], "would be overwritten"),
        (["{}", "-o", "{}/../link.ttl"], "would be overwritten"),
        (["{}", "-o", "{}/people.csv"], "which is read"),
        (["{}", "-o", "{}/new.ttl"], "which is read"),
        (["{}", "-o", "{}/deep/new.ttl"], "which is read"),
        (["{}", "-o", "{}/deep/../new.nt.gz"], "which is read"),
    ],
)
def test_an_output_spares_what_is_read(folder, arguments, told, capsys):
    inner = folder / "tables"
    (inner / "deep").mkdir(parents=True)
    (folder / "people.csv").rename(inner / "people.csv")
    (folder / "link.ttl").symlink_to(inner / "people.csv")
    untouched(inner, ["convert", "--lang", "en", "--format", "turtle", *arguments], capsys, told)


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
