"""Figures of the records alone, each pass over all their triples made but once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store

from adisteme.validation.compiled.literals import Term


@dataclass(frozen=True)
class Census:
    """How many there are.

    Attributes:
        subjects: nodes that something is said of.
        predicates: different ones.
        typed: nodes with a class.
        kinds: class → instances.
    """

    subjects: int
    predicates: int
    typed: int
    kinds: Mapping[Term, int]

    @classmethod
    def of(cls, store: Store) -> Census:
        """Count.

        Args:
            store: the records, in the default graph.
        """
        everything = "(COUNT(DISTINCT ?s) AS ?n) (COUNT(DISTINCT ?p) AS ?m) WHERE { ?s ?p ?o }"
        ((subjects, predicates),) = _rows(store, f"SELECT {everything}")
        ((typed,),) = _rows(store, "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?kind }")
        kinds = _rows(store, "SELECT ?kind (COUNT(*) AS ?n) WHERE { ?s a ?kind } GROUP BY ?kind")
        counted = {kind: _number(number) for kind, number in kinds}
        return cls(_number(subjects), _number(predicates), _number(typed), counted)

    @property
    def of_one_kind_each(self) -> bool:
        """Whether no node has two classes."""
        return self.typed == sum(self.kinds.values())

    def has_others(self, store: Store, predicates: Iterable[str]) -> bool:
        """Whether the records use further predicates.

        Args:
            store: the records, in the default graph.
            predicates: IRIs.
        """
        graph = DefaultGraph()
        found = (store.quads_for_pattern(None, NamedNode(one), None, graph) for one in set(predicates))
        return sum(next(iter(quads), None) is not None for quads in found) < self.predicates


def _rows(store: Store, query: str) -> Iterable[tuple[Term, ...]]:
    solutions = store.query(query)
    assert isinstance(solutions, QuerySolutions)
    return (tuple(row) for row in solutions)


def _number(term: Term) -> int:
    assert isinstance(term, Literal)
    return int(term.value)
