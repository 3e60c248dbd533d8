"""Which engine runs the shapes: compiled to queries, pySHACL, or each what it can.

pySHACL is the reference; `auto` gives it only those shapes that lie outside the compiled subset, and names
them.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, Graph
from rdflib.term import Node

from adisteme.errors import InputError
from adisteme.validation import shacl
from adisteme.validation.compiled import lacking
from adisteme.validation.compiled.errors import NotCompiled
from adisteme.validation.compiled.literals import decode
from adisteme.validation.compiled.model import Result
from adisteme.validation.compiled.plan import Plan, compile_shapes
from adisteme.validation.compiled.run import Run
from adisteme.validation.enclosing import Enclosing
from adisteme.validation.requests import Engine
from adisteme.validation.selects import SelectingGraph
from adisteme.validation.shacl import SH, Violation

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


def violations(
    store: ox.Store, shapes: Graph, engine: Engine = "auto", plan: Plan | None = None
) -> tuple[list[Violation], list[str]]:
    """Run shapes over a store.

    Args:
        store: records, Rules and what follows from them, in the default graph; named graphs are left empty.
        shapes: the shapes.
        engine: `auto` compiles what it can and leaves the rest to pySHACL, `compiled` refuses such a rest,
            `pyshacl` is the reference.
        plan: what `compile_shapes(shapes)` gave, to compile but once.

    Returns:
        The results, and the names (see `Enclosing`) of the shapes that pySHACL ran though they were to be
        compiled.

    Raises:
        InputError: pySHACL refuses the shapes, or `compiled` was asked for and they cannot all be.
    """
    if engine == "pyshacl":
        return list(shacl.validate(SelectingGraph(store), shapes)), []
    plan = plan or compile_shapes(shapes)
    results, routed = run_compiled(store, plan)
    if routed and engine == "compiled":
        names = ", ".join(_names(shapes, routed))
        raise InputError("validate.not_compiled", shapes=names, option="--engine auto")
    found = [violation_of(result) for result in results]
    if routed:
        found += shacl.validate(SelectingGraph(store), only(shapes, routed))
    return found, _names(shapes, routed)


def run_compiled(
    store: ox.Store, plan: Plan, without: Iterable[Node] = ()
) -> tuple[list[Result], list[Node]]:
    """The results of the compiled shapes, and the shapes that are left for pySHACL.

    Args:
        store: the data.
        plan: the shapes.
        without: shapes to leave as well.
    """
    run = Run(store, plan.shapes)
    routed = {*plan.routed, *without}
    results: list[Result] = []
    for shape in plan.starts:
        if shape.node in routed:
            continue
        try:
            results += list(lacking.results(run, shape))
        except NotCompiled:  # what the data say about classes may lie outside as well
            routed.add(shape.node)
    return results, sorted(routed, key=str)


def only(shapes: Graph, wanted: Iterable[Node]) -> Graph:
    """The shapes graph with the targets of some shapes alone."""
    kept = set(wanted)
    classes = {RDFS.Class, OWL.Class, *shapes.subjects(RDFS.subClassOf, RDFS.Class)}
    result = Graph()
    for prefix, namespace in shapes.namespaces():
        result.bind(prefix, namespace)
    for s, p, o in shapes:
        is_target = p in _TARGETS or (p == RDF.type and o in classes)
        if s in kept or not is_target:
            result.add((s, p, o))
    return result


def violation_of(result: Result) -> Violation:
    """A result in the form that both engines share."""
    shape = result.shape
    own_path = shape.path.node if shape.path else None
    return Violation(
        shape=shape.node,
        focus=decode(result.focus),
        path=own_path if result.path is None else result.path,
        value=None if result.value is None else decode(result.value),
        component=str(result.component).removeprefix(str(SH)),
        severity=str(shape.severity).removeprefix(str(SH)).lower(),
        row=result.row or {},
    )


def _names(shapes: Graph, routed: Iterable[Node]) -> list[str]:
    if not routed:
        return []
    enclosing = Enclosing(shapes)
    return sorted({enclosing.name(shape) for shape in routed})
