"""CPU time and memory of validation, beside pySHACL and beside pyoxigraph's own loading, on one country.

    python bench/validation.py [--peer-triples 10000] [--peer-limit 300] [--triples 100000 1000000] [--json]
    python bench/validation.py --where FOLDER        which rule of reading and which shape takes how long

Each measurement is a process of its own; what counts is its CPU time (children included) from the opening
of the file to the finished report, so without imports and without the Rules, and its greatest resident size.
Peers get the same triples: the records with the Rules and what the rules of reading derive (which rdflib
cannot run), written out beforehand. «cached» is pySHACL with each SPARQL text parsed by rdflib but once.
With Core alone the constraints in SPARQL are dropped and no rule of reading is run, since no Core constraint
reads what they derive.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from country import generate
from nation.years import REFERENCE_DATE

PEERS = ("plain", "cached")
SHAPES = ("all", "core")
LINEAR = 1.3
"""How much more than its size the CPU time of a larger country may grow before it is called out."""


@dataclass(frozen=True)
class Figure:
    """One measurement.

    Attributes:
        what: `ours`, `plain`, `cached` or `bulk_load`.
        shapes: `all`, `core` or none.
        cpu: seconds, children included.
        rss: greatest resident size in MiB.
        found: how many results; none where it was stopped at its limit of CPU time.
    """

    what: str
    shapes: str
    triples: int
    cpu: float
    rss: float
    found: int | None


def _cpu() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


# ---- what is measured, each in a process of its own -------------------------------------------------


def _ours(path: Path, shapes: str) -> Iterator[int]:
    from adisteme.validation import data, reading

    validator = _validator(shapes)
    if shapes == "core":
        reading.apply = lambda store, as_of: None
    yield 0
    report = validator.validate(data.read([str(path)]), REFERENCE_DATE)
    yield report.total


def _validator(shapes: str) -> Any:
    from adisteme.graph import load
    from adisteme.validation.run import Validator

    validator = Validator(load())
    if shapes == "core":
        validator.__dict__["shapes"] = _core(validator.shapes)
    # What does not depend on the records is worked out before the clock runs, as in a service.
    for name in ("rule_triples", "vocabulary", "plan", "protected"):
        getattr(validator, name, None)
    return validator


def _core(shapes: Any) -> Any:
    """The shapes without their constraints in SPARQL."""
    from adisteme.validation.shacl import SH

    shapes.remove((None, SH.sparql, None))
    return shapes


def _plain(path: Path, shapes: str) -> Iterator[int]:
    import pyshacl
    from rdflib import Graph
    from rdflib.namespace import SH

    graph = _validator(shapes).shapes
    yield 0
    data = Graph().parse(path, format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=graph, inference="none", inplace=True)
    yield sum(1 for _ in report.objects(None, SH.result))


def _cached(path: Path, shapes: str) -> Iterator[int]:
    from functools import cache

    from rdflib.plugins.sparql import processor

    parsed = cache(processor.parseQuery)
    translated: dict[Any, Any] = {}
    translate = processor.translateQuery

    def once(query: Any, base: Any = None, initNs: Any = None) -> Any:  # noqa: N803 - rdflib's name
        key = id(query), base, tuple((initNs or {}).items())
        if key not in translated:
            translated[key] = translate(query, base, initNs)
        return translated[key]

    processor.parseQuery = parsed
    processor.translateQuery = once
    yield from _plain(path, shapes)


def _bulk_load(path: Path, shapes: str) -> Iterator[int]:
    import pyoxigraph as ox

    yield 0
    store = ox.Store()
    store.bulk_load(path=path, format=ox.RdfFormat.N_TRIPLES)
    yield len(store)


MEASURED: dict[str, Callable[[Path, str], Iterator[int]]] = {
    "ours": _ours,
    "plain": _plain,
    "cached": _cached,
    "bulk_load": _bulk_load,
}


def _measure(what: str, path: Path, shapes: str) -> None:
    run = MEASURED[what](path, shapes)
    next(run)
    start = _cpu()
    found = next(run)
    used = _cpu() - start
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu": used, "rss": rss, "found": found}))


def measured(what: str, path: Path, triples: int, shapes: str = "", limit: int | None = None) -> Figure:
    """Measure in a process of its own.

    Args:
        what: one of `MEASURED`.
        path: the triples.
        triples: how many there are.
        shapes: `all` or `core`.
        limit: CPU seconds after which it is stopped; the figure is then a lower bound.
    """
    command = [sys.executable, __file__, "--measure", what, str(path), "--shapes", shapes or "all"]
    if limit:
        command = ["prlimit", f"--cpu={limit}", *command]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if limit and done.returncode < 0:
        figure = Figure(what, shapes, triples, float(limit), float("nan"), None)
    else:
        done.check_returncode()
        figure = Figure(what, shapes, triples, **json.loads(done.stdout.splitlines()[-1]))
    print(_row(figure), file=sys.stderr, flush=True)
    return figure


def _row(figure: Figure) -> str:
    if figure.found is None:
        return (
            f"{figure.what:9} {figure.shapes:4} {figure.triples:>9,} triples   more than {figure.cpu:g} s CPU"
        )
    return (
        f"{figure.what:9} {figure.shapes:4} {figure.triples:>9,} triples {figure.cpu:9.2f} s CPU"
        f" {figure.rss:7.0f} MiB {figure.found:>8,} {'triples' if figure.what == 'bulk_load' else 'results'}"
    )


# ---- the runs -----------------------------------------------------------------------------------


def _country(folder: Path, triples: int) -> tuple[Path, int]:
    path = generate(folder / str(triples), triples, 583, 0.02)
    with path.open("rb") as lines:
        return path, sum(1 for _ in lines)


def _for_peers(path: Path, shapes: str) -> Path:
    """What the shapes run over, written out: records, Rules and what the rules of reading derive."""
    import pyoxigraph as ox

    from adisteme.validation import data, reading

    store = data.read([str(path)]).store
    store.extend(ox.Quad(*triple) for triple in _validator(shapes).rule_triples)
    if shapes == "all":
        reading.apply(store, REFERENCE_DATE)
    out = path.with_name(f"peers-{shapes}.nt")
    store.dump(out, format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    return out


def beside_peers(
    folder: Path, triples: int, peers: Sequence[str], limit: int | None
) -> tuple[list[Figure], list[str]]:
    """Ours and pySHACL on the same country, with all shapes and with Core constraints alone."""
    path, number = _country(folder, triples)
    figures, lines = [], []
    for shapes in SHAPES:
        ours = measured("ours", path, number, shapes)
        figures.append(ours)
        theirs = _for_peers(path, shapes)
        for peer in peers:
            figure = measured(peer, theirs, number, shapes, limit)
            figures.append(figure)
            bound = "more than " if figure.found is None else ""
            ratio = f"{bound}{figure.cpu / ours.cpu:.1f}"
            lines.append(f"{peer} pySHACL / ours, {shapes} shapes, {number:,} triples: {ratio}")
            if figure.found not in (None, ours.found):
                lines.append(f"  the results differ in number: {figure.found} and {ours.found}")
    return figures, lines


def at_size(folder: Path, sizes: Sequence[int]) -> tuple[list[Figure], list[str]]:
    """Ours beside bulk_load of the same file, and how CPU time grows."""
    figures, lines = [], []
    before: Figure | None = None
    for size in sorted(sizes):
        path, number = _country(folder, size)
        loaded = measured("bulk_load", path, number)
        ours = measured("ours", path, number, "all")
        path.unlink()
        figures += [loaded, ours]
        lines.append(f"ours / bulk_load, {number:,} triples: {ours.cpu / loaded.cpu:.1f}")
        if before:
            growth, more = ours.cpu / before.cpu, number / before.triples
            verdict = "linear" if growth <= more * LINEAR else "worse than linear"
            lines.append(f"{more:.1f} times the triples: {growth:.1f} times the CPU time ({verdict})")
        before = ours
    return figures, lines


# ---- where the time goes ---------------------------------------------------------------------------


def where(path: Path) -> None:
    """CPU seconds of reading the file, of each rule of reading and of each shape, longest first."""
    import pyoxigraph as ox

    from adisteme.data import shapes_dir
    from adisteme.validation import data, reading
    from adisteme.validation.compiled import lacking
    from adisteme.validation.compiled.run import Run

    validator = _validator("all")
    spent: dict[str, float] = {}

    @contextmanager
    def clock(name: str) -> Iterator[None]:
        start = time.process_time()
        yield
        spent[name] = spent.get(name, 0) + time.process_time() - start

    with clock("reading the file"):
        store = data.read([str(path)]).store
    with clock("adding the Rules"):
        store.extend(ox.Quad(*triple) for triple in validator.rule_triples)
    rules = sorted((shapes_dir() / "reading").glob("*.ru"))
    folder = Path(tempfile.mkdtemp())
    (folder / "reading").mkdir()
    reading.shapes_dir = lambda: folder
    reading.apply(store, REFERENCE_DATE)
    for rule in rules:
        before = len(store)
        with clock(rule.name):
            store.update(rule.read_text(encoding="utf-8"))
        print(f"{rule.name}: {len(store) - before:,} triples derived")
    plan = validator.plan
    run = Run(store, plan.shapes)
    for shape in plan.starts:
        with clock(str(shape.node).rpartition("/")[2]):
            list(lacking.results(run, shape))
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"{seconds:8.2f} s  {name}")
    print(f"{sum(spent.values()):8.2f} s  in all; run by pySHACL: {len(plan.routed)}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peer-triples", type=int, default=10_000, help="0 leaves the peers out")
    parser.add_argument(
        "--peer-limit", type=int, metavar="S", help="stop a peer after so many CPU seconds: a lower bound"
    )
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=PEERS)
    parser.add_argument("--triples", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--where", type=Path, metavar="FILE")
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--shapes", default="all", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        _measure(given.measure[0], Path(given.measure[1]), given.shapes)
        return
    if given.where:
        where(given.where)
        return
    figures: list[Figure] = []
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        if given.peer_triples:
            figures, lines = beside_peers(Path(scratch), given.peer_triples, given.peers, given.peer_limit)
        more, further = at_size(Path(scratch), given.triples)
    figures, lines = figures + more, lines + further
    if given.json:
        print(json.dumps({"figures": [asdict(figure) for figure in figures], "ratios": lines}, indent=1))
        return
    print(*map(_row, figures), *lines, sep="\n")


if __name__ == "__main__":
    main()
