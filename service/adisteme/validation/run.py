"""Validate institutions' data against the shapes and the norms of the graph."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from pyoxigraph import NamedNode, Quad, Triple
from rdflib import Graph

from adisteme import namespaces as ns
from adisteme.facts import Facts
from adisteme.graph import KnowledgeGraph
from adisteme.languages import LANGUAGES
from adisteme.own.shapes import faults, read
from adisteme.validation import engine as engines
from adisteme.validation import links, reading
from adisteme.validation.census import Census
from adisteme.validation.compiled.plan import Plan, compile_shapes
from adisteme.validation.coverage import look, subclasses
from adisteme.validation.data import Data
from adisteme.validation.findings import Findings, focus_of
from adisteme.validation.names import Names
from adisteme.validation.protected import Protected
from adisteme.validation.records import described
from adisteme.validation.report import Finding, Repeated, Report, counted, verdict_of
from adisteme.validation.requests import Engine
from adisteme.validation.unknown import Known, placed
from adisteme.validation.vocabulary import Vocabulary

_SEVERITY_ORDER = {"violation": 0, "warning": 1, "info": 2}


def doubles(data: Data) -> list[tuple[Repeated, NamedNode]]:
    """What several files describe under one short name: one row, with the first record by name."""
    if not data.repeated:
        return []
    first = min(data.repeated, key=lambda node: node.value)
    return [(Repeated(len(data.repeated), data.repeated[first]), first)]


class Validator:
    """Shapes and the Rules' graph, ready for any number of runs."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.graph = graph
        self.facts = Facts(graph)

    @cached_property
    def shapes(self) -> Graph:
        """The packaged shapes and those of added folders.

        Raises:
            InputError: a shape of an added folder cannot be used.
        """
        own = read(self.graph)
        for fault in faults(own, self.graph):
            raise fault
        return own.graph

    @cached_property
    def plan(self) -> Plan:
        """The shapes, compiled."""
        return compile_shapes(self.shapes)

    @cached_property
    def rule_triples(self) -> list[Triple]:
        """What shapes may ask of the Rules: all but the text of the act."""
        return [
            quad.triple
            for name in (ns.ASSERTED, ns.INFERRED)
            for quad in self.graph.store.quads_for_pattern(None, None, None, name)
        ]

    @cached_property
    def _rule_quads(self) -> list[Quad]:
        return [Quad(*triple) for triple in self.rule_triples]

    @cached_property
    def protected(self) -> Protected:
        """What data may not describe at all."""
        return Protected.of(self.graph)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The terms that describe the Rules and that data may therefore not use of their own records."""
        return Vocabulary.of(self.rule_triples)

    @cached_property
    def _known(self) -> Known:
        return Known.of(self.rule_triples, self.vocabulary.properties)

    @cached_property
    def _below(self) -> dict[str, list[str]]:
        return subclasses(self.rule_triples)

    @cached_property
    def _findings(self) -> Findings:
        return Findings(self.facts, self.shapes)

    def validate(self, data: Data, as_of: date | None = None, engine: Engine = "auto") -> Report:
        """Check data.

        Args:
            data: what `validation.data.read` gave; used up (the Rules and what follows are added to it).
            as_of: the reference date; None is today.
            engine: `auto` runs the shapes compiled and leaves to pySHACL those that cannot be, `compiled`
                refuses such, `pyshacl` is the reference.

        Returns:
            The report of CONTRACT; `nothing_checked` where no shape found anything to look at.

        Raises:
            InputError: the shapes cannot be used, or not by this engine.
        """
        on = as_of or date.today()
        restated = {*self.protected.described(data.store), *self.vocabulary.restated(data.store)}
        for quad in restated:
            data.store.remove(quad)
        census = Census.of(data.store)
        looked = look(data.store, census, self.shapes, self._below)
        unknown = [*self._known.look(data.store, census), *links.look(data.store, self._below)]
        data.store.extend(self._rule_quads)
        reading.apply(data.store, on)
        plan = None if engine == "pyshacl" else self.plan
        violations, routed = engines.violations(data.store, self.shapes, engine, plan)
        names = Names(data.store, self.facts)
        nodes = {focus_of(violation) for violation in violations}
        double = doubles(data)
        examples = {node for _, node in (*looked.unchecked, *unknown, *double) if node is not None}
        where, records = data.where(nodes | examples), described(data.store, nodes)
        findings = [
            self._findings.write(violation, data.store, names, where, records) for violation in violations
        ]
        findings.sort(key=_order)
        return Report(
            verdict=verdict_of(findings) if looked.anything else "nothing_checked",
            conforms=not findings if looked.anything else None,
            counts=counted(findings),
            results=findings,
            coverage=looked.coverage(self.shapes, findings, self.facts.place),
            unchecked=placed(looked.unchecked, where),
            release=self.facts.dataset(LANGUAGES[0]).release,
            total=len(findings),
            routed=routed,
            ignored=len(restated),
            as_of=on.isoformat(),
            unknown=placed(unknown, where),
            repeated=placed(double, where),
        )


def _order(finding: Finding) -> tuple[int, str, str, str, str]:
    severity = _SEVERITY_ORDER[finding.severity]
    return severity, finding.focus, finding.shape, str(finding.value), finding.path or ""
