"""The catalogue itself: headers, parameters, and equal rows in two engines and under both default graphs."""

import re
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import BNode, Node
from rdflib.term import Literal as RdfLiteral

from adisteme import namespaces as ns
from adisteme.catalogue import Catalogue
from adisteme.graph import KnowledgeGraph
from adisteme.languages import LANGUAGES
from adisteme.queries import NamedQuery, read

FOLDER = Path(__file__).resolve().parents[2] / "ontology" / "questions"
FILES = sorted(FOLDER.glob("*.rq"))
SENTENCES = ("title", "asks", "says", "silent")
GAPS = {"results", "citations", "refers_to"}
RDFLIB_SECONDS = 60  # a guard against hangs
FASTEST_OF = 5
SECONDS = 2  # a guard against hangs; bench/questions.py measures

each_file = pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])


def test_there_are_files() -> None:
    assert len(FILES) >= 44


# -- headers ---------------------------------------------------------------------------------------


@each_file
def test_header_is_whole_in_three_languages(path: Path) -> None:
    header = read(path).header
    assert header["id"] == path.stem
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", path.stem)
    for name in (*SENTENCES, "cues"):
        assert set(header[name]) == set(LANGUAGES), name
        assert all(header[name].values()), name
    for cues in header["cues"].values():
        assert len(cues) >= 2 or path.stem in ("overrides-of-document",), cues
        assert all(isinstance(cue, str) and cue == cue.strip() for cue in cues)
    assert header["provisions"]
    assert all(isinstance(place, str) for place in header["provisions"])


@each_file
def test_sentences_have_only_gaps_that_can_be_filled(path: Path) -> None:
    query = read(path)
    parameters = {parameter.name for parameter in query.parameters}
    for name in ("asks", "says", "silent", "refers", "disputed"):
        for text in query.header.get(name, {}).values():
            gaps = set(re.findall(r"\{(\w+)\}", text))
            assert gaps <= parameters | (set() if name in ("asks", "silent") else GAPS), (name, gaps)
    needed = {parameter.name for parameter in query.parameters if not parameter.optional}
    for lang, text in query.header["asks"].items():
        assert needed <= set(re.findall(r"\{(\w+)\}", text)), lang


@each_file
def test_provisions_exist(path: Path, catalogue: Catalogue) -> None:
    assert set(read(path).header["provisions"]) <= set(catalogue.facts.collections["provisions"])


@each_file
def test_parameters_have_labels_and_standing_values_that_their_list_has(
    path: Path, catalogue: Catalogue
) -> None:
    query = read(path)
    for parameter in query.parameters:
        assert set(parameter.label) == set(LANGUAGES)
        value = query.standing(parameter.name)
        if value is None:
            assert parameter.optional, parameter.name
        else:
            assert value in catalogue.facts.collections[parameter.collection].values(), value


@each_file
def test_questions_beside_it_can_be_asked_with_its_values(path: Path, catalogue: Catalogue) -> None:
    query = read(path)
    own = {parameter.name: parameter.collection for parameter in query.parameters}
    for name in ("nearest", "route", "overrides"):
        if name in query.header:
            other = catalogue.question(query.header[name])
            assert {p.name: p.collection for p in other.parameters}.items() <= own.items(), other.key


def test_no_two_questions_have_the_same_title(catalogue: Catalogue) -> None:
    for lang in LANGUAGES:
        titles = Counter(query.header["title"][lang] for query in catalogue.questions.values())
        assert not [title for title, times in titles.items() if times > 1]


def test_every_paragraph_and_item_of_the_order_is_the_matter_of_a_question(catalogue: Catalogue) -> None:
    asked = {place for query in catalogue.questions.values() for place in query.header["provisions"]}
    # text-of-provision is about every place, so it does not count
    asked_otherwise = {
        place
        for query in catalogue.questions.values()
        if query.key != "text-of-provision"
        for place in query.header["provisions"]
    }
    wanted = {str(number) for number in range(1, 37)} | {f"order/{number}" for number in range(1, 6)}
    assert wanted <= asked
    assert wanted <= asked_otherwise


# -- two engines -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rdflib_graph(graph: KnowledgeGraph) -> Graph:
    """All named graphs in one, as their union is; no triple stands in two of them."""
    union = Graph()
    triples = {quad.triple for quad in graph.store}
    union.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    return union


def _of_rdflib(term: Node | None) -> str:
    if term is None:
        return "UNDEF"
    if isinstance(term, RdfLiteral):
        return f'"{term}"@{term.language}' if term.language else f'"{term}"'
    assert not isinstance(term, BNode), term
    return f"<{term}>"


def _of_oxigraph(term: Any) -> str:
    if term is None:
        return "UNDEF"
    if isinstance(term, ox.Literal):
        return f'"{term.value}"@{term.language}' if term.language else f'"{term.value}"'
    return str(term)


def _rows(store: ox.Store, sparql: str, **options: Any) -> Counter[tuple[str, ...]]:
    solutions = store.query(sparql, **options)
    assert isinstance(solutions, ox.QuerySolutions)
    return Counter(tuple(_of_oxigraph(value) for value in solution) for solution in solutions)


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    def stop(*_: object) -> NoReturn:
        raise TimeoutError(f"rdflib needs more than {seconds} s")

    former = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, former)


@each_file
def test_rdflib_gives_the_same_rows(path: Path, graph: KnowledgeGraph, rdflib_graph: Graph) -> None:
    query: NamedQuery = read(path)
    expected = _rows(graph.store, query.sparql, use_default_graph_as_union=True)
    with _within(RDFLIB_SECONDS):
        rows: Any = rdflib_graph.query(prepareQuery(query.sparql))
        found = Counter(tuple(_of_rdflib(value) for value in row) for row in rows)
    assert found == expected


@each_file
def test_union_default_graph_counts_as_naming_all_graphs(path: Path, graph: KnowledgeGraph) -> None:
    sparql = read(path).sparql
    graphs = [ns.ASSERTED, ns.INFERRED, ns.TEXT, ns.ALIGNMENTS, ns.FINDINGS]
    named = re.sub(r"\bWHERE\b", "\n".join(f"FROM {g}" for g in graphs) + "\nWHERE", sparql, count=1)
    assert named.count("FROM <") == len(graphs)
    assert _rows(graph.store, named) == _rows(graph.store, sparql, use_default_graph_as_union=True)


@each_file
def test_no_question_hangs(path: Path, graph: KnowledgeGraph) -> None:
    """No question hangs; how fast each is, `bench/questions.py` tells."""
    sparql = read(path).sparql
    times = []
    for _ in range(FASTEST_OF):
        started = time.perf_counter()
        graph.select(sparql)
        times.append(time.perf_counter() - started)
    assert min(times) < SECONDS
