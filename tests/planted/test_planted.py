"""Faults planted by an independent reader, who knew the act and docs/data.md, not the shapes.

Each file is one small institution. Its first lines say what is to be found in it:
`# as-of: DATE`, then `# expect: PARAGRAPH RECORD SEVERITY why` for each finding (PARAGRAPH as a number of the
act, `-` for a finding that rests on none; RECORD as the name after the base IRI), or `# expect: none`.
`# expect-info: PARAGRAPH RECORD why` is a note that must be there; other notes are passed over. The lines of
the first files were committed before anything was run; where the reader was wrong, `# note:` says so.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pytest

from adisteme.graph import KnowledgeGraph
from adisteme.validation.data import read
from adisteme.validation.report import Finding
from adisteme.validation.run import Validator

FILES = sorted(Path(__file__).parent.glob("*.ttl"), key=lambda path: int(path.name.split("-")[0]))

# The act and the documentation say otherwise than the tool; strict, so that mending it shows here.
WRONG: dict[str, str] = {}

Found = set[tuple[str, str, str]]


@dataclass(frozen=True)
class Planted:
    path: Path

    @cached_property
    def _lines(self) -> list[tuple[str, str]]:
        heads = [line[2:] for line in self.path.read_text("utf-8").splitlines() if line.startswith("# ")]
        return [(key, rest.strip()) for key, colon, rest in (head.partition(":") for head in heads) if colon]

    def said(self, key: str) -> list[list[str]]:
        return [rest.split() for given, rest in self._lines if given == key]

    @property
    def as_of(self) -> date:
        ((day,),) = self.said("as-of")
        return date.fromisoformat(day)

    @property
    def expected(self) -> Found:
        said = self.said("expect")
        assert said, f"{self.path.name} announces nothing"
        return set() if said == [["none"]] else {(line[0], line[1], line[2]) for line in said}

    @property
    def notes(self) -> set[tuple[str, str]]:
        return {(line[0], line[1]) for line in self.said("expect-info")}


def place(finding: Finding) -> tuple[str, str]:
    """The paragraph and the record, as the files name them."""
    paragraph = str(finding.provision).split("/")[0] if finding.provision else "-"
    return paragraph, str(finding.focus).rsplit("/", 1)[-1].rstrip(">")


@pytest.fixture(scope="module")
def validator(graph: KnowledgeGraph) -> Validator:
    return Validator(graph)


@pytest.mark.parametrize(
    "planted",
    [
        pytest.param(
            Planted(path),
            id=path.stem,
            marks=[pytest.mark.xfail(strict=True, reason=WRONG[path.stem])] if path.stem in WRONG else [],
        )
        for path in FILES
    ],
)
def test_planted(planted: Planted, validator: Validator) -> None:
    findings = validator.validate(read([str(planted.path)]), planted.as_of).results
    found = {(*place(finding), finding.severity) for finding in findings if finding.severity != "info"}
    assert found == planted.expected
    assert planted.notes <= {place(finding) for finding in findings if finding.severity == "info"}


def test_wrong_names_files() -> None:
    assert set(WRONG) <= {path.stem for path in FILES}
