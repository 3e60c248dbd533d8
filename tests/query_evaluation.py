"""W3C tests of SPARQL 1.1 query evaluation: one reader of manifests, one comparator for any engine."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
RESULTS = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}
GRAPHS = {".ttl": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML, ".nt": ox.RdfFormat.N_TRIPLES}

Graphs = list[tuple[str | None, list[ox.Triple]]]
# What an engine gave: a truth value, triples, or rows.
Given = bool | list[ox.Triple] | list[dict[str, object]]
Engine = Callable[[Graphs, str], Given]


@dataclass(frozen=True)
class Case:
    """One test: name, query, data as (name of the graph, triples), and the file with the results."""

    name: str
    query: str
    graphs: Graphs
    result: Path


def cases(folder: Path) -> Iterator[Case]:
    """The query evaluation tests that the manifest of SPARQL 1.1 Query includes."""
    index = ox.Store()
    index.load(path=str(folder / "manifest-sparql11-query.ttl"), base_iri=(folder / "x").as_uri())
    parts = [q.object.value for q in index if q.predicate.value == RDF + "first"]
    for part in sorted(parts):
        yield from _manifest(_path(part))


def _manifest(path: Path) -> Iterator[Case]:
    store = ox.Store()
    store.load(path=str(path), base_iri=path.as_uri())

    def values(subject: object, predicate: str) -> list[object]:
        return [q.object for q in store.quads_for_pattern(subject, ox.NamedNode(predicate), None)]  # type: ignore[arg-type]

    for quad in store.quads_for_pattern(
        None, ox.NamedNode(RDF + "type"), ox.NamedNode(MF + "QueryEvaluationTest")
    ):
        (action,), (result,) = values(quad.subject, MF + "action"), values(quad.subject, MF + "result")
        (query,) = values(action, QT + "query")
        graphs: Graphs = [(None, _triples(_path(data.value))) for data in values(action, QT + "data")]  # type: ignore[attr-defined]
        graphs += [(data.value, _triples(_path(data.value))) for data in values(action, QT + "graphData")]  # type: ignore[attr-defined]
        text = f"BASE <{query.value}> {_path(query.value).read_text(encoding='utf-8')}"  # type: ignore[attr-defined]
        name = f"{path.parent.name}/{quad.subject.value.rpartition('#')[2]}"  # type: ignore[union-attr]
        yield Case(name, text, graphs, _path(result.value))  # type: ignore[attr-defined]


def _path(iri: str) -> Path:
    from urllib.parse import unquote, urlsplit

    return Path(unquote(urlsplit(iri).path))


def _triples(path: Path) -> list[ox.Triple]:
    return [q.triple for q in ox.parse(path=str(path), format=GRAPHS[path.suffix], base_iri=path.as_uri())]


def failures(found: Iterable[Case], engine: Engine) -> dict[str, str]:
    """The tests that an engine fails, with what was wrong."""
    failed = {}
    for case in found:
        try:
            given = engine(case.graphs, case.query)
        except Exception as error:
            failed[case.name] = f"{type(error).__name__}: {error}"
            continue
        if _canonical(given) != _canonical(_expected(case.result)):
            failed[case.name] = "other results"
    return failed


def read_results(content: bytes, form: ox.QueryResultsFormat) -> Given:
    """Results in a standard form."""
    return consumed(ox.parse_query_results(content, format=form))


def consumed(results: object) -> Given:
    """What pyoxigraph gave, read to the end."""
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    if isinstance(results, ox.QueryTriples):
        return list(results)
    assert isinstance(results, ox.QuerySolutions)
    names = [variable.value for variable in results.variables]
    return [{n: t for n, t in zip(names, row, strict=True) if t is not None} for row in results]


def _expected(path: Path) -> Given:
    if path.suffix in RESULTS:
        return read_results(path.read_bytes(), RESULTS[path.suffix])
    triples = _triples(path)
    return _result_set(triples) if any(t.predicate.value == RS + "solution" for t in triples) else triples


def _result_set(triples: list[ox.Triple]) -> Given:
    def values(subject: object, name: str) -> list[object]:
        return [t.object for t in triples if t.subject == subject and t.predicate.value == RS + name]

    rows: list[dict[str, object]] = []
    for solution in [t.object for t in triples if t.predicate.value == RS + "solution"]:
        bindings = values(solution, "binding")
        rows.append({values(b, "variable")[0].value: values(b, "value")[0] for b in bindings})  # type: ignore[attr-defined]
    return rows


def _canonical(given: Given) -> object:
    """Equal for equal results: literals by value (as the store writes them), blank nodes renamed."""
    if isinstance(given, bool):
        return given
    store = ox.Store()
    rows = [r for r in given if isinstance(r, dict)]
    store.extend(ox.Quad(*t) for t in given if isinstance(t, ox.Triple))
    for number, row in enumerate(rows):
        node = ox.BlankNode(f"row{number}")
        store.add(ox.Quad(node, ox.NamedNode("urn:row"), ox.Literal("row")))
        store.extend(ox.Quad(node, ox.NamedNode(f"urn:column:{n}"), t) for n, t in row.items())  # type: ignore[arg-type]
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    lines = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b""
    return type(given), len(rows), sorted(lines.splitlines())
