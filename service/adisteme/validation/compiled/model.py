"""Shapes as a run needs them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from rdflib import URIRef
from rdflib.term import Node

from adisteme.validation.compiled.literals import Term
from adisteme.validation.compiled.paths import Path

if TYPE_CHECKING:
    from adisteme.validation.compiled.focus import Focus
    from adisteme.validation.compiled.run import Run


class Result(NamedTuple):
    """One validation result; `path` where it is not that of the shape, `row` of a SPARQL constraint."""

    shape: Shape
    component: URIRef
    focus: Term
    value: Term | None = None
    path: Node | None = None
    row: dict[str, str] | None = None


Outcome = tuple["Term", Result]
"""A focus node that does not conform, with one of the results that say so (their focus may lie deeper)."""


class Constraint(Protocol):
    """A constraint, ready to be run over a set of focus nodes."""

    @property
    def nested(self) -> list[Node]:
        """The shapes that it refers to."""
        ...

    def outcomes(self, run: Run, shape: Shape, focus: Focus) -> Iterator[Outcome]:
        """Results for all focus nodes at once."""
        ...


@dataclass(frozen=True)
class Targets:
    """What a shape looks at of itself."""

    classes: tuple[URIRef, ...] = ()
    nodes: tuple[Node, ...] = ()
    subjects_of: tuple[URIRef, ...] = ()
    objects_of: tuple[URIRef, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.classes or self.nodes or self.subjects_of or self.objects_of)


@dataclass(eq=False)
class Shape:
    """A shape; two are never the same."""

    node: Node
    path: Path | None
    severity: Node
    targets: Targets
    deactivated: bool = False
    constraints: list[Constraint] = field(default_factory=list)

    @property
    def nested(self) -> list[Node]:
        """The shapes that its constraints refer to."""
        return [node for constraint in self.constraints for node in constraint.nested]
