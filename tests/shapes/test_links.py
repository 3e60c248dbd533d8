"""What leads to a text or to a record of another kind: told in three languages, alike by both engines."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pyoxigraph import RdfFormat

from adisteme.tables.mapping import mapping
from adisteme.validation.data import Data, add
from adisteme.validation.links import links
from adisteme.validation.report import Finding, Report
from adisteme.validation.run import Validator

Check = Callable[[str], Report]

ADI = "https://w3id.org/adisteme/ns#"
ORG = "http://www.w3.org/ns/org#"
SHAPE = "https://w3id.org/adisteme/shape/"
DAY = date(2026, 3, 1)
PREFIXES = """\
@prefix adi: <https://w3id.org/adisteme/ns#> .
@prefix id: <https://w3id.org/adisteme/id/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <http://example.org/ns#> .
"""
PERSON = '<person-1> a foaf:Person ; foaf:name "Person 1" .'
SCHOOL = '<school-1> a org:FormalOrganization ; skos:prefLabel "Школа 1"@ru .'
COUNCIL = '<council-1> a adi:Body ; skos:prefLabel "Совет 1"@ru .'


@pytest.fixture(scope="module")
def told(validator: Validator) -> Callable[[str], list[Finding]]:
    """The findings on links, which both engines tell alike."""

    def run(turtle: str) -> list[Finding]:
        found = []
        for engine in ("compiled", "pyshacl"):
            data = Data()
            add(data, (PREFIXES + turtle).encode(), RdfFormat.TURTLE, "data.ttl")
            report = validator.validate(data, DAY, engine)  # type: ignore[arg-type]
            found.append([one for one in report.results if one.shape.startswith(SHAPE + "link-")])
        assert found[0] == found[1]
        return found[0]

    return run


def test_a_text(told: Callable[[str], list[Finding]]) -> None:
    (finding,) = told('<lesson-1> a adi:Document ; adi:subject "математика" .')
    assert (finding.shape, finding.severity, finding.path) == (
        SHAPE + "link-text",
        "violation",
        f"<{ADI}subject>",
    )
    assert finding.value is not None
    assert (finding.value["type"], finding.value["value"]) == ("literal", "математика")
    assert finding.message == {
        "ru": "Вместо ссылки на запись (adi:subject) стоит текст «математика». Нужна запись из списка:"
        " предметы. Например: adi:subject <record-1> . <record-1> a skos:Concept.",
        "kk": "Жазбаға сілтеменің (adi:subject) орнында «математика» мәтіні тұр. Мына тізімдегі жазба керек:"
        " пәндер. Мысалы: adi:subject <record-1> . <record-1> a skos:Concept.",
        "en": "In place of a link to a record (adi:subject) there is a text: математика. It must be"
        " a record of: subjects. For example: adi:subject <record-1> . <record-1> a skos:Concept.",
    }


def test_another_kind(told: Callable[[str], list[Finding]]) -> None:
    (finding,) = told(f"<school-1> a org:FormalOrganization ; adi:district <person-1> . {PERSON}")
    assert (finding.shape, finding.severity, finding.path) == (
        SHAPE + "link-kind",
        "violation",
        f"<{ADI}district>",
    )
    assert finding.value == {"type": "uri", "value": "urn:adisteme:data/person-1"}
    assert finding.message == {
        "ru": "Ссылка (adi:district) ведёт к записи Person 1 из списка «люди», а нужна запись из списка:"
        " организации.",
        "kk": "Сілтеме (adi:district) «адамдар» тізіміндегі Person 1 жазбасына апарады, ал мына тізімдегі"
        " жазба керек: ұйымдар.",
        "en": "The link (adi:district) leads to Person 1, a record of: people. It must be a record of:"
        " organisations.",
    }


@pytest.mark.parametrize(
    ("said", "path", "other"),
    [
        ("<x> a org:FormalOrganization ; adi:ledBy 'Совет' .", ADI + "ledBy", None),
        (f"<x> a adi:Body ; adi:ledBy <person-1> . {PERSON}", ADI + "ledBy", "person-1"),
        (f"<x> a org:OrganizationalUnit ; adi:ledBy <person-1> . {PERSON}", ADI + "ledBy", "person-1"),
        (f"<x> a org:Membership ; org:member <school-1> . {SCHOOL}", ORG + "member", "school-1"),
        (f"<x> a org:OrganizationalUnit ; org:unitOf <council-1> . {COUNCIL}", ORG + "unitOf", "council-1"),
        (f"<x> a adi:Meeting ; adi:meetingOf <school-1> . {SCHOOL}", ADI + "meetingOf", "school-1"),
        (f"<x> a adi:StageEvent ; adi:document <school-1> . {SCHOOL}", ADI + "document", "school-1"),
        (f"<x> a adi:StageEvent ; adi:onBehalfOf <person-1> . {PERSON}", ADI + "onBehalfOf", "person-1"),
        ("<x> a adi:Document ; adi:issuedBy [ a foaf:Person ] .", ADI + "issuedBy", None),
        ("<x> a adi:Body ; adi:coordinatedBy <y> . <y> a ex:Office .", ADI + "coordinatedBy", "y"),
    ],
)
def test_what_is_no_link_to_the_right_kind(check: Check, said: str, path: str, other: str | None) -> None:
    found = [one for one in check(f"@prefix ex: <http://example.org/ns#> . {said}").results if _is_link(one)]
    assert [(one.focus.rpartition("/")[2], one.path) for one in found] == [("x", f"<{path}>")]
    if other:
        assert found[0].value is not None
        assert found[0].value["value"].endswith("/" + other)


def _is_link(finding: Finding) -> bool:
    return finding.shape.startswith(SHAPE + "link-")


@pytest.mark.parametrize(
    "said",
    [
        f"<x> a org:FormalOrganization ; adi:ledBy <person-1> . {PERSON}",  # the deputy, п. 14
        "<x> a org:Membership ; org:member 'Person 1' .",  # membership-member tells it
        "<x> a org:Membership ; org:member <y> . <y> a owl:NamedIndividual .",  # says nothing of what it is
        "<x> a adi:Document ; adi:issuedBy <y> .",  # told as a reference to nothing
        "<x> a adi:Document ; adi:issuedBy [ ] .",
    ],
)
def test_what_is_not_held_against_a_link(check: Check, said: str) -> None:
    report = check(f"@prefix owl: <http://www.w3.org/2002/07/owl#> . {said}")
    assert [one for one in report.results if _is_link(one)] == []


def test_a_kind_of_somebody_elses_is_told_by_its_iri(check: Check) -> None:
    report = check("<x> a adi:Body ; adi:bodyOf <y> . <y> a <http://example.org/ns#Office> .")
    (finding,) = [one for one in report.results if _is_link(one)]
    assert "<http://example.org/ns#Office>" in finding.message["en"]


def test_a_record_that_many_point_to_wrongly_is_told_of_each(check: Check) -> None:
    posts = " ".join(f"<post-{n}> a org:Membership ; org:member <school-1> ." for n in range(5))
    found = [one for one in check(f"{posts} {SCHOOL}").results if _is_link(one)]
    assert sorted(one.focus.rpartition("-")[2] for one in found) == list("01234")


def test_every_column_that_refers_is_a_link() -> None:
    columns: set[Any] = {
        (table.class_.value, column.property)
        for table in mapping().tables
        for column in table.columns
        if column.type == "reference"
    }
    assert {(kind, link.predicate) for link in links() for kind in link.ways} == columns


def test_a_mistyped_class_is_told_once_and_not_at_each_link_to_it(check: Check) -> None:
    seats = "".join(
        f"<m{n}> a org:Membership ; org:member <p> ; org:organization <b> ; org:role id:member . "
        for n in (1, 2)
    )
    report = check(f"<b> a adi:Bodyy ; org:classification id:umo-tvet . {seats}")
    assert not [one for one in report.results if _is_link(one)]
    assert next((one.class_, one.nodes) for one in report.unchecked) == (ADI + "Bodyy", 1)


def test_units_have_meetings_and_decide_too(check: Check) -> None:
    unit = "<k> a org:OrganizationalUnit ; org:classification id:kafedra ."
    report = check(f"{unit} <x> a adi:Meeting ; adi:meetingOf <k> . <d> a adi:Decision ; adi:decidedBy <k> .")
    assert not [one for one in report.results if _is_link(one)]
