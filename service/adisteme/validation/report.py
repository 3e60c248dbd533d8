"""The shapes of a report (CONTRACT: "A *report*")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

Verdict = Literal["clean", "warnings", "violations", "nothing_checked"]
Severity = Literal["violation", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")


@dataclass(frozen=True)
class Organisation:
    """Whose a record is."""

    id: str
    label: dict[str, str]


@dataclass(frozen=True)
class Finding:
    """One result: which record breaks which rule, in three languages, with the words of the act.

    Attributes:
        severity: how grave.
        focus: the record: an IRI, or `_:` and the name of a blank node.
        path: the property path, as SPARQL writes it.
        value: the value that is wrong, as in SPARQL's JSON.
        message: by language.
        shape: IRI of the shape, or of the named one around it.
        component: of SHACL, without its namespace.
        provision: place in the act; its IRI is `provision_id`.
        quote: words of the act.
        file: name of the document that describes the record.
        line: of it, from 1; the row of a table.
        sheet: of a workbook.
        column: of a table.
        provision_id: IRI of the provision.
        label: names of the record by language, as far as the data give them.
        organisation: whose the record is, as far as the data say so.
        act: key of the act in which the provision stands.
        cited_as: how a provision of another act than the Rules is cited, by language; empty for the Rules'.
    """

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
    sheet: str | None = None
    column: str | None = None
    provision_id: str | None = None
    label: dict[str, str] = field(default_factory=dict)
    organisation: Organisation | None = None
    act: str | None = None
    cited_as: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The finding as plain data for JSON."""
        plain = dict(vars(self))
        plain.pop("inner", None)
        if self.organisation is not None:
            plain["organisation"] = dict(vars(self.organisation))
        return plain


@dataclass(frozen=True)
class InnerFinding(Finding):
    """A finding of a shape without a name, told as one of the named shape around it.

    Attributes:
        inner: label of the shape itself, for SHACL's own report.
    """

    inner: str = ""


@dataclass(frozen=True)
class Known:
    """A finding that a baseline names: accepted for the reason given, until a day."""

    finding: Finding
    reason: str
    author: str
    expires: str

    def as_json(self) -> dict[str, Any]:
        """The finding with why, by whom and until when it is accepted."""
        told = {"reason": self.reason, "author": self.author, "expires": self.expires}
        return self.finding.as_json() | told


@dataclass(frozen=True)
class BaselineNote:
    """An entry of a baseline that does not count: `expired`, or `stale` where no finding answers to it."""

    problem: Literal["expired", "stale"]
    shape: str
    focus: str
    value: str | None
    reason: str
    author: str
    expires: str
    line: int


@dataclass(frozen=True)
class Coverage:
    """How many records a shape looked at, and how many broke it, by the paragraphs that it stands for."""

    provision: str | None
    shape: str
    targets: int
    violations: int


@dataclass(frozen=True, kw_only=True)
class Exemplified:
    """What is said of several records at once, with one of them as an example and its place."""

    example: str | None = None
    file: str | None = None
    line: int | None = None
    sheet: str | None = None
    column: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The row as plain data for JSON: its own words first, then the example."""
        example = [entry.name for entry in fields(Exemplified)]
        own = {entry.metadata.get("alias", entry.name): entry.name for entry in fields(self)}
        named = {told: name for told, name in own.items() if name not in example}
        return {
            told: getattr(self, name) for told, name in [*named.items(), *zip(example, example, strict=True)]
        }


@dataclass(frozen=True)
class Unchecked(Exemplified):
    """Records that no shape looked at, by class, with the nearest class that one does."""

    class_: str | None = field(metadata={"alias": "class"})
    nodes: int
    nearest: str | None


Kind = Literal["property", "value", "reference"]


@dataclass(frozen=True)
class Unknown(Exemplified):
    """A term that no vocabulary knows: a property, or a value that should be a thing of the Rules.

    Or, as a `reference`, a property by which records point at what is nowhere described.
    """

    term: str
    kind: Kind
    nodes: int
    nearest: str | None


@dataclass(frozen=True)
class Repeated(Exemplified):
    """Records that several files describe under one short name: perhaps different ones.

    Attributes:
        nodes: how many.
        also: the other file that describes the example.
    """

    nodes: int
    also: str


@dataclass(frozen=True)
class Report:
    """The outcome of a validation on the reference date `as_of`.

    `conforms` is SHACL's own (false with any result, known ones too).
    `results`, `counts` and `verdict` leave out what a baseline knows: that is in `known`, `counts_known`.
    `unknown` are mistyped terms: no findings, since the Rules do not forbid them.
    """

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
    known: list[Known] = field(default_factory=list)
    counts_known: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SEVERITIES, 0))
    baseline: list[BaselineNote] = field(default_factory=list)
    as_of: str | None = None
    unknown: list[Unknown] = field(default_factory=list)
    repeated: list[Repeated] = field(default_factory=list)

    @property
    def slips(self) -> int:
        """How many terms, classes among them, and references seem to be slips of the pen."""
        return len(self.unknown) + sum(row.nearest is not None for row in self.unchecked)

    def as_json(self) -> dict[str, Any]:
        """The report as plain data for JSON."""
        return dict(vars(self)) | {
            "results": [finding.as_json() for finding in self.results],
            "known": [known.as_json() for known in self.known],
            "coverage": [dict(vars(row)) for row in self.coverage],
            "unchecked": [row.as_json() for row in self.unchecked],
            "unknown": [row.as_json() for row in self.unknown],
            "repeated": [row.as_json() for row in self.repeated],
            "baseline": [dict(vars(note)) for note in self.baseline],
        }

    def limited(self, limit: int | None) -> Report:
        """The report with the first results alone; `truncated` and `total` say so.

        Args:
            limit: how many results at the most; None is all.
        """
        if limit is None or len(self.results) <= limit:
            return self
        return replace(self, results=self.results[:limit], truncated=True)

    def knowing(self, known: list[Known], notes: Sequence[BaselineNote]) -> Report:
        """The report with some of its results counted apart.

        Args:
            known: results that are known.
            notes: what else is to be said of the baseline.
        """
        apart = {id(entry.finding) for entry in known}
        results = [finding for finding in self.results if id(finding) not in apart]
        return replace(
            self,
            verdict=self.verdict if self.verdict == "nothing_checked" else verdict_of(results),
            counts=counted(results),
            results=results,
            total=len(results),
            known=known,
            counts_known=counted([entry.finding for entry in known]),
            baseline=list(notes),
        )


def counted(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings of each severity."""
    found = Counter(finding.severity for finding in findings)
    return {severity: found[severity] for severity in SEVERITIES}


def verdict_of(findings: Sequence[Finding]) -> Verdict:
    """The verdict on data of which something was checked."""
    if any(finding.severity == "violation" for finding in findings):
        return "violations"
    return "warnings" if findings else "clean"
