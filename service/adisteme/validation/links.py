"""Where a property that leads to another record leads instead: to a text, another kind of record, or nowhere.

Which kinds are right, the mapping of tables says. Asked once for each distinct value; the few that are of no
right kind are told apart afterwards. The wrong ones are marked in the store, where two shapes find them
(`shapes/records.ttl`):

rec:textFor      a record has a text where a property asks for another record
rec:strayTo      a property of a record leads to one that has a class, and none that is right there
                 both lead to a node that several records share, with
rec:by           the property, and rec:term, the same as people write it, in brackets
rec:leadsTo      the text, or the other record
rec:recordedAs   what kind the other record is of
rec:expected     the kinds that are right
rec:example      one of them written out
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store
from rdflib import URIRef

from adisteme import namespaces as ns
from adisteme.languages import LANGUAGES
from adisteme.tables.mapping import Table, mapping
from adisteme.validation.compiled.run import Run
from adisteme.validation.report import Unknown
from adisteme.validation.terms import curie
from adisteme.validation.unknown import Node, counted, nearest

_TYPE = NamedNode(ns.RDF + "type")
_LABEL = NamedNode(ns.SKOS + "prefLabel")
_GRAPH = DefaultGraph()
# Classes of whatever there is: they do not say what a record is.
_ANYTHING = frozenset((ns.OWL + "Thing", ns.OWL + "NamedIndividual", ns.RDFS + "Resource"))
_NOT_SAID = "NOT EXISTS { ?o ?any ?said }"


@dataclass(frozen=True)
class Link:
    """A property that leads to records.

    Attributes:
        predicate: it.
        ways: class of the records that have it → keys of the tables to whose rows it may lead there.
    """

    predicate: NamedNode
    ways: Mapping[str, tuple[str, ...]]

    @property
    def described(self) -> bool:
        """Whether more than a name is said of all such records: then one nowhere described is a slip."""
        bare = ("id", "text", "link")
        return not any(all(column.type in bare for column in _table(key).columns) for key in self.tables())

    @cached_property
    def term(self) -> str:
        """The property as people write it."""
        return curie(self.predicate.value)

    def tables(self, classes: Iterable[str] = ()) -> tuple[str, ...]:
        """Where it may lead from a record of these classes; from one of others, wherever it leads at all."""
        ways = [self.ways[kind] for kind in classes if kind in self.ways] or list(self.ways.values())
        return tuple(dict.fromkeys(key for keys in ways for key in keys))

    @property
    def common(self) -> list[str]:
        """Where it may lead from any record."""
        return [key for key in self.tables() if all(key in keys for keys in self.ways.values())]


def links() -> list[Link]:
    """All of them, as the mapping of tables has them."""
    found: dict[NamedNode, dict[str, tuple[str, ...]]] = {}
    for table in mapping().tables:
        for column in table.columns:
            if column.type == "reference" and column.property is not None:
                found.setdefault(column.property, {})[table.class_.value] = column.of
    return sorted((Link(*entry) for entry in found.items()), key=lambda link: link.predicate.value)


def look(store: Store, below: Mapping[str, list[str]]) -> Iterator[tuple[Unknown, Node]]:
    """Mark what leads to a text or to a record of another kind, and tell what leads nowhere.

    Args:
        store: the records alone, in the default graph; the marks are added to it.
        below: class → classes right below it, as the Rules have it.

    Yields:
        Properties that lead to what is nowhere described, each with a record that has it.
    """
    run = Run(store, {}, below=below)
    for link in links():
        if run.occurs(link.predicate.value):
            yield from _looked(run, link)


def _looked(run: Run, link: Link) -> Iterator[tuple[Unknown, Node]]:
    nowhere = False
    known = _right(run, (table.key for table in mapping().tables))
    for value in _doubtful(run, link):
        kinds = [] if isinstance(value, Literal) else _kinds(run.store, value)
        if kinds and known.isdisjoint(kinds) and all(nearest(kind, known) for kind in kinds):
            continue  # mistyped: told once as unchecked, not at each link that leads there
        if isinstance(value, Literal) or kinds:
            for tables, records in _wrong(run, link, value, kinds).items():
                run.store.extend(_marks(link, tables, records, value, kinds))
        else:
            nowhere = nowhere or link.described
    if nowhere:
        pattern = f"?s {link.predicate} ?o FILTER(isIRI(?o)) FILTER {_NOT_SAID}"
        yield from counted(run.store, link.predicate.value, "reference", None, pattern)


def _doubtful(run: Run, link: Link) -> list[Node | Literal]:
    """Values not right everywhere: texts, of other classes, or nowhere described (where that matters)."""
    # Grouped first, since the store would ask the conditions of each triple.
    values = f"{{ SELECT ?o WHERE {{ ?s {link.predicate} ?o }} GROUP BY ?o }}"
    other = " ".join(f"FILTER NOT EXISTS {{ ?o a <{kind}> }}" for kind in sorted(_right(run, link.common)))
    nowhere = f" || (isIRI(?o) && {_NOT_SAID})" if link.described else ""
    found = run.query(
        f"SELECT ?o WHERE {{ {values} {other} FILTER(isLiteral(?o) || EXISTS {{ ?o a ?kind }}{nowhere}) }}"
    )
    return [value for (value,) in found if isinstance(value, NamedNode | BlankNode | Literal)]


def _right(run: Run, tables: Iterable[str]) -> set[str]:
    return {kind for key in tables for kind in run.closure(URIRef(_table(key).class_.value))}


def _kinds(store: Store, node: Node) -> list[str]:
    classes = (quad.object for quad in store.quads_for_pattern(node, _TYPE, None, _GRAPH))
    names = {kind.value for kind in classes if isinstance(kind, NamedNode)}
    return sorted(names - _ANYTHING)


def _wrong(
    run: Run, link: Link, value: Node | Literal, kinds: Sequence[str]
) -> dict[tuple[str, ...], list[Node]]:
    """The records for which a value is wrong, by the tables that are right there."""
    found: dict[tuple[str, ...], list[Node]] = {}
    alike = len(link.common) == len(link.tables())
    for quad in list(run.store.quads_for_pattern(None, link.predicate, value, _GRAPH)):
        if isinstance(quad.subject, Node):
            tables = link.tables(() if alike else _kinds(run.store, quad.subject))
            if alike or _right(run, tables).isdisjoint(kinds):
                found.setdefault(tables, []).append(quad.subject)
    return found


def _marks(
    link: Link, tables: Sequence[str], records: Iterable[Node], value: Node | Literal, kinds: Sequence[str]
) -> Iterator[Quad]:
    mark, expected = BlankNode(), _term("expected-" + "-".join(tables))
    for record in records:
        yield Quad(record, _term("strayTo" if kinds else "textFor"), mark)
    yield Quad(mark, _term("by"), link.predicate)
    yield Quad(mark, _term("term"), Literal(f"({link.term})"))  # bare, it would be taken for an IRI
    yield Quad(mark, _term("leadsTo"), value)
    yield Quad(mark, _term("expected"), expected)
    yield from _named(expected, tables)
    right = curie(_table(tables[0]).class_.value)
    yield Quad(mark, _term("example"), Literal(f"{link.term} <record-1> . <record-1> a {right}"))
    if kinds:
        known = [table.key for table in mapping().tables if table.class_.value in kinds][:1]
        kind = _term("kind-" + known[0]) if known else NamedNode(kinds[0])
        yield Quad(mark, _term("recordedAs"), kind)
        yield from _named(kind, known)


def _named(node: NamedNode, tables: Sequence[str]) -> Iterator[Quad]:
    """Names for messages: those of tables."""
    for lang in LANGUAGES if tables else ():
        yield Quad(node, _LABEL, Literal(", ".join(_table(key).names[lang] for key in tables), language=lang))


def _table(key: str) -> Table:
    return next(table for table in mapping().tables if table.key == key)


def _term(name: str) -> NamedNode:
    return NamedNode(ns.RECORD + name)
