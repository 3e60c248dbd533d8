"""The constraints of a shape, read from the shapes graph.

Each parameter has a reader; one that finds anything but what SHACL asks for leaves the shape to pySHACL,
which then says what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from rdflib import XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from adisteme.validation.compiled import counts, logic, others, values
from adisteme.validation.compiled.errors import NotCompiled
from adisteme.validation.compiled.model import Constraint
from adisteme.validation.compiled.paths import SH, Path, iri, items
from adisteme.validation.compiled.select import read_select

_WHOLE = frozenset(
    {
        XSD.integer,
        XSD.nonPositiveInteger,
        XSD.negativeInteger,
        XSD.long,
        XSD.int,
        XSD.short,
        XSD.byte,
        XSD.nonNegativeInteger,
        XSD.positiveInteger,
        XSD.unsignedLong,
        XSD.unsignedInt,
        XSD.unsignedShort,
        XSD.unsignedByte,
    }
)
Reader = Callable[["Reading"], Iterator[Constraint]]


class Reading:
    """One shape as it is read.

    Args:
        graph: the shapes.
        node: the shape.
        path: its path where it is a property shape.
        is_property: tells property shapes from node shapes.
    """

    def __init__(
        self, graph: Graph, node: Node, path: Path | None, is_property: Callable[[Node], bool]
    ) -> None:
        self.graph = graph
        self.node = node
        self.path = path
        self.is_property = is_property

    def constraints(self) -> Iterator[Constraint]:
        """All constraints of the shape.

        Raises:
            NotCompiled: one of them is not well-formed or outside the compiled subset.
        """
        found = set(self.graph.predicates(self.node))
        if (SH.ignoredProperties in found and SH.closed not in found) or (
            SH.flags in found and SH.pattern not in found
        ):
            raise NotCompiled("a parameter without the one that it belongs to")
        for predicate, reader in _READERS.items():
            if predicate in found:
                yield from reader(self)

    def all(self, predicate: URIRef) -> list[Node]:
        """The values of a parameter, in a fixed order."""
        return sorted(self.graph.objects(self.node, predicate), key=lambda node: (type(node).__name__, node))

    def one(self, predicate: URIRef) -> Node:
        """The single value of a parameter."""
        found = self.all(predicate)
        if len(found) != 1:
            raise NotCompiled(f"more than one value of {predicate}")
        return found[0]

    def literal(self, predicate: URIRef) -> Literal:
        """The single value of a parameter, a literal."""
        found = self.one(predicate)
        if not isinstance(found, Literal) or found.ill_typed:
            raise NotCompiled(f"{predicate} is not a literal")
        return found

    def whole(self, predicate: URIRef, kinds: frozenset[URIRef]) -> int:
        """The single value of a parameter, a whole number from nought."""
        found = self.literal(predicate)
        if found.datatype not in kinds or not isinstance(found.value, int) or found.value < 0:
            raise NotCompiled(f"{predicate} is not a whole number")
        return found.value

    def flag(self, predicate: URIRef) -> bool:
        """The single value of a parameter, a boolean."""
        found = self.literal(predicate)
        if not isinstance(found.value, bool):
            raise NotCompiled(f"{predicate} is not a boolean")
        return found.value

    def of_property(self, predicate: URIRef) -> None:
        """Refuse a parameter that stands at a node shape."""
        if self.path is None:
            raise NotCompiled(f"{predicate} at a node shape")


def _classes(shape: Reading) -> Iterator[Constraint]:
    for kind in shape.all(SH["class"]):
        yield values.OfClass(URIRef(iri(kind)))


def _datatype(shape: Reading) -> Iterator[Constraint]:
    yield values.Datatype(URIRef(iri(shape.one(SH.datatype))))


def _node_kind(shape: Reading) -> Iterator[Constraint]:
    yield values.NodeKind(shape.one(SH.nodeKind))


def _in(shape: Reading) -> Iterator[Constraint]:
    members = items(shape.graph, shape.one(SH["in"]))
    for member in members:
        if isinstance(member, URIRef):
            iri(member)
        elif not isinstance(member, Literal):
            raise NotCompiled("a blank node in sh:in")
    yield values.In(frozenset(members))


def _min_length(shape: Reading) -> Iterator[Constraint]:
    yield values.Length(shape.whole(SH.minLength, _WHOLE), longest=False)


def _max_length(shape: Reading) -> Iterator[Constraint]:
    yield values.Length(shape.whole(SH.maxLength, _WHOLE), longest=True)


def _pattern(shape: Reading) -> Iterator[Constraint]:
    flags = 0
    if shape.all(SH.flags):
        given = str(shape.literal(SH.flags).value).lower()
        flags = (re.IGNORECASE if "i" in given else 0) | (re.MULTILINE if "m" in given else 0)
    for pattern in shape.all(SH.pattern):
        if not isinstance(pattern, Literal):
            raise NotCompiled("sh:pattern is not a literal")
        try:
            yield values.Pattern(re.compile(str(pattern), flags))
        except re.error as error:
            raise NotCompiled(f"sh:pattern: {error}") from None


def _language_in(shape: Reading) -> Iterator[Constraint]:
    tags = items(shape.graph, shape.one(SH.languageIn))
    if any(not isinstance(tag, Literal) or not isinstance(tag.value, str) for tag in tags):
        raise NotCompiled("sh:languageIn is not a list of strings")
    yield values.LanguageIn(frozenset(str(tag).lower() for tag in tags))


def _ranges(predicate: URIRef, sign: str) -> Reader:
    def read(shape: Reading) -> Iterator[Constraint]:
        for bound in shape.all(predicate):
            if not isinstance(bound, Literal):
                raise NotCompiled(f"{predicate} is not a literal")
            yield values.Range(bound, sign)

    return read


def _min_count(shape: Reading) -> Iterator[Constraint]:
    shape.of_property(SH.minCount)
    yield counts.MinCount(shape.whole(SH.minCount, frozenset({XSD.integer})))


def _max_count(shape: Reading) -> Iterator[Constraint]:
    shape.of_property(SH.maxCount)
    yield counts.MaxCount(shape.whole(SH.maxCount, frozenset({XSD.integer})))


def _unique_lang(shape: Reading) -> Iterator[Constraint]:
    shape.of_property(SH.uniqueLang)
    if shape.flag(SH.uniqueLang):
        yield counts.UniqueLang()


def _has_value(shape: Reading) -> Iterator[Constraint]:
    for wanted in shape.all(SH.hasValue):
        if isinstance(wanted, BNode):
            raise NotCompiled("a blank node as sh:hasValue")
        yield counts.HasValue(wanted)


def _closed(shape: Reading) -> Iterator[Constraint]:
    flag = shape.one(SH.closed)
    if not isinstance(flag, Literal):
        raise NotCompiled("sh:closed is not a literal")
    allowed = {
        member for ignored in shape.all(SH.ignoredProperties) for member in items(shape.graph, ignored)
    }
    for inner in shape.all(SH.property):
        allowed |= set(shape.graph.objects(inner, SH.path))
    for member in allowed:
        if isinstance(member, URIRef):
            iri(member)
    if flag.value:
        yield counts.Closed(frozenset(allowed))


def _equals(shape: Reading) -> Iterator[Constraint]:
    for other in shape.all(SH.equals):
        yield others.Equals(URIRef(iri(other)))


def _disjoint(shape: Reading) -> Iterator[Constraint]:
    for other in shape.all(SH.disjoint):
        yield others.Disjoint(URIRef(iri(other)))


def _less(predicate: URIRef, sign: str) -> Reader:
    def read(shape: Reading) -> Iterator[Constraint]:
        shape.of_property(predicate)
        for other in shape.all(predicate):
            yield others.LessThan(URIRef(iri(other)), sign)

    return read


def _property(shape: Reading) -> Iterator[Constraint]:
    for inner in shape.all(SH.property):
        if not shape.is_property(inner):
            raise NotCompiled("sh:property leads to no property shape")
        yield logic.Property([inner])


def _node(shape: Reading) -> Iterator[Constraint]:
    for inner in shape.all(SH.node):
        if shape.is_property(inner):
            raise NotCompiled("sh:node leads to a property shape")
        yield logic.Conforms([inner])


def _not(shape: Reading) -> Iterator[Constraint]:
    for inner in shape.all(SH["not"]):
        yield logic.Not([inner])


def _lists(predicate: URIRef, kind: Callable[[list[Node]], Constraint], *, once: bool = True) -> Reader:
    def read(shape: Reading) -> Iterator[Constraint]:
        for node in shape.all(predicate):
            members = items(shape.graph, node)
            if not members:
                raise NotCompiled("an empty list of shapes")
            yield kind(list(dict.fromkeys(members)) if once else members)

    return read


def _qualified(shape: Reading) -> Iterator[Constraint]:
    shape.of_property(SH.qualifiedValueShape)
    least, most = (
        shape.whole(predicate, _WHOLE) if shape.all(predicate) else None
        for predicate in (SH.qualifiedMinCount, SH.qualifiedMaxCount)
    )
    if least is None and most is None:
        raise NotCompiled("sh:qualifiedValueShape without a count")
    disjoint = any(
        isinstance(flag, Literal) and flag.value is True
        for flag in shape.all(SH.qualifiedValueShapesDisjoint)
    )
    for inner in shape.all(SH.qualifiedValueShape):
        siblings = _siblings(shape, inner) if disjoint else []
        yield logic.Qualified(inner, least, most, siblings)


def _siblings(shape: Reading, inner: Node) -> list[Node]:
    found = {
        sibling
        for parent in shape.graph.subjects(SH.property, shape.node)
        for member in shape.graph.objects(parent, SH.property)
        for sibling in shape.graph.objects(member, SH.qualifiedValueShape)
    }
    return sorted(found - {inner}, key=str)


def _sparql(shape: Reading) -> Iterator[Constraint]:
    for constraint in shape.all(SH.sparql):
        select = read_select(shape.graph, constraint, shape.path)
        if select is not None:
            yield select


def _stray(shape: Reading) -> Iterator[Constraint]:
    """Counts without the shape that they count."""
    if not shape.all(SH.qualifiedValueShape):
        raise NotCompiled("a qualified count without sh:qualifiedValueShape")
    return iter(())


_READERS: dict[URIRef, Reader] = {
    SH["class"]: _classes,
    SH.datatype: _datatype,
    SH.nodeKind: _node_kind,
    SH["in"]: _in,
    SH.minLength: _min_length,
    SH.maxLength: _max_length,
    SH.pattern: _pattern,
    SH.languageIn: _language_in,
    SH.minInclusive: _ranges(SH.minInclusive, ">="),
    SH.minExclusive: _ranges(SH.minExclusive, ">"),
    SH.maxInclusive: _ranges(SH.maxInclusive, "<="),
    SH.maxExclusive: _ranges(SH.maxExclusive, "<"),
    SH.minCount: _min_count,
    SH.maxCount: _max_count,
    SH.uniqueLang: _unique_lang,
    SH.hasValue: _has_value,
    SH.closed: _closed,
    SH.equals: _equals,
    SH.disjoint: _disjoint,
    SH.lessThan: _less(SH.lessThan, "<"),
    SH.lessThanOrEquals: _less(SH.lessThanOrEquals, "<="),
    SH.property: _property,
    SH.node: _node,
    SH["not"]: _not,
    SH["and"]: _lists(SH["and"], logic.And),
    SH["or"]: _lists(SH["or"], logic.Or),
    SH.xone: _lists(SH.xone, logic.Xone, once=False),
    SH.qualifiedValueShape: _qualified,
    SH.qualifiedMinCount: _stray,
    SH.qualifiedMaxCount: _stray,
    SH.qualifiedValueShapesDisjoint: _stray,
    SH.sparql: _sparql,
}
SHAPE_EXPECTING = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape)
LIST_TAKING = (SH["and"], SH["or"], SH.xone)
