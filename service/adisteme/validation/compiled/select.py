"""sh:sparql: a SELECT that is meant for one focus node, run for all of them at once.

SHACL binds `$this` beforehand, everywhere in the query. Here the patterns of the focus nodes stand in its
place: at the start of the query, where they are joined, and at the start of every inner group that tests or
computes something, for such a group is evaluated by itself and would not know `$this`. What stands under
EXISTS sees what is bound around it in any case. Rows are made distinct, as pySHACL does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.term import Node

from adisteme.errors import InputError
from adisteme.sparql_text import Token, tokens
from adisteme.validation.compiled.errors import NotCompiled
from adisteme.validation.compiled.focus import Focus
from adisteme.validation.compiled.literals import decode
from adisteme.validation.compiled.model import Outcome, Result, Shape
from adisteme.validation.compiled.paths import SH, Path
from adisteme.validation.compiled.run import Run

# Forbidden by SHACL (pySHACL refuses), or not the same for one focus node as for all.
_FORBIDDEN = frozenset({"MINUS", "VALUES", "SERVICE"})
_TOGETHER = frozenset(
    {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "GROUP", "HAVING", "LIMIT", "OFFSET"}
)
_ELSEWHERE = frozenset({"GRAPH", "FROM", "BASE", "LATERAL"})
_NEVER_TWICE = frozenset({"RAND", "UUID", "STRUUID", "BNODE", "NOW"})
_OUTSIDE = _FORBIDDEN | _TOGETHER | _ELSEWHERE | _NEVER_TWICE
_BOUND = frozenset({"this", "shapesGraph", "currentShape"})
_ANCHOR = ("", "(", "", "=", "", ")")  # FILTER ( ?x = <iri> )
_UNKNOWN = frozenset({"shapesGraph", "currentShape", "failure"})


@dataclass(frozen=True)
class Cut:
    """A SELECT ready to take in focus nodes: its text with the places where their patterns go.

    Attributes:
        head: prefixes and projection, up to the opening brace.
        parts: what follows, cut where patterns go in.
        columns: what it projects.
        tail: the length of what follows from the last brace on.
        bound: the first patterns bind `$this` in any case.
    """

    head: str
    parts: tuple[str, ...]
    columns: tuple[str, ...]
    tail: int = 0
    bound: bool = False

    def over(self, focus: Focus) -> str:
        """The query for a set of focus nodes."""
        patterns = f" {{ {focus.named('this')} }} "
        text = self.parts[0] + "".join(patterns + part for part in self.parts[1:])
        if self.bound and focus.member:
            # The query's own patterns may leave few rows: what class their subjects are of is asked last.
            member = focus.member.replace(focus.variable, "?this")
            return f"{self.head}{text[: -self.tail]} FILTER({member}) {text[-self.tail :]}"
        return self.head + patterns + text


@dataclass
class Select:
    """One constraint of sh:sparql."""

    cut: Cut
    component: ClassVar[URIRef] = SH.SPARQLConstraintComponent
    nested: ClassVar[list[Node]] = []

    def outcomes(self, run: Run, shape: Shape, focus: Focus) -> Iterator[Outcome]:
        """One result for each row."""
        own_value = shape.path is None
        for row in run.query(self.cut.over(focus)):
            cells = {name: row[name] for name in self.cut.columns if row[name] is not None}
            node = cells.pop("this")
            value = cells.get("value", node if own_value else None)
            texts = {name: str(decode(term)) for name, term in cells.items()}
            if own_value and "value" in self.cut.columns:
                texts.setdefault("value", str(decode(node)))
            path = decode(cells["path"]) if "path" in cells else None
            yield node, Result(shape, self.component, node, value, path, _filled(texts))


def _filled(texts: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}


def read_select(graph: Graph, constraint: Node, path: Path | None) -> Select | None:
    """Read a constraint; None where it is deactivated.

    Raises:
        NotCompiled: it uses what cannot be run for many focus nodes at once.
    """
    texts = list(graph.objects(constraint, SH.select))
    if len(texts) != 1 or not isinstance(texts[0], Literal) or not isinstance(texts[0].value, str):
        raise NotCompiled("sh:select is not one string")
    for text in graph.objects(constraint, SH.message):
        if not isinstance(text, Literal) or not isinstance(text.value, str):
            raise NotCompiled("sh:message is not a string")
    if _is_off(graph, constraint):
        return None
    return Select(
        _cut(prologue(graph, constraint), with_path(str(texts[0].value), path.text if path else None))
    )


def _is_off(graph: Graph, constraint: Node) -> bool:
    off = list(graph.objects(constraint, SH.deactivated))
    if not off:
        return False
    if len(off) > 1 or not isinstance(off[0], Literal) or not isinstance(off[0].value, bool):
        raise NotCompiled("sh:deactivated is not a boolean")
    return off[0].value


def prologue(graph: Graph, constraint: Node) -> str:
    """The prefixes that pySHACL would put before a query.

    Raises:
        NotCompiled: a declaration of a prefix is not one.
    """
    named = {"rdf": str(RDF), "rdfs": str(RDFS), "owl": str(OWL)}
    ontologies = set(graph.subjects(RDF.type, OWL.Ontology))
    everywhere = {entry for ontology in ontologies for entry in graph.objects(ontology, SH.declare)}
    found: dict[str, str] = {}
    for source in graph.objects(constraint, SH.prefixes):
        own = set(graph.objects(source, SH.declare))
        for entry in own if own and source in ontologies else own | everywhere:
            prefixes, namespaces = (list(graph.objects(entry, p)) for p in (SH.prefix, SH.namespace))
            if len(prefixes) != 1 or len(namespaces) != 1:
                raise NotCompiled("a declaration of a prefix that is not one")
            if found.setdefault(str(prefixes[0]), str(namespaces[0])) != str(namespaces[0]):
                raise NotCompiled("a prefix with two meanings")
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in (named | found).items())


def with_path(text: str, path: str | None) -> str:
    """A query with a path, as SPARQL writes it, in the place of `$PATH`.

    Raises:
        NotCompiled: there is no path.
    """
    parts, end = [], 0
    for token in tokens(text):
        if token.kind == "variable" and token.text[1:] == "PATH":
            if path is None:
                raise NotCompiled("$PATH in a node shape")
            parts += [text[end : token.start], path]
            end = token.start + len(token.text)
    return "".join(parts) + text[end:]


def _cut(prefixes: str, text: str) -> Cut:
    found = list(tokens(text))
    _check(found)
    text = _anchored(text, found)
    found = list(tokens(text))
    start = next(i for i, token in enumerate(found) if token.text.upper() == "SELECT")
    opening = next((i for i, token in enumerate(found) if token.text == "{"), len(found))
    if opening == len(found):
        raise NotCompiled("not a SELECT")
    columns = _columns(found[start + 1 : opening])
    places = [found[i].start + 1 for i in _places(found, opening)]
    cuts = zip(places, [*places[1:], len(text)], strict=True)
    projection = text[found[start + 1].start : places[0]]
    head = prefixes + text[: found[start].start] + "SELECT DISTINCT " + _plain(projection, found[start + 1])
    parts = tuple(text[a:b] for a, b in cuts)
    tail = len(text) - next(token.start for token in reversed(found) if token.text == "}")
    cut = Cut(head, parts, columns, tail, _is_bound(found[opening + 1 :]))
    _try(cut)
    return cut


def _anchored(text: str, found: list[Token]) -> str:
    """Say `FILTER(?x = <iri>)` as VALUES, where triples bind ?x in any case: the store then begins there."""
    parts, end, depth = [], 0, 0
    subjects = _subjects(found)
    for index, token in enumerate(found):
        depth += (token.text == "{") - (token.text == "}")
        test = found[index : index + 6]
        if depth == 1 and token.text.upper() == "FILTER" and len(test) == len(_ANCHOR):
            name, value = test[2], test[4]
            alike = all(wanted in ("", one.text) for wanted, one in zip(_ANCHOR, test, strict=True))
            if alike and name.text[1:] in subjects and value.kind in {"name", "iri"}:
                parts += [text[end : token.start], f"VALUES {name.text} {{ {value.text} }}"]
                end = test[-1].start + 1
    return "".join(parts) + text[end:]


def _subjects(found: list[Token]) -> set[str]:
    """The variables that are subjects of the triples that a query begins with."""
    opening = next(index for index, token in enumerate(found) if token.text == "{")
    names = set()
    for before, token in pairwise(found[opening:]):
        if token.text in {"{", "}"} or token.text.upper() in {"BIND", "FILTER", "OPTIONAL"}:
            break
        if before.text in {"{", "."} and token.kind == "variable":
            names.add(token.text[1:])
    return names - _BOUND


def _plain(projection: str, first: Token) -> str:
    if first.kind == "word" and first.text.upper() in {"DISTINCT", "REDUCED"}:
        return projection[len(first.text) :]
    return projection


def _check(found: list[Token]) -> None:
    words = [token.text.upper() for token in found if token.kind == "word"]
    if words.count("SELECT") != 1 or _OUTSIDE & set(words):
        raise NotCompiled("a query with parts that do not run for many focus nodes at once")
    names = {token.text[1:] for token in found if token.kind == "variable"}
    if "this" not in names or names & _UNKNOWN or any(name.startswith("__") for name in names):
        raise NotCompiled("variables of another meaning")
    for before, token in pairwise(found):
        if token.text == "(" and before.kind in {"name", "iri"} and _is_call(found, token):
            raise NotCompiled("a function that the engines may not share")
        if before.text.upper() == "AS" and token.text[1:] in _BOUND:
            raise NotCompiled("a new meaning for what is bound beforehand")


def _is_call(found: list[Token], bracket: Token) -> bool:
    """Whether an IRI before a bracket is a function: after it comes no list of objects nor a path."""
    index = found.index(bracket)
    before = found[index - 2].text.upper() if index > 1 else ""
    return before not in {".", ";", "{", "}"} and not before.startswith(("?", "$"))


def _columns(projection: list[Token]) -> tuple[str, ...]:
    """The names that a SELECT projects, which must be said and have `this` among them."""
    names, depth = [], 0
    for before, token in zip([None, *projection], projection, strict=False):
        depth += (token.text == "(") - (token.text == ")")
        is_named = before is not None and before.text.upper() == "AS"
        if token.kind == "variable" and (depth == 0 or is_named):
            names.append(token.text[1:])
    if "this" not in names or len(names) != len(set(names)):
        raise NotCompiled("a SELECT that does not name $this")
    return tuple(names)


def _places(found: list[Token], opening: int) -> list[int]:
    """The opening braces after which the patterns of the focus nodes go."""
    places, under_exists, stack = [], 0, []
    for index in range(opening, len(found)):
        token = found[index]
        if token.text == "{":
            exists = found[index - 1].text.upper() == "EXISTS"
            stack.append(exists)
            under_exists += exists
            if index == opening or (not under_exists and _computes(found, index)):
                places.append(index)
        elif token.text == "}":
            if not stack:
                raise NotCompiled("braces that do not match")
            under_exists -= stack.pop()
    return places


def _is_bound(found: list[Token]) -> bool:
    """Whether triples name `$this` before anything but triples comes."""
    for token in found:
        if token.text in {"{", "("} or token.text.upper() in {"BIND", "FILTER", "OPTIONAL"}:
            return False
        if token.kind == "variable" and token.text[1:] == "this":
            return True
    return False


def _computes(found: list[Token], opening: int) -> bool:
    """Whether a group has a FILTER or BIND of its own and names `$this` anywhere."""
    depth, own, named = 0, False, False
    for token in found[opening:]:
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0:
            break
        own = own or (token.kind == "word" and token.text.upper() in {"FILTER", "BIND"})
        named = named or (token.kind == "variable" and token.text[1:] == "this")
    return own and named


def _try(cut: Cut) -> None:
    try:
        for member in (None, "EXISTS { ?__0 a <urn:x> }"):
            ox.Store().query(cut.over(Focus("?__0 a <urn:x> .", member=member)))
    except (SyntaxError, ValueError, InputError) as error:
        raise NotCompiled(f"a query that does not parse: {error}") from None
