"""The terms of ontology/text.ttl: described in three languages, with ends and inverses, none undeclared."""

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology"
NS = "https://w3id.org/adisteme/ns#"
TERM_TYPES = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
LANGS = {"ru", "kk", "en"}


def _declared(path: Path) -> set[str]:
    owl = "http://www.w3.org/2002/07/owl#"
    return {
        quad.subject.value
        for quad in ox.parse(path=path)
        if isinstance(quad.subject, ox.NamedNode)
        and quad.predicate.value.endswith("#type")
        and quad.object.value in {owl + name for name in TERM_TYPES}
    }


TERMS = sorted(_declared(ONTOLOGY / "text.ttl"))


def test_there_are_terms_and_all_are_ours():
    assert len(TERMS) > 60
    assert all(term.startswith(NS) for term in TERMS)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.removeprefix(NS))
def test_label_and_definition_once_in_each_language(ask, term):
    said = {}
    for name in ("rdfs:label", "skos:definition"):
        found = ask(f"SELECT (LANG(?w) AS ?l) ?w {{ <{term}> {name} ?w }}")
        assert len(found) == 3
        said[name] = dict(found)
        assert said[name].keys() == LANGS
    for lang in LANGS:
        label, definition = (said[name][lang].casefold() for name in ("rdfs:label", "skos:definition"))
        assert not definition.startswith(label)
        assert len(definition) > len(label)
        assert definition.endswith(".")


@pytest.mark.parametrize("kind", ["ObjectProperty", "DatatypeProperty"])
def test_domain_and_range_once(ask, kind):
    query = f"""SELECT ?p (COUNT(DISTINCT ?d) AS ?ds) (COUNT(DISTINCT ?r) AS ?rs) {{ ?p a owl:{kind}
      OPTIONAL {{ ?p rdfs:domain ?d }} OPTIONAL {{ ?p rdfs:range ?r }} }} GROUP BY ?p"""
    found = ask(query)
    assert len(found) > 10
    assert [row for row in found if row[1:] != ("1", "1")] == []


def test_each_object_property_has_an_inverse_with_swapped_ends(ask):
    pairs = ask("SELECT ?p ?q { ?p owl:inverseOf ?q }")
    properties = {p for (p,) in ask("SELECT ?p { ?p a owl:ObjectProperty }")}
    assert {name for pair in pairs for name in pair} == properties
    wrong = """SELECT ?p {
      ?p owl:inverseOf ?q ; rdfs:domain ?d ; rdfs:range ?r . ?q rdfs:domain ?e ; rdfs:range ?s
      FILTER(?d != ?s || ?r != ?e) }"""
    assert ask(wrong) == []


def test_labels_are_unique_among_terms(ask):
    query = "SELECT DISTINCT ?term (LCASE(STR(?l)) AS ?words) (LANG(?l) AS ?lang) { ?term rdfs:label ?l }"
    labels = [(words, lang) for _, words, lang in ask(query)]
    assert len(labels) > 3 * 60
    assert [label for label, times in Counter(labels).items() if times > 1] == []


def test_siblings_are_disjoint(ask):
    query = """SELECT ?one ?other { ?one rdfs:subClassOf ?up . ?other rdfs:subClassOf ?up
      FILTER(isIRI(?up) && STR(?one) < STR(?other))
      FILTER NOT EXISTS { ?group owl:members/rdf:rest*/rdf:first ?one, ?other }
      FILTER NOT EXISTS { ?one owl:disjointWith|^owl:disjointWith ?other } }"""
    assert ask(query) == []


def test_every_adi_term_in_the_text_is_declared_in_some_module():
    declared: set[str] = set()
    for module in ONTOLOGY.glob("*.ttl"):
        declared |= _declared(module)
    used = set()
    for path in [
        *(ONTOLOGY / "rules" / "text").glob("*.ttl"),
        ONTOLOGY / "rules" / "text-kinds.ttl",
        ONTOLOGY / "text.ttl",
    ]:
        for quad in ox.parse(path=path):
            used |= {n.value for n in (quad.predicate, quad.object) if isinstance(n, ox.NamedNode)}
    ours = {name for name in used if name.startswith(NS)}
    assert len(ours) > 30
    assert ours <= declared
