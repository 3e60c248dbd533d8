"""Requests that nobody would send, at a running service (bench/fuzz.py); alone with `-m fuzz`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
FUZZ = REPOSITORY / "bench" / "fuzz.py"
GUARD = 600


@pytest.mark.fuzz
def test_every_answer_is_one_that_the_interface_tells_of():
    got = subprocess.run(
        [sys.executable, FUZZ, "--requests", "2000", "--examples", "10", "--seconds", "0", "--seed", "583"],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "service")},
        capture_output=True,
        text=True,
        timeout=GUARD,
        check=False,
    )
    assert got.returncode == 0, got.stdout + got.stderr
    assert "2000 requests" in got.stdout


def test_the_fuzzer_tells_of_a_service_that_fails(tmp_path):
    """Its own faults: an error that is a page, and a status of 500."""
    script = tmp_path / "run.py"
    script.write_text(_FAILING, encoding="utf-8")
    got = subprocess.run(
        [sys.executable, script, FUZZ.parent], capture_output=True, text=True, timeout=GUARD, check=False
    )
    assert got.stdout.splitlines() == ["500: b'oh'", "404 is no problem document: text/html b'oh'"]


_FAILING = """
import sys, threading
sys.path.insert(0, sys.argv[1])
from http.server import BaseHTTPRequestHandler, HTTPServer
import fuzz

class Bad(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(self.path[1:]))
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"oh")
    def log_message(self, *args):
        pass

server = HTTPServer(("127.0.0.1", 0), Bad)
threading.Thread(target=server.serve_forever, daemon=True).start()
for status in (500, 404):
    request = fuzz.Request.of("GET", b"/%d" % status, {})
    print(fuzz.fault(fuzz.Service(server.server_port, 0), request)[1])
server.shutdown()
"""
