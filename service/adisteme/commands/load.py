"""`adisteme load --to URL`: publish the graphs in another SPARQL store."""

from __future__ import annotations

import argparse
import os
import sys

from adisteme.languages import message

NAME = "load"
HELP = "put the graphs into another SPARQL 1.1 store, by its update or graph store address"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--to",
        required=True,
        metavar="URL",
        help="the update address (another way: --graph-store); "
        "a bearer token, where needed, in ADISTEME_REMOTE_TOKEN",
    )
    parser.add_argument(
        "--graph-store",
        action="store_true",
        help="the address is one of SPARQL's Graph Store Protocol: each graph goes whole, in one PUT; "
        "a name and password for digest authentication in ADISTEME_REMOTE_USER, ADISTEME_REMOTE_PASSWORD",
    )
    parser.add_argument(
        "--wait",
        type=float,
        default=0.0,
        metavar="SECONDS",
        help="how long to wait for a store that does not answer yet (default: %(default)s)",
    )


def run(args: argparse.Namespace) -> int:
    """Publish, with progress on a terminal, and say how many triples arrived."""
    from adisteme.graph import load
    from adisteme.remote import publish, publish_by_graph, wait_for

    store = load(args.ontology).store
    wait_for(args.to, args.wait)
    done = 0
    token, user = os.environ.get("ADISTEME_REMOTE_TOKEN"), os.environ.get("ADISTEME_REMOTE_USER")
    login = (user, os.environ.get("ADISTEME_REMOTE_PASSWORD", "")) if user else None
    steps = (
        publish_by_graph(store, args.to, login, token) if args.graph_store else publish(store, args.to, token)
    )
    for done in steps:
        if sys.stderr.isatty():
            print(f"\r{done}/{len(store)}", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print(message("remote.published", args.lang, count=done, url=args.to))
    return 0
