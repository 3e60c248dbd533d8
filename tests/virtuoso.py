"""A Virtuoso of our own for a test: in a folder of its own, on free ports, stopped and gone afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

PROGRAM = shutil.which("virtuoso-t")
PASSWORD = "dba"  # as it comes; it listens on this machine only, while a test runs

_SETTINGS = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 10
NumberOfBuffers = 10000
MaxDirtyBuffers = 7500
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 100000
"""


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Start Virtuoso; gives the address of its HTTP server."""
    assert PROGRAM
    sql, http = _free_ports()
    (folder / "virtuoso.ini").write_text(_SETTINGS.format(sql=sql, http=http), encoding="utf-8")
    command = [PROGRAM, "+foreground", "+configfile", "virtuoso.ini"]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=folder, **quiet) as process:  # type: ignore[call-overload]
        try:
            address = f"http://127.0.0.1:{http}"
            _wait(address, process)
            yield address
        finally:
            _stop(process)


def _free_ports() -> list[int]:
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(2)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(1200):
        assert process.poll() is None, "Virtuoso ended while starting"
        try:
            httpx.post(address + "/sparql", data={"query": "ASK { ?s ?p ?o }"}, trust_env=False, timeout=30)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("Virtuoso does not answer")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask it to end (its folder is thrown away: no checkpoint is worth waiting for), then make it."""
    os.kill(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
