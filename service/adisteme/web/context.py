"""`/context/v1.jsonld`: the JSON-LD context, as packaged. `AnswerCache` gives it its ETag."""

from __future__ import annotations

from fastapi import APIRouter, Response

from adisteme.validation.context import document


def router() -> APIRouter:
    """The route of the context."""
    web = APIRouter(tags=["linked data"])

    @web.get("/context/v1.jsonld", summary="The JSON-LD context for institutions' data")
    def context() -> Response:
        return Response(document(), media_type="application/ld+json")

    return web
