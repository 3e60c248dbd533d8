"""The service in a process of its own."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

START = 120
PACKAGE = Path(__file__).resolve().parents[2] / "service"
GUARD = 60


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Service:
    """A running service."""

    port: int
    process: subprocess.Popen[bytes]

    def get(self, path: str, accept: str = "*/*") -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=GUARD)
        asked = {"Accept": accept, "Accept-Language": "en", "Cache-Control": "no-cache"}
        connection.request("GET", path, headers=asked)
        got = connection.getresponse()
        answer = Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())
        connection.close()
        return answer

    def query(self, text: str) -> Answer:
        return self.get("/sparql?query=" + quote(text))

    def open(self, query: str) -> socket.socket:
        """A connection that has asked and not read."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=GUARD)
        connection.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        return connection

    def family(self) -> list[int]:
        """Process ids of the server and all below it."""
        found = [self.process.pid]
        for pid in found:
            for task in Path(f"/proc/{pid}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        return found


def until(condition: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + GUARD
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.02)


@contextmanager
def served(*flags: str) -> Iterator[Service]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "adisteme", "serve", "--port", str(port), *flags],
        env={**os.environ, "PYTHONPATH": str(PACKAGE)},
        stderr=subprocess.DEVNULL,
    )
    service = Service(port, process)
    try:
        end = time.monotonic() + START
        while not ready(service):
            assert process.poll() is None, "the service did not start"
            assert time.monotonic() < end, "the service did not start in time"
            time.sleep(0.05)
        yield service
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(GUARD)


def ready(service: Service) -> bool:
    try:
        return service.get("/readyz").status == 200
    except OSError:
        return False


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    with served("--query-timeout", "1", "--query-memory", "200", "--query-bytes", "1000000") as service:
        yield service
