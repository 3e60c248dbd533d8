"""Known findings are counted apart, never lost; what of a baseline does not count is told."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from adisteme.errors import InputError
from adisteme.validation import baseline
from made_reports import SHAPE, finding, report

ENTRY = {
    "shape": '"plan-approver"',
    "focus": '"https://e.org/plan-1"',
    "reason": '"Ждёт архив"',
    "author": '"Person 12"',
    "expires": "2027-01-31",
}
ON = date(2027, 1, 31)


def entry(**changed: str | None) -> str:
    fields = {name: text for name, text in (ENTRY | changed).items() if text is not None}
    return "[[known]]\n" + "\n".join(f"{name} = {text}" for name, text in fields.items()) + "\n"


def read(tmp_path: Path, *entries: str) -> list[baseline.Entry]:
    path = tmp_path / "known.toml"
    path.write_text("\n".join(entries), encoding="utf-8")
    return baseline.read(path)


FIRST, SECOND = finding(), finding("https://e.org/plan-2", severity="warning")


def test_a_known_finding_is_counted_apart(tmp_path: Path) -> None:
    made = baseline.apply(report(FIRST, SECOND), read(tmp_path, entry()), ON)
    assert made.results == [SECOND]
    assert made.counts == {"violation": 0, "warning": 1, "info": 0}
    assert made.counts_known == {"violation": 1, "warning": 0, "info": 0}
    assert (made.verdict, made.conforms, made.total) == ("warnings", False, 1)
    plain = made.as_json()
    assert [(k["focus"], k["reason"], k["author"], k["expires"]) for k in plain["known"]] == [
        ("https://e.org/plan-1", "Ждёт архив", "Person 12", "2027-01-31")
    ]
    assert plain["baseline"] == []


@pytest.mark.parametrize(
    "changed",
    [
        {"focus": '"https://e.org/plan-9"'},
        {"shape": '"plan-yearly"'},
        {"value": '"https://e.org/person-1"'},
    ],
)
def test_an_entry_that_nothing_answers_to_is_stale(changed: dict[str, str], tmp_path: Path) -> None:
    made = baseline.apply(report(FIRST), read(tmp_path, "# a comment\n", entry(**changed)), ON)
    assert made.results == [FIRST]
    assert [(note.problem, note.line) for note in made.baseline] == [("stale", 3)]


@pytest.mark.parametrize(
    "changed", [{}, {"shape": f'"{SHAPE}plan-approver"'}, {"value": '"https://e.org/person-12"'}]
)
def test_an_entry_by_key_or_iri_and_value(changed: dict[str, str], tmp_path: Path) -> None:
    made = baseline.apply(report(FIRST), read(tmp_path, entry(**changed)), ON)
    assert (made.results, made.verdict, made.baseline) == ([], "clean", [])


def test_an_expired_entry_counts_again_and_is_told(tmp_path: Path) -> None:
    made = baseline.apply(report(FIRST), read(tmp_path, entry()), date(2027, 2, 1))
    assert made.results == [FIRST]
    assert made.known == []
    (note,) = made.baseline
    assert (note.problem, note.expires, note.line) == ("expired", "2027-01-31", 1)


def test_two_entries_for_one_finding_count_it_once(tmp_path: Path) -> None:
    made = baseline.apply(report(FIRST), read(tmp_path, entry(), entry()), ON)
    assert len(made.known) == 1


def test_nothing_checked_stays_so(tmp_path: Path) -> None:
    empty = report(verdict="nothing_checked", conforms=None)
    assert baseline.apply(empty, read(tmp_path, entry()), ON).verdict == "nothing_checked"


BROKEN = {
    "no TOML": ("\n[[known]]\nshape = plan", 3),
    "another table": ("[[knwon]]\n", 1),
    "not a list": ("known = 5", 1),
    "inline list": ("known = [{shape = 'a'}]", 1),
    "reason missing": ("\n\n" + entry(reason=None), 3),
    "reason to be filled in": (entry() + entry(reason='""'), 7),
    "author of spaces": (entry(author='"  "'), 1),
    "date as text": (entry(expires='"2027-01-31"'), 1),
    "date missing": (entry(expires=None), 1),
    "date with time": (entry(expires="2027-01-31T00:00:00"), 1),
    "unknown field": (entry(expiry="2027-01-31"), 1),
    "value no text": (entry(value="5"), 1),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_malformed_baseline_names_file_and_line(name: str, tmp_path: Path) -> None:
    content, line = BROKEN[name]
    with pytest.raises(InputError) as caught:
        read(tmp_path, content)
    for lang, sentence in (("en", f"known.toml, line {line}:"), ("ru", f"known.toml, строка {line}:")):
        assert sentence in caught.value.text(lang)


def test_a_baseline_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "known.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="UTF-8"):
        baseline.read(path)


def test_a_written_baseline_asks_for_reasons_and_then_covers_all(tmp_path: Path) -> None:
    strange = finding('urn:"\\', value={"type": "literal", "value": "\x7f\x00\n\"'ж"})
    made = report(FIRST, SECOND, strange)
    text = baseline.text_of(made, date(2027, 11, 22), "ru")
    assert len(tomllib.loads(text)["known"]) == 3
    with pytest.raises(InputError, match="reason"):
        read(tmp_path, text)
    filled = text.replace('reason = ""', 'reason = "R"').replace('author = ""', 'author = "A"')
    after = baseline.apply(made, read(tmp_path, filled), ON)
    assert (after.results, len(after.known), after.baseline) == ([], 3, [])


@pytest.mark.parametrize(
    ("lang", "first"),
    [
        ("en", "# VIOLATION; para. 19; The wrong person approved."),
        ("ru", "# НАРУШЕНИЕ; п. 19; Утвердил не тот."),
        ("kk", "# БҰЗУШЫЛЫҚ; 19-тармақ; Басқа адам бекітті."),
    ],
)
def test_a_written_baseline_says_at_its_head_what_to_fill_in(lang: str, first: str) -> None:
    text = baseline.text_of(report(FIRST), date(2027, 11, 22), lang)
    head, entries = text.split("\n\n", 1)
    assert all(line.startswith("# ") for line in head.splitlines())
    assert all(word in head for word in ("reason", "author", "expires (2027-11-22)"))
    assert entries.startswith(first + "\n[[known]]\n")
