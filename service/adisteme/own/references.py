"""Where shapes name other shapes, and lists: what is not there, or is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from adisteme.errors import SourceError
from adisteme.own.terms import shown
from adisteme.validation.compiled.errors import NotCompiled
from adisteme.validation.compiled.paths import items
from adisteme.validation.compiled.read import LIST_TAKING, SHAPE_EXPECTING
from adisteme.validation.shacl import SH
from adisteme.validation.unknown import nearest

_LISTS = (SH["in"], SH.languageIn, SH.ignoredProperties, *LIST_TAKING)
Wrong = tuple[Node, URIRef, Node]


def no_shapes(graph: Graph) -> Iterator[Wrong]:
    """Shape, property and name, where the name is that of no shape."""
    for predicate in SHAPE_EXPECTING:
        for shape, named in graph.subject_objects(predicate):
            if isinstance(named, URIRef) and not _is_shape(graph, named):
                yield shape, predicate, named
    for predicate in LIST_TAKING:
        for shape, given in graph.subject_objects(predicate):
            for named in _members(graph, given):
                if isinstance(named, URIRef) and not _is_shape(graph, named):
                    yield shape, predicate, named


def no_lists(graph: Graph) -> Iterator[Wrong]:
    """Shape, property and value, where the value should be a list."""
    for predicate in _LISTS:
        for shape, given in graph.subject_objects(predicate):
            if given != RDF.nil and (given, RDF.first, None) not in graph:
                yield shape, predicate, given


def meant(graph: Graph, named: Node, among: Iterable[Node]) -> str | None:
    """The shape among some nodes that a name which is none may have meant."""
    shapes = (str(node) for node in among if isinstance(node, URIRef) and _is_shape(graph, node))
    return nearest(str(named), shapes)


def no_shape(graph: Graph, predicate: URIRef, named: Node, among: Iterable[Node]) -> SourceError:
    """The error for one of `no_shapes`; what was meant is sought among some nodes."""
    near = meant(graph, named, among)
    told = (shown(near),) if near else ()
    return SourceError("own.no_shape", property=shown(str(predicate)), value=shown(str(named)), nearest=told)


def no_list(predicate: URIRef, given: Node) -> SourceError:
    """The error for one of `no_lists`."""
    value = shown(str(given)) if isinstance(given, URIRef) else str(given)
    return SourceError("own.no_list", property=shown(str(predicate)), value=value)


def _members(graph: Graph, given: Node) -> list[Node]:
    try:
        return list(items(graph, given))
    except NotCompiled:
        return []


def _is_shape(graph: Graph, node: Node) -> bool:
    said = graph.predicate_objects(node)
    return any(str(o if p == RDF.type else p).startswith(str(SH)) for p, o in said)
