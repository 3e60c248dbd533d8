"""What a report says: messages with their values filled in, verdicts, coverage, what was not looked at.

The sentences are written by hand from the words of the act, the labels of the kinds and the shapes' wording.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat

from adisteme.errors import InputError
from adisteme.validation.data import Data, add, read
from adisteme.validation.report import Finding, Report
from adisteme.validation.run import Validator

Check = Callable[[str], Report]

DATA = "urn:adisteme:data/"
SHAPE = "https://w3id.org/adisteme/shape/"

COLLEGE = """
<college-1> a org:FormalOrganization ; org:classification id:college ;
  adi:educationLevel id:technical-vocational-education ; skos:prefLabel "Колледж 1"@ru .
<division-1> a org:OrganizationalUnit ; org:classification id:division ; org:unitOf <college-1> .
<council-1> a adi:Body ; org:classification id:unit-methodical-council ; adi:bodyOf <division-1> ;
  skos:prefLabel "Методический совет 1"@ru , "1-әдістемелік кеңес"@kk , "Methodical council 1"@en .
<council-2> a adi:Body ; org:classification id:organisation-methodical-council ; adi:bodyOf <college-1> ;
  skos:prefLabel "Методический совет 2"@ru .
"""
SCHOOL = """
<school-1> a org:FormalOrganization ; org:classification id:school ; adi:educationLevel id:primary-education .
<association-1> a adi:Body ; org:classification id:school-association ; adi:bodyOf <school-1> .
"""


def document(kind: str, issuer: str = "division-1", more: str = "") -> str:
    return (
        f"<paper-1> a adi:Document ; dcterms:type id:{kind} ; dcterms:conformsTo <model-1> ; "
        f"adi:issuedBy <{issuer}> {more} ."
    )


def event(name: str, stage: str, day: str, rest: str) -> str:
    return f"""<{name}> a adi:StageEvent ; adi:document <paper-1> ; adi:stage id:{stage}-stage ;
  dcterms:date "2024-08-{day}"^^xsd:date ; {rest} ."""


def way(kind: str, developer: str, approver: str, *, councils: str = "12", more: str = "") -> str:
    """A document of the division of a college: developed, concluded on by both councils, approved."""
    concluded = [
        event(
            f"conclusion-{n}",
            "conclusion",
            f"1{n}",
            f"adi:actor <council-{n}> ; adi:outcome id:positive-conclusion",
        )
        for n in councils
    ]
    return "\n".join(
        [
            COLLEGE,
            document(kind, more=more),
            event("development", "development", "01", developer),
            *concluded,
            event("approval", "approval", "30", f"adi:actor <person-1> ; adi:actingAs id:{approver}"),
        ]
    )


UNIT = "adi:actor <division-1>"
LECTURER = "adi:actor <person-12> ; adi:actingAs id:lecturer"


def only(report: Report) -> Finding:
    assert len(report.results) == 1, [(finding.shape, finding.focus) for finding in report.results]
    return report.results[0]


def said(finding: Finding) -> dict[str, Any]:
    """The parts of a finding that come from the act and the record."""
    return {
        "severity": finding.severity,
        "focus": finding.focus.removeprefix(DATA),
        "value": finding.value and finding.value["value"].removeprefix(DATA),
        "shape": finding.shape.removeprefix(SHAPE),
        "provision": finding.provision,
        "quote": finding.quote,
        "message": finding.message,
        "file": finding.file,
        "component": finding.component,
    }


SPARQL = {"component": "SPARQLConstraintComponent", "file": "data.ttl"}


def test_paragraph_18_conclusion_of_a_council_is_missing(check: Check) -> None:
    looked = event("review-1", "review", "05", "adi:actor <council-1>")
    report = check(way("teaching-documentation", UNIT, "deputy-head-academic", councils="2") + looked)
    assert report.verdict == "violations"
    assert said(only(report)) == SPARQL | {
        "severity": "violation",
        "focus": "paper-1",
        "value": "council-1",
        "shape": "document-conclusion-missing",
        "provision": "18",
        "quote": "после получения их положительного заключения",
        "message": {
            "ru": "Документ утверждён без положительного заключения органа Методический совет 1, "
            "которого требует п. 18 Правил.",
            "kk": "Құжат Қағидалардың 18-тармағы талап ететін 1-әдістемелік кеңес органының оң "
            "қорытындысынсыз бекітілген.",
            "en": "The document was approved without the positive conclusion of Methodical council 1 that "
            "paragraph 18 of the Rules demands.",
        },
    }


def test_paragraph_19_approved_by_the_deputy(check: Check) -> None:
    report = check(way("working-curriculum", UNIT, "deputy-head-academic"))
    assert report.verdict == "violations"
    assert said(only(report)) == SPARQL | {
        "severity": "violation",
        "focus": "paper-1",
        "value": "approval",
        "shape": "document-approver",
        "provision": "19",
        "quote": "после получения положительного заключения во всех соответствующих методических советах "
        "утверждаются руководителем организации образования",
        "message": {
            "ru": "Документ утверждён не тем, кем следует (заместитель руководителя по учебной "
            "(учебно-методической) работе): по п. 19 Правил его утверждает руководитель организации "
            "образования.",
            "kk": "Құжатты тиісті емес тарап бекіткен (басшының оқу (оқу-әдістемелік) жұмысы жөніндегі "
            "орынбасары): Қағидалардың 19-тармағы бойынша оны білім беру ұйымының басшысы бекітеді.",
            "en": "The document was approved by the wrong hand (deputy head for academic affairs): under "
            "paragraph 19 of the Rules it is approved by head of an education organisation.",
        },
    }


def test_paragraph_20_second_council_is_a_warning(check: Check) -> None:
    report = check(way("working-syllabus", LECTURER, "deputy-head-academic", councils="1"))
    assert report.verdict == "warnings"
    assert said(only(report)) == SPARQL | {
        "severity": "warning",
        "focus": "paper-1",
        "value": "council-2",
        "shape": "document-review-missing-open",
        "provision": "20",
        "quote": "рассматриваются методическим советом структурного подразделения, организации образования",
        "message": {  # the record names the council in Russian alone
            "ru": "До утверждения документ не рассмотрен органом Методический совет 2; п. 20 Правил понят "
            "так, что рассматривает каждый существующий совет.",
            "kk": "Бекітілгенге дейін құжатты Методический совет 2 органы қарамаған; Қағидалардың 20-тармағы "
            "бар кеңестердің әрқайсысы қарайды деп түсінілген.",
            "en": "Before the approval the body Методический совет 2 did not consider the document; "
            "paragraph 20 of the Rules is read as asking for each council that exists.",
        },
    }


def test_paragraph_21_developed_by_a_methodist(check: Check) -> None:
    methodist = "adi:actor <person-12> ; adi:actingAs id:methodist"
    report = check(way("methodical-guidelines", methodist, "deputy-head-academic"))
    assert said(only(report)) == SPARQL | {
        "severity": "violation",
        "focus": "paper-1",
        "value": "development",
        "shape": "document-developer",
        "provision": "21",
        "quote": "Методические указания и рекомендации разрабатываются преподавателями организации "
        "образования",
        "message": {
            "ru": "Документ разработан не тем, кем следует (методист): по п. 21 Правил его разрабатывает "
            "преподаватель.",
            "kk": "Құжатты тиісті емес тарап әзірлеген (әдіскер): Қағидалардың 21-тармағы бойынша оны "
            "оқытушы әзірлейді.",
            "en": "The document was developed by the wrong hand (methodist): under paragraph 21 of the "
            "Rules it is developed by lecturer.",
        },
    }


def test_paragraph_29_in_force_without_approval(check: Check) -> None:
    term = '; adi:startDate "2024-09-01"^^xsd:date ; adi:endDate "2025-08-31"^^xsd:date'
    ended = '<association-1> adi:endDate "2025-08-31"^^xsd:date .'
    report = check(SCHOOL + ended + document("methodical-association-plan", "association-1", term))
    assert said(only(report)) == SPARQL | {
        "severity": "violation",
        "focus": "paper-1",
        "value": "paper-1",
        "shape": "document-in-force-unapproved",
        "provision": "29",
        "quote": "План работы методического объединения составляются на год и утверждается руководителем "
        "организаций образования",
        "message": {
            "ru": "Документ действует (adi:startDate), но утверждение не записано: по п. 29 Правил его "
            "утверждает руководитель организации образования.",
            "kk": "Құжат қолданыста (adi:startDate), бірақ бекітілгені жазылмаған: Қағидалардың 29-тармағы "
            "бойынша оны білім беру ұйымының басшысы бекітеді.",
            "en": "The document is in force (adi:startDate), but no approval is recorded: under paragraph 29 "
            "of the Rules it is approved by head of an education organisation.",
        },
    }


def test_several_bearers_stand_in_their_order(check: Check) -> None:
    finding = only(check(way("teaching-documentation", UNIT, "commission-chair")))
    assert finding.message["ru"] == (
        "Документ утверждён не тем, кем следует (председатель методической комиссии): по п. 18 Правил его "
        "утверждает руководитель организации образования, заместитель руководителя по учебной "
        "(учебно-методической) работе."
    )


def test_who_acted_is_named_where_no_post_is_given(check: Check) -> None:
    data = way("working-curriculum", UNIT, "deputy-head-academic").replace(
        " ; adi:actingAs id:deputy-head-academic", ""
    )
    finding = only(check(data + '<person-1> a foaf:Person ; foaf:name "Person 1" .'))
    assert "(Person 1)" in finding.message["ru"]
    assert "(Person 1)" in finding.message["en"]


def test_who_acted_is_named_where_the_post_given_is_only_wider(check: Check) -> None:
    """A pedagogical worker may be a lecturer (п. 21); what is wrong is that this one is a methodist."""
    vague = "adi:actor <person-9> ; adi:actingAs id:pedagogical-worker"
    data = way("methodical-guidelines", vague, "deputy-head-academic") + (
        '<person-9> a foaf:Person ; foaf:name "Person 9" . <post-9> a org:Membership ; '
        "org:member <person-9> ; org:organization <college-1> ; org:role id:methodist ."
    )
    found = [finding for finding in check(data).results if finding.shape.endswith("document-developer")]
    assert [finding.message["en"] for finding in found] == [
        "The document was developed by the wrong hand (Person 9): under paragraph 21 of the Rules it is "
        "developed by lecturer."
    ]


def test_a_finding_on_a_node_without_a_name_names_its_file(check: Check) -> None:
    finding = only(check("[] a adi:Document ; dcterms:type id:unit-regulation ."))
    assert finding.focus.startswith("_:")
    assert finding.file == "data.ttl"
    assert (
        finding.path
        == "<https://w3id.org/adisteme/ns#issuedBy>|<http://www.w3.org/2000/01/rdf-schema#isDefinedBy>"
    )
    assert finding.component == "MinCountConstraintComponent"
    assert finding.provision is None
    assert finding.quote is None


# ---- verdicts ------------------------------------------------------------------------------------

WITHOUT_LEVEL = """
<enterprise-1> a org:FormalOrganization ; org:classification id:enterprise .
<plan-1> a adi:Document ; dcterms:type id:lesson-plan ; adi:issuedBy <enterprise-1> .
"""


def test_a_draft_is_a_note(check: Check) -> None:
    report = check(COLLEGE + document("lesson-plan"))
    assert report.counts == {"violation": 0, "warning": 0, "info": 1}


def test_clean(check: Check) -> None:
    report = check(way("working-curriculum", UNIT, "head-of-organisation"))
    assert (report.verdict, report.conforms, report.results) == ("clean", True, [])
    assert report.counts == {"violation": 0, "warning": 0, "info": 0}


def test_warnings_do_not_conform(check: Check) -> None:
    report = check(WITHOUT_LEVEL)
    assert (report.verdict, report.conforms) == ("warnings", False)
    assert report.counts == {"violation": 0, "warning": 1, "info": 0}


def test_violations_come_first(check: Check) -> None:
    report = check(WITHOUT_LEVEL + "<a-paper> a adi:Document ; dcterms:type id:state-standard .")
    assert report.verdict == "violations"
    assert [finding.severity for finding in report.results] == ["violation", "warning"]
    assert report.total == 2


@pytest.mark.parametrize(
    "turtle",
    ["", '<x> foaf:name "Person 1" .', "<x> a <https://example.org/Paper> .", "<x> a adi:Documnet ."],
    ids=["empty", "untyped", "strange class", "mistyped class"],
)
def test_nothing_checked(check: Check, turtle: str) -> None:
    report = check(turtle)
    assert (report.verdict, report.conforms, report.results) == ("nothing_checked", None, [])
    assert {row.targets for row in report.coverage} == {0}


def test_unchecked_records_and_what_was_meant(check: Check) -> None:
    report = check(
        "<a> a adi:Documnet . <b> a adi:Documnet . <c> a adi:StageEvnt . "
        "<d> a <https://example.org/ns#Boat> . <e> foaf:name 'E' ."
    )
    rows = {(row.class_ or "").rpartition("#")[2]: (row.nodes, row.nearest) for row in report.unchecked}
    assert rows == {
        "Documnet": (2, "https://w3id.org/adisteme/ns#Document"),
        "StageEvnt": (1, "https://w3id.org/adisteme/ns#StageEvent"),
        "Boat": (1, None),
        "": (1, None),
    }


def test_records_of_several_classes_or_dated_ones_are_not_unchecked(check: Check) -> None:
    report = check(
        "<a> a <https://example.org/ns#Boat> , adi:Document . <b> a <https://example.org/ns#Boat> , [] ."
        '<c> a <https://example.org/ns#Boat> ; adi:startDate "2026-01-01"^^xsd:date .'
        '<d> adi:startDate "2026-01-01"^^xsd:date . <e> foaf:name "E" , "F" ; foaf:nick "G" .'
    )
    named = {row.class_: row.nodes for row in report.unchecked if str(row.class_).startswith("http")}
    assert named == {"https://example.org/ns#Boat": 1}  # <b>: <a> is a document as well, <c> has a date
    assert [row.nodes for row in report.unchecked if row.class_ is None] == [1]  # <e>
    assert [row.nodes for row in report.unchecked] == [1, 1, 1]  # and a class without a name


# ---- the Rules stay the Rules -----------------------------------------------------------------------

WRONG = way("working-curriculum", UNIT, "deputy-head-academic")
REWRITTEN = {
    "a bearer more": ("id:norm-p19-approval adi:bearer id:deputy-head-academic .", 1),
    "a post below another": ("id:deputy-head-academic adi:specialises id:head-of-organisation .", 1),
    "a referral": ("id:norm-p19-approval adi:refersTo id:charter .", 1),
    "a class of the ontology": ("adi:Document rdfs:subClassOf <https://example.org/Nothing> .", 1),
    "a provision": ("<https://w3id.org/adisteme/act/kz-583-2007/p19> rdfs:label 'п. 1 Правил'@ru .", 1),
    "a shape": ("<https://w3id.org/adisteme/shape/document-approver> sh:deactivated true .", 1),
    "a post of one's own": ("<my-post> a adi:Post ; adi:specialises id:head-of-organisation .", 2),
    "a situation of one's own": (
        "<s> a adi:Situation ; adi:situatedDocument id:working-curriculum ;"
        " adi:concernsStage id:approval-stage"
        " ; adi:situatedLevel id:technical-vocational-education ;"
        " adi:effectivelyGovernedBy id:norm-p20-approval .",
        5,
    ),
}


@pytest.fixture(scope="module")
def before(check: Check) -> Report:
    return check(WRONG)


@pytest.mark.parametrize("case", REWRITTEN.values(), ids=REWRITTEN)
def test_data_cannot_rewrite_the_rules(before: Report, check: Check, case: tuple[str, int]) -> None:
    triples, count = case
    after = check(WRONG + triples)
    assert after.results == before.results
    assert len(after.results) == 1
    assert (before.ignored, after.ignored) == (0, count)


def test_a_post_of_ones_own_does_not_approve(check: Check) -> None:
    own = "<my-post> a adi:Post ; adi:specialises id:head-of-organisation ."
    report = check(own + WRONG.replace("id:deputy-head-academic", "<my-post>"))
    assert only(report).shape == SHAPE + "document-approver"


DATA_TERMS = """educationLevel ledBy district combinedClasses bodyOf subject coordinatedBy startDate endDate
    meetsAsNeeded selection selectedBy represents representsAs meetingOf quarterOf issuedBy respectiveBody
    document stage actor onBehalfOf actingAs outcome decidedBy confirms deliveredTo"""


def test_terms_for_data_are_not_taken_for_rules(validator: Validator) -> None:
    """CONTRACT, "How institutions write their data": none of these may be left out."""
    classes = ["Body", "Meeting", "SchoolQuarter", "Document", "StageEvent", "Decision"]
    base = "https://w3id.org/adisteme/ns#"
    assert {base + name for name in DATA_TERMS.split()} & validator.vocabulary.properties == set()
    assert {base + name for name in classes} & validator.vocabulary.classes == set()


def test_shapes_inside_the_data_are_not_run(check: Check) -> None:
    shape = """<my-shape> a sh:NodeShape ; sh:targetClass adi:Document ;
      sh:property [ sh:path dcterms:title ; sh:minCount 1 ; sh:message "no title"@en ] ."""
    clean = way("working-curriculum", UNIT, "head-of-organisation")
    assert check(shape + clean).results == []


# ---- the form of the report ----------------------------------------------------------------------------


def test_keys_of_the_contract(check: Check) -> None:
    plain = check(WRONG + "<x> a adi:Documnet .").as_json()
    assert set(plain) >= {
        *(
            "verdict",
            "conforms",
            "counts",
            "results",
            "coverage",
            "unchecked",
            "routed",
            "truncated",
            "total",
        ),
        "release",
    }
    assert set(plain["counts"]) == {"violation", "warning", "info"}
    assert set(plain["results"][0]) >= {
        *(
            "severity",
            "focus",
            "path",
            "value",
            "message",
            "shape",
            "component",
            "provision",
            "quote",
            "file",
        ),
        "line",
    }
    assert set(plain["results"][0]["message"]) == {"ru", "kk", "en"}
    assert plain["results"][0]["value"] == {"type": "uri", "value": DATA + "approval"}
    assert set(plain["coverage"][0]) == {"provision", "shape", "targets", "violations"}
    assert set(plain["unchecked"][0]) >= {"class", "nodes", "nearest"}
    assert json.loads(json.dumps(plain)) == plain


def test_values_as_in_sparql_json(check: Check) -> None:
    report = check(
        COLLEGE + document("unit-regulation") + event("e", "review", "01", 'adi:actor "Person 1"@en')
    )
    assert only(report).value == {"type": "literal", "value": "Person 1", "xml:lang": "en"}


def test_coverage_counts_targets_and_broken_ones_by_paragraph(check: Check) -> None:
    report = check(
        WRONG + "<paper-2> a adi:Document ; dcterms:type id:unit-regulation ; adi:issuedBy <college-1> ."
    )
    rows = {
        (row.shape.removeprefix(SHAPE), row.provision): (row.targets, row.violations)
        for row in report.coverage
    }
    assert rows["document-approver", "19"] == (2, 1)
    assert rows["document-developer", "19"] == (2, 0)
    assert rows["stage-event-date", None] == (4, 0)
    assert {place for shape, place in rows if shape == "document-approver"} == {"18", "19", "20", "21", "29"}


def test_classes_below_those_of_shapes_are_checked(check: Check) -> None:
    report = check(
        "<Plan> rdfs:subClassOf adi:Document . <plan-1> a <Plan> ; dcterms:type id:unit-regulation ."
    )
    assert only(report).shape == SHAPE + "document-issuer"
    assert {row.targets for row in report.coverage if row.shape.endswith("/document-approver")} == {1}


# ---- reading ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "form", "line"),
    [
        (b"<a> <b> <c> .\n<a> <b> .\n", RdfFormat.TURTLE, 2),
        (b"<urn:a> <urn:b> <urn:c> .\n\nrubbish\n", RdfFormat.N_TRIPLES, 3),
    ],
    ids=["turtle", "n-triples"],
)
def test_a_syntax_error_names_file_and_line(content: bytes, form: RdfFormat, line: int) -> None:
    with pytest.raises(InputError) as caught:
        add(Data(), content, form, "college-1.ttl")
    assert caught.value.values["file"] == "college-1.ttl"
    assert int(str(caught.value.values["line"])) == line
    for lang in ("ru", "kk", "en"):
        assert "college-1.ttl" in caught.value.text(lang)


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path, validator: Validator) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.nt").write_text(
            "_:x <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
            "<https://w3id.org/adisteme/ns#Document> .\n"
        )
    report = validator.validate(read([str(tmp_path)]))
    assert len({finding.focus for finding in report.results}) == 2
    assert {Path(finding.file or "").name for finding in report.results} == {"a.nt", "b.nt"}


def test_statements_about_statements_are_passed_over(check: Check) -> None:
    assert check('<x> a adi:Document ; <urn:p> <<( <a> <b> "c" )>> .').verdict == "violations"


def test_a_date_that_is_plain_text_is_told_how_to_be_written(check: Check) -> None:
    told = "The start (adi:startDate) must be one date as YYYY-MM-DD (xsd:date)."
    hint = ' It stands there as text; with its type it is "2020-01-01"^^xsd:date.'
    for written, message in {
        '"2020-01-01"': told + hint,
        '"2020-01-01"@en': told,
        '"01.01.2020"': told,
        '"2020-01-01T00:00:00"^^xsd:dateTime': told,
    }.items():
        report = check(f"<s> a adi:SchoolQuarter ; adi:startDate {written} .")
        (found,) = [f for f in report.results if f.shape == SHAPE + "start-date"]
        assert found.message["en"] == message


@pytest.mark.parametrize(("written", "hinted"), [("true", True), ("да", False)])
def test_a_boolean_that_is_plain_text(written: str, hinted: bool, check: Check, recwarn) -> None:  # type: ignore[no-untyped-def]
    report = check(f'<b> a adi:Body ; adi:meetsAsNeeded "{written}" .')
    (found,) = [f for f in report.results if f.path == "<https://w3id.org/adisteme/ns#meetsAsNeeded>"]
    assert found.message["en"].endswith('"true"^^xsd:boolean.') is hinted
    assert list(recwarn) == []


def test_values_without_an_iri_are_called_by_their_label_or_not_at_all(check: Check) -> None:
    from adisteme.validation.formats import FORMS

    said = {
        "[ ]": "a record without an IRI",
        "_:my-level": "_:my-level",
    }
    for written, called in said.items():
        report = check(
            f"<s> a org:FormalOrganization ; org:classification id:school ; adi:educationLevel {written} ."
        )
        assert f"not in the list of levels. Written there: {called}." in FORMS["text"].write(report, "en")
        report = check(f"<s> a org:FormalOrganization ; org:classification {written} .")
        (found,) = [f for f in report.results if f.shape == SHAPE + "organisation-kind"]
        assert found.message["en"].endswith(f"not in the list of organisations: {called}.")
    report = check('<s> a org:FormalOrganization ; org:classification [ skos:prefLabel "Наш вид"@ru ] .')
    (found,) = [f for f in report.results if f.shape == SHAPE + "organisation-kind"]
    assert found.message["ru"].endswith(": Наш вид.")
