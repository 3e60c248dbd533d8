"""Contradictions planted in a sound ontology: found, explained by a minimal set, mended by each repair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize

from adisteme.namespaces import OWL, RDF, RDFS
from adisteme.reasoning import conflicts, hermit
from adisteme.reasoning._axioms import split, written

PREFIXES = f"""
@prefix adi: <https://w3id.org/adisteme/ns#> . @prefix id: <https://w3id.org/adisteme/id/> .
@prefix owl: <{OWL}> . @prefix rdf: <{RDF}> . @prefix rdfs: <{RDFS}> .
"""
ID, NS = "https://w3id.org/adisteme/id/", "https://w3id.org/adisteme/ns#"
MEMBER = "urn:test:member"

SOUND = """
adi:Paper a owl:Class ; rdfs:subClassOf adi:Thing . adi:Body a owl:Class ; rdfs:subClassOf adi:Thing .
adi:Council rdfs:subClassOf adi:Body . adi:Level a owl:Class . adi:Norm a owl:Class .
[] a owl:AllDisjointClasses ; owl:members ( adi:Paper adi:Body adi:Level adi:Norm ) .
adi:specialises a owl:ObjectProperty , owl:TransitiveProperty .
adi:on a owl:ObjectProperty ; owl:propertyChainAxiom ( adi:on adi:specialises ) ; rdfs:range adi:Paper .
adi:approvedBy a owl:ObjectProperty ; rdfs:domain adi:Paper ; rdfs:range adi:Body .
adi:approves a owl:ObjectProperty ; owl:inverseOf adi:approvedBy .
adi:ledBy a owl:ObjectProperty . adi:precedes a owl:ObjectProperty , owl:IrreflexiveProperty .
adi:generalises a owl:ObjectProperty ; owl:inverseOf adi:specialises .
adi:chief a owl:ObjectProperty , owl:FunctionalProperty .
adi:Scope owl:equivalentClass [ a owl:Restriction ; owl:onProperty adi:on ; owl:hasValue id:paper ] ;
  rdfs:subClassOf [ a owl:Restriction ; owl:onProperty adi:governedBy ; owl:hasValue id:norm ] .
adi:governedBy a owl:ObjectProperty ; rdfs:range adi:Norm .
[] a owl:AllDifferent ; owl:distinctMembers ( id:paper id:plan id:year-plan id:council id:cabinet id:low
  id:norm id:person-1 id:person-2 ) .
id:paper a adi:Paper . id:plan a adi:Paper ; adi:specialises id:paper ; adi:precedes id:year-plan .
id:year-plan a adi:Paper ; adi:specialises id:plan ; adi:approvedBy id:council .
id:council a adi:Council ; adi:chief id:person-1 ; adi:ledBy id:cabinet . id:cabinet a adi:Body .
id:low a adi:Level . id:norm a adi:Norm . id:case adi:on id:year-plan .
"""

# What is planted, whom it is about, and how many axioms of the sound ontology and of the plant clash.
PLANTED = {
    "two disjoint classes": ("id:cabinet a adi:Level .", ID + "cabinet", 3),
    "functional": ("id:council adi:chief id:person-2 .", ID + "council", 4),
    "range": ("id:plan adi:approvedBy id:low .", ID + "low", 4),
    "irreflexive": ("id:plan adi:precedes id:plan .", ID + "plan", 2),
    "class without members": (
        "adi:Clash rdfs:subClassOf adi:Body , [ a owl:Restriction ; owl:onProperty adi:approvedBy ;"
        " owl:someValuesFrom owl:Thing ] . adi:Aftermath rdfs:subClassOf adi:Clash .",
        NS + "Clash",
        4,
    ),
    "restriction over chain and inverse": (
        "id:low adi:generalises id:case-kind . id:case adi:on id:case-kind .",
        ID + "low",
        7,
    ),
}


def load(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse((PREFIXES + turtle).encode(), format=RdfFormat.TURTLE)]


def crowd(size: int) -> str:
    """Write individuals that have nothing to do with any contradiction."""
    return "\n".join(
        f"id:body-{n} a adi:Body ; adi:ledBy id:body-{(n * 7 + 1) % size} . id:case-{n} adi:on id:plan ."
        for n in range(size)
    )


def document(triples: Iterable[Triple], member_of: str | None) -> bytes:
    """Write an ontology as the reasoner is to see it, with a member for the class in question."""
    seen = hermit.prepare(triples)
    if member_of is not None:
        seen.append(Triple(NamedNode(MEMBER), NamedNode(RDF + "type"), NamedNode(member_of)))
    text = serialize(seen, format=RdfFormat.N_TRIPLES)
    assert text is not None
    return text


def check(ontology: list[Triple], found: conflicts.Conflict) -> None:
    """The set is contradictory and minimal, and dropping any repair alone mends the whole."""
    about = None if found.inconsistent else found.culprits[0]
    declarations, _ = split(hermit.prepare(ontology))

    def only(axioms: Sequence[conflicts.Axiom]) -> bytes:
        return document([*declarations, *(t for axiom in axioms for t in axiom.triples)], about)

    smaller = [only([a for a in found.axioms if a != axiom]) for axiom in found.axioms]
    mended = [document(set(ontology) - set(repair.triples), about) for repair in found.repairs]
    verdicts = hermit.consistent_until([*smaller, *mended, only(found.axioms)])
    assert verdicts == [True] * (len(smaller) + len(mended)) + [False]
    assert 1 <= len(found.repairs) <= 10
    assert set(found.repairs) <= set(found.axioms)


@pytest.mark.reasoner
@pytest.mark.parametrize("name", PLANTED)
def test_explains(name: str) -> None:
    plant, culprit, size = PLANTED[name]
    planted = load(plant)
    ontology = load(SOUND) + planted
    found = conflicts.explain(ontology)
    assert found is not None
    assert culprit in found.culprits
    assert found.inconsistent == culprit.startswith(ID)
    assert len(found.axioms) == size
    assert set(planted) & {t for axiom in found.axioms for t in axiom.triples}
    check(ontology, found)


@pytest.mark.reasoner
def test_finds_it_in_a_crowd() -> None:
    """Among 500 axioms, with a third type that leaves only one repair."""
    ontology = load(SOUND + crowd(160) + "id:cabinet a adi:Level , adi:Norm .")
    told: list[tuple[str, int]] = []
    found = conflicts.explain(ontology, lambda *step: told.append(step), limit=1)
    assert found is not None
    assert found.culprits[0] == ID + "cabinet"
    assert len(found.axioms) == 3
    # Dropping one of the three types leaves two that clash: only the disjointness mends all.
    assert [repair.text.split(" ;")[0] for repair in found.repairs] == ["[ a owl:AllDisjointClasses"]
    check(ontology, found)
    steps = [step for step, _ in told]
    assert steps == sorted(steps, key=["check", "narrow", "repair"].index)
    assert told[1][1] > 500 > told[-2][1]


@pytest.mark.reasoner
def test_two_reasons_leave_no_single_repair() -> None:
    found = conflicts.explain(
        load(SOUND + "id:plan adi:precedes id:plan . id:paper adi:chief id:low , id:plan .")
    )
    assert found is not None
    assert found.repairs == ()
    assert len(found.axioms) in {2, 4}


@pytest.mark.reasoner
def test_sound_ontology_has_no_conflict() -> None:
    assert conflicts.explain(load(SOUND)) is None


# ---- axioms


def lines(turtle: str, shown: Iterable[str] = ()) -> set[str]:
    _, axioms = split(hermit.prepare(load(turtle)))
    return {written(axiom, set(shown)).text for axiom in axioms}


def test_an_axiom_is_a_triple_with_its_blank_nodes() -> None:
    assert lines(
        """
        adi:p a owl:ObjectProperty , owl:TransitiveProperty ; owl:propertyChainAxiom ( adi:p adi:p ) .
        adi:A a owl:Class ; rdfs:subClassOf adi:B , [ a owl:Restriction ; owl:onProperty adi:p ;
            owl:someValuesFrom [ a owl:Class ; owl:unionOf ( adi:A adi:B ) ] ] .
        <https://w3id.org/adisteme/act/kz-583-2007/p9/8> a adi:A ; adi:p <urn:test:x> .
        _:somebody a adi:A ; adi:p _:other . _:other adi:p _:somebody .
        """
    ) == {
        "adi:p a owl:TransitiveProperty",
        "adi:p owl:propertyChainAxiom ( adi:p adi:p )",
        "adi:A rdfs:subClassOf adi:B",
        "adi:A rdfs:subClassOf [ owl:onProperty adi:p ; owl:someValuesFrom [ owl:unionOf ( adi:A adi:B ) ] ]",
        "act:kz-583-2007/p9/8 a adi:A",
        "act:kz-583-2007/p9/8 adi:p <urn:test:x>",
        "[ a adi:A ; adi:p [ adi:p [] ] ]",
    }


def test_long_lists_show_what_matters() -> None:
    members = " ".join(f"id:k{n}" for n in range(9))
    ontology = f"[] a owl:AllDifferent ; owl:distinctMembers ( {members} ) ."
    assert lines(ontology, [ID + "k2", ID + "k7"]) == {
        "[ a owl:AllDifferent ; owl:distinctMembers ( id:k2 id:k7 … ) ]"
    }
    assert lines(ontology) == {f"[ a owl:AllDifferent ; owl:distinctMembers ( {members} ) ]"}
