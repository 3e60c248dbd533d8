"""`adisteme coverage`: what carries every sentence of the act, and which shapes check every norm."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from adisteme.answers import in_language
from adisteme.languages import message

if TYPE_CHECKING:
    from adisteme.coverage import Sentence
    from adisteme.norm_checks import NormChecks

NAME = "coverage"
HELP = "every sentence of the act and what carries it, or (--shapes) every norm and the shapes that check it"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--format", choices=("text", "csv", "json"), default="text", help="form of the table (default: text)"
    )
    parser.add_argument("--uncarried", action="store_true", help="only sentences that nothing carries")
    parser.add_argument(
        "--shapes",
        action="store_true",
        help="every norm with the shapes that check it, or why data cannot show it",
    )


def run(args: argparse.Namespace) -> int:
    """Print the table; 1 where a sentence has no carrier and no reason, or a norm no shape and no reason."""
    from adisteme.facts import Facts
    from adisteme.graph import load

    facts = Facts(load(args.ontology))
    if args.shapes:
        from adisteme.norm_checks import norm_checks

        return _show_norms(norm_checks(facts), args)
    from adisteme.coverage import sentences

    return _show_sentences(sentences(facts), args)


def _show_sentences(found: list[Sentence], args: argparse.Namespace) -> int:
    bare = [sentence for sentence in found if not sentence.carriers]
    shown = bare if args.uncarried else found
    if args.format == "json":
        _print_json(shown)
    elif args.format == "csv":
        rows = ((s.provision, s.text, " ".join(s.carriers), s.reason or "") for s in shown)
        _print_csv(("provision", "sentence", "carriers", "reason"), rows)
    else:
        for sentence in shown:
            print(f"{sentence.provision:20} {sentence.text}")
            print(f"{'':20} → {', '.join(sentence.carriers) or sentence.reason or '?'}")
        share = 100 * len(bare) / len(found)
        print(message("coverage.summary", args.lang, total=len(found), bare=len(bare), share=f"{share:.1f}"))
    return 1 if any(sentence.reason is None for sentence in bare) else 0


def _show_norms(found: list[NormChecks], args: argparse.Namespace) -> int:
    if args.format == "json":
        _print_json(found)
    elif args.format == "csv":
        rows = (
            (" ".join(n.provisions), n.norm, n.modality, " ".join(n.shapes), n.because.get(args.lang, ""))
            for n in found
        )
        _print_csv(("provisions", "norm", "modality", "shapes", "reason"), rows)
    else:
        for norm in found:
            print(
                f"{norm.provisions[0]:20} {norm.norm} [{norm.modality}] {in_language(norm.label, args.lang)}"
            )
            print(f"{'':20} → {', '.join(norm.shapes) or norm.because.get(args.lang) or '?'}")
        checked = sum(1 for norm in found if norm.shapes)
        print(
            message(
                "coverage.norms",
                args.lang,
                total=len(found),
                checked=checked,
                rest=sum(1 for norm in found if norm.reason),
            )
        )
    return 0 if all(norm.settled for norm in found) else 1


def _print_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    table = csv.writer(sys.stdout)
    table.writerow(columns)
    table.writerows(rows)


def _print_json(rows: Sequence[Sentence | NormChecks]) -> None:
    print(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
