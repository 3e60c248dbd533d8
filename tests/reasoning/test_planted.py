"""Planted errors: each is found by the checks that its first line names, by no other, and by its name.

A file of `planted/` holds one error. Hygiene and the gate see it on the packaged ontology without situations,
the reasoner on the classes, kinds and norms alone, where a run takes a second. That a contradiction is about
the thing needs no further runs that explain it: the slice has a model, also with what else the file says, so
each reason holds one of the file's axioms that mention the thing.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from adisteme import checking
from adisteme.data import ontology_dir
from adisteme.errors import SourceError
from adisteme.graph import KnowledgeGraph, load
from adisteme.namespaces import PREFIXES
from adisteme.queries import NamedQuery, key_of, read
from adisteme.reasoning import hermit
from adisteme.reasoning._axioms import names, split
from adisteme.reasoning._seen import eased

HEAD = re.compile(r"# caught-by: (?P<checks>.+)\n# names: (?P<prefix>\w+):(?P<name>\S+)\n# \S.{15,}[.]\n")
NAME = re.compile(r"(\d\d)(-[a-z0-9]+)+")
SPACES = {**PREFIXES, "p": "https://w3id.org/adisteme/act/kz-583-2007/"}
LEFT_OUT = ("closure/before/20-situations.ru", "questions", "findings", "finding-rules")


@dataclass(frozen=True)
class Planted:
    path: Path
    checks: frozenset[str]
    thing: str

    @property
    def hygiene(self) -> set[str]:
        """The rules that must fire; one of the gate is a rule like others, which `check` runs too."""
        return {check.removeprefix("gate ") for check in self.checks - {"reasoner"}}

    @property
    def gate(self) -> set[str]:
        return {check.removeprefix("gate ") for check in self.checks if check.startswith("gate ")}

    @property
    def triples(self) -> list[ox.Triple]:
        return parsed(self.path)


def parsed(path: Path) -> list[ox.Triple]:
    return [
        quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    ]


def planted(path: Path) -> Planted:
    head = HEAD.match(path.read_text(encoding="utf-8"))
    assert head, f"{path.name}: no head"
    return Planted(path, frozenset(head["checks"].split(", ")), SPACES[head["prefix"]] + head["name"])


ALL = [planted(path) for path in sorted((Path(__file__).parent / "planted").glob("*.ttl"))]
CLASSES = [case for case in ALL if any(str(t.object).endswith("owl#Class>") for t in case.triples)]
REASONER = [case for case in ALL if "reasoner" in case.checks]
IMPOSSIBLE = [case for case in REASONER if case in CLASSES]
CONTRADICTIONS = [case for case in REASONER if case not in CLASSES]
ELSEWHERE = [case for case in ALL if "reasoner" not in case.checks]
GATE = [case for case in ALL if case.gate]


def ident(case: Planted) -> str:
    return case.path.stem


# ---- hygiene and the gate --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sliced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("slice") / "ontology"
    shutil.copytree(ontology_dir(), home)
    for name in LEFT_OUT:
        path = home / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return home


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder of somebody's own with the planted file alone."""
    shutil.copy(request.getfixturevalue("case").path, tmp_path)
    return tmp_path


def told(graph: KnowledgeGraph) -> dict[str, str]:
    found: dict[str, str] = {}
    for problem in checking.hygiene(graph):
        found[problem.check] = " ".join((found.get(problem.check, ""), problem.text, *problem.details))
    return found


@pytest.fixture(scope="module")
def bare(sliced: Path) -> dict[str, str]:
    return told(load(packaged=sliced))


def test_the_slice_is_clean(bare: dict[str, str]) -> None:
    assert bare == {}


@pytest.mark.parametrize("case", ALL, ids=ident)
def test_the_intended_rules_alone_name_it(
    case: Planted, folder: Path, sliced: Path, bare: dict[str, str]
) -> None:
    after = told(load([folder], packaged=sliced, gate=False))
    # Should the slice ever be unclean, its own test says so, and not each of these.
    found = {check: details for check, details in after.items() if details != bare.get(check)}
    assert set(found) == case.hygiene, found
    for details in found.values():
        assert re.search(rf"[=:/#]{re.escape(key_of(ox.NamedNode(case.thing)))}(?![\w-])", details), details


@pytest.mark.parametrize("case", GATE, ids=ident)
def test_the_gate_refuses_it(case: Planted, folder: Path, sliced: Path) -> None:
    rules = {rule.key: rule for rule in map(read, sorted((sliced / "hygiene").glob("*.rq")))}
    with pytest.raises(SourceError) as refused:
        load([folder], packaged=sliced)
    said = refused.value.text("en")
    assert {key for key, rule in rules.items() if "gate" in rule.header and says(rule, said)} == case.gate
    assert re.search(rf"[:/#]{re.escape(key_of(ox.NamedNode(case.thing)))}\b", said)


def says(rule: NamedQuery, text: str) -> bool:
    """Whether a text is what a rule of the gate says, with some words in its gaps."""
    words = re.split(r"\{\w+\}", rule.header["says"]["en"])
    return re.search(".+".join(map(re.escape, words)), text) is not None


@pytest.mark.parametrize("case", [case for case in ALL if not case.gate][:1], ids=ident)
def test_the_gate_lets_others_pass(case: Planted, folder: Path, sliced: Path) -> None:
    assert load([folder], packaged=sliced).folders == (sliced, folder)


# ---- the reasoner ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def classes() -> list[ox.Triple]:
    return [t for path in sorted(ontology_dir().glob("*.ttl")) for t in parsed(path)]


@pytest.fixture(scope="module")
def things(classes: list[ox.Triple]) -> list[ox.Triple]:
    rules = ontology_dir() / "rules"
    paths = [
        rules / "kinds-governance.ttl",
        *(p for f in ("kinds", "norms") for p in (rules / f).glob("*.ttl")),
    ]
    return classes + [t for path in sorted(paths) for t in parsed(path)]


def ontology(*parts: list[ox.Triple]) -> bytes:
    return eased(hermit.prepare(t for part in parts for t in part))


def about(case: Planted, classes: list[ox.Triple]) -> tuple[list[ox.Triple], list[ox.Triple]]:
    """Give the axioms of a file that mention the thing, and the others."""
    own = set(case.triples)
    axioms = [axiom for axiom in split(hermit.prepare([*classes, *own]))[1] if axiom[0] in own]
    sides: tuple[list[ox.Triple], list[ox.Triple]] = ([], [])
    for axiom in axioms:
        sides[case.thing not in names(axiom)].extend(axiom)
    return sides


@pytest.mark.reasoner
def test_what_is_not_about_the_things_has_a_model(classes: list[ox.Triple], things: list[ox.Triple]) -> None:
    parts = {"the slice": list[ox.Triple]()}
    parts |= {ident(case): case.triples for case in ELSEWHERE}
    parts |= {ident(case): rest for case in CONTRADICTIONS if (rest := about(case, classes)[1])}
    verdicts = hermit.consistent_until([ontology(things, part) for part in parts.values()])
    assert dict(zip(parts, verdicts, strict=False)) == dict.fromkeys(parts, True)


@pytest.mark.reasoner
@pytest.mark.parametrize("case", CONTRADICTIONS, ids=ident)
def test_it_has_no_model(case: Planted, classes: list[ox.Triple], things: list[ox.Triple]) -> None:
    assert about(case, classes)[0]
    assert hermit.consistent_until([ontology(things, case.triples)]) == [False]


@pytest.mark.reasoner
def test_exactly_the_impossible_classes_are_named(classes: list[ox.Triple]) -> None:
    every = [t for case in CLASSES for t in case.triples]
    assert hermit.unsatisfiable([*classes, *every]) == tuple(sorted(case.thing for case in IMPOSSIBLE))


# ---- the files -------------------------------------------------------------------------------------------


def test_there_are_enough_and_each_is_small() -> None:
    assert len([case for case in ALL if case.checks == {"reasoner"}]) >= 12
    assert len(ELSEWHERE) >= 13
    assert [int(case.path.stem[:2]) for case in ALL] == list(range(1, len(ALL) + 1))
    assert all(NAME.fullmatch(case.path.stem) for case in ALL)
    assert all(len(case.triples) <= 20 for case in ALL)
    assert len({case.path.stem[3:] for case in ALL}) == len(ALL)
