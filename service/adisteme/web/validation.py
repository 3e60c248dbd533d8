"""`POST /api/v1/validate`: raw RDF, judged and forgotten; nothing of it is stored."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from pyoxigraph import RdfFormat

from adisteme.validation.lane import ValidationRequest
from adisteme.web.api import PROBLEMS, known
from adisteme.web.client import until_gone
from adisteme.web.problems import Problem
from adisteme.workers import Runner

LIMIT = 1024 * 1024
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


def router(lane: Runner) -> APIRouter:
    """The route; the lane runs `validation.lane.prepare` over the graph."""
    api = APIRouter(prefix="/api/v1", responses=PROBLEMS)

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
    async def validate(request: Request) -> Response:
        known(request, {"lang"})
        kind = request.headers.get("content-type", "text/turtle").partition(";")[0].strip().lower()
        form = RdfFormat.from_media_type(kind)
        if form is None:
            raise Problem(415, "http.unsupported_media_type", media_type=kind)
        task = ValidationRequest(await _body(request), kind)
        _, report = await lane.run(task, gone=lambda: until_gone(request))
        return Response(report, media_type="application/json")

    return api


async def _body(request: Request) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LIMIT:
            raise Problem(413, "http.content_too_large", limit=LIMIT)
        parts.append(part)
    return b"".join(parts)
