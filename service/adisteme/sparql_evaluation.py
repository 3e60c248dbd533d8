"""One query from text to bytes, in one thread, as a worker process could run it.

pyoxigraph's results may not cross threads (FACTS: it ends the process), so the query is run and serialised in
one call. It has no deadline here: what can stop a runaway is a process that can be killed
(`adisteme.workers`).
"""

from __future__ import annotations

import io
import os
import re
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from adisteme import namespaces as ns
from adisteme.sparql_dataset import dataset, missing, refuse_missing
from adisteme.sparql_text import QueryRefused, check_size, is_update, locate, tokens, without_service
from adisteme.web.negotiation import BY_KEY, GRAPH, ROWS

if TYPE_CHECKING:
    from typing_extensions import Buffer

ROW_FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPH_FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
}
_EMPTY = Store()
# Characters that XML 1.0 has no way to write, and the element that the engine makes of a predicate without a
# local name; both come out as XML that no parser reads.
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|<oxprefix: ")
_XML = frozenset(("xml", "rdf"))
_STACK = 64 * 1024 * 1024


@dataclass(frozen=True)
class QueryRequest:
    """A query as a client sent it; can be sent to another process.

    Attributes:
        query: the SPARQL text.
        default_graphs: IRIs of `default-graph-uri`; with them or `named_graphs` the query's own FROM does not
            count (SPARQL 1.1 Protocol, 2.1.4).
        named_graphs: IRIs of `named-graph-uri`.
        rows_format: key of the form for SELECT and ASK; None when the client takes none.
        graph_format: the same for CONSTRUCT and DESCRIBE.
        union: whether the default graph, where none is named, is the union of all named graphs.
        max_bytes: how large the results may be; None for no limit.
    """

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    rows_format: str | None = "json"
    graph_format: str | None = "ttl"
    union: bool = True
    max_bytes: int | None = None


@dataclass(frozen=True)
class QueryResult:
    """Serialised results.

    Attributes:
        kind: ROWS or GRAPH.
        format: the key of their form.
        body: the bytes.
        missing: graphs of the request's dataset that are not here, so that they were empty.
    """

    kind: str
    format: str
    body: bytes
    missing: tuple[str, ...] = ()


def evaluate(store: Store, request: QueryRequest) -> QueryResult:
    """Run a query over the union of the store's graphs, or over the dataset that it or the request names.

    Args:
        store: where to look.
        request: the query and the forms that the client takes.

    Raises:
        QueryRefused: the query is not SPARQL, goes out, would change the store, is nested too deep, or its
            results have no form that the client takes or are too large; or a graph is not here.
    """
    try:
        return _evaluated(store, request)
    except BaseException as error:
        # Frames in the traceback would carry results into another thread, where they must not end.
        traceback.clear_frames(error.__traceback__)
        raise


def _evaluated(store: Store, request: QueryRequest) -> QueryResult:
    _refuse_surrogates(request.query)
    check_size(request.query)
    stand_in = without_service(request.query)
    try:
        if stand_in is not None:
            _parse(stand_in)
        named = dataset(request.query, _parse, stand_in)
        results = _run(store, request, named)
        absent = missing((*request.default_graphs, *request.named_graphs), store)
        return replace(_serialised(results, request), missing=absent)
    except SyntaxError as error:
        raise _malformed(request.query, error, stand_in) from None
    except RuntimeError as error:  # a function that the engine does not have
        raise QueryRefused("unsupported_query", reason=str(error)) from None


def evaluate_text(store: Store, query: str, key: str | None = None) -> bytes:
    """Run a query outside of HTTP.

    Args:
        store: where to look.
        query: the SPARQL text.
        key: key of the form of the results; None for CSV, or Turtle where the result is a graph.

    Raises:
        QueryRefused: see `evaluate`.
    """
    return query_threads().submit(evaluate, store, request_of(query, key)).result().body


def request_of(query: str, key: str | None = None) -> QueryRequest:
    """A query whose results are wanted in one form; None is CSV, or Turtle where the result is a graph."""
    if key is None:
        return QueryRequest(query, rows_format="csv", graph_format="ttl")
    rows = BY_KEY[key].kind == ROWS
    return QueryRequest(query, rows_format=key if rows else None, graph_format=None if rows else key)


@cache
def query_threads() -> ThreadPoolExecutor:
    """Threads for queries, with a stack that the longest allowed query fits in several times."""
    count = max(4, 2 * (os.cpu_count() or 1))
    previous = threading.stack_size(_STACK)
    try:
        pool = ThreadPoolExecutor(count, thread_name_prefix="query")
        started = threading.Barrier(count + 1)
        for _ in range(count):
            pool.submit(started.wait)
        started.wait()
    finally:
        threading.stack_size(previous)
    return pool


def _refuse_surrogates(query: str) -> None:
    try:
        query.encode()
    except UnicodeEncodeError:
        raise QueryRefused("invalid_text") from None


def _parse(text: str) -> None:
    with suppress(RuntimeError):  # it parses, and calls a function that the engine does not have
        _EMPTY.query(text, base_iri=ns.BASE)


def _run(store: Store, request: QueryRequest, own: list[str]) -> QuerySolutions | QueryBoolean | QueryTriples:
    if request.default_graphs or request.named_graphs:
        default, named = _graphs(request.default_graphs), _graphs(request.named_graphs)
        return store.query(
            request.query,
            base_iri=ns.BASE,
            default_graph=default,  # type: ignore[arg-type]
            named_graphs=named,  # type: ignore[arg-type]
        )
    refuse_missing(own, store)
    union = request.union and not own
    return store.query(request.query, base_iri=ns.BASE, use_default_graph_as_union=union)


def _graphs(iris: tuple[str, ...]) -> list[NamedNode]:
    graphs = []
    for iri in dict.fromkeys(iris):  # a graph that is named twice would give its triples twice
        try:
            graphs.append(NamedNode(iri))
        except ValueError:
            raise QueryRefused("invalid_graph_iri", iri=iri) from None
    return graphs


def _malformed(query: str, error: SyntaxError, stand_in: str | None) -> QueryRefused:
    if is_update(query):
        return QueryRefused("update_refused")
    # The query itself may not be parsed again: where it hides SERVICE, the parser would run it.
    place = locate(query, error, _parse, stand_in)
    reason = f" ({place.reason})" if place.reason else ""
    if not place.near:
        return QueryRefused("incomplete_query", line=place.line, column=place.column, reason=reason)
    return QueryRefused(
        "malformed_query", line=place.line, column=place.column, near=place.near, reason=reason
    )


def _serialised(results: QuerySolutions | QueryBoolean | QueryTriples, request: QueryRequest) -> QueryResult:
    kind = ROWS if isinstance(results, QuerySolutions | QueryBoolean) else GRAPH
    key = request.graph_format if kind == GRAPH else request.rows_format
    if key is None:
        raise QueryRefused("not_acceptable", kind=kind)
    output = _Bounded(request.max_bytes)
    try:
        if not isinstance(results, QuerySolutions | QueryBoolean):
            serialize(results, output, format=GRAPH_FORMATS[key], prefixes=ns.PREFIXES)
        else:
            results.serialize(output, format=ROW_FORMATS[key])
    except _TooLarge:
        raise QueryRefused("result_too_large", limit=request.max_bytes) from None
    except OSError as error:  # RDF 1.2 terms in a form that has none
        raise QueryRefused("not_representable", format=BY_KEY[key].media_type, reason=str(error)) from None
    body = output.getvalue()
    if key in _XML and _NOT_XML.search(body):
        raise QueryRefused("not_representable", format=BY_KEY[key].media_type, reason="XML 1.0")
    return QueryResult(kind, key, body)


class _TooLarge(Exception):
    """The results are larger than asked for."""


class _Bounded(io.BytesIO):
    """Bytes up to a limit, so that a result beyond it is not even made."""

    def __init__(self, limit: int | None) -> None:
        super().__init__()
        self._limit = limit

    def write(self, data: Buffer) -> int:
        written = super().write(data)
        if self._limit is not None and self.tell() > self._limit:
            raise _TooLarge
        return written


def work(store: Store) -> Callable[[QueryRequest], tuple[QueryResult, bytes]]:
    """What a worker of the lane for queries does: the result without its body, and the body."""

    def answer(request: QueryRequest) -> tuple[QueryResult, bytes]:
        result = evaluate(store, request)
        return replace(result, body=b""), result.body

    list(tokens("ASK {}"))  # compiled here once, and not by every worker
    return answer
