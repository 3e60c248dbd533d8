"""A lane: a number of workers, a bounded queue before them, and a deadline for each request."""

from __future__ import annotations

import asyncio
import logging
import math
import os
import pickle
import signal
import socket
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from adisteme.workers import spawner
from adisteme.workers.channel import Answer, Channel
from adisteme.workers.errors import Busy, ClientGone, DeadlinePassed, Unready
from adisteme.workers.worker import Work

Gone = Callable[[], Awaitable[object]]

_LOG = logging.getLogger("adisteme.workers")
_BOOT = 30.0  # how long a request waits for a worker that is being made
_RETRY = 1.0  # after a worker that could not be made, or ended without having been asked
_WATCH_AFTER = 0.05  # a quick answer is there before its client could go
_END = 5.0


class Runner(Protocol):
    """What answers requests: a lane, or a stand-in for one."""

    async def run(self, request: object, gone: Gone | None = None) -> Answer:
        """Head and body of the answer; see `Lane.run`."""


@dataclass(frozen=True)
class Limits:
    """What a lane allows.

    Attributes:
        workers: processes at work at once.
        queue: requests that may wait for one.
        wait: seconds that a request waits for a worker before it is told that all are busy.
        seconds: the deadline of a request, from the moment that a worker has it.
        memory: MiB that a worker may take beyond what it shares.
    """

    workers: int = 2
    queue: int = 64
    wait: float = 0.1
    seconds: float = 10.0
    memory: int = 1024


class Lane:
    """Workers for one kind of request; belongs to one event loop."""

    def __init__(self, name: str, prepare: Callable[[], Work], limits: Limits) -> None:
        """Take what is needed; nothing is forked yet.

        Args:
            name: for logs and the names of processes.
            prepare: makes, in the spawner and before its first worker, the function that a worker calls for
                each request: from what `run` was given to a head (any object that can be pickled) and a body.
            limits: how much and how long.
        """
        self.name = name
        self.limits = limits
        self._prepare = prepare
        self._spawner = 0
        self._control: socket.socket | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._all: set[Channel] = set()
        self._idle: list[Channel] = []
        self._ends: dict[Channel, float] = {}
        self._waiting: deque[asyncio.Future[Channel]] = deque()
        self._expected = 0
        self.ended: Counter[str] = Counter()  # requests, by the class of error or "answered"
        self._tasks: set[asyncio.Task[None]] = set()
        self.lost = False  # whether the spawner ended by itself: no worker can be made any more
        self.when_lost: Callable[[], None] = lambda: None

    @property
    def ready(self) -> bool:
        """Whether there is a worker, idle or at work."""
        return bool(self._all)

    @property
    def workers(self) -> int:
        """Workers that are alive."""
        return len(self._all)

    @property
    def busy(self) -> int:
        """Workers that have a request."""
        return len(self._ends)

    @property
    def waiting(self) -> int:
        """Requests that wait for a worker."""
        return len(self._waiting)

    def fork(self) -> None:
        """Fork the spawner, best before any thread runs and any loop is made.

        Raises:
            InputError: the system cannot fork.
        """
        if self._control is None:
            self._spawner, self._control = spawner.fork(self._prepare, self.limits.memory, self.name)

    async def start(self, delay: float = 0.0) -> None:
        """Have the workers made, in the running loop.

        Args:
            delay: seconds to leave the processor to others first; a request ends it early.
        """
        if self._loop is not None:
            return
        self.fork()
        assert self._control is not None
        self._loop = asyncio.get_running_loop()
        self._control.setblocking(False)
        self._loop.add_reader(self._control, self._hear)
        if delay:
            self._loop.call_later(delay, self._fill)
        else:
            self._fill()

    async def close(self) -> None:
        """Kill all workers, end the spawner and wait until it is buried."""
        control, self._control = self._control, None
        if control is None:
            return
        if self._loop is not None:
            self._loop.remove_reader(control)
            self._loop = None
        channels = [*self._all]
        self._all.clear()
        self._idle.clear()
        self._expected = 0
        for channel in channels:
            channel.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        control.close()
        self._refuse_waiting()
        await _buried(self._spawner)

    async def run(self, request: object, gone: Gone | None = None) -> Answer:
        """Have a request answered.

        Args:
            request: any object that can be pickled.
            gone: waits until nobody wants the answer any more; the worker is then killed.

        Returns:
            Head and body, as the worker's function gave them.

        Raises:
            Busy: no worker came free in time.
            DeadlinePassed: the answer did not come in time.
            WorkerDied: the request took too much memory or crashed the engine.
            WorkerFailed: an error of ours.
            InputError: whatever the worker's function refused the request with.
            asyncio.CancelledError: nobody wants the answer.
        """
        way = "answered"
        try:
            return await self._run(request, gone)
        except BaseException as error:
            way = type(error).__name__
            raise
        finally:
            self.ended[way] += 1

    async def _run(self, request: object, gone: Gone | None) -> Answer:
        await self.start()
        channel = await self._taken()
        loop = asyncio.get_running_loop()
        answer = channel.ask(request)
        self._ends[channel] = loop.time() + self.limits.seconds
        deadline = DeadlinePassed(self.limits.seconds)
        timers = [loop.call_later(self.limits.seconds, _fail, answer, deadline)]
        if gone is not None:
            timers.append(loop.call_later(_WATCH_AFTER, self._watch, gone, answer))
        try:
            return await answer
        finally:
            for timer in timers:
                timer.cancel()
            self._give_back(channel)

    def _watch(self, gone: Gone, answer: asyncio.Future[Answer]) -> None:
        async def until_gone() -> None:
            await gone()
            _fail(answer, ClientGone())

        task = self._kept(until_gone())
        answer.add_done_callback(lambda _: task.cancel())

    # -- who gets which worker -----------------------------------------------------------------

    async def _taken(self) -> Channel:
        if self._idle:
            return self._idle.pop()
        if self._control is None:
            raise Unready
        if len(self._waiting) >= self.limits.queue:
            raise Busy(self._retry_after())
        if not self._all:
            self._fill()
        place: asyncio.Future[Channel] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            async with asyncio.timeout(_BOOT if self._expected else self.limits.wait):
                return await place
        except TimeoutError:
            self._abandon(place)
            raise Busy(self._retry_after()) from None
        except BaseException:
            self._abandon(place)
            raise

    def _abandon(self, place: asyncio.Future[Channel]) -> None:
        if place.done() and not place.cancelled() and place.exception() is None:
            self._offer(place.result())  # given in the very turn in which the wait ended
            return
        place.cancel()
        with suppress(ValueError):
            self._waiting.remove(place)

    def _give_back(self, channel: Channel) -> None:
        self._ends.pop(channel, None)
        if channel.lost or channel.spent or channel.working:
            self._replace(channel)
        else:
            self._offer(channel)

    def _offer(self, channel: Channel) -> None:
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(channel)
                return
        self._idle.append(channel)

    def _retry_after(self) -> int:
        """Seconds until the first of the running requests must end."""
        now = asyncio.get_running_loop().time()
        first = min(self._ends.values(), default=now)
        return max(1, math.ceil(first - now))

    # -- the life of workers -------------------------------------------------------------------

    def _fill(self) -> None:
        if self._loop is None:  # closed
            return
        for _ in range(self.limits.workers - len(self._all) - self._expected):
            self._expected += 1
            self._tell("fork")

    def _replace(self, channel: Channel) -> None:
        self._all.discard(channel)
        channel.close()
        self._tell("kill", channel.pid)
        self._fill()

    def _when_lost(self, channel: Channel) -> None:
        if channel not in self._all or channel in self._ends:
            return  # replaced already, or about to be by the request that it leaves behind
        _LOG.warning("lane %s: worker %d ended while idle", self.name, channel.pid)
        self._all.discard(channel)
        with suppress(ValueError):
            self._idle.remove(channel)
        if self._loop is not None:
            self._loop.call_later(_RETRY, self._fill)

    async def _adopt(self, pid: int, file: int) -> None:
        channel = Channel(pid, self.limits.memory, self._when_lost)
        connection = socket.socket(fileno=file)
        connection.setblocking(False)
        try:
            await asyncio.get_running_loop().create_unix_connection(lambda: channel, sock=connection)
        except BaseException:
            connection.close()
            raise
        self._expected -= 1
        self._all.add(channel)
        self._offer(channel)

    # -- the spawner ---------------------------------------------------------------------------

    def _tell(self, *message: object) -> None:
        if self._control is None or self._loop is None:
            return
        try:
            self._control.send(pickle.dumps(message))
        except BlockingIOError:
            self._loop.call_later(_WATCH_AFTER, self._tell, *message)
        except OSError:  # its end is heard of in `_hear`
            return

    def _hear(self) -> None:
        while self._control is not None:
            try:
                data, files, _, _ = socket.recv_fds(self._control, spawner.LARGEST, 1)
            except BlockingIOError:
                return
            except OSError:
                data, files = b"", []
            if not data:
                self._bereft()
                return
            kind, *rest = pickle.loads(data)  # noqa: S301 - from our own fork
            if kind == "born":
                self._kept(self._adopt(rest[0], files[0]))
            elif kind == "unborn":
                self._unborn(rest[0])
            elif rest[1] not in (0, -signal.SIGKILL):
                _LOG.warning("lane %s: worker %d ended with status %d", self.name, *rest)

    def _unborn(self, error: Exception) -> None:
        _LOG.error("lane %s: no worker can be made: %s", self.name, error)
        self._expected -= 1
        if isinstance(error, OSError) and self._loop is not None:
            self._loop.call_later(_RETRY, self._fill)
        elif not self._expected:
            self._refuse_waiting()

    def _bereft(self) -> None:
        # Not forked anew: by now threads run here, and a fork may catch any lock of theirs in mid-air.
        _LOG.critical("lane %s: its spawner ended; the service must be started anew", self.name)
        self.lost = True
        assert self._control is not None
        assert self._loop is not None
        self._loop.remove_reader(self._control)
        self._control.close()
        self._control = None
        self._refuse_waiting()
        self._kept(_buried(self._spawner))
        self.when_lost()

    def _refuse_waiting(self) -> None:
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_exception(Unready())

    def _kept(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """A task that is held until it is done (the loop itself holds none)."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


class InProcess:
    """A stand-in without processes and without a deadline: for tests and single runs."""

    def __init__(self, work: Work, executor: Executor | None = None) -> None:
        self._work = work
        self._executor = executor

    async def run(self, request: object, gone: Gone | None = None) -> Answer:
        """Head and body of the answer; see `Lane.run`."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, self._work, request)


def _fail(answer: asyncio.Future[Answer], error: Exception) -> None:
    if not answer.done():
        answer.set_exception(error)


async def _buried(pid: int) -> None:
    """Wait for the end of a child of this process; one that does not end is killed."""
    loop = asyncio.get_running_loop()
    until = loop.time() + _END
    with suppress(ChildProcessError):
        while os.waitpid(pid, os.WNOHANG) == (0, 0):
            await asyncio.sleep(0.005)
            if loop.time() > until:
                os.kill(pid, signal.SIGKILL)
