"""Where in the tables a record stands: file, sheet, row and column, as the spreadsheet shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from pyoxigraph import BlankNode, NamedNode

from adisteme.languages import message


class Place(NamedTuple):
    """A cell, or a row where `column` is None, or a sheet where `row` is None too.

    Attributes:
        file: name of the file.
        sheet: name of the sheet; None for CSV.
        row: number of the row, the header's row counted.
        column: letters of the column.
        header: what the header cell of the column says.
    """

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    header: str | None = None

    def text(self, lang: str) -> str:
        """The place in words."""
        parts = [self.file]
        if self.sheet is not None:
            parts.append(message("tables.sheet", lang, sheet=self.sheet))
        if self.row is not None:
            parts.append(message("tables.row", lang, row=self.row))
        if self.column is not None:
            key = "tables.column_named" if self.header else "tables.column"
            parts.append(message(key, lang, column=self.column, header=self.header or ""))
        return ", ".join(parts)


@dataclass(frozen=True)
class Layout:
    """A table as it was met: where it stands and which column says what.

    Attributes:
        columns: property → place in the row (from 0); the empty string stands for the id.
        headers: the header cells.
        merged: rows whose cell of the id was merged with others, so that the first of them alone holds one.
    """

    file: str
    sheet: str | None
    columns: dict[str, int]
    headers: tuple[str, ...]
    merged: frozenset[int] = frozenset()

    def place(self, row: int | None = None, column: int | None = None) -> Place:
        """A place in this table.

        Args:
            row: number of the row; None for the table as a whole.
            column: place in the row, from 0.
        """
        if column is None:
            return Place(self.file, self.sheet, row)
        header = self.headers[column] if column < len(self.headers) else ""
        return Place(self.file, self.sheet, row, letters(column), header or None)


@dataclass
class Places:
    """Records and the rows that told of them."""

    _rows: dict[str, tuple[Layout, int]] = field(default_factory=dict)

    def put(self, subject: str, layout: Layout, row: int) -> None:
        """Remember the row of a record."""
        self._rows[subject] = (layout, row)

    def row(self, subject: str) -> tuple[Layout, int] | None:
        """The table and row of a record."""
        return self._rows.get(subject)

    def of(
        self, subject: NamedNode | BlankNode | str, predicate: NamedNode | str | None = None
    ) -> Place | None:
        """The cell that says something of a record.

        Args:
            subject: the record.
            predicate: what is said of it; without one, or where the table has no such column, the row.

        Returns:
            None where no table tells of it.
        """
        found = self._rows.get(subject if isinstance(subject, str) else subject.value)
        if found is None:
            return None
        layout, row = found
        said = predicate.value if isinstance(predicate, NamedNode) else predicate
        return layout.place(row, layout.columns.get(said) if said else None)


def letters(column: int) -> str:
    """The letters of a column (0 → A, 26 → AA)."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def column_number(name: str) -> int:
    """The column that letters stand for, from 0 (A → 0, AA → 26)."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
