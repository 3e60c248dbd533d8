"""Tables to triples: what cells may say, what is refused and where."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from adisteme import namespaces as ns
from adisteme import tables
from adisteme.tables import limits

DATA = "urn:adisteme:data/"
DATE = NamedNode(ns.XSD + "date")
TABLES = (
    "there are: organisations, units, bodies, people, posts and memberships, meetings, quarters, decisions,"
    " documents, stages, subjects."
)
QUOTES = "the CSV cannot be read: a quotation mark is not closed, or stands within a cell and is not doubled;"


def read(graph, base=DATA, **files: str | bytes) -> tables.Tables:
    given = [
        (f"{name}.csv", content.encode() if isinstance(content, str) else content)
        for name, content in files.items()
    ]
    return tables.read(given, graph, base)


def said(result: tables.Tables, subject: str) -> set[tuple[str, str]]:
    """Predicate and object of a record, short."""
    found = set()
    for quad in result.quads:
        if quad.subject == NamedNode(DATA + subject):
            shown = quad.object.value if isinstance(quad.object, Literal) else str(quad.object)
            found.add((quad.predicate.value.rpartition("/")[2].rpartition("#")[2], shown))
    return found


def errors(graph, **files: str | bytes) -> list[str]:
    with pytest.raises(tables.TableErrors) as caught:
        read(graph, **files)
    return [error.text("en") for error in caught.value.errors]


@pytest.mark.parametrize(
    "header",
    [
        "id,kind,combined classes",
        "КОД;Вид;Совмещённые-классы",
        "код\tтүрі\tбіріктірілген сыныптар",
        "id;kind;combined_classes",
        "\ufeffid,Kind,совмещенные классы",
    ],
)
@pytest.mark.parametrize(
    "kind", ["school", "id:school", "https://w3id.org/adisteme/id/school", "Школа", "мектеп"]
)
@pytest.mark.parametrize(("word", "truth"), [("да", "true"), ("No", "false"), ("ИӘ", "true"), ("0", "false")])
def test_headers_keys_and_words_in_three_languages(graph, header, kind, word, truth):
    delimiter = next(d for d in "\t;," if d in header)
    result = read(graph, organisations=f"{header}\r\ns-1{delimiter}{kind}{delimiter}{word}\r\n")
    assert said(result, "s-1") == {
        ("type", "<http://www.w3.org/ns/org#FormalOrganization>"),
        ("classification", "<https://w3id.org/adisteme/id/school>"),
        ("combinedClasses", truth),
    }


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["Unix", "Windows", "Macintosh"])
@pytest.mark.parametrize("header", ["id,name", '"id","name"', '"\r\nid",name'])
def test_ends_of_lines(end, header, graph):
    rows = (header, "p-1,Person 1", 'p-2,"Person 2\ror 3"', "")
    result = read(graph, people=end.join(rows))
    assert [q.object.value for q in result.quads if isinstance(q.object, Literal)] == [
        "Person 1",
        "Person 2 or 3",
    ]
    assert result.places.of(DATA + "p-2").row == 3


@pytest.mark.parametrize(
    ("line", "delimiter"),
    [("sep=;\r\n", ";"), ('"sep=|"\n', "|"), ("\ufeffSEP=\t\r", "\t"), ("sep=,\n", ",")],
)
def test_the_line_by_which_excel_is_told_the_delimiter_is_no_row(line, delimiter, graph):
    result = read(graph, people=f"{line}id{delimiter}name\np-1{delimiter}Person 1\n")
    assert said(result, "p-1") >= {("name", "Person 1")}
    assert result.places.of(DATA + "p-1").row == 2


@pytest.mark.parametrize("written", ["2025-09-01", "01.09.2025", "1.9.2025", "  2025-09-01 "])
def test_dates(graph, written):
    result = read(graph, quarters=f"id,start\nq,{written}\n")
    assert [q.object for q in result.quads if isinstance(q.object, Literal)] == [
        Literal("2025-09-01", datatype=DATE)
    ]


def test_several_values_and_languages(graph):
    result = read(
        graph,
        subjects='id,name in Russian,name in Kazakh\nphysics,физика,физика\nart,"рисование, черчение",\n',
        units="id,kind,subjects\nk-1,kafedra,physics; art;\n",
    )
    assert {(p, o) for p, o in said(result, "k-1") if p == "subject"} == {
        ("subject", f"<{DATA}physics>"),
        ("subject", f"<{DATA}art>"),
    }
    labels = {(q.object.value, q.object.language) for q in result.quads if isinstance(q.object, Literal)}
    assert labels == {("физика", "ru"), ("физика", "kk"), ("рисование, черчение", "ru")}


def test_an_id_is_made_where_none_is_given_and_does_not_depend_on_the_writing(graph):
    people, bodies = "id,name\np-1,Person 1\n", "id,kind\nb-1,kk\n".replace("kk", "methodical-section")
    made = {
        said_id
        for role, day in (("член органа", "01.09.2025"), ("member", "2025-09-01"))
        for said_id in [
            q.subject.value
            for q in read(
                graph,
                people=people,
                bodies=bodies,
                memberships=f"person,where,role,start\np-1,b-1,{role},{day}\n",
            ).quads
            if q.predicate.value == ns.ORG + "role"
        ]
    }
    assert made == {DATA + "memberships/p-1/b-1/member/2025-09-01"}


def test_ids_become_iris(graph):
    result = read(
        graph, base="https://example.org/", people="id\nИванова А.\nhttps://example.com/p/1\na<b>#?\n"
    )
    assert {q.subject.value for q in result.quads} == {
        "https://example.org/Иванова%20А.",
        "https://example.com/p/1",
        "https://example.org/a%3Cb%3E%23%3F",
    }


def test_a_reference_may_go_out_of_the_tables_by_a_whole_iri(graph):
    result = read(graph, units="id,kind,unit of\nu,faculty,https://example.org/university\n")
    assert ("unitOf", "<https://example.org/university>") in said(result, "u")


def test_places(graph):
    result = read(
        graph, people="id,name\n\np-1,Person 1\n", meetings="date,body,id\n2025-09-01,https://b.example/1,m\n"
    )
    place = result.places.of(NamedNode(DATA + "m"), NamedNode("http://purl.org/dc/terms/date"))
    assert place == ("meetings.csv", None, 2, "A", "date")
    assert place.text("ru") == "meetings.csv, строка 2, столбец A «date»"
    assert result.places.of(DATA + "p-1", "http://xmlns.com/foaf/0.1/name") == (
        "people.csv",
        None,
        3,
        "B",
        "name",
    )
    assert result.places.of(DATA + "p-1", ns.NS + "subject") == ("people.csv", None, 3, None, None)
    assert result.places.of(DATA + "nobody") is None


def test_all_errors_are_told_at_once_with_their_places(graph):
    found = errors(
        graph,
        people="id,name,age\np-1,Person 1,\np-1,Person 2,\n,Person 3,\n",
        organisations="id,kind\nc-1,colege\n",
        memberships="id,person,where,role,start,end\nm-1,p-2,c-1,teacher,31.02.2025,soon\nm-2,c-1,p-1,воспитатель,,\n",
    )
    assert found == [
        "people.csv, row 1, column C “age”: there is no such column.",
        "people.csv, row 3, column A “id”: this id is taken: people.csv, row 2.",
        "people.csv, row 4, column A “id”: the record has no id.",
        "organisations.csv, row 2, column B “kind”: “colege” is not in the list of allowed values."
        " Nearest: college, higher college.",
        "memberships.csv, row 2, column E “start”: there is no day “31.02.2025” in the calendar.",
        "memberships.csv, row 2, column F “end”: “soon” is no date; expected is YYYY-MM-DD or DD.MM.YYYY.",
        "memberships.csv, row 3, column D “role”: “воспитатель” may mean several things; give one of the"
        " keys: boarding-school-educator, preschool-educator.",
        "memberships.csv, row 2, column B “person”: there is no record with the id “p-2”; expected is an id"
        " of the tables: people. Nearest: p-1.",
        "memberships.csv, row 3, column B “person”: “c-1” stands in the table organisations, but expected is"
        " an id of the tables: people.",
        "memberships.csv, row 3, column C “where”: “p-1” stands in the table people, but expected is an id of"
        " the tables: organisations, units, bodies.",
    ]  # fmt: skip


def test_twenty_errors_are_shown_and_the_rest_counted(graph):
    rows = "".join(f"q{n},x\n" for n in range(27))
    with pytest.raises(tables.TableErrors) as caught:
        read(graph, quarters="id,start\n" + rows)
    for lang, last in (
        ("en", "… and more errors: 7."),
        ("ru", "… и ещё ошибок: 7."),
        ("kk", "… тағы 7 қате."),
    ):
        lines = caught.value.text(lang).splitlines()
        assert (len(lines), lines[-1]) == (21, last)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            "код;имя\n1;Иванова\n".encode("cp1251"),
            "people.csv, row 1: the encoding seems to be Windows-1251;",
        ),
        (
            "id,name\n1,Иванова\n".encode("cp1251"),
            "people.csv, row 2: the encoding seems to be Windows-1251;",
        ),
        ("id,name\n1,a\n".encode("utf-16"), "people.csv, row 1: the encoding seems to be UTF-16;"),
        (b"id,name\n1,caf\xe9\n", "people.csv, row 2: this is not UTF-8;"),
        (b'id,name\n1,"a\n2,b\n', f"people.csv, row 2: {QUOTES}"),
        (b'"id,name\n1,a\n', f"people.csv, row 1: {QUOTES}"),
        (b'id,name\n1,"a"b\n', f"people.csv, row 2: {QUOTES}"),
        (
            b"id,name\n1," + b"a" * 200_000,
            "people.csv, row 2: the CSV cannot be read: the cell holds more than 32767 characters.",
        ),
        (b"id," + b"a" * 200_000, "people.csv, row 1: the CSV cannot be read: the cell holds more than"),
        ("id,name\r1,a\r2,Иванова\r".encode("cp1251"), "people.csv, row 3: the encoding seems to be"),
        (
            b'id,"na\rme"\n1,a\n',
            "people.csv, row 1, column B “na me”: there is no such column. Nearest: name",
        ),
        (
            b"id,name\n1," + b"a" * 40_000,
            "people.csv, row 2, column B “name”: the cell holds more than 32767 ch",
        ),
        (b"id,name,,\n1,a,,b\n", "people.csv, row 2, column D: a column with values has no header."),
        (b"id,name\n1,a,b\n", "people.csv, row 2, column C: a column with values has no header."),
        (
            b"id,name,id\n1,a,2\n",
            "people.csv, row 1, column C “id”: this column stands further left already.",
        ),
        (b"name\na\n", "people.csv, row 1: a column that must be there is missing (id, код)."),
        (b"id" + b",x" * 50, "people.csv, row 1: there are more than 50 columns."),
        (b"id,name\n1,#REF!\n", "people.csv, row 2, column B “name”: the cell holds the error #REF!."),
    ],
)
def test_files_that_cannot_be_read(graph, content, told):
    assert errors(graph, people=content)[0].startswith(told)


def test_an_unknown_table_a_yes_that_is_none_and_a_link_that_is_none(graph):
    assert errors(graph, peple="id\n1\n") == [
        f"peple.csv: there is no table called “peple”; {TABLES} Nearest: people."
    ]
    found = errors(graph, organisations="id,combined classes,described at\n1,maybe,www.example.org\n")
    assert [text.partition(";")[0] for text in found] == [
        "organisations.csv, row 2, column B “combined classes”: “maybe” is no answer",
        "organisations.csv, row 2, column C “described at”: “www.example.org” is no whole address",
    ]


def test_limits(graph, monkeypatch):
    monkeypatch.setattr(limits, "MAX_ROWS", 2)
    assert errors(graph, people="id\n1\n2\n") == [
        "people.csv, row 3: there are more than 2 rows; split the table."
    ]
    monkeypatch.setattr(limits, "MAX_BYTES", 2**20)
    assert errors(graph, people=b"id\n" + b"1" * 2**20) == [
        "people.csv: the file unpacks to more than 1 MB; split it."
    ]


def test_kinds_added_by_somebody_are_allowed(tmp_path):
    from adisteme.graph import load

    (tmp_path / "own.ttl").write_text(
        "@prefix adi: <https://w3id.org/adisteme/ns#> . @prefix owl: <http://www.w3.org/2002/07/owl#> ."
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix id: <https://w3id.org/adisteme/id/> ."
        'id:lyceum a adi:OrganisationKind , owl:NamedIndividual ; skos:prefLabel "лицей 1"@ru .',
        encoding="utf-8",
    )
    grown = load([tmp_path], gate=False)
    for written in ("lyceum", "Лицей 1"):
        assert ("classification", "<https://w3id.org/adisteme/id/lyceum>") in said(
            read(grown, organisations=f"id,kind\no,{written}\n"), "o"
        )


@pytest.mark.parametrize("text", ["=cmd|x", "+1", "-p", "@p", "../../etc", "a/../b", "./a", "/etc", "a/.."])
def test_an_id_that_is_a_formula_or_a_path_is_refused(text: str, graph) -> None:
    assert errors(graph, people=f"name,id\nPerson 1,{text}\n") == [
        f"people.csv, row 2, column B “id”: “{text}” cannot be an id: it looks like a formula or a path of"
        " folders; use letters, digits and hyphens, a letter or digit first."
    ]


@pytest.mark.parametrize("text", ["p-1", "a/b", "a..b", "v1.2", "лицо-1", "https://e.org/a/../b", "1=1"])
def test_other_ids_stay(text: str, graph) -> None:
    assert len(read(graph, people=f"id\n{text}\n").quads) == 1


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("44075", "2020-09-01"),
        ("36526", "2000-01-01"),
        ("2020", None),
        ("144075", None),
        ("01.09.20", None),
    ],
)
def test_a_day_that_stands_as_its_serial_number_is_told(day, told, graph):
    (found,) = errors(graph, quarters=f"id,start\nq,{day}\n")
    plain = (
        f"quarters.csv, row 2, column B “start”: “{day}” is no date; expected is YYYY-MM-DD or DD.MM.YYYY."
    )
    hint = " If it is the serial number of a day in a spreadsheet, that is "
    hint += f"{told}: give the cell the format of a date."
    assert found == plain + (hint if told else "")


MEMBER = "person,where,role,start\np-1,c-1,lecturer,2025-09-01\n"


@pytest.mark.parametrize(
    ("lang", "tables_of_place", "table"),
    [
        ("ru", "организации, подразделения, органы", "люди"),
        ("kk", "ұйымдар, бөлімшелер, органдар", "адамдар"),
        ("en", "organisations, units, bodies", "people"),
    ],
)
def test_tables_are_called_as_their_sheets_are_in_that_language(lang, tables_of_place, table, graph):
    with pytest.raises(tables.TableErrors) as caught:
        read(graph, people="id\nc-1\n", memberships=MEMBER, stuff="id\n")
    no_table, missing, other = caught.value.text(lang).splitlines()
    assert (table in no_table, f": {table}." in missing) == (True, True)
    assert f"{tables_of_place}." in other
    assert f" {table}" in other


@pytest.mark.parametrize(
    "people",
    [
        pytest.param("id,name\np-1,Иванова\n".encode("cp1251"), id="another encoding"),
        pytest.param(b'id,name\np-0,a\np-1,"b\n', id="an open quotation mark"),
        pytest.param(b"name\nPerson 1\n", id="no column of ids"),
    ],
)
def test_what_stands_in_a_table_that_could_not_be_read_is_not_missed(people, graph):
    organisations = "id,kind\nc-1,college\n"
    given = {"people": people, "memberships": MEMBER, "organisations": organisations}
    (told,) = errors(graph, **given)
    assert told.startswith("people.csv")
    del given["organisations"]  # which is another matter
    first, second = errors(graph, **given)
    assert first == told
    assert "there is no record with the id “c-1”" in second


def test_a_table_of_unknown_name_may_be_any_that_is_not_there(graph):
    given = {"staff_list": "id\np-1\n", "memberships": MEMBER}
    (told,) = errors(graph, **given, organisations="id,kind\nc-1,college\n")
    assert told.startswith("staff_list.csv: there is no table called")
    _, missing = errors(graph, **given, people="id\np-2\n")
    assert "there is no record with the id “p-1”" in missing


def test_rows_under_headers_that_are_none_are_not_told_one_by_one(graph):
    found = errors(
        graph, memberships="List of staff,,,\nperson,where,role,start\np-1,c-1,lecturer,2025-09-01\n"
    )
    assert found == ["memberships.csv, row 1, column A “List of staff”: there is no such column."]
