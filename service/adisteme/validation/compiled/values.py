"""Constraints that each value node keeps or breaks by itself.

`suspects` is a condition of SPARQL that lets certain good values go; `is_good` judges what remains, as
pySHACL does. So the store does the bulk and Python has the last word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar

from rdflib import RDF, RDFS, XSD, BNode, Literal, URIRef
from rdflib.term import Node

from adisteme.validation.compiled.focus import Focus
from adisteme.validation.compiled.literals import decode
from adisteme.validation.compiled.model import Outcome, Result, Shape
from adisteme.validation.compiled.paths import SH
from adisteme.validation.compiled.run import Run

_MEMORY = 50_000
_TEXTS = (None, RDF.langString, XSD.string)
_NUMBERS = (XSD.integer, XSD.decimal)
_DAY = "0000-00-00"
_XSD = str(XSD)
_STRINGS = f"<{XSD.string}>, <{RDF.langString}>"


@dataclass
class ValueConstraint:
    """Base of the constraints on single values."""

    nested: ClassVar[list[Node]] = []
    component: ClassVar[URIRef] = SH.ConstraintComponent

    def suspects(self, run: Run, value: str) -> str:
        """A condition on a variable that no bad value fails; empty for none."""
        return ""

    def is_good(self, run: Run, value: Node) -> bool:
        """Whether a value is in order."""
        raise NotImplementedError

    def outcomes(self, run: Run, shape: Shape, focus: Focus) -> Iterator[Outcome]:
        """One result for each value that is not in order."""
        _, variable = focus.values(shape.path)
        condition = self.suspects(run, variable)
        path = shape.path
        if path is not None and path.predicate and focus.member:
            # Many nodes have few values: judge each once, and ask only then whose the bad ones are.
            condition = self.suspects(run, "?__1")
            bad = [value for value in run.values(path, condition) if not self.is_good(run, decode(value))]
            found = run.leading_to(focus, path, bad) if bad else iter(())
            yield from ((node, Result(shape, self.component, node, value)) for node, value in found)
            return
        judge = lru_cache(_MEMORY)(lambda term: self.is_good(run, decode(term)))
        for node, value in run.pairs(focus, shape.path, condition):
            if not judge(value):
                yield node, Result(shape, self.component, node, value)


@dataclass
class OfClass(ValueConstraint):
    """sh:class."""

    kind: URIRef
    component = SH.ClassConstraintComponent

    def suspects(self, run: Run, value: str) -> str:
        """Those without a type at or below the class."""
        return f"!{run.is_instance(value, self.kind)}"

    def is_good(self, run: Run, value: Node) -> bool:
        """The query told all."""
        return False


@dataclass
class Datatype(ValueConstraint):
    """sh:datatype."""

    datatype: Node
    component = SH.DatatypeConstraintComponent
    _KINDS: ClassVar[dict[Node, Any]] = {
        XSD.string: (str, bytes),
        RDF.langString: (str, bytes),
        XSD.integer: int,
        XSD.float: float,
        XSD.decimal: Decimal,
        XSD.boolean: bool,
        XSD.date: date,
        XSD.time: time,
        XSD.dateTime: datetime,
    }

    def suspects(self, run: Run, value: str) -> str:
        """For the commonest datatypes, those that are none of it or might be ill-typed."""
        if self.datatype in (XSD.string, RDF.langString):
            return f"!COALESCE(DATATYPE({value}) = <{self.datatype}>, false)"
        if self.datatype == XSD.date:
            return f"!({_plain_day(value)})"
        return ""

    def is_good(self, run: Run, value: Node) -> bool:
        """The same steps as pySHACL's, in its order."""
        if not isinstance(value, Literal):
            return False
        if value.datatype == self.datatype:
            return value.ill_typed is not True and self._is_of_kind(value)
        if self.datatype == RDFS.Literal or (self.datatype == RDFS.Datatype and value.datatype):
            return True
        plain = value.datatype is None and value.language is None and self.datatype == XSD.string
        tagged = bool(self.datatype == RDF.langString and value.language)
        return (plain or tagged) and self._is_of_kind(value)

    def _is_of_kind(self, value: Literal) -> bool:
        kind = self._KINDS.get(self.datatype)
        return kind is None or isinstance(value.value, kind)


@dataclass
class NodeKind(ValueConstraint):
    """sh:nodeKind."""

    kind: Node
    component = SH.NodeKindConstraintComponent
    _TESTS: ClassVar[dict[Node, tuple[str, ...]]] = {
        SH.IRI: ("isIRI",),
        SH.BlankNode: ("isBlank",),
        SH.Literal: ("isLiteral",),
        SH.BlankNodeOrIRI: ("isIRI", "isBlank"),
        SH.BlankNodeOrLiteral: ("isBlank", "isLiteral"),
        SH.IRIOrLiteral: ("isIRI", "isLiteral"),
    }

    def suspects(self, run: Run, value: str) -> str:
        """Those of another kind: all of them are bad."""
        tests = [f"{test}({value})" for test in self._TESTS.get(self.kind, ())]
        return f"!({' || '.join(tests)})" if tests else ""

    def is_good(self, run: Run, value: Node) -> bool:
        """The query told all."""
        return False


@dataclass
class In(ValueConstraint):
    """sh:in."""

    allowed: frozenset[Node]
    component = SH.InConstraintComponent

    def suspects(self, run: Run, value: str) -> str:
        """Those that are none of the IRIs."""
        iris = [node for node in sorted(self.allowed, key=str) if isinstance(node, URIRef)]
        return " && ".join(f"!sameTerm({value}, <{iri}>)" for iri in iris)

    def is_good(self, run: Run, value: Node) -> bool:
        """Equal as a term to one of the list."""
        return value in self.allowed


def text_of(value: Node) -> str:
    """The text of a value as pySHACL measures and matches it."""
    if isinstance(value, Literal) and value.value is not None and value.datatype in _TEXTS:
        return str(value.value)
    return str(value)


@dataclass
class Length(ValueConstraint):
    """sh:minLength and sh:maxLength."""

    bound: int
    longest: bool
    component: URIRef = field(init=False)  # type: ignore[misc]

    def __post_init__(self) -> None:
        self.component = SH.MaxLengthConstraintComponent if self.longest else SH.MinLengthConstraintComponent

    def suspects(self, run: Run, value: str) -> str:
        """IRIs and texts out of bounds, and all else."""
        plain = f"(isIRI({value}) || COALESCE(DATATYPE({value}) IN ({_STRINGS}), false))"
        sign = "<=" if self.longest else ">="
        return f"!({plain} && STRLEN(STR({value})) {sign} {self.bound})"

    def is_good(self, run: Run, value: Node) -> bool:
        """A blank node has no length: only the least one of nought lets it pass."""
        if isinstance(value, BNode):
            return not self.longest and self.bound == 0
        length = len(text_of(value))
        return length <= self.bound if self.longest else length >= self.bound


@dataclass
class Pattern(ValueConstraint):
    """sh:pattern, matched by Python's `re` as pySHACL does."""

    expression: re.Pattern[str]
    component = SH.PatternConstraintComponent

    def is_good(self, run: Run, value: Node) -> bool:
        """Found anywhere in the text."""
        return not isinstance(value, BNode) and self.expression.search(text_of(value)) is not None


@dataclass
class LanguageIn(ValueConstraint):
    """sh:languageIn."""

    tags: frozenset[str]
    component = SH.LanguageInConstraintComponent

    def is_good(self, run: Run, value: Node) -> bool:
        """Its tag, or the first part of it, is allowed."""
        if not isinstance(value, Literal) or not value.language:
            return False
        tag = value.language.lower()
        return "*" in self.tags or tag in self.tags or tag.partition("-")[0] in self.tags


@dataclass
class Range(ValueConstraint):
    """sh:minInclusive, sh:minExclusive, sh:maxInclusive and sh:maxExclusive."""

    bound: Literal
    sign: str
    component: URIRef = field(init=False)  # type: ignore[misc]
    _COMPONENTS: ClassVar[dict[str, URIRef]] = {
        ">=": SH.MinInclusiveConstraintComponent,
        ">": SH.MinExclusiveConstraintComponent,
        "<=": SH.MaxInclusiveConstraintComponent,
        "<": SH.MaxExclusiveConstraintComponent,
    }

    def __post_init__(self) -> None:
        self.component = self._COMPONENTS[self.sign]

    def suspects(self, run: Run, value: str) -> str:
        """Where both are plain numbers or days, those out of bounds, and all else."""
        text = str(self.bound)
        if self.bound.ill_typed:
            return ""
        if self.bound.datatype in _NUMBERS and re.fullmatch(r"[+-]?[0-9]{1,9}", text):
            return f"!({_number(value)} && {value} {self.sign} {int(text)})"
        if self.bound.datatype == XSD.date and len(text) == len(_DAY):
            return f'!({_plain_day(value)} && {value} {self.sign} "{text}"^^<{XSD.date}>)'
        return ""

    def is_good(self, run: Run, value: Node) -> bool:
        """Compared as rdflib compares; what cannot be compared is bad."""
        if not isinstance(value, Literal) or isinstance(value.value, str) != isinstance(
            self.bound.value, str
        ):
            return False
        try:
            order = compared(value, self.bound)
        except (TypeError, NotImplementedError):
            return False
        return {">=": order >= 0, ">": order > 0, "<=": order <= 0, "<": order < 0}[self.sign]


def compared(one: Literal, other: Literal) -> int:
    """The order of two literals as pySHACL takes it: times without the total order that rdflib forces on.

    Raises:
        TypeError: they cannot be compared.
    """
    if one.eq(other):
        return 0
    if type(one.value) in (datetime, time):
        return 0 if one.value == other.value else 1 if one.value > other.value else -1
    return 1 if one > other else -1


def _number(value: str) -> str:
    return f"COALESCE(DATATYPE({value}) IN (<{XSD.integer}>, <{XSD.decimal}>), false)"


def _plain_day(value: str) -> str:
    """A valid date of a year of four digits without a time zone, which both engines read alike."""
    return (
        f"COALESCE(DATATYPE({value}) = <{XSD.date}> && STRLEN(STR({value})) = {len(_DAY)} "
        f"&& YEAR({value}) > 0, false)"
    )


def surely_ordered(one: str, other: str, sign: str) -> str:
    """A condition that holds only where both are plain numbers or plain days in that order."""
    numbers = f"{_number(one)} && {_number(other)}"
    days = f"{_plain_day(one)} && {_plain_day(other)}"
    return f"((({numbers}) || ({days})) && COALESCE({one} {sign} {other}, false))"
