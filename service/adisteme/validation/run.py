"""Validate institutions' data against the shapes and the norms of the graph; build the report ourselves."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date
from functools import cached_property, partial
from typing import cast

from pyoxigraph import BlankNode, NamedNode, Quad, Triple
from rapidfuzz import process
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDFS, SKOS
from rdflib.term import Node

from adisteme import namespaces as ns
from adisteme.answers import in_language
from adisteme.facts import Facts
from adisteme.graph import KnowledgeGraph
from adisteme.languages import LANGUAGES, message
from adisteme.validation import reading, shacl
from adisteme.validation.data import Data
from adisteme.validation.places import Where
from adisteme.validation.protected import Protected
from adisteme.validation.records import Record, described
from adisteme.validation.report import Coverage, Finding, Report, Severity, Unchecked, counted, verdict_of
from adisteme.validation.selects import SelectingGraph
from adisteme.validation.shacl import SH, Violation
from adisteme.validation.terms import graph_of, to_oxigraph
from adisteme.validation.vocabulary import Vocabulary

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")
_SEVERITY_ORDER = {"violation": 0, "warning": 1, "info": 2}


class Validator:
    """Shapes and the Rules' graph, ready for any number of runs."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.graph = graph
        self.facts = Facts(graph)

    @cached_property
    def shapes(self) -> Graph:
        """The packaged shapes and those of added folders."""
        return shacl.read_shapes(self.graph.shape_files)

    @cached_property
    def rule_triples(self) -> list[Triple]:
        """What shapes may ask of the Rules: all but the text of the act."""
        return [
            quad.triple
            for name in (ns.ASSERTED, ns.INFERRED)
            for quad in self.graph.store.quads_for_pattern(None, None, None, name)
        ]

    @cached_property
    def _rules(self) -> Graph:
        return graph_of(self.rule_triples)

    @cached_property
    def protected(self) -> Protected:
        """What data may not describe at all."""
        return Protected.of(self.graph)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The terms that describe the Rules and that data may therefore not use of their own records."""
        return Vocabulary.of(self.rule_triples)

    @cached_property
    def _norms(self) -> dict[str, dict[str, list[str]]]:
        """Norm → bearers, provisions and quote, for messages."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in self.facts.rows("norms"):
            for column in ("bearer", "provision", "quote"):
                if column in row and row[column].value not in found[row["norm"].value][column]:
                    found[row["norm"].value][column].append(row[column].value)
        return found

    def validate(self, data: Data, as_of: date | None = None) -> Report:
        """Check data.

        Args:
            data: what `validation.data.read` gave; used up (the Rules and what follows are added to it).
            as_of: the reference date; None is today.

        Returns:
            The report of CONTRACT; `nothing_checked` where no shape found anything to look at.
        """
        restated = {*self.protected.described(data.store), *self.vocabulary.restated(data.store)}
        for quad in restated:
            data.store.remove(quad)
        own = graph_of(quad.triple for quad in data.store)
        data.store.extend(Quad(*triple) for triple in self.rule_triples)
        reading.apply(data.store, as_of or date.today())
        merged = SelectingGraph(data.store)
        violations = list(shacl.validate(merged, self.shapes))
        named = _Names(own, self.facts)
        nodes = {_focus(violation) for violation in violations}
        where, records = data.where(nodes), described(data.store, nodes)
        findings = [self._finding(violation, where, records, named) for violation in violations]
        findings.sort(key=lambda f: (_SEVERITY_ORDER[f.severity], f.focus, f.shape, str(f.value)))
        coverage, seen = self._coverage(own, violations)
        return Report(
            verdict=verdict_of(findings) if seen else "nothing_checked",
            conforms=not findings if seen else None,
            counts=counted(findings),
            results=findings,
            coverage=coverage,
            unchecked=self._unchecked(own, seen),
            release=self.facts.dataset(LANGUAGES[0]).release,
            total=len(findings),
            ignored=len(restated),
        )

    def _finding(
        self, violation: Violation, where: Where, records: dict[NamedNode | BlankNode, Record], named: _Names
    ) -> Finding:
        norm = self._norms.get(violation.row.get("norm", ""), {})
        provisions = (
            [violation.row["provision"]] if "provision" in violation.row else norm.get("provision", [])
        )
        if not provisions:
            sources = self.shapes.objects(violation.shape, DCTERMS.source)
            provisions = [str(source) for source in sources][:1]
        place = self.facts.place(NamedNode(provisions[0])) if provisions else None
        focus, path = _focus(violation), shacl.path_text(self.shapes, violation.path)
        at = where.of(focus, path)
        record = records.get(focus, Record())
        return Finding(
            severity=cast(Severity, violation.severity),
            focus=_text(violation.focus),
            path=path,
            value=_term(violation.value) if violation.value is not None else None,
            message=self._message(violation, norm, named),
            shape=str(violation.shape),
            component=violation.component,
            provision=place,
            quote=next(iter(norm.get("quote", [])), None),
            file=at.file,
            line=at.line,
            sheet=at.sheet,
            column=at.column,
            provision_id=provisions[0] if provisions else None,
            label=record.label,
            organisation=record.organisation,
        )

    def _message(self, violation: Violation, norm: dict[str, list[str]], named: _Names) -> dict[str, str]:
        templates = {
            text.language: str(text)
            for text in self.shapes.objects(violation.shape, SH.message)
            if isinstance(text, Literal) and text.language
        }
        filled = {}
        for lang, template in templates.items():
            gaps: dict[str, str] = defaultdict(partial(message, "validate.unknown", lang))
            gaps |= {name: named.name(text, lang) for name, text in violation.row.items()}
            if violation.value is not None:
                gaps["value"] = named.name(str(violation.value), lang)
            bearers = [named.name(bearer, lang) for bearer in norm.get("bearer", [])]
            if bearers:
                gaps["bearers"] = ", ".join(bearers)
            filled[lang] = template.format_map(gaps)
        return filled or {lang: message("validate.unmet", lang, shape=violation.shape) for lang in LANGUAGES}

    def _coverage(self, own: Graph, violations: list[Violation]) -> tuple[list[Coverage], set[Node]]:
        broken = Counter(violation.shape for violation in violations)
        seen: set[Node] = set()
        rows = []
        named = {s for kind in (SH.NodeShape, SH.PropertyShape) for s in self.shapes.subjects(RDF.type, kind)}
        for shape in sorted(s for s in named if isinstance(s, URIRef)):
            looked = shacl.targets(own, self._rules, self.shapes, shape)
            seen |= looked
            places = [self.facts.place(NamedNode(str(p))) for p in self.shapes.objects(shape, DCTERMS.source)]
            stated: list[str | None] = [*sorted(places)]
            for place in stated or [None]:
                rows.append(Coverage(place, str(shape), len(looked), broken[shape]))
        return rows, seen

    def _unchecked(self, own: Graph, seen: set[Node]) -> list[Unchecked]:
        subjects = {subject for subject in own.subjects() if subject not in seen}
        kinds = Counter(str(kind) for subject in subjects for kind in own.objects(subject, RDF.type))
        untyped = sum(1 for subject in subjects if (subject, RDF.type, None) not in own)
        known = {str(kind) for kind in self.shapes.objects(None, SH.targetClass)}
        rows = [Unchecked(kind, count, _nearest(kind, known)) for kind, count in sorted(kinds.items())]
        return [*rows, Unchecked(None, untyped, None)] if untyped else rows


class _Names:
    """Names for messages: of things of the Rules, and of records by their own labels."""

    def __init__(self, own: Graph, facts: Facts) -> None:
        self._own = own
        self._facts = facts

    def name(self, text: str, lang: str) -> str:
        """A name for an IRI in a language, or the text itself."""
        label = self._facts.name(text)
        if label:
            return in_language(label, lang)
        node = URIRef(text) if _IRI.fullmatch(text) else BNode(text)
        for predicate in (SKOS.prefLabel, RDFS.label, FOAF.name, DCTERMS.title):
            labels = {getattr(o, "language", None): str(o) for o in self._own.objects(node, predicate)}
            if labels:
                return next(
                    (labels[tag] for tag in (lang, *LANGUAGES) if tag in labels), min(labels.values())
                )
        return f"<{text}>" if isinstance(node, URIRef) else text


def _nearest(kind: str, known: set[str]) -> str | None:
    """The class that a mistyped one may have meant: nearly the same local name, not the class itself."""
    local = {name: key for name in known for key in [name.rpartition("#")[2]]}
    best = process.extractOne(kind.rpartition("#")[2].rpartition("/")[2], local, score_cutoff=75)
    return None if best is None or best[2] == kind else str(best[2])


def _text(node: Node) -> str:
    return f"_:{node}" if isinstance(node, BNode) else str(node)


def _focus(violation: Violation) -> NamedNode | BlankNode:
    """The record; a literal (a shape's own `sh:targetNode` may be one) has no place and no name."""
    term = to_oxigraph(violation.focus)
    return term if isinstance(term, NamedNode | BlankNode) else BlankNode()


def _term(node: Node) -> dict[str, str]:
    if isinstance(node, URIRef):
        return {"type": "uri", "value": str(node)}
    if not isinstance(node, Literal):
        return {"type": "bnode", "value": str(node)}
    term = {"type": "literal", "value": str(node)}
    if node.language:
        term["xml:lang"] = node.language
    elif node.datatype:
        term["datatype"] = str(node.datatype)
    return term
