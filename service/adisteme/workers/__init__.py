"""Lanes of worker processes that can be killed: what makes a deadline hold.

The engine has no cancellation, runs native code that no signal handler interrupts, and may eat all memory;
only the end of its process stops it. A lane forks a *spawner* from the server once the graph has loaded and
before any thread runs; the spawner forks workers, which share the graph copy-on-write, and a killed one is
there again in milliseconds. What exists was tried and does not fit: `pebble` ends a task 3 s late, since its
SIGTERM handler never runs inside native code, and halves the throughput; `concurrent.futures` and
`multiprocessing.Pool` cannot kill one task, and loky and billiard start workers anew instead of forking the
loaded graph.
"""

from __future__ import annotations

from adisteme.workers.errors import (
    Busy,
    ClientGone,
    DeadlinePassed,
    LaneError,
    Unready,
    WorkerDied,
    WorkerFailed,
)
from adisteme.workers.lane import InProcess, Lane, Limits, Runner

__all__ = [
    "Busy",
    "ClientGone",
    "DeadlinePassed",
    "InProcess",
    "Lane",
    "LaneError",
    "Limits",
    "Runner",
    "Unready",
    "WorkerDied",
    "WorkerFailed",
]
