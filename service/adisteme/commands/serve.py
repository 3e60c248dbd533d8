"""`adisteme serve`: the service on one address."""

from __future__ import annotations

import argparse
import os

from adisteme.errors import InputError

NAME = "serve"
HELP = "serve the API, /sparql and the documentation"
_PORTS = range(65536)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument(
        "--remote",
        metavar="URL",
        default=os.environ.get("ADISTEME_REMOTE"),
        help="ask another SPARQL 1.1 store, by its query address, in place of the embedded one "
        "(also ADISTEME_REMOTE; a bearer token in ADISTEME_REMOTE_TOKEN)",
    )


def run(args: argparse.Namespace) -> int:
    """Load the graph first, so that a faulty folder is told before the port is taken; then serve."""
    import uvicorn

    from adisteme.web.app import create

    if args.port not in _PORTS:
        raise InputError("cli.port", port=args.port)
    app = create(args.ontology, remote=args.remote)
    try:
        uvicorn.run(
            app, host=args.host, port=args.port, log_level="info", access_log=False, server_header=False
        )
    except SystemExit as stop:  # uvicorn has already logged why it could not bind
        return int(stop.code or 0) and 2
    return 0
