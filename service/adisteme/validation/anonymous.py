"""Nodes without any name: which named record holds them, and in what order they stand in a document.

Such a node cannot be searched for in a text. It stands in the statement of the record that refers to it; one
to which nothing refers is the n-th such at the head of a statement.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import BlankNode, NamedNode, QuerySolutions, Store

from adisteme import namespaces as ns
from adisteme.languages import message

NAMELESS = re.compile(r"f(\d+)\.(\d+)")
# Labels as `data.blank_label` makes them, and as the store makes them for large documents.
_LABEL = re.compile(r"f\d+\.\d+|f\d+-(?P<own>[\w.-]*\w)|[0-9a-f]{25,32}")
_DERIVED = (ns.RECORD,)
_STEPS = 1000
_HEADS = f"""
SELECT DISTINCT ?node WHERE {{
  ?node ?says ?what FILTER (isBlank(?node) && ?says != <{ns.RDF}first> && ?says != <{ns.RDF}rest>)
  FILTER NOT EXISTS {{ ?other ?refers ?node FILTER (!STRSTARTS(STR(?refers), "{_DERIVED[0]}")) }}
}}"""


def holder(store: Store, node: BlankNode) -> NamedNode | BlankNode:
    """The nearest record with a name that leads to a node; the outermost node where none has one."""
    seen: set[NamedNode | BlankNode] = {node}
    current: NamedNode | BlankNode = node
    while len(seen) < _STEPS and isinstance(current, BlankNode) and NAMELESS.fullmatch(current.value):
        above = next((subject for subject in _referring(store, current) if subject not in seen), None)
        if above is None:
            break
        seen.add(above)
        current = above
    return current


def _referring(store: Store, node: BlankNode) -> Iterable[NamedNode | BlankNode]:
    for quad in store.quads_for_pattern(None, None, node):
        if isinstance(quad.subject, NamedNode | BlankNode) and not quad.predicate.value.startswith(_DERIVED):
            yield quad.subject


def is_label(text: str) -> bool:
    """Whether a text may be the label of a node without IRI."""
    return _LABEL.fullmatch(text) is not None


def called(label: str, lang: str) -> str:
    """What a sentence calls a node without IRI: by the label that the document gave it, if it did.

    Args:
        label: of the store.
        lang: language of the sentence.
    """
    found = _LABEL.fullmatch(label)
    own = found and found["own"]
    return f"_:{own}" if own else message("validate.nameless", lang)


def heads(store: Store) -> dict[int, list[BlankNode]]:
    """Document → its nameless nodes to which nothing refers, in the order in which they were read."""
    solutions = store.query(_HEADS)
    assert isinstance(solutions, QuerySolutions)
    found: dict[int, list[tuple[int, BlankNode]]] = defaultdict(list)
    for (node,) in solutions:
        if isinstance(node, BlankNode) and (named := NAMELESS.fullmatch(node.value)):
            found[int(named[1])].append((int(named[2]), node))
    return {
        number: [node for _, node in sorted(nodes, key=lambda n: n[0])] for number, nodes in found.items()
    }
