"""A worker: a process that answers one request after the other until it is killed or has grown too large."""

from __future__ import annotations

import gc
import os
import resource
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from adisteme.errors import InputError
from adisteme.workers import framing
from adisteme.workers.system import die_with_parent, log_traceback

Work = Callable[[Any], tuple[Any, bytes]]

_MIB = 1 << 20
_NICE = 5  # the server, which answers everybody else and watches the deadlines, goes first
# The engine's recursion needs room: the longest allowed query fits in several times.
_STACK = 64 * _MIB
# A worker that keeps more than this after an answer is replaced: the allocator does not give memory back.
_KEPT = 64 * _MIB


def serve(connection: socket.socket, work: Work, memory: int, name: str, parent: int) -> None:
    """Answer until the server closes its end; called in the worker's own process.

    Args:
        connection: the worker's end.
        work: makes head and body of the answer.
        memory: how many MiB a worker may take beyond what it shares with its siblings.
        name: as the system shows the process.
        parent: the spawner's process id.
    """
    die_with_parent(name, parent)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ["RUST_BACKTRACE"] = "0"  # an engine out of memory is no bug to trace
    os.nice(_NICE)
    with suppress(OSError):  # let the kernel, when it is short of memory itself, take a worker first
        Path("/proc/self/oom_score_adj").write_text("500")
    gc.enable()
    threading.stack_size(_STACK)
    # A thread, for the first one's stack has the size that the shell gave.
    thread = threading.Thread(target=_answer_all, args=(connection, work, memory))
    thread.start()
    thread.join()


def _answer_all(connection: socket.socket, work: Work, memory: int) -> None:
    _limit(memory)
    start = _resident()
    with suppress(EOFError, OSError):
        spent = False
        while not spent:
            outcome, body = _answer(work, framing.receive(connection))
            spent = _resident() - start > _KEPT
            framing.send(connection, (*outcome, spent), body)


def _answer(work: Work, request: object) -> tuple[tuple[str, Any], bytes]:
    try:
        head, body = work(request)
        return ("done", head), body
    except InputError as error:
        error.__traceback__ = None
        return ("refused", error), b""
    except MemoryError:
        return ("starved", None), b""
    except Exception as error:
        log_traceback()
        return ("failed", repr(error)), b""


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Of data, not of address space: allocators and threads reserve much that they never touch.
    data = _status("VmData")
    if data is not None:
        limit = data + memory * _MIB
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _status(name: str) -> int | None:
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith(name + ":"):
                return int(line.split()[1]) * 1024
    return None


def _resident() -> int:
    """Bytes of memory in use; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - once a request: no Path
            return int(file.read().split()[1]) * resource.getpagesize()
    except OSError:
        return 0
