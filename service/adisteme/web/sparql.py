"""`/sparql`: the query operation of SPARQL 1.1 Protocol over a store that is only read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response
from pyoxigraph import Store

from adisteme.catalogue import Catalogue
from adisteme.settings import Settings
from adisteme.sparql_text import QueryRefused, is_repeatable
from adisteme.web import service_description, sparql_page
from adisteme.web.client import accept_header, address_of, until_gone
from adisteme.web.negotiation import BY_KEY, GRAPH, HTML, RESULT_KEYS, choose, content_type
from adisteme.web.problems import documented, language
from adisteme.web.sparql_request import (
    CORS,
    FORM,
    OFFERED,
    OFFERS,
    QUERY,
    Fields,
    format_key,
    not_acceptable,
    one_query,
    parsed_fields,
    posted_fields,
    problem_of,
    query_string,
    task_of,
    wish_of,
)
from adisteme.workers import Runner

_ALLOW = "GET, HEAD, POST, OPTIONS"
_PREFLIGHT = {
    **CORS,
    "Allow": _ALLOW,
    "Access-Control-Allow-Methods": _ALLOW,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Authorization, Content-Type",
    "Access-Control-Max-Age": "86400",
}


def router(
    get_store: Callable[[], Store],
    lane: Runner,
    settings: Settings | None = None,
    catalogue: Catalogue | None = None,
) -> APIRouter:
    """The routes of `/sparql`.

    Args:
        get_store: gives the store whose description is asked for.
        lane: runs `sparql_evaluation.work` over the same store.
        settings: the limits; the same that the lane has.
        catalogue: whose questions are examples on the page for people.

    Returns:
        A router whose errors are `Problem`s: install their handlers on the application.
    """
    routes = APIRouter(tags=["sparql"])
    settings = settings or Settings()

    async def query_by_get(request: Request) -> Response:
        """SPARQL 1.1 query; without parameters the description of the service."""
        fields = parsed_fields(query_string(request))
        if not fields.keys() - {"format", "lang", "example"}:
            return _description(request, get_store(), fields, settings, catalogue)
        response = await _answer(request, lane, settings.query_bytes, fields)
        if not is_repeatable(fields["query"][0]):
            response.headers["Cache-Control"] = "no-store"
        return response

    async def query_by_post(request: Request) -> Response:
        """SPARQL 1.1 query, as a form or as the body."""
        return await _answer(request, lane, settings.query_bytes, await posted_fields(request))

    async def head(request: Request) -> Response:
        """The headers of the answer to GET."""
        full = await query_by_get(request)
        return Response(headers=dict(full.headers))

    async def options(_: Request) -> Response:
        """What is allowed here, for people and for CORS."""
        return Response(status_code=204, headers=_PREFLIGHT)

    by_method = {"GET": query_by_get, "POST": query_by_post, "HEAD": head, "OPTIONS": options}

    async def answered(request: Request) -> Response:
        return await by_method[request.method](request)

    # A plain route answers: the framework's own would first parse the query string for arguments of theirs,
    # which takes a third of the server's time for a small query. They only document.
    routes.add_route("/sparql", answered, methods=list(by_method), include_in_schema=False)
    routes.get("/sparql", response_class=Response, responses=_RESPONSES, openapi_extra=_GET)(query_by_get)
    routes.post("/sparql", response_class=Response, responses=_RESPONSES, openapi_extra=_POST)(query_by_post)
    return routes


async def _answer(request: Request, lane: Runner, max_bytes: int, fields: Fields) -> Response:
    query = one_query(fields)
    wish = wish_of(request, fields)
    task = replace(task_of(query, fields, wish), max_bytes=max_bytes)
    try:
        result, body = await lane.run(task, gone=lambda: until_gone(request))
    except QueryRefused as refused:
        raise problem_of(refused) from None
    headers = {**CORS, "Vary": "Accept", "Content-Type": wish.content_type(result.kind)}
    if result.missing:
        told = re.sub(r"[^\x20-\x7e]", "?", " ".join(f"<{iri}>" for iri in result.missing))
        headers["Warning"] = f'299 - "no such graph here: {told}"'
    return Response(body, headers=headers)


def _description(
    request: Request, store: Store, fields: Fields, settings: Settings, catalogue: Catalogue | None
) -> Response:
    offers = [*OFFERS[GRAPH], HTML]
    key = format_key(fields)
    chosen = BY_KEY[key].media_type if key else choose(accept_header(request), offers)
    if chosen == HTML:
        lang = language(request)
        headers = {**CORS, "Vary": "Accept, Accept-Language", "Content-Language": lang}
        example = fields.get("example", [""])[-1]
        page = sparql_page.page(store, lang, settings, catalogue, example)
        return Response(page, headers=headers, media_type=HTML)
    if chosen not in OFFERS[GRAPH]:
        raise not_acceptable(offers)
    form = OFFERS[GRAPH][chosen]
    body = service_description.description(store, address_of(request), form.key, settings)
    headers = {**CORS, "Vary": "Accept", "Content-Type": content_type(form, chosen)}
    return Response(body, headers=headers)


def _parameter(name: str, text: str, schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "description": text, "schema": schema}


_GRAPHS = {"type": "array", "items": {"type": "string", "format": "uri"}}
_DATASET = [
    _parameter("default-graph-uri", "graphs that make up the default graph, instead of the union", _GRAPHS),
    _parameter("named-graph-uri", "graphs that GRAPH may name", _GRAPHS),
    _parameter("format", "form of the results, before Accept", {"type": "string", "enum": list(RESULT_KEYS)}),
    _parameter("lang", "language of errors: ru, kk or en; others are passed over", {"type": "string"}),
]
_TEXT = {"type": "string", "format": "sparql-query"}
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
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "the results in one of the forms on offer",
        "content": {media_type: {} for media_type in (*OFFERED, HTML)},
    },
    400: documented("the query is missing, is not SPARQL, or is too deep"),
    403: documented("updates and SERVICE are not run"),
    406: documented("no form of the results is acceptable"),
    413: documented("the body is too large"),
    414: documented("the query string is too long"),
    415: documented("the body is neither a query nor a form"),
    422: documented("there is no such format or graph, or the result is too large"),
    503: documented("all places are taken, or the query took too much memory"),
    504: documented("the query was not done in time"),
}
