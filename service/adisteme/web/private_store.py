"""`/store`: somebody's own graphs, by SPARQL 1.1 Protocol with updates and by Graph Store Protocol."""

from __future__ import annotations

import asyncio
import hmac
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from fastapi import APIRouter, Depends, Request, Response
from pyoxigraph import NamedNode, RdfFormat

from adisteme.private_store import PrivateStore, triples_of
from adisteme.settings import Settings
from adisteme.sparql_evaluation import QueryRequest, QueryResult, query_threads
from adisteme.sparql_text import QueryRefused
from adisteme.store_reading import GraphRead, Snapshots, StoreQuery, content
from adisteme.web import service_description
from adisteme.web.api import PROBLEMS
from adisteme.web.client import accept_header, address_of, until_gone
from adisteme.web.negotiation import GRAPH, choose, content_type
from adisteme.web.problems import Problem
from adisteme.web.sparql_request import (
    OFFERS,
    Fields,
    not_acceptable,
    one_query,
    parsed_fields,
    posted_fields,
    problem_of,
    query_string,
    task_of,
    whole_body,
    wish_of,
)
from adisteme.workers import Runner

MAX_DOCUMENT = 64 * 1024 * 1024
_MULTIPART = "multipart/form-data"
_T = TypeVar("_T")


@dataclass(frozen=True)
class Readers:
    """Workers that read a store on disk, the snapshots that they read, and their limits."""

    lane: Runner
    snapshots: Snapshots
    settings: Settings


def router(
    own: PrivateStore, token: str, backups: Path | None = None, readers: Readers | None = None
) -> APIRouter:
    """The routes of a private store.

    Args:
        own: the store.
        token: what every request must bear.
        backups: where saved stores go; None where there is no saving.
        readers: run queries and read graphs; None where threads do, without a deadline (in tests).
    """
    web = APIRouter(
        prefix="/store", tags=["own graphs"], responses=PROBLEMS, dependencies=[Depends(_guard(token))]
    )
    _add_sparql(web, own, readers)
    _add_graphs(web, own, readers)

    @web.post("/backup", summary="Save the store as it stands", status_code=201)
    async def backup() -> dict[str, str]:
        if backups is None:
            raise Problem(403, "store.no_backups")
        return {"folder": (await _in_thread(own.backup, backups)).name}

    return web


def _guard(token: str) -> Callable[[Request], None]:
    expected = f"Bearer {token}".encode()

    def check(request: Request) -> None:
        given = request.headers.get("authorization", "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, expected):
            raise Problem(401, "http.unauthorized", headers={"WWW-Authenticate": 'Bearer realm="store"'})

    return check


def _add_sparql(web: APIRouter, own: PrivateStore, readers: Readers | None) -> None:
    @web.get("/sparql", response_class=Response, summary="A query; without parameters the description")
    async def by_get(request: Request) -> Response:
        fields = parsed_fields(query_string(request))
        if not fields.keys() - {"format", "lang"}:
            return _description(request, own, readers)
        return await _answer(request, own, readers, fields)

    @web.post("/sparql", response_class=Response, summary="A query or an update")
    async def by_post(request: Request) -> Response:
        fields = await posted_fields(request, updates=True)
        if "update" not in fields:
            return await _answer(request, own, readers, fields)
        updates = fields["update"]
        if len(updates) > 1 or "query" in fields:
            raise Problem(400, "sparql.several_queries", count=len(updates) + len(fields.get("query", ())))
        if "update" in parsed_fields(query_string(request)):  # the protocol wants it in the body
            raise Problem(400, "http.bad_request")
        datasets = (tuple(fields.get(f"using-{kind}graph-uri", ())) for kind in ("", "named-"))
        try:
            await _in_thread(own.update, updates[0], *datasets)
        except QueryRefused as refused:
            raise problem_of(refused) from None
        return Response(status_code=204)


async def _answer(request: Request, own: PrivateStore, readers: Readers | None, fields: Fields) -> Response:
    task = task_of(one_query(fields), fields, wish := wish_of(request, fields))
    try:
        if readers is None:
            result = await _in_thread(own.query, task)
            body = result.body
        else:
            result, body = await _read(request, readers, task)
    except QueryRefused as refused:
        raise problem_of(refused) from None
    return Response(body, headers={"Vary": "Accept", "Content-Type": wish.content_type(result.kind)})


async def _read(request: Request, readers: Readers, task: QueryRequest) -> tuple[QueryResult, bytes]:
    async with readers.snapshots.current() as folder:
        asked = StoreQuery(folder, replace(task, max_bytes=readers.settings.query_bytes))
        return await readers.lane.run(asked, gone=lambda: until_gone(request))


def _description(request: Request, own: PrivateStore, readers: Readers | None) -> Response:
    form, media_type = _form(request)
    settings = readers.settings if readers else None
    body = service_description.description(own.store, address_of(request), form, settings, updates=True)
    return Response(body, headers={"Vary": "Accept", "Content-Type": media_type})


def _add_graphs(web: APIRouter, own: PrivateStore, readers: Readers | None) -> None:
    @web.get("/graphs", response_class=Response, summary="A graph, by ?graph= or ?default")
    @web.get("/graphs/{name:path}", response_class=Response, summary="A graph, by its address")
    async def get(request: Request) -> Response:
        graph = _graph(request)
        _, media_type = _form(request)
        if not own.has(graph):
            raise Problem(404, "http.not_found", path=graph)
        wanted = graph.value if graph else None, media_type.partition(";")[0]
        if readers is None:
            body = await _in_thread(content, own.store, *wanted)
        else:
            async with readers.snapshots.current() as folder:
                asked = GraphRead(folder, *wanted)
                _, body = await readers.lane.run(asked, gone=lambda: until_gone(request))
        return Response(body, headers={"Vary": "Accept", "Content-Type": media_type})

    @web.put("/graphs", summary="Replace a graph")
    @web.put("/graphs/{name:path}", summary="Replace a graph")
    async def put(request: Request) -> Response:
        graph = _graph(request)
        return await _write(own.put, own, graph, await _triples(request, graph))

    @web.post("/graphs", summary="Add to a graph; without a name make one")
    @web.post("/graphs/{name:path}", summary="Add to a graph")
    async def post(request: Request) -> Response:
        if not request.path_params.get("name") and not request.query_params:
            graph = NamedNode(f"{address_of(request)}/{uuid.uuid4()}")
            response = await _write(own.add, own, graph, await _triples(request, graph))
            response.headers["Location"] = graph.value
            return response
        graph_or_default = _graph(request)
        return await _write(own.add, own, graph_or_default, await _triples(request, graph_or_default))

    @web.delete("/graphs", summary="Remove a graph", status_code=204)
    @web.delete("/graphs/{name:path}", summary="Remove a graph", status_code=204)
    async def delete(request: Request) -> Response:
        graph = _graph(request)
        if not own.has(graph):
            raise Problem(404, "http.not_found", path=graph)
        await _changed(own.drop, graph)
        return Response(status_code=204)


async def _write(
    change: Callable[[NamedNode | None, bytes], None],
    own: PrivateStore,
    graph: NamedNode | None,
    triples: bytes,
) -> Response:
    existed = own.has(graph)
    await _changed(change, graph, triples)
    return Response(status_code=204 if existed else 201)


async def _changed(change: Callable[..., None], *args: object) -> None:
    try:
        await _in_thread(change, *args)
    except QueryRefused as refused:
        raise problem_of(refused) from None


def _graph(request: Request) -> NamedNode | None:
    """The graph that a request is about: `?graph=`, `?default`, or the address itself."""
    if request.path_params.get("name"):
        return _named(address_of(request))
    fields = parsed_fields(query_string(request))
    graphs = fields.get("graph", [])
    if len(graphs) == 1 and "default" not in fields:
        return _named(graphs[0])
    if "default" in fields and not graphs:
        return None
    raise Problem(400, "store.which_graph")


def _named(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError:
        raise Problem(400, "sparql.invalid_graph_iri", iri=iri) from None


async def _triples(request: Request, graph: NamedNode | None) -> bytes:
    base = graph.value if graph else address_of(request)
    given = request.headers.get("content-type", "")
    if given.partition(";")[0].strip().lower() == _MULTIPART:
        async with request.form(max_files=100, max_fields=100) as form:
            parts = [part for part in form.values() if not isinstance(part, str)]
            documents = [(part.content_type or "", await part.read()) for part in parts]
    else:
        documents = [(given, await whole_body(request, MAX_DOCUMENT))]
    found = [await _in_thread(triples_of, content, _syntax(kind), base) for kind, content in documents]
    return b"".join(found)


def _syntax(content_type: str) -> RdfFormat:
    form = RdfFormat.from_media_type(content_type.partition(";")[0].strip().lower())
    if form is None:
        raise Problem(415, "http.unsupported_media_type", media_type=content_type)
    return form


def _form(request: Request) -> tuple[str, str]:
    chosen = choose(accept_header(request), tuple(OFFERS[GRAPH]))
    if chosen is None:
        raise not_acceptable(list(OFFERS[GRAPH]))
    form = OFFERS[GRAPH][chosen]
    return form.key, content_type(form, form.media_type)


async def _in_thread(function: Callable[..., _T], *args: Any) -> _T:
    return await asyncio.get_running_loop().run_in_executor(query_threads(), function, *args)
