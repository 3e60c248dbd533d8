"""`adisteme serve`: the service on one address."""

from __future__ import annotations

import argparse
import math
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import fields
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from adisteme import logs
from adisteme.errors import InputError
from adisteme.settings import Settings

if TYPE_CHECKING:
    import asyncio

    from fastapi import FastAPI
    from uvicorn import Config

NAME = "serve"
HELP = "serve the API, /sparql and the documentation"
_PORTS = range(65536)
_TOKEN = "ADISTEME_STORE_TOKEN"  # noqa: S105 - the name of the variable
_SHORTEST_TOKEN = 16


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
    parser.add_argument(
        "--store",
        metavar="DIR",
        help="own graphs in this RocksDB folder (`memory`: a temporary one, gone with the service) at "
        f"/store; the access token stands in {_TOKEN}",
    )
    parser.add_argument("--store-read-only", action="store_true", help="open --store for reading only")
    parser.add_argument("--store-backups", type=Path, metavar="DIR", help="where POST /store/backup saves to")
    for setting in fields(Settings):
        flag = "--" + setting.name.replace("_", "-")
        variable = f"ADISTEME_{setting.name.upper()}"
        text = f"{setting.metadata['does']} (default: {setting.default}; also {variable})"
        metavar = "|".join(setting.metadata.get("offers", ("N",)))
        parser.add_argument(flag, metavar=metavar, default=None, help=text)


def run(args: argparse.Namespace) -> int:
    """Load the graph first, so that a faulty folder is told before the port is taken; then serve."""
    if args.port not in _PORTS:
        raise InputError("cli.port", port=args.port)
    settings = Settings.read(**{setting.name: getattr(args, setting.name) for setting in fields(Settings)})
    logs.configure(settings.log)
    if settings.processes > 1:
        return _served_by_several(args, settings)
    app = _application(args, settings)
    app.state.lanes.fork()  # while no thread runs: neither the server's nor those of a store on disk
    with ExitStack() as stack:
        if args.store:
            _add_store(app, args, settings, stack)
        status, ended_by = _served(app, args, settings)
    for number in ended_by:  # as if it had not been caught: whoever sent it may look how the process ended
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)
    return status


def _served(app: FastAPI, args: argparse.Namespace, settings: Settings) -> tuple[int, list[int]]:
    import uvicorn

    server = uvicorn.Server(_config(app, args, settings))
    app.state.lanes.on_loss(partial(setattr, server, "should_exit", True))  # for a supervisor to start anew
    ended_by: list[int] = []

    def stop(number: int, _: object) -> None:
        server.should_exit = True
        ended_by.append(number)

    signal.signal(signal.SIGTERM, stop)  # uvicorn stops, then raises it again
    try:
        server.run()
    except KeyboardInterrupt:
        return 0, []
    except SystemExit as ended:
        return _unbound(ended), []
    if not server.started:
        return 2, ended_by
    return int(app.state.lanes.lost), ended_by


def _served_by_several(args: argparse.Namespace, settings: Settings) -> int:
    from adisteme.graph import opened
    from adisteme.web import processes

    if args.store:
        raise InputError("store.one_process")
    opened(args.ontology, args.remote)  # a faulty folder is told here, once and before the port is taken
    made = partial(processes.application, tuple(args.ontology), args.remote, settings)
    try:
        return processes.run(_config(made, args, settings, factory=True), settings.processes)
    except SystemExit as ended:
        return _unbound(ended)


def _unbound(ended: SystemExit) -> int:
    """The exit status where uvicorn could not bind; it has already logged why."""
    return int(ended.code or 0) and 2


def _config(app: Any, args: argparse.Namespace, settings: Settings, *, factory: bool = False) -> Config:
    import uvicorn

    return uvicorn.Config(
        app,
        factory=factory,
        host=args.host,
        port=args.port,
        log_config=None,
        access_log=False,
        http=_connection(settings),
        proxy_headers=settings.proxies > 0,
        server_header=False,
        timeout_graceful_shutdown=math.ceil(settings.grace),
    )


def _connection(settings: Settings) -> type[asyncio.Protocol]:
    """What reads requests and writes answers; the short way is only where nothing has to see each request."""
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

    from adisteme.web.connection import Connection

    return HttpToolsProtocol if settings.rate or settings.log != "off" else Connection


def _application(args: argparse.Namespace, settings: Settings) -> FastAPI:
    """The application; the closure of the graph, mostly the engine's work, goes beside the imports."""
    from adisteme.graph import opened

    with ThreadPoolExecutor(1) as pool:
        graph = pool.submit(opened, args.ontology, args.remote)
        import uvicorn  # noqa: F401

        from adisteme.web.app import over

        return over(graph.result(), settings, store=bool(args.store))


def _add_store(app: FastAPI, args: argparse.Namespace, settings: Settings, stack: ExitStack) -> None:
    from adisteme.private_store import PrivateStore
    from adisteme.store_reading import Snapshots
    from adisteme.web import private_store

    token = os.environ.get(_TOKEN, "")
    if len(token) < _SHORTEST_TOKEN:
        raise InputError("store.no_token", variable=_TOKEN, length=_SHORTEST_TOKEN)
    # "memory" is a folder too, gone with the service: only a folder can be read by processes that are killed
    own_folder = args.store if args.store != "memory" else stack.enter_context(TemporaryDirectory())
    folder = Path(own_folder).resolve()
    own = PrivateStore(folder, read_only=args.store_read_only)
    readers = private_store.Readers(app.state.lanes.store, Snapshots(own, folder), settings)
    app.include_router(private_store.router(own, token, args.store_backups, readers))
