"""Whom a message names: of the bearers of a norm those that exist at the levels of the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from pyoxigraph import BlankNode, NamedNode, Store

from adisteme import namespaces as ns
from adisteme.facts import Facts
from adisteme.validation.compiled.literals import Term

_CASE = NamedNode(ns.RECORD + "case")
_ALIKE = NamedNode(ns.RECORD + "alike")
_CASE_LEVEL = NamedNode(ns.RECORD + "caseLevel")
_LEVEL = NamedNode(ns.RECORD + "level")
_ISSUER = NamedNode(ns.NS + "issuedBy")


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
    one_for_all = _objects(store, {document}, _CASE)
    cases = {quad.subject for case in one_for_all for quad in store.quads_for_pattern(None, _ALIKE, case, None)}
    levels = _objects(store, cases, _CASE_LEVEL) & _objects(
        store, _objects(store, {document}, _ISSUER), _LEVEL
    )
    return {level.value for level in levels if isinstance(level, NamedNode)}


def _objects(store: Store, subjects: Iterable[Term], predicate: NamedNode) -> set[Term]:
    return {
        quad.object
        for subject in subjects
        if isinstance(subject, NamedNode | BlankNode)
        for quad in store.quads_for_pattern(subject, predicate, None, None)
    }
