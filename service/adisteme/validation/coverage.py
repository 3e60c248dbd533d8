"""What the shapes looked at, by paragraph, and what none of them did: counted by the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from adisteme import namespaces as ns
from adisteme.validation.census import Census
from adisteme.validation.compiled.literals import Term
from adisteme.validation.compiled.model import Targets
from adisteme.validation.compiled.plan import targets_of
from adisteme.validation.compiled.run import Run
from adisteme.validation.report import Coverage, Finding, Unchecked
from adisteme.validation.shacl import SH
from adisteme.validation.unknown import Node as Record
from adisteme.validation.unknown import nearest


@dataclass(frozen=True)
class Looked:
    """How many records each shape looks at, and which no shape does.

    Attributes:
        targets: shape → records.
        unchecked: records without a shape, by class, each with one of them.
    """

    targets: dict[URIRef, int]
    unchecked: list[tuple[Unchecked, Record | None]]

    @property
    def anything(self) -> bool:
        """Whether any shape found a record."""
        return any(self.targets.values())

    def coverage(
        self, shapes: Graph, findings: Iterable[Finding], place: Callable[[NamedNode], str]
    ) -> list[Coverage]:
        """One row for each shape and paragraph that it stands for.

        Args:
            shapes: all shapes.
            findings: their results; those of a shape without a name count for the one around it.
            place: the place that a provision has in the act.
        """
        broken = Counter(finding.shape for finding in findings)
        rows = []
        for shape, count in self.targets.items():
            sources = shapes.objects(shape, DCTERMS.source)
            places: list[str | None] = [*sorted(place(NamedNode(str(source))) for source in sources)]
            rows += [Coverage(where, str(shape), count, broken[str(shape)]) for where in places or [None]]
        return rows


def look(store: Store, census: Census, shapes: Graph, below: Mapping[str, list[str]]) -> Looked:
    """Count, before the Rules are added to the records.

    Args:
        store: the records alone, in the default graph.
        census: of the same.
        shapes: all shapes.
        below: class → classes right below it, as the Rules have it (the records may add to it).
    """
    run = Run(store, {}, below=below)
    count = cache(lambda targets: _count(run, census, targets))
    named = {s for kind in (SH.NodeShape, SH.PropertyShape) for s in shapes.subjects(RDF.type, kind)}
    found = {
        shape: count(_of_all(shapes, shape)) for shape in sorted(s for s in named if isinstance(s, URIRef))
    }
    everything = _joined(targets_of(shapes, shape) for shape in _starts(shapes))
    return Looked(found, _unchecked(run, census, everything))


def _starts(shapes: Graph) -> set[Node]:
    kinds = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
    typed = {s for kind in (SH.NodeShape, SH.PropertyShape) for s in shapes.subjects(RDF.type, kind)}
    return typed | {shape for kind in kinds for shape in shapes.subjects(kind)}


def _of_all(shapes: Graph, shape: Node) -> Targets:
    """A property shape looks at the records of the shapes that hold it, too."""
    return _joined(targets_of(shapes, owner) for owner in (shape, *shapes.subjects(SH.property, shape)))


def _joined(targets: Iterable[Targets]) -> Targets:
    each = list(targets)
    return Targets(
        tuple(sorted({kind for one in each for kind in one.classes})),
        tuple(sorted({node for one in each for node in one.nodes}, key=str)),
        tuple(sorted({predicate for one in each for predicate in one.subjects_of})),
        tuple(sorted({predicate for one in each for predicate in one.objects_of})),
    )


def _count(run: Run, census: Census, targets: Targets) -> int:
    if not targets:
        return 0
    if census.of_one_kind_each and targets == Targets(targets.classes):
        within = {below for kind in targets.classes for below in run.closure(kind)}
        return sum(census.kinds.get(NamedNode(kind), 0) for kind in within)
    with run.targets(targets) as focus:
        counted = "*" if focus.unique else f"DISTINCT {focus.variable}"
        return _number(run, f"SELECT (COUNT({counted}) AS ?n) WHERE {{ {focus.text} }}")


def _number(run: Run, text: str) -> int:
    (number,) = next(iter(run.query(text)))
    return int(number.value) if isinstance(number, Literal) else 0


def _unchecked(run: Run, census: Census, seen: Targets) -> list[tuple[Unchecked, Record | None]]:
    known = {below for kind in seen.classes for below in run.closure(kind)}
    rest = _unseen(run, seen)
    also = rest if census.of_one_kind_each else f"{rest} {_of_none(known)}"
    others = [kind for kind in census.kinds if not (isinstance(kind, NamedNode) and kind.value in known)]
    meant = {str(kind.value): nearest(str(kind.value), map(str, seen.classes)) for kind in others}
    # A record of a mistyped class stays unchecked, though a shape looked at, say, its dates.
    plain = [kind for kind in others if meant[str(kind.value)] is None]
    mistyped = [kind for kind in others if meant[str(kind.value)] is not None]
    unseen = [*_instances(run, plain, also), *_instances(run, mistyped, _of_none(known))]
    rows = [
        (Unchecked(kind.value, number, meant[str(kind.value)]), first)
        for kind, number, first in sorted(unseen, key=lambda row: str(row[0].value))
    ]
    rows.sort(key=lambda row: row[0].nearest is None)  # stable: what seems mistyped first, each by name
    if census.subjects == census.typed:
        return rows
    # grouped, since the store would move the conditions into a SELECT DISTINCT and ask them of each triple
    nodes = "{ SELECT ?s WHERE { ?s ?p ?o } GROUP BY ?s }"
    where = f"{{ {nodes} FILTER NOT EXISTS {{ ?s a ?kind }} {rest} }}"
    (row,) = run.query(f"SELECT (COUNT(*) AS ?n) (MIN(?s) AS ?first) {where}")
    untyped = int(row[0].value)
    return [*rows, (Unchecked(None, untyped, None), _record(row[1]))] if untyped else rows


def _unseen(run: Run, seen: Targets) -> str:
    """Conditions that no target but a class has ?s; predicates that do not occur need no asking."""
    conditions = [f"FILTER NOT EXISTS {{ ?s <{p}> ?o1 }}" for p in seen.subjects_of if run.occurs(p)]
    conditions += [f"FILTER NOT EXISTS {{ ?s1 <{p}> ?s }}" for p in seen.objects_of if run.occurs(p)]
    conditions += [f"FILTER(?s != <{node}>)" for node in seen.nodes if isinstance(node, URIRef)]
    return " ".join(conditions)


def _of_none(known: Iterable[str]) -> str:
    listed = ", ".join(f"<{kind}>" for kind in sorted(known))
    return f"FILTER NOT EXISTS {{ ?s a ?k FILTER(?k IN ({listed})) }}"


def _instances(run: Run, others: list[Term], also: str) -> Iterator[tuple[Term, int, Record | None]]:
    """How many instances of each class meet further conditions, and one of them; none where none does."""
    named = " ".join(str(kind) for kind in others if isinstance(kind, NamedNode))
    ways = [f"VALUES ?kind {{ {named} }}"] if named else []
    ways += ["FILTER(!isIRI(?kind))"] if any(not isinstance(kind, NamedNode) for kind in others) else []
    for way in ways:
        told = "?kind (COUNT(?s) AS ?n) (MIN(?s) AS ?first)"
        counted = f"SELECT {told} WHERE {{ {way} ?s a ?kind {also} }} GROUP BY ?kind"
        yield from ((kind, int(number.value), _record(first)) for kind, number, first in run.query(counted))


def _record(term: object) -> Record | None:
    return term if isinstance(term, NamedNode | BlankNode) else None


def subclasses(triples: Iterable[Triple]) -> dict[str, list[str]]:
    """Class → classes right below it."""
    below = NamedNode(ns.RDFS + "subClassOf")
    found: dict[str, list[str]] = {}
    for s, p, o in triples:
        if p == below and isinstance(s, NamedNode) and isinstance(o, NamedNode):
            found.setdefault(o.value, []).append(s.value)
    return found
