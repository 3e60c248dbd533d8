"""`/dumps`: the closed graph of this release as files, with their hashes."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import cache
from typing import Any

from fastapi import APIRouter, Request, Response

from adisteme.catalogue import Catalogue, nearest
from adisteme.errors import NoSuchThing
from adisteme.snapshot import Dump, dumps, manifest
from adisteme.web.conditional import knows
from adisteme.web.negotiation import accepts_gzip
from adisteme.web.problems import documented

MEDIA_TYPE = "application/n-quads"
_NOT_MODIFIED = 304


def router(get_catalogue: Callable[[], Catalogue]) -> APIRouter:
    """The routes over a catalogue that is there once the graph has loaded; dumps are made at first asking."""
    web = APIRouter(prefix="/dumps", tags=["linked data"])

    @cache
    def files() -> dict[str, Dump]:
        return {dump.file: dump for dump in dumps(get_catalogue().graph)}

    @cache
    def packed(name: str) -> bytes:
        return gzip.compress(files()[name].content, mtime=0)

    @web.get("", summary="The files of this release with triples and hashes")
    def listing(request: Request) -> dict[str, Any]:
        told = manifest(get_catalogue().graph, list(files().values()))
        for entry in told["files"]:
            entry["href"] = request.url_for("dump", name=entry["file"]).path
        return told

    @web.get(
        "/{name}",
        name="dump",
        summary="One file, N-Quads sorted by line",
        response_class=Response,
        responses={
            200: {"description": "The file.", "content": {MEDIA_TYPE: {}}},
            404: documented("There is no such file; `nearest` lists the likeliest."),
        },
    )
    def dump(request: Request, name: str) -> Response:
        if name not in files():
            raise NoSuchThing("linked.no_such_dump", name=name, nearest=nearest(name, dict.fromkeys(files())))
        found = files()[name]
        squeezed = accepts_gzip(request.headers.get("accept-encoding"))
        headers = {
            "ETag": f'"{found.sha256[:32]}{"-gzip" if squeezed else ""}"',
            "Cache-Control": "public, no-cache",
            "Vary": "Accept-Encoding",
            "Access-Control-Allow-Origin": "*",
        }
        if knows(", ".join(request.headers.getlist("if-none-match")), headers["ETag"]):
            return Response(status_code=_NOT_MODIFIED, headers=headers)
        if squeezed:
            headers["Content-Encoding"] = "gzip"
        return Response(packed(name) if squeezed else found.content, headers=headers, media_type=MEDIA_TYPE)

    return web
