"""Which shapes check each norm, or why data cannot show whether it is kept.

A shape says what it checks: norms (`adi:checks`), or a stage (`adi:checksStage`) with all norms on it, since
the shapes of documents read their norms from the graph. The reason why a norm has no shape is data too
(`adi:unshownBecause`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Literal, NamedNode, parse

from adisteme import namespaces as ns
from adisteme.answers import Translations
from adisteme.facts import Facts
from adisteme.graph import Row

_CHECKS = {NamedNode(ns.NS + "checks"), NamedNode(ns.NS + "checksStage")}


@dataclass
class NormChecks:
    """A norm with what checks it.

    Attributes:
        norm: its key.
        label: its name by language.
        provisions: its places.
        modality: key of its strength.
        shapes: keys of the shapes that check it.
        reason: key of the reason why none does; None where one does or no reason is given.
        because: the reason in words, by language.
    """

    norm: str
    label: Translations
    provisions: list[str]
    modality: str
    shapes: list[str] = field(default_factory=list)
    reason: str | None = None
    because: Translations = field(default_factory=dict)

    @property
    def settled(self) -> bool:
        """Whether there is a shape or a reason, and not both."""
        return bool(self.shapes) != bool(self.reason)


def norm_checks(facts: Facts) -> list[NormChecks]:
    """All norms in the order of the act, with the shapes of the packaged and the added folders."""
    checkers = _checkers(facts.graph.shape_files)
    found: dict[str, NormChecks] = {}
    for row in facts.rows("norm_checks"):
        _add(found, row, facts, checkers)
    places = {row["provision"].value: n for n, row in enumerate(facts.rows("structure"))}
    first = {facts.place(NamedNode(iri)): n for iri, n in places.items()}
    return sorted(found.values(), key=lambda one: (first.get(one.provisions[0], len(first)), one.norm))


def _checkers(files: Iterable[Path]) -> dict[str, set[str]]:
    """Norm or stage → keys of the shapes that name it."""
    found = defaultdict(set)
    for path in files:
        for quad in parse(path=str(path)):
            if quad.predicate in _CHECKS and isinstance(quad.subject, NamedNode):
                found[getattr(quad.object, "value", "")].add(quad.subject.value.rpartition("/")[2])
    return found


def _add(found: dict[str, NormChecks], row: Row, facts: Facts, checkers: dict[str, set[str]]) -> None:
    norm = row["norm"]
    place = facts.key(row["provision"])
    one = found.setdefault(
        norm.value, NormChecks(facts.key(norm), facts.label(norm), [place], facts.key(row["modality"]))
    )
    named = [row[name].value for name in ("norm", "stage") if name in row]
    one.shapes = sorted({*one.shapes, *(shape for name in named for shape in checkers.get(name, ()))})
    if place not in one.provisions:
        one.provisions.append(place)
    if "reason" in row:
        one.reason = facts.key(row["reason"])
        because = row["because"]
        if isinstance(because, Literal) and because.language:
            one.because[because.language] = because.value
