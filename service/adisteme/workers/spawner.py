"""The spawner: a process with the loaded graph and no threads, that only forks workers and buries them."""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import socket
import warnings
from collections.abc import Callable
from contextlib import suppress

from adisteme.errors import InputError
from adisteme.workers import worker
from adisteme.workers.system import log_traceback
from adisteme.workers.worker import Work

LARGEST = 1 << 16
_FIRST_FILE = 3
_IGNORED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)  # sent to the whole group; the server decides


def fork(prepare: Callable[[], Work], memory: int, name: str) -> tuple[int, socket.socket]:
    """Fork a spawner.

    Args:
        prepare: makes the work of the lane; called in the spawner before its first worker.
        memory: MiB for each worker.
        name: of the lane.

    Returns:
        Its process id and the socket to command it: `("fork",)`, `("kill", PID)`. It says `("born", PID)`
        with the worker's socket, `("unborn", error)`, `("died", PID, EXIT CODE)`. It ends, with all workers,
        when the socket is closed.

    Raises:
        InputError: the system cannot fork.
    """
    if not hasattr(os, "fork"):
        raise InputError("workers.no_fork")
    # Packets: a message is one call, and a file goes with exactly one of them.
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with warnings.catch_warnings():
        # Python 3.12 warns of threads: the child runs nothing but what stands below.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid:
        theirs.close()
        return pid, ours
    try:
        _Spawner(theirs, prepare, memory, name).run()
    except BaseException:
        log_traceback()
    finally:
        os._exit(0)


def _let_go_of_files(keep: int) -> None:
    """Listening sockets and clients' connections must not stay open here.

    Their numbers stay taken: libuv closes those of its own at each fork, be they by then somebody else's.
    """
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123 - its number is wanted
        for number in map(int, os.listdir("/dev/fd")):  # noqa: PTH208 - names are all that is wanted
            if number >= _FIRST_FILE and number not in (keep, nothing.fileno()):
                os.dup2(nothing.fileno(), number, inheritable=False)


class _Spawner:
    def __init__(self, control: socket.socket, prepare: Callable[[], Work], memory: int, name: str) -> None:
        signal.set_wakeup_fd(-1)
        for number in _IGNORED:
            signal.signal(number, signal.SIG_IGN)
        _let_go_of_files(control.fileno())
        gc.disable()
        gc.freeze()  # a collection in a worker would copy every shared page
        self._control = control
        self._prepare = prepare
        self._memory = memory
        self._name = name
        self._work: Work | None = None
        self._workers: set[int] = set()
        self._woken, wakes = os.pipe()
        os.set_blocking(self._woken, False)
        os.set_blocking(wakes, False)
        signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def run(self) -> None:
        """Serve until the server is gone."""
        while True:
            ready, _, _ = select.select([self._control.fileno(), self._woken], [], [])
            if self._woken in ready:
                with suppress(BlockingIOError):
                    os.read(self._woken, LARGEST)
                self._bury()
            if self._control.fileno() in ready:
                message = self._heard()
                if not message:
                    break
                self._do(*pickle.loads(message))  # noqa: S301 - from the server that forked us
        for pid in self._workers:
            self._kill(pid)
        for pid in self._workers:
            os.waitpid(pid, 0)

    def _heard(self) -> bytes:
        try:
            return self._control.recv(LARGEST)
        except ConnectionResetError:  # the server closed its end before it had read all that was said
            return b""

    def _do(self, command: str, pid: int = 0) -> None:
        if command == "kill":
            self._kill(pid)
            return
        try:
            self._bear()
        except (InputError, OSError) as error:
            error.__traceback__ = None
            self._say(("unborn", error))
        except Exception as error:
            log_traceback()
            self._say(("unborn", RuntimeError(repr(error))))

    def _ready_work(self) -> Work:
        if self._work is None:
            self._work = self._prepare()
            gc.collect()
            gc.freeze()
        return self._work

    def _bear(self) -> None:
        work, spawner = self._ready_work(), os.getpid()
        server_end, worker_end = socket.socketpair()
        with server_end:
            pid = os.fork()
            if not pid:
                self._live(server_end, worker_end, work, spawner)
            worker_end.close()
            self._workers.add(pid)
            self._say(("born", pid), server_end)

    def _live(self, server_end: socket.socket, worker_end: socket.socket, work: Work, spawner: int) -> None:
        try:
            signal.set_wakeup_fd(-1)
            server_end.close()
            self._control.close()
            worker.serve(worker_end, work, self._memory, f"adisteme-{self._name}", spawner)
        except BaseException:
            log_traceback()
        finally:
            os._exit(0)

    def _kill(self, pid: int) -> None:
        if pid in self._workers:  # else it is buried, and the number may be another's
            os.kill(pid, signal.SIGKILL)

    def _bury(self) -> None:
        for pid in list(self._workers):
            gone, status = os.waitpid(pid, os.WNOHANG)
            if gone:
                self._workers.discard(pid)
                self._say(("died", pid, os.waitstatus_to_exitcode(status)))

    def _say(self, message: tuple[object, ...], *files: socket.socket) -> None:
        with suppress(OSError):  # the server is gone; the next read says so
            socket.send_fds(self._control, [pickle.dumps(message)], [file.fileno() for file in files])
