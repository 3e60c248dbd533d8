"""Empty tables to fill in: one CSV file a table, and one workbook with a sheet for each."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from adisteme.errors import InputError
from adisteme.languages import message
from adisteme.tables.cells import Kinds
from adisteme.tables.limits import MAX_ROWS
from adisteme.tables.mapping import Column, Mapping
from adisteme.tables.places import letters

WORKBOOK = "tables.xlsx"
_LISTS = "_lists"
_WIDTH, _COMMENT_WIDTH, _COMMENT_HEIGHT = 24, 320, 120


def write(folder: Path, known: Mapping, kinds: Kinds, lang: str) -> int:
    """Write the templates.

    Args:
        folder: a new or empty folder.
        known: the mapping.
        kinds: what the drop-down lists hold.
        lang: language of headers, names of sheets and lists.

    Returns:
        How many files were written.

    Raises:
        InputError: the folder holds files, or cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise InputError("tables.exists", folder=folder)
        for table in known.tables:
            path = folder / f"{table.key}.csv"
            with path.open("w", encoding="utf-8-sig", newline="") as file:  # the BOM is for spreadsheets
                csv.writer(file).writerow(column.names[lang] for column in table.columns)
        _workbook(folder / WORKBOOK, known, kinds, lang)
    except OSError as error:
        raise InputError("input.unwritable", file=folder, reason=error.strerror) from None
    return len(known.tables) + 1


def hint(column: Column, lang: str) -> str:
    """What to write into a column, in a sentence or two."""
    made = "_made" if column.type == "id" and not column.required else ""
    parts = [message(f"tables.hint_{column.type}{made}", lang, **_gaps(column))]
    if column.many:
        parts.append(message("tables.hint_many", lang))
    return " ".join(parts)


def _gaps(column: Column) -> dict[str, str]:
    return {"tables": ", ".join(column.of)} if column.type == "reference" else {}


def _workbook(path: Path, known: Mapping, kinds: Kinds, lang: str) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = [(table, book.create_sheet(table.names[lang])) for table in known.tables]
    lists = book.create_sheet(_LISTS)
    ranges: dict[tuple[str, ...], str] = {}
    for table, sheet in sheets:
        for at, column in enumerate(table.columns):
            _head(sheet, at, column.names[lang], hint(column, lang))
            if column.type == "kind" and column.of not in ranges:
                ranges[column.of] = _list(lists, len(ranges), kinds.labels(column.of, lang))
            choices = ranges.get(column.of) if column.type == "kind" else None
            if column.type == "boolean":
                choices = f'"{message("tables.yes_no", lang)}"'
            if choices:
                _offer(sheet, at, choices)
        sheet.freeze_panes = "A2"
    book.save(path)


def _head(sheet: Any, at: int, name: str, text: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font

    cell = sheet.cell(row=1, column=at + 1, value=name)
    cell.font = Font(bold=True)
    cell.comment = Comment(text, "adisteme", width=_COMMENT_WIDTH, height=_COMMENT_HEIGHT)
    sheet.column_dimensions[letters(at)].width = _WIDTH


def _list(sheet: Any, number: int, labels: list[tuple[str, str]]) -> str:
    """Write labels with their keys beside them; the value is the range of the labels."""
    for row, (key, label) in enumerate(labels, 1):
        sheet.cell(row=row, column=2 * number + 1, value=label)
        sheet.cell(row=row, column=2 * number + 2, value=key)
    column = letters(2 * number)
    return f"{_LISTS}!${column}$1:${column}${len(labels)}"


def _offer(sheet: Any, at: int, choices: str) -> None:
    """A drop-down list below the header; what is not in it (a key, several values) may still be typed."""
    from openpyxl.worksheet.datavalidation import DataValidation

    validation = DataValidation(type="list", formula1=choices, allow_blank=True, showErrorMessage=False)
    validation.add(f"{letters(at)}2:{letters(at)}{MAX_ROWS}")
    sheet.add_data_validation(validation)
