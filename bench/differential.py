"""Random, very faulty data sets through the compiled engine and through pySHACL: how often they disagree.

    python bench/differential.py [--cases N] [--first SEED]

Half of the cases are random shapes over random graphs, half our own shapes over random records. Prints the
count of disagreements with their seeds; exit status 1 with any.
"""

from __future__ import annotations

import argparse
import logging
import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from adisteme.graph import load
from adisteme.validation.run import Validator
from differential import Tally, own_shapes, random_shapes

TOGETHER = 25
STEP = 100


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=1000, metavar="N")
    parser.add_argument("--first", type=int, default=10_000, metavar="SEED")
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    half = args.cases // 2
    shapes, ours = Tally(), Tally()
    for seed in random_shapes(range(args.first, args.first + args.cases - half), shapes):
        if (seed - args.first + 1) % STEP == 0:
            print(f"{seed - args.first + 1} random shapes, {len(shapes.different)} disagree", flush=True)
    for seeds in own_shapes(Validator(load()), range(args.first, args.first + half), TOGETHER, ours):
        print(f"{seeds[-1] - args.first + 1} random records, {len(ours.different)} disagree", flush=True)
    for name, tally in (("random shapes", shapes), ("our shapes", ours)):
        print(
            f"{name}: {tally.cases} cases, {tally.results} results, {tally.refused} refused by pySHACL, "
            f"{tally.compiled} shapes compiled, {tally.routed} routed, {len(tally.different)} disagree"
        )
    for case in [*shapes.different, *ours.different]:
        print("disagree:", case)
    return 1 if shapes.different or ours.different else 0


if __name__ == "__main__":
    sys.exit(main())
