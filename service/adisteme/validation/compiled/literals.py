"""Literals that pyoxigraph would write in another way: kept as they are, under a datatype of our own.

pyoxigraph reads `"01"^^xsd:integer` as `"1"^^xsd:integer` and does not tell `"x"` from `"x"^^xsd:string`;
pySHACL works on what was written. Such a literal travels as `"01"^^<urn:adisteme:written:…integer>`: no query
takes it for a number, and it is judged in Python, where it is again what it was.
"""

from __future__ import annotations

from functools import lru_cache

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.term import Node

from adisteme.validation.terms import to_oxigraph, to_rdflib

Term = ox.NamedNode | ox.BlankNode | ox.Literal
WRITTEN = "urn:adisteme:written:"
_ILL = "ill-typed:"  # rdflib writes "none"^^xsd:boolean as "false" and still knows that it was no boolean
_SUBJECT = ox.NamedNode("urn:adisteme:literal")


def encode(node: Node) -> Term:
    """A term of rdflib as the store is to hold it.

    Raises:
        ValueError: no term of RDF, such as an IRI with a space.
    """
    return _encoded(node, node.ill_typed is True) if isinstance(node, Literal) else to_oxigraph(node)


@lru_cache(maxsize=100_000)
def _encoded(literal: Literal, ill_typed: bool) -> Term:
    back = _stored(literal)
    if _same(literal, to_rdflib(back)):
        return back  # in the store's own spelling, to be equal to what queries give
    kind = WRITTEN + (_ILL if ill_typed else "") + str(literal.datatype)
    return ox.Literal(str(literal), datatype=ox.NamedNode(kind))


def _stored(literal: Literal) -> Term:
    store = ox.Store()
    store.add(ox.Quad(_SUBJECT, _SUBJECT, to_oxigraph(literal)))
    back = next(iter(store)).object
    return ox.Literal(str(literal)) if isinstance(back, ox.Triple) else back


def _same(one: Literal, other: Node) -> bool:
    return isinstance(other, Literal) and one == other and one.ill_typed == other.ill_typed


def decode(term: Term) -> Node:
    """A term of the store as one of rdflib."""
    if isinstance(term, ox.Literal) and term.datatype.value.startswith(WRITTEN):
        kind = term.datatype.value.removeprefix(WRITTEN)
        literal = Literal(term.value, datatype=URIRef(kind.removeprefix(_ILL)), normalize=False)
        if kind.startswith(_ILL):
            literal._ill_typed = True
        return literal
    return to_rdflib(term)
