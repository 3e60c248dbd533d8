"""Lines of records in JSON-LD: where their `@id` stands in an object that says more than its name."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from adisteme.validation import context
from adisteme.validation.places_text import resolved

_STRING = rb'"(?:[^"\\]|\\.)*"'
_ID = re.compile(rb'"(?:@id|id)"\s*:\s*(?P<value>' + _STRING + rb")", re.DOTALL)
_SPACE_OF_NAMES = re.compile(rb"(?P<name>" + _STRING + rb')\s*:\s*(?P<iri>"[^"\\]*[/#:]")', re.DOTALL)
_HEX = rb"[0-9A-Fa-f]{2}"
_ESCAPE = re.compile(
    rb"\\(?:u[Dd][89ABab]"
    + _HEX
    + rb"\\u[Dd][C-Fc-f]"
    + _HEX
    + rb"|(?P<half>u[Dd][89A-Fa-f]"
    + _HEX
    + rb")|.)",
    re.DOTALL,
)
_BASE = re.compile(rb'"@base"\s*:\s*(?P<iri>"[^"\\]*")')


class Half(NamedTuple):
    """An escape of one half of a character; line and column, in characters, from 1."""

    escape: str
    line: int
    column: int


def in_json(blocks: Iterator[bytes], base: str, wanted: Collection[str]) -> Iterator[tuple[str, int]]:
    """Records by their `@id`, with its line (arguments as of `in_turtle`).

    Aliases of `@id` other than `id`, and names that scoped contexts change, are not followed: such a record
    has no line.
    """
    text = b"".join(blocks)
    spaces = _spaces(text)
    if own := _BASE.search(text):
        base = resolved(_text(own["iri"]) or "", base)
    line, counted = 1, 0
    for found in _ID.finditer(text):
        key = _expanded(_text(found["value"]), spaces, base)
        if key in wanted and not _only_refers(text, found):
            line += text.count(b"\n", counted, found.start())
            counted = found.start()
            yield key, line


def half_character(blocks: Iterator[bytes]) -> Half | None:
    """The first escape of a surrogate without its other half, for which the parser has no words of its own.

    Args:
        blocks: a JSON document.

    Returns:
        The escape and where it stands; None where there is none.
    """
    text = b"".join(blocks)
    for found in _ESCAPE.finditer(text):
        if found["half"]:
            start = found.start()
            before = text[text.rfind(b"\n", 0, start) + 1 : start]
            column = len(before.decode("utf-8", "replace")) + 1
            return Half(found[0].decode("ascii"), text.count(b"\n", 0, start) + 1, column)
    return None


def _only_refers(text: bytes, found: re.Match[bytes]) -> bool:
    """Whether an object is nothing but a name: `{"@id": "…"}`."""
    before = text[max(0, found.start() - 200) : found.start()].rstrip()
    after = text[found.end() : found.end() + 200].lstrip()
    return before.endswith(b"{") and after.startswith(b"}")


def _spaces(text: bytes) -> dict[str, str]:
    """Prefixes: of our context, and what the document itself gives as such."""
    spaces: dict[str, str] = {}
    packaged: Any = json.loads(context.document())["@context"]
    entries = packaged if isinstance(packaged, dict) else {}
    for name, entry in entries.items():
        iri = entry.get("@id") if isinstance(entry, dict) else entry
        if isinstance(iri, str):
            spaces[name] = iri
    for found in _SPACE_OF_NAMES.finditer(text):
        name, value = _text(found["name"]), _text(found["iri"])
        if name and value and not name.startswith("@"):
            spaces.setdefault(name, value)
    return spaces


def _text(string: bytes) -> str | None:
    try:
        return str(json.loads(string))
    except ValueError:
        return None


def _expanded(value: str | None, spaces: dict[str, str], base: str) -> str:
    if value is None:
        return ""
    prefix, colon, local = value.partition(":")
    if colon and prefix in spaces and not local.startswith("//"):
        return spaces[prefix] + local
    return value if value.startswith("_:") else resolved(value, base)
