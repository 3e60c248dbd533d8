"""With any one norm, definition or activity gone, some hand-written case fails.

What is removed are all triples about the statement and to it. A norm is taken out before the closure, as what
follows from it must go too; definitions and activities lead to nothing that does not name them.
"""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad, Store

from adisteme import namespaces as ns
from adisteme.catalogue import Catalogue
from adisteme.errors import InputError
from adisteme.graph import KnowledgeGraph, close, load, parsed
from question_cases import cases, rows_of

CASES = cases()
SHARES = 2  # the statements are dealt to two tests, so that two processes can share them


@pytest.fixture(scope="module")
def whole() -> KnowledgeGraph:
    return load()


@pytest.fixture(scope="module")
def sources() -> list[Quad]:
    return list(parsed())


def _statements(graph: KnowledgeGraph, kind: str) -> list[str]:
    query = f"SELECT DISTINCT ?s WHERE {{ ?s a <{ns.NS}{kind}> }} ORDER BY ?s"
    return [row["s"].value for row in graph.select(query)]


def _without(quads: list[Quad], iri: str) -> list[Quad]:
    gone = NamedNode(iri)
    return [quad for quad in quads if gone not in (quad.subject, quad.object)]


def _survives(graph: KnowledgeGraph, store: Store, places: set[str]) -> bool:
    """Whether every case still holds; those that name a place of the statement are tried first."""
    catalogue = Catalogue(KnowledgeGraph(store, graph.folders, ()))
    near = [case for case in CASES if any(row.rpartition(" ")[2] in places for row in case["rows"])]
    for case in [*near, *(case for case in CASES if case not in near)]:
        try:
            if rows_of(catalogue, case) != set(case["rows"]):
                return False
        except InputError:  # the statement was a value of the case's parameter
            return False
    return True


def _places(graph: KnowledgeGraph, iri: str) -> set[str]:
    rows = graph.select(f"SELECT ?p WHERE {{ <{iri}> <{ns.NS}statedIn>/<{ns.NS}place> ?p }}")
    return {row["p"].value for row in rows}


def test_the_cases_hold_of_the_whole(whole):
    """The control: else every mutation would seem to be noticed."""
    catalogue = Catalogue(whole)
    broken = [case for case in CASES if rows_of(catalogue, case) != set(case["rows"])]
    assert broken == []


@pytest.mark.parametrize("share", range(SHARES))
def test_no_norm_can_go_unnoticed(whole, sources, share):
    survivors = []
    norms = _statements(whole, "Norm")
    assert len(norms) > 90
    for iri in norms[share::SHARES]:
        store = Store()
        store.bulk_extend(_without(sources, iri))
        close(store)
        if _survives(whole, store, _places(whole, iri)):
            survivors.append(iri)
    assert survivors == []


@pytest.mark.parametrize("kind", ["Activity", "Definition"])
def test_no_activity_or_definition_can_go_unnoticed(whole, kind):
    survivors = []
    quads = list(whole.store)
    statements = _statements(whole, kind)
    assert statements
    for iri in statements:
        store = Store()
        store.bulk_extend(_without(quads, iri))
        if _survives(whole, store, _places(whole, iri)):
            survivors.append(iri)
    assert survivors == []
