"""The documents of a request: a raw body or multipart, within limits, in memory alone."""

from __future__ import annotations

import zlib
from collections.abc import AsyncGenerator
from pathlib import PurePosixPath

from fastapi import Request
from pyoxigraph import RdfFormat
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from adisteme.errors import Gathered, InputError
from adisteme.validation.requests import TABLES, Part
from adisteme.validation.sources import TooLarge, form_of
from adisteme.web.problems import Problem

LIMIT = 32 * 1024 * 1024
UNPACKED = 8 * LIMIT
FILES = 1000
MULTIPART = "multipart/form-data"
MEDIA_TYPES = (
    *(
        form.media_type
        for form in (
            RdfFormat.TURTLE,
            RdfFormat.TRIG,
            RdfFormat.N_TRIPLES,
            RdfFormat.N_QUADS,
            RdfFormat.RDF_XML,
            RdfFormat.JSON_LD,
        )
    ),
    *TABLES.values(),
)
# Tables that only the name of their file tells apart, which a raw body does not have.
_NAMELESS = (TABLES[".csv"], TABLES[".tsv"])
RAW = tuple(kind for kind in MEDIA_TYPES if kind not in _NAMELESS)
_VAGUE = ("", "application/octet-stream", "application/gzip", "application/x-gzip", "text/plain")
_ALIASES = {
    "text/xml": RdfFormat.RDF_XML.media_type,
    "application/xml": RdfFormat.RDF_XML.media_type,
    "application/json": RdfFormat.JSON_LD.media_type,
    "application/x-turtle": RdfFormat.TURTLE.media_type,
}
_UTF8 = ("utf-8", "utf8", "us-ascii")
_BODY = "body"
_MOST_PACKED = 200  # times that a body may be smaller than what it unpacks to


class _Unsupported(InputError):
    """A content type, charset or coding that is not read here."""

    status = 415


class _Parser(MultiPartParser):
    """Notes that the closing boundary was met: the parser itself passes over a part that was cut off."""

    ended = False

    def on_end(self) -> None:
        """The closing boundary."""
        self.ended = True


class _Nothing(InputError):
    """A request without a body."""

    status = 422


async def parts_of(request: Request) -> tuple[Part, ...]:
    """The documents that a request carries.

    Raises:
        InputError, Problem: its type, charset or coding is not supported, it is too large, or no multipart.
    """
    header = request.headers.get("content-type", RdfFormat.TURTLE.media_type)
    kind, parameters = _content_type(header)
    kind = kind or header.strip()  # told as it was sent
    if kind != MULTIPART:
        media_type = _media_type(kind, parameters)
        body = await _body(request)
        if not body:
            raise _Nothing("upload.empty")
        ending = next((ending for ending, name in TABLES.items() if name == media_type), "")
        if media_type in _NAMELESS:
            raise InputError("upload.table_name", multipart=MULTIPART, example=f"people{ending}")
        return (Part(_BODY + ending, body, media_type),)
    return await _of_multipart(request.headers, await _body(request))


def _content_type(header: str) -> tuple[str, dict[str, str]]:
    kind, *rest = header.split(";")
    pairs = (part.partition("=") for part in rest)
    return kind.strip().lower(), {name.strip().lower(): value.strip().strip('"') for name, _, value in pairs}


def _media_type(kind: str, parameters: dict[str, str]) -> str:
    charset = parameters.get("charset", _UTF8[0])
    if charset.lower() not in _UTF8:
        raise _Unsupported("upload.charset", charset=charset)
    kind = _ALIASES.get(kind, kind)
    if kind not in MEDIA_TYPES:
        offers = ", ".join((*MEDIA_TYPES, MULTIPART))
        raise _Unsupported("upload.media_type", media_type=kind or "-", offers=offers)
    return kind


async def _body(request: Request) -> bytes:
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip"):
        raise _Unsupported("upload.encoding", encoding=coding)
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > LIMIT:
        raise Problem(413, "http.content_too_large", limit=LIMIT)
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LIMIT:
            raise Problem(413, "http.content_too_large", limit=LIMIT)
        parts.append(part)
    body = b"".join(parts)
    return body if coding == "identity" else _unpacked(body)


def _unpacked(body: bytes) -> bytes:
    """A gzipped body, of one member or several, unpacked no further than allowed."""
    most = min(UNPACKED, max(LIMIT, _MOST_PACKED * len(body)))
    whole = bytearray()
    try:
        while body:
            member = zlib.decompressobj(wbits=31)
            whole += member.decompress(body, most - len(whole) + 1)
            if len(whole) > most:
                raise TooLarge("data.gzip_bomb", file=_BODY, ratio=len(whole) // len(body))
            if not member.eof:
                raise zlib.error("incomplete")
            body = member.unused_data
    except zlib.error as error:
        raise InputError("data.gzip_broken", file=_BODY, reason=str(error)) from None
    return bytes(whole)


async def _of_multipart(headers: Headers, body: bytes) -> tuple[Part, ...]:
    async def stream() -> AsyncGenerator[bytes, None]:
        yield body
        if body and not parser.ended:  # told here, so that the parser closes its files
            raise InputError("upload.cut")

    parser = _Parser(headers, stream(), max_files=FILES, max_fields=FILES, max_part_size=LIMIT)
    parser.spool_max_size = LIMIT  # nothing goes to the disk
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, UnicodeError, LookupError) as error:
        reason = getattr(error, "message", None) or repr(error)
        raise InputError("upload.boundary", reason=reason) from None
    try:
        parts: list[Part] = []
        gathered = Gathered()
        for number, (name, entry) in enumerate(form.multi_items(), 1):
            with gathered.each():
                if not isinstance(entry, UploadFile):
                    raise InputError("upload.field", name=name)
                parts.append(await _part(entry, number))
        gathered.tell()
    finally:
        await form.close()
    if not parts:
        raise InputError("upload.no_parts")
    return tuple(parts)


async def _part(entry: UploadFile, number: int) -> Part:
    name = PurePosixPath((entry.filename or "").replace("\\", "/")).name or f"{_BODY}-{number}"
    kind, parameters = _content_type(entry.content_type or "")
    by_name = _type_of_name(name)
    if kind in _VAGUE:
        if by_name is None:
            raise _Unsupported(
                "upload.part_type", file=name, media_type=kind or "-", formats=", ".join(MEDIA_TYPES)
            )
        kind = by_name
    try:
        media_type = _media_type(kind, parameters)
    except InputError as error:
        raise _Unsupported("upload.part", file=name, error=error) from None
    if media_type in TABLES.values() and by_name != media_type:
        name += next(ending for ending, table in TABLES.items() if table == media_type)
    return Part(name, await entry.read(), media_type)


def _type_of_name(name: str) -> str | None:
    form = form_of(name)
    return form.media_type if form else TABLES.get(PurePosixPath(name.lower()).suffix)
