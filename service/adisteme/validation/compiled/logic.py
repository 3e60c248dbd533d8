"""Constraints that refer to other shapes, evaluated over the set of all value nodes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from rdflib import URIRef
from rdflib.term import Node

from adisteme.validation.compiled.focus import Focus
from adisteme.validation.compiled.literals import Term
from adisteme.validation.compiled.model import Outcome, Result, Shape
from adisteme.validation.compiled.paths import SH
from adisteme.validation.compiled.run import Run


@dataclass
class Property:
    """sh:property: the results are those of the inner shape, once for each way to its focus node."""

    nested: list[Node]

    def outcomes(self, run: Run, shape: Shape, focus: Focus) -> Iterator[Outcome]:
        """The results of the property shape over all value nodes."""
        inner = run.outcomes(run.shapes[self.nested[0]], focus.through(shape.path))
        if shape.path is None:
            yield from inner
            return
        found: dict[Term, list[Result]] = defaultdict(list)
        for node, result in inner:
            found[node].append(result)
        if found:
            for node, value in run.leading_to(focus, shape.path, found):
                for result in found[value]:
                    yield node, result


@dataclass
class _Judged:
    """Base of those with one result for each value node that conforms to too few or too many shapes."""

    nested: list[Node]
    component: ClassVar[URIRef]

    def bad(self, run: Run, values: Focus) -> set[Term]:
        """The value nodes that are not in order."""
        raise NotImplementedError

    def outcomes(self, run: Run, shape: Shape, focus: Focus) -> Iterator[Outcome]:
        """One result for each value node that is not in order."""
        bad = self.bad(run, focus.through(shape.path))
        if bad:
            for node, value in run.leading_to(focus, shape.path, bad):
                yield node, Result(shape, self.component, node, value)


class Conforms(_Judged):
    """sh:node."""

    component = SH.NodeConstraintComponent

    def bad(self, run: Run, values: Focus) -> set[Term]:
        """Those that fail the shape."""
        return run.failing(self.nested[0], values)


class Not(_Judged):
    """sh:not."""

    component = SH.NotConstraintComponent

    def bad(self, run: Run, values: Focus) -> set[Term]:
        """Those that do not fail the shape."""
        failing = run.failing(self.nested[0], values)
        return {node for node in run.nodes(values) if node not in failing}


class And(_Judged):
    """sh:and."""

    component = SH.AndConstraintComponent

    def bad(self, run: Run, values: Focus) -> set[Term]:
        """Those that fail any."""
        return set().union(*(run.failing(node, values) for node in self.nested))


class Or(_Judged):
    """sh:or."""

    component = SH.OrConstraintComponent

    def bad(self, run: Run, values: Focus) -> set[Term]:
        """Those that fail all: each further shape is asked only of those that failed so far."""
        first, *others = self.nested
        failing = run.failing(first, values)
        for node in others:
            if failing:
                with run.those(failing) as left:
                    failing = run.failing(node, left)
        return failing


class Xone(_Judged):
    """sh:xone; a shape that stands twice in the list counts twice."""

    component = SH.XoneConstraintComponent

    def bad(self, run: Run, values: Focus) -> set[Term]:
        """Those that do not conform to exactly one."""
        failed = Counter(node for shape in self.nested for node in run.failing(shape, values))
        return {node for node in run.nodes(values) if failed[node] != len(self.nested) - 1}


@dataclass
class Qualified:
    """sh:qualifiedValueShape with its counts; `siblings` where it is disjoint."""

    shape: Node
    least: int | None
    most: int | None
    siblings: list[Node] = field(default_factory=list)

    @property
    def nested(self) -> list[Node]:
        """The shape and its siblings."""
        return [self.shape, *self.siblings]

    def outcomes(self, run: Run, shape: Shape, focus: Focus) -> Iterator[Outcome]:
        """One result for each focus node with too few or too many values that conform."""
        values = focus.through(shape.path)
        failing = run.failing(self.shape, values)
        siblings = [run.failing(sibling, values) for sibling in self.siblings]
        counted: Counter[Term] = Counter()
        for node, value in run.pairs(focus, shape.path):
            if value not in failing and all(value in failed for failed in siblings):
                counted[node] += 1
        for node in run.nodes(focus):
            if self.most is not None and counted[node] > self.most:
                yield node, Result(shape, SH.QualifiedMaxCountConstraintComponent, node)
            if self.least is not None and counted[node] < self.least:
                yield node, Result(shape, SH.QualifiedMinCountConstraintComponent, node)
