"""Constraints on the value nodes of a focus node together: how many, which, in which languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rdflib import RDF, RDFS, URIRef
from rdflib.term import Node

from adisteme.validation.compiled.focus import Focus
from adisteme.validation.compiled.literals import Term, encode
from adisteme.validation.compiled.model import Outcome, Result, Shape
from adisteme.validation.compiled.paths import SH, Path
from adisteme.validation.compiled.run import Run


def _without(focus: Focus, path: Path, end: str) -> str:
    """Patterns for the focus nodes that a path does not lead to `end`, a term or a fresh variable."""
    step = path.triple(focus.variable, end)
    if path.short:
        return f"{focus.text} FILTER NOT EXISTS {{ {step} }}"
    # several patterns under NOT EXISTS are joined anew for each node
    return f"{focus.text} MINUS {{ {step} }}"


@dataclass
class MinCount:
    """sh:minCount."""

    least: int
    component: ClassVar[URIRef] = SH.MinCountConstraintComponent
    nested: ClassVar[list[Node]] = []

    def outcomes(self, run: Run, shape: Shape, focus: Focus) -> Iterator[Outcome]:
        """One result for each focus node with too few values."""
        path = shape.path
        if path is None or self.least == 0:
            return
        if path.empty:  # the node itself is a value, whatever the triples say
            enough = _counted(run, focus, path, f">= {self.least}")
            found = (node for node in run.nodes(focus) if node not in enough)
        elif self.least == 1:
            some = focus.without(path.triple(focus.variable, "?__value"))
            where = _without(some, path, "?__value")
            found = (node for (node,) in run.query(f"SELECT DISTINCT {some.variable} {{ {where} }}"))
        else:
            where = f"{focus.text} OPTIONAL {{ {path.triple(focus.variable, '?__value')} }}"
            counted = f"HAVING (COUNT(DISTINCT ?__value) < {self.least})"
            text = f"SELECT {focus.variable} {{ {where} }} GROUP BY {focus.variable} {counted}"
            found = (node for (node,) in run.query(text))
        for node in found:
            yield node, Result(shape, self.component, node)


@dataclass
class MaxCount:
    """sh:maxCount."""

    most: int
    component: ClassVar[URIRef] = SH.MaxCountConstraintComponent
    nested: ClassVar[list[Node]] = []

    def outcomes(self, run: Run, shape: Shape, focus: Focus) -> Iterator[Outcome]:
        """One result for each focus node with too many values."""
        path = shape.path
        if path is None or (self.most and path.predicate and focus.member and run.is_single(path.predicate)):
            return
        if path.predicate and focus.member:  # few have too many: only these are asked what class they are of
            many = f"SELECT {focus.variable} {{ {path.triple(focus.variable, '?__value')} }}"
            many += f" GROUP BY {focus.variable} HAVING (COUNT(?__value) > {self.most})"
            where = f"{{ {many} }} FILTER({focus.member})"
            found = {node for (node,) in run.query(f"SELECT {focus.variable} {{ {where} }}")}
        elif self.most == 1 and not path.empty:
            one, other = (path.triple(focus.variable, name) for name in ("?__one", "?__other"))
            where = f"{focus.text} {one} {other} FILTER(!sameTerm(?__one, ?__other))"
            rows = run.query(f"SELECT DISTINCT {focus.variable} {{ {where} }}")
            found = {node for (node,) in rows}
        else:
            found = _counted(run, focus, path, f"> {self.most}")
        for node in found:
            yield node, Result(shape, self.component, node)


def _counted(run: Run, focus: Focus, path: Path, condition: str) -> set[Term]:
    text, value = focus.values(path)
    group = f"GROUP BY {focus.variable} HAVING (COUNT(DISTINCT {value}) {condition})"
    return {node for (node,) in run.query(f"SELECT {focus.variable} {{ {text} }} {group}")}


@dataclass
class UniqueLang:
    """sh:uniqueLang."""

    component: ClassVar[URIRef] = SH.UniqueLangConstraintComponent
    nested: ClassVar[list[Node]] = []

    def outcomes(self, run: Run, shape: Shape, focus: Focus) -> Iterator[Outcome]:
        """One result for each focus node and language with more than one value."""
        text, value = focus.values(shape.path)
        where = f'{text} FILTER(COALESCE(LANG({value}) != "", false))'
        group = f"GROUP BY {focus.variable} (LCASE(LANG({value})) AS ?__tag)"
        counted = f"HAVING (COUNT(DISTINCT {value}) > 1)"
        for node, _ in run.query(f"SELECT {focus.variable} ?__tag {{ {where} }} {group} {counted}"):
            yield node, Result(shape, self.component, node)


@dataclass
class HasValue:
    """sh:hasValue."""

    wanted: Node
    component: ClassVar[URIRef] = SH.HasValueConstraintComponent
    nested: ClassVar[list[Node]] = []

    def outcomes(self, run: Run, shape: Shape, focus: Focus) -> Iterator[Outcome]:
        """One result for each focus node without the value."""
        term = encode(self.wanted)
        having = {node for node, _ in run.leading_to(focus, shape.path, [term])} if shape.path else {term}
        for node in run.nodes(focus):
            if node not in having:
                yield node, Result(shape, self.component, node)


@dataclass
class Closed:
    """sh:closed."""

    allowed: frozenset[Node]
    component: ClassVar[URIRef] = SH.ClosedConstraintComponent
    nested: ClassVar[list[Node]] = []

    def outcomes(self, run: Run, shape: Shape, focus: Focus) -> Iterator[Outcome]:
        """One result for each triple of a value node with another predicate."""
        text, value = focus.values(shape.path)
        iris = ", ".join(f"<{node}>" for node in sorted(self.allowed, key=str) if isinstance(node, URIRef))
        where = f"{text} {value} ?__predicate ?__object FILTER(?__predicate NOT IN ({iris}))"
        where += f" FILTER(!(?__predicate = <{RDF.type}> && sameTerm(?__object, <{RDFS.Resource}>)))"
        columns = (
            f"{focus.variable} {value} ?__predicate ?__object"
            if shape.path
            else f"{value} ?__predicate ?__object"
        )
        for row in run.query(f"SELECT DISTINCT {columns} {{ {where} }}"):
            predicate, found = row["__predicate"], row["__object"]
            yield row[0], Result(shape, self.component, row[0], found, URIRef(predicate.value))
