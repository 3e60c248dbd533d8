"""Shapes of an added folder: what would fail, or check nothing, is told before anything is validated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import NamedNode
from rapidfuzz import process
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.namespace import SH as SHACL
from rdflib.term import Node

from adisteme import namespaces as ns
from adisteme.data import shapes_dir
from adisteme.errors import InputError, SourceError
from adisteme.graph import KnowledgeGraph
from adisteme.own import references
from adisteme.own.gate import nearest_to
from adisteme.own.sparql import QueryFault, columns, named_in
from adisteme.own.terms import Terms
from adisteme.own.texts import line_of, utf8
from adisteme.sparql_text import Token, tokens
from adisteme.validation import shacl
from adisteme.validation.compiled.errors import NotCompiled
from adisteme.validation.compiled.plan import RECURSIVE, TARGETS, Plan, compile_shapes
from adisteme.validation.compiled.select import prologue, with_path
from adisteme.validation.messages import GAP, GAPS_OF_ALL
from adisteme.validation.selects import SelectingGraph
from adisteme.validation.selects import columns as columns_of
from adisteme.validation.shacl import SH

_REFUSED = frozenset({"MINUS", "VALUES", "SERVICE"})
_UNSUPPORTED = frozenset({"shapesGraph", "currentShape"})
_SEVERITIES = frozenset({SH.Violation, SH.Warning, SH.Info})
_POINTING = (URIRef(ns.NS + "checks"), URIRef(ns.NS + "checksStage"), DCTERMS.source)
_TEXTS = (SH.select, SH.ask)
_BESIDE = frozenset({SH.ShapesGraph})  # terms of SHACL that rdflib's list lacks
_PROBE = ox.NamedNode("urn:adisteme:probe")


@dataclass
class OwnShapes:
    """The shapes of added folders, in one graph with the packaged ones.

    Attributes:
        graph: all shapes.
        files: node → file in which it stands.
    """

    graph: Graph
    files: dict[Node, Path] = field(default_factory=dict)


def read(graph: KnowledgeGraph) -> OwnShapes:
    """The shapes of a graph, those of added folders with their files."""
    home = shapes_dir()
    packaged = [path for path in graph.shape_files if path.is_relative_to(home)]
    found = OwnShapes(shacl.read_shapes(packaged))
    for path in graph.shape_files:
        if path not in packaged:
            one = shacl.read_shapes([path])
            found.files |= dict.fromkeys(one.subjects(), path)
            found.graph += one
    return found


def faults(own: OwnShapes, graph: KnowledgeGraph) -> Iterator[InputError]:
    """What is wrong with the shapes of added folders.

    Args:
        own: see `read`.
        graph: what they may point to.
    """
    if not own.files:
        return
    broken: set[Node] = set()
    for kind in (_terms, _severities, _queries, _references, _messages, _targets):
        for node, problem, line in kind(own):
            broken.add(node)
            yield _told(own, node, problem, line)
    for node, problem, line in _unknown(own, graph):
        yield _told(own, node, problem, line)
    yield from _pointing(own, graph)
    if not broken:  # what follows would say the same again, in a library's words
        yield from _refused(own)


Fault = tuple[Node, InputError, int | None]


def _terms(own: OwnShapes) -> Iterator[Fault]:
    for s, p, o in own.graph:
        if s not in own.files:
            continue
        for term in (p, o) if p == RDF.type else (p,):
            if isinstance(term, URIRef) and term.startswith(str(SH)) and not _known(term):
                name = str(term).removeprefix(str(SH))
                known = [str(one).removeprefix(str(SH)) for one in dir(SHACL) if not str(one).startswith("_")]
                near = tuple(f"sh:{one}" for one, _, _ in process.extract(name, known, limit=3))
                yield s, SourceError("own.term", value=f"sh:{name}", nearest=near), None


def _known(term: URIRef) -> bool:
    return term in SHACL or term in _BESIDE


def _severities(own: OwnShapes) -> Iterator[Fault]:
    for node, severity in own.graph.subject_objects(SH.severity):
        if node in own.files and severity not in _SEVERITIES:
            yield node, SourceError("own.severity", value=severity), None


def _queries(own: OwnShapes) -> Iterator[Fault]:
    for shape, constraint in own.graph.subject_objects(SH.sparql):
        if shape not in own.files:
            continue
        texts = list(own.graph.objects(constraint, SH.select))
        if len(texts) != 1 or not isinstance(texts[0], Literal):
            yield shape, SourceError("own.one_select"), None
            continue
        try:
            _check_query(own.graph, shape, constraint, str(texts[0]))
        except QueryFault as fault:
            yield shape, fault, _line_in_file(own.files[shape], str(texts[0]), fault.line)


def _check_query(graph: Graph, shape: Node, constraint: Node, text: str) -> None:
    path = next(graph.objects(shape, SH.path), None)
    try:
        head = prologue(graph, constraint)
        body = with_path(text, "<urn:path>" if path is not None else None)
    except NotCompiled as error:
        raise QueryFault("own.query", 1, reason=error) from None
    found = list(tokens(text))
    for token in found:
        if token.kind == "word" and token.text.upper() in _REFUSED:
            raise QueryFault("own.shape_word", _line(text, token), word=token.text.upper())
        if token.kind == "variable" and token.text[1:] in _UNSUPPORTED:
            raise QueryFault("own.shapes_graph", _line(text, token), name=token.text[1:])
    for before, token in pairwise(found):
        if before.text.upper() == "AS" and token.text[1:] == "this":
            raise QueryFault("own.as_this", _line(text, token))
    try:
        names = columns(body, head)
    except QueryFault as fault:
        if fault.key == "own.prefix":
            raise QueryFault("own.shape_prefix", fault.line, **fault.values) from None
        raise
    if "this" not in names:
        raise QueryFault("own.no_this", _line(text, found[0]))
    _check_inner(text, found)


def _check_inner(text: str, found: Sequence[Token]) -> None:
    """A SELECT within another must project what is bound beforehand (SHACL, 5.2.1)."""
    starts = [index for index, token in enumerate(found) if token.text.upper() == "SELECT"][1:]
    for start in starts:
        end = next(
            i for i in range(start, len(found)) if found[i].text == "{" or found[i].text.upper() == "WHERE"
        )
        if not any(token.kind == "variable" and token.text[1:] == "this" for token in found[start:end]):
            raise QueryFault("own.inner_this", _line(text, found[start]))


def _line(text: str, token: Token) -> int:
    return text.count("\n", 0, token.start) + 1


def _references(own: OwnShapes) -> Iterator[Fault]:
    for shape, predicate, named in references.no_shapes(own.graph):
        if shape in own.files:
            yield (
                shape,
                references.no_shape(own.graph, predicate, named, own.files),
                _line_of(own, shape, named),
            )
    for shape, predicate, given in references.no_lists(own.graph):
        if shape in own.files:
            yield shape, references.no_list(predicate, given), _line_of(own, shape, given)


def _unknown(own: OwnShapes, graph: KnowledgeGraph) -> Iterator[Fault]:
    terms = Terms(graph, own.graph)
    found = [
        (own.files[node], _line_of_shape(own, node), at or _line_of(own, node, URIRef(iri)), iri, node, fault)
        for node, iri, at in _names(own)
        if (fault := terms.fault(iri)) is not None
    ]
    told = set()
    for file, _, line, iri, node, problem in sorted(found, key=lambda one: (*one[:2], one[2] or 0, one[3])):
        if (file, line, iri) not in told:  # of many uses in a file the first
            told.add((file, line, iri))
            yield node, problem, line


def _names(own: OwnShapes) -> Iterator[tuple[Node, str, int | None]]:
    """What shapes name, with the line in a query; terms of ours are the gate's matter, but for queries."""
    for s, p, o in own.graph:
        if s not in own.files or p in (*_POINTING, SH.severity) or not _belongs(own.graph, s):
            continue
        for term in (p, o):
            looked_at = p in (term, RDF.type) and str(term).startswith(str(SH))  # by _terms
            if isinstance(term, URIRef) and not term.startswith(ns.NS) and not looked_at:
                yield s, str(term), None
        if p in _TEXTS:
            first = _line_in_file(own.files[s], str(o), 0)
            for iri, line in named_in(str(o), _prologue(own.graph, s)):
                yield s, iri, None if first is None else first + line


def _line_of_shape(own: OwnShapes, node: Node) -> int:
    return _line_of(own, node, _named(own.graph, node)) or 0


def _belongs(graph: Graph, node: Node) -> bool:
    """Whether something is part of a shape, and not a norm or kind in the same file."""
    said = graph.predicate_objects(node)
    return isinstance(node, BNode) or any(str(o if p == RDF.type else p).startswith(str(SH)) for p, o in said)


def _prologue(graph: Graph, constraint: Node) -> str:
    try:
        return prologue(graph, constraint)
    except NotCompiled:  # that is told of the query itself
        return ""


def _line_of(own: OwnShapes, node: Node, term: Node) -> int | None:
    return line_of(utf8(own.files[node]), str(term)) if isinstance(term, URIRef) else None


def _messages(own: OwnShapes) -> Iterator[Fault]:
    for node, message in own.graph.subject_objects(SH.message):
        if node not in own.files or not isinstance(message, Literal):
            continue
        shape = next(own.graph.subjects(SH.sparql, node), node)
        allowed = {*GAPS_OF_ALL, *_projected(own.graph, shape)}
        for gap in GAP.findall(str(message)):
            if gap not in allowed:
                told = ", ".join(sorted(allowed))
                yield shape, SourceError("own.message", gap=gap, allowed=told), None
                break


def _projected(graph: Graph, shape: Node) -> set[str]:
    selects = [
        str(text)
        for constraint in graph.objects(shape, SH.sparql)
        for text in graph.objects(constraint, SH.select)
    ]
    return {name for select in selects for name in columns_of(select)}


def _targets(own: OwnShapes) -> Iterator[Fault]:
    used = {
        o
        for p in (SH.node, SH.property, SH["not"], SH.qualifiedValueShape)
        for o in own.graph.objects(None, p)
    }
    used |= set(own.graph.objects(None, RDF.first))
    # what a mistyped name meant is not to blame
    used |= {
        URIRef(near)
        for _, _, named in references.no_shapes(own.graph)
        if (near := references.meant(own.graph, named, own.files))
    }
    for node in {*own.graph.subjects(RDF.type, SH.NodeShape), *own.graph.subjects(SH.sparql)}:
        lone = node in own.files and node not in used
        targeted = any((node, p, None) in own.graph for p in TARGETS) or SH.NodeShape not in {
            *own.graph.objects(node, RDF.type)
        }
        off = any(
            isinstance(flag, Literal) and flag.value for flag in own.graph.objects(node, SH.deactivated)
        )
        if lone and not off and not targeted and not _is_class(own.graph, node):
            yield node, SourceError("own.no_target"), None


def _is_class(graph: Graph, node: Node) -> bool:
    return any(str(kind).endswith("#Class") for kind in graph.objects(node, RDF.type))


def _pointing(own: OwnShapes, graph: KnowledgeGraph) -> Iterator[InputError]:
    for predicate in _POINTING:
        for node, thing in own.graph.subject_objects(predicate):
            if node not in own.files or not isinstance(thing, URIRef):
                continue
            if not any(
                graph.store.quads_for_pattern(NamedNode(str(thing)), None, None, ns.ASSERTED)
            ) and not any(graph.store.quads_for_pattern(NamedNode(str(thing)), None, None, ns.TEXT)):
                name = "adi:" + str(predicate).removeprefix(ns.NS) if ns.NS in predicate else "dcterms:source"
                near = nearest_to(graph.store, NamedNode(str(thing)))
                problem = SourceError(
                    "own.described", property=name, value=f"<{thing}>", nearest=near, about=str(thing)
                )
                yield _told(own, node, problem, line_of(utf8(own.files[node]), str(thing)))


def _refused(own: OwnShapes) -> Iterator[InputError]:
    """Shapes outside the compiled subset that pySHACL refuses as well, tried on one made-up record."""
    plan = compile_shapes(own.graph)
    for node, reason in plan.routed.items():
        if node in own.files:
            if reason == RECURSIVE:
                yield _told(own, node, SourceError("own.recursive"), None)
            elif (problem := _probed(plan, node)) is not None:
                yield _told(own, node, SourceError("own.refused", reason=problem or reason), None)


def _probed(plan: Plan, node: Node) -> str | None:
    from adisteme.validation.engine import only

    store = ox.Store()
    for predicate, (subject, link) in _WAYS.items():
        for target in plan.graph.objects(node, predicate):
            if isinstance(target, URIRef):
                ends = (link, ox.NamedNode(str(target))) if subject else (ox.NamedNode(str(target)), _PROBE)
                store.add(ox.Quad(_PROBE, *ends))
    try:
        list(shacl.validate(SelectingGraph(store), only(plan.graph, [node])))
    except InputError as error:
        return str(error.values.get("reason", error))
    return None


# Target → whether the target is the object of a link from the record, and the link.
_WAYS = {
    SH.targetClass: (True, ox.NamedNode(str(RDF.type))),
    SH.targetNode: (True, ox.NamedNode("urn:adisteme:probes")),
    SH.targetSubjectsOf: (False, _PROBE),
    SH.targetObjectsOf: (False, _PROBE),
}


def _told(own: OwnShapes, node: Node, problem: InputError, line: int | None) -> SourceError:
    named = _named(own.graph, node)
    file = own.files[node]
    at = line or (line_of(utf8(file), str(named)) if isinstance(named, URIRef) else None) or 1
    shape = re.split(r"[/#]", str(named))[-1] if isinstance(named, URIRef) else "[]"
    return SourceError("own.at_shape", file=file, line=at, shape=shape, problem=problem)


def _named(graph: Graph, node: Node) -> Node:
    """The shape with a name to which a node without one belongs."""
    seen = {node}
    while isinstance(node, BNode):
        above = next((s for s in graph.subjects(None, node) if s not in seen), None)
        if above is None:
            return node
        seen.add(above)
        node = above
    return node


def _line_in_file(path: Path, select: str, line: int) -> int | None:
    text = utf8(path)
    at = text.find(select)
    return text.count("\n", 0, at) + line if at >= 0 else None
