"""Contradictions planted in a sound ontology: found, explained by a minimal set, mended by each repair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

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

# What is planted, whom it is about, how many axioms clash, and how many of them mend all when dropped alone.
PLANTED = {
    "two disjoint classes, and a third": ("id:cabinet a adi:Level , adi:Norm .", ID + "cabinet", 3, 1),
    "functional": ("id:council adi:chief id:person-2 .", ID + "council", 4, 4),
    "range": ("id:plan adi:approvedBy id:low .", ID + "low", 4, 4),
    "irreflexive": ("id:plan adi:precedes id:plan .", ID + "plan", 2, 2),
    "class without members": (
        "adi:Clash rdfs:subClassOf adi:Body , [ a owl:Restriction ; owl:onProperty adi:approvedBy ;"
        " owl:someValuesFrom owl:Thing ] . adi:Aftermath rdfs:subClassOf adi:Clash .",
        NS + "Clash",
        4,
        4,
    ),
    "restriction over chain and inverse": (
        "id:paper adi:generalises id:leaf . id:case-0 adi:on id:leaf ; a [ a owl:Class ; owl:complementOf"
        " [ a owl:Restriction ; owl:onProperty adi:on ; owl:hasValue id:paper ] ] .",
        ID + "case-0",
        5,
        5,
    ),
    "two reasons": ("id:plan adi:precedes id:plan . id:low owl:sameAs id:norm .", ID, None, 0),
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


@dataclass(frozen=True)
class Explained:
    """An explanation, what was told on the way, and what HermiT says of it."""

    planted: list[Triple]
    found: conflicts.Conflict
    told: list[tuple[str, int]]
    smaller: list[bool]  # the set without each of its axioms
    mended: list[bool]  # the ontology without each of the repairs
    alone: list[bool]  # the set


def explained(name: str) -> Explained:
    plant = PLANTED[name][0]
    planted = load(plant)
    # One of them in a crowd, where a part of the ontology has to be found first.
    ontology = load(SOUND + crowd(160 if name.startswith("two disjoint") else 0)) + planted
    told: list[tuple[str, int]] = []
    found = conflicts.explain(ontology, lambda *step: told.append(step))
    assert found is not None
    about = None if found.inconsistent else found.culprits[0]
    declarations, _ = split(hermit.prepare(ontology))

    def only(axioms: Iterable[conflicts.Axiom]) -> bytes:
        return document([*declarations, *(t for axiom in axioms for t in axiom.triples)], about)

    smaller = [only(a for a in found.axioms if a != axiom) for axiom in found.axioms]
    mended = [document(set(ontology) - set(repair.triples), about) for repair in found.repairs]
    verdicts = hermit.consistent_until([*smaller, *mended, only(found.axioms)])
    return Explained(
        planted,
        found,
        told,
        verdicts[: len(smaller)],
        verdicts[len(smaller) : len(smaller) + len(mended)],
        verdicts[len(smaller) + len(mended) :],
    )


@pytest.fixture(scope="module")
def explanations() -> Iterator[dict[str, Future[Explained]]]:
    """Explain two at a time: nearly all the time is Java's."""
    with ThreadPoolExecutor(2) as pool:
        yield {name: pool.submit(explained, name) for name in PLANTED}


@pytest.mark.reasoner
@pytest.mark.parametrize("name", PLANTED)
def test_explains(name: str, explanations: dict[str, Future[Explained]]) -> None:
    _, culprit, size, repairs = PLANTED[name]
    case = explanations[name].result()
    found = case.found
    assert any(iri.startswith(culprit) for iri in found.culprits)
    assert found.inconsistent == culprit.startswith(ID)
    assert len(found.axioms) == size or (size is None and found.axioms)
    assert set(case.planted) & {t for axiom in found.axioms for t in axiom.triples}
    # Contradictory by itself, and not without any one of them; and each repair mends the whole.
    assert case.smaller == [True] * len(found.axioms)
    assert case.alone == [False]
    assert case.mended == [True] * repairs
    assert set(found.repairs) <= set(found.axioms)
    steps = [step for step, _ in case.told]
    assert list(dict.fromkeys(steps)) == ["check", "narrow", "repair"]


@pytest.mark.reasoner
def test_tells_how_much_is_left(explanations: dict[str, Future[Explained]]) -> None:
    told = explanations["two disjoint classes, and a third"].result().told
    narrowing = [left for step, left in told if step == "narrow"]
    assert narrowing[0] > 500
    assert narrowing == sorted(narrowing, reverse=True)
    assert told[-1] == ("repair", 3)


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
