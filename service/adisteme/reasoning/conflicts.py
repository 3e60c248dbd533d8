"""Why an ontology contradicts itself: a smallest set of axioms that cannot stand together, and what to drop.

The reasoner is asked as a black box. First a few individuals are sought whose surroundings contradict the
class axioms. Then what is needed is found one axiom at a time: among axioms in order of nearness, the one
with which the set first becomes contradictory belongs to the answer, and all behind it can go. One start of
HermiT tests growing sets up to the first contradictory one; if they are large, two starts share them.

Sources: Junker, QuickXplain (AAAI 2004), and Marques-Silva et al., Minimal Sets over Monotone Predicates (CAV
2013): the search by transitions used here is the progression variant of the same idea.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
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

_ALL_AT_ONCE = 96  # sets of so few axioms are all tested in one start
_START = 0.8  # seconds that a start of Java costs ...
_PER_AXIOM = 0.0001  # ... and an axiom in it
_PIECES = 12  # parts into which individuals are cut to find those in conflict
_STEPS = 2  # links followed from an individual to find what may contradict it
_CROWD = 20  # links to an individual beyond which they are not followed back
_LARGE = 500_000  # bytes that are worth a second start


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
        declarations, axioms = split(prepared)
        self.axioms = sorted(axioms, key=asserts)
        values = Values(prepared)
        self._texts = [document(values.named(axiom)) for axiom in self.axioms]
        self._names = [names(axiom) for axiom in self.axioms]
        # What says nothing, but must be there: with each axiom only for the names in it.
        self._aids: dict[str, bytes] = defaultdict(bytes)
        for t in declarations:
            self._aids[iri_of(t.subject)] += document([t])
        self._values = [values.used(axiom) for axiom in self.axioms]
        for name, definition in values.definitions.items():
            self._aids[name] = document(definition)
        member = NamedNode(OURS + "member")
        self._fixed = document([Triple(member, TYPE, NamedNode(about))] if about else [])
        self._near = {about} if about else set[str]()
        self._tell = tell

    def smallest(self) -> list[int]:
        """Find a minimal contradictory set, assertions first."""
        needed: list[int] = []
        left = list(range(len(self.axioms))) if self._near else self._region()
        while True:
            left = self._by_nearness(left, needed)
            size = self._first_contradictory(needed, left)
            if size == 0:
                return sorted(needed, key=lambda number: (not asserts(self.axioms[number]), number))
            needed.append(left[size - 1])
            left = left[: size - 1]

    def _document(self, numbers: Iterable[int]) -> bytes:
        chosen = list(numbers)
        needed = set().union(*(self._names[number] | self._values[number] for number in chosen), self._near)
        aids = (self._aids[name] for name in sorted(needed & self._aids.keys()))
        return b"".join([self._fixed, *aids, *(self._texts[number] for number in chosen)])

    # ---- a region ---------------------------------------------------------------------------------------

    def _region(self) -> list[int]:
        """Find a contradictory part around few individuals, which become what nearness is measured from."""
        links = _Links(self.axioms)
        rules = [number for number, axiom in enumerate(self.axioms) if not asserts(axiom)]
        region, subjects = list(range(len(self.axioms))), list(links.subjects)
        size = len(subjects) if len(region) > _ALL_AT_ONCE else 0
        while size > 1:
            self._tell("narrow", len(region))
            size = -(-len(subjects) // _PIECES)
            pieces = [[], *(subjects[start : start + size] for start in range(0, len(subjects), size))]
            around = [rules + links.around(piece) for piece in pieces]
            if (bad := _first_bad([self._document(numbers) for numbers in around])) is None:
                break
            region, subjects, size = around[bad], pieces[bad], len(pieces[bad])
            self._near = {iri for subject in subjects if (iri := iri_of(subject))}
        return region

    # ---- one axiom after the other ----------------------------------------------------------------------

    def _first_contradictory(self, needed: list[int], left: list[int]) -> int:
        """Find how many of `left`, taken from the front, contradict each other with `needed`; all do."""
        low, high = -1, len(left)
        nearest_first = bool(needed or self._near)
        sizes = _doubling(high) if nearest_first else _between(low, high, _width(high))
        while high - low > 1:
            self._tell("narrow", high)
            bad = _first_bad([self._document([*needed, *left[:size]]) for size in sizes])
            if bad is None:
                low = sizes[-1]
            else:
                low, high = (sizes[bad - 1] if bad else low), sizes[bad]
            sizes = _between(low, high, _width(high + len(needed)))
        return high

    def _by_nearness(self, left: list[int], needed: list[int]) -> list[int]:
        """Put axioms in the order of their distance from the needed ones; names in many axioms lead far."""
        using: dict[str, list[int]] = defaultdict(list)
        for number in left:
            for name in self._names[number]:
                using[name].append(number)
        distance = dict.fromkeys(self._near.union(*(self._names[number] for number in needed)), 0.0)
        reached: dict[int, float] = {}
        queue = [(0.0, name) for name in sorted(distance)]
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

    # ---- repairs ----------------------------------------------------------------------------------------

    def repairs(self, needed: Sequence[int], limit: int) -> list[int]:
        """Find those without any one of which the whole is free of the contradiction."""
        self._tell("repair", len(needed))
        half = -(-len(needed) // 2)
        large = sum(map(len, self._texts)) * len(needed) > _LARGE
        parts = [needed[:half], needed[half:]] if large else [needed]
        with ThreadPoolExecutor(len(parts)) as pool:
            found = pool.map(lambda part: self._repairs(part, limit), parts)
            return [number for part in found for number in part][:limit]

    def _repairs(self, candidates: Sequence[int], limit: int) -> list[int]:
        """Try each; after a failure whole groups first: if dropping all of them is no repair, none is one."""
        found: list[int] = []
        groups = [[number] for number in candidates]
        while groups and len(found) < limit:
            part = groups[: limit - len(found)]
            verdicts = consistent_until([self._without(group) for group in part])
            found += [
                group[0] for group, good in zip(part, verdicts, strict=False) if good and len(group) == 1
            ]
            failed = [] if all(verdicts) else part[len(verdicts) - 1]
            rest = [group for group in groups[len(verdicts) :] if not set(group) <= set(failed)]
            untried = {number for group in rest for number in group}
            groups = rest if not failed else _halved([number for number in candidates if number in untried])
        return found

    def _without(self, group: Collection[int]) -> bytes:
        return self._document(number for number in range(len(self.axioms)) if number not in group)


class _Links:
    """The assertions of an ontology as a graph of its individuals."""

    def __init__(self, axioms: Sequence[Sequence[Triple]]) -> None:
        """Sort the assertions by their ends."""
        self.subjects: dict[object, list[int]] = defaultdict(list)
        self._to: dict[object, list[int]] = defaultdict(list)
        self._objects: dict[object, list[object]] = defaultdict(list)
        for number, axiom in enumerate(axioms):
            if asserts(axiom):
                s, o = axiom[0].subject, axiom[0].object
                self.subjects[s].append(number)
                if axiom[0].predicate != TYPE:
                    self._to[o].append(number)
                    self._objects[s].append(o)

    def around(self, piece: Iterable[object]) -> list[int]:
        """Give the assertions about these individuals, those that lead to them and those a few links on."""
        found: set[int] = set()
        seen: set[object] = set()
        layer = set(piece)
        for individual in layer:
            if len(self._to[individual]) <= _CROWD:
                found.update(self._to[individual])
        for _ in range(_STEPS + 1):
            seen |= layer
            found.update(number for individual in layer for number in self.subjects.get(individual, ()))
            layer = {o for individual in layer for o in self._objects.get(individual, ())} - seen
        return sorted(found)


def _first_bad(documents: Sequence[bytes]) -> int | None:
    """Find the first contradictory one of ontologies that grow, or any of some that do not."""
    parts = [documents[0::2], documents[1::2]] if sum(map(len, documents)) > _LARGE else [documents]
    with ThreadPoolExecutor(len(parts)) as pool:
        verdicts = list(pool.map(consistent_until, parts))
    bad = [
        (len(found) - 1) * len(parts) + offset
        for offset, found in enumerate(verdicts)
        if found and not found[-1]
    ]
    return min(bad, default=None)


def _halved(candidates: Sequence[int]) -> list[list[int]]:
    """Give the whole, then its halves and so on down to single ones, each before its parts."""
    if len(candidates) < 2:  # noqa: PLR2004
        return [list(candidates)] if candidates else []
    half = len(candidates) // 2
    return [list(candidates), *_halved(candidates[:half]), *_halved(candidates[half:])]


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
