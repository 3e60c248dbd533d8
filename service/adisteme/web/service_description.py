"""What `/sparql` says of itself: SPARQL 1.1 Service Description, and a page with a form for people."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat, Store, Triple, serialize

from adisteme import namespaces as ns
from adisteme.languages import LANGUAGES, message
from adisteme.settings import Settings
from adisteme.sparql_evaluation import GRAPH_FORMATS, ROW_FORMATS
from adisteme.web.negotiation import FORMATS

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


_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body><main>
<h1>{title}</h1>
<p>{intro}</p>
<p>{limits}</p>
<form action="sparql" method="get">
<p><label for="query">{query}</label><br>
<textarea id="query" name="query" rows="12" cols="80" required spellcheck="false">{example}</textarea></p>
<p><label for="format">{format}</label>
<select id="format" name="format">{options}</select>
<input type="hidden" name="lang" value="{lang}">
<button>{run}</button></p>
</form>
<h2>{graphs}</h2>
<ul>{names}</ul>
</main></body>
</html>
"""
_EXAMPLE = """SELECT ?graph (COUNT(*) AS ?triples)
WHERE { GRAPH ?graph { ?s ?p ?o } }
GROUP BY ?graph
ORDER BY ?graph"""


def page(store: Store, lang: str, settings: Settings) -> bytes:
    """A page with a form that works without scripts.

    Args:
        store: whose named graphs are listed.
        lang: one of LANGUAGES.
        settings: the limits that are stated.
    """
    words = ("title", "intro", "query", "format", "run", "graphs")
    texts = {word: escape(message(f"sparql.page.{word}", lang)) for word in words}
    texts["limits"] = escape(limits(settings, lang))
    names = "".join(f"<li><code>{escape(graph.value)}</code></li>" for graph in graph_names(store))
    # `format=` with no value is no wish: SELECT and CONSTRUCT each come in their first form.
    options = f'<option value="">{escape(message("sparql.page.automatic", lang))}</option>'
    options += "".join(f'<option value="{form.key}">{escape(form.media_type)}</option>' for form in FORMATS)
    text = _PAGE.format(lang=lang, example=escape(_EXAMPLE), options=options, names=names, **texts)
    return text.encode()
