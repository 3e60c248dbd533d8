"""`adisteme check`: is the ontology (with added folders) sound?"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from adisteme.errors import InputError
from adisteme.languages import message

NAME = "check"
HELP = "reasoner, hygiene and questions over the ontology and your added folders"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--no-reasoner", action="store_true", help="leave the reasoner (half a minute) away")
    parser.add_argument(
        "--base", type=Path, metavar="DIR", help="check this folder in place of the packaged ontology"
    )


def run(args: argparse.Namespace) -> int:
    """Print what is wrong; 1 with any problem, 0 with none."""
    found = 0
    for problem in _problems(args):
        found += 1
        print(f"{problem.check}: {problem.text}")
        for line in problem.details:
            print(f"    {line}")
    key = "check.problems" if found else "check.sound"
    print(message(key, args.lang, count=found))
    return 1 if found else 0


def _problems(args: argparse.Namespace) -> Iterator:  # type: ignore[type-arg]
    from adisteme import checking, own
    from adisteme.catalogue import Catalogue
    from adisteme.graph import load
    from adisteme.reasoning.hermit import ReasonerError, ReasonerMissing

    graph = load(args.ontology, packaged=args.base, gate=False)
    faults = list(own.faults(graph))
    yield from checking.hygiene(graph, args.lang, faults)
    yield from checking.added(faults, args.lang)
    yield from checking.questions(Catalogue(graph))
    if args.no_reasoner:
        return
    try:
        order = checking.order_of(graph)
        yield from checking.reasoner(
            args.ontology, args.base, lambda step, left: _tell(step, left, args.lang), order
        )
    except ReasonerMissing as missing:
        print(f"adisteme: {missing}", file=sys.stderr)
    except ReasonerError as refused:
        raise InputError("check.refused", reason=refused) from None


def _tell(step: str, left: int, lang: str) -> None:
    print(message(f"check.{step}", lang, left=left), file=sys.stderr)
