"""The acts: what the source states about each, and no more."""

import pytest

ACTS = "https://w3id.org/adisteme/act/"
ID = "https://w3id.org/adisteme/id/"
MONTHS = ["января", "февраля", "марта", "апреля", "мая", "июня"]
MONTHS += ["июля", "августа", "сентября", "октября", "ноября", "декабря"]


def long_date(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{int(day)} {MONTHS[int(month) - 1]} {year} года"


def test_the_acts_are_these(ask):
    keys = {iri.removeprefix(ACTS) for (iri,) in ask("SELECT ?act { ?act a adi:Act }")}
    assert keys == {
        "kz-583-2007",
        *("kz-488-2015", "kz-40-2016", "kz-507-2018", "kz-258-2019", "kz-207-2021"),
        *("kz-law-on-education", "kz-946-2004", "kz-604-2018", "kz-253-2023"),
    }


def test_numbers_and_dates_are_the_source_s(ask, source):
    query = "SELECT ?act ?number ?date { ?act a adi:Act ; adi:number ?number ; adi:adoptionDate ?date }"
    found = [row for row in ask(query) if row[0] != ACTS + "kz-253-2023"]
    assert len(found) == 8
    for act, number, date in found:
        year, month, day = date.split("-")
        forms = [f"{long_date(date)} {sign} {number}" for sign in "N№"] + [
            f"{day}.{month}.{year} № {number} "
        ]
        assert any(form in source for form in forms), act
        assert act == f"{ACTS}kz-{number}-{year}"


def test_registrations_are_the_source_s(ask, source):
    query = """SELECT ?act ?number ?date { ?act adi:registrationNumber ?number
      OPTIONAL { ?act adi:registrationDate ?date } }"""
    found = {act.removeprefix(ACTS): (number, date) for act, number, date in ask(query)}
    assert found.pop("kz-253-2023") == ("33285", None)
    assert found.keys() == {"kz-583-2007", "kz-946-2004", "kz-604-2018"}
    for number, date in found.values():
        assert (f"{long_date(date)} N {number}" if date else f"Казахстан № {number})") in source


def test_titles_and_publication_are_verbatim(ask, source):
    query = """SELECT ?act ?words { ?act a adi:Act ;
      adi:officialTitle|adi:publicationText|adi:entryIntoForceRule ?words }"""
    found = ask(query)
    assert len(found) == 5
    assert [act for act, words in found if words not in source] == []


def test_the_law_has_no_number_or_date_here(ask):
    assert (
        ask("SELECT ?o { act:kz-law-on-education adi:number|adi:adoptionDate|adi:registrationNumber ?o }")
        == []
    )


def test_names_in_three_languages(ask):
    for name in ("prefLabel", "definition"):
        query = f"""SELECT ?thing (LANG(?words) AS ?lang) {{
          {{ ?thing a adi:Act }} UNION {{ ?thing a adi:StatusNote }} UNION {{ ?thing skos:inScheme ?scheme }}
          ?thing skos:{name} ?words }} ORDER BY ?thing ?lang"""
        languages: dict[str, list[str]] = {}
        for thing, lang in ask(query):
            languages.setdefault(thing, []).append(lang)
        assert len(languages) == 10 + 2 + 5
        assert all(found == ["en", "kk", "ru"] for found in languages.values()), languages


@pytest.mark.parametrize(
    ("place", "prop", "act", "words"),
    [
        ("order/preamble", "cites", "kz-law-on-education", 'Закона Республики Казахстан "Об образовании"'),
        ("order/2", "cites", "kz-946-2004", "от 18 ноября 2004 года N 946"),
        ("order/2", "repeals", "kz-946-2004", "Признать утратившим силу"),
        ("6/part-1", "cites", "kz-604-2018", "от 31 октября 2018 года № 604"),
    ],
)
def test_citations(ask, place, prop, act, words):
    query = f"""SELECT ?act ?text {{
      ?p adi:place '{place}' ; adi:{prop} ?act ; ^adi:wordingOf/adi:text ?text }}"""
    ((found, text),) = ask(query)
    assert found == ACTS + act
    assert words in text


def test_nothing_else_is_cited(ask):
    assert len(ask("SELECT ?p ?act { ?p adi:cites ?act }")) == 3
    assert len(ask("SELECT ?p ?act { ?p adi:repeals ?act }")) == 1


def test_the_doubt_about_the_later_act_is_data(ask):
    query = """SELECT ?number ?level ?words { ?note adi:noteOn act:kz-583-2007 ; adi:evidenceLevel ?level ;
      adi:mentionsAct act:kz-253-2023 ; skos:definition ?words . act:kz-253-2023 adi:number ?number
      FILTER(LANG(?words) = 'ru') }"""
    ((number, level, words),) = ask(query)
    assert (number, level) == ("253", ID + "known-from-public-sources")
    assert "не доказано" in words
    assert ask("SELECT ?p { act:kz-583-2007 adi:repealedBy|^adi:repeals ?p }") == []


def test_the_act_says_what_it_is_not(ask):
    languages = ask("SELECT (LANG(?o) AS ?l) { act:kz-583-2007 adi:notOfficialEli ?o } ORDER BY ?l")
    assert languages == [("en",), ("kk",), ("ru",)]
    assert ask("SELECT ?d { act:kz-583-2007 adi:redactionDate ?d }") == [("2021-05-06",)]
