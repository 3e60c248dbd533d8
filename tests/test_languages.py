"""The message files: the same sentences with the same gaps in three languages."""

import string
import tomllib
from pathlib import Path
from typing import Any

import pytest

import adisteme
from adisteme.answers import in_language
from adisteme.languages import LANGUAGES, message, requested_language

FOLDER = Path(adisteme.__file__).parent / "messages"


def sentences(lang: str) -> dict[str, str]:
    def walk(table: dict[str, Any], path: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, value in table.items():
            found |= walk(value, f"{path}{key}.") if isinstance(value, dict) else {path + key: value}
        return found

    return walk(tomllib.loads((FOLDER / f"{lang}.toml").read_text(encoding="utf-8")), "")


def gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_there_is_a_file_for_each_language_and_no_other() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(LANGUAGES)


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "ru"])
def test_keys_and_gaps_are_the_same(lang: str) -> None:
    russian, other = sentences("ru"), sentences(lang)
    assert russian.keys() == other.keys()
    assert {key: gaps(text) for key, text in russian.items()} == {
        key: gaps(text) for key, text in other.items()
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_is_empty(lang: str) -> None:
    assert [key for key, text in sentences(lang).items() if not text.strip()] == []


def test_kazakh_is_not_russian() -> None:
    russian, kazakh = sentences("ru"), sentences("kk")
    assert [key for key, text in russian.items() if text == kazakh[key] and gaps(text) == set()] == []


def test_every_problem_has_title_and_detail() -> None:
    keys = sentences("ru").keys()
    tables = {key.rpartition(".")[0] for key in keys if key.endswith((".title", ".detail"))} - {"sparql.page"}
    assert [table for table in tables if not {f"{table}.title", f"{table}.detail"} <= keys] == []


def test_message_fills_gaps_and_leaves_braces_of_values() -> None:
    text = message("http.not_found.detail", "en", path="/a{b}")
    assert "/a{b}" in text


def test_unknown_sentence_and_missing_value_are_errors_of_ours() -> None:
    with pytest.raises(KeyError):
        message("http.no_such_sentence", "en")
    with pytest.raises(KeyError):
        message("http.not_found", "en")
    with pytest.raises(KeyError):
        message("http.not_found.detail", "en")


@pytest.mark.parametrize(
    ("param", "header", "expected"),
    [
        (None, None, "ru"),
        ("kk", "en", "kk"),
        ("KK-kz", None, "kk"),
        ("en_GB", None, "en"),
        ("fr", "en", "en"),
        ("fr", None, "ru"),
        ("", "kk;q=0.5, en;q=0.6", "en"),
        ("\ud800", None, "ru"),
    ],
)
def test_requested_language(param: str | None, header: str | None, expected: str) -> None:
    assert requested_language(param, header) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ({"kk": "1-колледж", "ru": "Колледж 1"}, "Колледж 1"),
        ({"und": "C1", "kk": "1-колледж"}, "1-колледж"),
        ({"en": "College 1", "ru": "Колледж 1"}, "College 1"),
        ({"und": "C1"}, "C1"),
        ({}, ""),
    ],
)
def test_a_name_that_is_missing_in_english_is_given_in_russian_first(
    label: dict[str, str], expected: str
) -> None:
    assert in_language(label, "en") == expected
