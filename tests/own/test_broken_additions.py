"""Whatever is wrong with an added folder: one line that names the file and what is wrong, exit status 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from adisteme.cli import main

PREFIXES = """@prefix adi: <https://w3id.org/adisteme/ns#> .
@prefix id: <https://w3id.org/adisteme/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix my: <https://example.org/college-1/> .
"""
ORDER = (
    PREFIXES
    + """my:diary a adi:DocumentKind ; skos:prefLabel "дневник практики"@ru .
my:order-7 a adi:Act ; skos:prefLabel "Приказ Колледжа 1 № 7"@ru .
my:order-7-p1 a adi:Paragraph ; adi:inAct my:order-7 ; adi:place "1" ; adi:number "1" .
my:norm a adi:Norm ; skos:prefLabel "утверждение дневника"@ru ; adi:appliesToDocument my:diary ;
  adi:atStage id:approval-stage ; adi:bearer id:deputy-head-academic ; adi:bearerMode id:any-bearer ;
  adi:modality id:power ;
  adi:statedIn my:order-7-p1 ;
  adi:quote "Дневник утверждает заместитель директора."@ru .
"""
)
SHAPE = (
    PREFIXES
    + """my:shapes sh:declare [ sh:prefix "adi" ; sh:namespace "https://w3id.org/adisteme/ns#"^^xsd:anyURI ] .
my:shape a sh:NodeShape ;
  sh:targetClass adi:Meeting ;
  sh:severity sh:Warning ;
  dcterms:source my:order-7-p1 ; adi:checks my:norm ;
  sh:message "Заседание {n}."@ru ;
  sh:sparql [ sh:prefixes my:shapes ; sh:select \"\"\"
    SELECT $this ?n WHERE {
      $this adi:meetingOf ?n .
    }\"\"\" ] .
"""
)
QUESTION = """#+ id: who-approves-diary
#+ title: {ru: "Кто?", kk: "Кім?", en: "Who?"}
#+ parameters:
#+   document: {collection: documents, label: {ru: документ, kk: құжат, en: document}}
#+ asks: {ru: "Кто: {document}?", kk: "Кім: {document}?", en: "Who: {document}?"}
#+ says: {ru: "{results} ({citations}).", kk: "{results} ({citations}).", en: "{results} ({citations})."}
#+ silent: {ru: "Молчит.", kk: "Үндемейді.", en: "Silent."}
#+ provisions: ["1"]
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX id: <https://w3id.org/adisteme/id/>
SELECT ?thing ?norm ?provision ?quote WHERE {
  VALUES ?document { id:lesson-plan }
  ?norm adi:appliesToDocument ?document ; adi:bearer ?thing ; adi:statedIn ?provision ; adi:quote ?quote .
}
"""
DATA = (
    PREFIXES
    + """<urn:m> a adi:Meeting ; adi:meetingOf <urn:b> ; dcterms:date "2026-02-03"^^xsd:date .
"""
)


@pytest.fixture
def folder(tmp_path) -> Path:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "order.ttl").write_text(ORDER, encoding="utf-8")
    (rules / "shape.ttl").write_text(SHAPE, encoding="utf-8")
    (rules / "question.rq").write_text(QUESTION, encoding="utf-8")
    (tmp_path / "data.ttl").write_text(DATA, encoding="utf-8")
    return tmp_path


def refused(capsys, folder: Path, *command: str) -> str:
    """The one line with which a command refuses the folder."""
    assert main([*command, "--ontology", str(folder / "rules"), "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert len(said.strip().splitlines()) == 1, said
    return said


def validation(capsys, folder: Path) -> str:
    return refused(capsys, folder, "validate", str(folder / "data.ttl"))


def changed(folder: Path, name: str, right: str, wrong: str) -> None:
    path = folder / "rules" / name
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong), encoding="utf-8")


def test_what_is_right_is_used(capsys, folder):
    assert (
        main(["validate", str(folder / "data.ttl"), "--ontology", str(folder / "rules"), "--lang", "ru"]) == 0
    )
    assert "Заседание <urn:b>." in capsys.readouterr().out
    ask = ["questions", "who-approves-diary", "document=diary", "--ontology", str(folder / "rules")]
    assert main([*ask, "--lang", "en"]) == 0
    assert "deputy head" in capsys.readouterr().out
    assert main(["check", "--no-reasoner", "--ontology", str(folder / "rules")]) == 0, capsys.readouterr().out


SHAPES = [
    # what is right, what is written for it, words that tell, the line where it stands
    ("$this adi:meetingOf ?n", "$this adi:meetingOf adi: ?n ?n", "error at", 17),
    ("SELECT $this ?n WHERE {", "SELEC $this ?n WHERE {", "SELEC", 16),
    ("sh:prefixes my:shapes ; ", "", "“adi:”", 17),
    ("$this adi:meetingOf ?n .", "$this adi:meetingOf ?n . MINUS { ?n a adi:Body }", "MINUS", 17),
    ("$this adi:meetingOf ?n .", "$this adi:meetingOf ?n . VALUES ?n { 1 }", "VALUES", 17),
    ("$this adi:meetingOf ?n .", "SERVICE <http://127.0.0.1:9/> { $this ?p ?n }", "SERVICE", 17),
    ("$this adi:meetingOf ?n .", "{ SELECT ?n WHERE { ?m adi:meetingOf ?n } }", "inner SELECT", 17),
    ("SELECT $this ?n WHERE", "SELECT ?n WHERE", "$this", 16),
    ("SELECT $this ?n WHERE", "CONSTRUCT { $this adi:x ?n } WHERE", "SELECT", 16),
    ("SELECT $this ?n WHERE", "DELETE { $this adi:x ?n } WHERE", "DELETE", 16),
    ("$this adi:meetingOf ?n .", "$shapesGraph adi:meetingOf ?n .", "$shapesGraph", 17),
    ("$this adi:meetingOf ?n .", "BIND(1 AS ?this)", "AS ?this", 17),
    ("  sh:targetClass adi:Meeting ;\n", "", "no target", 10),
    ("sh:severity sh:Warning", "sh:severity sh:Error", "sh:Violation", 10),
    ("sh:targetClass", "sh:targetclass", "sh:targetClass", 10),
    ("sh:select", "sh:ask", "sh:select", 10),
    ("Заседание {n}.", "Заседание {number}.", "{number}", 10),
    ("dcterms:source my:order-7-p1", "dcterms:source my:order-7-p9", "order-7-p9", 13),
    ("adi:checks my:norm", "adi:checks my:nrm", "nrm", 13),
    ("sh:severity sh:Warning ;", 'sh:property [ sh:path my:p ; sh:minCount "a" ] ;', "minCount", 10),
    ("sh:severity sh:Warning ;", "sh:node my:shape ;", "itself", 10),
]


@pytest.mark.parametrize(("right", "wrong", "told", "line"), SHAPES, ids=[case[1][:30] for case in SHAPES])
def test_a_broken_shape(capsys, folder, right, wrong, told, line):
    changed(folder, "shape.ttl", right, wrong)
    said = validation(capsys, folder)
    assert told in said
    assert f"shape.ttl, line {line}, shape shape" in said


WANTED = "sh:property [ sh:path org:role ; sh:in ( id:member ) ; sh:node my:other ] ;"
MISSPELT = [
    # what is written for what is right (WANTED, or words of the query), the name told, the nearest, the line
    ("org:role", "org:rolle", "org:rolle", "org:role", 12),
    ("org:role", "[ sh:inversePath org:rolle ]", "org:rolle", "org:role", 12),
    ("org:role", "adi:meetingOff", "adi:meetingOff", "meetingOf", 12),
    ("sh:in ( id:member )", "sh:in ( id:member id:membre )", "id:membre", "id:member", 12),
    ("sh:in ( id:member )", "sh:hasValue id:membre", "id:membre", "id:member", 12),
    ("sh:in ( id:member )", "sh:datatype xsd:dat", "xsd:dat", "xsd:date", 12),
    ("sh:in ( id:member )", "sh:nodeKind sh:IRRI", "sh:IRRI", "sh:IRI", 12),
    ("sh:in ( id:member )", "sh:in id:member", "sh:in", "( 1 2 )", 12),
    ("sh:node my:other", "sh:node my:othr", "othr", "other", 12),
    ("sh:node my:other", "sh:not my:othr", "othr", "other", 12),
    ("sh:node my:other", "sh:and ( my:other my:othr )", "othr", "other", 12),
    ("sh:node my:other", "sh:qualifiedMinCount 1 ; sh:qualifiedValueShape my:othr", "othr", "other", 12),
    ("sh:node my:other ] ;", "] ; sh:property my:othr ;", "othr", "other", 12),
    ("adi:meetingOf ?n", "adi:meetngOf ?n", "adi:meetngOf", "adi:meetingOf", 17),
    ("adi:meetingOf ?n", "<https://w3id.org/adisteme/ns#meetngOf> ?n", "adi:meetngOf", "adi:meetingOf", 17),
    (
        "adi:meetingOf ?n",
        "adi:meetingOf ?n . ?n <http://www.w3.org/ns/org#rolle> ?m",
        "org:rolle",
        "org:role",
        17,
    ),
    ("adi:meetingOf ?n", "adi:meetingOf ?n ; rdfs:seeAlsoo ?m", "rdfs:seeAlsoo", "rdfs:seeAlso", 17),
    (
        "adi:meetingOf ?n",
        "adi:meetingOf ?n ; <https://w3id.org/adisteme/record#wthin> ?m",
        "record#wthin",
        "record#within",
        17,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("right", "wrong", "told", "near", "line"), MISSPELT, ids=[case[1][:40] for case in MISSPELT]
)
def test_a_misspelt_name_in_a_shape(capsys, folder, right, wrong, told, near, line):
    changed(folder, "shape.ttl", "sh:severity sh:Warning ;", f"sh:severity sh:Warning ; {WANTED}")
    with (folder / "rules" / "shape.ttl").open("a", encoding="utf-8") as file:
        file.write("my:other a sh:NodeShape ; sh:nodeKind sh:IRI .\n")
    changed(folder, "shape.ttl", right, wrong)
    said = validation(capsys, folder)
    assert f"shape.ttl, line {line}" in said
    assert told in said
    assert near in said.partition("Nearest:" if "Nearest:" in said else told)[2]
    # check tells the same, and nobody else is blamed
    assert main(["check", "--no-reasoner", "--ontology", str(folder / "rules"), "--lang", "en"]) == 1
    (first, count) = capsys.readouterr().out.strip().splitlines()
    assert first.partition(": ")[2] in said
    assert count == "Problems: 1."


def test_a_misspelt_name_in_a_question(capsys, folder):
    changed(folder, "question.rq", "adi:bearer ?thing", "adi:baerer ?thing")
    said = refused(capsys, folder, "serve", "--port", "0")
    assert "question.rq, line 13" in said
    assert "adi:bearer" in said.partition("Nearest:")[2]


def test_names_of_ones_own_and_of_packaged_things_are_no_slips(capsys, folder):
    right = "adi:meetingOf ?n ; <urn:x:y> ?m ; <https://w3id.org/adisteme/record#within> ?w ."
    changed(folder, "shape.ttl", "adi:meetingOf ?n .", right)
    changed(
        folder,
        "shape.ttl",
        "sh:severity sh:Warning ;",
        "sh:severity sh:Warning ; sh:node <https://w3id.org/adisteme/shape/document-level> ;"
        "sh:property [ sh:path my:anything ; sh:in ( my:diary my:norm my:other ) ] ;"
        + WANTED
        + "dcterms:references <https://w3id.org/adisteme/act/kz-583-2007/p18> ;",
    )
    with (folder / "rules" / "shape.ttl").open("a", encoding="utf-8") as file:
        file.write("my:other a sh:NodeShape ; sh:nodeKind sh:IRI .\n")
    assert main(["check", "--no-reasoner", "--ontology", str(folder / "rules")]) == 0, capsys.readouterr().out


QUESTIONS = [
    ("SELECT ?thing", "SELEC ?thing", "line 11", "SELEC"),
    ("?norm adi:appliesToDocument", "?norm ad:appliesToDocument", "line 13", "“ad:”"),
    ("VALUES ?document", "SERVICE <urn:x> { ?a ?b ?c } VALUES ?document", "question.rq", "document"),
    ("  ?norm adi", "  SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } ?norm adi", "line 13", "SERVICE"),
    ("SELECT ?thing ?norm", "SELECT ?norm", "question.rq", "?thing"),
    ("SELECT ?thing ?norm ?provision ?quote", "INSERT { ?thing adi:x ?norm }", "line 11", "INSERT"),
    ('#+ title: {ru: "Кто?", kk: "Кім?", en: "Who?"}\n', "", "question.rq", "header"),
    (', en: "Who?"}', "}", "question.rq", "title"),
    ("{ru: \"Кто?\"", "{ru: [\"Кто?\"", "question.rq", "YAML"),
    ("collection: documents", "collection: document", "question.rq", "documents"),
    ("collection: documents, ", "", "question.rq", "document"),
    ("#+   document: {", "#+   dokument: {", "question.rq", "dokument"),
    ("VALUES ?document { id:lesson-plan }", "VALUES ?document { UNDEF }", "question.rq", "optional"),
    ("{ id:lesson-plan }", "{ nope:lesson-plan }", "line 12", "“nope:”"),
    ('"{results} ({citations})."', '"{answer} ({citations})."', "question.rq", "{answer}"),
    ('"Молчит."', '"Молчит {."', "question.rq", "silent"),
    ("#+ provisions: [\"1\"]", "#+ provisions: 1", "question.rq", "provisions"),
    ("#+ provisions", "#+ nearest: nothing-there\n#+ provisions", "question.rq", "nothing-there"),
    ("#+ provisions", "#+ serves: approvals\n#+ provisions", "question.rq", "serves"),
    ("#+ provisions", "#+ cases: body\n#+ provisions", "question.rq", "body"),
    ("id: who-approves-diary", "id: approver-of-document", "question.rq", "approver-of-document"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("right", "wrong", "place", "told"), QUESTIONS, ids=[case[1][:30] for case in QUESTIONS]
)
def test_a_broken_question(capsys, folder, right, wrong, place, told):
    changed(folder, "question.rq", right, wrong)
    said = refused(capsys, folder, "questions", "who-approves-diary")
    assert place in said
    assert "question.rq" in said
    assert told in said


NORMS = [
    ("a adi:Norm", "a adi:Norma", "Norm", 12),
    ("adi:atStage", "adi:atStagee", "atStagee", 13),
    ("adi:bearer id:deputy-head-academic", "adi:bearer id:deputy-head-acedemic", "deputy-head-academic", 13),
    ("adi:appliesToDocument my:diary", "adi:appliesToDocument my:dairy", "dairy", 12),
    ("  adi:statedIn my:order-7-p1 ;\n", "", "statedIn", 12),
    ("adi:statedIn my:order-7-p1", "adi:statedIn my:order-7-p9", "order-7-p9", 15),
    ("adi:statedIn my:order-7-p1", "adi:statedIn <https://w3id.org/adisteme/act/kz-583-2007/p99>", "p99", 15),
    (
        "adi:statedIn my:order-7-p1",
        "adi:statedIn <https://w3id.org/adisteme/act/kz-583-2007/p18>",
        "quote",
        16,
    ),
    ("adi:modality id:power", "adi:modality id:powr", "powr", 14),
    ("adi:modality id:power ;", "", "modality", 12),
    ("my:diary", "my:lesson-plan", "lesson-plan", 9),
    ("my:diary a", "my:thing a adi:Bodyy . my:diary a", "Nearest: Body", 9),
    ("adi:bearer id:deputy-head-academic ; adi:bearerMode id:any-bearer ;", "", "adi:bearer", 12),
    (
        "adi:modality id:power",
        "adi:modality id:power ; adi:appliesToLevel id:college",
        "id:college, which is no adi:EducationLevel",
        14,
    ),
    ("adi:bearer id:deputy-head-academic", "adi:bearer id:lesson-plan", "which is no adi:AgentKind", 13),
]


@pytest.mark.parametrize(("right", "wrong", "told", "line"), NORMS, ids=[case[1][:40] for case in NORMS])
def test_a_broken_norm(capsys, folder, right, wrong, told, line):
    changed(folder, "order.ttl", right, wrong)
    said = refused(capsys, folder, "approvals", "lesson-plan")
    assert told in said
    assert f"order.ttl, line {line}" in said
    # check tells the same, and tells it first
    assert main(["check", "--no-reasoner", "--ontology", str(folder / "rules"), "--lang", "en"]) == 1
    first, *_ = capsys.readouterr().out.splitlines()
    assert first.partition(": ")[2].partition(" Nearest:")[0] in said


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("my:diary a", "my:thing a adi:Bodyy . my:diary a"),
        ("adi:modality id:power", "adi:modality id:powr"),
        ("adi:bearer id:deputy-head-academic", "adi:bearer id:deputy-head-acedemic"),
        ("adi:statedIn my:order-7-p1", "adi:statedIn my:order-7-p9"),
        ("adi:modality id:power", "adi:modality id:power ; adi:appliesToLevel id:college"),
    ],
)
def test_check_tells_one_fault_in_one_line(capsys, folder, right, wrong):
    changed(folder, "order.ttl", right, wrong)
    (folder / "rules" / "shape.ttl").unlink()
    assert main(["check", "--no-reasoner", "--ontology", str(folder / "rules"), "--lang", "en"]) == 1
    assert len(capsys.readouterr().out.strip().splitlines()) == 2  # the second counts them


@pytest.mark.parametrize(
    ("name", "right", "wrong", "told"),
    [
        ("order.ttl", "@prefix my:", "@prefix mine:", "my:"),
        ("order.ttl", "adi:modality id:power ;", "adi:modality id:power", "not Turtle"),
        ("order.ttl", '"@ru', '"@ru_KZ', "not Turtle"),
        ("order.ttl", '"@ru', '"@', "not Turtle"),
        ("shape.ttl", '\\"\\"\\" ] .', '\\" ] .', "not Turtle"),
        ("shape.ttl", "my:shape a", "my:shape b", "not Turtle"),
    ],
)
def test_a_file_that_is_no_turtle(capsys, folder, name, right, wrong, told):
    changed(folder, name, right.replace("\\", ""), wrong.replace("\\", ""))
    said = refused(capsys, folder, "approvals", "lesson-plan")
    assert name in said
    assert told in said


@pytest.mark.parametrize("name", ["order.ttl", "shape.ttl", "question.rq"])
@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-8-sig"])
def test_a_file_in_a_wrong_encoding(capsys, folder, name, encoding):
    path = folder / "rules" / name
    text = path.read_text(encoding="utf-8").replace("ә", "a").replace("ұ", "y").replace("қ", "k")
    path.write_bytes(text.replace("Ү", "U").encode(encoding))
    said = refused(capsys, folder, "questions")
    assert name in said
    assert "UTF-8" in said


def test_an_empty_folder_and_one_that_is_not_there(capsys, folder):
    for path in (folder / "rules").iterdir():
        path.unlink()
    assert "nothing to add" in refused(capsys, folder, "questions")
    (folder / "rules" / "notes.txt").write_text("x")
    assert "nothing to add" in refused(capsys, folder, "questions")
    (folder / "rules" / "notes.txt").unlink()
    (folder / "rules").rmdir()
    assert "rules" in refused(capsys, folder, "questions")


def test_a_wrong_language_is_told_by_check(capsys, folder):
    changed(folder, "order.ttl", '"дневник практики"@ru', '"дневник практики"@ru , "практика күнделігі"@kz')
    assert main(["check", "--no-reasoner", "--ontology", str(folder / "rules")]) == 1
    assert "практика күнделігі" in capsys.readouterr().out


def test_check_tells_of_all_at_once(capsys, folder):
    changed(
        folder, "shape.ttl", "$this adi:meetingOf ?n .", "$this adi:meetingOf ?n . MINUS { ?n a adi:Body }"
    )
    changed(folder, "question.rq", "SELECT ?thing", "SELEC ?thing")
    changed(folder, "order.ttl", "adi:modality id:power ;", "")
    assert main(["check", "--no-reasoner", "--ontology", str(folder / "rules"), "--lang", "en"]) == 1
    said = capsys.readouterr().out
    assert "MINUS" in said
    assert "SELEC" in said
    assert "modality" in said


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("shape.ttl", "$this adi:meetingOf ?n .", "$this adi:meetingOf ?n . MINUS { ?n a adi:Body }"),
        ("question.rq", "SELECT ?thing", "SELEC ?thing"),
    ],
)
def test_the_service_refuses_to_start(capsys, folder, name, right, wrong):
    changed(folder, name, right, wrong)
    assert name in refused(capsys, folder, "serve", "--port", "0")


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_refusals_are_in_the_language_of_the_reader(capsys, folder, lang):
    changed(folder, "order.ttl", "adi:atStage", "adi:atStagee")
    assert main(["questions", "--ontology", str(folder / "rules"), "--lang", lang]) == 2
    said = capsys.readouterr().err.replace(str(folder), "")
    words = {word for word in said.replace(":", " ").split() if word.isascii() and word.isalpha()}
    assert words <= {"adisteme", "adi", "atStagee", "Stage", "stage"}, said
