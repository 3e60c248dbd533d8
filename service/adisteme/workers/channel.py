"""The server's end of one worker."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

from adisteme.errors import InputError
from adisteme.workers import framing
from adisteme.workers.errors import WorkerDied, WorkerFailed

Answer = tuple[Any, bytes]


class Channel(asyncio.Protocol):
    """Asks one worker one thing at a time.

    Attributes:
        pid: the worker's process id.
        spent: the worker ends itself after this answer.
        lost: it is gone.
        working: it has been asked and has not answered.
    """

    def __init__(self, pid: int, memory: int, when_lost: Callable[[Channel], None]) -> None:
        self.pid = pid
        self.spent = False
        self.lost = False
        self.working = False
        self._memory = memory
        self._when_lost = when_lost
        self._received = bytearray()
        self._answer: asyncio.Future[Answer] | None = None
        self._transport: asyncio.Transport | None = None

    def ask(self, request: object) -> asyncio.Future[Answer]:
        """Send a request; the future has the answer, or what the worker raised."""
        self._answer = asyncio.get_running_loop().create_future()
        if self._transport is None or self.lost:
            self._answer.set_exception(WorkerDied(self._memory))
        else:
            self.working = True
            first, _ = framing.packed(request)
            self._transport.write(first)
        return self._answer

    def close(self) -> None:
        """Let go of the socket."""
        self.lost = True
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport (asyncio calls this)."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Gather an answer (asyncio calls this)."""
        self._received += data
        message = framing.unpacked(self._received)
        if message is None:
            return
        self._received = bytearray()
        self.working = False
        (outcome, value, self.spent), body = message
        if self._answer is not None and not self._answer.done():
            self._settle(self._answer, outcome, value, body)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell who waits (asyncio calls this)."""
        self.lost = True
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(WorkerDied(self._memory))
        self._when_lost(self)

    def _settle(self, answer: asyncio.Future[Answer], outcome: str, value: Any, body: bytes) -> None:
        if outcome == "done":
            answer.set_result((value, body))
        elif outcome == "refused":
            answer.set_exception(cast(InputError, value))
        elif outcome == "starved":
            answer.set_exception(WorkerDied(self._memory))
        else:
            answer.set_exception(WorkerFailed(value))
