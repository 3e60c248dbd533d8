"""One run of compiled shapes over one store."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache

import pyoxigraph as ox
from rdflib import RDF, RDFS, URIRef
from rdflib.term import Node

from adisteme.validation.compiled.errors import NotCompiled
from adisteme.validation.compiled.focus import Focus
from adisteme.validation.compiled.literals import Term, encode
from adisteme.validation.compiled.model import Outcome, Shape, Targets
from adisteme.validation.compiled.paths import Path

_SET = "urn:adisteme:set:"
_HOLDS = ox.NamedNode(_SET + "holds")
_TYPE = ox.NamedNode(str(RDF.type))
_BELOW = ox.NamedNode(str(RDFS.subClassOf))
Pair = tuple[Term, Term]


class Run:
    """Evaluates shapes; sets of nodes that a query needs lie in named graphs of the store meanwhile.

    Args:
        store: the data, all in the default graph.
        shapes: node of the shapes graph → shape.
        below: class → classes right below it, beside those that the data say.
    """

    def __init__(
        self,
        store: ox.Store,
        shapes: Mapping[Node, Shape],
        below: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        self.store = store
        self.shapes = shapes
        self._below = below or {}
        self._sets = 0
        self.closure = cache(self._closure)
        self.is_single = cache(self._is_single)
        self._suspects = cache(lambda step, condition: tuple(self._values(step, condition)))

    def query(self, text: str) -> ox.QuerySolutions:
        """The solutions of a SELECT."""
        found = self.store.query(text)
        if not isinstance(found, ox.QuerySolutions):
            raise TypeError(text)
        return found

    # -- shapes ------------------------------------------------------------------------------------

    def outcomes(self, shape: Shape, focus: Focus) -> Iterator[Outcome]:
        """The results of a shape over any focus nodes, each with the node that it speaks against."""
        if not shape.deactivated:
            for constraint in shape.constraints:
                yield from constraint.outcomes(self, shape, focus)

    def failing(self, node: Node, focus: Focus) -> set[Term]:
        """Those focus nodes that do not conform to a shape."""
        return {failed for failed, _ in self.outcomes(self.shapes[node], focus)}

    # -- nodes -------------------------------------------------------------------------------------

    def pairs(self, focus: Focus, path: Path | None, condition: str = "") -> Iterator[Pair]:
        """Focus nodes with each of their value nodes that a condition on its variable holds of."""
        text, value = focus.values(path)
        if condition and path is not None and path.predicate and focus.member:
            # Few values meet the condition: test it before asking for what the subject is.
            text = path.triple(focus.variable, value)
            condition = f"{condition}) FILTER({focus.member}"
        where = f"{text} FILTER({condition})" if condition else text
        distinct = "" if focus.rows_unique(path) else "DISTINCT "
        if path is None:
            for (node,) in self.query(f"SELECT {distinct}{focus.variable} WHERE {{ {where} }}"):
                yield node, node
        else:
            columns = f"{focus.variable} {value}"
            for node, found in self.query(f"SELECT {distinct}{columns} WHERE {{ {where} }}"):
                yield node, found

    def nodes(self, focus: Focus) -> Iterator[Term]:
        """The focus nodes."""
        for node, _ in self.pairs(focus, None):
            yield node

    def leading_to(self, focus: Focus, path: Path | None, values: Iterable[Term]) -> Iterator[Pair]:
        """Focus nodes with each of their value nodes that is among some, which are value nodes."""
        if path is None:
            yield from ((value, value) for value in values)
            return
        text, value = focus.values(path)
        with self.holding(values) as graph:
            where = f"{{ {text} }} {_in(graph, value)}"
            if path.predicate and focus.member:
                where = f"{_in(graph, value)} {path.triple(focus.variable, value)} FILTER({focus.member})"
            text = f"SELECT DISTINCT {focus.variable} {value} WHERE {{ {where} }}"
            yield from ((node, found) for node, found in self.query(text))

    def values(self, path: Path, condition: str) -> Iterable[Term]:
        """The values of a path of one step, each once, that a condition on `?__1` holds of."""
        return self._suspects(path.text, condition) if condition else self._values(path.text, "true")

    def _values(self, step: str, condition: str) -> Iterator[Term]:
        # grouped, since the store would move the condition into a SELECT DISTINCT and ask it of each triple
        text = f"SELECT ?__1 WHERE {{ ?__0 {step} ?__1 }} GROUP BY ?__1"
        for (value,) in self.query(f"SELECT ?__1 WHERE {{ {{ {text} }} FILTER({condition}) }}"):
            yield value

    def occurs(self, predicate: str) -> bool:
        """Whether there is any triple of a predicate."""
        found = self.store.quads_for_pattern(None, ox.NamedNode(predicate), None, ox.DefaultGraph())
        return next(iter(found), None) is not None

    def _is_single(self, predicate: str) -> bool:
        """Whether no node at all has two values of a predicate: counted, which costs less than joining."""
        counted = f"SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) WHERE {{ ?s {predicate} ?o }}"
        triples, subjects = next(iter(self.query(counted)))
        return bool(triples == subjects)

    @contextmanager
    def holding(self, nodes: Iterable[Term]) -> Iterator[str]:
        """A named graph that holds nodes as long as they are needed."""
        self._sets += 1
        graph = ox.NamedNode(f"{_SET}{self._sets}")
        self.store.extend(ox.Quad(graph, _HOLDS, node, graph) for node in nodes)
        try:
            yield graph.value
        finally:
            self.store.remove_graph(graph)

    @contextmanager
    def those(self, nodes: Iterable[Term]) -> Iterator[Focus]:
        """Given nodes as focus nodes."""
        with self.holding(nodes) as graph:
            yield Focus(_in(graph, "?__0"))

    @contextmanager
    def targets(self, targets: Targets) -> Iterator[Focus]:
        """What a shape looks at."""
        classes = sorted({below for kind in targets.classes for below in self._inhabited(kind)})
        ways = [f"?__0 a <{kind}> ." for kind in classes]
        ways += [f"?__0 <{predicate}> ?__of ." for predicate in targets.subjects_of]
        ways += [f"?__by <{predicate}> ?__0 ." for predicate in targets.objects_of]
        member = None if targets.nodes else " || ".join(f"EXISTS {{ {way} }}" for way in ways)
        with self.holding(encode(node) for node in targets.nodes) as graph:
            if targets.nodes:
                ways.append(_in(graph, "?__0"))
            if len(ways) == 1:
                unique = not (targets.subjects_of or targets.objects_of)
                yield Focus(ways[0], unique=unique, member=member)
            else:
                text = " UNION ".join(f"{{ {way} }}" for way in ways)
                yield Focus(text, unique=False, member=member)

    # -- classes -----------------------------------------------------------------------------------

    def _closure(self, kind: URIRef) -> tuple[str, ...]:
        """A class and all below it, said by the data."""
        found = {str(kind)}
        waiting = deque(found)
        while waiting:
            for kind_below in self._right_below(waiting.popleft()):
                if kind_below not in found:
                    found.add(kind_below)
                    waiting.append(kind_below)
        return tuple(sorted(found))

    def _right_below(self, kind: str) -> Iterator[str]:
        yield from self._below.get(kind, ())
        for quad in self.store.quads_for_pattern(None, _BELOW, ox.NamedNode(kind), ox.DefaultGraph()):
            if not isinstance(quad.subject, ox.NamedNode):
                raise NotCompiled("a class without a name below another")
            yield quad.subject.value

    def _inhabited(self, kind: URIRef) -> list[str]:
        """Those of a class and all below it that have instances; the class itself where none has."""
        found = self.closure(kind)
        return [below for below in found if self._has_instances(below)] or [str(kind)]

    def _has_instances(self, kind: str) -> bool:
        found = self.store.quads_for_pattern(None, _TYPE, ox.NamedNode(kind), ox.DefaultGraph())
        return next(iter(found), None) is not None

    def is_instance(self, variable: str, kind: URIRef) -> str:
        """A condition: what a variable stands for has a type at or below a class."""
        types = (f"EXISTS {{ {variable} a <{below}> }}" for below in self._inhabited(kind))
        return f"({' || '.join(types)})"


def _in(graph: str, variable: str) -> str:
    return f"GRAPH <{graph}> {{ <{graph}> <{_HOLDS.value}> {variable} }}"
