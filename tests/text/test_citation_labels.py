"""closure/after/00-citations.ru turns the templates on the classes into a citation for each place."""

from pathlib import Path

import pyoxigraph as ox
import pytest

UPDATE = Path(__file__).resolve().parents[2] / "ontology" / "closure" / "after" / "00-citations.ru"
INFERRED = ox.NamedNode("https://w3id.org/adisteme/graph/inferred")
ACT = "https://w3id.org/adisteme/act/kz-583-2007/"

EXPECTED = {
    "p19": ("п. 19 Правил", "Қағидалардың 19-тармағы", "paragraph 19 of the Rules"),
    "p9/8": (
        "подп. 8) п. 9 Правил",
        "Қағидалардың 9-тармағының 8) тармақшасы",
        "subpoint 8) of paragraph 9 of the Rules",
    ),
    "p5/part-2": (
        "ч. 2 п. 5 Правил",
        "Қағидалардың 5-тармағының 2-бөлігі",
        "part 2 of paragraph 5 of the Rules",
    ),
    "p3/part-1/item-4": (
        "элемент 4 перечня в ч. 1 п. 3 Правил",
        "Қағидалардың 3-тармағының 1-бөлігіндегі тізбенің 4-элементі",
        "list item 4 in part 1 of paragraph 3 of the Rules",
    ),
    "order/4": ("п. 4 приказа", "бұйрықтың 4-тармағы", "item 4 of the order"),
    "chapter-3": ("гл. 3 Правил", "Қағидалардың 3-тарауы", "chapter 3 of the Rules"),
    "chapter-3/heading": (
        "наименование гл. 3 Правил",
        "Қағидалардың 3-тарауының атауы",
        "heading of chapter 3 of the Rules",
    ),
    "order/preamble": ("преамбула приказа", "бұйрықтың кіріспесі", "preamble of the order"),
    "amendment/kz-507-2018/p3": (
        "п. 3 Правил: изменение приказом № 507 от 28.09.2018",
        "Қағидалардың 3-тармағы: 28.09.2018 № 507 бұйрықпен енгізілген өзгеріс",
        "paragraph 3 of the Rules: amendment by order No. 507 of 28.09.2018",
    ),
}


@pytest.fixture(scope="module")
def update() -> str:
    return UPDATE.read_text(encoding="utf-8")


def _labels(store: ox.Store) -> dict[str, dict[str, str]]:
    labels: dict[str, dict[str, str]] = {}
    for quad in store.quads_for_pattern(None, None, None, INFERRED):
        assert quad.predicate.value == "http://www.w3.org/2000/01/rdf-schema#label"
        said = labels.setdefault(quad.subject.value, {})
        assert quad.object.language not in said
        said[quad.object.language] = quad.object.value
    return labels


def test_each_place_and_amendment_is_labelled_once_in_three_languages(scratch, update):
    assert _labels(scratch) == {}
    scratch.update(update)
    labels = _labels(scratch)
    assert len(labels) == 170 + 29
    assert all(said.keys() == {"ru", "kk", "en"} for said in labels.values())
    words = [text for said in labels.values() for text in said.values()]
    assert [text for text in words if "{" in text or "}" in text or "  " in text] == []
    for lang in ("ru", "kk", "en"):
        assert len({said[lang] for said in labels.values()}) == len(labels)
    for path, expected in EXPECTED.items():
        assert tuple(labels[ACT + path][lang] for lang in ("ru", "kk", "en")) == expected


def test_running_it_twice_adds_nothing(scratch, update):
    scratch.update(update)
    before = len(scratch)
    scratch.update(update)
    assert len(scratch) == before


def test_provisions_carry_no_hand_written_labels(ask):
    assert ask("SELECT ?p { ?p adi:inAct ?act ; rdfs:label|skos:prefLabel ?label }") == []
