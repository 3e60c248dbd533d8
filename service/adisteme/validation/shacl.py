"""Validation by pySHACL.

pySHACL drops the language of the messages of SPARQL constraints. So each such constraint is given, before
the run, one machine-made message that carries the columns of its SELECT; the report fills the shape's own
messages, in all their languages, from these.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Triple
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import IdentifiedNode, Node

SH = Namespace("http://www.w3.org/ns/shacl#")
_MARK = "\x1f"
_SELECT = re.compile(r"\bSELECT\b(.*?)\bWHERE\b", re.IGNORECASE | re.DOTALL)
_VARIABLE = re.compile(r"[?$](\w+)")


@dataclass(frozen=True)
class Violation:
    """One raw result: terms of rdflib and the columns of the constraint's row, as text."""

    shape: Node
    focus: Node
    path: Node | None
    value: Node | None
    component: str
    severity: str
    row: dict[str, str]


def read_shapes(files: Iterable[Path]) -> Graph:
    """All shapes in one rdflib graph."""
    graph = Graph()
    for path in files:
        graph.parse(path, format="turtle")
    return graph


def to_rdflib(triples: Iterable[Triple]) -> Graph:
    """pyoxigraph triples as an rdflib graph (N-Triples between them keeps both out of term mapping)."""
    graph = Graph()
    graph.parse(data="".join(f"{triple} .\n" for triple in triples), format="nt")
    return graph


def validate(data: Graph, shapes: Graph) -> Iterator[Violation]:
    """Run pySHACL over `data` (which holds the Rules' graph too) and yield its results."""
    import pyshacl

    instrumented = _instrumented(shapes)
    logger = logging.getLogger("adisteme.pyshacl")
    logger.setLevel(logging.CRITICAL)
    _, report, text = pyshacl.validate(
        data, shacl_graph=instrumented, inference="none", inplace=True, meta_shacl=False, advanced=False
    )
    if not isinstance(report, Graph):
        raise RuntimeError(f"pySHACL could not run the shapes: {text}")
    for result in report.objects(None, SH.result):
        yield _violation(report, result)


def _instrumented(shapes: Graph) -> Graph:
    copy = Graph()
    for triple in shapes:
        copy.add(triple)
    for shape, constraint in shapes.subject_objects(SH.sparql):
        select = str(shapes.value(constraint, SH.select))
        columns = _VARIABLE.findall(match.group(1)) if (match := _SELECT.search(select)) else []
        message = _MARK + "".join(f"{name}={{?{name}}}{_MARK}" for name in columns if name != "this")
        copy.remove((shape, SH.message, None))
        copy.remove((constraint, SH.message, None))
        copy.add((constraint, SH.message, Literal(message)))
    return copy


def _violation(report: Graph, result: Node) -> Violation:
    def one(predicate: URIRef) -> Node | None:
        return report.value(result, predicate)

    row: dict[str, str] = {}
    for message in report.objects(result, SH.resultMessage):
        if str(message).startswith(_MARK):
            cells = [cell.partition("=") for cell in str(message).split(_MARK) if cell]
            row = {name: text for name, _, text in cells if text and text != f"{{?{name}}}"}
    return Violation(
        shape=one(SH.sourceShape) or BNode(),
        focus=one(SH.focusNode) or BNode(),
        path=one(SH.resultPath),
        value=one(SH.value),
        component=str(one(SH.sourceConstraintComponent) or "").removeprefix(str(SH)),
        severity=str(one(SH.resultSeverity) or SH.Violation).removeprefix(str(SH)).lower(),
        row=row,
    )


def targets(data: Graph, shapes: Graph, shape: Node) -> set[Node]:
    """The records that a shape looks at; a property shape looks at those of the shape that holds it."""
    found: set[Node] = set()
    for owner in {shape, *shapes.subjects(SH.property, shape)}:
        for wanted in shapes.objects(owner, SH.targetClass):
            for kind in {
                wanted,
                *data.transitive_subjects(URIRef("http://www.w3.org/2000/01/rdf-schema#subClassOf"), wanted),
            }:
                found |= set(data.subjects(RDF.type, kind))
        found |= {node for node in shapes.objects(owner, SH.targetNode)}
        for predicate in shapes.objects(owner, SH.targetSubjectsOf):
            found |= set(data.subjects(predicate if isinstance(predicate, IdentifiedNode) else None))
        for predicate in shapes.objects(owner, SH.targetObjectsOf):
            found |= set(data.objects(None, predicate if isinstance(predicate, IdentifiedNode) else None))
    return found


def path_text(graph: Graph, path: Node | None) -> str | None:
    """A property path as SPARQL writes it; only predicates and sequences occur in our shapes."""
    if path is None:
        return None
    if isinstance(path, URIRef):
        return f"<{path}>"
    items = list(graph.items(path))  # type: ignore[arg-type]
    return "/".join(f"<{item}>" for item in items) if items else json.dumps(str(path))
