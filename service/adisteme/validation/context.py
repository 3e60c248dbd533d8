"""JSON-LD contexts without a network: ours stands in for its IRI, any other remote one is refused.

Works on the bytes of a document and builds no objects of it, so its size costs time but no memory. A token
`"@context"` cannot stand inside a JSON string, where its quotes would be escaped; a key with escapes in it is
not seen here and is refused by the parser, which fetches nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import Any

from adisteme import namespaces as ns
from adisteme.data import ontology_dir
from adisteme.errors import InputError

CONTEXT = ns.BASE + "context/v1.jsonld"
MAX_DEPTH = 100  # the parser's time grows with the square of the depth, and at 10,000 it ends the process
MAX_CONTEXT = 1 << 16  # bytes of an array of contexts
MAX_GROWTH = 1 << 26  # bytes that all substitutions together may add

_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEP = tuple({"{": 1, "[": 1, "}": -1, "]": -1}.get(chr(byte), 0) for byte in range(256))
_REFERENCE = re.compile(rb'"@(?:(?P<context>context)|import)"\s*:\s*')


_SCALARS = tuple(bytes((byte,)) for byte in b'"-0123456789tfn')


def document() -> bytes:
    """The packaged context, as the service gives it out."""
    return (ontology_dir() / "context" / "v1.jsonld").read_bytes()


def inline(content: bytes, name: str) -> bytes:
    """A JSON-LD document with our context written in where it is referred to.

    Args:
        content: the document.
        name: its name in messages.

    Returns:
        The document, its lines where they were.

    Raises:
        InputError: another remote context, nesting too deep, contexts too long, or a document that is one
            string, number, true, false or null (JSON-LD 1.1, 9: an object or an array), for which the parser
            has no error.
    """
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in _SCALARS:
        raise InputError("context.no_document", file=name)
    if max(accumulate(map(_STEP.__getitem__, _brackets(content))), default=0) > MAX_DEPTH:
        raise InputError("context.too_deep", file=name, limit=MAX_DEPTH)
    return b"".join(_parts(content, name))


def _brackets(content: bytes) -> bytes:
    return _STRING.sub(b"", content).translate(None, _NOT_BRACKETS)


def _parts(content: bytes, name: str) -> Iterator[bytes]:
    done = grown = 0
    while found := _REFERENCE.search(content, done):
        start = found.end()
        yield content[done:start]
        done = start
        if content[start : start + 1] not in (b'"', b"["):
            continue  # an object (what it refers to is met further on), null, or an error for the parser
        line = content.count(b"\n", 0, start) + 1
        given, done = _value(content, start, name, line)
        written = json.dumps(_local(given, name, line) if found["context"] else _refuse(given, name, line))
        grown += len(written)
        if grown > MAX_GROWTH:
            raise InputError("context.too_long", file=name, line=line)
        yield written.encode() + b"\n" * content.count(b"\n", start, done)
    yield content[done:]


def _value(content: bytes, start: int, name: str, line: int) -> tuple[Any, int]:
    """A string or an array, and where it ends."""
    text = content[start : start + MAX_CONTEXT].decode("utf-8", "surrogateescape")
    try:
        value, end = json.JSONDecoder().raw_decode(text)
    except ValueError:
        if len(content) - start > MAX_CONTEXT:
            raise InputError("context.too_long", file=name, line=line) from None
        raise InputError("context.broken", file=name, line=line) from None
    return value, start + len(text[:end].encode("utf-8", "surrogateescape"))


def _local(context: Any, name: str, line: int) -> Any:
    """A context, or an array of contexts, with no reference left."""
    if isinstance(context, list):
        return [_local(entry, name, line) for entry in context]
    if isinstance(context, dict):
        return {key: _scoped(key, value, name, line) for key, value in context.items()}
    if context == CONTEXT:
        return _packaged()
    return _refuse(context, name, line) if isinstance(context, str) else context


def _scoped(key: str, value: Any, name: str, line: int) -> Any:
    if key == "@import":
        return _refuse(value, name, line)
    if isinstance(value, dict) and "@context" in value:
        return {**value, "@context": _local(value["@context"], name, line)}
    return value


def _refuse(context: Any, name: str, line: int) -> Any:
    shown = str(context)[:200]
    raise InputError("context.remote", file=name, line=line, context=shown, ours=CONTEXT)


@cache
def _packaged() -> Any:
    return json.loads(document())["@context"]
