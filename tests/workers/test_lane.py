"""A lane answers, and whatever a request does to its worker, the lane answers the next one.

No test asserts a wall time; guards of many seconds only keep a fault from hanging the run.
"""

from __future__ import annotations

import asyncio
import gc
import os
import pickle
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adisteme.errors import InputError
from adisteme.workers import (
    Busy,
    ClientGone,
    DeadlinePassed,
    InProcess,
    Lane,
    Limits,
    Unready,
    WorkerDied,
    WorkerFailed,
)
from adisteme.workers.spawner import fork

MIB = 1 << 20
GUARD = 60
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc")


def spin(_: object) -> None:
    while True:
        pass


def overflow(_: object) -> None:
    signal.pthread_kill(threading.get_ident(), signal.SIGSEGV)  # what an overflown native stack ends with


def refuse(value: object) -> None:
    raise InputError("cli.port", port=value)


def fail(_: object) -> None:
    raise ValueError("an error of ours")


DEEDS: dict[str, Callable[[Any], Any]] = {
    "pid": lambda _: os.getpid(),
    "parents": lambda _: (os.getpid(), os.getppid()),
    "spin": spin,
    "sleep": time.sleep,
    "abort": lambda _: os.abort(),
    "overflow": overflow,
    "exit": os._exit,
    "eat": lambda size: len(bytearray(size)),
    "keep": lambda size: KEPT.append(b"x" * size) or os.getpid(),
    "refuse": refuse,
    "fail": fail,
    "echo": lambda value: value,
}
KEPT: list[bytes] = []


def work(request: tuple[str, Any]) -> tuple[Any, bytes]:
    name, value = request
    if name == "body":
        return "head", b"x" * value
    return DEEDS[name](value), b""


def lane(**limits: Any) -> Lane:
    return Lane("test", lambda: work, Limits(**({"workers": 2, "seconds": 30.0} | limits)))


def run(lane: Lane, test: Callable[[Lane], Coroutine[Any, Any, None]], *, orphans: bool = False) -> None:
    """A test inside of a loop; in the end no process of the lane is left, not even dead.

    Orphans are buried by init, who takes its time.
    """
    known: set[int] = set()

    async def guarded() -> None:
        try:
            async with asyncio.timeout(GUARD):
                await lane.start()
                known.update(await head(lane, "parents"))
                await test(lane)
        finally:
            known.update(channel.pid for channel in lane._all)
            await lane.close()

    asyncio.run(guarded())
    assert len(known) >= 2
    assert not [pid for pid in known if (alive(pid) if orphans else Path(f"/proc/{pid}").exists())]
    with pytest.raises(ChildProcessError):
        os.waitpid(lane._spawner, os.WNOHANG)


async def head(lane: Lane, deed: str, value: Any = None) -> Any:
    return (await lane.run((deed, value)))[0]


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.01)


async def answers(lane: Lane) -> None:
    """All workers are there and answer."""
    await until(lambda: len(lane._idle) == lane.limits.workers)
    count = lane.limits.workers
    assert await asyncio.gather(*(head(lane, "echo", n) for n in range(count))) == list(range(count))


def test_head_and_body_come_whole() -> None:
    async def test(lane: Lane) -> None:
        assert await head(lane, "echo", {"а": [1, None]}) == {"а": [1, None]}
        for size in (0, 1, 300_000, 20 * MIB):
            assert await lane.run(("body", size)) == ("head", b"x" * size)
        large = "ж" * MIB  # a request that fits into no socket's buffer
        assert await head(lane, "echo", large) == large

    run(lane(), test)


def test_work_is_done_in_other_processes_that_stay() -> None:
    async def test(lane: Lane) -> None:
        pids = {await head(lane, "pid") for _ in range(20)}
        assert os.getpid() not in pids
        assert len(pids) <= 2

    run(lane(), test)


@pytest.mark.parametrize("deed", ["spin", "sleep"])
def test_past_the_deadline_the_worker_is_killed(deed: str) -> None:
    async def test(lane: Lane) -> None:
        before = {channel.pid for channel in lane._all}
        with pytest.raises(DeadlinePassed) as late:
            await lane.run((deed, 3600))
        assert late.value.status == 504
        assert "0.3" in late.value.text("en")
        await answers(lane)
        (killed,) = before - {channel.pid for channel in lane._all}
        await until(lambda: not Path(f"/proc/{killed}").exists())

    run(lane(seconds=0.3), test)


@pytest.mark.parametrize(("deed", "value"), [("abort", None), ("overflow", None), ("exit", 0), ("exit", 3)])
def test_a_crash_costs_one_request(deed: str, value: Any) -> None:
    async def test(lane: Lane) -> None:
        long = asyncio.create_task(head(lane, "sleep", 0.5))  # another client does not notice
        await asyncio.sleep(0)
        with pytest.raises(WorkerDied) as died:
            await lane.run((deed, value))
        assert died.value.status == 503
        assert await long is None
        await answers(lane)

    run(lane(), test)


def test_memory_over_the_limit_is_refused_and_up_to_it_given() -> None:
    async def test(lane: Lane) -> None:
        assert await head(lane, "eat", 100 * MIB) == 100 * MIB
        await answers(lane)
        with pytest.raises(WorkerDied) as died:
            await lane.run(("eat", 300 * MIB))
        assert "200" in died.value.text("ru")
        await answers(lane)

    run(lane(memory=200), test)


def test_a_worker_that_stays_large_is_replaced() -> None:
    async def test(lane: Lane) -> None:
        large = await head(lane, "keep", 100 * MIB)
        await until(lambda: bool(lane._idle))
        assert await head(lane, "pid") != large
        small = await head(lane, "keep", MIB)
        await until(lambda: bool(lane._idle))
        assert await head(lane, "pid") == small

    run(lane(workers=1), test)


def test_what_a_worker_refuses_is_raised_here(capfd: pytest.CaptureFixture[str]) -> None:
    async def test(lane: Lane) -> None:
        pid = await head(lane, "pid")
        with pytest.raises(InputError) as refused:
            await lane.run(("refuse", 99))
        assert (refused.value.key, refused.value.values) == ("cli.port", {"port": 99})
        with pytest.raises(WorkerFailed, match="an error of ours"):
            await lane.run(("fail", None))
        assert await head(lane, "pid") == pid  # neither costs the worker

    run(lane(workers=1), test)
    assert "ValueError: an error of ours" in capfd.readouterr().err  # the log has the traceback


def test_busy_is_said_when_no_worker_comes_free() -> None:
    async def test(lane: Lane) -> None:
        await answers(lane)
        running = [asyncio.create_task(head(lane, "sleep", 1)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Busy) as busy:
            await lane.run(("pid", None))
        assert 1 <= (busy.value.retry_after or 0) <= 30
        assert await asyncio.gather(*running) == [None, None]
        assert isinstance(await head(lane, "pid"), int)

    run(lane(wait=0.05), test)


def test_the_queue_is_bounded_and_served_in_turn() -> None:
    async def test(lane: Lane) -> None:
        order: list[int] = []

        async def ask(number: int) -> None:
            await head(lane, "echo", number)
            order.append(number)

        first = asyncio.create_task(head(lane, "sleep", 0.3))
        await asyncio.sleep(0)
        waiting = [asyncio.create_task(ask(number)) for number in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await lane.run(("pid", None))
        await asyncio.gather(first, *waiting)
        assert order == [0, 1, 2]

    run(lane(workers=1, queue=3, wait=20.0), test)


def test_a_client_that_goes_takes_its_worker_along() -> None:
    async def test(lane: Lane) -> None:
        pid = await head(lane, "pid")
        gone = asyncio.Event()
        request = asyncio.create_task(lane.run(("spin", None), gone=gone.wait))
        await asyncio.sleep(0.2)
        assert not request.done()
        gone.set()
        with pytest.raises(ClientGone):
            await request
        await answers(lane)
        assert await head(lane, "pid") != pid

    run(lane(workers=1), test)


def test_a_client_that_stays_is_no_matter() -> None:
    async def test(lane: Lane) -> None:
        never: Callable[[], Awaitable[object]] = asyncio.Event().wait
        assert (await lane.run(("sleep", 0.2), gone=never))[0] is None
        pid = await head(lane, "pid")
        assert (await lane.run(("pid", None), gone=never))[0] == pid

    run(lane(workers=1), test)


def test_a_cancelled_request_takes_its_worker_along() -> None:
    async def test(lane: Lane) -> None:
        request = asyncio.create_task(lane.run(("spin", None)))
        await asyncio.sleep(0.1)
        request.cancel()
        with pytest.raises(asyncio.CancelledError):
            await request
        await answers(lane)

    run(lane(workers=1), test)


def test_a_request_cancelled_while_it_waits_leaves_no_hole() -> None:
    async def test(lane: Lane) -> None:
        first = asyncio.create_task(head(lane, "sleep", 0.2))
        await asyncio.sleep(0)
        waiting = [asyncio.create_task(head(lane, "echo", n)) for n in range(5)]
        await asyncio.sleep(0.05)
        for task in waiting[::2]:
            task.cancel()
        assert await first is None
        assert await asyncio.gather(waiting[1], waiting[3]) == [1, 3]
        await answers(lane)

    run(lane(workers=1, wait=20.0), test)


def test_an_idle_worker_that_is_killed_comes_back() -> None:
    async def test(lane: Lane) -> None:
        await answers(lane)
        victim = lane._idle[0].pid
        os.kill(victim, signal.SIGKILL)
        await until(lambda: victim not in {channel.pid for channel in lane._all})
        assert isinstance(await head(lane, "pid"), int)  # by the other one
        await answers(lane)

    run(lane(), test)


def test_without_its_spawner_a_lane_says_so() -> None:
    async def test(lane: Lane) -> None:
        os.kill(lane._spawner, signal.SIGKILL)
        await until(lambda: lane._control is None)
        await until(lambda: not lane.ready)  # the workers die with their parent
        with pytest.raises(Unready) as unready:
            await lane.run(("pid", None))
        assert unready.value.status == 503
        assert lane.lost
        assert told == ["lost"]

    told: list[str] = []
    bereft = lane()
    assert not bereft.lost
    bereft.when_lost = lambda: told.append("lost")
    run(bereft, test, orphans=True)


def test_work_that_cannot_be_prepared() -> None:
    def prepare() -> Any:
        raise InputError("cli.port", port=1)

    async def test() -> None:
        lane = Lane("test", prepare, Limits(workers=1))
        async with asyncio.timeout(GUARD):
            with pytest.raises(Unready):
                await lane.run(("pid", None))
            assert not lane.ready
            await lane.close()

    asyncio.run(test())


def test_what_is_prepared_is_shared_and_made_once() -> None:
    made: list[int] = []

    def prepare() -> Any:
        made.append(os.getpid())
        return lambda _: (tuple(made), b"")

    async def test() -> None:
        lane = Lane("test", prepare, Limits(workers=2, seconds=0.3))
        async with asyncio.timeout(GUARD):
            seen = {(await lane.run(None))[0] for _ in range(5)}
            await lane.close()
        assert len(seen) == 1
        assert made == []  # in the spawner, not here

    asyncio.run(test())


def test_files_of_the_server_are_not_held_open() -> None:
    """A connection or a listening socket that a worker still held would never close."""
    reading, writing = os.pipe()

    async def test(_: Lane) -> None:
        os.close(writing)
        os.set_blocking(reading, False)
        assert os.read(reading, 1) == b""  # the end: nobody else has the writing side

    run(lane(workers=1), test)
    os.close(reading)


def of_self(what: str) -> int:
    return len(list(Path(f"/proc/self/{what}").iterdir()))


def children() -> int:
    return sum(len((task / "children").read_text().split()) for task in Path("/proc/self/task").iterdir())


def test_200_runaways_in_a_row_leave_no_trace() -> None:
    async def test(lane: Lane) -> None:
        await answers(lane)
        gc.collect()
        before = of_self("fd"), of_self("task"), children()
        files = Path(f"/proc/{lane._spawner}/fd")
        held = len(list(files.iterdir()))
        calm, lane.limits = lane.limits, replace(lane.limits, seconds=0.01)
        for _ in range(200):
            with pytest.raises(DeadlinePassed):
                await lane.run(("spin", None))
        lane.limits = calm
        await answers(lane)
        await until(lambda: (of_self("fd"), of_self("task"), children()) == before)
        spawned = Path(f"/proc/{lane._spawner}/task/{lane._spawner}/children")
        await until(lambda: len(spawned.read_text().split()) == 2)
        assert len(list(files.iterdir())) == held

    run(lane(), test)


def test_requests_that_run_when_the_lane_closes_end() -> None:
    async def test(lane: Lane) -> None:
        request = asyncio.create_task(lane.run(("spin", None)))
        await asyncio.sleep(0.1)
        await lane.close()
        with pytest.raises(WorkerDied):
            await request

    run(lane(), test)


def test_workers_die_with_a_server_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "server.py"
    script.write_text(
        "import asyncio, os, sys\n"
        "from adisteme.workers import Lane, Limits\n"
        "def work(request):\n"
        "    if request: print(os.getpid(), os.getppid(), flush=True)\n"
        "    while request: pass\n"
        "    return None, b''\n"
        "async def main():\n"
        "    lane = Lane('test', lambda: work, Limits(workers=1, seconds=600))\n"
        "    await lane.run(1)\n"
        "asyncio.run(main())\n"
    )
    package = str(Path(__file__).resolve().parents[2] / "service")
    server = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": package}
    )
    assert server.stdout is not None
    pids = [int(pid) for pid in server.stdout.readline().split()]
    assert len(pids) == 2
    server.kill()
    server.wait()
    end = time.monotonic() + GUARD
    while any(alive(pid) for pid in pids):
        assert time.monotonic() < end, "a worker outlived its server"
        time.sleep(0.01)
    server.stdout.close()


def test_a_lane_that_is_made_inside_of_uvloop_answers() -> None:
    # as under `uvicorn --factory adisteme.web.app:create`; libuv closes the numbers of its files at a fork
    uvloop = pytest.importorskip("uvloop")

    async def answered() -> Any:
        one = lane(workers=1)
        try:
            async with asyncio.timeout(GUARD):
                return await head(one, "echo", "there")
        finally:
            await one.close()

    assert uvloop.run(answered()) == "there"


def test_a_spawner_that_was_not_heard_out_ends_in_silence(capfd: pytest.CaptureFixture[str]) -> None:
    spawner, control = fork(lambda: work, 1024, "test")
    control.send(pickle.dumps(("fork",)))
    assert select.select([control], [], [], GUARD)[0], "no worker was born"
    control.close()  # with the birth unread, which resets the connection
    assert os.waitpid(spawner, 0)[1] == 0
    assert capfd.readouterr().err == ""


def alive(pid: int) -> bool:
    """Whether a process runs; one that waits for its burial by init does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_stand_in_answers_too() -> None:
    assert asyncio.run(InProcess(work).run(("echo", 7))) == (7, b"")


def test_a_system_without_fork_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    with pytest.raises(InputError) as refused:
        lane().fork()
    assert "fork" in refused.value.text("en")
