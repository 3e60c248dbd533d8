"""A made-up country's records, clean or with planted faults and a ledger of them.

    python bench/country.py --triples 100000 --seed 583 --faults 0.02 -o FOLDER

writes FOLDER/country.nt (or .ttl) and FOLDER/ledger.csv: for each finding that a validation as of
2026-11-22 must give, the key of the shape, the record, the paragraph and what was planted. The same
arguments give the same bytes. With --faults 0 nothing at all is to be found.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from nation import plants
from nation.faults import Planted
from nation.land import blocks
from nation.records import Writer
from nation.years import REFERENCE_DATE

SUFFIX = {"nt": "nt", "turtle": "ttl"}


def generate(folder: Path, triples: int, seed: int, faults: float, form: str = "nt") -> Path:
    """Write the country and its ledger.

    Args:
        folder: where to, made when missing.
        triples: at least so many, and at most one district more.
        seed: another seed, another country.
        faults: the share of records to plant a fault at.
        form: `nt` or `turtle`.

    Returns:
        The file of records.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"country.{SUFFIX[form]}"
    planter = plants.planter(faults)
    with (
        path.open("w", encoding="utf-8", newline="\n") as out,
        (folder / "ledger.csv").open("w", encoding="utf-8", newline="") as book,
    ):
        writer = Writer(out, form)
        ledger = csv.writer(book, lineterminator="\n")
        ledger.writerow(("shape", "focus", "paragraph", "planted"))
        for block in blocks(seed):
            if block is None:
                if writer.triples >= triples:
                    break
                continue
            ledger.writerows(_row(planted) for planted in planter.plant(block))
            writer.write(block.records)
    return path


def _row(planted: Planted) -> tuple[str, str, str, str]:
    shape, focus, paragraph = planted.finding
    return shape, focus, paragraph, planted.fault


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=583)
    parser.add_argument("--faults", type=float, default=0.02, help="the share of records to plant a fault at")
    parser.add_argument("--format", choices=sorted(SUFFIX), default="nt")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER")
    given = parser.parse_args()
    path = generate(given.output, given.triples, given.seed, given.faults, given.format)
    print(f"{path}: validate it with --as-of {REFERENCE_DATE}")


if __name__ == "__main__":
    main()
