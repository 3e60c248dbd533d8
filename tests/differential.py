"""The compiled engine beside pySHACL on random data: what the tests and `bench/differential.py` share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pyoxigraph import Quad, Store
from rdflib import BNode
from rdflib.term import Node

from adisteme.validation import engine, reading
from adisteme.validation.compiled.plan import compile_shapes
from adisteme.validation.conformance import Entry, by_pyshacl, examine
from adisteme.validation.run import Validator
from adisteme.validation.shacl import Violation
from random_records import Pools, records
from random_shapes import Maker

AS_OF = date(2026, 11, 22)


@dataclass
class Tally:
    """What a comparison found.

    Attributes:
        cases: data sets that both engines judged.
        refused: those that pySHACL would not run (a blank node under sh:lessThan).
        results: of pySHACL, over all.
        compiled: shapes that ran compiled, over all.
        routed: shapes left to pySHACL, over all.
        different: what names each case in which they disagree.
    """

    cases: int = 0
    refused: int = 0
    results: int = 0
    compiled: int = 0
    routed: int = 0
    different: list[str] = field(default_factory=list)


def _nameless(node: Node | None) -> Any:
    """Blank nodes count as one: pySHACL's report renames them."""
    return "_" if isinstance(node, BNode) else node


def _key(entry: Entry) -> tuple[Any, ...]:
    parts = (entry.focus, entry.component, entry.severity, entry.value, entry.path, entry.shape)
    return tuple(map(_nameless, parts))


def random_shapes(seeds: Iterable[int], tally: Tally) -> Iterator[int]:
    """Random shapes over random graphs; yields each seed when it is done."""
    for seed in seeds:
        maker = Maker(seed)
        data, shapes = maker.data(), maker.made()
        try:
            expected = Counter(map(_key, by_pyshacl(data, shapes)))
        except Exception:  # whatever stops the reference leaves nothing to compare with
            tally.refused += 1
            yield seed
            continue
        outcome = examine(data, shapes)
        tally.cases += 1
        tally.results += expected.total()
        tally.compiled += len(outcome.compiled)
        tally.routed += len(outcome.routed)
        if Counter(map(_key, outcome.entries)) != expected:
            tally.different.append(f"shapes, seed {seed}")
        yield seed


def _violation(one: Violation) -> tuple[Any, ...]:
    parts = tuple(map(_nameless, (one.focus, one.value, one.path, one.shape)))
    return (*parts, one.component, one.severity, tuple(sorted(one.row.items())))


def own_shapes(
    validator: Validator, seeds: Iterable[int], together: int, tally: Tally
) -> Iterator[list[int]]:
    """Our shapes over random records, some data sets in each run; yields their seeds when a run is done."""
    pools, plan = Pools.of(validator), compile_shapes(validator.shapes)
    waiting = list(seeds)
    for start in range(0, len(waiting), together):
        batch = waiting[start : start + together]
        store = Store()
        for seed in batch:
            store.extend(records(seed, pools, f"urn:random:{seed}/"))
        store.extend(Quad(*triple) for triple in validator.rule_triples)
        reading.apply(store, AS_OF)
        expected, _ = engine.violations(store, validator.shapes, "pyshacl")
        found, routed = engine.violations(store, validator.shapes, "auto", plan)
        tally.cases += len(batch)
        tally.results += len(expected)
        tally.routed += len(routed)
        tally.compiled += len(plan.starts) - len(routed)
        if Counter(map(_violation, found)) != Counter(map(_violation, expected)):
            tally.different.append(f"records, seeds {batch[0]} to {batch[-1]}")
        yield batch
