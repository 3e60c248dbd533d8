"""The catalogue as query examples that other tools find (`sh:SPARQLExecutable`, as SIB publishes them)."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Triple

from adisteme import namespaces as ns
from adisteme.queries import NamedQuery

_TYPE = NamedNode(ns.RDF + "type")
_COMMENT = NamedNode(ns.RDFS + "comment")
_SELECT = NamedNode(ns.SH + "select")
_TARGET = NamedNode("https://schema.org/target")
_KINDS = tuple(NamedNode(ns.SH + name) for name in ("SPARQLExecutable", "SPARQLSelectExecutable"))


def executables(questions: Iterable[NamedQuery], endpoint: str) -> list[Triple]:
    """The questions as triples: what each asks in three languages, its SPARQL, and where to send it.

    Args:
        questions: of the catalogue.
        endpoint: the address of `/sparql`.
    """
    triples = []
    for question in questions:
        example = NamedNode(f"{ns.BASE}api/v1/questions/{question.key}")
        triples += [Triple(example, _TYPE, kind) for kind in _KINDS]
        triples += [
            Triple(example, _COMMENT, Literal(text, language=lang))
            for lang, text in question.header["title"].items()
        ]
        triples.append(Triple(example, _SELECT, Literal(question.sparql)))
        triples.append(Triple(example, _TARGET, NamedNode(endpoint)))
    return triples
