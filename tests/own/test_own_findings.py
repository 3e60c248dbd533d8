"""What a report says of shapes and norms of somebody's own: name, paragraph, words and severity."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import DCTERMS, BNode, Graph, Namespace, URIRef

from adisteme.cli import main

PREFIXES = """@prefix adi: <https://w3id.org/adisteme/ns#> .
@prefix id: <https://w3id.org/adisteme/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix my: <https://example.org/college-1/> .
@prefix : <https://example.org/data/> .
"""
ACT = (
    PREFIXES
    + """my:order-7 a adi:Act ; skos:prefLabel "Приказ Колледжа 1 № 7"@ru .
my:order-7-p1 a adi:Paragraph ; adi:inAct my:order-7 ; adi:place "1" ; adi:number "1" ;
  rdfs:label "п. 1 приказа № 7"@ru .
my:order-7-p2 a adi:Paragraph ; adi:inAct my:order-7 ; adi:place "2" ; adi:number "2" ;
  rdfs:label "п. 2 приказа № 7"@ru .
my:diary a adi:DocumentKind ; skos:prefLabel "дневник практики"@ru .
my:norm a adi:Norm ; skos:prefLabel "утверждение дневника"@ru ; adi:appliesToDocument my:diary ;
  adi:atStage id:approval-stage ; adi:bearer id:deputy-head-academic ; adi:bearerMode id:any-bearer ;
  adi:modality id:power ; adi:statedIn my:order-7-p1 ;
  adi:quote "Дневник утверждает заместитель директора."@ru .
"""
)
SHAPES = (
    PREFIXES
    + """my:named a sh:NodeShape ; sh:targetClass adi:Body ;
  dcterms:source my:order-7-p2 ; adi:checks my:norm ;
  sh:property [ sh:path adi:meetsAsNeeded ; sh:minCount 1 ; sh:message "Не сказано, как собирается."@ru ] ,
    [ sh:path [ sh:inversePath adi:meetingOf ] ; sh:minCount 1 ; sh:severity sh:Warning ] .
"""
)
DATA = (
    PREFIXES
    + """:college a org:FormalOrganization ; org:classification id:college ;
  adi:educationLevel id:technical-vocational-education .
:council a adi:Body ; org:classification id:pedagogical-council ; adi:bodyOf :college .
:person-12 a foaf:Person .
:diary a adi:Document ; dcterms:type my:diary ; adi:issuedBy :college .
:diary-approved a adi:StageEvent ; adi:document :diary ; adi:stage id:approval-stage ;
  adi:actor :person-12 ; adi:actingAs id:commission-chair ; dcterms:date "2025-09-15"^^xsd:date .
"""
)
MY = "https://example.org/college-1/"
ADI = "https://w3id.org/adisteme/ns#"
SH = Namespace("http://www.w3.org/ns/shacl#")


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "act.ttl").write_text(ACT, encoding="utf-8")
    (tmp_path / "rules" / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    (tmp_path / "data.ttl").write_text(DATA, encoding="utf-8")
    return tmp_path


def written(folder: Path, *options: str) -> str:
    """What `validate` writes about the data."""
    out = folder / "out"
    common = ["--ontology", str(folder / "rules"), "--as-of", "2026-03-01", "--lang", "en", "-o", str(out)]
    assert main(["validate", str(folder / "data.ttl"), *common, *options]) in (0, 1)
    return out.read_text(encoding="utf-8")


def findings(folder: Path, *options: str) -> list[dict]:
    return json.loads(written(folder, "--format", "json", *options))["results"]


def of_council(folder: Path, *options: str) -> list[dict]:
    return [row for row in findings(folder, *options) if row["focus"].endswith("/council")]


@pytest.mark.parametrize("engine", ["auto", "pyshacl"])
def test_a_shape_without_a_name_speaks_for_the_one_around_it(folder, engine):
    rows = of_council(folder, "--engine", engine)
    assert [(row["severity"], row["path"]) for row in rows] == [
        ("violation", f"<{ADI}meetsAsNeeded>"),
        ("warning", f"^<{ADI}meetingOf>"),
    ]
    for row in rows:
        assert row["shape"] == MY + "named"
        assert (row["act"], row["provision"], row["provision_id"]) == ("order-7", "2", MY + "order-7-p2")
        assert row["quote"] == "Дневник утверждает заместитель директора."
    assert rows[0]["message"]["ru"] == "Не сказано, как собирается."
    assert MY + "named" in rows[1]["message"]["en"]


def test_its_paragraph_is_that_of_the_norm_where_no_source_is_given(folder):
    text = SHAPES.replace("dcterms:source my:order-7-p2 ;", "")
    (folder / "rules" / "shapes.ttl").write_text(text, encoding="utf-8")
    assert {row["provision_id"] for row in of_council(folder)} == {MY + "order-7-p1"}


def test_a_source_of_its_own_goes_first(folder):
    text = SHAPES.replace(
        "sh:minCount 1 ; sh:severity", "dcterms:source my:order-7-p1 ; sh:minCount 1 ; sh:severity"
    )
    (folder / "rules" / "shapes.ttl").write_text(text, encoding="utf-8")
    assert [row["provision"] for row in of_council(folder)] == ["2", "1"]


def test_findings_count_for_the_shape_around_them(folder):
    rows = json.loads(written(folder, "--format", "json"))["coverage"]
    assert [
        (row["provision"], row["targets"], row["violations"]) for row in rows if row["shape"] == MY + "named"
    ] == [("2", 1, 2)]


def test_a_baseline_answers_in_the_next_run(folder):
    known = folder / "known.toml"
    written(folder, "--write-baseline", str(known))
    text = (
        known.read_text(encoding="utf-8")
        .replace('reason = ""', 'reason = "a"')
        .replace('author = ""', 'author = "b"')
    )
    known.write_text(text, encoding="utf-8")
    assert findings(folder, "--baseline", str(known)) == []
    # one part of a shape that is known does not hide another part
    first, *rest = text.split("[[known]]")
    kept = [block for block in rest if "meetsAsNeeded" not in block]
    known.write_text(first + "".join("[[known]]" + block for block in kept), encoding="utf-8")
    assert [row["path"] for row in findings(folder, "--baseline", str(known))] == [f"<{ADI}meetsAsNeeded>"]


def test_a_shape_that_stands_in_none_has_the_same_name_in_every_run(folder):
    text = SHAPES.replace("my:named a", "[] a")
    (folder / "rules" / "shapes.ttl").write_text(text, encoding="utf-8")
    names = [{row["shape"] for row in of_council(folder)} for _ in range(2)]
    assert names[0] == names[1]
    assert len(names[0]) == 1


def test_the_shape_itself_stays_a_blank_node_in_a_report_of_shacl(folder):
    made = Graph().parse(data=written(folder, "--format", "turtle"), format="turtle")
    sources = {
        made.value(result, SH.sourceShape)
        for result in made.subjects(SH.focusNode, URIRef("https://example.org/data/council"))
    }
    assert len(sources) == 2
    for source in sources:
        assert isinstance(source, BNode)
        assert made.value(source, DCTERMS.isPartOf) == URIRef(MY + "named")


@pytest.mark.parametrize(
    ("modality", "severity"),
    [
        ("id:power", "violation"),
        ("id:obligation", "violation"),
        ("id:recommendation", "warning"),
        ("id:permission", "info"),
    ],
)
def test_a_finding_is_as_grave_as_the_norm_is_strong(folder, modality, severity):
    text = ACT.replace("id:power", modality)
    (folder / "rules" / "act.ttl").write_text(text, encoding="utf-8")
    (row,) = [
        row for row in findings(folder) if row["shape"] == "https://w3id.org/adisteme/shape/document-approver"
    ]
    assert row["severity"] == severity
    assert f"sh:resultSeverity sh:{severity.capitalize()}" in written(folder, "--format", "turtle")


def test_a_weak_norm_makes_no_note_graver(folder):
    """A draft without approval is a note, and a recommendation leaves it one."""
    text = ACT.replace("id:power", "id:recommendation")
    (folder / "rules" / "act.ttl").write_text(text, encoding="utf-8")
    data = DATA[: DATA.index(":diary-approved")]
    (folder / "data.ttl").write_text(data, encoding="utf-8")
    (row,) = [row for row in findings(folder) if row["focus"].endswith("/diary")]
    assert (row["shape"].rpartition("/")[2], row["severity"]) == ("document-unapproved", "info")


def test_the_severity_of_a_shape_of_ones_own_is_its_own(folder):
    text = ACT.replace("id:power", "id:permission")
    (folder / "rules" / "act.ttl").write_text(text, encoding="utf-8")
    assert [row["severity"] for row in of_council(folder)] == ["violation", "warning"]
