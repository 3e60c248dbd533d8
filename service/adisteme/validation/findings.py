"""Raw results as findings: the record, the paragraph in its words, a message in each language."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property, partial
from typing import cast

from pyoxigraph import BlankNode, NamedNode
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from adisteme.facts import Facts
from adisteme.languages import LANGUAGES, message
from adisteme.validation import shacl
from adisteme.validation.data import Data
from adisteme.validation.names import Names
from adisteme.validation.report import Finding, Severity
from adisteme.validation.shacl import SH, Violation
from adisteme.validation.terms import to_oxigraph


class Findings:
    """Writes findings.

    Args:
        facts: what the Rules say.
        shapes: all shapes.
    """

    def __init__(self, facts: Facts, shapes: Graph) -> None:
        self.facts = facts
        self.shapes = shapes

    @cached_property
    def _norms(self) -> dict[str, dict[str, list[str]]]:
        """Norm → bearers, provisions and quote, for messages."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in self.facts.rows("norms"):
            for column in ("bearer", "provision", "quote"):
                if column in row and row[column].value not in found[row["norm"].value][column]:
                    found[row["norm"].value][column].append(row[column].value)
        return found

    def write(self, violation: Violation, data: Data, names: Names) -> Finding:
        """One finding.

        Args:
            violation: the raw result.
            data: where its record was read.
            names: of the things that it speaks of.
        """
        norm = self._norms.get(violation.row.get("norm", ""), {})
        provisions = (
            [violation.row["provision"]] if "provision" in violation.row else norm.get("provision", [])
        )
        if not provisions:
            sources = self.shapes.objects(violation.shape, DCTERMS.source)
            provisions = [str(source) for source in sources][:1]
        place = self.facts.place(NamedNode(provisions[0])) if provisions else None
        file, line = _first_seen(data, violation.focus)
        return Finding(
            severity=cast(Severity, violation.severity),
            focus=_text(violation.focus),
            path=shacl.path_text(self.shapes, violation.path),
            value=_term(violation.value) if violation.value is not None else None,
            message=self._message(violation, norm, names),
            shape=str(violation.shape),
            component=violation.component,
            provision=place,
            quote=next(iter(norm.get("quote", [])), None),
            file=file,
            line=line,
        )

    def _message(self, violation: Violation, norm: dict[str, list[str]], names: Names) -> dict[str, str]:
        templates = {
            text.language: str(text)
            for text in self.shapes.objects(violation.shape, SH.message)
            if isinstance(text, Literal) and text.language
        }
        filled = {}
        for lang, template in templates.items():
            gaps: dict[str, str] = defaultdict(partial(message, "validate.unknown", lang))
            gaps |= {name: names.name(text, lang) for name, text in violation.row.items()}
            if violation.value is not None:
                gaps["value"] = names.name(str(violation.value), lang)
            bearers = [names.name(bearer, lang) for bearer in norm.get("bearer", [])]
            if bearers:
                gaps["bearers"] = ", ".join(bearers)
            filled[lang] = template.format_map(gaps)
        return filled or {lang: message("validate.unmet", lang, shape=violation.shape) for lang in LANGUAGES}


def _first_seen(data: Data, focus: Node) -> tuple[str | None, int | None]:
    """The file and line where a record is first the subject of a triple."""
    term = to_oxigraph(focus)
    return (data.file_of.get(term) if isinstance(term, NamedNode | BlankNode) else None), None


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
