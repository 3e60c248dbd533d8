"""Our engine as SHACL's own interface has it: a data graph, a shapes graph, a validation report.

For the W3C's test suite and for comparison with pySHACL on any graphs.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from adisteme.validation.compiled.literals import WRITTEN, decode, encode
from adisteme.validation.compiled.plan import compile_shapes
from adisteme.validation.engine import only, run_compiled
from adisteme.validation.shacl import SH


@dataclass(frozen=True)
class Entry:
    """One validation result."""

    focus: Node
    component: Node
    severity: Node
    value: Node | None
    path: Node | None
    shape: Node


@dataclass(frozen=True)
class Outcome:
    """What a validation gave.

    Attributes:
        entries: the results.
        compiled: the shapes with targets that ran compiled.
        routed: those that pySHACL ran.
    """

    entries: list[Entry]
    compiled: list[Node]
    routed: list[Node]


def validate(data: Graph, shapes: Graph) -> tuple[bool, Graph]:
    """Validate a graph.

    Returns:
        Whether it conforms, and the report.

    Raises:
        RuntimeError: the shapes are not what SHACL allows.
    """
    outcome = examine(data, shapes)
    return not outcome.entries, _report(outcome.entries)


def examine(data: Graph, shapes: Graph) -> Outcome:
    """Validate a graph and tell which shapes ran compiled.

    Raises:
        RuntimeError: the shapes are not what SHACL allows.
    """
    plan = compile_shapes(shapes)
    starts = [shape.node for shape in plan.starts]
    try:
        store, as_written = _stored(data)
    except ValueError:  # terms that are none of RDF: only rdflib takes them
        routed = [*starts, *plan.routed]
        return Outcome(by_pyshacl(data, shapes), [], routed)
    asking = [shape.node for shape in plan.starts if as_written and plan.asks_sparql(shape)]
    results, routed = run_compiled(store, plan, asking)
    entries = [
        Entry(
            decode(result.focus),
            result.component,
            result.shape.severity,
            None if result.value is None else decode(result.value),
            result.path or (result.shape.path.node if result.shape.path else None),
            result.shape.node,
        )
        for result in results
    ]
    if routed:
        entries += by_pyshacl(data, only(shapes, routed))
    return Outcome(entries, [node for node in starts if node not in routed], routed)


def _stored(data: Graph) -> tuple[ox.Store, bool]:
    """The data in a store, and whether any literal had to be kept as it was written."""
    store, as_written = ox.Store(), False
    for subject, predicate, found in data:
        s, p, o = encode(subject), encode(predicate), encode(found)
        if isinstance(s, ox.Literal) or not isinstance(p, ox.NamedNode):
            raise ValueError("not a triple of RDF")
        as_written |= isinstance(o, ox.Literal) and o.datatype.value.startswith(WRITTEN)
        store.add(ox.Quad(s, p, o))
    return store, as_written


def by_pyshacl(data: Graph, shapes: Graph) -> list[Entry]:
    """The reference's results.

    Raises:
        RuntimeError: it refuses the shapes.
    """
    import pyshacl

    _, report, text = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    if not isinstance(report, Graph):
        raise RuntimeError(f"pySHACL could not run the shapes: {text}")
    root = report.value(None, RDF.type, SH.ValidationReport)
    return [_entry(report, result) for result in report.objects(root, SH.result)]


def _entry(report: Graph, result: Node) -> Entry:
    def one(predicate: URIRef) -> Node:
        found = report.value(result, predicate)
        return BNode() if found is None else found  # an empty literal is something

    return Entry(
        one(SH.focusNode),
        one(SH.sourceConstraintComponent),
        one(SH.resultSeverity),
        report.value(result, SH.value),
        report.value(result, SH.resultPath),
        one(SH.sourceShape),
    )


def _report(entries: list[Entry]) -> Graph:
    report = Graph()
    root = BNode()
    report.add((root, RDF.type, SH.ValidationReport))
    report.add((root, SH.conforms, Literal(not entries)))
    for entry in entries:
        node = BNode()
        report.add((root, SH.result, node))
        report.add((node, RDF.type, SH.ValidationResult))
        parts: dict[URIRef, Node | None] = {
            SH.focusNode: entry.focus,
            SH.sourceConstraintComponent: entry.component,
            SH.resultSeverity: entry.severity,
            SH.value: entry.value,
            SH.resultPath: entry.path,
            SH.sourceShape: entry.shape,
        }
        for predicate, value in parts.items():
            if value is not None:
                report.add((node, predicate, value))
    return report
