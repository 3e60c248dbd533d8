"""What of institutions' data would restate the Rules themselves: records may use their terms, not add any.

Read off the graph: a class of ours with members among the Rules' own things, and a property of ours whose
domain is such a class (or that narrows one of these), are for describing the Rules.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from adisteme import namespaces as ns

_TYPE = NamedNode(ns.RDF + "type")
_DOMAIN = NamedNode(ns.RDFS + "domain")
_NARROWER = NamedNode(ns.RDFS + "subPropertyOf")
_BELOW = NamedNode(ns.RDFS + "subClassOf")


@dataclass(frozen=True)
class Vocabulary:
    """The classes and properties in which the Rules are written down."""

    classes: frozenset[str]
    properties: frozenset[str]

    @classmethod
    def of(cls, rules: Collection[Triple]) -> Vocabulary:
        """Read it off the triples of the Rules, closure included."""
        classes = {o.value for _, p, o in rules if p == _TYPE and _is_ours(o)}
        properties = {
            s.value
            for s, p, o in rules
            if p == _DOMAIN and isinstance(s, NamedNode) and isinstance(o, NamedNode) and o.value in classes
        }
        below = [(s.value, o.value) for s, p, o in rules if p == _NARROWER and _is_ours(s) and _is_ours(o)]
        while more := {narrow for narrow, wide in below if wide in properties} - properties:
            properties |= more
        return cls(frozenset(classes), frozenset(properties))

    def restated(self, store: Store) -> list[Quad]:
        """What of somebody's records would add to the Rules.

        Args:
            store: the records, in the default graph.
        """
        described = [
            (predicate, NamedNode(kind)) for predicate in (_TYPE, _BELOW) for kind in sorted(self.classes)
        ]
        patterns = [*((NamedNode(name), None) for name in sorted(self.properties)), *described]
        return [quad for p, o in patterns for quad in store.quads_for_pattern(None, p, o, DefaultGraph())]


def _is_ours(term: object) -> bool:
    return isinstance(term, NamedNode) and term.value.startswith(ns.NS)
