"""Errors as `application/problem+json` (RFC 9457), in the language of the request."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from adisteme import namespaces as ns
from adisteme.errors import InputError
from adisteme.languages import LANGUAGES, message, requested_language
from adisteme.workers import LaneError

MEDIA_TYPE = "application/problem+json"
PROBLEM = ns.BASE + "problem/"

# The schema of a problem document, for /openapi.json.
SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "type": "object",
    "description": "RFC 9457 problem details; a kind of problem may have further members.",
    "required": ["type", "title", "status", "detail", "requested", "answered_in"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "names the kind of problem"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "requested": {"type": "string", "enum": list(LANGUAGES)},
        "answered_in": {"type": "string", "enum": list(LANGUAGES)},
        "nearest": {
            "type": "array",
            "items": {"type": "string"},
            "description": "the likeliest correct keys",
        },
        "offers": {"type": "array", "items": {"type": "string"}, "description": "what can be had instead"},
    },
}


def documented(description: str) -> dict[str, Any]:
    """A problem as a response of `/openapi.json`."""
    return {
        "description": description,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_KEYS = {
    400: "bad_request",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    412: "precondition_failed",
    413: "content_too_large",
    414: "uri_too_long",
    415: "unsupported_media_type",
    422: "invalid_parameters",
    429: "too_many_requests",
    500: "internal_error",
    503: "unavailable",
    504: "timeout",
}


class Problem(Exception):
    """An answer that is an error.

    Args:
        status: the HTTP status.
        key: a table of `messages/*.toml` with `title` and `detail`, such as `http.not_found`; its last part,
            with hyphens, is the last part of the problem's `type`.
        headers: headers of the answer.
        members: further members of the document (RFC 9457, 3.2).
        **values: what fills the gaps of `detail`.
    """

    def __init__(
        self,
        status: int,
        key: str,
        *,
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, Any] | None = None,
        **values: object,
    ) -> None:
        """Take what the document will say."""
        super().__init__(key)
        self.status = status
        self.key = key
        self.headers = dict(headers or {})
        self.members = dict(members or {})
        self.values = values


def response(request: Request, problem: Problem) -> Response:
    """The answer for a problem, in the language that the request asks for."""
    lang = language(request)
    values = {
        name: value.text(lang) if isinstance(value, InputError) else value
        for name, value in problem.values.items()
    }
    detail = message(f"{problem.key}.detail", lang, **values)
    return _document(problem.status, problem.key, detail, lang, problem.members, headers=problem.headers)


def language(request: Request) -> str:
    """The language of the answer: `lang=`, else `Accept-Language`, else Russian."""
    accept = ", ".join(request.headers.getlist("accept-language"))
    return requested_language(request.query_params.get("lang"), accept or None)


def install(app: FastAPI) -> None:
    """Make every error of an application a problem document: ours, the framework's, and unexpected ones."""
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(InputError, _on_input_error)
    app.add_exception_handler(LaneError, _on_lane_error)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(RequestValidationError, _on_invalid_parameters)
    app.add_exception_handler(Exception, _on_unexpected)  # the server logs it: it is raised again behind us


async def _on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return response(request, error)


_OF_INPUT = {status: "http." + _KEYS[status] for status in (404, 413, 415)}


async def _on_input_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, InputError)
    lang = language(request)
    key = _OF_INPUT.get(error.status, "http.unusable_input")
    members = {"nearest": list(error.nearest)} if error.nearest else {}
    return _document(error.status, key, error.text(lang), lang, members)


async def _on_lane_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, LaneError)
    headers = {} if error.retry_after is None else {"Retry-After": str(error.retry_after)}
    key = error.key.removesuffix(".detail")
    values: dict[str, Any] = error.values
    return response(request, Problem(error.status, key, headers=headers, **values))


async def _on_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = error.status_code
    headers = dict(error.headers or {})
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = _allowed(request)
    if status in _EMPTY:
        return Response(status_code=status, headers=headers)
    key = "http." + _KEYS.get(status, "error")
    lang = language(request)
    detail = _detail(error, key, lang, request, headers)
    return _document(status, key, detail, lang, {}, headers=headers)


def _detail(error: HTTPException, key: str, lang: str, request: Request, headers: Mapping[str, str]) -> str:
    if error.detail != _phrase(error.status_code):  # somebody's own sentence says more than ours
        return str(error.detail)
    gaps = {"path": request.url.path, "method": request.method, "allow": headers.get("Allow", "")}
    try:
        return message(f"{key}.detail", lang, **gaps)
    except KeyError:  # a sentence with gaps that only a Problem fills
        return message("http.error.detail", lang, status=error.status_code)


async def _on_invalid_parameters(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    # The rejected input is left out: it may be long, or not be text that JSON can carry.
    faults = [{"loc": list(e["loc"]), "msg": e["msg"], "type": e["type"]} for e in error.errors()]
    names = ", ".join(dict.fromkeys(str(fault["loc"][-1]) for fault in faults if fault["loc"]))
    return response(
        request, Problem(422, "http.invalid_parameters", members={"errors": faults}, names=names or "?")
    )


async def _on_unexpected(request: Request, error: Exception) -> Response:
    return response(request, Problem(500, "http.internal_error"))


_EMPTY = frozenset((204, 205, 304))


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _allowed(request: Request) -> str:
    """All methods of a path: the framework names only those of the first route that it meets."""
    routes = request.app.router.routes

    def has(method: str) -> bool:
        scope = {**request.scope, "method": method}
        return any(route.matches(scope)[0] is Match.FULL for route in routes)

    found = {method for method in _METHODS if has(method)}
    found |= {"HEAD"} if "GET" in found else set()  # HeadAsGet answers it
    return ", ".join(method for method in _METHODS if method in found)


def _document(
    status: int,
    key: str,
    detail: str,
    lang: str,
    members: Mapping[str, Any],
    *,
    headers: Mapping[str, str] | None = None,
) -> Response:
    document = {
        "type": PROBLEM + key.rpartition(".")[2].replace("_", "-"),
        "title": message(f"{key}.title", lang),
        "status": status,
        "detail": detail,
        "requested": lang,
        "answered_in": lang,
        **members,
    }
    # A lone surrogate from a request becomes \udXXX, which is what JSON writes for it.
    body = json.dumps(document, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Response(body, status, _headers(lang, headers or {}), MEDIA_TYPE)


def _headers(lang: str, extra: Mapping[str, str]) -> dict[str, str]:
    vary = ", ".join(filter(None, (extra.get("Vary"), "Accept-Language")))
    plain = {name: re.sub(r"[^\x20-\x7e]", "?", value) for name, value in extra.items()}
    return {"Access-Control-Allow-Origin": "*", **plain, "Content-Language": lang, "Vary": vary}
