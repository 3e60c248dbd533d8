"""Lines of records in RDF/XML."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from xml.parsers import expat

from adisteme import namespaces as ns
from adisteme.validation.places_text import resolved

_XML = "http://www.w3.org/XML/1998/namespace"
_SEPARATOR = " "
_BASE = _XML + _SEPARATOR + "base"
_ABOUT, _ID, _NODE = (ns.RDF + _SEPARATOR + name for name in ("about", "ID", "nodeID"))
_PROPERTY = 1  # of two: elements stand for a node and a property by turns, below the root


def in_xml(blocks: Iterator[bytes], base: str, wanted: Collection[str]) -> Iterator[tuple[str, int]]:
    """The elements that describe a record, with their lines (arguments as of `in_turtle`)."""
    found: list[tuple[str, int]] = []
    bases = [base]
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)

    def start(_: str, attributes: dict[str, str]) -> None:
        own = resolved(attributes[_BASE], bases[-1]) if _BASE in attributes else bases[-1]
        bases.append(own)
        key = _named(attributes, own, node=len(bases) % 2 == _PROPERTY)
        if key in wanted and key is not None:
            found.append((key, parser.CurrentLineNumber))

    def end(_: str) -> None:
        bases.pop()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    for block in blocks:
        parser.Parse(block, False)
        yield from found
        found.clear()


def _named(attributes: dict[str, str], base: str, *, node: bool) -> str | None:
    if _ABOUT in attributes:
        return resolved(attributes[_ABOUT], base)
    if node and _ID in attributes:
        return resolved("#" + attributes[_ID], base)
    return "_:" + attributes[_NODE] if node and _NODE in attributes else None
