"""What `/sparql` says of itself to programs: SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat, Store, Triple, serialize

from adisteme import namespaces as ns
from adisteme.languages import LANGUAGES, message
from adisteme.settings import Settings
from adisteme.sparql_evaluation import GRAPH_FORMATS, ROW_FORMATS

SD = "http://www.w3.org/ns/sparql-service-description#"
_TYPE = NamedNode(ns.RDF + "type")


def description(
    store: Store, endpoint: str, key: str, settings: Settings | None = None, *, updates: bool = False
) -> bytes:
    """The service description.

    Args:
        store: whose named graphs are listed.
        endpoint: the address of the service as the client sees it.
        key: key of the form of the graph.
        settings: the limits that are stated; None where there are none.
        updates: whether the store may be updated; its default graph is then its own and no union.
    """
    try:
        service = NamedNode(endpoint)
    except ValueError:  # a Host header that is no host
        service = NamedNode(ns.BASE + "sparql")
    triples = list(_service(service, graph_names(store), updates=updates))
    if settings is not None:
        told = NamedNode(ns.DCTERMS + "description")
        more = "sparql.page.updates" if updates else None
        texts = {
            lang: " ".join([limits(settings, lang), *([message(more, lang)] if more else [])])
            for lang in LANGUAGES
        }
        triples += [Triple(service, told, Literal(text, language=lang)) for lang, text in texts.items()]
    body = serialize(
        triples, format=GRAPH_FORMATS[key], prefixes={"sd": SD, "rdf": ns.RDF, "dcterms": ns.DCTERMS}
    )
    return body or b""


def limits(settings: Settings, lang: str) -> str:
    """What one query may take, in a sentence."""
    return message(
        "sparql.page.limits",
        lang,
        seconds=f"{settings.query_timeout:g}",
        memory=settings.query_memory,
        bytes=settings.query_bytes,
        workers=settings.query_workers,
    )


def graph_names(store: Store) -> list[NamedNode]:
    """The named graphs of a store, sorted."""
    names = [graph for graph in store.named_graphs() if isinstance(graph, NamedNode)]
    return sorted(names, key=lambda graph: graph.value)


def _service(service: NamedNode, graphs: list[NamedNode], *, updates: bool) -> Iterator[Triple]:
    formats: list[QueryResultsFormat | RdfFormat] = [*ROW_FORMATS.values(), *GRAPH_FORMATS.values()]
    dataset, default = BlankNode("dataset"), BlankNode("default")
    yield Triple(service, _TYPE, _sd("Service"))
    yield Triple(service, _sd("endpoint"), service)
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    if updates:
        yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Update"))
        yield Triple(service, _sd("feature"), _sd("EmptyGraphs"))
    else:
        yield Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    for form in formats:
        yield Triple(service, _sd("resultFormat"), NamedNode(form.iri))
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, _TYPE, _sd("Dataset"))
    yield Triple(dataset, _sd("defaultGraph"), default)
    yield Triple(default, _TYPE, _sd("Graph"))
    for number, graph in enumerate(graphs):
        entry = BlankNode(f"graph{number}")
        yield Triple(dataset, _sd("namedGraph"), entry)
        yield Triple(entry, _TYPE, _sd("NamedGraph"))
        yield Triple(entry, _sd("name"), graph)


def _sd(term: str) -> NamedNode:
    return NamedNode(SD + term)
