"""XLSX: what a workbook says, and what hostile or damaged ones may not do."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook
from pyoxigraph import Literal

from adisteme import tables
from adisteme.tables import limits


def book(**sheets: list[list]) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(made)


def saved(made: Workbook) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def repacked(content: bytes, **changed: bytes) -> bytes:
    """A workbook with members in place of its own, by the last part of their names."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, changed.get(name.rpartition("/")[2].partition(".")[0], old.read(name)))
    return stream.getvalue()


def error(graph, content: bytes, name="x.xlsx") -> str:
    with pytest.raises(tables.TableErrors) as caught:
        tables.read([(name, content)], graph)
    return caught.value.text("en")


def literals(graph, content: bytes, name="x.xlsx") -> set[str]:
    found = tables.read([(name, content)], graph).quads
    return {quad.object.value for quad in found if isinstance(quad.object, Literal)}


def test_sheets_dates_numbers_and_places(graph):
    content = book(
        люди=[["код", "имя"], [1, "Person 1"], [2.0, "Person 2"]],
        quarters=[["id", "start", "end"], ["q", date(2025, 9, 1), datetime(2025, 10, 26, 0, 0)]],
        _notes=[["what", "ever"]],
    )
    result = tables.read([("x.xlsx", content)], graph)
    assert {q.subject.value for q in result.quads} == {
        f"urn:adisteme:data/{name}" for name in ("1", "2", "q")
    }
    assert {q.object.value for q in result.quads if isinstance(q.object, Literal)} == {
        "Person 1", "Person 2", "2025-09-01", "2025-10-26"
    }  # fmt: skip
    place = result.places.of("urn:adisteme:data/2", "http://xmlns.com/foaf/0.1/name")
    assert place == ("x.xlsx", "люди", 3, "B", "имя")
    assert place.text("en") == "x.xlsx, sheet “люди”, row 3, column B “имя”"


def test_a_single_sheet_may_have_any_name_when_the_file_names_the_table(graph):
    assert literals(graph, book(Лист1=[["id", "name"], ["p", "Person 1"]]), "People.xlsx") == {"Person 1"}
    told = error(graph, book(Лист1=[["id"], ["p"]]))
    assert told.startswith(
        "x.xlsx, sheet “Лист1”: there is no table called “x”; there are: organisations, units"
    )
    two = book(people=[["id"], ["p"]], peple=[["id"], ["q"]])
    told = error(graph, two)
    assert told.startswith(
        "x.xlsx, sheet “peple”: there is no table called “peple”; there are: organisations,"
    )
    assert told.endswith("documents, stages, subjects. Nearest: people.")


def test_a_formula_counts_by_its_stored_value(graph):
    plain = book(people=[["id", "name"], ["p", "Person 1"]])
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        sheet = next(archive.read(name) for name in archive.namelist() if "worksheets/" in name)
    cell = b'<c r="A2" t="str"><f>"p"&amp;1</f><v>p1</v></c>'
    start, end = sheet.index(b'<c r="A2"'), sheet.index(b"</c>", sheet.index(b'<c r="A2"')) + 4
    computed = repacked(plain, sheet1=sheet[:start] + cell + sheet[end:])
    found = tables.read([("x.xlsx", computed)], graph).quads
    assert {q.subject.value for q in found} == {"urn:adisteme:data/p1"}


def test_a_formula_without_a_stored_value_is_an_error(graph):
    made = book(people=[["id", "name"], ["p", "=A2&1"]])
    assert error(graph, made) == (
        "x.xlsx, sheet “people”, row 2, column B “name”: the formula =A2&1 has no stored value; open the"
        " workbook in a spreadsheet and save it."
    )


DAMAGED = "the workbook cannot be read: it is damaged; open it in a spreadsheet and save it anew."


def test_what_is_no_workbook(graph):
    content = b"PK\x03\x04" + b"\0" * 50
    assert error(graph, content) == f"x.xlsx: {DAMAGED}"


@pytest.mark.parametrize(
    "names", [["a.txt"], ["mimetype", "content.xml"], ["[Content_Types].xml", "document.xml"]]
)
def test_another_archive_is_no_workbook(names, graph):
    stream = io.BytesIO()
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, types)
    assert error(graph, stream.getvalue()).startswith("x.xlsx: this is no .xlsx workbook, whatever its name;")


def test_a_damaged_workbook(graph):
    whole = book(people=[["id"], ["p"]])
    for cut in (len(whole) // 2, len(whole) - 30):
        assert error(graph, whole[:cut]) == f"x.xlsx: {DAMAGED}"
    for member in ("sheet1", "workbook", "styles"):
        assert error(graph, repacked(whole, **{member: b"<broken"})) == f"x.xlsx: {DAMAGED}"


CELLS = {
    "no such shared string": b'<c r="A1" t="s"><v>99999</v></c>',
    "shared string that is no number": b'<c r="A1" t="s"><v>x</v></c>',
    "number that is none": b'<c r="A1"><v>abc</v></c>',
    "NaN": b'<c r="A1"><v>NaN</v></c>',
    "no such month": b'<c r="A1" t="d"><v>2020-99-99</v></c>',
    "no such column": b'<c r="ZZZZZ1" t="inlineStr"><is><t>x</t></is></c>',
}
SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    b"%s</row></sheetData></worksheet>"
)


@pytest.mark.parametrize("name", CELLS)
def test_a_damaged_sheet_is_told_in_plain_words_and_the_others_are_read(name, graph):
    whole = book(people=[["id"], ["p"]], quarters=[["id", "start"], ["q", "soon"]])
    assert error(graph, repacked(whole, sheet1=SHEET % CELLS[name])).splitlines() == [
        f"x.xlsx, sheet “people”: {DAMAGED}",
        "x.xlsx, sheet “quarters”, row 2, column B “start”: “soon” is no date;"
        " expected is YYYY-MM-DD or DD.MM.YYYY.",
    ]


def test_empty_sheets_that_were_left_over_are_passed_over(graph):
    one = book(Лист1=[["id", "name"], ["p", "Person 1"]], Лист2=[], Лист3=[[None, "  "]])
    assert literals(graph, one, "people.xlsx") == {"Person 1"}
    two = book(people=[["id", "name"], ["p", "Person 1"]], Sheet2=[])
    assert literals(graph, two) == {"Person 1"}
    formula = book(people=[["id", "name"], ["p", "Person 1"]], Sheet2=[["=A1"]])
    assert error(graph, formula).startswith("x.xlsx, sheet “Sheet2”: there is no table called “Sheet2”;")


def test_an_id_that_is_missing_since_its_cell_was_merged(graph):
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "people"
    for row in (["name", "id"], ["Person 1", "p"], ["Person 2", None], ["Person 3", None]):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    assert error(graph, saved(made)).splitlines() == [
        "x.xlsx, sheet “people”, row 3, column B “id”: the record has no id: its cell is merged with others;"
        " split them and fill each.",
        "x.xlsx, sheet “people”, row 4, column B “id”: the record has no id.",
    ]


def test_a_formula_as_header_is_shown_as_it_stands(graph):
    told = error(graph, book(people=[["id", '="na"&"me"'], ["p", "Person 1"]]))
    assert told.startswith('x.xlsx, sheet “people”, row 1, column B “="na"&"me"”: there is no such column.')


def test_what_newer_spreadsheets_add_is_passed_over_quietly(graph):
    plain = book(people=[["id", "name"], ["p", "Person 1"]])
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        sheet = next(archive.read(name) for name in archive.namelist() if "worksheets/" in name)
    more = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    assert literals(graph, repacked(plain, sheet1=sheet.replace(b"</worksheet>", more))) == {"Person 1"}


@pytest.mark.parametrize(
    "xml",
    [
        b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>',
        b'<?xml version="1.0"?>' + b" " * 2**20 + b"<!DOCTYPE w><w/>",
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE w [<!ENTITY a "b">]><w/>'.encode("utf-16"),
        b"\0\0\0",
    ],
)
def test_declarations_and_hidden_encodings_are_refused(graph, xml):
    told = error(graph, repacked(book(people=[["id"], ["p"]]), sheet1=xml))
    assert told == (
        "x.xlsx: the workbook cannot be read: its part xl/worksheets/sheet1.xml is not as spreadsheets"
        " write it; open the workbook and save it anew."
    )


def test_a_bomb_is_refused_by_its_declared_size(graph, monkeypatch):
    monkeypatch.setattr(limits, "MAX_BYTES", 2**20)
    bomb = repacked(book(people=[["id"], ["p"]]), sheet1=b"<w>" + b" " * 2**21 + b"</w>")
    assert len(bomb) < 2**16
    assert error(graph, bomb) == "x.xlsx: the file unpacks to more than 1 MB; split it."


def test_a_cell_far_away_is_not_lost_and_does_not_cost_memory(graph, monkeypatch):
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "people"
    sheet["A1"], sheet["B1"], sheet["A2"] = "id", "name", "p"
    sheet["A3"], sheet["AZ3"] = "q", "far"
    assert error(graph, saved(made)) == (
        "x.xlsx, sheet “people”, row 3, column AZ: a column with values has no header."
    )
    sheet["AZ3"] = None
    sheet["A1001"] = "r"
    monkeypatch.setattr(limits, "MAX_ROWS", 1000)
    assert error(graph, saved(made)).endswith("row 1001: there are more than 1000 rows; split the table.")
    for row in range(3, 10):
        sheet.cell(row=row, column=16_384, value="far")
    monkeypatch.setattr(limits, "MAX_CELLS", 100_000)
    assert "row 9: there are more than 0 million cells" in error(graph, saved(made))


def test_what_is_no_workbook_of_this_kind_is_told(graph) -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)  # how a compound file begins
    assert error(graph, old) == (
        "x.xlsx: this is an old Excel workbook (.xls) or one with a password;"
        " open it and save it as .xlsx without a password."
    )
    for other in (b"", b"<html><table></table></html>", b"id;name"):
        assert error(graph, other) == (
            "x.xlsx: this is no .xlsx workbook, whatever its name;"
            " open it in a spreadsheet and save it as .xlsx."
        )
