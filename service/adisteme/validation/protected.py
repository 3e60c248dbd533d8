"""What data may not say at all: anything about the terms, kinds and places of the Rules, or what only the
rules of reading derive.

Looked up term by term in the store, so that the cost does not grow with the records.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, Store

from adisteme import namespaces as ns
from adisteme.data import shapes_dir
from adisteme.graph import KnowledgeGraph

_WORKING_TERM = re.compile(r"\brec:(\w+)")
_SUBJECTS = (
    f'SELECT DISTINCT ?term {{ ?term ?p ?o FILTER (isIRI(?term) && STRSTARTS(STR(?term), "{ns.BASE}")) }}'
)


@dataclass(frozen=True)
class Protected:
    """Terms that data may use but not describe, and predicates that they may not use."""

    subjects: frozenset[NamedNode]
    predicates: frozenset[NamedNode]

    @classmethod
    def of(cls, graph: KnowledgeGraph) -> Protected:
        """Read them off the graph of the Rules, its shapes, and the rules of reading."""
        rules = graph.store.query(_SUBJECTS, use_default_graph_as_union=True)
        assert isinstance(rules, QuerySolutions)
        subjects = {term for (term,) in rules if isinstance(term, NamedNode)}
        shapes = Store()
        for path in graph.shape_files:
            shapes.bulk_load(path=str(path))
        described = shapes.query(_SUBJECTS)
        assert isinstance(described, QuerySolutions)
        subjects |= {term for (term,) in described if isinstance(term, NamedNode)}
        readings = sorted((shapes_dir() / "reading").glob("*.ru"))
        return cls(frozenset({*subjects, ns.RUN}), _working_terms((*readings, *graph.shape_files)))

    def described(self, store: Store) -> list[Quad]:
        """What of somebody's records would describe the Rules or forestall what is derived.

        Args:
            store: the records alone, in the default graph.
        """
        patterns = [(term, None) for term in self.subjects] + [(None, term) for term in self.predicates]
        return [quad for s, p in patterns for quad in store.quads_for_pattern(s, p, None, DefaultGraph())]


def _working_terms(files: tuple[Path, ...]) -> frozenset[NamedNode]:
    names = {name for path in files for name in _WORKING_TERM.findall(path.read_text(encoding="utf-8"))}
    return frozenset(NamedNode(ns.RECORD + name) for name in names)
