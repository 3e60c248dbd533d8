"""Are the planted faults found, all and only those? The ledger of a country beside the report on it.

    python bench/ledger.py --triples 100000 [--seed 583] [--faults 0.02] [--engine auto] [--keep FOLDER]

Generates, validates and compares by shape and record; prints what is missing and what is too much, by
shape, with examples. Exit status 1 on any difference.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from country import generate
from nation.years import REFERENCE_DATE

SHAPE = "https://w3id.org/adisteme/shape/"
EXAMPLES = 3

Pair = tuple[str, str]
"""Key of a shape, IRI of a record."""


@dataclass(frozen=True)
class Difference:
    """Ledger and report side by side; a pair counts once.

    Attributes:
        planted: what each pair of the ledger comes from.
        found: what the report says.
    """

    planted: dict[Pair, str]
    found: frozenset[Pair]

    @property
    def missing(self) -> list[Pair]:
        return sorted(set(self.planted) - self.found)

    @property
    def extra(self) -> list[Pair]:
        return sorted(self.found - set(self.planted))

    def lines(self) -> Iterable[str]:
        """What to print, line by line."""
        kinds = len(set(self.planted.values()))
        shapes = len({shape for shape, _ in self.planted})
        yield f"{len(self.planted)} planted findings of {kinds} kinds of fault and {shapes} shapes"
        yield f"{len(self.found)} found; {len(self.missing)} missing, {len(self.extra)} too much"
        for title, pairs in (("missing", self.missing), ("too much", self.extra)):
            by_shape: dict[str, list[str]] = defaultdict(list)
            for shape, focus in pairs:
                fault = self.planted.get((shape, focus))
                by_shape[shape].append(f"{focus} ({fault})" if fault else focus)
            for shape, records in sorted(by_shape.items()):
                yield f"{title}: {shape} × {len(records)}: {', '.join(records[:EXAMPLES])}"


def read_ledger(path: Path) -> dict[Pair, str]:
    """The pairs of a ledger with the faults that they come from."""
    with path.open(encoding="utf-8", newline="") as book:
        return {(row["shape"], row["focus"]): row["planted"] for row in csv.DictReader(book)}


def compare(folder: Path, engine: str = "auto") -> Difference:
    """Validate a country that `country.generate` wrote and compare with its ledger."""
    from adisteme.graph import load
    from adisteme.validation import data
    from adisteme.validation.run import Validator

    records = data.read([str(next(folder.glob("country.*")))])
    report = Validator(load()).validate(records, REFERENCE_DATE, engine=engine)  # type: ignore[arg-type]
    found = frozenset((result.shape.removeprefix(SHAPE), result.focus) for result in report.results)
    if report.truncated:
        raise SystemExit("the report is truncated: nothing can be compared")
    return Difference(read_ledger(folder / "ledger.csv"), found)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=583)
    parser.add_argument("--faults", type=float, default=0.02)
    parser.add_argument("--engine", default="auto")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave records and ledger there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        generate(folder, given.triples, given.seed, given.faults)
        start = time.process_time()
        difference = compare(folder, given.engine)
        print(*difference.lines(), sep="\n")
        print(f"{time.process_time() - start:.1f} s of CPU to load and validate")
    return 1 if difference.missing or difference.extra else 0


if __name__ == "__main__":
    sys.exit(main())
