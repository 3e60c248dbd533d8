"""Where a record stands: file and line, looked up after validation for the records with findings alone.

No RDF library of Python keeps the lines of triples, and keeping them would cost memory for each triple of a
country. So the text is gone through once more, for all findings together: statement by statement in Turtle
and TriG, line by line in N-Triples and N-Quads, by an XML parser, by `@id` in JSON-LD.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from pyoxigraph import BlankNode, NamedNode, RdfFormat

from adisteme import tables
from adisteme.errors import InputError
from adisteme.validation.places_json import in_json
from adisteme.validation.places_text import HEAD, in_lines, in_turtle
from adisteme.validation.places_xml import in_xml

Node = NamedNode | BlankNode
_PREDICATE = re.compile(r"<[^<>]*>")
_SCANS: dict[RdfFormat, Callable[[Iterator[bytes], str, Collection[str]], Iterator[tuple[str, int]]]] = {
    RdfFormat.TURTLE: in_turtle,
    RdfFormat.TRIG: in_turtle,
    RdfFormat.N_TRIPLES: in_lines,
    RdfFormat.N_QUADS: in_lines,
    RdfFormat.RDF_XML: in_xml,
    RdfFormat.JSON_LD: in_json,
}


class Document(Protocol):
    """What a place is looked up in (`sources.Source`)."""

    name: str
    form: RdfFormat

    def blocks(self) -> Iterator[bytes]:
        """Its bytes."""


class Place(NamedTuple):
    """Where a record stands; None where neither syntax nor name tells.

    Attributes:
        file: name of the document.
        line: counted from 1; in a table the row.
        sheet: of a workbook.
        column: of a table, in letters.
    """

    file: str | None = None
    line: int | None = None
    sheet: str | None = None
    column: str | None = None


@dataclass
class Where:
    """The places of records."""

    found: dict[Node, Place] = field(default_factory=dict)
    rows: tables.Places | None = None

    def of(self, node: object, path: str | None = None) -> Place:
        """The place of a record.

        Args:
            node: a term of pyoxigraph.
            path: the property that the finding is about, for the column of a table.
        """
        if not isinstance(node, NamedNode | BlankNode):
            return Place()
        predicate = path[1:-1] if path and _PREDICATE.fullmatch(path) else None
        if cell := self.rows and self.rows.of(node, predicate):
            return Place(cell.file, cell.row, cell.sheet, cell.column)
        return self.found.get(node, Place())


def locate(
    documents: Sequence[Document],
    wanted: Collection[Node],
    base: str,
    heads: Mapping[int, Sequence[BlankNode]],
) -> dict[Node, Place]:
    """Look records up, each in the first document that describes it.

    Args:
        documents: in their order.
        wanted: the records.
        base: what relative IRIs were resolved against.
        heads: document → its nodes without a name at the head of statements, in order of appearance.

    Returns:
        Record → place; a record that is not found has none.
    """
    found: dict[Node, Place] = {}
    for number, document in enumerate(documents):
        left = [node for node in wanted if node not in found]
        keys = _keys(left, number)
        own = [node for node in left if isinstance(node, BlankNode) and _is_of(node, number)]
        alone = left if len(documents) == 1 else own
        if keys or own:
            lines = _lines(document, keys, base, heads.get(number, ()))
            found |= {node: Place(document.name, line) for node, line in lines.items()}
        found |= {node: Place(document.name) for node in alone if node not in found}
    return found


def _is_of(node: BlankNode, number: int) -> bool:
    return node.value.startswith((f"f{number}-", f"f{number}."))


def _keys(nodes: Collection[Node], number: int) -> dict[str, Node]:
    """Records by what stands in a document: the IRI, or the label of a blank node."""
    keys: dict[str, Node] = {}
    for node in nodes:
        if isinstance(node, NamedNode):
            keys[node.value] = node
        elif node.value.startswith(f"f{number}-"):
            keys["_:" + node.value.partition("-")[2]] = node
    return keys


def _lines(
    document: Document, keys: Mapping[str, Node], base: str, heads: Sequence[BlankNode]
) -> dict[Node, int]:
    lines: dict[Node, int] = {}
    of_heads: list[int] = []
    try:
        for key, line in _SCANS[document.form](document.blocks(), base, keys):
            if key == HEAD:
                of_heads.append(line)
            elif keys[key] not in lines:
                lines[keys[key]] = line
                if len(lines) == len(keys) and not heads:
                    break
    except (InputError, MemoryError):  # changed or gone since it was read: the findings stand, lines do not
        return {}
    if len(of_heads) == len(heads):  # else the scan and the parser saw different statements
        lines |= dict(zip(heads, of_heads, strict=True))
    return lines
