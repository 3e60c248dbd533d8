"""All shapes of a shapes graph, compiled once for any number of runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.term import Node

from adisteme.validation.compiled.errors import NotCompiled
from adisteme.validation.compiled.model import Shape, Targets
from adisteme.validation.compiled.paths import SH, iri, items, read_path
from adisteme.validation.compiled.read import LIST_TAKING, SHAPE_EXPECTING, Reading
from adisteme.validation.compiled.select import Select

TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
RECURSIVE = "a shape that refers to itself, or shapes within one another very deep"
_DEPTH = 12  # pySHACL stops at fifteen


@dataclass(frozen=True)
class Plan:
    """What a run needs of the shapes.

    Attributes:
        graph: the shapes.
        shapes: each that was compiled, by its node.
        starts: those of them with targets, and with nothing below them that was not compiled.
        routed: those with targets that pySHACL has to run, with the reason.
    """

    graph: Graph
    shapes: dict[Node, Shape]
    starts: list[Shape]
    routed: dict[Node, str]

    def asks_sparql(self, shape: Shape) -> bool:
        """Whether a query of the shapes' author is run for a shape or one below it."""
        return any(
            isinstance(constraint, Select)
            for node in _reachable(self.shapes, shape.node)
            for constraint in self.shapes[node].constraints
        )


def compile_shapes(graph: Graph) -> Plan:
    """Compile what can be; nothing is left out in silence."""
    reader = _Reader(graph)
    shapes: dict[Node, Shape] = {}
    failed: dict[Node, str] = {}
    for node in reader.nodes:
        try:
            shapes[node] = reader.shape(node)
        except NotCompiled as error:
            failed[node] = str(error)
    starts, routed = [], {}
    for node in sorted(reader.nodes, key=str):
        reason = _why_not(shapes, failed, node)
        if node in failed and not reader.has_targets(node):
            continue
        if reason is not None and reader.has_targets(node):
            routed[node] = reason
        elif node in shapes and shapes[node].targets:
            starts.append(shapes[node])
    return Plan(graph, shapes, starts, routed)


def _why_not(shapes: dict[Node, Shape], failed: dict[Node, str], start: Node) -> str | None:
    """Why a shape cannot be run, if it cannot: something that it reaches, itself among it, or how it does."""
    if start in failed:
        return failed[start]
    if shapes[start].deactivated:
        return None
    reached = _reachable(shapes, start)
    for node in reached:
        if node in failed:
            return failed[node]
        if node not in shapes:
            return "a shape that is not there"
    return RECURSIVE if _is_deep(shapes, start, 0) else None


def _reachable(shapes: dict[Node, Shape], start: Node) -> set[Node]:
    found: set[Node] = set()
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += shapes[node].nested if node in shapes else []
    return found


def _is_deep(shapes: dict[Node, Shape], start: Node, depth: int) -> bool:
    if depth > _DEPTH:
        return True
    return any(_is_deep(shapes, node, depth + 1) for node in shapes[start].nested)


class _Reader:
    """Finds the shapes of a graph, as pySHACL does."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.typed = {kind: set(graph.subjects(RDF.type, kind)) for kind in (SH.NodeShape, SH.PropertyShape)}
        self.nodes = {node for kind in self.typed.values() for node in kind}
        for predicate in (*TARGETS, SH.property, SH.node):
            self.nodes |= set(graph.subjects(predicate))
        for predicate in SHAPE_EXPECTING:
            self.nodes |= set(graph.objects(None, predicate))
        for predicate in LIST_TAKING:
            for node in graph.objects(None, predicate):
                self.nodes |= set(_members(graph, node))
        self.custom = _custom(graph)

    def is_property(self, node: Node) -> bool:
        """Whether a shape is a property shape."""
        return node not in self.typed[SH.NodeShape] and (node, SH.path, None) in self.graph

    def has_targets(self, node: Node) -> bool:
        """Whether a shape looks at something of itself."""
        return any((node, p, None) in self.graph for p in TARGETS) or _is_class(self.graph, node)

    def shape(self, node: Node) -> Shape:
        """Compile one shape."""
        both = self.typed[SH.NodeShape] & self.typed[SH.PropertyShape]
        paths = list(self.graph.objects(node, SH.path))
        if node in both or len(paths) > 1 or (paths and node in self.typed[SH.NodeShape]):
            raise NotCompiled("neither a node shape nor a property shape")
        if not paths and node in self.typed[SH.PropertyShape]:
            raise NotCompiled("a property shape without a path")
        if any(all((node, p, None) in self.graph for p in wanted) for wanted in self.custom):
            raise NotCompiled("a constraint component of its own")
        path = read_path(self.graph, paths[0]) if paths else None
        off, severities = (set(self.graph.objects(node, p)) for p in (SH.deactivated, SH.severity))
        if len(off) > 1 or len(severities) > 1 or any(not isinstance(flag, Literal) for flag in off):
            raise NotCompiled("more than one severity, or sh:deactivated that is no boolean")
        shape = Shape(
            node,
            path,
            next(iter(severities), SH.Violation),
            targets_of(self.graph, node),
            any(isinstance(flag, Literal) and bool(flag.value) for flag in off),
        )
        if not shape.deactivated:
            reading = Reading(self.graph, node, path, self.is_property)
            shape.constraints.extend(reading.constraints())
        return shape


def targets_of(graph: Graph, node: Node) -> Targets:
    """What a shape looks at of itself.

    Raises:
        NotCompiled: a class or predicate that is no IRI.
    """

    def iris(predicate: URIRef) -> tuple[URIRef, ...]:
        return tuple(URIRef(iri(o)) for o in sorted(graph.objects(node, predicate), key=str))

    classes = iris(SH.targetClass)
    if _is_class(graph, node):
        classes = tuple(sorted({*classes, URIRef(iri(node))}))
    nodes = tuple(graph.objects(node, SH.targetNode))
    return Targets(classes, nodes, iris(SH.targetSubjectsOf), iris(SH.targetObjectsOf))


def _is_class(graph: Graph, node: Node) -> bool:
    kinds = set(graph.objects(node, RDF.type))
    return bool(kinds & {RDFS.Class, OWL.Class}) or any(
        (kind, RDFS.subClassOf, RDFS.Class) in graph for kind in kinds
    )


def _members(graph: Graph, node: Node) -> Iterable[Node]:
    try:
        return items(graph, node)
    except NotCompiled:
        return ()


def _custom(graph: Graph) -> list[list[Node]]:
    """The parameters that call up each constraint component of the shapes' author."""
    kinds = {SH.ConstraintComponent} | set(graph.subjects(RDFS.subClassOf, SH.ConstraintComponent))
    components = {component for kind in kinds for component in graph.subjects(RDF.type, kind)}
    found = []
    for component in components:
        if str(component).startswith(str(SH)):
            continue
        wanted = [
            path
            for parameter in graph.objects(component, SH.parameter)
            if not any(isinstance(o, Literal) and o.value for o in graph.objects(parameter, SH.optional))
            for path in graph.objects(parameter, SH.path)
        ]
        found.append(wanted)
    return found
