"""Sheets of cells out of CSV and XLSX files, with limits on what a file may hold."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from adisteme.tables import csv_text, limits
from adisteme.tables.errors import TableError
from adisteme.tables.mapping import Mapping
from adisteme.tables.places import Place, column_number

CSV_SUFFIXES = (".csv", ".tsv")
XLSX = ".xlsx"
SUFFIXES = (*CSV_SUFFIXES, XLSX)
_ZIP = b"PK"
# What Excel wrote before 2007, and what it still puts around a workbook with a password.
_OLD = b"\xd0\xcf\x11\xe0"
_CONTENTS = "[Content_Types].xml"
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_MOST_MERGED = 10_000
_READ_AT_ONCE = 1 << 20
_OVERLAP = 100  # bytes: longer than what is looked for between two reads

Span = tuple[int, int, int, int]


@dataclass(frozen=True)
class Sheet:
    """Rows of cells under a name.

    Attributes:
        name: what tells which table this is: the file's name without its ending, or the sheet's.
        sheet: name of the sheet; None for CSV.
        rows: number of the row, as the spreadsheet shows it, and its cells.
        merged: cells that were merged, as first row, first column, last row, last column (columns from 0).
    """

    file: str
    name: str
    sheet: str | None
    rows: Iterator[tuple[int, list[Any]]]
    merged: frozenset[Span] = frozenset()


def blank(cells: Sequence[Any]) -> bool:
    """Whether a row says nothing."""
    return all(cell is None or cell == "" or str(cell).isspace() for cell in cells)


def sheets(file: str, content: bytes, known: Mapping) -> Iterator[Sheet]:
    """The sheets of one file; those whose name begins with `_` are left out.

    Args:
        file: its name.
        content: what it holds.
        known: the mapping, for telling delimiters and names.

    Raises:
        TableError: the file cannot be read, or is larger than allowed.
    """
    if len(content) > limits.MAX_BYTES:
        raise TableError("too_large", Place(file), limit=limits.MAX_BYTES // 2**20)
    if PurePath(file).suffix.lower() == XLSX:
        yield from _workbook(file, content, known)
    else:
        yield Sheet(file, PurePath(file).stem, None, csv_text.rows(file, content, known))


# ---- XLSX --------------------------------------------------------------------------------------


def _workbook(file: str, content: bytes, known: Mapping) -> Iterator[Sheet]:
    from openpyxl import load_workbook

    # what newer spreadsheets add beside cells (styles, extensions) is nothing to tell a user of
    warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
    seen = _inspected(file, content)
    try:
        values = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        formulas = (
            load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            if seen.has_formulas
            else None
        )
        pairs = [(sheet, None if formulas is None else formulas[sheet.title]) for sheet in values.worksheets]
    except OSError:  # there are parts, but none of a workbook: another kind of document
        raise TableError("no_workbook", Place(file), wanted=XLSX) from None
    except Exception:  # a damaged workbook fails anywhere inside openpyxl, with any exception
        raise TableError("xlsx_broken", Place(file)) from None
    chosen = [pair for pair in pairs if _counts(file, *pair, known)]
    for sheet, twin in chosen:
        alone = len(chosen) == 1 and known.table(sheet.title) is None
        name = PurePath(file).stem if alone else sheet.title
        merged = seen.merged.get(getattr(sheet, "_worksheet_path", ""), set())
        yield Sheet(file, name, sheet.title, _sheet_rows(file, sheet, twin), frozenset(merged))


def _counts(file: str, sheet: Any, twin: Any, known: Mapping) -> bool:
    """Whether a sheet is to be read: not one of notes, nor an empty one that was left over."""
    if sheet.title.startswith("_"):
        return False
    try:
        return known.table(sheet.title) is not None or not all(
            blank(row) for _, row in _sheet_rows(file, sheet, twin)
        )
    except TableError:  # told when it is read
        return True


@dataclass
class _Seen:
    """What the parts of a workbook show before they are read.

    Attributes:
        has_formulas: whether there are any.
        merged: part → cells that were merged.
    """

    has_formulas: bool = False
    merged: dict[str, set[Span]] = field(default_factory=dict)


def _inspected(file: str, content: bytes) -> _Seen:
    """Look at the parts; refuses what unpacks too large and XML with declarations of entities."""
    seen = _Seen()
    if content.startswith(_OLD):
        raise TableError("xls_old", Place(file), wanted=XLSX)
    if not content.startswith(_ZIP):
        raise TableError("no_workbook", Place(file), wanted=XLSX)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > limits.MAX_BYTES:
                raise TableError("too_large", Place(file), limit=limits.MAX_BYTES // 2**20)
            if _CONTENTS not in archive.namelist():
                raise TableError("no_workbook", Place(file), wanted=XLSX)
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    _member(file, archive, member, seen)
    except TableError:
        raise
    except Exception:  # a damaged archive fails in zipfile, zlib and elsewhere, each in its way
        raise TableError("xlsx_broken", Place(file)) from None
    return seen


def _member(file: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, seen: _Seen) -> None:
    tail = b""
    merged = seen.merged.setdefault(member.filename, set())
    with archive.open(member) as stream:
        while part := stream.read(_READ_AT_ONCE):
            is_xml = bool(tail) or part.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
            text = tail + part
            if not is_xml or b"\0" in part or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise TableError("xlsx_part", Place(file), part=member.filename)
            seen.has_formulas = seen.has_formulas or bool(_FORMULA.search(text))
            if len(merged) < _MOST_MERGED:
                merged.update(map(_span, _MERGED.finditer(text)))
            tail = part[-_OVERLAP:]


def _span(found: re.Match[bytes]) -> Span:
    left, top, right, bottom = (part.decode() for part in found.groups())
    return int(top), column_number(left), int(bottom), column_number(right)


def _sheet_rows(file: str, sheet: Any, formulas: Any) -> Iterator[tuple[int, list[Any]]]:
    try:
        for which in (sheet, formulas):
            if which is not None:
                which.reset_dimensions()  # what a file says of its size may be wrong
        plain = _numbered(file, sheet)
        written = _numbered(file, formulas) if formulas is not None else None
        for number, row in plain:
            place = Place(file, sheet.title, number)
            if number > limits.MAX_ROWS:
                raise TableError("too_many_rows", place, limit=limits.MAX_ROWS)
            if written is not None:
                _, told = next(written)
                yield number, [_computed(*pair) for pair in zip(row, told, strict=False)]
            else:
                yield number, row
    except TableError:
        raise
    except Exception:  # as above: a damaged sheet is only met while it is read
        raise TableError("xlsx_broken", Place(file, sheet.title)) from None


def _numbered(file: str, sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    cells = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        cells += len(row)  # a row is as long as its last cell stands far
        if cells > limits.MAX_CELLS:
            place = Place(file, sheet.title, number)
            raise TableError("too_many_cells", place, limit=limits.MAX_CELLS // 10**6)
        yield number, list(row)


@dataclass(frozen=True)
class Uncomputed:
    """A formula whose value the file does not hold."""

    formula: str


def _computed(value: Any, formula: Any) -> Any:
    if value is None and formula is not None:
        return Uncomputed(str(formula))
    return value
