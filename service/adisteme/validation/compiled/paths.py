"""Property paths of SHACL as SPARQL writes them."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import RDF, BNode, Graph, Namespace, URIRef
from rdflib.term import IdentifiedNode, Node

from adisteme.validation.compiled.errors import NotCompiled

SH = Namespace("http://www.w3.org/ns/shacl#")
_DEPTH = 8  # pySHACL follows ten
_MARKS = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


@dataclass(frozen=True)
class Path:
    """A property path.

    Attributes:
        node: as it stands in the shapes.
        text: in SPARQL.
        predicate: the predicate of a path of one forward step.
        inverse: the predicate of a path of one backward step.
        empty: it also leads from a node to itself.
        sequence: it has a sequence in it.
        short: it is one step, in one of several ways.
    """

    node: Node
    text: str
    predicate: str | None = None
    inverse: str | None = None
    empty: bool = False
    sequence: bool = False
    short: bool = False

    @property
    def unique(self) -> bool:
        """Whether it reaches no node twice from another."""
        return self.predicate is not None or self.inverse is not None

    def triple(self, start: str, end: str) -> str:
        """The pattern from one variable to another, steps of no length apart."""
        if self.inverse is not None:
            return f"{end} {self.inverse} {start} ."
        return f"{start} {self.text} {end} ."


def read_path(graph: Graph, node: Node, depth: int = 0) -> Path:
    """Read a path.

    Raises:
        NotCompiled: it is not well-formed.
    """
    if isinstance(node, URIRef):
        return Path(node, f"<{iri(node)}>", predicate=f"<{iri(node)}>", short=True)
    if not isinstance(node, BNode) or depth > _DEPTH:
        raise NotCompiled("a path that is no path")
    if (node, RDF.first, None) in graph:
        return _sequence(graph, node, depth)
    found = [(p, o) for p, o in graph.predicate_objects(node) if str(p).startswith(str(SH))]
    if len(found) != 1:
        raise NotCompiled("a path of no known kind")
    kind, inner = found[0]
    if kind == SH.inversePath:
        step = read_path(graph, inner, depth + 1)
        if step.sequence:
            raise NotCompiled("the inverse of a sequence, which pySHACL walks in its own order")
        text = f"^({step.text})"
        return Path(node, text, inverse=step.predicate, empty=step.empty, short=step.short)
    if kind == SH.alternativePath:
        return _alternative(graph, node, inner, depth)
    if kind not in _MARKS:
        raise NotCompiled("a path of no known kind")
    step = read_path(graph, inner, depth + 1)
    mark = _MARKS[URIRef(str(kind))]
    return Path(node, f"({step.text}){mark}", empty=mark != "+" or step.empty, sequence=step.sequence)


def _sequence(graph: Graph, node: IdentifiedNode, depth: int) -> Path:
    steps = [read_path(graph, step, depth + 1) for step in items(graph, node)]
    if not 1 < len(steps) <= _DEPTH - depth:
        raise NotCompiled("a sequence of less than two steps or of very many")
    text = "/".join(f"({step.text})" for step in steps)
    return Path(node, text, empty=all(step.empty for step in steps), sequence=True)


def _alternative(graph: Graph, node: IdentifiedNode, inner: Node, depth: int) -> Path:
    ways = [read_path(graph, way, depth + 1) for way in items(graph, inner)]
    if not len(ways) > 1:
        raise NotCompiled("an alternative of less than two ways")
    return Path(
        node,
        "|".join(f"({way.text})" for way in ways),
        empty=any(way.empty for way in ways),
        sequence=any(way.sequence for way in ways),
        short=all(way.short for way in ways),
    )


def items(graph: Graph, node: Node) -> list[Node]:
    """The members of a list.

    Raises:
        NotCompiled: it is not a list.
    """
    found: list[Node] = []
    seen: set[Node] = set()
    while node != RDF.nil:
        members, rest = list(graph.objects(node, RDF.first)), list(graph.objects(node, RDF.rest))
        if node in seen or len(members) != 1 or len(rest) != 1:
            raise NotCompiled("a list that is not one")
        seen.add(node)
        found += members
        node = rest[0]
    return found


def iri(node: Node) -> str:
    """An IRI that can stand in a query.

    Raises:
        NotCompiled: it cannot.
    """
    if not isinstance(node, URIRef) or any(mark in node for mark in '<>"{}|^`\\ \n\t\r'):
        raise NotCompiled("a term that should be an IRI")
    return str(node)
