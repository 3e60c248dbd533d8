"""How long each question of the catalogue takes in process, as it lies: best of five, slowest first.

    python bench/questions.py [--limit MS]

Prints the ten slowest and how many are above the limit (20 ms unless told); exit status 1 with any.
"""

from __future__ import annotations

import argparse
import sys
import time

from adisteme.catalogue import Catalogue
from adisteme.graph import load

RUNS = 5
SHOWN = 10


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--limit", type=float, default=20, metavar="MS")
    limit = parser.parse_args().limit
    graph = load()
    times: dict[str, float] = {}
    for key, query in Catalogue(graph).questions.items():
        times[key] = min(_once(graph, query.sparql) for _ in range(RUNS))
    ordered = sorted(times.items(), key=lambda item: -item[1])
    for key, seconds in ordered[:SHOWN]:
        print(f"{seconds * 1000:7.2f} ms  {key}")
    above = sum(1 for _, seconds in ordered if seconds * 1000 > limit)
    median = ordered[len(ordered) // 2][1] * 1000
    print(f"{len(ordered)} questions, {above} above {limit:g} ms, median {median:.2f} ms")
    return 1 if above else 0


def _once(graph, sparql: str) -> float:
    started = time.perf_counter()
    graph.select(sparql)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
