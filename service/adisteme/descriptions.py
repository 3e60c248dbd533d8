"""What the graph says of one thing, of the vocabulary, and of itself, as triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from adisteme import namespaces as ns
from adisteme.queries import key_of

_OWL_KINDS = tuple(
    NamedNode(ns.OWL + name)
    for name in (
        "Ontology",
        "Class",
        "ObjectProperty",
        "DatatypeProperty",
        "AnnotationProperty",
        "AllDisjointClasses",
    )
)
_TYPE = NamedNode(ns.RDF + "type")
_NAMES = tuple(NamedNode(iri) for iri in (ns.SKOS + "prefLabel", ns.RDFS + "label"))
_VOID = "http://rdfs.org/ns/void#"
_DCAT = "http://www.w3.org/ns/dcat#"
# the file that `snapshot` makes of all graphs
WHOLE = "adisteme.nq"
_IANA = "https://www.iana.org/assignments/media-types/"
_MOST_INCOMING = 500


def description(store: Store, thing: NamedNode) -> list[Triple]:
    """Triples of a thing, those that point to it (500 at the most), and the names of its neighbours."""
    outgoing = list(_with_blank_nodes(store, thing))
    pointing = islice(store.quads_for_pattern(None, None, thing), _MOST_INCOMING)
    incoming = [quad.triple for quad in pointing]
    neighbours = {t.object for t in outgoing} | {t.subject for t in incoming}
    names = [
        quad.triple
        for neighbour in neighbours
        if isinstance(neighbour, NamedNode)
        for name in _NAMES
        for quad in store.quads_for_pattern(neighbour, name, None)
    ]
    return list(dict.fromkeys([*outgoing, *incoming, *names]))


def exists(store: Store, thing: NamedNode) -> bool:
    """Whether the graph says anything of a thing."""
    return next(iter(store.quads_for_pattern(thing, None, None)), None) is not None


def vocabulary(store: Store) -> list[Triple]:
    """Classes, properties and module headers with their axioms."""
    heads = dict.fromkeys(
        quad.subject
        for kind in _OWL_KINDS
        for quad in store.quads_for_pattern(None, _TYPE, kind, ns.ASSERTED)
    )
    triples: dict[Triple, None] = {}
    for head in heads:
        if isinstance(head, NamedNode | BlankNode):
            triples.update(dict.fromkeys(_with_blank_nodes(store, head, ns.ASSERTED)))
    return list(triples)


def _with_blank_nodes(
    store: Store, start: NamedNode | BlankNode, graph: NamedNode | None = None
) -> Iterator[Triple]:
    todo, seen = [start], {start}
    while todo:
        node = todo.pop()
        for quad in store.quads_for_pattern(node, None, None, graph):
            yield quad.triple
            if isinstance(quad.object, BlankNode) and quad.object not in seen:
                seen.add(quad.object)
                todo.append(quad.object)


def void(store: Store, base: str, release: str) -> list[Triple]:
    """A VoID description: the dataset, its named graphs with their sizes, where to query and look up.

    Args:
        store: the loaded graph.
        base: the address of the service as the client sees it, with the last slash.
        release: version of the ontology.
    """
    dataset = NamedNode(ns.BASE + ".well-known/void")
    return [
        _t(dataset, ns.RDF + "type", NamedNode(_VOID + "Dataset")),
        _t(dataset, ns.RDF + "type", NamedNode(_DCAT + "Dataset")),
        *_header(store, dataset),
        _t(dataset, ns.OWL + "versionInfo", Literal(release)),
        _t(dataset, _VOID + "sparqlEndpoint", NamedNode(base + "sparql")),
        _t(dataset, _VOID + "dataDump", NamedNode(base + "dumps/" + WHOLE)),
        _t(dataset, _VOID + "uriSpace", Literal(ns.BASE)),
        _t(dataset, _VOID + "vocabulary", NamedNode(ns.NS)),
        _t(dataset, _VOID + "triples", Literal(len(store))),
        *(triple for graph in ns.GRAPHS for triple in _subset(store, dataset, graph, base)),
        *_catalogue_record(dataset, base),
    ]


def _header(store: Store, dataset: NamedNode) -> Iterable[Triple]:
    """Title, description, licence and the like stand once, in the header of the ontology."""
    ontology = NamedNode(ns.NS.removesuffix("#"))
    for quad in store.quads_for_pattern(ontology, None, None, ns.ASSERTED):
        if quad.predicate.value.startswith(ns.DCTERMS) and not quad.predicate.value.endswith("identifier"):
            yield Triple(dataset, quad.predicate, quad.object)


def _catalogue_record(dataset: NamedNode, base: str) -> Iterator[Triple]:
    """DCAT 3: a file to download and a service to query, each a distribution of the dataset."""
    file, service = NamedNode(f"{base}dumps/{WHOLE}#distribution"), NamedNode(base + "sparql")
    yield _t(dataset, _DCAT + "distribution", file)
    yield _t(file, ns.RDF + "type", NamedNode(_DCAT + "Distribution"))
    yield _t(file, _DCAT + "downloadURL", NamedNode(f"{base}dumps/{WHOLE}"))
    yield _t(file, _DCAT + "mediaType", NamedNode(_IANA + "application/n-quads"))
    yield _t(service, ns.RDF + "type", NamedNode(_DCAT + "DataService"))
    yield _t(service, _DCAT + "endpointURL", service)
    yield _t(service, _DCAT + "servesDataset", dataset)


def _subset(store: Store, dataset: NamedNode, graph: NamedNode, base: str) -> Iterator[Triple]:
    count = sum(1 for _ in store.quads_for_pattern(None, None, None, graph))
    yield _t(dataset, _VOID + "subset", graph)
    yield _t(graph, ns.RDF + "type", NamedNode(_VOID + "Dataset"))
    yield _t(graph, _VOID + "triples", Literal(count))
    yield _t(graph, _VOID + "dataDump", NamedNode(f"{base}dumps/{key_of(graph)}.nq"))


def _t(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Triple:
    return Triple(subject, NamedNode(predicate), value)
