"""`POST /api/v1/validate`: raw RDF, judged and forgotten; nothing of it is stored."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from pyoxigraph import RdfFormat
from starlette.concurrency import run_in_threadpool

from adisteme.graph import KnowledgeGraph
from adisteme.validation.data import Data, add
from adisteme.web.api import PROBLEMS, known
from adisteme.web.problems import Problem

LIMIT = 1024 * 1024
_ONE_AT_A_TIME = threading.Lock()  # pySHACL holds the interpreter; more than one run only slows all
_RETRY_AFTER = "5"
_ACCEPTED = tuple(
    form.media_type
    for form in (
        RdfFormat.TURTLE,
        RdfFormat.N_TRIPLES,
        RdfFormat.N_QUADS,
        RdfFormat.TRIG,
        RdfFormat.RDF_XML,
        RdfFormat.JSON_LD,
    )
)


def router(get_graph: Callable[[], KnowledgeGraph]) -> APIRouter:
    """The route over a graph that is there once it has loaded."""
    from adisteme.validation.run import Validator

    api = APIRouter(prefix="/api/v1", responses=PROBLEMS)

    @cache
    def validator() -> Validator:
        return Validator(get_graph())

    def run(body: bytes, form: RdfFormat) -> dict[str, Any]:
        data = Data()
        add(data, body, form, "body")
        if not _ONE_AT_A_TIME.acquire(blocking=False):
            raise Problem(503, "http.unavailable", headers={"Retry-After": _RETRY_AFTER})
        try:
            return validator().validate(data).as_json()
        finally:
            _ONE_AT_A_TIME.release()

    @api.post(
        "/validate",
        tags=["validation"],
        summary="An institution's RDF against the Rules",
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {
                    kind: {"schema": {"type": "string"}}
                    for kind in ("text/turtle", "application/n-triples", "application/ld+json")
                },
            }
        },
    )
    async def validate(request: Request) -> dict[str, Any]:
        known(request, {"lang"})
        kind = request.headers.get("content-type", "text/turtle").partition(";")[0].strip().lower()
        form = RdfFormat.from_media_type(kind)
        if form is None:
            raise Problem(415, "http.unsupported_media_type", media_type=kind)
        return await run_in_threadpool(run, await _body(request), form)

    return api


async def _body(request: Request) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LIMIT:
            raise Problem(413, "http.content_too_large", limit=LIMIT)
        parts.append(part)
    return b"".join(parts)
