"""Several server processes: one that dies is replaced, a signal ends all, nobody's address is told."""

import os
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from adisteme.cli import main
from served import Service

GUARD = 60
QUERY = "/sparql?query=ASK%7B%7D"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc")


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + GUARD
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def children(pid: int) -> set[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return {int(child) for task in tasks for child in (task / "children").read_text().split()}
    except FileNotFoundError:
        return set()


def servers(pid: int) -> set[int]:
    """All but the tracker that multiprocessing keeps."""
    return {child for child in children(pid) if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()}


def below(pid: int) -> set[int]:
    return {pid}.union(*(below(child) for child in children(pid)))


def gone(pid: int) -> bool:
    """Whether a process has ended; one that waits for its burial has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def answers(service: Service) -> bool:
    try:
        with urllib.request.urlopen(service.address + QUERY, timeout=30) as answer:
            return answer.status == 200
    except OSError:
        return False


def test_one_that_dies_is_replaced_and_a_signal_ends_all() -> None:
    service = Service("--processes", "2")
    supervisor = service.process.pid
    try:
        until(lambda: len(servers(supervisor)) == 2 and answers(service))
        first, second = servers(supervisor)
        os.kill(first, signal.SIGKILL)
        until(lambda: len(servers(supervisor) - {first}) == 2)
        assert second in servers(supervisor)
        until(lambda: answers(service))
        family = below(supervisor)
        assert len(family) > 3  # with the workers of each
    finally:
        service.process.terminate()
        _, told = service.process.communicate(timeout=GUARD)
    assert service.process.returncode == 0
    until(lambda: all(gone(pid) for pid in family))
    assert "127.0.0.1:" not in told.replace(f"127.0.0.1:{service.port}", "")  # of clients
    assert "ASK" not in told


def test_a_store_of_ones_own_is_kept_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--lang", "en", "--processes", "2", "--store", "memory"]) == 2
    assert "leave out --processes or --store" in capsys.readouterr().err


def test_a_faulty_folder_is_told_before_any_process_starts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.ttl").write_text("<a> <b> .")
    assert main(["serve", "--lang", "en", "--processes", "2", "--ontology", str(tmp_path)]) == 2
    assert "broken.ttl" in capsys.readouterr().err
