"""`adisteme query --timeout`: the query ends, and says why in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from adisteme.cli import main

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture
def asked(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]):
    def ask(query: str, *flags: str) -> tuple[int, str, str]:
        file = tmp_path / "query.rq"
        file.write_text(query)
        status = main(["query", str(file), "--lang", "en", *flags])
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return ask


def test_a_runaway_is_stopped(asked) -> None:
    status, out, err = asked(RUNAWAY, "--timeout", "0.2")
    assert (status, out) == (2, "")
    assert err.startswith("adisteme: The answer was not ready within 0.2 s")
    assert err.count("\n") == 1


def test_in_time_the_answer_is_the_same(asked) -> None:
    query = "SELECT ?n { VALUES ?n { 1 2 } } ORDER BY ?n"
    assert asked(query, "--timeout", "60") == asked(query) == (0, "n\r\n1\r\n2\r\n", "")


def test_a_query_that_is_none_is_told_as_without_a_timeout(asked) -> None:
    assert asked("SELEKT", "--timeout", "60") == asked("SELEKT")


@pytest.mark.parametrize("value", ["0", "-1", "soon", "nan", "inf"])
def test_a_timeout_that_is_none(asked, capfdbinary, value: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        asked(RUNAWAY, f"--timeout={value}")
    assert stopped.value.code == 2
    assert "seconds above 0" in capfdbinary.readouterr().err.decode()
