"""A service in a process of its own, on a free port, for tests that kill it or speak raw HTTP to it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

TOKEN = "made-up-token-for-tests"
REPOSITORY = Path(__file__).resolve().parent.parent


class Service:
    """A running `adisteme serve --store …`."""

    def __init__(self, *arguments: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "adisteme", "serve", "--port", str(self.port), *arguments]
        environment = {**os.environ, "ADISTEME_STORE_TOKEN": TOKEN, "PYTHONPATH": str(REPOSITORY / "service")}
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        for _ in range(600):
            try:
                urllib.request.urlopen(self.address + "/healthz", timeout=5).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    raise RuntimeError(self.process.communicate()[1]) from None
                time.sleep(0.1)
        raise RuntimeError("the service does not answer")

    def stop(self, signal: Callable[[subprocess.Popen], None] = subprocess.Popen.terminate) -> None:  # type: ignore[type-arg]
        signal(self.process)
        self.process.communicate(timeout=60)
