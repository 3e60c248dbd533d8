"""Load on the service beside a bare FastAPI handler over the same graph, in one run on one machine.

    python bench/load.py --seconds 5 --clients 16

Starts both on free loopback ports, drives each request with keep-alive connections in short alternating
rounds, and prints requests a second, percentiles of latency, CPU time of the server for each request (Linux),
status codes, and the ratio of rates to the bare handler: the median over the rounds, so that a disturbance of
the machine does not decide it. The clients take their share of the cores, which brings ratios nearer to 1;
the CPU times do not have that fault. Exit status 1 on any 5xx, connection error or silence, and when the two
do not give the same rows.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

QUERY = """PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?label ?definition WHERE {
  <https://w3id.org/adisteme/id/working-curriculum> skos:prefLabel ?label ; skos:definition ?definition
  FILTER(LANG(?label) = "ru" && LANG(?definition) = "ru")
}"""
SPARQL = "/sparql?query=" + quote(QUERY)
APPROVALS = "/api/v1/approvals?document=working-curriculum&level=technical-vocational-education"
ROUNDS = 9
WARM_UP = 0.5
START = 120
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass
class Figures:
    """What the clients of one target saw."""

    seconds: float = 0.0
    cpu: float = 0.0
    rates: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """A percentile of latency in milliseconds."""
        ordered = sorted(self.latencies)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000 if ordered else float("nan")

    @property
    def failed(self) -> bool:
        """Whether anything went wrong on the side of the service."""
        return bool(self.errors) or not self.latencies or any(status >= 500 for status in self.statuses)


async def client(port: int, path: str, until: float, figures: Figures) -> None:
    """One keep-alive connection that asks until the time is over."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/json\r\n\r\n".encode()
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < until:
            start = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = _LENGTH.search(head)
            await reader.readexactly(int(length[1]) if length else 0)
            figures.latencies.append(time.perf_counter() - start)
            figures.statuses[int(head[9:12])] += 1
        writer.close()
        await writer.wait_closed()
    except (OSError, asyncio.IncompleteReadError) as error:
        figures.errors[type(error).__name__] += 1


@dataclass(frozen=True)
class Server:
    """A server on this machine."""

    port: int
    process: int

    def cpu(self) -> float:
        """CPU seconds that its process has taken; 0 where the system does not tell."""
        try:
            fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def drive(server: Server, path: str, seconds: float, clients: int, figures: Figures) -> None:
    """Ask with several clients at once and add what they saw to the figures."""
    before = len(figures.latencies)

    async def all_clients() -> None:
        until = time.perf_counter() + seconds
        await asyncio.gather(*(client(server.port, path, until, figures) for _ in range(clients)))

    start, cpu = time.perf_counter(), server.cpu()
    asyncio.run(all_clients())
    elapsed = time.perf_counter() - start
    figures.seconds += elapsed
    figures.cpu += server.cpu() - cpu
    figures.rates.append((len(figures.latencies) - before) / elapsed)


@contextmanager
def started(name: str, *arguments: str) -> Iterator[Server]:
    """A server in a process of its own on a free port, once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    begin = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments, "--port", str(port)], stdout=subprocess.DEVNULL)
    try:
        while not answers(port):
            if process.poll() is not None or time.perf_counter() - begin > START:
                sys.exit(f"bench/load.py: {name} did not start (exit status {process.poll()})")
            time.sleep(0.05)
        print(f"{name}: first answer after {time.perf_counter() - begin:.2f} s (process {process.pid})")
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def answers(port: int) -> bool:
    """Whether the service answers the query."""
    try:
        return bool(rows(port))
    except OSError:
        return False


def rows(port: int) -> list[object]:
    """The rows that the query gives, to see that both do the same work."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{SPARQL}", timeout=10) as answer:
        found: list[object] = json.load(answer)["results"]["bindings"]
    return found


def bare(port: int) -> None:
    """The peer: FastAPI and pyoxigraph with nothing between, the query run in the event loop."""
    import uvicorn
    from fastapi import FastAPI, Response
    from pyoxigraph import QueryResultsFormat, QuerySolutions

    from adisteme.graph import load

    store = load().store
    app = FastAPI()

    @app.get("/sparql")
    async def sparql(query: str) -> Response:
        results = store.query(query, use_default_graph_as_union=True)
        assert isinstance(results, QuerySolutions)
        body = results.serialize(format=QueryResultsFormat.JSON)
        return Response(body, media_type="application/sparql-results+json")

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)


def measure(seconds: float, clients: int) -> bool:
    """Run all targets and print their figures; the value is whether all went well."""
    with (
        started("bare handler", __file__, "--bare") as peer,
        started("adisteme", "-m", "adisteme", "serve") as ours,
    ):
        targets = {
            "bare FastAPI + pyoxigraph": (peer, SPARQL, Figures()),
            "adisteme /sparql": (ours, SPARQL, Figures()),
            "adisteme /api/v1/approvals": (ours, APPROVALS, Figures()),
        }
        if rows(peer.port) != rows(ours.port):
            sys.exit("bench/load.py: the two services do not give the same rows")
        for server, path, _ in targets.values():
            drive(server, path, WARM_UP, clients, Figures())
        for _ in range(ROUNDS):
            for server, path, figures in targets.values():
                drive(server, path, seconds / ROUNDS, clients, figures)
    print(f"{clients} clients, {seconds:g} s each, {os.cpu_count()} cores, Python {sys.version.split()[0]}")
    print(f"{'':28}{'req/s':>8}{'p50 ms':>9}{'p99 ms':>9}{'CPU ms':>8}{'ratio':>8}  statuses")
    reference = targets["bare FastAPI + pyoxigraph"][2].rates
    for name, (_, _, figures) in targets.items():
        ratio = statistics.median(
            own / max(its, 1) for own, its in zip(figures.rates, reference, strict=True)
        )
        told = ", ".join(f"{status}: {count}" for status, count in sorted(figures.statuses.items()))
        if figures.errors:
            told += f"; errors: {dict(figures.errors)}"
        cpu = figures.cpu * 1000 / max(len(figures.latencies), 1)
        times = f"{figures.percentile(0.5):9.2f}{figures.percentile(0.99):9.2f}{cpu:8.2f}"
        print(f"{name:28}{figures.rate:8.0f}{times}{ratio:8.2f}  {told}")
    return not any(figures.failed for _, _, figures in targets.values())


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=5.0, help="for each target (default: %(default)s)")
    parser.add_argument("--clients", type=int, default=16, help="connections at once (default: %(default)s)")
    parser.add_argument("--bare", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.bare:
        bare(args.port)
        return 0
    return 0 if measure(args.seconds, args.clients) else 1


if __name__ == "__main__":
    sys.exit(main())
