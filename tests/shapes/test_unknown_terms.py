"""Mistyped properties and values are told with what was meant, how many records say them, and one of them."""

from collections.abc import Callable

import pytest

from adisteme.validation.formats import FORMS
from adisteme.validation.report import Report

Check = Callable[[str], Report]

DATA = "urn:adisteme:data/"
NS = "https://w3id.org/adisteme/ns#"
ID = "https://w3id.org/adisteme/id/"
ORG = "http://www.w3.org/ns/org#"
HEAD = 9  # lines of prefixes that the fixture puts in front

SCHOOL = """<school-1> a org:FormalOrganization ; org:classification id:school ;
  adi:educationLevel id:primary-education ."""


@pytest.mark.parametrize(
    ("said", "term", "nearest"),
    [
        ("adi:bodyOff <school-1>", NS + "bodyOff", NS + "bodyOf"),
        ("adi:BodyOf <school-1>", NS + "BodyOf", NS + "bodyOf"),
        (
            "<http://w3id.org/adisteme/ns#bodyOf> <school-1>",
            "http://w3id.org/adisteme/ns#bodyOf",
            NS + "bodyOf",
        ),
        ("org:organisation <school-1>", ORG + "organisation", ORG + "organization"),
        ("adi:zzz 'far from all'", NS + "zzz", None),
        ("adi:Document <school-1>", NS + "Document", NS + "document"),  # a class is no property
    ],
)
def test_a_mistyped_property(check: Check, said: str, term: str, nearest: str | None) -> None:
    report = check(f"{SCHOOL}\n<body-1> a adi:Body ; org:classification id:school-association ; {said} .")
    (row,) = report.unknown
    assert (row.term, row.kind, row.nodes, row.nearest) == (term, "property", 1, nearest)
    assert (row.example, row.file, row.line) == (DATA + "body-1", "data.ttl", HEAD + 3)


@pytest.mark.parametrize(
    "said",
    [
        "adi:subject <s>",
        "dcterms:creator <p>",  # no check reads it, and yet it is a term
        "foaf:nick 'A'",
        "org:identifier '1'",
        "<https://example.org/ns#bodyOff> <school-1>",  # somebody else's
        "<https://w3id.org/another/ns#bodyOff> <school-1>",
        "adi:hasMeeting <m>",  # the other end of a relation
    ],
)
def test_a_known_or_foreign_property_is_not_told(check: Check, said: str) -> None:
    assert check(f"<body-1> a adi:Body ; {said} .").unknown == []


@pytest.mark.parametrize(
    ("said", "term", "nearest"),
    [
        ("adi:educationLevel id:primary-educatoin", ID + "primary-educatoin", ID + "primary-education"),
        (
            "org:classification <https://w3id.org/adisteme/ids/school>",
            "https://w3id.org/adisteme/ids/school",
            ID + "school",
        ),
        ("dcterms:type id:qqq", ID + "qqq", None),
    ],
)
def test_a_mistyped_value(check: Check, said: str, term: str, nearest: str | None) -> None:
    (row,) = check(f"<a> a org:FormalOrganization ; {said} .").unknown
    assert (row.term, row.kind, row.nodes, row.nearest) == (term, "value", 1, nearest)
    assert (row.example, row.line) == (DATA + "a", HEAD + 1)


def test_records_are_counted_and_the_first_by_name_is_the_example(check: Check) -> None:
    report = check(
        "<b> a adi:Body ; adi:bodyOff <x> , <y> .\n<a> a adi:Body ; adi:bodyOff <x> .\n"
        "<c> a adi:Body ; adi:bodyOff <x> ."
    )
    (row,) = report.unknown
    assert (row.nodes, row.example, row.line) == (3, DATA + "a", HEAD + 2)


def test_unknown_terms_are_no_findings_and_make_no_verdict(check: Check) -> None:
    clean = check(SCHOOL)
    mistyped = check(SCHOOL.replace("adi:educationLevel", "adi:remark 'x' ; adi:educationLevel"))
    assert [row.term for row in mistyped.unknown] == [NS + "remark"]
    assert mistyped.results == clean.results
    assert (mistyped.verdict, mistyped.conforms) == (clean.verdict, clean.conforms)


def test_records_not_checked_have_an_example_with_its_place(check: Check) -> None:
    report = check("<b> a adi:Documnet .\n<a> a adi:Documnet .\n<c> foaf:name 'C' .")
    told = {
        (row.class_ or "").rpartition("#")[2]: (row.example, row.file, row.line) for row in report.unchecked
    }
    assert told == {
        "Documnet": (DATA + "a", "data.ttl", HEAD + 2),
        "": (DATA + "c", "data.ttl", HEAD + 3),
    }


def test_told_in_text_page_and_json(check: Check) -> None:
    report = check(SCHOOL + "\n<b> a adi:Body ; adi:bodyOff <school-1> .\n<c> a adi:Documnet .")
    told = [
        "Unknown property adi:bodyOff, which no check reads; records with it: 1."
        " Perhaps adi:bodyOf was meant. For example: data.ttl:12 urn:adisteme:data/b.",
        "Records not checked: 1 (adi:Documnet). Perhaps adi:Document was meant."
        " For example: data.ttl:13 urn:adisteme:data/c.",
    ]
    text = FORMS["text"].write(report, "en")
    assert set(told) <= set(text.splitlines())
    assert text.endswith(" Terms and references to look at: 2.\n")
    page = FORMS["html"].write(report, "en")
    assert all(f"<li>{sentence}</li>" in page for sentence in told)
    plain = report.as_json()
    example = {"file": "data.ttl", "sheet": None, "column": None}
    assert plain["unknown"] == [
        {"term": NS + "bodyOff", "kind": "property", "nodes": 1, "nearest": NS + "bodyOf"}
        | {"example": DATA + "b", "line": 12}
        | example
    ]
    assert plain["unchecked"] == [
        {"class": NS + "Documnet", "nodes": 1, "nearest": NS + "Document", "example": DATA + "c", "line": 13}
        | example
    ]
    assert list(plain["unchecked"][0])[:3] == ["class", "nodes", "nearest"]


@pytest.mark.parametrize("kind", ["org:Memebership", "adi:Bodi", "adi:Documnt"])
def test_a_mistyped_class_is_told_though_a_shape_looked_at_the_dates(check: Check, kind: str) -> None:
    report = check(f'<a> a {kind} ; adi:startDate "2025-09-01"^^xsd:date .')
    (row,) = report.unchecked
    assert (row.nodes, row.example) == (1, DATA + "a")
    assert row.nearest is not None


def test_a_second_class_that_is_right_is_enough(check: Check) -> None:
    assert check("<a> a adi:Documnet , adi:Document .").unchecked == []


def test_what_is_pointed_at_and_not_described(check: Check) -> None:
    report = check(
        f"{SCHOOL}\n<d> a adi:Document ; dcterms:type id:working-curriculum ; adi:issuedBy <scool-1> .\n"
        "<e> a adi:StageEvent ; adi:document <d> ; adi:actor <p> ; adi:subject <s> ."
    )
    (row,) = report.unknown
    assert (row.term, row.kind, row.nodes, row.nearest) == (NS + "issuedBy", "reference", 1, None)
    assert (row.example, row.line) == (DATA + "d", HEAD + 3)
    last = FORMS["text"].write(report, "en").splitlines()[-1]
    assert last.endswith("Terms and references to look at: 1.")


@pytest.mark.parametrize("said", ["rdfs:isDefinedBy <https://example.org/x>", "a org:FormalOrganization"])
def test_little_is_enough_to_be_described(check: Check, said: str) -> None:
    assert check(f"<d> a adi:Document ; adi:issuedBy <o> .\n<o> {said} .").unknown == []
