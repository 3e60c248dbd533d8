"""The made-up country: the same for a seed, clean without faults, and found out in all faults and no more."""

import csv
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, URIRef

from adisteme.graph import load
from adisteme.validation.run import Validator
from adisteme.validation.shacl import SH

BENCH = Path(__file__).parents[2] / "bench"
TRIPLES = 20_000
SHAPE = "https://w3id.org/adisteme/shape/"
# What no fault of one record can show, and why.
NOT_PLANTED = {
    "association-quarters-undeclared": "the country declares its quarters for everybody",
    "document-rules-conflict": "it takes rules of somebody's own",
}
HOLDING = {RDF.type, SH.targetClass, SH.targetSubjectsOf, SH.property}


@pytest.fixture(scope="module")
def bench() -> Iterator[SimpleNamespace]:
    """The modules of bench/, which is no package of ours."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCH))
        import country
        import ledger

        yield SimpleNamespace(country=country, ledger=ledger)


@pytest.fixture(scope="module")
def faulty(bench: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faulty")
    bench.country.generate(folder, TRIPLES, 583, 0.02)
    return folder


def _lines(path: Path) -> int:
    with path.open("rb") as lines:
        return sum(1 for _ in lines)


def test_clean_without_faults(bench: SimpleNamespace, tmp_path: Path) -> None:
    bench.country.generate(tmp_path, TRIPLES, 583, 0)
    difference = bench.ledger.compare(tmp_path)
    assert difference.planted == {}
    assert difference.found == frozenset()


def test_all_planted_faults_are_found_and_no_more(bench: SimpleNamespace, faulty: Path) -> None:
    difference = bench.ledger.compare(faulty)
    assert len(set(difference.planted.values())) > 60
    assert (difference.missing, difference.extra) == ([], [])


def test_a_difference_is_told(bench: SimpleNamespace, faulty: Path, tmp_path: Path) -> None:
    (tmp_path / "country.nt").write_bytes((faulty / "country.nt").read_bytes())
    header, first, *rest = (faulty / "ledger.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    invented = "document-kind,https://example.org/kz/nothing,,invented\n"
    (tmp_path / "ledger.csv").write_text("".join([header, invented, *rest]), encoding="utf-8")
    difference = bench.ledger.compare(tmp_path)
    assert difference.missing == [("document-kind", "https://example.org/kz/nothing")]
    assert difference.extra == [tuple(first.split(",")[:2])]
    told = "\n".join(difference.lines())
    assert "missing: document-kind × 1: https://example.org/kz/nothing (invented)" in told
    assert "too much: " in told


def test_a_seed_gives_the_same_bytes(bench: SimpleNamespace, faulty: Path, tmp_path: Path) -> None:
    for name, seed in (("again", 583), ("another", 584)):
        bench.country.generate(tmp_path / name, TRIPLES, seed, 0.02)
    for name in ("country.nt", "ledger.csv"):
        assert (tmp_path / "again" / name).read_bytes() == (faulty / name).read_bytes()
        assert (tmp_path / "another" / name).read_bytes() != (faulty / name).read_bytes()


def test_turtle_says_the_same(bench: SimpleNamespace, faulty: Path, tmp_path: Path) -> None:
    path = bench.country.generate(tmp_path, TRIPLES, 583, 0.02, "turtle")
    triples = [
        {str(quad) for quad in parse(path=file, format=form)}
        for file, form in ((path, RdfFormat.TURTLE), (faulty / "country.nt", RdfFormat.N_TRIPLES))
    ]
    assert triples[0] == triples[1]


def test_size_and_share_are_those_asked_for(bench: SimpleNamespace, tmp_path: Path) -> None:
    path = bench.country.generate(tmp_path, 100_000, 583, 0.02)
    assert 100_000 <= _lines(path) < 112_000
    subjects = {line.split(b" ", 1)[0] for line in path.read_bytes().splitlines()}
    faults = _lines(tmp_path / "ledger.csv") - 1
    assert 0.015 < faults / len(subjects) < 0.03


def test_every_shape_has_a_fault(bench: SimpleNamespace, tmp_path: Path) -> None:
    """Of which shape there is no fault, and the ledger names no shape that is not there."""
    bench.country.generate(tmp_path, 200_000, 583, 0.02)
    with (tmp_path / "ledger.csv").open(encoding="utf-8", newline="") as book:
        planted = {row["shape"] for row in csv.DictReader(book)}
    graph = Validator(load()).shapes
    shapes = {
        str(shape).removeprefix(SHAPE)
        for kind in (SH.NodeShape, SH.PropertyShape)
        for shape in graph.subjects(RDF.type, kind)
        if isinstance(shape, URIRef) and set(graph.predicates(shape)) - HOLDING
    }
    assert sorted(planted - shapes) == []
    assert sorted(shapes - planted - set(NOT_PLANTED)) == []
