"""`/context/v1.jsonld`: the JSON-LD context, as packaged."""

from __future__ import annotations

import hashlib

from fastapi import APIRouter, Request, Response

from adisteme.validation.context import document


def router() -> APIRouter:
    """The route of the context; its ETag is the hash of the file."""
    web = APIRouter(tags=["linked data"])
    content = document()
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "public, max-age=86400", "Access-Control-Allow-Origin": "*"}

    @web.get("/context/v1.jsonld", summary="The JSON-LD context for institutions' data")
    def context(request: Request) -> Response:
        known = {
            tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")
        }
        if known & {etag, "*"}:
            return Response(status_code=304, headers=headers)
        return Response(content, media_type="application/ld+json", headers=headers)

    return web
