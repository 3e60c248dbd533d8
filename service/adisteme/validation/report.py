"""The shapes of a report (CONTRACT: "A *report*")."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Verdict = Literal["clean", "warnings", "violations", "nothing_checked"]
Severity = Literal["violation", "warning", "info"]


@dataclass(frozen=True)
class Finding:
    """One result: which record breaks which rule, in three languages, with the words of the act."""

    severity: Severity
    focus: str
    path: str | None
    value: dict[str, str] | None
    message: dict[str, str]
    shape: str
    component: str
    provision: str | None
    quote: str | None
    file: str | None
    line: int | None = None


@dataclass(frozen=True)
class Coverage:
    """How many records a shape looked at, and how many broke it, by the paragraphs that it stands for."""

    provision: str | None
    shape: str
    targets: int
    violations: int


@dataclass(frozen=True)
class Unchecked:
    """Records that no shape looked at, by class, with the nearest class that one does."""

    class_: str | None
    nodes: int
    nearest: str | None


@dataclass(frozen=True)
class Report:
    """The outcome of a validation; `conforms` is SHACL's own (false with any result)."""

    verdict: Verdict
    conforms: bool | None
    counts: dict[str, int]
    results: list[Finding]
    coverage: list[Coverage]
    unchecked: list[Unchecked]
    release: str
    total: int
    truncated: bool = False
    routed: list[str] = field(default_factory=list)
    ignored: int = 0

    def as_json(self) -> dict[str, Any]:
        """The report as plain data for JSON."""
        from dataclasses import asdict

        plain = asdict(self)
        for entry in plain["unchecked"]:
            entry["class"] = entry.pop("class_")
        return plain
