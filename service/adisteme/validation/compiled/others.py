"""Constraints on value nodes beside the values of another property."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from adisteme.validation.compiled.focus import Focus
from adisteme.validation.compiled.literals import Term, decode
from adisteme.validation.compiled.model import Outcome, Result, Shape
from adisteme.validation.compiled.paths import SH, Path
from adisteme.validation.compiled.run import Run
from adisteme.validation.compiled.values import surely_ordered


@dataclass
class Equals:
    """sh:equals."""

    other: URIRef
    component: ClassVar[URIRef] = SH.EqualsConstraintComponent
    nested: ClassVar[list[Node]] = []

    def outcomes(self, run: Run, shape: Shape, focus: Focus) -> Iterator[Outcome]:
        """One result for each value that is not one of the other property, and the reverse."""
        _, value = focus.values(shape.path)
        same = f"NOT EXISTS {{ {focus.variable} <{self.other}> {value} }}"
        for node, found in run.pairs(focus, shape.path, same):
            yield node, Result(shape, self.component, node, found)
        opposite = Path(self.other, f"<{self.other}>", predicate=f"<{self.other}>")
        path = shape.path
        if path is None:
            for node, found in run.pairs(focus, opposite):
                if node != found:
                    yield node, Result(shape, self.component, node, found)
        elif path.unique:
            _, value = focus.values(opposite)
            same = f"NOT EXISTS {{ {path.triple(focus.variable, value)} }}"
            for node, found in run.pairs(focus, opposite, same):
                yield node, Result(shape, self.component, node, found)
        else:
            values = set(run.pairs(focus, path))
            for node, found in run.pairs(focus, opposite):
                if (node, found) not in values:
                    yield node, Result(shape, self.component, node, found)


@dataclass
class Disjoint:
    """sh:disjoint."""

    other: URIRef
    component: ClassVar[URIRef] = SH.DisjointConstraintComponent
    nested: ClassVar[list[Node]] = []

    def outcomes(self, run: Run, shape: Shape, focus: Focus) -> Iterator[Outcome]:
        """One result for each value that is one of the other property too."""
        _, value = focus.values(shape.path)
        shared = f"EXISTS {{ {focus.variable} <{self.other}> {value} }}"
        for node, found in run.pairs(focus, shape.path, shared):
            yield node, Result(shape, self.component, node, found)


@dataclass
class LessThan:
    """sh:lessThan and sh:lessThanOrEquals."""

    other: URIRef
    sign: str
    nested: ClassVar[list[Node]] = []

    @property
    def component(self) -> URIRef:
        """Of the two."""
        return SH.LessThanConstraintComponent if self.sign == "<" else SH.LessThanOrEqualsConstraintComponent

    def outcomes(self, run: Run, shape: Shape, focus: Focus) -> Iterator[Outcome]:
        """One result for each pair of values out of order; those with the same first value are alike."""
        text, value = focus.values(shape.path)
        ordered = surely_ordered(value, "?__other", self.sign)
        where = f"{text} {focus.variable} <{self.other}> ?__other FILTER(!{ordered})"
        for node, found, other in run.query(
            f"SELECT DISTINCT {focus.variable} {value} ?__other {{ {where} }}"
        ):
            if not self._in_order(found, other):
                yield node, Result(shape, self.component, node, found)

    def _in_order(self, one: Term, other: Term) -> bool:
        left, right = _text_or_literal(decode(one)), _text_or_literal(decode(other))
        if isinstance(left, Literal) and isinstance(right, Literal):
            return bool(left < right if self.sign == "<" else left <= right)
        if isinstance(left, Literal) or isinstance(right, Literal) or left is None or right is None:
            return False
        return left < right if self.sign == "<" else left <= right


def _text_or_literal(node: Node) -> Literal | str | None:
    """What pySHACL compares: the text of an IRI or a string, else the literal; nothing of a blank node."""
    if isinstance(node, Literal):
        return node.value if isinstance(node.value, str) else node
    return None if isinstance(node, BNode) else str(node)
