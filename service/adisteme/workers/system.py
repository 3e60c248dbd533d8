"""What processes of a lane need of the system: an end with the parent, a name, a way to the log."""

from __future__ import annotations

import ctypes
import os
import signal
from contextlib import suppress

from adisteme import logs

_SET_DEATH_SIGNAL, _SET_NAME = 1, 15
_LIBC = ctypes.CDLL(None, use_errno=True)


def die_with_parent(name: str, parent: int) -> None:
    """Let the kernel kill this process when its parent ends, and name it.

    Args:
        name: shown by `ps` and `top`; 15 bytes count.
        parent: the parent's process id when this process was forked.
    """
    prctl = getattr(_LIBC, "prctl", None)
    if prctl is None:  # not Linux: the end of the socket ends an idle worker
        return
    prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
    prctl(_SET_NAME, name.encode()[:15])
    if os.getppid() != parent:  # it ended before it could be watched
        os._exit(1)


def log_traceback() -> None:
    """Write the traceback of the error at hand to the error output, whatever `sys.stderr` stood for."""
    with suppress(OSError):
        os.write(2, logs.traceback_line("adisteme.workers").encode("utf-8", "backslashreplace"))
