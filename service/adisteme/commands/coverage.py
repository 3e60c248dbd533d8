"""`adisteme coverage`: every sentence of the act with the norms, definitions and activities that carry it."""

from __future__ import annotations

import argparse
import csv
import sys

from adisteme.languages import message

NAME = "coverage"
HELP = "every sentence of the act and what carries it, or why nothing does"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--format", choices=("text", "csv"), default="text", help="form of the table (default: text)"
    )
    parser.add_argument("--uncarried", action="store_true", help="only sentences that nothing carries")


def run(args: argparse.Namespace) -> int:
    """Print the table; 1 where a sentence has neither a carrier nor a reason."""
    from adisteme.coverage import sentences
    from adisteme.facts import Facts
    from adisteme.graph import load

    found = sentences(Facts(load(args.ontology)))
    bare = [sentence for sentence in found if not sentence.carriers]
    shown = bare if args.uncarried else found
    if args.format == "csv":
        table = csv.writer(sys.stdout)
        table.writerow(("provision", "sentence", "carriers", "reason"))
        table.writerows((s.provision, s.text, " ".join(s.carriers), s.reason or "") for s in shown)
    else:
        for sentence in shown:
            print(f"{sentence.provision:20} {sentence.text}")
            print(f"{'':20} → {', '.join(sentence.carriers) or sentence.reason or '?'}")
        share = 100 * len(bare) / len(found)
        print(message("coverage.summary", args.lang, total=len(found), bare=len(bare), share=f"{share:.1f}"))
    return 1 if any(sentence.reason is None for sentence in bare) else 0
