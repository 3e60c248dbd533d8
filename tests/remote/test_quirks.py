"""Durations and ASK as Virtuoso writes them, levelled; needs no Virtuoso."""

import json

import pytest

from adisteme.remote_quirks import level_rows, written_duration


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("12", "P1Y"),
        ("18", "P1Y6M"),
        ("-3", "-P3M"),
        ("0", "P0M"),
        ("864000.0", "P10D"),
        ("90061.5", "P1DT1H1M1.5S"),
        ("3600.0", "PT1H"),
        ("0.0", "PT0S"),
        ("P10D", "P10D"),
        ("P1Y2M", "P1Y2M"),
    ],
)
def test_a_duration_is_written_as_iso_8601_does(told: str, meant: str) -> None:
    assert written_duration(told) == meant


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("0", False)])
def test_a_row_in_place_of_yes_and_no(value: str, meant: bool) -> None:
    row = {"__ASK_RETVAL": {"type": "typed-literal", "value": value}}
    told = {"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": [row]}}
    assert json.loads(level_rows(json.dumps(told).encode())) == {"head": {}, "boolean": meant}


def test_no_row_is_no() -> None:
    told = {"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": []}}
    assert json.loads(level_rows(json.dumps(told).encode()))["boolean"] is False


def test_what_has_no_quirk_is_left_as_it_is() -> None:
    told = b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"12"}}]}}'
    assert level_rows(told) is told
