"""The text of the act as a graph, and the source it must equal."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

ROOT = Path(__file__).resolve().parents[2]
ONTOLOGY = ROOT / "ontology"
SOURCE = ROOT / ".." / "shared" / "rules" / "rules-ru.md"
GRAPH = "https://w3id.org/adisteme/graph/"
ASSERTED, TEXT = (ox.NamedNode(GRAPH + name) for name in ("asserted", "text"))
PREFIXES = """
PREFIX act: <https://w3id.org/adisteme/act/>
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

Rows = list[tuple[str | None, ...]]
Ask = Callable[[str], Rows]


def _fresh() -> ox.Store:
    store = ox.Store()
    for path in (ONTOLOGY / "text.ttl", ONTOLOGY / "rules" / "text-kinds.ttl"):
        store.load(path=path, to_graph=ASSERTED)
    for path in sorted((ONTOLOGY / "rules" / "text").glob("*.ttl")):
        store.load(path=path, to_graph=TEXT)
    return store


@pytest.fixture(scope="session")
def store() -> ox.Store:
    """Classes, kinds and individuals, nothing inferred. Tests must not write to it."""
    return _fresh()


@pytest.fixture
def scratch() -> ox.Store:
    """A store of one's own, to write to."""
    return _fresh()


def rows(store: ox.Store, query: str) -> Rows:
    """The rows of a SELECT over all graphs, terms as plain strings."""
    found = store.query(PREFIXES + query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(None if term is None else term.value for term in row) for row in _terms(found)]


def _terms(found: ox.QuerySolutions) -> Iterator[list[ox.NamedNode | ox.BlankNode | ox.Literal | None]]:
    for solution in found:
        yield list(solution)


@pytest.fixture(scope="session")
def ask(store: ox.Store) -> Ask:
    """Rows of a query over the unwritten store."""
    return lambda query: rows(store, query)


@pytest.fixture(scope="session")
def select() -> Callable[[ox.Store, str], Rows]:
    """Rows of a query over a given store."""
    return rows


@pytest.fixture(scope="session")
def source() -> str:
    """The act as delivered, Markdown marks (#, **) taken off, lines as they stand."""
    if not SOURCE.exists():
        pytest.skip("the word-for-word source ../shared/rules/rules-ru.md is not here")
    return re.sub(r"(?m)^#+ |\*\*", "", SOURCE.read_text(encoding="utf-8"))
