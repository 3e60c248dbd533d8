"""Conclusions that must follow from the ontology and that must not: one file each, with the reason."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from adisteme.graph import KnowledgeGraph
from adisteme.namespaces import INFERRED

FOLDER = Path(__file__).parent / "entailments"
FOLLOWS = sorted((FOLDER / "follows").glob("*.ttl"))
NOT = sorted((FOLDER / "not").glob("*.ttl"))
NAME = re.compile(r"(\d\d)(-[a-z0-9]+)+")


def conclusions(path: Path) -> list[ox.Quad]:
    found = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    assert found, f"{path.name} holds no triple"
    return found


def graphs_of(store: ox.Store, triple: ox.Quad) -> set[object]:
    quads = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return {quad.graph_name for quad in quads}


@pytest.mark.parametrize("path", FOLLOWS, ids=lambda path: path.stem)
def test_it_follows_and_is_not_just_stated(path: Path, graph: KnowledgeGraph) -> None:
    for triple in conclusions(path):
        assert graphs_of(graph.store, triple) == {INFERRED}, triple


@pytest.mark.parametrize("path", NOT, ids=lambda path: path.stem)
def test_it_neither_follows_nor_is_stated(path: Path, graph: KnowledgeGraph) -> None:
    for triple in conclusions(path):
        assert graphs_of(graph.store, triple) == set(), triple


@pytest.mark.parametrize("path", NOT, ids=lambda path: path.stem)
def test_what_does_not_follow_could_be_said(path: Path, graph: KnowledgeGraph) -> None:
    """A mistyped name would be absent too: subject, property and object must be in use on their own."""
    store = graph.store
    for triple in conclusions(path):
        assert any(store.quads_for_pattern(triple.subject, None, None, None)), triple.subject
        assert any(store.quads_for_pattern(None, triple.predicate, None, None)), triple.predicate
        assert isinstance(triple.object, ox.NamedNode)
        described = any(store.quads_for_pattern(triple.object, None, None, None))
        assert described or any(store.quads_for_pattern(None, None, triple.object, None)), triple.object


@pytest.mark.parametrize(("files", "least"), [(FOLLOWS, 40), (NOT, 25)], ids=["follows", "not"])
def test_there_are_enough_and_each_says_why(files: list[Path], least: int) -> None:
    assert len(files) >= least
    assert [int(path.stem[:2]) for path in files] == list(range(1, len(files) + 1))
    assert all(NAME.fullmatch(path.stem) for path in files)
    reasons = [path.read_text(encoding="utf-8").splitlines()[0] for path in files]
    assert all(re.fullmatch(r"# \S.{20,}[.]", reason) for reason in reasons), reasons


def test_no_conclusion_is_counted_twice() -> None:
    said = [
        (str(triple.subject), str(triple.predicate), str(triple.object))
        for path in (*FOLLOWS, *NOT)
        for triple in conclusions(path)
    ]
    assert len(said) == len(set(said))
