"""Alignments: each foreign term exists where it claims to, and none says more than its note allows."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.namespace import DCTERMS, ORG, PROV, SKOS, TIME, DefinedNamespace

ROOT = Path(__file__).resolve().parents[2]
ONTOLOGY = ROOT / "ontology"
MODULES = sorted((ONTOLOGY / "alignments").glob("*.ttl"))
NS = "https://w3id.org/adisteme/ns#"
OURS = "https://w3id.org/adisteme/"
MODULE = OURS + "ontology/alignments/"
OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS_NS = "http://www.w3.org/2004/02/skos/core#"

# The terms that each vocabulary has (those we use), taken from its published files:
# ELI 1.5, P-Plan 1.3 (OWL file; it spells isPreceededBy so), CCCEV 2.1.0 (cccev.ttl), Eurostat's isced11,
# LKIF Core norm.owl, LegalRuleML 1.0 metamodel.
_TERMS = {
    "http://data.europa.eu/eli/ontology#": """
        LegalResource LegalResourceSubdivision LegalExpression amended_by amends based_on changed_by changes
        cited_by cites date_document date_publication first_date_entry_in_force has_part in_force is_part_of
        is_realized_by number passed_by published_in realizes repealed_by repeals title version_date
    """,
    "http://purl.org/net/p-plan#": "Activity Entity Plan Step Variable correspondsToStep isPreceededBy",
    "http://data.europa.eu/m8g/": """
        Constraint Criterion InformationConcept ReferenceFramework Requirement hasRequirement isDerivedFrom
    """,
    "http://dd.eionet.europa.eu/vocabulary/eurostat/isced11/": "ED1 ED2 ED34 ED35 ED4 ED5 ED6 ED7 ED8",
    "http://www.estrellaproject.org/lkif-core/norm.owl#": """
        Definitional_Expression Hohfeldian_Power Norm Obligation Permission
    """,
    "http://docs.oasis-open.org/legalruleml/ns/v1.0/metamodel#": "DeonticSpecification Obligation Permission",
}
FROZEN = {space: frozenset(names.split()) for space, names in _TERMS.items()}
# rdflib carries the full term lists of the W3C and Dublin Core vocabularies.
CARRIED: dict[str, type[DefinedNamespace]] = {str(space): space for space in (DCTERMS, ORG, PROV, SKOS, TIME)}


def triples(path: Path) -> list[ox.Triple]:
    return [
        ox.Triple(t.subject, t.predicate, t.object)
        for t in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    ]


def iris(path: Path) -> Iterator[str]:
    for triple in triples(path):
        for term in (triple.subject, triple.predicate, triple.object):
            if isinstance(term, ox.NamedNode):
                yield term.value


def exists(iri: str) -> bool:
    """Whether the vocabulary that an IRI belongs to has this term."""
    for space, terms in FROZEN.items():
        if iri.startswith(space):
            return iri.removeprefix(space) in terms
    for space, carried in CARRIED.items():
        if iri.startswith(space):
            return iri.removeprefix(space) in carried.__annotations__
    return iri.startswith((OWL, RDF, RDFS))


def header(path: Path) -> dict[str, set[ox.NamedNode | ox.Literal]]:
    found: dict[str, set[ox.NamedNode | ox.Literal]] = {}
    for triple in triples(path):
        if triple.subject == ox.NamedNode(MODULE + path.stem):
            assert isinstance(triple.object, ox.NamedNode | ox.Literal)
            found.setdefault(triple.predicate.value, set()).add(triple.object)
    return found


def test_each_vocabulary_of_the_plan_has_its_module() -> None:
    names = {path.stem for path in MODULES}
    assert names == {
        "org", "eli", "prov", "p-plan", "skos", "cccev", "dcterms", "time", "isced", "modality",
    }  # fmt: skip


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_foreign_term_exists(path: Path) -> None:
    about = {
        term.value for values in header(path).values() for term in values if isinstance(term, ox.NamedNode)
    }
    foreign = {iri for iri in iris(path) if not iri.startswith(OURS)} - about
    assert foreign
    assert {iri for iri in foreign if not exists(iri)} == set()


def test_the_check_of_terms_refuses_wrong_ones() -> None:
    for iri in (
        "http://purl.org/net/p-plan#isPrecededBy",
        "http://www.w3.org/ns/org#Organisation",
        "http://data.europa.eu/eli/ontology#amendedBy",
        "http://example.org/Thing",
    ):
        assert not exists(iri)


def test_frozen_lists_hold_no_unused_term() -> None:
    used = {iri for path in MODULES for iri in iris(path)}
    frozen = {space + name for space, names in FROZEN.items() for name in names}
    assert frozen - used == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_the_header_names_the_target_version_and_has_a_note(path: Path) -> None:
    found = header(path)
    assert found[RDF + "type"] == {ox.NamedNode(OWL + "Ontology")}
    assert all(isinstance(term, ox.NamedNode) for term in found["http://purl.org/dc/terms/source"])
    for annotation in (SKOS_NS + "note", RDFS + "label"):
        languages = [term.language for term in found[annotation] if isinstance(term, ox.Literal)]
        assert sorted(filter(None, languages)) == ["en", "kk", "ru"]
    english = {t.value for t in found[SKOS_NS + "note"] if isinstance(t, ox.Literal) and t.language == "en"}
    assert any(note.startswith(("Target version: ", "Target versions: ")) for note in english)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_term_of_ours_is_declared_in_the_ontology(path: Path) -> None:
    ontology = ox.Store()
    for source in ONTOLOGY.glob("*.ttl"):
        ontology.load(path=source)
    ours = {iri for iri in iris(path) if iri.startswith(NS)}
    declared = {
        iri
        for iri in ours
        if list(ontology.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(RDF + "type"), None, None))
    }
    assert ours - declared == set()


def test_ours_stand_under_theirs_and_never_the_other_way() -> None:
    upward = {RDFS + "subClassOf", RDFS + "subPropertyOf"}
    for path in MODULES:
        for triple in triples(path):
            if triple.predicate.value in upward:
                assert isinstance(triple.subject, ox.NamedNode)
                assert triple.subject.value.startswith(NS), triple
                assert isinstance(triple.object, ox.NamedNode)
                assert not triple.object.value.startswith(OURS), triple
            assert "equivalent" not in triple.predicate.value, triple
            assert triple.predicate.value != SKOS_NS + "exactMatch", triple


def test_lkif_and_legalruleml_are_only_pointed_to() -> None:
    spaces = ("http://www.estrellaproject.org/", "http://docs.oasis-open.org/")
    about = ox.NamedNode("http://purl.org/dc/terms/source")
    links = [
        triple
        for path in MODULES
        for triple in triples(path)
        if isinstance(triple.object, ox.NamedNode)
        and triple.object.value.startswith(spaces)
        and triple.predicate != about
    ]
    assert links
    assert {triple.predicate.value for triple in links} <= {RDFS + "seeAlso", SKOS_NS + "closeMatch"}


def test_levels_match_isced_closely_and_each_code_is_given() -> None:
    found = triples(ONTOLOGY / "alignments" / "isced.ttl")
    space = "http://dd.eionet.europa.eu/vocabulary/eurostat/isced11/"
    close = {
        (t.subject.value.removeprefix(OURS + "id/"), t.object.value.removeprefix(space))
        for t in found
        if t.predicate.value == SKOS_NS + "closeMatch"
        and isinstance(t.subject, ox.NamedNode)
        and isinstance(t.object, ox.NamedNode)
    }
    assert close == {
        ("primary-education", "ED1"),
        ("basic-secondary-education", "ED2"),
        ("general-secondary-education", "ED34"),
        ("technical-vocational-education", "ED35"),
        ("post-secondary-education", "ED4"),
        ("higher-education", "ED6"),
    }
    codes = {
        t.subject.value: t.object.value
        for t in found
        if t.predicate.value == SKOS_NS + "notation"
        and isinstance(t.subject, ox.NamedNode)
        and isinstance(t.object, ox.Literal)
    }
    matched = {
        t.object.value
        for t in found
        if t.predicate.value.endswith("Match") and isinstance(t.object, ox.NamedNode)
    }
    assert matched == set(codes)
    assert all(iri == space + code for iri, code in codes.items())
