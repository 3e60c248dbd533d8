"""The findings as data: quotes word for word, reasons, silence proved, rules and their rows all read."""

import re
from collections import Counter, defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql import prepareQuery

from adisteme.catalogue import Catalogue
from adisteme.findings import Finding, Findings, assessed, covers, rows, rules, unread
from adisteme.graph import KnowledgeGraph, load
from adisteme.namespaces import ACT, FINDINGS, GRAPHS, ID

PLACE = ACT + "kz-583-2007/"
SOURCE = Path(__file__).resolve().parents[3] / "shared" / "rules" / "rules-ru.md"
LANGUAGES = {"ru", "kk", "en"}
DOUBT = {"ru": "Сомнение: ", "kk": "Күмән: ", "en": "Doubt: "}
ADI = "PREFIX adi: <https://w3id.org/adisteme/ns#> "
# Kinds of finding that say that the act is silent on something.
OF_SILENCE = {"silence", "body-left-open", "leader-left-open"}
REPEATS = {"word-for-word-duplicate", "near-duplicate"}

# Written by hand from the act: what has to be among the findings, whatever else is.
EXPECTED = [
    ("word-for-word-duplicate", "confirmed", {"9/8", "9/24"}),
    ("word-for-word-duplicate", "confirmed", {"9/11", "9/26"}),
    ("word-for-word-duplicate", "confirmed", {"9/21", "9/23"}),
    ("near-duplicate", "confirmed", {"9/5", "9/12"}),
    ("near-duplicate", "confirmed", {"9/7", "9/19"}),
    ("contradiction", "confirmed", {"3/part-1/item-1", "12"}),
    ("contradiction", "confirmed", {"3/part-1/item-3", "10"}),
    ("shifting-meaning", "confirmed", {"10", "15"}),
    ("missing-conclusion", "confirmed", {"18", "19", "20", "21"}),
    ("outside-scope", "confirmed", {"2", "25"}),
    ("outside-scope", "confirmed", {"2", "27"}),
    ("dated-reference", "confirmed", {"6/part-1"}),
    ("dated-reference", "confirmed", {"5/part-4"}),
    ("displaced-text", "confirmed", {"5/part-2", "5/part-5"}),
    ("varying-name", "confirmed", {"3/part-1/item-4", "14/part-1", "18", "20", "31"}),
    ("body-left-open", "confirmed", {"36"}),
    ("leader-left-open", "confirmed", {"17", "30"}),
    ("shared-leadership", "candidate", {"14/part-1", "31"}),
    ("undefined-term", "confirmed", {"18"}),
    ("wording-slip", "confirmed", {"20"}),
    ("wording-slip", "confirmed", {"29"}),
]


@pytest.fixture(scope="module")
def found(catalogue: Catalogue) -> list[Finding]:
    return Findings(catalogue).chosen()


@pytest.fixture(scope="module")
def texts(graph: KnowledgeGraph) -> dict[str, str]:
    query = ADI + "SELECT ?unit ?text WHERE { ?wording adi:wordingOf ?unit ; adi:text ?text }"
    return {row["unit"].value: row["text"].value for row in graph.select(query)}


def within(place: str, unit: str) -> bool:
    return unit == place or unit.startswith(place + "/")


def test_quotes_stand_word_for_word_in_the_place_they_are_from(
    found: list[Finding], texts: dict[str, str]
) -> None:
    wrong = [
        (finding.key, quote.provision)
        for finding in found
        for quote in finding.quotes
        if not any(within(quote.id, unit) and (quote.quote or "\0") in text for unit, text in texts.items())
    ]
    assert wrong == []


@pytest.mark.skipif(not SOURCE.is_file(), reason="the act's source file is not beside the checkout")
def test_quotes_stand_word_for_word_in_the_source(found: list[Finding]) -> None:
    act = " ".join(re.sub(r"[*#]", "", SOURCE.read_text(encoding="utf-8")).split())
    assert [f.key for f in found for q in f.quotes if " ".join((q.quote or "\0").split()) not in act] == []


def test_each_finding_is_complete_in_three_languages(found: list[Finding]) -> None:
    for finding in found:
        for texts in (finding.label, finding.definition, finding.reason):
            assert set(texts) == LANGUAGES, finding.key
            assert all(text.strip() for text in texts.values()), finding.key
        assert all(finding.label[lang].lower() != finding.definition[lang].lower() for lang in LANGUAGES)
        assert len(finding.quotes) == 2
        assert {quote.provision for quote in finding.quotes} <= set(finding.provisions)
        assert set(finding.kind.label) == set(finding.standing.label) == LANGUAGES
        assert finding.found_by


def test_each_property_that_must_be_single_is(graph: KnowledgeGraph) -> None:
    single = "findingKind standing quotedFrom quote secondQuotedFrom secondQuote"
    for name in single.split():
        query = (
            f"{ADI} SELECT ?f WHERE {{ ?f a adi:Finding . OPTIONAL {{ ?f adi:{name} ?v }} }} "
            "GROUP BY ?f HAVING (COUNT(DISTINCT ?v) != 1)"
        )
        assert graph.select(query) == [], name


def test_a_candidate_says_the_doubt_and_what_is_confirmed_has_none(found: list[Finding]) -> None:
    for finding in found:
        for lang, word in DOUBT.items():
            assert (word in finding.reason[lang]) == (finding.standing.key == "candidate"), finding.key


def test_what_the_issue_names_is_there(found: list[Finding]) -> None:
    missing = [
        (kind, standing, places)
        for kind, standing, places in EXPECTED
        if not any(
            (f.kind.key, f.standing.key) == (kind, standing) and places <= set(f.provisions) for f in found
        )
    ]
    assert missing == []


def test_thirty_confirmed_of_seven_kinds_besides_repeats(found: list[Finding]) -> None:
    kinds = Counter(f.kind.key for f in found if f.standing.key == "confirmed" and f.kind.key not in REPEATS)
    assert len(kinds) >= 7
    assert kinds.total() >= 30


def test_no_finding_is_there_twice(found: list[Finding]) -> None:
    seen = Counter(
        (f.kind.key, *sorted(f"{quote.provision}: {quote.quote}" for quote in f.quotes)) for f in found
    )
    assert [key for key, times in seen.items() if times > 1] == []


def test_silence_is_proved_by_a_search_of_the_whole_text(
    graph: KnowledgeGraph, texts: dict[str, str]
) -> None:
    query = ADI + "SELECT ?finding ?words ?place WHERE { ?finding adi:soughtWords ?words ; adi:about ?place }"
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in graph.select(query):
        places[row["finding"].value, row["words"].value].add(row["place"].value)
    for (finding, words), about in places.items():
        hits = {unit for unit, text in texts.items() if words.lower() in text.lower()}
        assert hits, (finding, words)
        assert {hit for hit in hits if not any(within(place, hit) for place in about)} == set(), finding


def test_each_confirmed_silence_has_words_that_were_sought(
    graph: KnowledgeGraph, found: list[Finding]
) -> None:
    query = ADI + "SELECT DISTINCT ?finding WHERE { ?finding adi:soughtWords ?words }"
    sought = {row["finding"].value for row in graph.select(query)}
    silent = {f.id for f in found if f.kind.key in OF_SILENCE and f.standing.key == "confirmed"}
    assert silent
    assert silent - sought == set()


def test_findings_lie_in_their_own_graph(graph: KnowledgeGraph) -> None:
    for name in ("Finding", "RejectedCandidate"):
        query = f"{ADI} SELECT DISTINCT ?graph WHERE {{ GRAPH ?graph {{ ?x a adi:{name} }} }}"
        assert {row["graph"] for row in graph.select(query)} == {FINDINGS}
    assert FINDINGS in GRAPHS


# ---- the rules ------------------------------------------------------------------------------------


def test_word_for_word_duplicates_are_the_three_pairs(graph: KnowledgeGraph) -> None:
    pairs = {(row["a"].value, row["b"].value) for row in rows(graph, rules(graph)["duplicate"])}
    expected = {("p9/8", "p9/24"), ("p9/11", "p9/26"), ("p9/21", "p9/23")}
    assert pairs == {(PLACE + a, PLACE + b) for a, b in expected}


def test_every_row_of_every_rule_has_been_read(graph: KnowledgeGraph) -> None:
    assert [(key, {n: t.value for n, t in row.items()}) for key, row in unread(graph)] == []


def test_every_assessment_is_still_what_its_rule_points_to(graph: KnowledgeGraph) -> None:
    found = {key: rows(graph, rule) for key, rule in rules(graph).items()}
    gone = [
        (rule, assessment)
        for rule, assessments in assessed(graph).items()
        if rule != "reading"
        for assessment, things in assessments.items()
        if not any(covers(things, row) for row in found[rule])
    ]
    assert gone == []


def test_each_rejected_candidate_says_why_in_three_languages(graph: KnowledgeGraph) -> None:
    for name in ("adi:reason", "skos:prefLabel", "skos:definition"):
        query = (
            ADI + "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
            f"SELECT ?x (LANG(?text) AS ?lang) WHERE {{ ?x a adi:RejectedCandidate ; {name} ?text }}"
        )
        said = Counter((row["x"].value, row["lang"].value) for row in graph.select(query))
        things = {thing for thing, _ in said}
        assert things
        assert said == Counter((thing, lang) for thing in things for lang in LANGUAGES)


def test_each_rule_names_a_kind_of_finding_and_what_it_finds(graph: KnowledgeGraph) -> None:
    kinds = {row["k"].value for row in graph.select(ADI + "SELECT ?k WHERE { ?k a adi:FindingKind }")}
    for key, rule in rules(graph).items():
        assert key == rule.path.stem
        prepareQuery(rule.sparql)  # standard SPARQL, for any engine
        assert set(rule.header["finds"]) == LANGUAGES
        assert ID + rule.header["kind"] in kinds


def test_a_rule_is_no_question_of_the_catalogue(catalogue: Catalogue) -> None:
    assert set(rules(catalogue.graph)) & set(catalogue.questions) == set()


HEAD = """
@prefix adi: <https://w3id.org/adisteme/ns#> .
@prefix id: <https://w3id.org/adisteme/id/> .
@prefix p: <https://w3id.org/adisteme/act/kz-583-2007/> .
@prefix act: <https://w3id.org/adisteme/act/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
LEADERSHIP = "adi:action id:leadership ; adi:appliesToLevel id:school-education"
# A flaw planted in an added folder → the rule that must point to it, with what it must name.
PLANTED = {
    "duplicate": (
        '<urn:x> adi:sequence 90001 . <urn:w> adi:wordingOf <urn:x> ; adi:text "Министр."@ru .',
        "urn:x",
    ),
    "near-duplicate": (
        "<urn:x> a adi:Subpoint ; adi:sequence 90001 . <urn:w> adi:wordingOf <urn:x> ; "
        'adi:text "проведение мероприятий по распространению передового педагогического опыта"@ru .',
        "urn:x",
    ),
    "two-leaders": (
        f"id:n adi:statedIn p:p28 ; adi:ledObject id:ungraded-school-association ; {LEADERSHIP} ; "
        'adi:bearer id:head-of-organisation ; adi:quote "создаются"@ru .',
        ID + "ungraded-school-association",
    ),
    "body-without-leader": (
        'id:x a adi:BodyKind . id:n adi:establishes id:x ; adi:statedIn p:p36 ; adi:quote "создаются"@ru .',
        ID + "x",
    ),
    "leader-without-selection": (
        f"id:x a adi:BodyKind , adi:CollectiveKind . id:n {LEADERSHIP} ; adi:ledObject id:x ; "
        'adi:bearer id:head-of-organisation ; adi:statedIn p:p36 ; adi:quote "создаются"@ru .',
        ID + "x",
    ),
    "selector-unnamed": (
        "id:x a adi:BodyKind . id:n adi:selectedPost id:head-of-organisation ; "
        'adi:selectionMethod id:election ; adi:object id:x ; adi:statedIn p:p36 ; adi:quote "создаются"@ru .',
        ID + "x",
    ),
    "post-without-term": (
        "id:x a adi:BodyKind . id:n adi:selectedPost id:head-of-organisation ; "
        "adi:selectionMethod id:election ; adi:object id:x ; adi:bearer id:ministry ; "
        'adi:statedIn p:p36 ; adi:quote "создаются"@ru .',
        ID + "x",
    ),
    "approval-without-conclusion": (
        "id:x a adi:DocumentKind ; adi:specialises id:teaching-documentation . "
        "id:n adi:appliesToDocument id:x ; adi:atStage id:approval-stage ; adi:statedIn p:p36 ; "
        'adi:quote "создаются"@ru .',
        ID + "x",
    ),
    "undefined-term": (
        "id:x a adi:DocumentKind . id:n adi:appliesToDocument id:x ; adi:statedIn p:p36 .",
        ID + "x",
    ),
    "outside-scope": (
        "id:x a adi:OrganisationKind ; adi:atTier id:organisation-tier ; adi:mentionedIn p:p36 .",
        ID + "x",
    ),
    "one-kind-of-work": ("id:educational-methodical-work adi:mentionedIn p:p28 .", PLACE + "p28"),
    "static-reference": ("p:p28 adi:cites act:kz-604-2018 .", PLACE + "p28"),
    "named-officer": (
        'id:n adi:namedPerson "Person 12"@ru ; adi:statedIn p:p28 ; adi:quote "создаются"@ru .',
        PLACE + "p28",
    ),
}


def test_each_rule_has_a_planted_flaw(graph: KnowledgeGraph) -> None:
    assert set(PLANTED) == set(rules(graph))


@pytest.mark.parametrize("rule", sorted(PLANTED))
def test_a_rule_points_to_a_planted_flaw(rule: str, graph: KnowledgeGraph) -> None:
    store = ox.Store()
    store.extend(graph.store)
    turtle, named = PLANTED[rule]
    store.load((HEAD + turtle).encode(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("urn:planted"))
    planted = KnowledgeGraph(store, graph.folders)
    new = [row for key, row in unread(planted) if key == rule]
    assert new
    assert all(named in {term.value for term in row.values()} for row in new)


def test_a_row_that_only_partly_fits_an_assessment_is_unread(graph: KnowledgeGraph) -> None:
    row = rows(graph, rules(graph)["duplicate"])[0]
    a, b = row["a"].value, row["b"].value
    assert covers({a, b}, row)
    assert not covers({a}, row)
    assert not covers({b}, row)


def test_rules_run_over_added_folders(tmp_path: Path) -> None:
    folder = tmp_path / "own" / "finding-rules"
    folder.mkdir(parents=True)
    finds = "{ru: а, kk: ә, en: a}"
    (folder / "own-rule.rq").write_text(
        f"#+ id: own-rule\n#+ kind: silence\n#+ finds: {finds}\nSELECT (<{PLACE}p1> AS ?a) WHERE {{}}\n",
        encoding="utf-8",
    )
    assert [key for key, _ in unread(load([tmp_path]))] == ["own-rule"]
