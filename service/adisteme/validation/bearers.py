"""Whom a message names: of the bearers of a norm those that exist at the levels of the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from pyoxigraph import BlankNode, NamedNode, Store

from adisteme import namespaces as ns
from adisteme.facts import Facts

_CASE = NamedNode(ns.RECORD + "case")
_ALIKE = NamedNode(ns.RECORD + "alike")
_CASE_LEVEL = NamedNode(ns.RECORD + "caseLevel")
_LEVEL = NamedNode(ns.RECORD + "level")
_ISSUER = NamedNode(ns.NS + "issuedBy")
Node = NamedNode | BlankNode


class Bearers:
    """Knows where the bearers of norms exist.

    Args:
        facts: what the Rules say.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @cached_property
    def _levels(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for row in self._facts.rows("bearer-levels"):
            found[row["bearer"].value].add(row["level"].value)
        return dict(found)

    def existing(self, bearers: Sequence[str], focus: NamedNode | BlankNode, store: Store) -> list[str]:
        """Leave out the bodies and units that the levels of a record do not have.

        Args:
            bearers: of a norm.
            focus: the record.
            store: the records as read, with what follows from them.

        Returns:
            Those left, in their order; all of them where the levels are unknown or none would be left.
        """
        levels = _levels_of(focus, store)
        everywhere = self._levels
        left = [key for key in bearers if key not in everywhere or everywhere[key] & levels]
        return left or list(bearers)


def _levels_of(document: NamedNode | BlankNode, store: Store) -> set[str]:
    """The levels of a document's issuers for which there are norms on documents of its kind."""
    own = {
        level.value
        for issuer in _nodes(store, document, _ISSUER)
        for level in _nodes(store, issuer, _LEVEL)
        if isinstance(level, NamedNode)
    }
    governed = {
        level.value
        for case in _nodes(store, document, _CASE)
        for alike in store.quads_for_pattern(None, _ALIKE, case, None)
        if isinstance(alike.subject, NamedNode | BlankNode)
        for level in _nodes(store, alike.subject, _CASE_LEVEL)
        if isinstance(level, NamedNode)
    }
    return own & governed


def _nodes(store: Store, subject: Node, predicate: NamedNode) -> Iterator[Node]:
    for quad in store.quads_for_pattern(subject, predicate, None, None):
        if isinstance(quad.object, NamedNode | BlankNode):
            yield quad.object
