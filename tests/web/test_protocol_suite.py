"""The W3C's protocol tests against the public profile: the whole application, queries in their lane."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from pyoxigraph import NamedNode, RdfFormat

from adisteme.graph import load
from adisteme.settings import Settings
from adisteme.web.app import over
from conftest import SHARED

TOOL = SHARED / "tools" / "sparql_protocol.py"
TESTS = SHARED / "w3c" / "sparql11"


@contextmanager
def served() -> Iterator[str]:
    """The service with the tests' three graphs beside its own, on a free port."""
    graph = load()
    for number in (1, 2, 3):
        name = NamedNode(f"http://kasei.us/2009/09/sparql/data/data{number}.rdf")
        path = str(TESTS / "protocol" / f"data{number}.nt")
        graph.store.load(path=path, format=RdfFormat.N_TRIPLES, to_graph=name)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(over(graph, Settings()), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the service did not start"
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/sparql"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


@pytest.mark.skipif(not TOOL.exists(), reason="../shared with the W3C's tests is not there")
def test_the_public_profile_passes_all_protocol_tests() -> None:
    command = [sys.executable, str(TOOL), "--tests", str(TESTS), "--readonly", "--suite", "protocol,sd"]
    with served() as url:
        done = subprocess.run([*command, "--query", url], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "protocol: 34 passed, 0 failed" in done.stdout
    assert "sd: 3 passed, 0 failed" in done.stdout
