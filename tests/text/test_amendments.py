"""Which order gave which wording, as the footnotes say, and nothing computed beyond them."""

import re
from collections import Counter

import pytest

NS = "https://w3id.org/adisteme/ns#"
ID = "https://w3id.org/adisteme/id/"

NEW, PART, OUT = "new-wording", "partial-change", "exclusion"
# By hand from the act: each of the 36 paragraphs, with what its footnote says, in the footnote's order.
PARAGRAPHS: dict[int, list[tuple[str, str]]] = {
    1: [("488", OUT)],
    2: [("40", NEW)],
    3: [("40", NEW), ("507", PART)],
    4: [("488", NEW)],
    5: [("507", NEW)],
    6: [("258", NEW)],
    7: [("488", PART)],
    8: [("507", NEW)],
    9: [("40", NEW), ("207", PART)],
    10: [("40", NEW)],
    11: [("488", NEW)],
    12: [("488", NEW)],
    13: [("488", NEW)],
    14: [("488", NEW)],
    15: [],
    16: [("507", PART)],
    17: [],
    18: [],
    19: [("488", NEW)],
    20: [],
    21: [],
    22: [("507", NEW)],
    23: [],
    24: [],
    25: [],
    26: [],
    27: [],
    28: [],
    29: [],
    30: [],
    31: [],
    32: [],
    33: [("40", PART), ("507", PART)],
    34: [("507", NEW)],
    35: [],
    36: [("40", NEW)],
}
# And the places that are not paragraphs.
OTHERS: dict[str, list[tuple[str, str]]] = {
    "order/title": [("488", NEW)],
    "order/1": [("488", NEW)],
    "rules/title": [("488", NEW)],
    "chapter-2/heading": [("488", NEW)],
    "chapter-3/heading": [("488", NEW)],
    "chapter-4/heading": [("488", NEW)],
}
TABLE = {str(number): given for number, given in PARAGRAPHS.items()} | OTHERS


@pytest.mark.parametrize("place", TABLE)
def test_the_wording_was_given_by_these_orders(ask, place):
    query = f"""SELECT ?number ?type {{
      ?wording adi:wordingOf/adi:place '{place}' ; adi:givenBy ?amendment .
      ?amendment adi:amendingAct/adi:number ?number ; adi:amendmentType ?type ; adi:sequence ?s
    }} ORDER BY ?s"""
    assert [(number, kind.removeprefix(ID)) for number, kind in ask(query)] == TABLE[place]


def test_no_other_place_was_amended_and_no_link_is_repeated_below(ask):
    amended = {place for (place,) in ask("SELECT ?place { ?a adi:amends/adi:place ?place }")}
    given = {
        place for (place,) in ask("SELECT ?place { ?w adi:givenBy ?a ; adi:wordingOf/adi:place ?place }")
    }
    assert amended == given == {place for place, orders in TABLE.items() if orders}


def test_wording_and_amendment_name_the_same_place(ask):
    assert len(ask("SELECT ?w { ?w adi:givenBy ?a ; adi:wordingOf ?place . ?a adi:amends ?place }")) == 29
    assert len(ask("SELECT ?w ?a { ?w adi:givenBy ?a }")) == 29


def test_twenty_five_footnotes_and_one_exclusion_by_five_orders(ask, source):
    """25 footnotes, three of them on two amendments, and п. 1, whose exclusion is no footnote."""
    assert len(re.findall(r"(?m)^Сноска\.", source)) == 25
    assert len(re.findall(r"(?m)^\d+\. Исключен ", source)) == 1
    noted = ask("SELECT DISTINCT ?place { ?a adi:footnoteText ?text ; adi:amends ?place }")
    begun = ask("SELECT ?text { ?a adi:footnoteText ?text FILTER(STRSTARTS(?text, 'Сноска.')) }")
    assert len(noted) == len(begun) == 25
    kinds = Counter(
        kind.removeprefix(ID)
        for (kind,) in ask("SELECT ?type { ?a a adi:Amendment ; adi:amendmentType ?type }")
    )
    assert kinds == {NEW: 22, PART: 6, OUT: 1}
    silent = "SELECT ?place { ?a adi:amends/adi:place ?place FILTER NOT EXISTS { ?a adi:footnoteText ?t } }"
    assert ask(silent) == [("1",)]
    orders = ask("SELECT DISTINCT ?number { ?a adi:amendingAct/adi:number ?number }")
    assert {number for (number,) in orders} == {"488", "40", "507", "258", "207"}


def test_each_footnote_names_its_order_date_and_rule(ask):
    query = """SELECT ?place ?number ?date ?rule ?note ?text {
      ?a adi:amends ?target ; adi:amendingAct ?act ; adi:entryIntoForceRule ?rule .
      ?target adi:place ?place . ?act adi:number ?number ; adi:adoptionDate ?date
      OPTIONAL { ?a adi:footnoteText ?note }
      OPTIONAL { ?part a adi:Part ; adi:partOf ?target ; ^adi:wordingOf/adi:text ?text .
        FILTER NOT EXISTS { ?a adi:footnoteText ?any } } }"""
    found = ask(query)
    assert len(found) == 29
    for place, number, date, rule, note, text in found:
        words = note or text
        year, month, day = date.split("-")
        assert f"от {day}.{month}.{year} № {number} (" in words, place
        assert re.search(rf"\( ?{re.escape(rule)}\)", words), place
        assert rule.startswith("вводится в действие "), place


def test_no_date_of_effect_is_stated(ask):
    query = "SELECT ?p ?o { ?s ?p ?o FILTER(DATATYPE(?o) = <http://www.w3.org/2001/XMLSchema#date>) }"
    properties = {NS + name for name in ("adoptionDate", "registrationDate", "redactionDate", "versionDate")}
    assert {prop for prop, _ in ask(query)} == properties


@pytest.mark.parametrize(
    ("place", "orders"),
    [
        ("9/8", {"40", "207"}),
        ("3/part-1/item-4", {"40", "507"}),
        ("19/part-1", {"488"}),
        ("20/part-1", set()),
        ("15", set()),  # chapter 3's heading was amended, its paragraph 15 was not
    ],
)
def test_places_below_inherit_by_query(ask, place, orders):
    query = f"""SELECT ?number {{ ?p adi:place '{place}' ; adi:partOf* ?up .
      ?w adi:wordingOf ?up ; adi:givenBy/adi:amendingAct/adi:number ?number }}"""
    assert {number for (number,) in ask(query)} == orders
