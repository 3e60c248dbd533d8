"""An ontology in RDF cut into axioms, each with the blank nodes that belong to it, and written in one line.

Source: OWL 2 Mapping to RDF Graphs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, Triple

from adisteme.namespaces import OWL, PREFIXES, RDF
from adisteme.reasoning._seen import CLASS, RESERVED, TYPE, iri_of, is_declaration

_FIRST, _REST = NamedNode(RDF + "first"), NamedNode(RDF + "rest")
_LONG = 6  # members of a list that are still shown in full


@dataclass(frozen=True, slots=True)
class Axiom:
    """One axiom: in a line, prefixed and close to Turtle, and as the triples it consists of."""

    text: str
    triples: tuple[Triple, ...]


def split(prepared: Sequence[Triple]) -> tuple[list[Triple], list[tuple[Triple, ...]]]:
    """Cut an ontology into declarations and axioms.

    Parameters: triples as `prepare` gives them. Result: the declarations; the axioms, each a triple with the
    blank nodes that hang off it, or a blank node that nothing else mentions, such as an owl:AllDifferent.
    """
    of_node: dict[BlankNode, list[Triple]] = defaultdict(list)
    for t in prepared:
        if isinstance(t.subject, BlankNode):
            of_node[t.subject].append(t)
    declarations = [t for t in prepared if is_declaration(t)]
    named = [t for t in prepared if isinstance(t.subject, NamedNode) and not is_declaration(t)]
    axioms = [(t, *_hanging(t.object, of_node)) for t in named]
    used = {t.subject for axiom in axioms for t in axiom}
    mentioned = {t.object for t in prepared}
    # Nodes that nothing mentions first; what is left then are circles of blank nodes.
    for node in sorted(of_node, key=lambda node: node in mentioned):
        if node not in used:
            axioms.append(tuple(_hanging(node, of_node)))
            used |= {t.subject for t in axioms[-1]}
    return declarations, axioms


def _hanging(start: object, of_node: dict[BlankNode, list[Triple]]) -> Iterator[Triple]:
    todo, seen = [start], {start}
    while todo:
        node = todo.pop()
        for t in of_node.get(node, ()) if isinstance(node, BlankNode) else ():
            yield t
            if t.object not in seen:
                seen.add(t.object)
                todo.append(t.object)


def names(axiom: Iterable[Triple]) -> set[str]:
    """Give the names in an axiom, those of the OWL vocabulary left out."""
    found = {iri_of(term) for t in axiom for term in (t.subject, t.predicate, t.object)}
    return {iri for iri in found if iri and not iri.startswith(RESERVED)}


def asserts(axiom: Sequence[Triple]) -> bool:
    """Tell whether an axiom is an assertion about an individual: a type or an object property."""
    predicate = axiom[0].predicate
    if predicate == TYPE:
        return isinstance(axiom[0].object, BlankNode) or not iri_of(axiom[0].object).startswith(RESERVED)
    return not predicate.value.startswith(RESERVED)


def written(axiom: Sequence[Triple], shown: Collection[str]) -> Axiom:
    """Write an axiom in one line; of a long list only the members in `shown`."""
    return Axiom(_Writer(axiom, shown).line(), tuple(axiom))


class _Writer:
    def __init__(self, axiom: Sequence[Triple], shown: Collection[str]) -> None:
        """Take the axiom, whose first triple is what it states, and the members to show of a long list."""
        self._axiom = axiom
        self._shown = shown
        self._of_node: dict[object, list[Triple]] = defaultdict(list)
        for t in axiom:
            self._of_node[t.subject].append(t)
        self._open: list[object] = []  # nodes being written: a circle ends at them

    def line(self) -> str:
        """Write the axiom."""
        first = self._axiom[0]
        if isinstance(first.subject, BlankNode):
            return self._term(first.subject)
        return f"{_short(first.subject)} {_short(first.predicate)} {self._term(first.object)}"

    def _term(self, term: object) -> str:
        if not isinstance(term, BlankNode):
            return _short(term)
        if term in self._open:
            return "[]"
        self._open.append(term)
        text = self._list(term) if self._value(term, _FIRST) is not None else self._node(term)
        self._open.pop()
        return text

    def _node(self, node: BlankNode) -> str:
        noise = {CLASS, OWL + "Restriction"}
        triples = [t for t in self._of_node[node] if t.predicate != TYPE or iri_of(t.object) not in noise]
        triples.sort(key=lambda t: (t.predicate != TYPE, iri_of(t.predicate) != OWL + "onProperty"))
        return f"[ {' ; '.join(f'{_short(t.predicate)} {self._term(t.object)}' for t in triples)} ]"

    def _list(self, cell: object) -> str:
        members: list[object] = []
        seen = set()
        while (member := self._value(cell, _FIRST)) is not None and cell not in seen:
            seen.add(cell)
            members.append(member)
            cell = self._value(cell, _REST)
        chosen = [m for m in members if isinstance(m, BlankNode) or iri_of(m) in self._shown]
        if len(members) <= _LONG or not chosen:
            chosen = members
        more = [] if len(chosen) == len(members) else ["…"]
        return f"( {' '.join([*map(self._term, chosen), *more])} )"

    def _value(self, node: object, predicate: NamedNode) -> object | None:
        return next((t.object for t in self._of_node[node] if t.predicate == predicate), None)


_NAMESPACES = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))
_LOCAL = re.compile(r"[\w./@%-]*")


def _short(term: object) -> str:
    """Write a name with its prefix, where it has one."""
    if not isinstance(term, NamedNode):
        return str(term)
    if term == TYPE:
        return "a"
    for prefix, namespace in _NAMESPACES:
        if term.value.startswith(namespace) and _LOCAL.fullmatch(term.value, len(namespace)):
            return f"{prefix}:{term.value.removeprefix(namespace)}"
    return str(term)
