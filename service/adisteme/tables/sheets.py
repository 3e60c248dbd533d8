"""Sheets of cells out of CSV and XLSX files, with limits on what a file may hold."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from adisteme.tables import csv_text, limits
from adisteme.tables.errors import TableError
from adisteme.tables.mapping import Mapping
from adisteme.tables.places import Place

CSV_SUFFIXES = (".csv", ".tsv")
XLSX = ".xlsx"
SUFFIXES = (*CSV_SUFFIXES, XLSX)
_ZIP = b"PK"
# What Excel wrote before 2007, and what it still puts around a workbook with a password.
_OLD = b"\xd0\xcf\x11\xe0"
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_READ_AT_ONCE = 1 << 20


@dataclass(frozen=True)
class Sheet:
    """Rows of cells under a name.

    Attributes:
        name: what tells which table this is: the file's name without its ending, or the sheet's.
        sheet: name of the sheet; None for CSV.
        rows: number of the row, as the spreadsheet shows it, and its cells.
    """

    file: str
    name: str
    sheet: str | None
    rows: Iterator[tuple[int, list[Any]]]


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
    has_formulas = _inspected(file, content)
    try:
        values = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        formulas = (
            load_workbook(io.BytesIO(content), read_only=True, keep_links=False) if has_formulas else None
        )
        chosen = [sheet for sheet in values.worksheets if not sheet.title.startswith("_")]
    except Exception as error:  # a damaged workbook fails anywhere inside openpyxl, with any exception
        raise TableError("xlsx_broken", Place(file), reason=_reason(error)) from None
    for sheet in chosen:
        alone = len(chosen) == 1 and known.table(sheet.title) is None
        name = PurePath(file).stem if alone else sheet.title
        twin = formulas[sheet.title] if formulas is not None else None
        yield Sheet(file, name, sheet.title, _sheet_rows(file, sheet, twin))


def _inspected(file: str, content: bytes) -> bool:
    """Whether there are formulas; refuses what unpacks too large and XML with declarations of entities."""
    has_formulas = False
    if content.startswith(_OLD):
        raise TableError("xls_old", Place(file), wanted=XLSX)
    if not content.startswith(_ZIP):
        raise TableError("no_workbook", Place(file), wanted=XLSX)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > limits.MAX_BYTES:
                raise TableError("too_large", Place(file), limit=limits.MAX_BYTES // 2**20)
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    has_formulas |= _member(file, archive, member)
    except TableError:
        raise
    except Exception as error:  # a damaged archive fails in zipfile, zlib and elsewhere, each in its way
        raise TableError("xlsx_broken", Place(file), reason=_reason(error)) from None
    return has_formulas


def _member(file: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    found = False
    tail = b""
    with archive.open(member) as stream:
        while part := stream.read(_READ_AT_ONCE):
            is_xml = bool(tail) or part.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
            if not is_xml or b"\0" in part:
                raise TableError("xlsx_broken", Place(file), reason=member.filename)
            text = tail + part
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise TableError("xlsx_broken", Place(file), reason=f"{member.filename}: DOCTYPE")
            found = found or bool(_FORMULA.search(text))
            tail = part[-16:]
    return found


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
    except Exception as error:  # as above: a damaged sheet is only met while it is read
        raise TableError("xlsx_broken", Place(file, sheet.title), reason=_reason(error)) from None


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


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
