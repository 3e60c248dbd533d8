"""Every shape against its fixtures: exactly the results that the first lines of each file announce.

`# expect: SHAPE FOCUS` is one result, `# expect: SHAPE FOCUS VALUE` one with that value, `# expect: none` no
result of any shape at all. The lines were written from the act before the shapes were run. `# as-of: DATE`
sets the reference date (without it: today). All files of one date go through one validation, each under a
base IRI of its own, so that no record of one meets a record of another; a file with `# alone`, whose records
would hold for those of others (school quarters of all schools), goes through one of its own.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat
from rdflib import RDF, Graph, URIRef

from adisteme.validation import reading, shacl
from adisteme.validation.data import Data, add
from adisteme.validation.report import Finding, Report
from adisteme.validation.run import Validator
from adisteme.validation.shacl import SH
from adisteme.validation.terms import graph_of

FIXTURES = Path(__file__).parent
SHAPE = "https://w3id.org/adisteme/shape/"
FOLDERS = ("conforms", "violates")
# Data alone cannot break these, only somebody's own rules beside them: test_document_messages.py has them.
BY_RULES = {"document-rules-conflict"}
# A shape with nothing of its own but these has no results of its own: its property shapes have them.
HOLDING = {RDF.type, SH.targetClass, SH.property}

Expected = tuple[str, str, str | None]


@dataclass(frozen=True)
class Fixture:
    """One data file and what it announces."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(FIXTURES).with_suffix("").as_posix()

    @property
    def shape(self) -> str:
        return self.path.parent.parent.name

    @property
    def base(self) -> str:
        return f"urn:fixture:{self.name}/"

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def expected(self) -> Counter[Expected]:
        lines = [
            line.removeprefix("# expect:").split() for line in self.text.splitlines() if "# expect:" in line
        ]
        assert lines, f"{self.name} announces nothing"
        if lines == [["none"]]:
            return Counter()
        return Counter((line[0], line[1], line[2] if len(line) > 2 else None) for line in lines)

    @cached_property
    def as_of(self) -> date | None:
        """The reference date; None is today."""
        given = [
            line.removeprefix("# as-of:") for line in self.text.splitlines() if line.startswith("# as-of:")
        ]
        assert len(given) <= 1
        return date.fromisoformat(given[0].strip()) if given else None

    @property
    def alone(self) -> bool:
        return "# alone" in self.text.splitlines()

    def add_to(self, data: Data) -> None:
        content = f"@base <{self.base}> .\n{self.text}".encode()
        add(data, content, RdfFormat.TURTLE, self.name)


ALL = [Fixture(path) for folder in FOLDERS for path in sorted(FIXTURES.glob(f"*/{folder}/*.ttl"))]
# Enough of them run alone as well to show that running them together changes nothing.
ALONE = [
    fixture for fixture in ALL if fixture.path.stem.startswith(("p19-two", "p20-same", "kind-made", "body-"))
]
# A few that between them have a result of most of the shapes that ask SPARQL (rdflib takes seconds for each).
PLAIN = [
    Fixture(FIXTURES / f"{name}.ttl")
    for name in (
        "document-unreviewed/violates/p18-nobody",
        "document-approver/violates/former-head",
        "document-developer/violates/p20-methodist-school",
        "document-review-missing-open/violates/other-council-that-day",
        "document-review-missing/violates/p21-joint-commission",
        "document-conclusion-missing/conforms/negative-then-positive",
        "association-leaders-overlap/violates/inter-school-open",
        "association-meeting-missing/violates/inter-school",
        "decision-undelivered/violates/that-day",
        "umo-side-contradicted/violates/enterprise-as-education",
        "umo-chair-other-council/violates/of-a-college",
        "document-conclusion-negative/violates/positive-then-negative",
        "document-term/violates/a-day-too-long",
        "association-plan-missing/violates/other-association-has-one",
        "inter-school-association-hosts/violates/one",
        "school-association-hosts/violates/two",
        "district-association-host/violates/ungraded-at-its-school",
        "kind-general/violates/republican-council",
        "document-review-missing/violates/p21-council-of-general-kind",
        "document-model-missing/violates/p19-nothing",
        "stage-event-post/violates/other-post",
        "stage-event-member/violates/member-of-another",
    )
]


@pytest.fixture(scope="session")
def together(validator: Validator) -> dict[str, list[Finding]]:
    """Fixture → its findings, from one validation of all of a reference date (and those that go alone)."""
    runs: dict[tuple[date | None, str | None], Data] = defaultdict(Data)
    for fixture in ALL:
        fixture.add_to(runs[fixture.as_of, fixture.name if fixture.alone else None])
    found = defaultdict(list)
    for (as_of, _), data in runs.items():
        for finding in validator.validate(data, as_of).results:
            found[finding.file or ""].append(finding)
    return found


@pytest.fixture(scope="session")
def shapes(validator: Validator) -> set[str]:
    """Local names of all packaged shapes that can have results."""
    graph = validator.shapes
    return {
        str(shape).removeprefix(SHAPE) for shape in _named(graph) if set(graph.predicates(shape)) - HOLDING
    }


def _named(graph: Graph) -> set[URIRef]:
    kinds = (SH.NodeShape, SH.PropertyShape)
    return {shape for kind in kinds for shape in graph.subjects(RDF.type, kind) if isinstance(shape, URIRef)}


def _short(iri: str, fixture: Fixture) -> str:
    assert iri.startswith((SHAPE, fixture.base)), iri
    return iri.removeprefix(SHAPE).removeprefix(fixture.base)


def _as_announced(findings: list[Finding], fixture: Fixture) -> Counter[Expected]:
    """The findings in the form of the announcement: the value only where the announcement gives one."""
    with_value = {(shape, focus) for shape, focus, value in fixture.expected if value}
    found: Counter[Expected] = Counter()
    for finding in findings:
        record = _short(finding.shape, fixture), _short(finding.focus, fixture)
        value = _short(finding.value["value"], fixture) if record in with_value and finding.value else None
        found[*record, value] += 1
    return found


@pytest.mark.parametrize("fixture", ALL, ids=lambda fixture: fixture.name)
def test_exactly_the_announced_results(fixture: Fixture, together: dict[str, list[Finding]]) -> None:
    assert _as_announced(together[fixture.name], fixture) == fixture.expected


@pytest.mark.parametrize("fixture", ALONE, ids=lambda fixture: fixture.name)
def test_alone_as_together(fixture: Fixture, validator: Validator) -> None:
    data = Data()
    fixture.add_to(data)
    report: Report = validator.validate(data, fixture.as_of)
    assert _as_announced(report.results, fixture) == fixture.expected
    assert report.verdict != "nothing_checked"


@pytest.mark.parametrize("fixture", PLAIN, ids=lambda fixture: fixture.name)
def test_rdflib_gives_the_same(fixture: Fixture, validator: Validator) -> None:
    """pySHACL with nothing of pyoxigraph in it is the reference."""
    data = Data()
    fixture.add_to(data)
    plain = Graph()
    data.store.extend(Quad(*triple) for triple in validator.rule_triples)
    reading.apply(data.store, fixture.as_of or date.today())
    plain += graph_of(quad.triple for quad in data.store)
    found = Counter(
        (_short(str(one.shape), fixture), _short(str(one.focus), fixture))
        for one in shacl.validate(plain, validator.shapes)
    )
    assert found == Counter((shape, focus) for shape, focus, _ in fixture.expected.elements())


def test_all_findings_belong_to_a_fixture(together: dict[str, list[Finding]]) -> None:
    assert set(together) <= {fixture.name for fixture in ALL}


@pytest.mark.parametrize("fixture", ALL, ids=lambda fixture: fixture.name)
def test_the_folder_says_what_the_file_shows(fixture: Fixture) -> None:
    announced = {shape for shape, _, _ in fixture.expected}
    if fixture.path.parent.name == "violates":
        assert fixture.shape in announced
    else:
        assert not announced


def test_every_shape_has_two_fixtures_of_each_sort(shapes: set[str]) -> None:
    counted = Counter((fixture.shape, fixture.path.parent.name) for fixture in ALL)
    assert [
        (shape, folder)
        for shape in sorted(shapes - BY_RULES)
        for folder in FOLDERS
        if counted[shape, folder] < 2
    ] == []


def test_every_folder_names_a_shape(shapes: set[str]) -> None:
    assert {
        path.name for path in FIXTURES.iterdir() if path.is_dir() and path.name != "__pycache__"
    } <= shapes
    assert {fixture.shape for fixture in ALL} <= shapes


def test_no_data_file_lies_outside_the_folders() -> None:
    assert {path for path in FIXTURES.rglob("*") if path.suffix == ".ttl"} == {
        fixture.path for fixture in ALL
    }


def test_enough_runs_alone() -> None:
    assert len(ALONE) >= 4
    assert {fixture.path for fixture in PLAIN} <= {fixture.path for fixture in ALL}
