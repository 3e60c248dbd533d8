"""Requests that nobody would send, at a running service: it must answer each, in time, as it says it does.

    python bench/fuzz.py                                   10,000 requests, and schemathesis for two minutes
    python bench/fuzz.py --requests 500 --examples 5 --seconds 0 --seed 7

1. schemathesis over /openapi.json with all its checks (`--seconds`, or `--examples` for each call);
2. `--requests` seeded ones, broken and whole, on /sparql, /id/…, /act/…, /doc/…, /api/…: mutated queries of
   the catalogue in all three operations of the protocol, mutated keys, bytes that are no text, odd headers.
A fault is: any status of 500 and more but 503 and 504, an error that is no problem document, no answer within
the deadline and ten seconds, a closed connection, a dead service, one that answers nothing afterwards. Exit
status 1 with the request (as Python writes bytes) where there is one.
"""

from __future__ import annotations

import argparse
import http.client
import io
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

from fuzz_hooks import QUERIES
from runaways import Service, started

HERE = Path(__file__).resolve().parent
CATALOGUE = HERE.parent / "ontology" / "questions"
DEADLINE, PATIENCE = 1.0, 10.0
AT_ONCE = 4
STATED = (503, 504)
PROBLEM = "application/problem+json"
WORDS: dict[str, list[str]] = tomllib.loads((HERE / "fuzz_words.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Request:
    """What goes over the wire."""

    raw: bytes

    @classmethod
    def of(cls, method: str, target: bytes, headers: dict[str, str], body: bytes = b"") -> Request:
        """A request line, headers and a body."""
        lines = [method.encode() + b" " + target + b" HTTP/1.1"]
        told = {"Host": "localhost", "Connection": "close", **headers}
        if body or method == "POST":
            told.setdefault("Content-Length", str(len(body)))
        lines += [f"{name}: {value}".encode() for name, value in told.items()]
        return cls(b"\r\n".join(lines) + b"\r\n\r\n" + body)


def catalogue() -> tuple[str, ...]:
    """Queries that are right."""
    own = (path.read_text(encoding="utf-8") for path in sorted(CATALOGUE.glob("*.rq")))
    return (*QUERIES, *own)


def mutated(chance: random.Random, text: str, scraps: list[str]) -> str:
    """A text with a few places cut, doubled, moved or filled with scraps; one in six stays as it is."""
    for _ in range(chance.choice((0, 1, 1, 2, 3, 8))):
        at, upto = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        upto = min(upto, at + chance.choice((1, 5, 50)))
        part = chance.choice(("", text[at:upto] * 2, chance.choice(scraps), chance.choice(scraps) * 30))
        text = text[:at] + part + text[upto if chance.random() < 0.5 else at :]
    return text


def method_of(chance: random.Random) -> str:
    """GET and POST mostly."""
    return chance.choice(("GET", "GET", "GET", "POST", "POST", chance.choice(WORDS["methods"])))


def headers_of(chance: random.Random) -> dict[str, str]:
    """Wishes, often strange ones."""
    told: dict[str, str] = {}
    if chance.random() < 0.6:
        told["Accept"] = ", ".join(chance.choices(WORDS["media"], k=chance.choice((1, 1, 2, 40))))
    if chance.random() < 0.3:
        told["Accept-Language"] = chance.choice(("kk-KZ", "en;q=0.1, ru", "*", "x" * 500, "zz, ;q=1", "é"))
    if chance.random() < 0.2:
        told["Accept-Encoding"] = chance.choice(("gzip", "gzip;q=0", "br, *", "identity;q=0, *;q=0", ";"))
    if chance.random() < 0.1:
        told["If-None-Match"] = chance.choice(("*", '"x"', "W/", '"' * 9))
    if chance.random() < 0.1:
        told["Host"] = chance.choice(("", "a b", "[::", "localhost:99999", "é", "x" * 300, "<>"))
    return told


def on_sparql(chance: random.Random, queries: tuple[str, ...]) -> Request:
    """A query, mostly a broken one."""
    text = mutated(chance, chance.choice(queries), WORDS["scraps"]).encode("utf-8", "replace")
    if chance.random() < 0.1:
        at = chance.randrange(len(text) + 1)
        text = text[:at] + bytes(chance.choices(range(256), k=3)) + text[at:]
    method, told = method_of(chance), headers_of(chance)
    more = chance.choice(
        ("", "", "", "&format=csv", "&format=%00", "&default-graph-uri=x", "&query=x", "&lang=kk&lang=en")
    )
    field = b"query=" + quote(text).encode() + more.encode()
    if method not in ("POST", "PUT", "PATCH", "QUERY"):
        return Request.of(method, b"/sparql?" + field, told)
    told["Content-Type"] = chance.choice(WORDS["bodies"])
    if chance.random() < 0.05:
        told["Content-Encoding"] = chance.choice(("gzip", "br", "identity"))
    form = "form" in told["Content-Type"]
    target = b"/sparql" + (b"" if chance.random() < 0.8 else b"?" + more.encode())
    return Request.of(method, target, told, field if form else text)


def on_paths(chance: random.Random) -> Request:
    """A thing, mostly one that is not there."""
    path = chance.choice(WORDS["roots"]) + mutated(chance, chance.choice(WORDS["keys"]), WORDS["pieces"])
    target = path.encode().replace(b" ", b"%20") if chance.random() < 0.9 else path.encode()
    return Request.of(method_of(chance), target, headers_of(chance))


def fault(service: Service, request: Request) -> tuple[int, str | None]:
    """The status, and what is wrong with the answer to a request."""
    begin = time.monotonic()
    try:
        with socket.create_connection(("127.0.0.1", service.port), timeout=DEADLINE + PATIENCE) as connection:
            connection.sendall(request.raw)
            method = request.raw.partition(b" ")[0].decode()
            with http.client.HTTPResponse(connection, method=method) as got:
                got.begin()
                body = got.read()
    except TimeoutError:
        return 0, f"no answer within {time.monotonic() - begin:.0f} s"
    except (OSError, http.client.HTTPException) as error:
        return 0, f"no answer: {error!r}"
    kind = got.headers.get("content-type", "")
    if got.status >= 500 and got.status not in STATED:
        return got.status, f"{got.status}: {body[:300]!r}"
    if got.status >= 400 and not _is_told(kind, body, method):
        return got.status, f"{got.status} is no problem document: {kind} {body[:200]!r}"
    return got.status, None


_NO_REQUEST = (b"Invalid HTTP request received.", b"")  # nothing is said to HEAD


def _is_told(kind: str, body: bytes, method: str) -> bool:
    if body in _NO_REQUEST and kind.startswith("text/plain"):  # the server never hands it on
        return True
    if kind != PROBLEM:
        return False
    return method == "HEAD" or {"type", "title", "status", "detail"} <= json.load(io.BytesIO(body)).keys()


def fuzzed(service: Service, count: int, seed: int) -> list[str]:
    """What is wrong with the answers to a number of requests."""
    chance, queries = random.Random(seed), catalogue()
    makers: tuple[Callable[[random.Random], Request], ...] = (partial(on_sparql, queries=queries), on_paths)
    requests = [chance.choice(makers)(chance) for _ in range(count)]
    begin = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(partial(fault, service), requests))
    statuses = Counter(status for status, _ in answers)
    told = ", ".join(f"{status}: {number}" for status, number in sorted(statuses.items()))
    print(f"{count} requests in {time.monotonic() - begin:.0f} s: {told}")
    pairs = zip(requests, answers, strict=True)
    return [f"{what}\n  {request.raw!r}" for request, (_, what) in pairs if what]


def conforming(service: Service, examples: int, seconds: int, seed: int) -> list[str]:
    """What schemathesis finds."""
    command = [
        *(Path(sys.executable).with_name("schemathesis"), "--config-file", HERE / "fuzz.toml", "run"),
        *("--checks", "all", "--phases", "examples,coverage,fuzzing", "--seed", str(seed), "--no-color"),
        *(("--max-time", str(seconds)) if seconds else ("--max-examples", str(examples))),
        f"http://127.0.0.1:{service.port}/openapi.json",
    ]
    found = {**os.environ, "PYTHONPATH": str(HERE), "SCHEMATHESIS_HOOKS": "fuzz_hooks"}
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:  # it remembers examples where it stands
        got = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=found, check=False)
    tail = [line.strip() for line in got.stdout.splitlines() if "generated" in line or "Tested:" in line]
    print(f"schemathesis in {time.monotonic() - begin:.0f} s: {', '.join(tail)}")
    return [got.stdout + got.stderr] if got.returncode else []


def alive(service: Service) -> list[str]:
    """What the service does not do any more."""
    query = "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { ?s a ?kind }")
    answers = {path: service.get(path)[0] for path in ("/healthz", "/readyz", "/api/v1/documents", query)}
    return [f"afterwards {path} answers {status}" for path, status in answers.items() if status != 200]


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--requests", type=int, default=10_000, help="of our own (default: %(default)s)")
    parser.add_argument("--seconds", type=int, default=120, help="of schemathesis; 0: by --examples")
    parser.add_argument("--examples", type=int, default=100, help="of each call (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="(default: %(default)s)")
    args = parser.parse_args()
    limits = {"ADISTEME_QUERY_TIMEOUT": str(DEADLINE), "ADISTEME_VALIDATE_TIMEOUT": "20"}
    with tempfile.TemporaryFile("w+") as log:
        with started("-m", "adisteme", "serve", log=log, **limits) as (service, _):
            faults = fuzzed(service, args.requests, args.seed) if args.requests else []
            if args.seconds or args.examples:
                faults += conforming(service, args.examples, args.seconds, args.seed)
            faults += alive(service)
        log.seek(0)
        said = log.read()
    if "Traceback" in said:
        faults.append(f"the service logged\n{said[said.index('Traceback') :][:3000]}")
    for what in faults:
        print(what, file=sys.stderr)
    print(f"{len(faults)} faults, seed {args.seed}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
