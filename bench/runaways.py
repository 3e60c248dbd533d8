"""Deadlines on a large graph: what runaways cost, and whether anybody else notices.

    python bench/runaways.py --triples 1000000 --deadline 2

Starts the service over the Rules with a synthetic graph of institutions beside them, and prints
1. for each kind of runaway: status, kind of problem, seconds beyond the deadline (at most 1);
2. the latency of another client while the machine is quiet and while all workers but one run runaways
   (p99 under 3 times the quiet value, or 50 ms);
3. with all workers taken: how soon `/sparql` says 503 (200 ms), and the latency of `/api`;
4. latency and memory (PSS of all processes) before and after a row of runaways;
5. seconds from process start to the first answer over the Rules alone, and PSS with two workers.
Exit status 1 where a limit does not hold. Linux only.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import quote

from load import START, Server

EX = "https://example.org/"
ORG = "http://www.w3.org/ns/org#"
RUNAWAYS = {
    "cross product count": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
    "ORDER BY RAND()": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY RAND() LIMIT 1",
    "deep property path": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:y>)* ?b }",
    "huge GROUP_CONCAT": "SELECT (STRLEN(GROUP_CONCAT(STR(?c))) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
    "regex backtracking": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f "
    'FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "^(.*a)*(.*b)*(.*c)*0$")) }',
    "memory-eating sort": "SELECT DISTINCT ?a ?f { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f OFFSET 999999999",
}
EASY = f"SELECT ?unit ?label {{ <{EX}o7> <{EX}has> ?unit . ?unit <{EX}label> ?label }}"
API = "/api/v1/approvals?document=working-curriculum&level=technical-vocational-education"
EASY_CALLS = 400
WARM_UP = 12  # seconds until the lane for validation has its worker
LIMIT_LATE, LIMIT_BUSY, LIMIT_P99, LIMIT_START, LIMIT_PSS = 1.0, 0.2, 0.05, 1.5, 250.0


@dataclass
class Verdict:
    """What did not hold."""

    broken: list[str] = field(default_factory=list)

    def check(self, holds: bool, what: str) -> str:
        """`ok`, or the fault."""
        if not holds:
            self.broken.append(what)
        return "ok" if holds else "BROKEN"


@dataclass(frozen=True)
class Service:
    """A service on this machine."""

    port: int
    process: int

    def get(
        self, path: str, connection: http.client.HTTPConnection | None = None
    ) -> tuple[int, float, bytes]:
        """Status, seconds and body."""
        own = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        start = time.perf_counter()
        own.request("GET", path, headers={"Cache-Control": "no-cache"})  # worked out each time
        got = own.getresponse()
        body = got.read()
        seconds = time.perf_counter() - start
        if connection is None:
            own.close()
        return got.status, seconds, body

    def query(self, text: str) -> tuple[int, float, bytes]:
        """Status, seconds and body of a query."""
        return self.get("/sparql?query=" + quote(text))

    def latencies(self, path: str, count: int = EASY_CALLS) -> list[float]:
        """Seconds of calls one after the other on one connection, sorted; those that failed are told."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        seen = [self.get(path, connection) for _ in range(count)]
        connection.close()
        failed = [status for status, _, _ in seen if status != 200]
        if failed:
            print(f"  {len(failed)} of {count} calls failed: {sorted(set(failed))}")
        return sorted(seconds for _, seconds, _ in seen)

    def cpu(self) -> float:
        """CPU seconds that the server itself has taken."""
        return Server(self.port, self.process).cpu()

    def memory(self) -> float:
        """Proportional memory of the server and all below it, in MB."""
        total, family = 0, [self.process]
        for pid in family:
            with suppress(OSError):
                for task in Path(f"/proc/{pid}/task").iterdir():
                    family += map(int, (task / "children").read_text().split())
                lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
                total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        return total / 1024


@contextmanager
def started(*command: str, log: IO[str] | None = None, **environment: str) -> Iterator[tuple[Service, float]]:
    """The service, and the seconds until it gave the first answer to a query."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command, "--port", str(port)],
        env={**os.environ, **environment},
        stderr=log or subprocess.DEVNULL,
    )
    service = Service(port, process.pid)
    try:
        while True:
            with suppress(OSError):
                if service.query("ASK { ?s ?p ?o }")[0] == 200:
                    break
            if process.poll() is not None or time.perf_counter() - begin > START:
                sys.exit(f"bench/runaways.py: the service did not start (exit status {process.poll()})")
            time.sleep(0.005)
        yield service, time.perf_counter() - begin
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def percentile(ordered: list[float], share: float) -> float:
    """A percentile in milliseconds."""
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000


def kinds(service: Service, deadline: float, verdict: Verdict) -> None:
    """Each runaway by itself."""
    print(f"runaways, deadline {deadline:g} s")
    for name, text in RUNAWAYS.items():
        status, seconds, body = service.query(text)
        kind = json.loads(body)["type"].rpartition("/")[2] if status >= 400 else "-"
        late = seconds - deadline
        told = verdict.check(
            status in (503, 504) and late <= LIMIT_LATE, f"{name}: {status}, {late:.2f} s late"
        )
        print(f"  {name:22} {status} {kind:16} {seconds:6.2f} s  {told}")


@contextmanager
def taken(service: Service, count: int) -> Iterator[None]:
    """A number of workers kept at runaways."""
    done = threading.Event()

    def keep() -> None:
        while not done.is_set():
            service.query(RUNAWAYS["cross product count"])

    threads = [threading.Thread(target=keep) for _ in range(count)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    yield
    done.set()
    for thread in threads:
        thread.join()


def neighbours(service: Service, workers: int, verdict: Verdict) -> None:
    """Other clients while runaways run."""
    easy = "/sparql?query=" + quote(EASY)
    service.latencies(easy, 50)
    quiet, api_quiet = service.latencies(easy), service.latencies(API)
    with taken(service, workers - 1):
        beside = service.latencies(easy)
    p99, limit = percentile(beside, 0.99), max(3 * percentile(quiet, 0.99), LIMIT_P99 * 1000)
    told = verdict.check(p99 <= limit, f"p99 beside runaways {p99:.1f} ms")
    print(f"another client: p50 {percentile(quiet, 0.5):.2f} ms, p99 {percentile(quiet, 0.99):.2f} ms quiet;")
    print(
        f"  beside {workers - 1} runaway(s): p50 {percentile(beside, 0.5):.2f} ms, p99 {p99:.2f} ms  {told}"
    )
    with taken(service, workers):
        answers = [service.query(EASY) for _ in range(20)]
        api = service.latencies(API)
    busy = sorted(seconds for status, seconds, _ in answers if status == 503)
    worst = busy[-1] if busy else float("nan")
    soon = len(busy) >= 15 and worst <= LIMIT_BUSY
    told = verdict.check(soon, f"busy after {worst:.3f} s, {len(busy)} of 20")
    print(f"all {workers} workers taken: {len(busy)} of 20 queries refused (503), ", end="")
    print(f"the slowest after {worst * 1000:.0f} ms  {told}")
    told = verdict.check(percentile(api, 0.99) <= max(3 * percentile(api_quiet, 0.99), 50), "/api slows down")
    print(f"  /api p99 {percentile(api, 0.99):.2f} ms ({percentile(api_quiet, 0.99):.2f} ms quiet)  {told}")


def row(service: Service, count: int, verdict: Verdict) -> None:
    """Many runaways one after the other."""
    easy = "/sparql?query=" + quote(EASY)
    time.sleep(WARM_UP)
    before, memory = service.latencies(easy), service.memory()
    statuses = {service.query(RUNAWAYS["cross product count"])[0] for _ in range(count)}
    time.sleep(0.5)
    after, memory_after = service.latencies(easy), service.memory()
    print(f"{count} runaways in a row, statuses {statuses}: ", end="")
    print(f"p50 {percentile(before, 0.5):.2f} → {percentile(after, 0.5):.2f} ms")
    told = verdict.check(memory_after <= memory * 1.1 + 10, "memory grew")
    print(f"  PSS {memory:.0f} → {memory_after:.0f} MB  {told}")


def start(verdict: Verdict) -> None:
    """The Rules alone: how soon and how small."""
    times: list[float] = []
    memory, cpu = 0.0, 99.0
    for _ in range(3):
        with started("-m", "adisteme", "serve") as (service, seconds):
            cpu = min(cpu, service.cpu())
            times.append(seconds)
            service.latencies("/sparql?query=" + quote("ASK { ?s ?p ?o }"), 100)
            early = service.memory()
            time.sleep(WARM_UP)
            memory = service.memory()
    told = verdict.check(min(times) <= LIMIT_START, f"start {min(times):.2f} s")
    print(f"start to first answer: {', '.join(f'{seconds:.2f}' for seconds in times)} s, ", end="")
    print(f"{cpu:.2f} CPU seconds of the server (the best of three counts)  {told}")
    told = verdict.check(memory <= LIMIT_PSS, f"PSS {memory:.0f} MB")
    print(f"PSS with two workers: {early:.0f} MB, {memory:.0f} MB once validation is warm  {told}")


def synthetic(triples: int) -> Iterator[str]:
    """Organisations, units and labels as N-Triples."""
    for number in range(triples // 4):
        unit = f"<{EX}u{number}>"
        yield f"<{EX}o{number // 10}> <{EX}has> {unit} .\n"
        yield f"{unit} <{ORG}unitOf> <{EX}o{number // 10}> .\n"
        yield f'{unit} <{EX}label> "Unit {number}" .\n'
        yield f"{unit} <{EX}next> <{EX}u{number + 1}> .\n"


def serve(file: Path, port: int) -> None:
    """The service over the Rules and a file (run in a process of its own)."""
    import uvicorn
    from pyoxigraph import NamedNode, RdfFormat

    from adisteme.graph import load
    from adisteme.settings import Settings
    from adisteme.web.app import over

    graph = load()
    graph.store.bulk_load(path=str(file), format=RdfFormat.N_TRIPLES, to_graph=NamedNode(EX + "graph"))
    app = over(graph, Settings.read())
    app.state.lanes.fork()
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--triples", type=int, default=1_000_000, help="size of the graph (default: %(default)s)"
    )
    parser.add_argument("--deadline", type=float, default=2.0, help="seconds (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="of the lane (default: %(default)s)")
    parser.add_argument("--memory", type=int, default=512, help="MiB of a query (default: %(default)s)")
    parser.add_argument("--row", type=int, default=200, help="runaways in a row (default: %(default)s)")
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.serve:
        serve(args.serve, args.port)
        return 0
    verdict = Verdict()
    start(verdict)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "data.nt"
        file.write_text("".join(synthetic(args.triples)))
        limits = {
            "ADISTEME_QUERY_WORKERS": str(args.workers),
            "ADISTEME_QUERY_MEMORY": str(args.memory),
        }
        command = (__file__, "--serve", str(file))
        with started(*command, **limits, ADISTEME_QUERY_TIMEOUT=str(args.deadline)) as (service, seconds):
            print(
                f"{args.triples} triples beside the Rules, {args.workers} workers: up after {seconds:.1f} s"
            )
            kinds(service, args.deadline, verdict)
            neighbours(service, args.workers, verdict)
        with started(*command, **limits, ADISTEME_QUERY_TIMEOUT="0.2") as (service, _):
            row(service, args.row, verdict)
    for fault in verdict.broken:
        print(f"does not hold: {fault}", file=sys.stderr)
    return 1 if verdict.broken else 0


if __name__ == "__main__":
    sys.exit(main())
