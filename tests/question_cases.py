"""The hand-written cases of `tests/questions/cases/*.yaml` and how a row is compared with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pyoxigraph import Literal

from adisteme.asked import run
from adisteme.catalogue import Catalogue
from adisteme.graph import Row

FOLDER = Path(__file__).parent / "questions" / "cases"


def cases() -> list[dict[str, Any]]:
    """All cases, each with the name of its file."""
    return [
        {**case, "file": path.stem}
        for path in sorted(FOLDER.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8")) or []
    ]


def name_of(case: dict[str, Any]) -> str:
    return " ".join([case["ask"], *(f"{name}={value}" for name, value in case.get("with", {}).items())])


def rows_of(catalogue: Catalogue, case: dict[str, Any]) -> set[str]:
    """The rows of a case's question: the thing, or the value with its unit, then the place."""
    query = catalogue.question(case["ask"])
    asked = run(catalogue, query, catalogue.values(query, case.get("with", {})))
    return {_written(catalogue, row) for row in asked.rows}


def _written(catalogue: Catalogue, row: Row) -> str:
    subject = row.get("thing", row.get("value"))
    assert subject is not None, row
    parts = [subject.value if isinstance(subject, Literal) else catalogue.facts.key(subject)]
    if "thing" not in row and "unit" in row:
        parts.append(row["unit"].value)
    if "provision" in row:
        parts.append(catalogue.facts.place(row["provision"]))
    return " ".join(parts)
