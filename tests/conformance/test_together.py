"""What the compiled engine does for many constraints or nodes at once changes no result."""

import re
from collections.abc import Callable

import pyoxigraph as ox
import pytest
from rdflib import Graph

from adisteme.validation import engine
from adisteme.validation.engine import Engine

PREFIXES = """
@prefix : <urn:t:> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
Run = Callable[[str, str], set[tuple[str, str]]]


@pytest.fixture(params=["compiled", "pyshacl"])
def run(request: pytest.FixtureRequest) -> Run:
    """Shape and focus of each result, by each engine."""
    which: Engine = request.param

    def results(shapes: str, data: str) -> set[tuple[str, str]]:
        store = ox.Store()
        store.load(PREFIXES + data, ox.RdfFormat.TURTLE)
        found, routed = engine.violations(store, Graph().parse(data=PREFIXES + shapes), which)
        assert routed == []
        return {
            (str(one.shape).removeprefix("urn:t:"), str(one.focus).removeprefix("urn:t:")) for one in found
        }

    return results


def test_minimum_counts_asked_together(run: Run) -> None:
    shapes = """
    :S a sh:NodeShape ; sh:targetClass :C ; sh:property :p , :q , :r ; sh:or ( :s :t ) .
    :p a sh:PropertyShape ; sh:path :p ; sh:minCount 1 .
    :q a sh:PropertyShape ; sh:path [ sh:alternativePath ( :q :p ) ] ; sh:minCount 1 .
    :r a sh:PropertyShape ; sh:path :r ; sh:minCount 2 .
    :s a sh:PropertyShape ; sh:path :s ; sh:minCount 1 .
    :t a sh:NodeShape ; sh:property [ sh:path :t ; sh:minCount 1 ] , [ sh:path :p ; sh:minCount 1 ] .
    """
    data = """
    :full a :C ; :p 1 ; :r 1 , 2 ; :s 1 .
    :q-only a :C ; :q 1 ; :r 1 , 2 ; :s 1 .
    :one-r a :C ; :p 1 ; :r 1 ; :s 1 .
    :neither a :C ; :p 1 ; :r 1 , 2 .
    :with-t a :C ; :p 1 ; :r 1 , 2 ; :t 1 .
    :none a :C .
    """
    assert run(shapes, data) == {
        *{("p", "q-only"), ("r", "one-r"), ("S", "neither")},
        *{("p", "none"), ("q", "none"), ("r", "none"), ("S", "none")},
    }


def test_values_judged_once_for_all_that_have_them(run: Run) -> None:
    shapes = """
    :S a sh:NodeShape ; sh:targetClass :C ; sh:property :day , :kind .
    :day a sh:PropertyShape ; sh:path :day ; sh:datatype xsd:date ; sh:maxCount 1 .
    :kind a sh:PropertyShape ; sh:path :kind ; sh:class :K ; sh:nodeKind sh:IRI .
    """
    data = """
    :k a :K . :good a :C ; :day "2026-01-02"^^xsd:date ; :kind :k .
    :day-1 a :C ; :day "2 January" . :day-2 a :C ; :day "2 January" . :not-of-it :day "2 January" ; :kind :x .
    :kind-1 a :C ; :kind :x . :kind-2 a :C ; :kind :k , [] .
    :two a :C ; :day "2026-01-02"^^xsd:date , "2026-01-03"^^xsd:date .
    """
    assert run(shapes, data) == {
        *{("day", "day-1"), ("day", "day-2"), ("day", "two"), ("kind", "kind-1"), ("kind", "kind-2")}
    }


def test_a_class_without_instances_beside_others(run: Run) -> None:
    shapes = ":S a sh:PropertyShape ; sh:targetClass :A ; sh:targetSubjectsOf :p ; sh:path :p ; sh:class :A ."
    data = """
    <urn:t:B> <http://www.w3.org/2000/01/rdf-schema#subClassOf> :A .
    :b a :B ; :p :b . :x :p :b , :x . :lone :p :c .
    """
    assert run(shapes, data) == {("S", "x"), ("S", "lone")}


SELECTS = {
    "a named subject": "$this :p ?x . ?x :q ?y . FILTER(?x = :one)",
    "bound later": "$this :q ?y . OPTIONAL { $this :p ?x . ?x :q ?z } FILTER(?x = :one)",
    "a literal of that name": "$this :p ?x . FILTER(?x = :one)",
    "before it is bound": "FILTER(?x = :one) $this :p ?x . ?x :q ?y .",
    "nowhere bound": "$this :q ?y . FILTER(?x = :one)",
}
FOUND = {
    "a named subject": {"a"},
    "bound later": {"a"},
    "a literal of that name": {"a"},
    "before it is bound": {"a"},
    "nowhere bound": set(),
}


@pytest.mark.parametrize("name", SELECTS)
def test_a_filter_that_names_what_to_begin_with(run: Run, name: str) -> None:
    where = re.sub(r"(?<= ):(\w+)", r"<urn:t:\1>", SELECTS[name])
    shapes = f''':S a sh:NodeShape ; sh:targetClass :C ;
      sh:sparql [ sh:select """SELECT DISTINCT $this WHERE {{ {where} }}""" ] .'''
    data = """
    :a a :C ; :p :one ; :q 1 . :b a :C ; :p :two ; :q 1 . :c a :C ; :p "urn:t:one" ; :q 1 .
    :one :q 2 . :two :q 2 .
    """
    assert {focus for _, focus in run(shapes, data)} == FOUND[name]
