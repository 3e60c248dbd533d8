"""`adisteme load --to URL`: publish the graphs in another SPARQL store."""

from __future__ import annotations

import argparse
import os
import sys

from adisteme.languages import message

NAME = "load"
HELP = "put the graphs into another SPARQL 1.1 store, by its update address"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--to",
        required=True,
        metavar="URL",
        help="the update address; a bearer token, where needed, in ADISTEME_REMOTE_TOKEN",
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
    from adisteme.remote import publish, wait_for

    store = load(args.ontology).store
    wait_for(args.to, args.wait)
    done = 0
    for done in publish(store, args.to, os.environ.get("ADISTEME_REMOTE_TOKEN")):
        if sys.stderr.isatty():
            print(f"\r{done}/{len(store)}", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print(message("remote.published", args.lang, count=done, url=args.to))
    return 0
