"""Validation by pySHACL.

pySHACL drops the language of the messages of SPARQL constraints. So each such constraint is given, before
the run, one machine-made message that carries the columns of its SELECT; the report fills the shape's own
messages, in all their languages, from these.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyparsing import ParseException
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import IdentifiedNode, Node

from adisteme.errors import InputError, SourceError
from adisteme.validation.selects import columns

SH = Namespace("http://www.w3.org/ns/shacl#")
_MARK = "\x1f"
_UNARY = {
    SH.inversePath: "^{}",
    SH.zeroOrMorePath: "{}*",
    SH.oneOrMorePath: "{}+",
    SH.zeroOrOnePath: "{}?",
}
# rdflib prints a traceback for each literal that is none of its datatype's; the report says it in its way.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)


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
        try:
            graph.parse(path, format="turtle")
        except (SyntaxError, ValueError) as error:
            reason = " ".join(str(error).split())
            raise SourceError("source.unreadable", file=path, reason=reason) from None
    return graph


def validate(data: Graph, shapes: Graph) -> Iterator[Violation]:
    """Run pySHACL over `data` (which holds the Rules' graph too) and yield its results."""
    import pyshacl

    logging.getLogger("pyshacl-validate").disabled = True  # what it would print, the error says
    instrumented = _instrumented(shapes)
    try:
        _, report, text = pyshacl.validate(
            data, shacl_graph=instrumented, inference="none", inplace=True, meta_shacl=False, advanced=False
        )
    except (RuntimeError, SyntaxError, ValueError, TypeError, ParseException) as error:
        # its own errors, those of the engine that runs the queries, and what it fails with on odd shapes
        raise InputError("validate.shapes_refused", reason=" ".join(str(error).split())) from None
    if not isinstance(report, Graph):
        reason = " ".join(str(text).replace("Validation Failure -", "").split())
        raise InputError("validate.shapes_refused", reason=reason)
    for result in report.objects(None, SH.result):
        yield _violation(report, result)


def _instrumented(shapes: Graph) -> Graph:
    copy = Graph()
    for triple in shapes:
        copy.add(triple)
    for shape, constraint in shapes.subject_objects(SH.sparql):
        select = str(shapes.value(constraint, SH.select))
        message = _MARK + "".join(f"{name}={{?{name}}}{_MARK}" for name in columns(select) if name != "this")
        copy.remove((shape, SH.message, None))
        copy.remove((constraint, SH.message, None))
        copy.add((constraint, SH.message, Literal(message)))
    return copy


def _violation(report: Graph, result: Node) -> Violation:
    def one(predicate: URIRef) -> Node | None:
        return report.value(result, predicate)

    focus = one(SH.focusNode)  # an empty literal is false and yet something
    row: dict[str, str] = {}
    for message in report.objects(result, SH.resultMessage):
        if str(message).startswith(_MARK):
            cells = [cell.partition("=") for cell in str(message).split(_MARK) if cell]
            row = {name: text for name, _, text in cells if text and text != f"{{?{name}}}"}
    return Violation(
        shape=one(SH.sourceShape) or BNode(),
        focus=BNode() if focus is None else focus,
        path=one(SH.resultPath),
        value=one(SH.value),
        component=str(one(SH.sourceConstraintComponent) or "").removeprefix(str(SH)),
        severity=str(one(SH.resultSeverity) or SH.Violation).removeprefix(str(SH)).lower(),
        row=row,
    )


def path_text(graph: Graph, path: Node | None) -> str | None:
    """A property path as SPARQL writes it."""
    if path is None:
        return None
    if isinstance(path, URIRef):
        return f"<{path}>"
    for predicate, form in _UNARY.items():
        if isinstance(inner := graph.value(path, predicate), IdentifiedNode):
            text = path_text(graph, inner)
            return form.format(text if isinstance(inner, URIRef) else f"({text})")
    mark, first = "/", path
    if isinstance(alternatives := graph.value(path, SH.alternativePath), IdentifiedNode):
        mark, first = "|", alternatives
    steps = [path_text(graph, step) or "" for step in graph.items(first)]
    if mark == "/":
        steps = [f"({step})" if "|" in step else step for step in steps]
    return mark.join(steps) if steps else json.dumps(str(path))
