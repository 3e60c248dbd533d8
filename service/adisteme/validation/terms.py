"""Terms of pyoxigraph and of rdflib, there and back; blank nodes keep their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import IdentifiedNode, Node

from adisteme import namespaces as ns

_LOCAL = re.compile(r"[\w-]+")


def to_rdflib(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> IdentifiedNode | Literal:
    """A term of pyoxigraph as one of rdflib."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    # rdflib tells "x" and "x"^^xsd:string apart, which RDF 1.1 does not.
    datatype = None if term.datatype.value == str(XSD.string) else URIRef(term.datatype.value)
    # as written: rdflib would turn two wrong booleans into one false
    return Literal(term.value, datatype=datatype, normalize=False)


def to_oxigraph(term: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """A term of rdflib as one of pyoxigraph."""
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, BNode):
        return ox.BlankNode(str(term))
    if isinstance(term, Literal) and term.language:
        return ox.Literal(str(term), language=term.language)
    if isinstance(term, Literal) and term.datatype:
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)))
    return ox.Literal(str(term))


def graph_of(triples: Iterable[ox.Triple]) -> Graph:
    """Triples as an rdflib graph."""
    graph = Graph()
    for subject, predicate, object_ in triples:
        if not isinstance(subject, ox.Triple) and not isinstance(object_, ox.Triple):
            graph.add((to_rdflib(subject), URIRef(predicate.value), to_rdflib(object_)))
    return graph


def curie(iri: str) -> str:
    """An IRI as people write it, with a prefix of the package where one fits."""
    for prefix, namespace in ns.PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
