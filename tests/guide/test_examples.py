"""The worked examples: clean, the same in all forms, and with teeth: what is broken in them is found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse

from adisteme import tables
from adisteme.validation.context import inline
from adisteme.validation.data import Data
from adisteme.validation.run import Validator

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "docs" / "examples"
NAMES = ("school", "college", "university", "district")
BASE = "urn:adisteme:data/"
REFERENCE = date(2026, 3, 1)


@pytest.fixture(scope="module")
def validator(graph):
    return Validator(graph)


def turtle(name: str, *, changed: tuple[str, str] = ("", "")) -> list[Quad]:
    text = (EXAMPLES / f"{name}.ttl").read_text(encoding="utf-8")
    assert changed[0] in text
    return list(parse(text.replace(*changed) if changed[0] else text, format=RdfFormat.TURTLE))


def report(validator: Validator, quads: list[Quad], as_of: date = REFERENCE):
    data = Data()
    data.store.extend(quads)
    return validator.validate(data, as_of)


def canonical(quads) -> set[str]:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_clean(validator, name):
    found = report(validator, turtle(name))
    assert (found.verdict, found.results) == ("clean", [])
    assert f"# Clean on the reference date {REFERENCE}." in (EXAMPLES / f"{name}.ttl").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("name", NAMES)
def test_turtle_and_json_ld_say_the_same(name):
    content = inline((EXAMPLES / f"{name}.jsonld").read_bytes(), name)
    given = list(parse(content, format=RdfFormat.JSON_LD, base_iri=BASE))
    assert len(given) > 100
    assert canonical(given) == canonical(turtle(name))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own
@pytest.mark.parametrize("name", NAMES)
def test_another_reader_of_json_ld_understands_the_same(name):
    """rdflib reads scoped contexts, keys and reversed terms by itself."""
    graph = rdflib.Graph()
    content = inline((EXAMPLES / f"{name}.jsonld").read_bytes(), name)
    graph.parse(data=content.decode(), format="json-ld", base=BASE)
    lines = graph.serialize(format="nt", encoding="utf-8")
    assert canonical(parse(lines, format=RdfFormat.N_TRIPLES)) == canonical(turtle(name))


def test_turtle_and_tables_say_the_same(graph):
    files = [(path.name, path.read_bytes()) for path in tables.files(EXAMPLES / "college-tables")]
    assert canonical(tables.read(files, graph).quads) == canonical(turtle("college"))


def test_every_record_of_the_college_has_its_row(graph):
    files = [(path.name, path.read_bytes()) for path in tables.files(EXAMPLES / "college-tables")]
    places = tables.read(files, graph).places
    for quad in turtle("college"):
        place = places.of(quad.subject, quad.predicate)
        assert place is not None
        cells = dict(files)[place.file].decode().splitlines()[place.row - 1]
        assert cells.startswith(quad.subject.value.removeprefix(BASE))


@pytest.mark.parametrize(
    ("name", "change", "shape"),
    [
        (
            "school",
            (
                "<plan-approved> a adi:StageEvent ; adi:document <plan>",
                "<plan-approved> adi:document <lesson>",
            ),
            "document-in-force-unapproved",
        ),
        (
            "college",
            (
                'positive-conclusion ; dcterms:date "2025-06-16"',
                'negative-conclusion ; dcterms:date "2025-06-16"',
            ),
            "document-conclusion-",
        ),
        (
            "university",
            ("adi:actingAs id:head-of-organisation", "adi:actingAs id:lecturer"),
            "document-approver",
        ),
        (
            "district",
            ("<person-6> ; adi:actingAs id:head-of-organisation", "<person-6> ; adi:actingAs id:methodist"),
            "document-approver",
        ),
    ],
)
def test_a_fault_in_an_example_is_found(validator, name, change, shape):
    found = report(validator, turtle(name, changed=change))
    assert found.verdict == "violations"
    assert any(shape in result.shape for result in found.results)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_whole(graph, name):
    """It has each kind of record that such an institution keeps."""
    classes = {quad.object.value.rpartition("#")[2].rpartition("/")[2] for quad in turtle(name)
               if quad.predicate.value.endswith("#type")}  # fmt: skip
    wanted = {
        "FormalOrganization",
        "OrganizationalUnit",
        "Body",
        "Person",
        "Membership",
        "Meeting",
        "Document",
        "StageEvent",
    }
    if name in ("school", "district"):
        wanted |= {"SchoolQuarter"}
    if name != "school":
        wanted |= {"Decision"}
    assert wanted <= classes
