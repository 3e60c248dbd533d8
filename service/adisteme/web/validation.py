"""`POST /api/v1/validate`: records, judged and forgotten; nothing of them is stored."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pyoxigraph import RdfFormat

from adisteme.catalogue import nearest
from adisteme.errors import InputError
from adisteme.languages import LANGUAGES
from adisteme.validation.formats import FORMS, Form
from adisteme.validation.report import Report
from adisteme.validation.requests import ENGINES, Engine, Options, ValidationRequest, parsed_date
from adisteme.web.api import PROBLEMS, Lang, known
from adisteme.web.client import accept_header, until_gone
from adisteme.web.negotiation import choose
from adisteme.web.problems import Problem, documented, language
from adisteme.web.uploads import MULTIPART, RAW, UNPACKED, parts_of
from adisteme.workers import Runner

_ALLOWED = "POST, OPTIONS"
_OTHERS = ["GET", "PUT", "PATCH", "DELETE"]
_MOST_RESULTS = 1_000_000
_PARAMETERS = {"lang", "as_of", "engine", "format", "limit"}
_OFFERS = {form.media_type: form for form in FORMS.values()}
_PROBLEMS = PROBLEMS | {
    status: documented(text)
    for status, text in (
        (413, "More bytes or triples than allowed."),
        (415, "A content type, charset or content coding that is not read."),
        (503, "Other validations are running; `Retry-After` says when to come again."),
        (504, "Not ready within the time allowed."),
    )
}

AsOf = Annotated[
    str | None,
    Query(
        description="Reference date, YYYY-MM-DD; today where left out.", json_schema_extra={"format": "date"}
    ),
]
Runs = Annotated[
    str,
    Query(
        description="What runs the shapes: auto, compiled or pyshacl.",
        json_schema_extra={"enum": list(ENGINES)},
    ),
]
Wanted = Annotated[
    str | None,
    Query(
        alias="format",
        description="Form of the report; else by `Accept`.",
        json_schema_extra={"enum": list(FORMS)},
    ),
]
Most = Annotated[
    str | None,
    Query(
        description="How many results at the most; `total` counts all.",
        json_schema_extra={"pattern": "^[1-9][0-9]{0,5}$"},
    ),
]


def router(lane: Runner) -> APIRouter:
    """The route; the lane runs `validation.lane.prepare` over the graph."""
    api = APIRouter(prefix="/api/v1", responses=_PROBLEMS)

    @api.post(
        "/validate",
        tags=["validation"],
        summary="An institution's records against the Rules",
        response_model=None,
        responses={200: {"model": Report, "description": "The report.", "content": _content()}},
        openapi_extra={"requestBody": _request_body()},
    )
    async def validate(
        request: Request,
        as_of: AsOf = None,
        engine: Runs = ENGINES[0],
        wanted: Wanted = None,
        limit: Most = None,
        lang: Lang = None,
    ) -> Response:
        known(request, _PARAMETERS)
        form = _form(request, wanted)
        options = Options(
            form.key,
            _language(request, lang),
            parsed_date(as_of, "as_of"),
            _engine(engine),
            _limit(limit),
            UNPACKED,
        )
        task = ValidationRequest(await parts_of(request), options)
        _, report = await lane.run(task, gone=lambda: until_gone(request))
        headers = {
            "Content-Type": form.content_type,
            "Content-Language": options.lang,
            "Vary": "Accept, Accept-Language",
            "Cache-Control": "no-store",
            "Access-Control-Allow-Origin": "*",
        }
        return Response(report, headers=headers)

    @api.options("/validate", include_in_schema=False)
    def options_of() -> Response:
        accepted = ", ".join((*RAW, MULTIPART))
        headers = {"Allow": _ALLOWED, "Accept-Post": accepted, "Access-Control-Allow-Origin": "*"}
        return Response(status_code=204, headers=headers)

    @api.api_route("/validate", methods=_OTHERS, include_in_schema=False)
    def not_this_way(request: Request) -> Response:
        raise Problem(
            405,
            "http.method_not_allowed",
            headers={"Allow": _ALLOWED},
            method=request.method,
            allow=_ALLOWED,
        )

    return api


def _form(request: Request, wanted: str | None) -> Form:
    if wanted is not None:
        if wanted not in FORMS:
            raise InputError(
                "input.unknown_value",
                name="format",
                value=wanted,
                nearest=nearest(wanted, dict.fromkeys(FORMS)) or tuple(FORMS),
            )
        return FORMS[wanted]
    chosen = choose(accept_header(request), list(_OFFERS))
    if chosen is None:
        raise Problem(406, "http.not_acceptable", offers=", ".join(_OFFERS), members={"offers": [*_OFFERS]})
    return _OFFERS[chosen]


def _language(request: Request, lang: str | None) -> str:
    if lang is not None and lang.replace("_", "-").partition("-")[0].lower() not in LANGUAGES:
        raise InputError("upload.language", value=lang, nearest=LANGUAGES)
    return language(request)


def _engine(text: str) -> Engine:
    for engine in ENGINES:
        if text == engine:
            return engine
    raise InputError("upload.engine", value=text, nearest=ENGINES)


def _limit(text: str | None) -> int | None:
    if text is None:
        return None
    if not re.fullmatch("[0-9]{1,7}", text) or not 1 <= int(text) <= _MOST_RESULTS:
        raise InputError("input.bad_page", name="limit", low=1, high=_MOST_RESULTS, value=text)
    return int(text)


def _content() -> dict[str, Any]:
    """The forms of the report; the JSON form has the schema of the model beside."""
    return {form.media_type: {} for form in FORMS.values() if form.key != "json"}


def _request_body() -> dict[str, Any]:
    content: dict[str, Any] = {kind: {"schema": {"type": "string"}} for kind in RAW}
    content[RdfFormat.JSON_LD.media_type] = {"schema": {"type": ["object", "array"]}}
    files = {"type": "array", "items": {"type": "string", "format": "binary"}}
    content[MULTIPART] = {"schema": {"type": "object", "properties": {"file": files}}}
    return {"required": True, "content": content}
