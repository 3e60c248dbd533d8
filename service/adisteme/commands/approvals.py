"""`adisteme approvals DOCUMENT`: who approves a kind of document, through which bodies, on which ground."""

from __future__ import annotations

import argparse

from adisteme.commands.printing import add_format, print_answer, status_of

NAME = "approvals"
HELP = "who approves a kind of document at a level of education"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("document", metavar="DOCUMENT", help="key of a kind of document")
    parser.add_argument("--level", metavar="L", help="key of a level of education or of a group of levels")
    parser.add_argument("--tier", metavar="T", help="key of a tier of governance")
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print the answer; 1 where the act gives none."""
    from adisteme.answering import answer
    from adisteme.catalogue import Catalogue
    from adisteme.graph import load

    catalogue = Catalogue(load(args.ontology))
    query = catalogue.serving("approvals")
    given = {"document": args.document, "level": args.level, "tier": args.tier}
    found = answer(catalogue, query, catalogue.values(query, given), args.lang)
    print_answer(found, args)
    return status_of(found)
