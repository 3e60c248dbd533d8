"""The places of the act: the frozen list, their addresses, and how they hang together."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

ACT = "https://w3id.org/adisteme/act/kz-583-2007/"
WORDING = "https://w3id.org/adisteme/act/kz-583-2007@2021-05-06/"
NS = "https://w3id.org/adisteme/ns#"
FROZEN = Path(__file__).with_name("places.txt")

# What the form of a place says about its class and about what it stands in.
FORMS = {
    r"chapter-\d": ("Chapter", None),
    r"(chapter-\d)/heading": ("ChapterHeading", r"\1"),
    r"\d+": ("Paragraph", "chapter"),
    r"(\d+)/part-\d": ("Part", r"\1"),
    r"(\d+)/\d+": ("Subpoint", r"\1"),
    r"(\d+/part-\d)/item-\d": ("ListItem", r"\1"),
    r"order/\d": ("OrderItem", None),
    r"order/title": ("OrderTitle", None),
    r"order/adoption": ("AdoptionLine", None),
    r"order/preamble": ("Preamble", None),
    r"order/signature": ("Signature", None),
    r"rules/approval-stamp": ("ApprovalStamp", None),
    r"rules/title": ("RulesTitle", None),
}
CHAPTERS = {"chapter-1": range(1, 7), "chapter-2": range(7, 10), "chapter-3": range(10, 23)}
CHAPTERS["chapter-4"] = range(23, 37)


def address(place: str) -> str:
    """CONTRACT: …/p9/8 is subpoint 8) of paragraph 9."""
    return "p" + place if place[0].isdigit() else place


def test_the_list_of_places_is_frozen(ask):
    found = [place for (place,) in ask("SELECT ?place { ?p adi:place ?place ; adi:sequence ?s } ORDER BY ?s")]
    assert found == FROZEN.read_text(encoding="utf-8").split()


def test_counts_by_class(ask):
    found = ask("SELECT ?class { ?p adi:inAct act:kz-583-2007 ; a ?class }")
    counts = Counter(name.removeprefix(NS) for (name,) in found)
    assert counts["Chapter"] == counts["ChapterHeading"] == 4
    assert counts["Paragraph"] == 36
    assert counts["Part"] == 36 + 5 + 1 + 2  # п. 5 has six, п. 14 two, п. 16 three
    assert counts["Subpoint"] == 8 + 9 + 26 + 4 + 11  # п. 7, 8, 9, 13, 33
    assert counts["ListItem"] == 8 + 3 + 2  # п. 3, п. 5 twice
    assert counts["OrderItem"] == 5
    assert counts.total() == 170


def test_address_class_and_parent_follow_from_the_place(ask):
    query = """SELECT ?place ?iri ?class ?parent {
      ?iri adi:place ?place ; a ?class OPTIONAL { ?iri adi:partOf/adi:place ?parent } }"""
    for place, iri, name, parent in ask(query):
        form = next(form for form in FORMS if re.fullmatch(form, place))
        expected, above = FORMS[form]
        if above == "chapter":
            above = next(chapter for chapter, numbers in CHAPTERS.items() if int(place) in numbers)
        elif above:
            above = re.sub(form, above, place)
        assert (iri, name, parent) == (ACT + address(place), NS + expected, above)


def test_number_is_the_last_figure_of_the_place(ask):
    for place, number in ask(
        "SELECT ?place ?number { ?p adi:place ?place OPTIONAL { ?p adi:number ?number } }"
    ):
        figure = re.search(r"(?:^|/|-)(\d+)$", place)
        assert number == (figure and figure[1]), place


def test_each_paragraph_has_a_first_part(ask):
    assert (
        len(ask("SELECT ?p { ?p a adi:Paragraph . ?part adi:partOf ?p ; adi:number '1' ; a adi:Part }")) == 36
    )


def test_positions_count_siblings_in_reading_order(ask):
    query = """SELECT ?parent ?position { ?p adi:position ?position ; adi:sequence ?sequence
      OPTIONAL { ?p adi:partOf ?parent } } ORDER BY ?sequence"""
    siblings: dict[str | None, list[int]] = {}
    for parent, position in ask(query):
        siblings.setdefault(parent, []).append(int(position))
    assert (
        len(siblings) == 1 + 4 + 36 + 3
    )  # the top, chapters, paragraphs, parts with a list (п. 3, п. 5 twice)
    for positions in siblings.values():
        assert positions == list(range(1, len(positions) + 1))


def test_sequence_is_strict_and_children_follow_their_parent(ask):
    sequence = [int(n) for (n,) in ask("SELECT ?s { ?any adi:sequence ?s } ORDER BY ?s")]
    assert len(sequence) == 170 + 29
    assert all(one < other for one, other in pairwise(sequence))
    late = "SELECT ?p { ?p adi:partOf ?up ; adi:sequence ?s . ?up adi:sequence ?above FILTER(?above >= ?s) }"
    assert ask(late) == []


def test_each_provision_has_one_wording_at_its_own_address(ask):
    query = (
        "SELECT ?place ?w ?date { ?w a adi:Wording ; adi:wordingOf/adi:place ?place ; adi:versionDate ?date }"
    )
    found = ask(query)
    assert len(found) == 170
    assert {(WORDING + address(place), "2021-05-06") for place, _, _ in found} == {row[1:] for row in found}
    assert all(wording == WORDING + address(place) for place, wording, _ in found)


def test_only_chapters_and_paragraphs_have_no_words_of_their_own(ask):
    query = """SELECT DISTINCT ?class { ?w adi:wordingOf/a ?class FILTER NOT EXISTS { ?w adi:text ?text } }"""
    assert {row[0] for row in ask(query)} == {NS + "Chapter", NS + "Paragraph"}
    assert ask("SELECT ?p { ?p a adi:Paragraph ; ^adi:wordingOf/adi:text ?t }") == []


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("3/part-1/item-4", "заместитель руководителя организации образования по учебной"),
        ("5/part-2", "Руководство учебно-методической и научно-методической работой возлагается:"),
        ("5/part-2/item-2", "столицы органов управления образованием и учебно-методические объединения"),
        ("5/part-5", "В организациях высшего и (или) послевузовского образования, за исключением военных"),
        ("7/1", "формирующими мировоззрение, умение и навыки"),
        ("9/8", "разработка и участие в конкурсах научных проектов"),
        ("16/part-2", "Кафедры в организациях послесреднего образования"),
        (
            "21/part-1",
            "методических советах структурных подразделений, организации образования, утверждаются",
        ),
        ("33/11", "создание информационного банка данных"),
        ("order/4", "вводится в действие по истечении десяти календарных дней"),
    ],
)
def test_words_stand_at_their_place(ask, place, words):
    ((text,),) = ask(f"SELECT ?text {{ ?w adi:wordingOf/adi:place '{place}' ; adi:text ?text }}")
    assert words in text
