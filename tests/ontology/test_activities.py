"""Aims, tasks, directions, functions, forms and definitions: each from its place of the act, word for word.

Every expected value was written by hand from the act (../shared/rules/rules-ru.md).
"""

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest

from adisteme.closure import fixpoint
from adisteme.namespaces import ASSERTED

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology"
ACT = "https://w3id.org/adisteme/act/kz-583-2007/"
ID = "https://w3id.org/adisteme/id/"
NS = "https://w3id.org/adisteme/ns#"
PREFIXES = f"""
PREFIX act: <{ACT}>
PREFIX adi: <{NS}>
PREFIX id: <{ID}>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
LANGS = ("ru", "kk", "en")
LETTERS = {
    "ru": re.compile("[а-яё]", re.IGNORECASE),
    "kk": re.compile("[әғқңөұүһі]", re.IGNORECASE),
    "en": re.compile("[a-z]", re.IGNORECASE),
}
LISTS = sorted((ONTOLOGY / "rules" / "activities").glob("*.ttl"))
OURS = {
    "Activity", "Definition", "Aim", "Task", "Direction", "Function", "WorkForm", "Theme", "WorkKind",
}  # fmt: skip
REPEATS = {("9/8", "9/24"), ("9/11", "9/26"), ("9/21", "9/23")}
# Class, paragraph or part → how many items the act lists there.
COUNTS = {
    ("Aim", "4"): 4,
    ("Task", "5/part-1"): 3,
    ("Direction", "7"): 8,
    ("Direction", "8"): 9,
    ("Direction", "9"): 26,
    ("Function", "13"): 4,
    ("WorkForm", "15"): 8,
    ("Direction", "33"): 11,
}
KEY_OF_PLACE = {
    "7": "direction-school",
    "8": "direction-tvet",
    "9": "direction-higher",
    "13": "function-unit",
    "33": "direction-umo",
}
WHOSE = {
    "4": set(),
    "5": set(),
    "7": {"school"},
    "8": {"college", "post-secondary-organisation"},
    "9": {"university"},
    "13": {"structural-unit"},
    "15": set(),
    "33": {"umo-tvet"},
}
LEVEL = {
    "4": "every-level",
    "5": "every-level",
    "7": "school-education",
    "8": "tvet-and-post-secondary-education",
    "9": "higher-and-postgraduate-education",
    "13": "every-level",
    "15": "every-level",
    "33": "tvet-and-post-secondary-education",
}
BOTH_WORKS = {"educational-methodical-work", "scientific-methodical-work"}
DEFINED = {
    "3/part-1/item-1": ("methodist", "методист"),
    "3/part-1/item-2": (
        "methodical-council",
        "методический (учебно-методический, научно-методический) совет",
    ),
    "3/part-1/item-3": ("methodical-cabinet", "методический кабинет"),
    "3/part-1/item-4": (
        "deputy-head-academic",
        "заместитель руководителя организации образования по учебной",
    ),
    "3/part-1/item-5": ("scientific-methodical-work", "научно-методическая работа"),
    "3/part-1/item-6": ("academic-methodical-unit", "учебно-методическое управление (центр, кафедра, отдел"),
    "3/part-1/item-7": ("umo", "учебно-методические объединения"),
    "3/part-1/item-8": ("educational-methodical-work", "учебно-методическая работа"),
}
# Themes, direct, whose words can be looked up in the act: the whole list of places.
PLACES_OF_THEME = {
    "attestation": {"7/7"},
    "conferences": {"8/7", "9/21", "9/23", "33/2", "33/7", "15"},
    "competitions": {"7/5", "8/7", "9/8", "9/24", "33/6"},
    "expert-review": {"9/11", "9/17", "9/26", "13/2"},
    "intake-guidance": {"9/4", "33/8"},
    "labour-market": {"8/3", "9/6", "9/9"},
    "literature-supply": {"9/5", "9/12", "33/9"},
    "mentoring": {"7/5", "8/5", "8/6"},
    "normative-documents": {"7/2", "8/1", "9/14", "13/2"},
    "standards": {"8/3", "9/14", "9/17", "33/1"},
    "staff-development": {"4", "5/part-1/item-3", "7/1", "33/7", "33/10"},
    "student-research": {"7/5", "9/22", "33/6"},
    "methodical-support": {"5/part-1/item-1", "9/3", "9/4", "33/10"},
}

Rows = list[tuple[str, ...]]


def rows(store: ox.Store, query: str) -> Rows:
    """Rows of a SELECT over all graphs, terms as plain strings, our keys without their prefix."""
    found = store.query(PREFIXES + query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple("" if term is None else _short(term.value) for term in row) for row in found]


def _short(value: str) -> str:
    for prefix in (ACT + "p", ID, NS):
        value = value.removeprefix(prefix)
    return value


def _load(*paths: Path) -> ox.Store:
    store = ox.Store()
    for path in paths:
        store.load(path=path, to_graph=ASSERTED)
    return store


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """The whole ontology as asserted."""
    return _load(*ONTOLOGY.glob("*.ttl"), *(ONTOLOGY / "rules").rglob("*.ttl"))


@pytest.fixture(scope="module")
def ours() -> ox.Store:
    """The lists alone."""
    return _load(*LISTS)


@pytest.fixture(scope="module")
def text(store: ox.Store) -> dict[str, str]:
    """The words of each place; a paragraph of one part has the words of that part."""
    query = "SELECT ?place ?text { ?w adi:wordingOf ?p ; adi:text ?text . ?p adi:place ?place }"
    words = dict(rows(store, query))
    for place in list(words):
        if place.endswith("/part-1") and place.replace("part-1", "part-2") not in words:
            words[place.removesuffix("/part-1")] = words[place]
    return words


@pytest.fixture(scope="module")
def items(ours: ox.Store) -> list[tuple[str, str, str, str]]:
    """Key, class, place and quote of each aim, task, direction, function and form."""
    query = """SELECT ?item ?class ?place ?quote {
      ?item a ?class ; adi:statedIn ?place ; adi:quote ?quote FILTER(LANG(?quote) = "ru")
      FILTER(?class IN (adi:Aim, adi:Task, adi:Direction, adi:Function, adi:WorkForm)) } ORDER BY ?item"""
    return [(row[0], row[1], row[2], row[3]) for row in rows(ours, query)]


def _words(words: str) -> str:
    return re.sub(r"[\s;.]+$", "", words)


# ---- the items and their places --------------------------------------------------------------


def test_each_list_has_as_many_items_as_the_act(items):
    listed = Counter((kind, place.rpartition("/")[0] or place) for _, kind, place, _ in items)
    assert listed == COUNTS
    assert len({key for key, *_ in items}) == 73


def test_an_item_of_a_list_is_quoted_whole(items, text):
    whole = [(place, quote) for _, _, place, quote in items if "/" in place]
    assert len(whole) == 61
    for place, quote in whole:
        assert quote == _words(text[place]), place


@pytest.mark.parametrize(
    ("place", "rest"),
    [
        ("4", "Учебно-методическая и научно-методическая работа осуществляется в целях *, *, *, *."),
        ("15", "Формами коллективной методической работы являются *, *, *, *, *, *, * и *."),
    ],
)
def test_clauses_make_up_the_sentence_that_lists_them(items, text, place, rest):
    sentence = text[place]
    clauses = [quote for _, _, at, quote in items if at == place]
    for clause in clauses:
        assert sentence.count(clause) == 1
        sentence = sentence.replace(clause, "*")
    assert sentence == rest


def test_places_and_items_of_numbered_lists_match_one_to_one(items, store):
    subpoints = rows(store, "SELECT ?place { ?p a adi:Subpoint ; adi:place ?place }")
    listed = sorted(place for (place,) in subpoints if place.split("/")[0] in KEY_OF_PLACE)
    assert len(listed) == 8 + 9 + 26 + 4 + 11
    assert sorted(place for _, kind, place, _ in items if kind in {"Direction", "Function"}) == listed


def test_the_number_in_a_key_is_that_of_the_subpoint(items):
    for key, _, place, _ in items:
        paragraph, _, number = place.partition("/")
        if paragraph in KEY_OF_PLACE:
            assert key == f"{KEY_OF_PLACE[paragraph]}-{number}"


def test_items_are_shown_in_the_order_of_the_act(ours, items, text):
    place_of = {key: place for key, _, place, _ in items}
    shown = [key for key, _ in rows(ours, "SELECT ?s ?n { ?s adi:order ?n ; adi:hasTheme [] } ORDER BY ?n")]
    in_text = list(
        dict.fromkeys(place_of[key] for key in sorted(place_of, key=lambda k: _reading_order(place_of[k])))
    )
    assert list(dict.fromkeys(place_of[key] for key in shown)) == in_text
    quotes = {key: quote for key, _, _, quote in items}
    for place in ("4", "15"):
        starts = [text[place].index(quotes[key]) for key in shown if place_of[key] == place]
        assert starts == sorted(starts)


def _reading_order(place: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", place)]


# ---- what the act repeats --------------------------------------------------------------------


def test_same_words_are_those_that_the_text_prints_twice(ours, items, text):
    printed = {
        (place, other)
        for place, other in combinations(sorted(text, key=_reading_order), 2)
        if _words(text[place]) == _words(text[other]) and "/part-1" not in place + other
    }
    listed = {place for _, _, place, _ in items}
    assert {pair for pair in printed if set(pair) <= listed} == REPEATS
    query = "SELECT ?a ?b { ?x adi:sameWordsAs ?y . ?x adi:statedIn ?a . ?y adi:statedIn ?b }"
    assert set(rows(ours, query)) == REPEATS


def test_a_repeat_says_so_in_its_title_and_keeps_the_themes(ours):
    for first, second in REPEATS:
        one, other = (f"<{ACT}p{place}>" for place in (first, second))
        title = rows(ours, f"SELECT ?l (LANG(?l) AS ?g) {{ {other} ^adi:statedIn/skos:prefLabel ?l }}")
        number = first.rpartition("/")[2]
        marks = {
            "ru": f"(повтор подп. {number})",
            "kk": f"— {number}) тармақшада",
            "en": f"(repeat of subpoint {number})",
        }
        assert len(title) == 3
        for words, lang in title:
            assert marks[lang] in words
        query = "SELECT ?t {{ {} ^adi:statedIn/adi:hasTheme ?t }}"
        assert set(rows(ours, query.format(one))) == set(rows(ours, query.format(other)))


# ---- labels and definitions ------------------------------------------------------------------


def _individuals() -> list[str]:
    kinds = "SELECT DISTINCT ?s { ?s a owl:NamedIndividual } ORDER BY ?s"
    return [key for (key,) in rows(_load(*LISTS), kinds)]


def test_all_things_are_named_individuals(ours):
    things = {key for (key,) in rows(ours, "SELECT DISTINCT ?s { ?s a [] }")}
    assert things == set(_individuals())
    # 73 items, 27 themes, 3 kinds of work, 8 definitions, 3 readings, 2 schemes
    assert len(things) == 73 + 27 + 3 + 8 + 3 + 2


@pytest.mark.parametrize("key", _individuals())
def test_a_thing_is_named_and_told_in_three_languages(ours, key):
    explained = "adi:ruleOfReading" if key.startswith("reading-") else "skos:definition"
    labels, definitions = (
        rows(ours, f"SELECT (LANG(?w) AS ?g) ?w {{ <{ID}{key}> {name} ?w }}")
        for name in ("skos:prefLabel", explained)
    )
    assert sorted(lang for lang, _ in labels) == sorted(lang for lang, _ in definitions) == sorted(LANGS)
    for lang, label in labels:
        definition = dict(definitions)[lang]
        assert len(label) < len(definition)
        assert label.casefold() not in definition.casefold()
        assert len(label) <= 60
        assert LETTERS[lang].search(label + definition)
        assert lang != "en" or not LETTERS["ru"].search(label + definition)


def test_titles_are_unique_in_each_language(ours):
    titles = rows(ours, "SELECT (LCASE(STR(?l)) AS ?w) (LANG(?l) AS ?g) { ?s skos:prefLabel ?l }")
    assert [title for title, times in Counter(titles).items() if times > 1] == []


# ---- themes ----------------------------------------------------------------------------------


def test_every_item_has_a_theme_and_every_theme_is_shared_or_says_why_not(ours, items):
    direct = rows(ours, "SELECT ?s ?t { ?s adi:hasTheme ?t }")
    assert {key for key, _ in direct} == {key for key, *_ in items}
    carried = Counter(theme for _, theme in direct)
    themes = {key for (key,) in rows(ours, "SELECT ?t { ?t a adi:Theme }")}
    assert set(carried) == themes
    alone = {theme for theme in themes if carried[theme] < 2}
    notes = rows(ours, "SELECT ?t (LANG(?n) AS ?g) { ?t a adi:Theme ; skos:editorialNote ?n }")
    assert sorted(notes) == sorted((theme, lang) for theme in alone for lang in LANGS)


@pytest.mark.parametrize("theme", sorted(PLACES_OF_THEME))
def test_places_of_a_theme(ours, theme):
    found = rows(ours, f"SELECT DISTINCT ?place {{ ?s adi:hasTheme id:theme-{theme} ; adi:statedIn ?place }}")
    assert {place for (place,) in found} == PLACES_OF_THEME[theme]


def test_a_narrow_theme_brings_the_wider_one_and_links_run_both_ways():
    store = _load(ONTOLOGY / "core.ttl", ONTOLOGY / "activities.ttl", *LISTS)
    wide = "SELECT DISTINCT ?place { ?s adi:hasTheme id:theme-methodical-events ; adi:statedIn ?place }"
    assert {place for (place,) in rows(store, wide)} == {"7/5", "9/1"}
    fixpoint.close(store)
    assert {place for (place,) in rows(store, wide)} == {
        "7/5", "9/1", "8/7", "9/8", "9/24", "33/6", "9/21", "9/23", "33/2", "33/7", "15",
    }  # fmt: skip
    assert rows(store, "SELECT ?s { ?s adi:sameWordsAs id:direction-higher-8 }") == [("direction-higher-24",)]
    assert rows(store, "SELECT ?t { ?t adi:themeOf id:direction-school-7 }") == [("theme-attestation",)]
    assert rows(store, "SELECT ?d { id:umo adi:definedBy ?d }") == [("definition-umo",)]
    assert rows(store, "SELECT ?f { id:kafedra adi:embodies ?f }") == [("form-kafedra",)]


# ---- whose, where, of which work -------------------------------------------------------------


def test_whose_activity_and_at_which_level(store, items):
    agents = {key for (key,) in rows(store, "SELECT ?k { ?k a/rdfs:subClassOf+ adi:AgentKind }")}
    for key, _, place, _ in items:
        paragraph = place.split("/")[0]
        whose = {agent for (agent,) in rows(store, f"SELECT ?a {{ id:{key} adi:activityOf ?a }}")}
        assert whose == WHOSE[paragraph]
        assert whose <= agents
        levels = rows(store, f"SELECT ?l {{ id:{key} adi:appliesToLevel ?l . ?l a adi:EducationLevel }}")
        assert levels == [(LEVEL[paragraph],)]


def test_of_which_work_the_act_speaks(ours, items):
    expected = {"15": {"methodical-work"}, "33": set()}
    for key, _, place, _ in items:
        work = {kind for (kind,) in rows(ours, f"SELECT ?w {{ id:{key} adi:ofWork ?w }}")}
        assert work == expected.get(place.split("/")[0], BOTH_WORKS)


def test_forms_that_are_standing_bodies(store):
    query = "SELECT ?f ?b { ?f adi:embodiedBy ?b . ?b a/rdfs:subClassOf adi:CollectiveKind } ORDER BY ?f"
    assert rows(store, query) == [
        ("form-kafedra", "kafedra"),
        ("form-subject-cyclic-commission", "subject-cyclic-commission"),
    ]


# ---- definitions -----------------------------------------------------------------------------


def test_paragraph_3_defines_eight_concepts(store, text):
    query = """SELECT ?place ?concept ?quote {
      ?d a adi:Definition ; adi:statedIn ?place ; adi:defines ?concept ; adi:quote ?quote
      FILTER EXISTS { ?concept a/rdfs:subClassOf* adi:Kind ; skos:prefLabel [] } }"""
    found = rows(store, query)
    assert {place: concept for place, concept, _ in found} == {at: key for at, (key, _) in DEFINED.items()}
    assert len(found) == 8
    for place, _, quote in found:
        assert quote == _words(text[place])
        assert quote.startswith(DEFINED[place][1])


def test_a_kind_of_work_has_the_words_of_the_act_or_is_said_to_be_undefined(store):
    query = """SELECT ?w ?said ?quote { ?w a adi:WorkKind ; skos:definition ?said
      FILTER(LANG(?said) = "ru") OPTIONAL { ?d adi:defines ?w ; adi:quote ?quote } }"""
    found = {key: (said, quote) for key, said, quote in rows(store, query)}
    assert found.keys() == {*BOTH_WORKS, "methodical-work"}
    for key in BOTH_WORKS:
        said, quote = found[key]
        assert quote.endswith(" - это " + said)
    assert found["methodical-work"][1] == ""
    assert "не определяет" in found["methodical-work"][0]


def test_a_kind_of_work_is_named_wherever_it_is_said_to_be(ours, text):
    stems = {
        "educational-methodical-work": "учебно-методическ",
        "scientific-methodical-work": "научно-методическ",
        "methodical-work": r"(?<![-\w])методическ",
    }
    found = rows(ours, "SELECT ?w ?place { ?w a adi:WorkKind ; adi:mentionedIn ?place }")
    assert {place for key, place in found if key == "methodical-work"} == {"7/5", "10", "13/3", "15", "31"}
    for key, place in found:
        assert re.search(stems[key], text[place], re.IGNORECASE), (key, place)


# ---- the module ------------------------------------------------------------------------------


def _declared(store: ox.Store) -> set[str]:
    query = """SELECT DISTINCT ?t { ?t a ?k FILTER(isIRI(?t)) FILTER(
      ?k IN (owl:Class, owl:ObjectProperty, owl:DatatypeProperty, owl:AnnotationProperty)) }"""
    return {term for (term,) in rows(store, query)}


def test_terms_are_described_with_ends_and_inverses():
    module = _load(ONTOLOGY / "activities.ttl")
    terms = _declared(module)
    assert len(terms) == 9 + 11
    for term in terms:
        for name in ("rdfs:label", "skos:definition"):
            said = rows(module, f"SELECT (LANG(?w) AS ?g) {{ adi:{term} {name} ?w }}")
            assert sorted(said) == [("en",), ("kk",), ("ru",)], term
    half = """SELECT ?p { ?p a owl:ObjectProperty
      FILTER NOT EXISTS { ?p owl:inverseOf|^owl:inverseOf ?q ; rdfs:domain ?d ; rdfs:range ?r .
                          ?q rdfs:domain ?r ; rdfs:range ?d } }"""
    assert rows(module, half) == [("sameWordsAs",)]  # symmetric: its own inverse
    assert rows(
        module, "SELECT ?d ?r { adi:sameWordsAs a owl:SymmetricProperty ; rdfs:domain ?d ; rdfs:range ?r }"
    ) == [("Activity", "Activity")]


@pytest.mark.parametrize("above", ["Activity", "Statement", "Kind"])
def test_siblings_exclude_each_other(store, above):
    siblings = {key for (key,) in rows(store, f"SELECT ?c {{ ?c rdfs:subClassOf adi:{above} }}")}
    groups: dict[str, set[str]] = {}
    for group, member in rows(store, "SELECT ?g ?m { ?g owl:members/rdf:rest*/rdf:first ?m }"):
        groups.setdefault(group, set()).add(member)
    assert siblings & OURS
    for pair in combinations(sorted(siblings), 2):
        if OURS & set(pair):
            assert any(set(pair) <= members for members in groups.values()), pair


def test_every_term_used_is_declared(store, ours):
    declared = _declared(store)
    used = rows(
        ours,
        f"SELECT DISTINCT ?t {{ {{ ?s ?t ?o }} UNION {{ ?s a ?t }} FILTER(STRSTARTS(STR(?t), '{NS}')) }}",
    )
    assert len(used) > 15
    assert {term for (term,) in used} <= declared
