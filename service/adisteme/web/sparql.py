"""`/sparql`: the query operation of SPARQL 1.1 Protocol over a store that is only read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from pyoxigraph import Store
from rapidfuzz import process
from starlette.requests import ClientDisconnect

from adisteme.sparql_evaluation import QueryRequest, evaluate, evaluate_text, query_threads
from adisteme.sparql_text import QueryRefused
from adisteme.web import service_description
from adisteme.web.negotiation import (
    BY_KEY,
    GRAPH,
    HTML,
    RESULT_KEYS,
    ROWS,
    choose,
    content_type,
    media_types,
)
from adisteme.web.problems import Problem, language

__all__ = ["MAX_BODY", "MAX_QUERY_STRING", "evaluate_text", "router"]

MAX_BODY = 2 * 1024 * 1024
MAX_QUERY_STRING = 32 * 1024
MAX_FIELDS = 1_000

QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
FORM = "application/x-www-form-urlencoded"

_OFFERS = {ROWS: media_types(ROWS), GRAPH: media_types(GRAPH)}
_OFFERED = list(dict.fromkeys([*_OFFERS[ROWS], *_OFFERS[GRAPH]]))
_CORS = {"Access-Control-Allow-Origin": "*"}
_ALLOW = "GET, HEAD, POST, OPTIONS"
_PREFLIGHT = {
    **_CORS,
    "Allow": _ALLOW,
    "Access-Control-Allow-Methods": _ALLOW,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Authorization, Content-Type",
    "Access-Control-Max-Age": "86400",
}
_STATUS = {"federation_refused": 403, "update_refused": 403, "not_representable": 406}

Fields = dict[str, list[str]]


@dataclass(frozen=True)
class _Wish:
    """The media types in which the client takes each kind of results; None where it takes none."""

    rows: str | None
    graph: str | None

    def key(self, kind: str) -> str | None:
        asked = self.rows if kind == ROWS else self.graph
        return _OFFERS[kind][asked].key if asked else None

    def content_type(self, kind: str) -> str:
        asked = self.rows if kind == ROWS else self.graph
        assert asked is not None  # results of a kind that the client refuses are not made
        return content_type(_OFFERS[kind][asked], asked)


def router(get_store: Callable[[], Store]) -> APIRouter:
    """The routes of `/sparql`.

    Args:
        get_store: gives the store; called for every request.

    Returns:
        A router whose errors are `Problem`s: install their handlers on the application.
    """
    routes = APIRouter(tags=["sparql"])

    @routes.get("/sparql", response_class=Response, responses=_RESPONSES, openapi_extra=_GET)
    async def query_by_get(request: Request) -> Response:
        """SPARQL 1.1 query; without parameters the description of the service."""
        fields = _fields(_query_string(request))
        if not fields.keys() - {"format", "lang"}:
            return _description(request, get_store(), fields)
        return await _answer(request, get_store(), fields)

    @routes.post("/sparql", response_class=Response, responses=_RESPONSES, openapi_extra=_POST)
    async def query_by_post(request: Request) -> Response:
        """SPARQL 1.1 query, as a form or as the body."""
        return await _answer(request, get_store(), await _posted(request))

    @routes.head("/sparql", include_in_schema=False)
    async def head(request: Request) -> Response:
        """The headers of the answer to GET."""
        full = await query_by_get(request)
        return Response(headers=dict(full.headers))

    @routes.options("/sparql", include_in_schema=False)
    async def options() -> Response:
        """What is allowed here, for people and for CORS."""
        return Response(status_code=204, headers=_PREFLIGHT)

    return routes


async def _answer(request: Request, store: Store, fields: Fields) -> Response:
    query = _one_query(fields)
    wish = _wish(request, fields)
    task = QueryRequest(
        query,
        tuple(fields.get("default-graph-uri", ())),
        tuple(fields.get("named-graph-uri", ())),
        wish.key(ROWS),
        wish.key(GRAPH),
    )
    loop = asyncio.get_running_loop()
    try:
        result = await loop.run_in_executor(query_threads(), evaluate, store, task)
    except QueryRefused as refused:
        raise _problem(refused) from None
    headers = {**_CORS, "Vary": "Accept", "Content-Type": wish.content_type(result.kind)}
    return Response(result.body, headers=headers)


def _description(request: Request, store: Store, fields: Fields) -> Response:
    offers = [*_OFFERS[GRAPH], HTML]
    key = _format(fields)
    chosen = BY_KEY[key].media_type if key else choose(_accept(request), offers)
    if chosen == HTML:
        lang = language(request)
        headers = {**_CORS, "Vary": "Accept, Accept-Language", "Content-Language": lang}
        return Response(service_description.page(store, lang), headers=headers, media_type=HTML)
    if chosen not in _OFFERS[GRAPH]:
        raise _not_acceptable(offers)
    form = _OFFERS[GRAPH][chosen]
    body = service_description.description(store, _endpoint(request), form.key)
    headers = {**_CORS, "Vary": "Accept", "Content-Type": content_type(form, chosen)}
    return Response(body, headers=headers)


def _endpoint(request: Request) -> str:
    try:
        return str(request.url.replace(query="", fragment=""))
    except ValueError:  # a Host header that is no host
        return ""


def _query_string(request: Request) -> bytes:
    text: bytes = request.scope["query_string"]
    if len(text) > MAX_QUERY_STRING:
        raise Problem(414, "http.uri_too_long", limit=MAX_QUERY_STRING)
    return text


def _fields(encoded: bytes) -> Fields:
    """The fields of a query string or form; unlike the framework's, bytes that are no UTF-8 are refused."""
    fields: Fields = {}
    try:
        pairs = parse_qsl(
            encoded.decode(), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS
        )
    except UnicodeDecodeError:
        raise Problem(400, "sparql.invalid_text") from None
    except ValueError:
        raise Problem(400, "http.bad_request") from None
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


async def _posted(request: Request) -> Fields:
    fields = _fields(_query_string(request))
    given = request.headers.get("content-type", "")
    media_type, _, parameters = given.partition(";")
    media_type = media_type.strip().lower()
    if media_type == UPDATE:
        raise Problem(403, "sparql.update_refused")
    if media_type not in {QUERY, FORM} or not _is_utf8(parameters):
        accepted = [QUERY, FORM]
        headers = {"Accept-Post": ", ".join(accepted)}
        members = {"offers": accepted}
        raise Problem(415, "http.unsupported_media_type", headers=headers, members=members, media_type=given)
    body = await _body(request)
    if media_type == FORM:
        for name, values in _fields(body).items():
            fields.setdefault(name, []).extend(values)
        return fields
    try:
        fields.setdefault("query", []).append(body.decode())
    except UnicodeDecodeError:
        raise Problem(400, "sparql.invalid_text") from None
    return fields


def _is_utf8(parameters: str) -> bool:
    name, _, value = parameters.partition(";")[0].partition("=")
    return name.strip().lower() != "charset" or value.strip(' "').lower() in {"utf-8", "utf8", "us-ascii"}


async def _body(request: Request) -> bytes:
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > MAX_BODY:
                raise Problem(413, "http.content_too_large", limit=MAX_BODY)
            parts.append(part)
    except ClientDisconnect:  # nobody reads the answer
        raise Problem(400, "http.bad_request") from None
    return b"".join(parts)


def _one_query(fields: Fields) -> str:
    if "update" in fields:
        raise Problem(403, "sparql.update_refused")
    queries = fields.get("query", [])
    if not queries:
        raise Problem(400, "sparql.missing_query")
    if len(queries) > 1:
        raise Problem(400, "sparql.several_queries", count=len(queries))
    return queries[0].removeprefix("\ufeff")


def _wish(request: Request, fields: Fields) -> _Wish:
    key = _format(fields)
    if key:
        form = BY_KEY[key]
        return _Wish(*(form.media_type if form.kind == kind else None for kind in (ROWS, GRAPH)))
    accept = _accept(request)
    wish = _Wish(choose(accept, tuple(_OFFERS[ROWS])), choose(accept, tuple(_OFFERS[GRAPH])))
    if wish == _Wish(None, None):
        raise _not_acceptable(_OFFERED)
    return wish


def _format(fields: Fields) -> str | None:
    key = fields.get("format", [""])[-1]
    if key and key not in BY_KEY:
        nearest = [name for name, _, _ in process.extract(key, RESULT_KEYS, limit=3)]
        members = {"nearest": nearest, "offers": list(RESULT_KEYS)}
        offers = ", ".join(RESULT_KEYS)
        raise Problem(422, "http.unknown_format", headers=_CORS, members=members, value=key, offers=offers)
    return key or None


def _accept(request: Request) -> str | None:
    return ", ".join(request.headers.getlist("accept")) or None


def _problem(refused: QueryRefused) -> Problem:
    if refused.name == "not_acceptable":
        return _not_acceptable(list(_OFFERS[str(refused.values["kind"])]))
    members: dict[str, Any] = {
        name: refused.values[name] for name in ("line", "column", "near") if name in refused.values
    }
    status = _STATUS.get(refused.name, 400)
    headers = {"Vary": "Accept"} if status == 406 else {}  # noqa: PLR2004
    return Problem(status, f"sparql.{refused.name}", headers=headers, members=members, **refused.values)


def _not_acceptable(offers: list[str]) -> Problem:
    return Problem(
        406,
        "http.not_acceptable",
        headers={"Vary": "Accept"},
        members={"offers": offers},
        offers=", ".join(offers),
    )


def _parameter(name: str, text: str, schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "description": text, "schema": schema}


_GRAPHS = {"type": "array", "items": {"type": "string", "format": "uri"}}
_DATASET = [
    _parameter("default-graph-uri", "graphs that make up the default graph, instead of the union", _GRAPHS),
    _parameter("named-graph-uri", "graphs that GRAPH may name", _GRAPHS),
    _parameter("format", "form of the results, before Accept", {"type": "string", "enum": list(RESULT_KEYS)}),
    _parameter("lang", "language of errors", {"type": "string", "enum": ["ru", "kk", "en"]}),
]
_TEXT = {"type": "string"}
_GET = {"parameters": [_parameter("query", "the query", _TEXT), *_DATASET]}
_FORM_BODY = {
    "type": "object",
    "required": ["query"],
    "properties": {
        "query": _TEXT,
        "default-graph-uri": _GRAPHS,
        "named-graph-uri": _GRAPHS,
        "format": {"type": "string", "enum": list(RESULT_KEYS)},
    },
}
_POST = {
    "parameters": _DATASET,
    "requestBody": {
        "required": True,
        "content": {QUERY: {"schema": _TEXT}, FORM: {"schema": _FORM_BODY}},
    },
}
_PROBLEM = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "the results in one of the forms on offer",
        "content": {media_type: {} for media_type in _OFFERED},
    },
    400: {"description": "the query is missing, is not SPARQL, or is too deep", **_PROBLEM},
    403: {"description": "updates and SERVICE are not run", **_PROBLEM},
    406: {"description": "no form of the results is acceptable", **_PROBLEM},
    413: {"description": "the body is too large", **_PROBLEM},
    414: {"description": "the query string is too long", **_PROBLEM},
    415: {"description": "the body is neither a query nor a form", **_PROBLEM},
    422: {"description": "there is no such format", **_PROBLEM},
}
