"""Several server processes behind one address, kept alive by uvicorn's own supervisor."""

from __future__ import annotations

import os
import signal
from functools import partial
from typing import TYPE_CHECKING

from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from adisteme import logs
from adisteme.web import app

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fastapi import FastAPI
    from uvicorn import Config

    from adisteme.settings import Settings

_END = 5  # seconds in which a process answers whether it is alive


def application(ontology: Sequence[Path], remote: str | None, settings: Settings) -> FastAPI:
    """The application of one process, which ends with its workers' spawner; see `app.create`."""
    logs.configure(settings.log)
    made = app.create(ontology, remote, settings)
    made.state.lanes.on_loss(partial(os.kill, os.getpid(), signal.SIGTERM))
    return made


def run(config: Config, count: int) -> int:
    """Serve until a signal ends it; a process that dies is replaced, SIGHUP replaces one after the other.

    Args:
        config: with a factory that can be pickled, `application` with its arguments.
        count: processes.

    Returns:
        Exit status: 0, or 2 where they could not start.
    """
    config.workers = count
    config.timeout_worker_healthcheck = _END
    supervisor = Multiprocess(config, sockets=[config.bind_socket()])
    supervisor.run()
    return 2 if any(process.exitcode == STARTUP_FAILURE for process in supervisor.processes) else 0
