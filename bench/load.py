"""Load on the service beside its peers over the same graph and query, in one run on one machine.

    python bench/load.py --seconds 5 --clients 16
    python bench/load.py --question approver-of-document                 # a question of the catalogue
    pip install rdflib-endpoint && python bench/load.py --clients 1      # with that peer too

Peers: a bare FastAPI handler that does nothing, a bare FastAPI handler over pyoxigraph, Oxigraph's own server
(PyPI `oxigraph`) and, where it is installed, rdflib-endpoint. "uncached" sends `Cache-Control: no-cache`.
Each runs in a process of its own on a free loopback port and is asked over keep-alive connections in short
alternating rounds. Printed: requests a second, percentiles of latency, CPU time of the server for each
request (Linux), status codes, and the ratio of rates to bare FastAPI + pyoxigraph: the median over the
rounds, so that a disturbance of the machine does not decide it. The load comes from `wrk` where that is
installed, else from Python. Clients take their share of the cores, those in Python a large one, which brings
ratios nearer to 1; the CPU times do not have that fault. Exit status 1 on any 5xx, connection error or
silence, and when two do not give the same rows.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

QUERY = """PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?label ?definition WHERE {
  <https://w3id.org/adisteme/id/working-curriculum> skos:prefLabel ?label ; skos:definition ?definition
  FILTER(LANG(?label) = "ru" && LANG(?definition) = "ru")
}"""
QUESTIONS = Path(__file__).resolve().parents[1] / "ontology" / "questions"
APPROVALS = "/api/v1/approvals?document=working-curriculum&level=technical-vocational-education"
ACCEPT = "application/sparql-results+json"
REFERENCE = "bare FastAPI + pyoxigraph"
ROUNDS = 9
_GOOD = {200}
WARM_UP = 0.5
START = 120
_WRK = {
    "requests": re.compile(r"(\d+) requests in"),
    "50": re.compile(r"50%\s+([\d.]+)(us|ms|s)"),
    "99": re.compile(r"99%\s+([\d.]+)(us|ms|s)"),
    "bad": re.compile(r"Non-2xx or 3xx responses: (\d+)"),
    "errors": re.compile(r"Socket errors: (.+)"),
}
_UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0}
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass
class Figures:
    """What the clients of one target saw."""

    seconds: float = 0.0
    cpu: float = 0.0
    rates: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    answers: int = 0
    statuses: Counter[int | str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """A percentile of latency in milliseconds."""
        ordered = sorted(self.latencies)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000 if ordered else float("nan")

    @property
    def failed(self) -> bool:
        """Whether anything went wrong on the side of the service."""
        return bool(self.errors) or not self.answers or not _GOOD.issuperset(self.statuses)


async def client(target: Target, until: float, figures: Figures) -> None:
    """One keep-alive connection that asks until the time is over."""
    head = f"GET {target.path} HTTP/1.1\r\nHost: 127.0.0.1:{target.server.port}\r\nAccept: {ACCEPT}\r\n"
    request = (head + target.headers + "\r\n").encode()
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", target.server.port)
        while time.perf_counter() < until:
            start = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            if length := _LENGTH.search(head):
                await reader.readexactly(int(length[1]))
            else:  # chunked
                await reader.readuntil(b"\r\n0\r\n\r\n")
            figures.latencies.append(time.perf_counter() - start)
            figures.answers += 1
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


@dataclass(frozen=True)
class Target:
    """What is asked of a server: a path, with further header lines."""

    server: Server
    path: str
    headers: str = ""


def drive(target: Target, seconds: float, clients: int, figures: Figures) -> None:
    """Ask with several clients at once and add what they saw to the figures."""
    before, start, cpu = figures.answers, time.perf_counter(), target.server.cpu()
    (with_wrk if shutil.which("wrk") else with_python)(target, seconds, clients, figures)
    elapsed = time.perf_counter() - start
    figures.seconds += elapsed
    figures.cpu += target.server.cpu() - cpu
    figures.rates.append((figures.answers - before) / elapsed)


def with_python(target: Target, seconds: float, clients: int, figures: Figures) -> None:
    """Ask from this process."""

    async def all_clients() -> None:
        until = time.perf_counter() + seconds
        await asyncio.gather(*(client(target, until, figures) for _ in range(clients)))

    asyncio.run(all_clients())


def with_wrk(target: Target, seconds: float, clients: int, figures: Figures) -> None:
    """Ask with wrk, which counts in whole seconds and tells percentiles of each round only."""
    headers = [f"Accept: {ACCEPT}", *target.headers.splitlines()]
    options = [part for header in headers for part in ("-H", header)]
    length = f"{max(1, round(seconds))}s"
    address = f"http://127.0.0.1:{target.server.port}{target.path}"
    command = ["wrk", "-t1", f"-c{clients}", f"-d{length}", "--latency", *options, address]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = {name: pattern.findall(told) for name, pattern in _WRK.items()}
    number = int(found["requests"][0])
    figures.answers += number
    for share, weight in (("50", 98), ("99", 2)):  # as many as give these percentiles again
        value, unit = found[share][0]
        figures.latencies += [float(value) * _UNITS[unit]] * weight
    bad = sum(map(int, found["bad"]))
    figures.statuses += Counter({200: number - bad, "other": bad})
    figures.errors.update(found["errors"])


@contextmanager
def started(name: str, *arguments: str, path: str = "/sparql") -> Iterator[Server]:
    """A server in a process of its own on a free port, once it answers; `{port}` stands for the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    begin = time.perf_counter()
    filled = [part.replace("{port}", str(port)) for part in arguments]
    process = subprocess.Popen(filled, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not answers(port, path):
            if process.poll() is not None or time.perf_counter() - begin > START:
                sys.exit(f"bench/load.py: {name} did not start (exit status {process.poll()})")
            time.sleep(0.05)
        print(f"{name}: first answer after {time.perf_counter() - begin:.2f} s (process {process.pid})")
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def answers(port: int, path: str) -> bool:
    """Whether anything that listens there answers."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def rows(target: Target) -> list[str]:
    """The rows that the query gives, to see that all do the same work."""
    address = f"http://127.0.0.1:{target.server.port}{target.path}"
    with urllib.request.urlopen(
        urllib.request.Request(address, headers={"Accept": ACCEPT}), timeout=30
    ) as answer:
        found = json.load(answer)["results"]["bindings"]
    return sorted(json.dumps({n: t["value"] for n, t in row.items()}, sort_keys=True) for row in found)


def bare(port: int) -> None:
    """The peer: FastAPI and pyoxigraph with nothing between, the query run in the event loop."""
    import uvicorn
    from fastapi import FastAPI, Response
    from pyoxigraph import QueryResultsFormat, QuerySolutions

    from adisteme.graph import load

    store = load().store
    app = FastAPI()

    @app.get("/null")
    async def null() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/sparql")
    async def sparql(query: str) -> Response:
        results = store.query(query, use_default_graph_as_union=True)
        assert isinstance(results, QuerySolutions)
        body = results.serialize(format=QueryResultsFormat.JSON)
        return Response(body, media_type="application/sparql-results+json")

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)


def rdflib_endpoint(port: int) -> None:
    """The peer in Python throughout."""
    import uvicorn
    from rdflib import Graph
    from rdflib_endpoint import SparqlEndpoint

    graph = Graph()
    graph.parse(data=dump(), format="nt")
    uvicorn.run(SparqlEndpoint(graph=graph), host="127.0.0.1", port=port, log_level="warning")


def dump() -> bytes:
    """All graphs as N-Triples."""
    import pyoxigraph

    from adisteme.graph import load

    triples = (quad.triple for quad in load().store)
    return pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""


def measure(seconds: float, clients: int, query: str) -> bool:
    """Run all targets and print their figures; the value is whether all went well."""
    with ExitStack() as stack:
        targets = dict(servers(stack, "/sparql?query=" + quote(query)))
        seen = {
            name: rows(target)
            for name, target in targets.items()
            if "null" not in name and "/api" not in name
        }
        if len({tuple(found) for found in seen.values()}) != 1:
            sys.exit(
                f"bench/load.py: not the same rows: { {name: len(found) for name, found in seen.items()} }"
            )
        figures = {name: Figures() for name in targets}
        for target in targets.values():
            drive(target, WARM_UP, clients, Figures())
        for _ in range(ROUNDS):
            for name, target in targets.items():
                drive(target, seconds / ROUNDS, clients, figures[name])
    print(f"{clients} clients, {seconds:g} s each, {os.cpu_count()} cores, Python {sys.version.split()[0]}")
    print(f"{'':34}{'req/s':>8}{'p50 ms':>9}{'p99 ms':>9}{'CPU ms':>8}{'ratio':>8}  statuses")
    for name, found in figures.items():
        print(line(name, found, figures[REFERENCE].rates))
    return not any(found.failed for found in figures.values())


def servers(stack: ExitStack, query: str) -> Iterator[tuple[str, Target]]:
    """All targets by name, their servers started."""
    python = sys.executable
    peer = stack.enter_context(
        started("bare FastAPI", python, __file__, "--bare", "--port", "{port}", path="/null")
    )
    ours = stack.enter_context(started("adisteme", python, "-m", "adisteme", "serve", "--port", "{port}"))
    yield "bare FastAPI, null handler", Target(peer, "/null")
    yield REFERENCE, Target(peer, query)
    yield "adisteme /sparql, uncached", Target(ours, query, "Cache-Control: no-cache\r\n")
    yield "adisteme /sparql, cached", Target(ours, query)
    yield "adisteme /api/v1/approvals, cached", Target(ours, APPROVALS)
    oxigraph = shutil.which("oxigraph", path=str(Path(python).parent))
    if oxigraph:
        bind = ("serve", "--bind", "127.0.0.1:{port}")
        server = stack.enter_context(started("oxigraph server", oxigraph, *bind, path="/"))
        address = f"http://127.0.0.1:{server.port}/store?default"
        request = urllib.request.Request(
            address, data=dump(), headers={"Content-Type": "application/n-triples"}, method="PUT"
        )
        urllib.request.urlopen(request, timeout=60).close()
        yield "Oxigraph server", Target(server, query.replace("/sparql", "/query", 1))
    if importlib.util.find_spec("rdflib_endpoint"):
        arguments = (python, __file__, "--rdflib-endpoint", "--port", "{port}")
        server = stack.enter_context(started("rdflib-endpoint", *arguments, path="/docs"))
        yield "rdflib-endpoint", Target(server, query.replace("/sparql", "/", 1))


def line(name: str, figures: Figures, reference: list[float]) -> str:
    """The figures of one target."""
    ratio = statistics.median(own / max(its, 1) for own, its in zip(figures.rates, reference, strict=True))
    told = ", ".join(f"{status}: {count}" for status, count in figures.statuses.items())
    if figures.errors:
        told += f"; errors: {dict(figures.errors)}"
    cpu = figures.cpu * 1000 / max(figures.answers, 1)
    times = f"{figures.percentile(0.5):9.2f}{figures.percentile(0.99):9.2f}{cpu:8.2f}"
    return f"{name:34}{figures.rate:8.0f}{times}{ratio:8.2f}  {told}"


def question(key: str) -> str:
    """The query of a question of the catalogue, without its header, as its example asks it."""
    lines = (QUESTIONS / f"{key}.rq").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#+"))


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=5.0, help="for each target (default: %(default)s)")
    parser.add_argument("--clients", type=int, default=16, help="connections at once (default: %(default)s)")
    parser.add_argument(
        "--question", metavar="KEY", help="of the catalogue; else a query of one triple pattern"
    )
    parser.add_argument("--bare", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--rdflib-endpoint", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.bare:
        bare(args.port)
        return 0
    if args.rdflib_endpoint:
        rdflib_endpoint(args.port)
        return 0
    query = question(args.question) if args.question else QUERY
    return 0 if measure(args.seconds, args.clients, query) else 1


if __name__ == "__main__":
    sys.exit(main())
