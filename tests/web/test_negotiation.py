"""Content negotiation: the examples are RFC 9110's rules, not our table."""

import pytest

from adisteme.web.negotiation import (
    BY_KEY,
    FORMATS,
    GRAPH,
    ROWS,
    choose,
    choose_language,
    content_type,
    media_types,
)

OFFERS = ["application/sparql-results+json", "application/sparql-results+xml", "text/csv"]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/*", "text/csv"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.6", "application/sparql-results+xml"),
        ("text/csv;q=0.5,application/sparql-results+xml;q=0.499", "text/csv"),
        # the more specific range counts, whatever its place (12.5.1)
        ("*/*, application/sparql-results+json;q=0.1, text/csv;q=0.2", "application/sparql-results+xml"),
        ("*/*;q=0.3, application/sparql-results+json;q=0", "application/sparql-results+xml"),
        ("application/*;q=0.2, text/csv;q=0.1", "application/sparql-results+json"),
        ("text/html, application/xhtml+xml, */*;q=0.1", "application/sparql-results+json"),
        # equal weights: our order
        ("text/csv, application/sparql-results+xml", "application/sparql-results+xml"),
        # all that we give is UTF-8
        ("text/csv; charset=utf-8", "text/csv"),
        ('text/csv;charset="UTF-8";q=0.4', "text/csv"),
        ("text/html", None),
        ("*/*;q=0", None),
        ("text/csv;q=0", None),
        ("text/csv;version=9", None),
    ],
)
def test_choose(accept: str | None, expected: str | None) -> None:
    assert choose(accept, OFFERS) == expected


@pytest.mark.parametrize("accept", ["nonsense", ";;;", "text/csv;q=5", "/", "a/b/c", "текст"])
def test_a_header_that_does_not_parse_counts_as_absent(accept: str) -> None:
    assert choose(accept, OFFERS) == OFFERS[0]


def test_nothing_on_offer() -> None:
    assert choose("*/*", []) is None
    assert choose(None, []) is None


def test_a_long_header_is_read_as_well() -> None:
    noise = ", ".join(f"application/x-{number};q=0.{number % 9 + 1}" for number in range(500))
    assert choose(noise + ", text/csv;q=0.01", OFFERS) == "text/csv"


def test_profile_of_json_ld_does_not_make_a_range_miss() -> None:
    accept = 'application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded", text/turtle;q=0.5'
    assert choose(accept, ["text/turtle", "application/ld+json"]) == "application/ld+json"


def test_formats() -> None:
    assert len(BY_KEY) == len(FORMATS), "keys are unique"
    assert media_types(ROWS)["application/json"].key == "json"
    assert media_types(GRAPH)["application/json"].key == "jsonld"
    for kind in (ROWS, GRAPH):
        registered = [form.media_type for form in FORMATS if form.kind == kind]
        assert list(media_types(kind))[: len(registered)] == registered, "aliases come last"


def test_content_type_bears_the_asked_alias_and_the_charset_of_text() -> None:
    assert content_type(BY_KEY["json"]) == "application/sparql-results+json"
    assert content_type(BY_KEY["json"], "application/json") == "application/json"
    assert content_type(BY_KEY["csv"]) == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "ru"),
        ("", "ru"),
        ("kk", "kk"),
        ("kk-KZ,ru;q=0.8", "kk"),
        ("ru;q=0.2, en;q=0.9", "en"),
        ("de, fr;q=0.5", "ru"),
        ("de, en;q=0.1", "en"),
        ("ru;q=0, en;q=0.1", "en"),
        ("not a header at all!", "ru"),
    ],
)
def test_choose_language(header: str | None, expected: str) -> None:
    assert choose_language(header, ["ru", "kk", "en"], "ru") == expected
