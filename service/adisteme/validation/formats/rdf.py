"""A report in the SHACL report vocabulary (SHACL, 3.6)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize
from rdflib import URIRef
from rdflib.paths import AlternativePath, InvPath, MulPath, Path, SequencePath
from rdflib.plugins.sparql import prepareQuery

from adisteme import namespaces as ns
from adisteme.validation.formats.clean import clean
from adisteme.validation.report import Finding, InnerFinding, Report

_RDF = {name: NamedNode(ns.RDF + name) for name in ("type", "first", "rest", "nil")}
_BOOLEAN = NamedNode(ns.XSD + "boolean")
_SEVERITIES = {"violation": "Violation", "warning": "Warning", "info": "Info"}
_REPEATED = {"*": "zeroOrMorePath", "+": "oneOrMorePath", "?": "zeroOrOnePath"}
_SOURCE = NamedNode(ns.DCTERMS + "source")
_PART = NamedNode(ns.DCTERMS + "isPartOf")
_PREFIXES = {"sh": ns.SH, "dcterms": ns.DCTERMS, "xsd": ns.XSD, "adi": ns.NS, "shape": ns.BASE + "shape/"}

Term = NamedNode | BlankNode | Literal


def written(report: Report, form: RdfFormat) -> str:
    """The report in one of the RDF syntaxes.

    Known findings are results too: SHACL has no word for them, and `sh:conforms` counts them.
    """
    prefixes = {} if form in (RdfFormat.N_TRIPLES, RdfFormat.JSON_LD) else _PREFIXES
    made = serialize(triples(report), format=form, prefixes=prefixes or None)
    assert made is not None
    return made.decode("utf-8")


def triples(report: Report) -> Iterator[Triple]:
    """The report as triples; one that nothing was checked for has no `sh:conforms`."""
    node = BlankNode("report")
    yield Triple(node, _RDF["type"], _sh("ValidationReport"))
    if report.conforms is not None:
        yield Triple(node, _sh("conforms"), Literal(str(report.conforms).lower(), datatype=_BOOLEAN))
    every = [*report.results, *(known.finding for known in report.known)]
    inner: dict[str, BlankNode] = {}  # shapes without a name, which are numbered so that reports are alike
    for number, finding in enumerate(every):
        result = BlankNode(f"result{number}")
        yield Triple(node, _sh("result"), result)
        yield from _result(finding, result, number)
        shape = _focus(finding.shape)
        if isinstance(finding, InnerFinding):  # SHACL names the shape itself, the one around it beside
            around, shape = shape, inner.setdefault(finding.inner, BlankNode(f"shape{len(inner)}"))
            yield Triple(shape, _PART, around)
        yield Triple(result, _sh("sourceShape"), shape)


def _result(finding: Finding, result: BlankNode, number: int) -> Iterator[Triple]:
    yield Triple(result, _RDF["type"], _sh("ValidationResult"))
    yield Triple(result, _sh("resultSeverity"), _sh(_SEVERITIES[finding.severity]))
    yield Triple(result, _sh("focusNode"), _focus(finding.focus))
    if finding.path:
        path, structure = _path(finding.path, number)
        yield from structure
        yield Triple(result, _sh("resultPath"), path)
    if finding.value:
        yield Triple(result, _sh("value"), _value(finding.value))
    for lang, message in finding.message.items():
        yield Triple(result, _sh("resultMessage"), Literal(clean(message), language=lang))
    yield Triple(result, _sh("sourceConstraintComponent"), _sh(finding.component))
    if finding.provision_id:
        yield Triple(result, _SOURCE, NamedNode(finding.provision_id))


def _sh(name: str) -> NamedNode:
    return NamedNode(ns.SH + name)


def _focus(text: str) -> NamedNode | BlankNode:
    if text.startswith("_:"):
        return _node(text[2:])
    return NamedNode(text)


def _node(label: str) -> BlankNode:
    """A node of the data, kept apart from those of the report."""
    return BlankNode("data-" + label)


def _value(value: dict[str, str]) -> Term:
    if value["type"] == "uri":
        return NamedNode(value["value"])
    if value["type"] == "bnode":
        return _node(value["value"])
    text = clean(value["value"])
    if "xml:lang" in value:
        return Literal(text, language=value["xml:lang"])
    return Literal(text, datatype=NamedNode(value["datatype"])) if "datatype" in value else Literal(text)


def _path(text: str, number: int) -> tuple[NamedNode | BlankNode, list[Triple]]:
    """A path as SHACL writes it down, its nodes named after the result."""
    made: list[Triple] = []

    def fresh() -> BlankNode:
        return BlankNode(f"path{number}-{len(made)}")

    def listed(steps: list[URIRef | Path]) -> NamedNode | BlankNode:
        rest: NamedNode | BlankNode = _RDF["nil"]
        for step in reversed(steps):
            first, node = node_of(step), fresh()
            made.append(Triple(node, _RDF["first"], first))
            made.append(Triple(node, _RDF["rest"], rest))
            rest = node
        return rest

    def node_of(path: URIRef | Path) -> NamedNode | BlankNode:
        if isinstance(path, URIRef):
            return NamedNode(str(path))
        if isinstance(path, SequencePath):
            return listed(path.args)
        if isinstance(path, AlternativePath):
            name, inner = "alternativePath", listed(path.args)
        elif isinstance(path, InvPath):
            name, inner = "inversePath", node_of(path.arg)
        elif isinstance(path, MulPath):
            name, inner = _REPEATED[str(path.mod)], node_of(path.path)
        else:
            raise ValueError(f"no path of SHACL: {path}")
        node = fresh()
        made.append(Triple(node, _sh(name), inner))
        return node

    return node_of(_parsed(text)), made


@lru_cache(maxsize=1024)
def _parsed(text: str) -> URIRef | Path:
    """A SPARQL path, read by rdflib's parser."""
    algebra = prepareQuery(f"SELECT * {{ ?s {text} ?o }}").algebra
    found = algebra
    while "triples" not in found:
        found = found.p
    ((_, path, _),) = found.triples
    assert isinstance(path, URIRef | Path)
    return path
