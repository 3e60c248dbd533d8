"""`adisteme validate`: what it reads, writes and ends with."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from adisteme.cli import main

PREFIXES = """@prefix adi: <https://w3id.org/adisteme/ns#> .
@prefix id: <https://w3id.org/adisteme/id/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
ENTERPRISE = """<college-1> a org:FormalOrganization ; org:classification id:enterprise ;
  skos:prefLabel "Колледж 1"@ru .
"""
# Whose level of education is not known, so that the way of the document cannot be checked: a warning.
UNSURE = (
    PREFIXES
    + ENTERPRISE
    + "<plan-1> a adi:Document ; dcterms:type id:lesson-plan ; adi:issuedBy <college-1> ;\n"
    + "  dcterms:conformsTo <model-1> .\n"
)
# It is not said whose document it is: a violation.
FAULT = PREFIXES + "<paper-1> a adi:Document ; dcterms:type id:state-standard .\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, graph) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("adisteme.graph.load", lambda *_: graph)
    (tmp_path / "unsure.ttl").write_text(UNSURE, encoding="utf-8")
    (tmp_path / "fault.ttl").write_text(FAULT, encoding="utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["validate", "--lang", "en", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_a_folder_of_files_has_one_report_with_a_line_a_file(folder: Path, capsys) -> None:
    (folder / "data" / "deep").mkdir(parents=True)
    (folder / "data" / "unsure.ttl.gz").write_bytes(gzip.compress(UNSURE.encode()))
    (folder / "data" / "deep" / "fault.trig").write_text(FAULT)
    (folder / "data" / "photo.png").write_bytes(b"")
    status, out, err = run(capsys, "data")
    assert status == 1
    assert "    data/deep/fault.trig:6 urn:adisteme:data/paper-1\n" in out
    assert "    data/unsure.ttl.gz:8 urn:adisteme:data/plan-1\n" in out
    assert "data/deep/fault.trig: violations: 1, warnings: 0, notes: 0.\n" in out
    assert "data/unsure.ttl.gz: violations: 0, warnings: 1, notes: 0.\n" in out
    verdict = "Verdict: there are violations. Violations: 1, warnings: 1, notes: 0."
    assert out.endswith(
        verdict + " Terms and references to look at: 1.\n"
    )  # whose plan it is, is not described
    assert err == "adisteme: Passed over, since their names tell no known kind: 1 (data/photo.png).\n"


@pytest.mark.parametrize(("least", "expected"), [("violation", 0), ("warning", 1)])
def test_fail_on(least: str, expected: int, folder: Path, capsys) -> None:
    assert run(capsys, "unsure.ttl", "--fail-on", least)[0] == expected


@pytest.mark.parametrize(
    "content", [FAULT, '{"@id": "urn:a", "@type": "https://w3id.org/adisteme/ns#Document"}']
)
def test_standard_input_is_recognised(content: str, folder: Path, capsys, monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    status, out, _ = run(capsys, "-", "--format", "json")
    assert status == 1
    found = json.loads(out)["results"]
    assert {finding["file"] for finding in found} == {"<stdin>"}
    assert {finding["line"] for finding in found} == {6 if content == FAULT else 1}


def test_the_syntax_of_a_file_without_an_ending_is_told(folder: Path, capsys) -> None:
    (folder / "fault").write_text(FAULT)
    assert run(capsys, "fault", "--input-format", "ttl")[0] == 1


def test_nothing_checked_is_said(folder: Path, capsys) -> None:
    (folder / "other.nt").write_text("<urn:a> <urn:b> <urn:c> .")
    status, out, err = run(capsys, "other.nt", "--format", "json")
    assert (status, json.loads(out)["verdict"]) == (2, "nothing_checked")
    assert err.startswith("adisteme: no record was checked")


def test_a_baseline_from_beginning_to_end(folder: Path, capsys) -> None:
    written = ("unsure.ttl", "fault.ttl", "--as-of", "2026-09-01", "--write-baseline", "known.toml")
    status, _, err = run(capsys, *written)
    assert status == 1
    assert err == (
        "adisteme: known.toml: entries written: 2."
        " Fill in reason and author of each before you use it with --baseline.\n"
    )
    given = (
        "unsure.ttl",
        "fault.ttl",
        "--fail-on",
        "warning",
        "--baseline",
        "known.toml",
        "--format",
        "json",
    )
    status, _, err = run(capsys, *given)
    assert status == 2
    assert "known.toml, line 7: the field reason" in err
    text = (folder / "known.toml").read_text(encoding="utf-8")
    (folder / "known.toml").write_text(text.replace('""', '"Person 12 will mend it"'), encoding="utf-8")
    status, out, _ = run(capsys, *given, "--as-of", "2027-09-01")
    report = json.loads(out)
    assert (status, report["verdict"], report["results"]) == (0, "clean", [])
    assert report["counts_known"] == {"violation": 1, "warning": 1, "info": 0}
    status, out, _ = run(capsys, *given, "--as-of", "2027-09-02")
    report = json.loads(out)
    assert (status, report["known"], report["total"]) == (1, [], 2)
    assert [note["problem"] for note in report["baseline"]] == ["expired", "expired"]
    assert (
        "expired on 2027-09-01; its findings count again"
        in run(capsys, *given[:-2], "--as-of", "2027-09-02")[1]
    )


def test_a_limit_and_an_output(folder: Path, capsys) -> None:
    arguments = ("unsure.ttl", "fault.ttl", "--limit", "1", "--format", "json", "-o", "out.json")
    assert run(capsys, *arguments) == (1, "", "")
    report = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    assert (len(report["results"]), report["truncated"], report["total"]) == (1, True, 2)
    assert report["counts"] == {"violation": 1, "warning": 1, "info": 0}
    (finding,) = report["results"]
    assert finding["organisation"] is None


def test_a_finding_names_the_record_and_whose_it_is(folder: Path, capsys) -> None:
    kind = "id:college ; adi:educationLevel id:technical-vocational-education"
    (folder / "draft.ttl").write_text(UNSURE.replace("id:enterprise", kind), encoding="utf-8")
    (finding,) = json.loads(run(capsys, "draft.ttl", "--format", "json")[1])["results"]
    assert finding["organisation"] == {"id": "urn:adisteme:data/college-1", "label": {"ru": "Колледж 1"}}
    assert finding["provision_id"] == "https://w3id.org/adisteme/act/kz-583-2007/p20"


def test_a_folder_of_tables(folder: Path, capsys) -> None:
    (folder / "sheets").mkdir()
    (folder / "sheets" / "documents.csv").write_text("id,kind,issued_by\npaper-1,state-standard,\n")
    status, out, err = run(capsys, "sheets", "--format", "json")
    assert status == 1, err
    assert ("sheets/documents.csv", 2) in {(f["file"], f["line"]) for f in json.loads(out)["results"]}


COMMAND = [sys.executable, "-m", "adisteme", "validate", "fault.ttl", "--lang", "en"]


def run_apart(out) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        COMMAND, stdout=out, stderr=subprocess.PIPE, timeout=120, check=False, env=environment
    )


def test_a_full_disk_is_one_line(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = run_apart(full)
    assert done.returncode == 2
    assert done.stderr.decode() == "adisteme: Cannot write to <stdout>: No space left on device.\n"


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = run_apart(writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


def test_progress_is_told_only_when_asked_for(capsys) -> None:
    from adisteme.validation.progress import Progress

    for shown in (False, True):
        stream = io.StringIO()
        progress = Progress("en", shown=shown, stream=stream)
        progress._begun -= 10  # as if reading had begun ten seconds ago
        progress._told -= 10
        progress.read(50 << 20)
        progress.read(50 << 20)
        progress.done_reading(1000)
        told = stream.getvalue().splitlines()
        assert [line.partition(":")[0] for line in told] == (["Read", "Triples read"] if shown else [])
        assert not shown or told[-1].startswith("Triples read: 1000, in ")


@pytest.mark.parametrize("given", ["empty", "old.xls"])
def test_what_is_not_read_is_told_with_the_endings_that_are(given: str, folder: Path, capsys) -> None:
    (folder / "empty").mkdir()
    (folder / "old.xls").write_bytes(bytes(8))
    status, _, err = run(capsys, given)
    assert status == 2
    assert "jsonld, json, csv, tsv, xlsx" in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["fault.ttl", "-o", "fault.ttl"], "would be overwritten"),
        (["unsure.ttl", "fault.ttl", "-o", "./fault.ttl"], "would be overwritten"),
        (["fault.ttl", "-o", "hard.ttl"], "would be overwritten"),
        (["fault.ttl", "--baseline", "known.toml", "-o", "known.toml"], "would be overwritten"),
        ([".", "-o", "fault.ttl"], "which is read"),
        ([".", "-o", "report.json", "--format", "json"], "which is read"),
        (["fault.ttl", "--ontology", "own", "-o", "own/more.ttl"], "which is read"),
    ],
)
def test_the_report_is_not_written_over_what_is_read(arguments, told, folder: Path, capsys) -> None:
    (folder / "hard.ttl").hardlink_to("fault.ttl")
    (folder / "known.toml").write_text("")
    (folder / "own").mkdir()
    (folder / "own" / "more.ttl").write_text("")
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before


def test_a_report_that_is_no_input_may_lie_in_the_folder(folder: Path, capsys) -> None:
    (folder / "report.html").write_text("the last one")
    assert run(capsys, ".", "-o", "report.html", "--format", "html")[0] == 1
    assert (folder / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_all_files_that_cannot_be_read_are_named_at_once(folder: Path, capsys) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "a.ttl").write_text("x y z")
    (folder / "data" / "b.ttl").write_text(FAULT)
    (folder / "data" / "c.jsonld").write_text("{")
    (folder / "data" / "people.csv").write_text("id,age\np-1,5\n")
    (folder / "data" / "meetings.csv").write_text("id,date\nm,soon\n")
    (folder / "empty").mkdir()
    given = ("none.ttl", "data", "photo.png", "empty", "fault.ttl")
    (folder / "photo.png").write_bytes(b"")
    status, out, err = run(capsys, *given)
    assert (status, out) == (2, "")
    told = err.removeprefix("adisteme: ").splitlines()
    places = [line.partition(": ")[0].partition(" column")[0] for line in told]
    assert places == [
        "The file none.ttl cannot be read",
        "data/a.ttl, line 1",
        "data/c.jsonld, line 1",
        "photo.png",
        "The folder empty has no files of a known kind (ttl, nt, nq, trig, rdf, xml, owl, jsonld, json, csv,"
        " tsv, xlsx).",
        "data/meetings.csv, row 2,",
        "data/people.csv, row 1,",
    ]


@pytest.mark.parametrize("output", [(), ("-o", "report.csv")])
def test_a_table_of_findings_begins_with_the_mark_that_excel_needs(
    output, folder: Path, capsysbinary
) -> None:
    assert main(["validate", "fault.ttl", "--format", "csv", *output]) == 1
    out = capsysbinary.readouterr().out
    assert (out or (folder / "report.csv").read_bytes()).startswith(b"\xef\xbb\xbfseverity,")


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "ru",
            "Синтаксис определён по началу (TriG); если он другой, укажите его параметром --input-format.",
        ),
        ("kk", "Жазылым басына қарап анықталды (TriG); басқаша болса, оны --input-format"),
        ("en", "The syntax was told by the beginning (TriG); if it is another, name it with --input-format"),
    ],
)
def test_standard_input_that_does_not_parse_says_what_it_was_taken_for(
    lang, told, folder, capsys, monkeypatch
):
    def given(*options: str) -> str:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"id,kind\n1,college\n")))
        assert main(["validate", "-", "--lang", lang, *options]) == 2
        return capsys.readouterr().err

    assert f" {told}" in given()
    assert told not in given("--input-format", "ttl")
