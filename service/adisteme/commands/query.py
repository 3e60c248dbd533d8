"""`adisteme query FILE|-`: a SPARQL query over the graph, without a server."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from adisteme.errors import InputError

NAME = "query"
HELP = "run a SPARQL query from a file or standard input (-)"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    from adisteme.web.negotiation import RESULT_KEYS

    parser.add_argument("file", metavar="FILE", help="file with the query, or - for standard input")
    parser.add_argument(
        "--format", choices=RESULT_KEYS, default=None, help="form of the results (default: csv or ttl)"
    )


def run(args: argparse.Namespace) -> int:
    """Print the results."""
    from adisteme.graph import load
    from adisteme.sparql_evaluation import evaluate_text

    try:
        text = sys.stdin.buffer.read() if args.file == "-" else Path(args.file).read_bytes()
        query = text.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("input.unreadable_file", file=args.file, reason=error) from None
    sys.stdout.buffer.write(evaluate_text(load(args.ontology).store, query, args.format))
    return 0
