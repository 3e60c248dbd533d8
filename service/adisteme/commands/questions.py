"""`adisteme questions`: the catalogue, or one question of it with its parameters."""

from __future__ import annotations

import argparse

from adisteme.commands.printing import add_format, print_answer, status_of
from adisteme.errors import InputError

NAME = "questions"
HELP = "list the questions, or ask one: questions ID PARAM=VALUE …"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("id", nargs="?", metavar="ID", help="key of a question")
    parser.add_argument("values", nargs="*", metavar="PARAM=VALUE", help="its parameters")
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print the list or the answer; 1 where the act gives none."""
    from adisteme.answering import answer
    from adisteme.catalogue import Catalogue
    from adisteme.graph import load

    catalogue = Catalogue(load(args.ontology))
    if args.id is None:
        for key, query in catalogue.questions.items():
            parameters = " ".join(
                f"[{p.name}]" if p.optional or p.default else p.name for p in query.parameters
            )
            print(f"{key:32} {query.header['title'][args.lang]}  {parameters}")
        return 0
    query = catalogue.question(args.id)
    found = answer(catalogue, query, catalogue.values(query, dict(map(_pair, args.values))), args.lang)
    print_answer(found, args)
    return status_of(found)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise InputError("input.not_a_pair", text=text)
    return name, value
