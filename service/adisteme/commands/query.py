"""`adisteme query FILE|-`: a SPARQL query over the graph, without a server."""

from __future__ import annotations

import argparse
import asyncio
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from adisteme.errors import InputError

if TYPE_CHECKING:
    from pyoxigraph import Store

    from adisteme.sparql_evaluation import QueryRequest

NAME = "query"
HELP = "run a SPARQL query from a file or standard input (-)"
_NO_LIMIT = 1 << 30  # MiB: here only the time counts


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    from adisteme.web.negotiation import RESULT_KEYS

    parser.add_argument("file", metavar="FILE", help="file with the query, or - for standard input")
    parser.add_argument(
        "--format", choices=RESULT_KEYS, default=None, help="form of the results (default: csv or ttl)"
    )
    parser.add_argument(
        "--timeout", type=_seconds, metavar="S", help="stop the query after so many seconds (default: never)"
    )


def _seconds(text: str) -> float:
    with suppress(ValueError):
        if 0 < float(text) < float("inf"):
            return float(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")


def run(args: argparse.Namespace) -> int:
    """Print the results."""
    from adisteme.graph import load
    from adisteme.sparql_evaluation import evaluate_text, request_of

    try:
        text = sys.stdin.buffer.read() if args.file == "-" else Path(args.file).read_bytes()
        query = text.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("input.unreadable_file", file=args.file, reason=error) from None
    store = load(args.ontology).store
    if args.timeout is None:
        body = evaluate_text(store, query, args.format)
    else:
        body = asyncio.run(_within(args.timeout, store, request_of(query, args.format)))
    sys.stdout.buffer.write(body)
    return 0


async def _within(seconds: float, store: Store, request: QueryRequest) -> bytes:
    from adisteme.sparql_evaluation import work
    from adisteme.workers import Lane, Limits

    limits = Limits(workers=1, seconds=seconds, memory=_NO_LIMIT)
    lane = Lane("query", lambda: work(store), limits)
    try:
        return (await lane.run(request))[1]
    finally:
        await lane.close()
