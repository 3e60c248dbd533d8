"""What would exhaust or break the parsers, seen in the bytes before they get them.

Measured with pyoxigraph 0.5.13: internal entities of XML are expanded without bound, nested XML takes time
with the square of the depth, and nested triple terms of RDF 1.2 end the process; text between tags is held
whole, however long. Its parser of JSON-LD is guarded in `context`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol
from xml.parsers import expat

import regex
from pyoxigraph import RdfFormat

from adisteme.errors import InputError

MAX_XML_DEPTH = 200
MAX_TERM_DEPTH = 16
MAX_TEXT = 16 << 20  # bytes between two tags; the limit of a token that the parser of Turtle has
# Openings of triple terms with nothing but terms between them: that many at once are nested that deep.
_NESTED = regex.compile(rb"(?:<<\(?\s*+(?:[^\s<>]++\s*+|<[^<>]*+>\s*+){0,6}+){%d}" % MAX_TERM_DEPTH)
_UTF8 = ("utf-8", "utf8", "us-ascii", "ascii")


class Guard(Protocol):
    """Looks at each block before the parser gets it."""

    def see(self, block: bytes) -> None:
        """Raise InputError where the parser must not go on; the empty block is the end."""


def guarded(blocks: Iterator[bytes], form: RdfFormat, name: str) -> Iterator[bytes]:
    """Blocks, each seen by the guard of its syntax.

    Args:
        blocks: of one document.
        form: its syntax.
        name: its name in messages.

    Raises:
        InputError: (while going on) nested too deep, an entity, a statement too long, broken XML.
    """
    guard: Guard = _GUARDS.get(form, TextGuard)(name)
    empty = True
    for block in blocks:
        guard.see(block)
        empty = False
        yield block
    if not empty:
        guard.see(b"")


class TextGuard:
    """Turtle and its kin: triple terms in one another (how long a token may be, the parser itself limits)."""

    def __init__(self, name: str) -> None:
        self._name = name

    def see(self, block: bytes) -> None:
        """See `Guard`."""
        if b"<<" in block and _NESTED.search(block):
            raise InputError("data.too_deep", file=self._name, limit=MAX_TERM_DEPTH)


class JsonGuard:
    """JSON-LD, which its parser has to hold whole: a text too long is refused while it comes."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._text = 0

    def see(self, block: bytes) -> None:
        """See `Guard`."""
        first = block.find(b'"')
        longest = self._text + (len(block) if first < 0 else first)
        if longest > MAX_TEXT:
            raise InputError("data.text_too_long", file=self._name, limit=MAX_TEXT >> 20)
        self._text = longest if first < 0 else len(block) - block.rfind(b'"') - 1


class XmlGuard:
    """RDF/XML: well-formed, in UTF-8, without entities of its own, not too deep; no handler reads a file."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._depth = 0
        self._text = 0
        parser = expat.ParserCreate()
        parser.XmlDeclHandler = self._declared
        parser.EntityDeclHandler = self._entity
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.buffer_text = False
        self._parser = parser

    def see(self, block: bytes) -> None:
        """See `Guard`."""
        try:
            self._parser.Parse(block, not block)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            raise InputError("data.syntax", file=self._name, line=error.lineno, reason=reason) from None
        self._text = 0 if b">" in block else self._text + len(block)
        if self._text > MAX_TEXT:
            raise InputError("data.statement_too_long", file=self._name, limit=MAX_TEXT >> 20)

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() not in _UTF8:
            raise InputError("data.not_utf8", file=self._name, charset=encoding)

    def _entity(self, *_: object) -> None:
        raise InputError("data.entity", file=self._name, line=self._parser.CurrentLineNumber)

    def _start(self, *_: object) -> None:
        self._depth += 1
        if self._depth > MAX_XML_DEPTH:
            raise InputError("data.too_deep", file=self._name, limit=MAX_XML_DEPTH)

    def _end(self, _: str) -> None:
        self._depth -= 1


_GUARDS: dict[RdfFormat, Callable[[str], Guard]] = {
    RdfFormat.RDF_XML: XmlGuard,
    RdfFormat.JSON_LD: JsonGuard,
}
