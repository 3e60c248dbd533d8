"""Every question answers the cases of `cases/*.yaml`, whose rows somebody wrote from the act by hand."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import Literal

from adisteme.asked import run
from adisteme.catalogue import Catalogue
from adisteme.graph import Row

CASES = [
    (path.stem, case)
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def _name(case: dict[str, Any]) -> str:
    return " ".join([case["ask"], *(f"{name}={value}" for name, value in case.get("with", {}).items())])


def _written(catalogue: Catalogue, row: Row) -> str:
    """A row as the cases write it: the thing or the value with its unit, then the place."""
    subject = row.get("thing", row.get("value"))
    assert subject is not None, row
    parts = [subject.value if isinstance(subject, Literal) else catalogue.facts.key(subject)]
    if "thing" not in row and "unit" in row:
        parts.append(row["unit"].value)
    if "provision" in row:
        parts.append(catalogue.facts.place(row["provision"]))
    return " ".join(parts)


@pytest.mark.parametrize(
    "case", [case for _, case in CASES], ids=[f"{file}: {_name(c)}" for file, c in CASES]
)
def test_rows_are_those_written_from_the_act(catalogue: Catalogue, case: dict[str, Any]) -> None:
    query = catalogue.question(case["ask"])
    asked = run(catalogue, query, catalogue.values(query, case.get("with", {})))
    assert {_written(catalogue, row) for row in asked.rows} == set(case["rows"])


def test_no_case_stands_twice() -> None:
    names = [_name(case) for _, case in CASES]
    assert sorted(names) == sorted(set(names))
