"""Terms that no vocabulary knows: slips of the pen.

A shape tells what a record lacks; that the record says it under a mistyped name, only this does. Asked by
predicate and by distinct value, so that the cost hardly grows with the records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from pyoxigraph import BlankNode, NamedNode, QuerySolutions, Store, Triple
from rapidfuzz import process
from rdflib import URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, SKOS

from adisteme import namespaces as ns
from adisteme.tables.mapping import mapping
from adisteme.validation.census import Census
from adisteme.validation.places import Where
from adisteme.validation.report import Exemplified, Kind, Unknown

Node = NamedNode | BlankNode
_Row = TypeVar("_Row", bound=Exemplified)
_ALIKE = 75
_TYPE = NamedNode(ns.RDF + "type")
_PROPERTIES = frozenset(ns.OWL + kind + "Property" for kind in ("Object", "Datatype", "Annotation"))
# Vocabularies that records are written in and that are complete in rdflib.
_OTHERS = (ORG, FOAF, DCTERMS, SKOS)
# Without the scheme and the last slash, so that http: and a forgotten slash are told, too.
_OURS = ns.BASE.partition("://")[2].rstrip("/")


@dataclass(frozen=True)
class Known:
    """What records may name.

    Attributes:
        properties: of ours, all.
        usable: of ours and of other vocabularies, those that may have been meant.
        things: of the Rules, all.
        keyed: properties whose values are things of the Rules.
    """

    properties: frozenset[str]
    usable: frozenset[str]
    things: frozenset[str]
    keyed: tuple[NamedNode, ...]

    @classmethod
    def of(cls, rules: Collection[Triple], restating: Collection[str]) -> Known:
        """Read it off the triples of the Rules and the mapping of tables.

        Args:
            rules: all triples of the Rules.
            restating: properties that only the Rules themselves may use.
        """
        things = {s.value for s, _, _ in rules if isinstance(s, NamedNode)}
        properties = {
            s.value
            for s, p, o in rules
            if p == _TYPE and isinstance(s, NamedNode) and isinstance(o, NamedNode) and o.value in _PROPERTIES
        }
        columns = [column for table in mapping().tables for column in table.columns if column.property]
        read = {column.property.value for column in columns if column.property}
        ours = {name for name in properties if name.startswith(ns.NS)} - set(restating)
        keyed = {column.property.value for column in columns if column.property and column.type == "kind"}
        return cls(
            frozenset(properties),
            frozenset(ours | read),
            frozenset(things),
            tuple(NamedNode(name) for name in sorted(keyed)),
        )

    def look(self, store: Store, census: Census) -> list[tuple[Unknown, Node]]:
        """What of the records no vocabulary knows, with a record that says it.

        Args:
            store: the records alone, in the default graph.
            census: of the same.
        """
        return [*self._properties(store, census), *self._values(store)]

    def _properties(self, store: Store, census: Census) -> Iterator[tuple[Unknown, Node]]:
        if not census.has_others(store, self._usual):
            return
        for predicate in _column(store, "SELECT DISTINCT ?p WHERE { ?s ?p ?o }"):
            if not self._knows(predicate.value):
                near = nearest(predicate.value, self.usable)
                yield from counted(store, predicate.value, "property", near, f"?s {predicate} ?o")

    @cached_property
    def _usual(self) -> frozenset[str]:
        return self.properties | self.usable | {_TYPE.value}

    def _knows(self, predicate: str) -> bool:
        if is_ours(predicate):
            return predicate in self.properties
        return not any(
            predicate.startswith(str(vocabulary)) and URIRef(predicate) not in vocabulary
            for vocabulary in _OTHERS
        )

    def _values(self, store: Store) -> Iterator[tuple[Unknown, Node]]:
        strange = {
            value.value
            for predicate in self.keyed
            for value in _column(store, f"SELECT ?o WHERE {{ ?s {predicate} ?o }} GROUP BY ?o")
            if is_ours(value.value) and value.value not in self.things
        }
        for value in sorted(strange):
            ids = {thing for thing in self.things if thing.startswith(ns.ID)}
            pattern = f"VALUES ?p {{ {' '.join(map(str, self.keyed))} }} ?s ?p <{value}>"
            yield from counted(store, value, "value", nearest(value, ids), pattern)


def is_ours(iri: str) -> bool:
    """Whether a name is one of ours, or was to be: `http:` for `https:` and a forgotten slash count."""
    return iri.partition("://")[2].startswith(_OURS)


def _column(store: Store, query: str) -> Iterator[NamedNode]:
    solutions = store.query(query)
    assert isinstance(solutions, QuerySolutions)
    found = [term for (term,) in solutions if isinstance(term, NamedNode)]
    yield from sorted(found, key=lambda term: term.value)


def counted(
    store: Store, term: str, kind: Kind, near: str | None, pattern: str
) -> Iterator[tuple[Unknown, Node]]:
    """One row: how many records use a term, and the first of them by name.

    Args:
        store: the records.
        term: IRI.
        kind: what it is.
        near: what was perhaps meant.
        pattern: that finds the records, `?s`.
    """
    text = f"SELECT (COUNT(DISTINCT ?s) AS ?n) (MIN(?s) AS ?first) WHERE {{ {pattern} }}"
    solutions = store.query(text)
    assert isinstance(solutions, QuerySolutions)
    for number, first in solutions:
        if isinstance(first, Node):
            yield Unknown(term, kind, int(number.value), near), first


def nearest(term: str, choices: Iterable[str]) -> str | None:
    """What a mistyped term may have meant: nearly the same local name, not the term itself.

    Args:
        term: IRI.
        choices: IRIs.
    """
    local = {choice: _local(choice) for choice in sorted(choices) if choice != term}
    best = process.extractOne(_local(term), local, score_cutoff=_ALIKE)
    return None if best is None else str(best[2])


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def placed(rows: Iterable[tuple[_Row, Node | None]], where: Where) -> list[_Row]:
    """Rows with their example and its place.

    Args:
        rows: each with the record that is its example.
        where: the places of these records.
    """
    made = []
    for row, node in rows:
        if node is None:
            made.append(row)
            continue
        at = where.of(node)
        name = node.value if isinstance(node, NamedNode) else str(node)
        made.append(replace(row, example=name, **at._asdict()))
    return made
