"""Why an ontology contradicts itself: a smallest set of axioms that cannot stand together, and what to drop.

The reasoner is asked as a black box. What is needed is found one axiom at a time: among axioms in order of
nearness, the one with which the set first becomes contradictory belongs to the answer, and all behind it can go.
One start of HermiT tests growing sets up to the first contradictory one, so that a step costs about two starts.

Sources: Junker, QuickXplain (AAAI 2004), and Marques-Silva et al., Minimal Sets over Monotone Predicates (CAV
2013): the search by transitions used here is the progression variant of the same idea.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from math import inf, log2
from typing import TypeAlias

from pyoxigraph import NamedNode, Triple

from adisteme.reasoning._axioms import Axiom, asserts, names, split, written
from adisteme.reasoning._java import consistent_until
from adisteme.reasoning._seen import (
    CLASS,
    INDIVIDUAL,
    OURS,
    TYPE,
    Values,
    declared,
    document,
    iri_of,
    prepare,
)
from adisteme.reasoning.hermit import unsatisfiable

__all__ = ["Axiom", "Conflict", "Progress", "explain"]

Progress: TypeAlias = Callable[[str, int], None]

_ALL_AT_ONCE = 48  # sets of so few axioms are tested one by one in one start
_START = 0.8  # seconds that a start of Java costs ...
_PER_AXIOM = 0.0001  # ... and an axiom in it


@dataclass(frozen=True, slots=True)
class Conflict:
    """A contradiction.

    Parameters:
        inconsistent: True if the whole ontology has no model, False if only a class can have no member.
        culprits: IRIs of what it is about: the class that can have no member, else the individuals in the
            axioms, those in most of them first; classes where no individual is named.
        axioms: a set that is contradictory by itself and is not without any one of them; assertions first.
        repairs: those of them (at most as many as asked for) without which the whole ontology is free of the
            contradiction; none where it has a second, independent reason.
    """

    inconsistent: bool
    culprits: tuple[str, ...]
    axioms: tuple[Axiom, ...]
    repairs: tuple[Axiom, ...]


def explain(triples: Iterable[Triple], progress: Progress | None = None, limit: int = 10) -> Conflict | None:
    """Explain why an ontology is inconsistent or, if it is not, why a class of it can have no member.

    Parameters: an OWL ontology with its individuals, in RDF; what is told how far the work is, by a key
    ("check", "narrow", "repair") and the number of axioms that are still to be looked at; how many repairs
    are wanted at most. Result: the conflict, None if there is none. Of several classes without members one
    is explained that does not owe it to another. Errors: as `hermit.classify`.
    """
    tell = progress or (lambda _key, _left: None)
    prepared = prepare(triples)
    tell("check", len(prepared))
    impossible = unsatisfiable(prepared)
    if impossible == ():
        return None
    about = _first_cause(impossible, prepared) if impossible else None
    search = _Search(prepared, about, tell)
    found = search.smallest()
    repairs = search.repairs(found, limit)
    axioms = [search.axioms[number] for number in found]
    texts = {number: written(search.axioms[number], _shared(axioms)) for number in found}
    return Conflict(
        inconsistent=impossible is None,
        culprits=(about,) if about is not None else _culprits(axioms, prepared),
        axioms=tuple(texts.values()),
        repairs=tuple(texts[number] for number in repairs),
    )


def _first_cause(impossible: Collection[str], prepared: Sequence[Triple]) -> str:
    """Choose a class whose own axioms mention no other impossible class, if there is one."""
    mentioned: dict[str, set[str]] = defaultdict(set)
    for axiom in split(prepared)[1]:
        mentioned[iri_of(axiom[0].subject)] |= names(axiom)
    return min(impossible, key=lambda iri: (len(mentioned[iri].intersection(impossible) - {iri}), iri))


def _shared(axioms: Sequence[Sequence[Triple]]) -> set[str]:
    """Give the names that stand in more than one of the axioms."""
    return {name for name, times in Counter(n for a in axioms for n in names(a)).items() if times > 1}


def _culprits(axioms: Sequence[Sequence[Triple]], prepared: Sequence[Triple]) -> tuple[str, ...]:
    individuals, classes = declared(prepared, INDIVIDUAL), declared(prepared, CLASS)
    asserted = {iri_of(end) for a in axioms if asserts(a) for end in (a[0].subject, a[0].object)}
    mentioned = Counter(name for axiom in axioms for name in names(axiom))
    for candidates in (asserted & individuals, individuals, classes):
        if found := candidates & mentioned.keys():
            return tuple(sorted(found, key=lambda iri: (-mentioned[iri], iri)))
    return ()


class _Search:
    """Searches the axioms of one ontology; they go by their numbers."""

    def __init__(self, prepared: Sequence[Triple], about: str | None, tell: Progress) -> None:
        """Cut the ontology; `about` is the class that should have a member."""
        declarations, self.axioms = split(prepared)
        values = Values(prepared)
        member = NamedNode(OURS + "member")
        probe = [Triple(member, TYPE, NamedNode(about))] if about else []
        # Assertions behind, so that the first steps do not cut through the class axioms.
        self.axioms.sort(key=asserts)
        self._fixed = document([*declarations, *values.definitions, *probe])
        self._texts = [document(values.named(axiom)) for axiom in self.axioms]
        self._names = [names(axiom) for axiom in self.axioms]
        self._about = {about} if about else set()
        self._tell = tell

    def smallest(self) -> list[int]:
        """Find a minimal contradictory set, assertions first."""
        needed: list[int] = []
        left = list(range(len(self.axioms)))
        while True:
            left = self._by_nearness(left, needed)
            size = self._first_contradictory(needed, left, nearest_first=bool(needed or self._about))
            if size == 0:
                return sorted(needed, key=lambda number: (not asserts(self.axioms[number]), number))
            needed.append(left[size - 1])
            left = left[: size - 1]

    def repairs(self, needed: Sequence[int], limit: int) -> list[int]:
        """Find those without any one of which the whole is free of the contradiction."""
        found: list[int] = []
        left = list(needed)
        while left and len(found) < limit:
            self._tell("repair", len(left))
            # HermiT stops at the first contradictory set; the next start goes on behind it.
            part = left[: limit - len(found)]
            verdicts = consistent_until([self._whole_without(number) for number in part])
            found += [number for number, verdict in zip(part, verdicts, strict=False) if verdict]
            left = left[len(verdicts) :]
        return found

    def _whole_without(self, number: int) -> bytes:
        return self._document(other for other in range(len(self.axioms)) if other != number)

    def _document(self, numbers: Iterable[int]) -> bytes:
        return b"".join([self._fixed, *(self._texts[number] for number in numbers)])

    def _first_contradictory(self, needed: list[int], left: list[int], *, nearest_first: bool) -> int:
        """Find how many of `left`, taken from the front, contradict each other with `needed`; all do."""
        low, high = -1, len(left)
        sizes = _doubling(high) if nearest_first else _between(low, high, _width(high))
        while high - low > 1:
            self._tell("narrow", high)
            verdicts = consistent_until([self._document([*needed, *left[:size]]) for size in sizes])
            good = verdicts.count(True)
            low = sizes[good - 1] if good else low
            high = sizes[good] if good < len(verdicts) else high
            sizes = _between(low, high, _width(high + len(needed)))
        return high

    def _by_nearness(self, left: list[int], needed: list[int]) -> list[int]:
        """Put axioms in the order of their distance from the needed ones; names in many axioms lead far."""
        using: dict[str, list[int]] = defaultdict(list)
        for number in left:
            for name in self._names[number]:
                using[name].append(number)
        starts = self._about.union(*(self._names[number] for number in needed))
        distance = dict.fromkeys(starts, 0.0)
        reached: dict[int, float] = {}
        queue = [(0.0, name) for name in sorted(starts)]
        while queue:
            so_far, name = heapq.heappop(queue)
            if so_far > distance[name]:
                continue
            step = so_far + log2(1 + len(using[name]))
            for number in using[name]:
                if step < reached.get(number, inf):
                    reached[number] = step
                    onward = step + log2(len(self._names[number]))
                    for other in self._names[number]:
                        if onward < distance.get(other, inf):
                            distance[other] = onward
                            heapq.heappush(queue, (onward, other))
        return sorted(left, key=lambda number: (reached.get(number, inf), number))


def _width(size: int) -> int:
    """Choose how many sets of up to `size` axioms to test in one start: as long as a start takes."""
    return max(8, min(_ALL_AT_ONCE, int(2 * _START / (_PER_AXIOM * (size + 1)))))


def _between(low: int, high: int, width: int) -> list[int]:
    """Choose up to `width` sizes evenly between the two."""
    step = max(1.0, (high - low) / (width + 1))
    return sorted({low + round(step * number) for number in range(1, width + 1)} & set(range(low + 1, high)))


def _doubling(high: int) -> list[int]:
    """Choose sizes below `high`: all if they are few, else 0 and the powers of two."""
    if high <= _ALL_AT_ONCE:
        return list(range(high))
    return [0, *(2**power for power in range(high.bit_length()) if 2**power < high)]
