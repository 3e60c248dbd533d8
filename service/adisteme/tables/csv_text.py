"""Rows of a CSV file: its encoding, its delimiter, and what is wrong with its quotation marks."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import PurePath

from adisteme.errors import InputError
from adisteme.tables import limits
from adisteme.tables.errors import TableError
from adisteme.tables.mapping import Mapping
from adisteme.tables.places import Place

_DELIMITERS = ",;\t"
# The line by which Excel is told the delimiter; it shows no row for it.
_SAID = re.compile(r'"?sep=(\t|[^\w\s"=])"?[ \t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_CYRILLIC = re.compile("[а-яёәіңғүұқөһ]", re.IGNORECASE)
_MOSTLY, _ENOUGH = 0.5, 3
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_TOO_LONG = "field larger"


def rows(file: str, content: bytes, known: Mapping) -> Iterator[tuple[int, list[str]]]:
    """The rows, each with its number.

    Args:
        file: its name.
        content: what it holds.
        known: the mapping, whose names of columns tell the delimiter.

    Raises:
        TableError: it is no CSV in UTF-8, or longer than allowed.
    """
    text = _decoded(file, content)
    said = _SAID.match(text)
    text = text[said.end() :] if said else text
    delimiter = said[1] if said else _delimiter(file, text, known)
    number = 0
    try:
        for number, row in enumerate(_reader(text, delimiter, strict=True), 1):
            if number > limits.MAX_ROWS:
                raise TableError("too_many_rows", Place(file, None, number), limit=limits.MAX_ROWS)
            yield number, row
    except csv.Error as error:
        raise TableError("csv_broken", Place(file, None, number + 1), reason=_reason(error)) from None


def _reader(text: str, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    # with newline="" lines end as they do in the file, also with the lone CR of "CSV (Macintosh)"
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)


def _reason(error: csv.Error) -> InputError:
    if str(error).startswith(_TOO_LONG):
        return InputError("tables.cell_too_long", limit=limits.MAX_CELL)
    return InputError("tables.csv_quotes")


def _decoded(file: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = len((content[: error.start] + b".").splitlines())
    if content.startswith(_UTF16):
        raise TableError("encoding", Place(file, None, 1), found="UTF-16")
    letters = [c for c in content.decode("cp1251", "replace") if not c.isascii()]
    cyrillic = sum(1 for c in letters if _CYRILLIC.match(c))
    if cyrillic >= _ENOUGH and cyrillic > _MOSTLY * len(letters):
        raise TableError("encoding", Place(file, None, row), found="Windows-1251")
    raise TableError("not_utf8", Place(file, None, row))


def _delimiter(file: str, text: str, known: Mapping) -> str:
    """The delimiter with which most of the first row are columns that we know."""
    table = known.table(PurePath(file).stem)
    head = text.lstrip()[: limits.MAX_CELL]

    def fitting(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(_reader(head, delimiter, strict=False), [])
        except csv.Error:  # told when the rows are read
            cells = []
        return (sum(1 for cell in cells if table and table.column(cell)), len(cells))

    return max(_DELIMITERS, key=fitting)
