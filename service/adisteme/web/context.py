"""`/context/v1.jsonld`: the JSON-LD context, as packaged. `AnswerCache` gives it its ETag."""

from __future__ import annotations

from fastapi import APIRouter, Response

from adisteme.validation.context import document

MEDIA_TYPE = "application/ld+json"


def router() -> APIRouter:
    """The route of the context."""
    web = APIRouter(tags=["linked data"])

    @web.get(
        "/context/v1.jsonld",
        summary="The JSON-LD context for institutions' data",
        response_class=Response,
        responses={200: {"description": "The context.", "content": {MEDIA_TYPE: {}}}},
    )
    def context() -> Response:
        return Response(document(), media_type=MEDIA_TYPE)

    return web
