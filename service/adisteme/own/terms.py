"""Names in shapes and queries that nobody has declared: they match nothing and complain of nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from pyoxigraph import NamedNode
from rapidfuzz import process
from rdflib import OWL, RDF, RDFS, XSD, Graph, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, SKOS, DefinedNamespaceMeta
from rdflib.namespace import SH as SHACL

from adisteme import namespaces as ns
from adisteme.data import shapes_dir
from adisteme.errors import SourceError
from adisteme.graph import KnowledgeGraph
from adisteme.validation.unknown import is_ours

# Vocabularies that are complete in rdflib; what of them it lacks.
_COMPLETE: tuple[DefinedNamespaceMeta, ...] = (RDF, RDFS, OWL, XSD, ORG, FOAF, DCTERMS, SKOS, SHACL)
_LACKING = frozenset({str(RDF) + "li", str(SHACL) + "ShapesGraph"})
_STATED = tuple(name for name in ns.GRAPHS if name != ns.INFERRED)
_DERIVED = re.compile(r"\brec:(\w+)")
_SHOWN = 3


class Terms:
    """Knows which names are declared.

    Args:
        graph: what is said of the Rules and of somebody's own.
        shapes: all shapes.
    """

    def __init__(self, graph: KnowledgeGraph, shapes: Graph) -> None:
        self._graph = graph
        self._shapes = shapes

    def fault(self, iri: str) -> SourceError | None:
        """What is wrong with a name; None where it is known, or of a namespace that anybody may fill."""
        for vocabulary in _COMPLETE:
            if iri.startswith(str(vocabulary)):
                known = iri in _LACKING or iri == str(vocabulary) or URIRef(iri) in vocabulary
                return None if known else _unknown(iri, map(str, dir(vocabulary)))
        if not is_ours(iri) or iri.endswith(("/", "#")) or self._described(iri):
            return None
        space = re.sub(r"[^/#]*$", "", iri)
        return _unknown(iri, self._derived if space == ns.RECORD else self._named(space))

    def _described(self, iri: str) -> bool:
        if iri.startswith(ns.RECORD):
            return iri in self._derived
        node = NamedNode(iri)
        return (
            node in ns.GRAPHS
            or any(
                True for name in _STATED for _ in self._graph.store.quads_for_pattern(node, None, None, name)
            )
            or (URIRef(iri), None, None) in self._shapes
        )

    def _named(self, space: str) -> set[str]:
        return {
            quad.subject.value
            for quad in self._graph.store.quads_for_pattern(None, None, None, ns.ASSERTED)
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(space)
        }

    @cached_property
    def _derived(self) -> set[str]:
        """What the rules of reading derive from records."""
        texts = (path.read_text(encoding="utf-8") for path in shapes_dir().glob("reading/*.ru"))
        return {ns.RECORD + name for text in texts for name in _DERIVED.findall(text)}


def shown(iri: str) -> str:
    """A name with its usual prefix."""
    known = sorted(ns.PREFIXES.items(), key=lambda item: -len(item[1]))
    found = next(((prefix, space) for prefix, space in known if iri.startswith(space)), None)
    return f"{found[0]}:{iri[len(found[1]) :]}" if found else f"<{iri}>"


def _unknown(iri: str, choices: Iterable[str]) -> SourceError:
    local = {choice: re.split(r"[/#]", choice)[-1] for choice in sorted(choices)}
    best = process.extract(re.split(r"[/#]", iri)[-1], local, limit=_SHOWN)
    near = tuple(shown(choice) for _, _, choice in best)
    return SourceError("own.unknown", value=shown(iri), nearest=near, about=iri)
