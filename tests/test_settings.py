"""Settings: where they come from, which goes first, and what is said of a wrong one."""

from __future__ import annotations

import argparse
from dataclasses import fields
from pathlib import Path

import pytest

from adisteme.commands import serve
from adisteme.errors import InputError
from adisteme.settings import Settings


def test_nothing_given() -> None:
    assert Settings.read({}) == Settings()


def test_flags_before_environment_before_file_before_defaults(tmp_path: Path) -> None:
    file = tmp_path / "adisteme.toml"
    file.write_text("query_timeout = 3\nquery_workers = 3\nquery_memory = 333\n")
    environment = {
        "ADISTEME_SETTINGS": str(file),
        "ADISTEME_QUERY_TIMEOUT": "2.5",
        "ADISTEME_QUERY_WORKERS": " 4 ",
        "ADISTEME_GRACE": "",
    }
    found = Settings.read(environment, query_timeout="1.5", query_workers=None)
    assert (found.query_timeout, found.query_workers, found.query_memory) == (1.5, 4, 333)
    assert found.grace == Settings().grace
    assert isinstance(found.query_workers, int)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QUERY_TIMEOUT", "soon"),
        ("QUERY_TIMEOUT", "0"),
        ("QUERY_TIMEOUT", "-1"),
        ("QUERY_TIMEOUT", "nan"),
        ("QUERY_TIMEOUT", "inf"),
        ("QUERY_WORKERS", "0"),
        ("QUERY_WORKERS", "2.5"),
        ("QUERY_MEMORY", "1 GiB"),
        ("VALIDATE_TIMEOUT", "1e9"),
    ],
)
def test_a_wrong_value_is_told_with_its_place_and_what_is_expected(name: str, value: str) -> None:
    with pytest.raises(InputError) as wrong:
        Settings.read({f"ADISTEME_{name}": value})
    for lang, number in (("en", "number from"), ("ru", "число от"), ("kk", "сан")):
        text = wrong.value.text(lang)
        assert f"ADISTEME_{name}" in text
        assert value in text
        assert number in text
        assert "\n" not in text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("query_timeout = true", "query_timeout"),
        ('query_workers = "two"', "query_workers"),
        ("query_timout = 3", "query_timeout"),  # the offers name what was meant
        ("query_timeout = ", "Invalid value"),
    ],
)
def test_a_wrong_file_is_told_with_its_name(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "adisteme.toml"
    file.write_text(text)
    with pytest.raises(InputError) as wrong:
        Settings.read({"ADISTEME_SETTINGS": str(file)})
    assert str(file) in wrong.value.text("en")
    assert told in wrong.value.text("en")


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(InputError) as wrong:
        Settings.read({"ADISTEME_SETTINGS": "nowhere.toml"})
    assert "nowhere.toml" in wrong.value.text("ru")


def test_every_setting_is_a_flag_of_serve() -> None:
    parser = argparse.ArgumentParser()
    serve.arguments(parser)
    args = parser.parse_args(["--query-timeout", "7", "--validate-workers", "2"])
    assert (args.query_timeout, args.validate_workers, args.grace) == ("7", "2", None)
    assert all(hasattr(args, setting.name) for setting in fields(Settings))
    assert "ADISTEME_QUERY_MEMORY" in parser.format_help()


def test_a_choice() -> None:
    assert Settings.read({"ADISTEME_LOG": "json "}).log == "json"


@pytest.mark.parametrize("value", ["xml", "JSON"])
def test_a_choice_that_is_not_offered(value: str) -> None:
    with pytest.raises(InputError) as wrong:
        Settings.read({"ADISTEME_LOG": value})
    assert "one of: off, text, json" in wrong.value.text("en")
