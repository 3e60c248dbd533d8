"""Planting faults: each takes one record (or a few that belong together) and breaks one rule there.

A fault is a function over a site (what `Block.site` noted under a tag). It changes records in memory and
returns what must be found: (shape, focus, paragraph) — derived from the act by whoever wrote the fault, never
from a report. None: this site does not lend itself to it, nothing was changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from nation.parts import Block, Site
from nation.records import Record


class Finding(NamedTuple):
    """What a fault must lead to."""

    shape: str
    focus: str
    paragraph: str


class Planted(NamedTuple):
    """A finding to expect, and the fault that it comes from."""

    finding: Finding
    fault: str


Breaks = Callable[[Any, Block], Sequence[Finding] | None]


@dataclass(frozen=True)
class Fault:
    """One kind of fault: its name, where it can be planted, what it does."""

    name: str
    tags: tuple[str, ...]
    breaks: Breaks


CATALOGUE: list[Fault] = []
IN_ADVANCE = 30


def fault(*tags: str) -> Callable[[Breaks], Breaks]:
    """Enter a function into the catalogue under its name."""

    def enter(breaks: Breaks) -> Breaks:
        CATALOGUE.append(Fault(breaks.__name__, tags, breaks))  # type: ignore[attr-defined]
        return breaks

    return enter


def found(shape: str, record: Record, paragraph: str = "") -> Finding:
    return Finding(shape, record.iri, paragraph)


@dataclass
class Planter:
    """Plants a share of the records, the kinds of fault in turn."""

    share: float
    planted: Counter[str] = field(default_factory=Counter)
    _owed: float = 0.0

    def plant(self, block: Block) -> list[Planted]:
        """Plant the share of one block's records.

        Args:
            block: still in memory; its records are changed.
        """
        if not self.share:
            return []
        self._owed += self.share * len(block.records)
        free: dict[str, list[Site]] = defaultdict(list)
        for site in block.sites:
            free[site.tag].append(site)
        for sites in free.values():
            block.random.shuffle(sites)
        used: set[str] = set()
        found: list[Planted] = []
        rare_first = sorted(CATALOGUE, key=lambda kind: (self.planted[kind.name], _room(kind, free)))
        for kind in rare_first * 2:
            if not self._may(kind):
                continue
            findings = _try(kind, free, used, block)
            if findings is not None:
                self._owed -= 1
                self.planted[kind.name] += 1
                found += [Planted(finding, kind.name) for finding in findings]
        return found

    def _may(self, kind: Fault) -> bool:
        """Some kinds fit few institutions: these may be planted in advance of the share."""
        mean = self.planted.total() / len(CATALOGUE)
        return self._owed >= 1 or (self._owed > -IN_ADVANCE and self.planted[kind.name] <= mean / 2)


def _room(kind: Fault, free: dict[str, list[Site]]) -> int:
    return sum(len(free[tag]) for tag in kind.tags)


def _try(kind: Fault, free: dict[str, list[Site]], used: set[str], block: Block) -> Sequence[Finding] | None:
    for tag in kind.tags:
        for site in free[tag]:
            if used & site.touches:
                continue
            findings = kind.breaks(site.what, block)
            if findings is not None:
                used |= site.touches
                return findings
    return None
