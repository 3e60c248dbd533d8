"""What a client of SPARQL 1.1 Protocol sends: fields, bodies, the forms it takes; what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from fastapi import Request
from rapidfuzz import process
from starlette.requests import ClientDisconnect

from adisteme.sparql_evaluation import QueryRequest
from adisteme.sparql_text import QueryRefused
from adisteme.web.client import accept_header
from adisteme.web.negotiation import BY_KEY, GRAPH, RESULT_KEYS, ROWS, choose, content_type, media_types
from adisteme.web.problems import Problem

MAX_BODY = 2 * 1024 * 1024
MAX_QUERY_STRING = 32 * 1024
MAX_FIELDS = 1_000

QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
FORM = "application/x-www-form-urlencoded"

OFFERS = {ROWS: media_types(ROWS), GRAPH: media_types(GRAPH)}
CORS = {"Access-Control-Allow-Origin": "*"}
OFFERED = list(dict.fromkeys([*OFFERS[ROWS], *OFFERS[GRAPH]]))
_STATUS = {
    "federation_refused": 403,
    "update_refused": 403,
    "read_only": 403,
    "not_representable": 406,
    "no_such_graph": 422,
    "result_too_large": 422,
}

Fields = dict[str, list[str]]


@dataclass(frozen=True)
class Wish:
    """The media types in which the client takes each kind of results; None where it takes none."""

    rows: str | None
    graph: str | None

    def key(self, kind: str) -> str | None:
        """The key of the form in which results of a kind are wanted."""
        asked = self.rows if kind == ROWS else self.graph
        return OFFERS[kind][asked].key if asked else None

    def content_type(self, kind: str) -> str:
        """The content type of results of a kind, as the client has named it."""
        asked = self.rows if kind == ROWS else self.graph
        assert asked is not None  # results of a kind that the client refuses are not made
        return content_type(OFFERS[kind][asked], asked)


def query_string(request: Request) -> bytes:
    """The query string.

    Raises:
        Problem: 414, it is too long.
    """
    text: bytes = request.scope["query_string"]
    if len(text) > MAX_QUERY_STRING:
        raise Problem(414, "http.uri_too_long", limit=MAX_QUERY_STRING)
    return text


def parsed_fields(encoded: bytes) -> Fields:
    """The fields of a query string or form; unlike the framework's, bytes that are no UTF-8 are refused.

    Raises:
        Problem: 400.
    """
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


async def posted_fields(request: Request, *, updates: bool = False) -> Fields:
    """The fields of a POST, in the query string, a form, or the body as `query` (or `update`).

    Args:
        request: the POST.
        updates: whether updates are taken here.

    Raises:
        Problem: 400, 403, 413 or 415.
    """
    fields = parsed_fields(query_string(request))
    given = request.headers.get("content-type", "")
    media_type, _, parameters = given.partition(";")
    media_type = media_type.strip().lower()
    if media_type == UPDATE and not updates:
        raise Problem(403, "sparql.update_refused")
    accepted = [QUERY, FORM, UPDATE] if updates else [QUERY, FORM]
    if media_type not in accepted or not _is_utf8(parameters):
        headers = {"Accept-Post": ", ".join(accepted)}
        members = {"offers": accepted}
        raise Problem(415, "http.unsupported_media_type", headers=headers, members=members, media_type=given)
    body = await whole_body(request)
    if media_type == FORM:
        for name, values in parsed_fields(body).items():
            fields.setdefault(name, []).extend(values)
        return fields
    try:
        fields.setdefault("update" if media_type == UPDATE else "query", []).append(body.decode())
    except UnicodeDecodeError:
        raise Problem(400, "sparql.invalid_text") from None
    return fields


def _is_utf8(parameters: str) -> bool:
    name, _, value = parameters.partition(";")[0].partition("=")
    return name.strip().lower() != "charset" or value.strip(' "').lower() in {"utf-8", "utf8", "us-ascii"}


async def whole_body(request: Request, limit: int = MAX_BODY) -> bytes:
    """The body.

    Raises:
        Problem: 413, it is too large; 400, the client went away.
    """
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > limit:
                raise Problem(413, "http.content_too_large", limit=limit)
            parts.append(part)
    except ClientDisconnect:  # nobody reads the answer
        raise Problem(400, "http.bad_request") from None
    return b"".join(parts)


def one_query(fields: Fields) -> str:
    """The one query of a request.

    Raises:
        Problem: 400, there is none or more than one; 403, it is an update.
    """
    if "update" in fields:
        raise Problem(403, "sparql.update_refused")
    queries = fields.get("query", [])
    if not queries:
        raise Problem(400, "sparql.missing_query")
    if len(queries) > 1:
        raise Problem(400, "sparql.several_queries", count=len(queries))
    return queries[0].removeprefix("\ufeff")


def wish_of(request: Request, fields: Fields) -> Wish:
    """The forms that the client takes, by `format=` or `Accept`.

    Raises:
        Problem: 406, none of ours; 422, an unknown `format`.
    """
    key = format_key(fields)
    if key:
        form = BY_KEY[key]
        return Wish(*(form.media_type if form.kind == kind else None for kind in (ROWS, GRAPH)))
    accept = accept_header(request)
    wish = Wish(choose(accept, tuple(OFFERS[ROWS])), choose(accept, tuple(OFFERS[GRAPH])))
    if wish == Wish(None, None):
        raise not_acceptable(OFFERED)
    return wish


def format_key(fields: Fields) -> str | None:
    """The value of `format=`; None where there is none.

    Raises:
        Problem: 422, there is no such form.
    """
    given = fields.get("format", [""])
    for key in given:
        if not key or key in BY_KEY:
            continue
        nearest = [name for name, _, _ in process.extract(key, RESULT_KEYS, limit=3)]
        members = {"nearest": nearest, "offers": list(RESULT_KEYS)}
        offers = ", ".join(RESULT_KEYS)
        raise Problem(422, "http.unknown_format", headers=CORS, members=members, value=key, offers=offers)
    return given[-1] or None


def problem_of(refused: QueryRefused) -> Problem:
    """The answer for a query that is refused."""
    if refused.name == "not_acceptable":
        return not_acceptable(list(OFFERS[str(refused.values["kind"])]))
    members: dict[str, Any] = {
        name: refused.values[name] for name in ("line", "column", "near") if name in refused.values
    }
    if "offers" in refused.values:
        members["offers"] = str(refused.values["offers"]).split(", ")
    status = _STATUS.get(refused.name, 400)
    headers = {"Vary": "Accept"} if status == 406 else {}  # noqa: PLR2004
    return Problem(status, f"sparql.{refused.name}", headers=headers, members=members, **refused.values)


def not_acceptable(offers: list[str]) -> Problem:
    """406 with the list of what there is."""
    return Problem(
        406,
        "http.not_acceptable",
        headers={"Vary": "Accept"},
        members={"offers": offers},
        offers=", ".join(offers),
    )


def task_of(query: str, fields: Fields, wish: Wish) -> QueryRequest:
    """The query as the evaluation takes it."""
    return QueryRequest(
        query,
        tuple(fields.get("default-graph-uri", ())),
        tuple(fields.get("named-graph-uri", ())),
        wish.key(ROWS),
        wish.key(GRAPH),
    )
