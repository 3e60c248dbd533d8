"""Tables to triples: rows of all files of a run together, since references go across tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad

from adisteme import namespaces as ns
from adisteme.errors import InputError
from adisteme.graph import KnowledgeGraph
from adisteme.tables import limits
from adisteme.tables.cells import Kinds, Reading, is_iri, short, similar, text_of
from adisteme.tables.errors import Refused, TableError, TableErrors
from adisteme.tables.mapping import Column, Table, mapping
from adisteme.tables.places import Layout, Place, Places
from adisteme.tables.sheets import SUFFIXES, Sheet, Uncomputed, blank, sheets

BASE = "urn:adisteme:data/"
_TYPE = NamedNode(ns.RDF + "type")
_SEPARATOR = ";"
_MOST_MERGED = 10_000
# What a spreadsheet would calculate (OWASP: CSV injection), a way to another folder, control characters.
_UNSAFE_ID = re.compile(r"^[=+\-@/]|(?:^|/)\.\.?(?:/|$)|[\x00-\x1f\x7f]")


@dataclass
class Tables:
    """What tables said.

    Attributes:
        quads: the triples, in the default graph.
        places: where each record stands.
    """

    quads: list[Quad] = field(default_factory=list)
    places: Places = field(default_factory=Places)


def files(folder: Path) -> list[Path]:
    """The tables below a folder; hidden files and a spreadsheet's lock files are left out."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES and path.is_file() and not path.name.startswith((".", "~$"))
    )


def read(given: Iterable[tuple[str, bytes]], graph: KnowledgeGraph, base: str = BASE) -> Tables:
    """Read tables.

    Args:
        given: name and content of each file.
        graph: gives the keys that cells may name, and their labels.
        base: what stands before ids in IRIs.

    Raises:
        TableErrors: what is wrong with the tables, all of it.
    """
    run = _Run(Reading(mapping(), Kinds(graph), base))
    for name, content in given:
        run.file(name, content)
    run.check_references()
    if run.errors:
        raise TableErrors(run.errors)
    return run.tables


@dataclass(frozen=True)
class _Reference:
    column: Column
    text: str
    layout: Layout
    row: int
    at: int


@dataclass
class _Run:
    """One run over all files: what was read, what is still to be looked up, what was wrong."""

    reading: Reading
    tables: Tables = field(default_factory=Tables)
    errors: list[InputError] = field(default_factory=list)
    _references: list[_Reference] = field(default_factory=list)
    _table_of: dict[str, str] = field(default_factory=dict)
    _read: set[str] = field(default_factory=set)
    _unread: set[str] = field(default_factory=set)

    def file(self, name: str, content: bytes) -> None:
        """Read one file; what is wrong with it is kept."""
        known = self.reading.mapping
        try:
            for sheet in sheets(name, content, known):
                self._sheet(sheet, known.table(sheet.name))
        except TableError as error:
            self._failed(error, known.table(Path(name).stem))

    def _failed(self, error: TableError, table: Table | None) -> None:
        """Keep an error for which a table was not read, or not to its end; any, where none is named."""
        self.errors.append(error)
        self._unread.add(table.key if table else "")

    def _sheet(self, sheet: Sheet, table: Table | None) -> None:
        try:
            self._rows(sheet, table)
        except TableError as error:
            self._failed(error, table)

    def _rows(self, sheet: Sheet, table: Table | None) -> None:
        if table is None:
            known = self.reading.mapping
            near = similar(sheet.name, known.names)
            place = Place(sheet.file, sheet.sheet)
            raise TableError("no_such_table", place, name=sheet.name, tables=known.told(), nearest=near)
        self._read.add(table.key)
        found: tuple[list[Column | None], Layout] | None = None
        for number, cells in sheet.rows:
            if blank(cells):
                continue
            if found is not None:
                self._row(table, *found, number, cells)
                continue
            found = self._header(sheet, table, number, cells)
            if any(column.required and column not in found[0] for column in table.columns) or not any(
                found[0]
            ):
                self._unread.add(table.key)  # all rows would be refused for the same reason
                return

    def _header(
        self, sheet: Sheet, table: Table, number: int, cells: Sequence[Any]
    ) -> tuple[list[Column | None], Layout]:
        texts = [_header_text(cell) for cell in cells]
        headers = tuple(texts[: max(at for at, text in enumerate(texts, 1) if text)])
        bare = Layout(sheet.file, sheet.sheet, {}, headers)
        if len(headers) > limits.MAX_COLUMNS:
            raise TableError("too_many_columns", bare.place(number), limit=limits.MAX_COLUMNS)
        columns: list[Column | None] = []
        for at, header in enumerate(headers):
            column = table.column(header) if header else None
            if header and column is None:
                near = similar(header, table.headers)
                self.errors.append(TableError("no_such_column", bare.place(number, at), nearest=near))
            elif column is not None and column in columns:
                self.errors.append(TableError("column_twice", bare.place(number, at)))
                column = None
            columns.append(column)
        for column in table.columns:
            if column.required and column not in columns:
                names = ", ".join(dict.fromkeys((column.key, *column.names.values())))
                self.errors.append(TableError("column_missing", bare.place(number), names=names))
        said: dict[str, int] = {}
        for at, column in enumerate(columns):
            if column is not None:  # of several columns of a property the first is the place to look
                said.setdefault(column.property.value if column.property else "", at)
        return columns, Layout(sheet.file, sheet.sheet, said, headers, _merged_rows(sheet, said.get("")))

    def _row(
        self, table: Table, columns: list[Column | None], layout: Layout, number: int, cells: Sequence[Any]
    ) -> None:
        said: dict[str, list[str]] = {}
        values: list[tuple[NamedNode, Any]] = []
        for at, cell in enumerate(cells):
            try:
                column = columns[at] if at < len(columns) else None
                texts = _texts(column, cell, layout.headers[at : at + 1])
                if column is None or not texts:
                    continue
                found = self._values(column, texts, layout, number, at)
                said[column.key] = _told(column, texts, found)
                values += found
            except Refused as refused:
                self.errors.append(refused.at(layout.place(number, at)))
        try:
            self._record(table, said, values, layout, number)
        except TableError as error:
            self.errors.append(error)

    def _values(
        self, column: Column, texts: list[str], layout: Layout, number: int, at: int
    ) -> list[tuple[NamedNode, Any]]:
        if column.property is None:
            return []
        if column.type == "reference":
            self._references += [_Reference(column, text, layout, number, at) for text in texts]
        return [(column.property, self.reading.value(column, text)) for text in texts]

    def _record(
        self,
        table: Table,
        said: dict[str, list[str]],
        values: list[tuple[NamedNode, Any]],
        layout: Layout,
        number: int,
    ) -> None:
        subject = self.reading.iri(_id(table, said, layout, number))
        earlier = self.tables.places.row(subject.value)
        if earlier is not None:
            where = earlier[0].place(earlier[1])
            raise _Twice(layout.place(number, layout.columns.get("")), where)
        self.tables.places.put(subject.value, layout, number)
        self._table_of[subject.value] = table.key
        self.tables.quads.append(Quad(subject, _TYPE, table.class_))
        self.tables.quads += [Quad(subject, *value) for value in values]

    def check_references(self) -> None:
        """Look up what rows refer to, now that all rows are known."""
        for reference in self._references:
            table = self._table_of.get(self.reading.iri(reference.text).value)
            if table in reference.column.of or (table is None and is_iri(reference.text)):
                continue
            if table is None and not self._were_read(reference.column.of):
                continue  # what is missing may stand in what could not be read, which is told
            self.errors.append(self._dangling(reference, table))

    def _were_read(self, tables: tuple[str, ...]) -> bool:
        """Whether tables were read whole, as far as there are any."""
        if self._unread.intersection(tables):
            return False
        return "" not in self._unread or self._read.issuperset(tables)

    def _dangling(self, reference: _Reference, table: str | None) -> TableError:
        place = reference.layout.place(reference.row, reference.at)
        told = self.reading.mapping.told
        wanted = told(reference.column.of)
        if table is not None:
            return TableError("wrong_table", place, value=reference.text, table=told([table]), tables=wanted)
        known = [
            iri.removeprefix(self.reading.base)
            for iri, key in self._table_of.items()
            if key in reference.column.of
        ]
        near = similar(reference.text, known)
        return TableError("dangling", place, value=reference.text, tables=wanted, nearest=near)


def _id(table: Table, said: dict[str, list[str]], layout: Layout, number: int) -> str:
    """The row's id, else one made of the columns that tell rows of this table apart."""
    own = next((column.key for column in table.columns if column.type == "id"), "")
    place = layout.place(number, layout.columns.get(""))
    if own in said:
        given = said[own][0]
        if _UNSAFE_ID.search(given) and not is_iri(given):
            raise TableError("unsafe_id", place, value=short(given))
        return given
    made = [part for key in table.id_from for part in said.get(key, ())]
    if not made:
        raise TableError("merged_id" if number in layout.merged else "no_id", place)
    return "/".join((table.key, *made))


def _merged_rows(sheet: Sheet, column: int | None) -> frozenset[int]:
    """The rows in which a column has a merged cell, as many as anybody has merged by hand."""
    rows = (
        row
        for top, left, bottom, right in sheet.merged
        if column is not None and left <= column <= right
        for row in range(top, bottom + 1)
    )
    return frozenset(islice(rows, _MOST_MERGED))


def _header_text(cell: Any) -> str:
    text = "" if cell is None else cell.formula if isinstance(cell, Uncomputed) else str(cell)
    return " ".join(text.split())


def _texts(column: Column | None, cell: Any, header: tuple[str, ...]) -> list[str]:
    """The values in a cell, as text.

    Raises:
        Refused: the cell cannot be read, or stands under no header.
    """
    if column is None and header not in ((), ("",)):
        return []  # the header was refused
    text = text_of(cell)
    if column is None:
        if text:
            raise Refused("no_header")
        return []
    parts = text.split(_SEPARATOR) if column.many else [text]
    return [part.strip() for part in parts if part.strip()]


def _told(column: Column, texts: list[str], found: list[tuple[NamedNode, Any]]) -> list[str]:
    """Values as they go into an id, however they are written: a kind by its key, a date in one form."""
    if column.type in ("kind", "date"):
        return [value.value.removeprefix(ns.ID) for _, value in found]
    return texts


class _Twice(TableError):
    """An id of two rows; the other row's place is put in words in the language of the message."""

    def __init__(self, place: Place, other: Place) -> None:
        super().__init__("id_twice", place)
        self._other = other

    def text(self, lang: str) -> str:
        """The sentence, with the place of the other row."""
        self.values["other"] = self._other.text(lang)
        return super().text(lang)
