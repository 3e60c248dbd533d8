"""The forms of a report, each read back by somebody else's parser."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from rdflib import DCTERMS, RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from adisteme.validation.formats import FORMS, text
from adisteme.validation.formats.cited import cited
from adisteme.validation.report import Coverage, Known, Unknown
from made_reports import PLACE, SHAPE, finding, report

SH = Namespace("http://www.w3.org/ns/shacl#")
E = Namespace("https://e.org/")
EVIL = '<script>alert("1")</script>\x1b[31m\u202e\x00&'
# rdflib's reader of JSON-LD uses what rdflib itself has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
RDF_FORMS = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}


def written(form: str, *findings, lang: str = "en", **more) -> str:
    return FORMS[form].write(report(*findings, **more), lang)


def graph(form: str, *findings, **more) -> Graph:
    return Graph().parse(data=written(form, *findings, **more), format=RDF_FORMS[form])


@pytest.mark.parametrize("form", RDF_FORMS)
def test_a_report_in_rdf(form: str) -> None:
    made = graph(form, finding(), finding("_:f0.1", "other", severity="warning", path=None, value=None))
    (node,) = made.subjects(RDF.type, SH.ValidationReport)
    assert made.value(node, SH.conforms) == Literal(False)
    results = {made.value(result, SH.sourceShape): result for result in made.objects(node, SH.result)}
    assert set(results) == {URIRef(SHAPE + "plan-approver"), URIRef(SHAPE + "other")}
    first, second = results[URIRef(SHAPE + "plan-approver")], results[URIRef(SHAPE + "other")]
    said = {(p, o) for p, o in made.predicate_objects(first) if p != SH.resultMessage}
    assert said == {
        (RDF.type, SH.ValidationResult),
        (SH.resultSeverity, SH.Violation),
        (SH.focusNode, E["plan-1"]),
        (SH.resultPath, URIRef("https://w3id.org/adisteme/ns#actor")),
        (SH.value, E["person-12"]),
        (SH.sourceShape, URIRef(SHAPE + "plan-approver")),
        (SH.sourceConstraintComponent, SH.SPARQLConstraintComponent),
        (DCTERMS.source, URIRef(PLACE + "19")),
    }
    assert set(made.objects(first, SH.resultMessage)) == {
        Literal("Утвердил не тот.", lang="ru"),
        Literal("Басқа адам бекітті.", lang="kk"),
        Literal("The wrong person approved.", lang="en"),
    }
    assert made.value(second, SH.resultSeverity) == SH.Warning
    assert isinstance(made.value(second, SH.focusNode), BNode)


def test_paths_in_rdf() -> None:
    a, b, c = (f"<https://e.org/{name}>" for name in "abc")
    made = graph("turtle", finding(path=f"{a}/(^{b}|{c}*)/{a}+"))
    (path,) = made.objects(None, SH.resultPath)
    first, second, third = Collection(made, path)
    assert first == E.a
    inverse, repeated = Collection(made, made.value(second, SH.alternativePath))
    assert made.value(inverse, SH.inversePath) == E.b
    assert made.value(repeated, SH.zeroOrMorePath) == E.c
    assert made.value(third, SH.oneOrMorePath) == E.a


@pytest.mark.parametrize(
    ("value", "term"),
    [
        ({"type": "literal", "value": "а", "xml:lang": "kk"}, Literal("а", lang="kk")),
        ({"type": "literal", "value": "5", "datatype": "https://e.org/t"}, Literal("5", datatype=E.t)),
        ({"type": "literal", "value": "5"}, Literal("5")),
    ],
)
def test_values_in_rdf(value: dict[str, str], term: Literal) -> None:
    assert set(graph("rdfxml", finding(value=value)).objects(None, SH.value)) == {term}


def test_what_was_not_checked_does_not_conform_in_rdf() -> None:
    made = graph("turtle", verdict="nothing_checked", conforms=None)
    assert list(made.objects(None, SH.conforms)) == []


def rows(content: str) -> list[dict[str, str]]:
    assert content.startswith("\ufeff")  # without it Excel shows no Cyrillic letters
    return list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"), newline="")))


def test_csv() -> None:
    known = Known(finding(), "Ждёт архив", "Person 12", "2027-01-31")
    content = written("csv", known.finding, finding("_:f0.1", organisation=None, label={}), known=[known])
    fresh, accepted = rows(content)
    assert fresh == {
        "severity": "violation",
        "provision": "19",
        "organisation": "",
        "focus": "_:f0.1",
        "label": "",
        "message": "The wrong person approved.",
        "value": "https://e.org/person-12",
        "path": "<https://w3id.org/adisteme/ns#actor>",
        "shape": "plan-approver",
        "component": "SPARQLConstraintComponent",
        "quote": "утверждаются руководителем",
        "file": "a.ttl",
        "sheet": "",
        "line": "7",
        "column": "",
        "known_reason": "",
        "known_author": "",
        "known_expires": "",
        "act": "",
    }
    assert accepted["organisation"] == "College 1"
    assert [accepted[f"known_{name}"] for name in ("reason", "author", "expires")] == [
        "Ждёт архив",
        "Person 12",
        "2027-01-31",
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_csv_is_a_formula(start: str) -> None:
    (row,) = rows(written("csv", finding(label={"ru": start + 'HYPERLINK("x")'})))
    assert row["label"] == "'" + start + 'HYPERLINK("x")'


class Page(HTMLParser):
    """The elements, texts and attributes of a page."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.addresses: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {f"{tag}.{name}": value for name, value in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(data.strip())


def test_html_is_grouped_by_organisation_and_paragraph() -> None:
    other = finding("https://e.org/plan-2", provision="5/part-2", organisation=None)
    second = finding("https://e.org/plan-3", provision="9")
    page = Page(written("html", finding(), other, second))
    heads = [
        word
        for word in page.words
        if word in ("College 1", "para. 19", "para. 9", "para. 5, part 2") or "no stated" in word
    ]
    assert heads == [
        "College 1",
        "para. 9",
        "para. 19",
        "Records of no stated organisation",
        "para. 5, part 2",
    ]
    text_of_page = " ".join(page.words)
    assert "«утверждаются руководителем»" in text_of_page
    assert "a.ttl:7" in text_of_page
    assert "Nothing in the data to check for the paragraphs: 34." in text_of_page
    assert (
        "Records not checked: 3 (https://e.org/Boat). Perhaps https://e.org/Body was meant." in text_of_page
    )


@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
def test_html_in_three_languages_fetches_nothing(lang: str) -> None:
    content = written("html", finding(), lang=lang)
    page = Page(content)
    assert page.attributes["html.lang"] == lang
    assert finding().message[lang] in page.words
    assert page.addresses == []
    assert "script" not in page.tags
    assert "url(" not in content
    assert "@media print" in content


@pytest.mark.parametrize("form", [form for form in FORMS if form not in ("json", *RDF_FORMS)])
def test_words_of_records_stay_words(form: str) -> None:
    evil = finding(
        "urn:a",
        message=dict.fromkeys(("ru", "kk", "en"), EVIL),
        label={"ru": EVIL},
        file=EVIL,
        value={"type": "literal", "value": EVIL},
        quote=EVIL,
    )
    content = written(form, evil)
    assert not set(content) & set("\x1b\u202e\x00")
    if form == "html":
        assert "script" not in Page(content).tags
    if form == "junit":
        ElementTree.fromstring(content)


@pytest.mark.parametrize("form", RDF_FORMS)
def test_control_characters_do_not_break_rdf(form: str) -> None:
    evil = finding(message={"en": EVIL}, value={"type": "literal", "value": EVIL})
    assert len(list(graph(form, evil).objects(None, SH.value))) == 1


def test_junit() -> None:
    known = Known(finding("https://e.org/plan-2"), "Ждёт архив", "Person 12", "2027-01-31")
    root = ElementTree.fromstring(written("junit", finding(), known.finding, known=[known]))
    assert {name: root.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "3",
        "failures": "1",
        "errors": "0",
        "skipped": "1",
    }
    suites = {suite.get("name"): suite for suite in root.iter("testsuite")}
    assert set(suites) == {"plan-approver", "plan-yearly"}  # no record for "decision" to be tested on
    case, skipped = suites["plan-approver"].findall("testcase")
    assert (case.get("file"), case.get("line")) == ("a.ttl", "7")
    failure = case.find("failure")
    assert failure is not None
    assert (failure.get("type"), failure.get("message")) == ("violation", "The wrong person approved.")
    assert skipped.find("skipped").get("message") == "Ждёт архив (Person 12, 2027-01-31)"
    assert [len(case) for case in suites["plan-yearly"]] == [0]


def test_junit_where_nothing_was_checked() -> None:
    content = written("junit", verdict="nothing_checked", conforms=None, coverage=[])
    root = ElementTree.fromstring(content)
    assert (root.get("tests"), root.get("errors")) == ("1", "1")


def test_text() -> None:
    made = report(
        finding(), finding("https://e.org/plan-2", file="b.xlsx", sheet="S", line=4, column="C", quote=None)
    )
    assert text.written(made, "en", files=["a.ttl", "b.xlsx", "c.ttl"]).splitlines() == [
        "VIOLATION para. 19: The wrong person approved.",
        "    a.ttl:7 https://e.org/plan-1 (План 1)",
        "    «утверждаются руководителем»",
        "VIOLATION para. 19: The wrong person approved.",
        "    b.xlsx:S:C4 https://e.org/plan-2 (План 1)",
        "Records not checked: 3 (https://e.org/Boat). Perhaps https://e.org/Body was meant.",
        "Nothing in the data to check for the paragraphs: 34.",
        "a.ttl: violations: 1, warnings: 0, notes: 0.",
        "b.xlsx: violations: 1, warnings: 0, notes: 0.",
        "Files without findings: 1 of 3.",
        "Verdict: there are violations. Violations: 2, warnings: 0, notes: 0."
        " Terms and references to look at: 1.",
    ]


def test_text_names_the_paragraphs_with_nothing_to_check() -> None:
    rows = [Coverage(place, f"urn:{place}", count, 0) for place, count in (("36", 0), ("9/8", 0), ("19", 3))]
    told = "Nothing in the data to check for the paragraphs: 9/8, 36."
    assert told in text.written(report(coverage=rows), "en").splitlines()
    assert told in written("html", coverage=rows)
    assert "Nothing in the data" not in text.written(report(coverage=rows[2:]), "en")


def test_a_limited_report_says_so_in_every_form() -> None:
    made = report(finding(), finding("urn:b"), finding("urn:c")).limited(2)
    assert (made.truncated, made.total, len(made.results)) == (True, 3, 2)
    plain = json.loads(FORMS["json"].write(made, "en"))
    assert (plain["truncated"], plain["total"], len(plain["results"])) == (True, 3, 2)
    for form in ("text", "html"):
        assert "Shown: 2 of 3 findings." in FORMS[form].write(made, "en")
    assert report(finding()).limited(1).truncated is False


@pytest.mark.parametrize(
    ("place", "ru", "kk", "en"),
    [
        ("19", "п. 19", "19-тармақ", "para. 19"),
        ("9/8", "п. 9, подп. 8", "9-тармақ, 8-тармақша", "para. 9, sub-point 8"),
        (
            "5/part-2/item-1",
            "п. 5, ч. 2, элемент 1 перечня",
            "5-тармақ, 2-бөлік, тізбенің 1-элементі",
            "para. 5, part 2, list item 1",
        ),
        ("order/5", "п. order/5", "order/5-тармақ", "para. order/5"),
    ],
)
def test_places_are_written_out(place: str, ru: str, kk: str, en: str) -> None:
    assert [cited(place, lang) for lang in ("ru", "kk", "en")] == [ru, kk, en]


def test_a_value_that_the_message_does_not_show_is_told() -> None:
    wrong = {"type": "literal", "value": "2025-11-31"}
    plain = replace(finding(), value=wrong, component="DatatypeConstraintComponent")
    shown = replace(plain, message={"en": "2025-11-31 is no date."})
    by_query = replace(plain, component="SPARQLConstraintComponent")
    assert "Written there: 2025-11-31." in written("text", plain)
    assert "Written there: 2025-11-31." in written("html", plain)
    assert all("Written there" not in written("text", other) for other in (shown, by_query))


def test_the_page_says_the_reference_date() -> None:
    assert "Checked as of 2026-03-01." in written("html", finding(), as_of="2026-03-01")


@pytest.mark.parametrize(
    ("lang", "heading"),
    [
        ("ru", "Проверка по Правилам учебно-методической работы"),
        ("kk", "Оқу-әдістемелік жұмыс қағидалары бойынша тексеру"),
    ],
)
def test_each_printed_page_has_title_date_and_number(lang: str, heading: str) -> None:
    content = written("html", finding(), lang=lang, as_of="2026-03-01")
    assert f"<title>{heading} · 2026-03-01</title>" in content
    assert f'@bottom-left {{ content: "{heading} · 2026-03-01";' in content
    assert 'content: counter(page) " / " counter(pages);' in content
    assert "size: A4" in content


def test_the_first_page_tells_of_unknown_terms() -> None:
    unknown = [Unknown("https://w3id.org/adisteme/ns#bodyOff", "property", 12, None)]
    head = written("html", finding(), unknown=unknown, unchecked=[]).partition("<section>")[0]
    assert "<p>Terms and references to look at: 1.</p>" in head
    assert "Terms and references" not in written("html", finding(), unchecked=[])
