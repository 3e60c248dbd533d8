"""Whom a message names: of the bearers of a norm those that exist at the levels of the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from pyoxigraph import BlankNode, NamedNode, Store

from adisteme import namespaces as ns
from adisteme.facts import Facts

_CASE = NamedNode(ns.RECORD + "case")
_LEVEL = NamedNode(ns.RECORD + "caseLevel")


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
        levels = {
            level.object.value
            for case in store.quads_for_pattern(focus, _CASE, None, None)
            if isinstance(case.object, NamedNode)
            for level in store.quads_for_pattern(case.object, _LEVEL, None, None)
            if isinstance(level.object, NamedNode)
        }
        everywhere = self._levels
        left = [key for key in bearers if key not in everywhere or everywhere[key] & levels]
        return left or list(bearers)
