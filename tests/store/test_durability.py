"""`kill -9` during acknowledged writes: every one that was acknowledged is there afterwards."""

import http.client
import itertools
import subprocess
import threading
from pathlib import Path

from adisteme.private_store import PrivateStore
from served import TOKEN, Service

WRITES = 1_000


def test_acknowledged_writes_outlive_kill(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    service = Service("--store", str(folder))
    acknowledged: list[int] = []
    enough = threading.Event()

    def write() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
        try:
            for number in itertools.count():
                update = f"INSERT DATA {{ <urn:write:{number}> <urn:part> 1 , 2 , 3 }}"
                connection.request("POST", "/store/sparql", update.encode(), headers)
                if connection.getresponse().read() == b"":
                    acknowledged.append(number)
                if len(acknowledged) == WRITES:
                    enough.set()
        except (OSError, http.client.HTTPException):
            return  # the service was killed

    writer = threading.Thread(target=write)
    writer.start()
    assert enough.wait(120)
    service.stop(subprocess.Popen.kill)
    writer.join(60)
    kept = PrivateStore(folder).store
    parts: dict[str, int] = {}
    for quad in kept:
        parts[quad.subject.value] = parts.get(quad.subject.value, 0) + 1
    assert len(acknowledged) >= WRITES
    assert [n for n in acknowledged if parts.get(f"urn:write:{n}") != 3] == []
    assert set(parts.values()) == {3}  # one that was not acknowledged is there wholly or not at all
