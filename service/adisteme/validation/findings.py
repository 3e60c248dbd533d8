"""Raw results as findings: the record, the paragraph in its words, a message in each language."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, cached_property, partial
from typing import cast

from pyoxigraph import BlankNode, NamedNode, Store
from rdflib import XSD, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from adisteme import namespaces as ns
from adisteme.facts import Facts
from adisteme.languages import LANGUAGES, message
from adisteme.validation import messages, shacl
from adisteme.validation.bearers import Bearers
from adisteme.validation.enclosing import Enclosing
from adisteme.validation.names import Names
from adisteme.validation.places import Where
from adisteme.validation.records import Record
from adisteme.validation.report import SEVERITIES, Finding, InnerFinding, Severity
from adisteme.validation.shacl import SH, Violation
from adisteme.validation.terms import to_oxigraph

_BEARERS = "{bearers"
_CHECKS = URIRef(ns.NS + "checks")


class Findings:
    """Writes findings.

    Args:
        facts: what the Rules say.
        shapes: all shapes.
    """

    def __init__(self, facts: Facts, shapes: Graph) -> None:
        self.facts = facts
        self.shapes = shapes
        self.enclosing = Enclosing(shapes)
        self._bearers = Bearers(facts)
        self._templates = cache(self._read_templates)
        self._checked = cache(self._read_checked)
        self._datatypes = cache(self._read_datatype)

    @cached_property
    def _norms(self) -> dict[str, dict[str, list[str]]]:
        """Norm → bearers, provisions, quote, and the severity that its strength allows at most."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in self.facts.rows("norms"):
            for column in ("bearer", "provision", "quote", "gravest"):
                if column in row and row[column].value not in found[row["norm"].value][column]:
                    found[row["norm"].value][column].append(row[column].value)
        return found

    def write(
        self,
        violation: Violation,
        store: Store,
        names: Names,
        where: Where,
        records: dict[NamedNode | BlankNode, Record],
    ) -> Finding:
        """One finding.

        Args:
            violation: the raw result.
            store: the records, with what follows from them.
            names: of the things that it speaks of.
            where: where its record stands.
            records: names and organisations of records.
        """
        norm = self._norms.get(violation.row.get("norm", ""), {})
        provisions = (
            [violation.row["provision"]] if "provision" in violation.row else norm.get("provision", [])
        )
        if not provisions:
            provisions = self._sources(violation.shape)[:1] or self._checked(violation.shape).get(
                "provision", []
            )
        place = self.facts.place(NamedNode(provisions[0])) if provisions else None
        focus, path = focus_of(violation), shacl.path_text(self.shapes, violation.path)
        at, record = where.of(focus, path), records.get(focus, Record())
        inner = isinstance(violation.shape, BNode)
        kind = partial(InnerFinding, inner=str(violation.shape)) if inner else Finding
        return kind(
            severity=self._severity(violation),
            focus=_text(violation.focus),
            path=path,
            value=_term(violation.value) if violation.value is not None else None,
            message=self._message(violation, self._named(violation.shape, focus, norm, store), names),
            shape=self.enclosing.name(violation.shape),
            component=violation.component,
            provision=place,
            quote=next(iter((norm or self._checked(violation.shape)).get("quote", [])), None),
            file=at.file,
            line=at.line,
            sheet=at.sheet,
            column=at.column,
            provision_id=provisions[0] if provisions else None,
            label=record.label,
            organisation=record.organisation,
            act=self.facts.act_of(provisions[0]) if provisions else None,
            cited_as=self._cited_as(provisions[0]) if provisions else {},
        )

    def _severity(self, violation: Violation) -> Severity:
        """As the shape has it; less where a norm of somebody's own, which a shape of ours read, is weaker.

        The packaged shapes are as grave as the norms of the Rules that they were written for.
        """
        norm = violation.row.get("norm", ns.BASE)
        given = [violation.severity]
        if not norm.startswith(ns.BASE):
            given += [
                one.removeprefix(str(SH)).lower() for one in self._norms.get(norm, {}).get("gravest", [])
            ]
        return max((cast(Severity, one) for one in given), key=SEVERITIES.index)

    def _read_checked(self, shape: Node) -> dict[str, list[str]]:
        """The norm of somebody's own that a shape checks, where its rows name none."""
        checked = [
            str(norm) for norm in self.enclosing.said(shape, _CHECKS) if not str(norm).startswith(ns.BASE)
        ]
        return self._norms.get(checked[0], {}) if len(checked) == 1 else {}

    def _cited_as(self, provision: str) -> dict[str, str]:
        """The name of a place in another act; where it has none, its number and the name of the act."""
        if provision.startswith(ns.ACT):
            return {}
        own = self.facts.name(provision)
        if own:
            return own
        act = self.facts.act_label(provision)
        number = self.facts.place(NamedNode(provision))
        return {
            lang: f"{message('validate.place', lang, place=number)}, {name}"
            for lang, name in act.items()
            if lang in LANGUAGES
        }

    def _named(
        self, shape: Node, focus: NamedNode | BlankNode, norm: dict[str, list[str]], store: Store
    ) -> list[str]:
        if not any(_BEARERS in template for template in self._templates(shape, True).values()):
            return []
        return self._bearers.existing(norm.get("bearer", []), focus, store)

    def _sources(self, shape: Node) -> list[str]:
        return [str(source) for source in self.enclosing.said(shape, DCTERMS.source)]

    def _read_templates(self, shape: Node, of_query: bool) -> dict[str, str]:
        texts = list(self.shapes.objects(shape, SH.message))
        if not texts and of_query:  # then those of its one query (SHACL, 5.3.2)
            queries = list(self.shapes.objects(shape, SH.sparql))
            texts = list(self.shapes.objects(queries[0], SH.message)) if len(queries) == 1 else []
        templates: dict[str, str] = {}
        for text in sorted(texts, key=lambda text: bool(getattr(text, "language", None))):
            # words without a language are for readers of all
            languages = (text.language,) if isinstance(text, Literal) and text.language else LANGUAGES
            templates |= dict.fromkeys(languages, str(text))
        return templates

    def _message(self, violation: Violation, bearers: list[str], names: Names) -> dict[str, str]:
        templates = self._templates(violation.shape, violation.component.startswith("SPARQL"))
        gaps = {"this": [str(violation.focus)]} | {name: [text] for name, text in violation.row.items()}
        if violation.value is not None:
            gaps["value"] = [str(violation.value)]
        if bearers:
            gaps["bearers"] = bearers
        kind = self._missing_type(violation)
        filled = {}
        for lang, template in templates.items():
            in_words = partial(_named, gaps, names, lang)
            said = messages.filled(template, in_words, message("validate.unknown", lang))
            hint = message("validate.needs_type", lang, value=violation.value, kind=kind) if kind else ""
            filled[lang] = said + hint
        name = self.enclosing.name(violation.shape)
        return filled or {lang: message("validate.unmet", lang, shape=name) for lang in LANGUAGES}

    def _read_datatype(self, shape: Node) -> URIRef | None:
        wanted = self.shapes.value(shape, SH.datatype)
        return wanted if isinstance(wanted, URIRef) else None

    def _missing_type(self, violation: Violation) -> str | None:
        """For plain text that would be right with its datatype: that datatype."""
        wanted, value = self._datatypes(violation.shape), violation.value
        if wanted is None or not isinstance(value, Literal):
            return None
        if value.language or value.datatype not in (None, XSD.string):
            return None
        with warnings.catch_warnings(action="ignore"):  # rdflib's, of strange booleans
            typed = Literal(str(value), datatype=wanted)
        return "xsd:" + str(wanted).removeprefix(str(XSD)) if typed.ill_typed is False else None


def _named(gaps: Mapping[str, Sequence[str]], names: Names, lang: str, gap: str) -> str | None:
    """What stands in a gap of a message, None where nothing is known."""
    return ", ".join(names.name(text, lang) for text in gaps[gap]) if gap in gaps else None


def focus_of(violation: Violation) -> NamedNode | BlankNode:
    """The record; a literal (a shape's own `sh:targetNode` may be one) has no place and no name."""
    term = to_oxigraph(violation.focus)
    return term if isinstance(term, NamedNode | BlankNode) else BlankNode()


def _text(node: Node) -> str:
    return f"_:{node}" if isinstance(node, BNode) else str(node)


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
