"""Shapes without a name of their own, such as `sh:property [ … ]`: in which named shape they stand.

What a report says of such a shape (its name, its paragraph, the norm that it checks) it takes from there; the
label of a blank node changes with every run.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256

from rdflib import BNode, Graph, URIRef
from rdflib.term import Node

from adisteme.validation.shacl import SH

_MARK = "_:"
_DIGITS = 16


class Enclosing:
    """Knows where shapes stand.

    Args:
        shapes: all shapes.
    """

    def __init__(self, shapes: Graph) -> None:
        self._shapes = shapes
        self.name = cache(self._name)
        self.said = cache(self._said)

    def _name(self, shape: Node) -> str:
        """The IRI of a shape, or of the named one that it stands in.

        One that stands in none is named by what it says: equal in every run until somebody changes it.
        """
        named = next((node for node in self._upwards(shape) if isinstance(node, URIRef)), None)
        if named is not None:
            return str(named)
        top = self._upwards(shape)[-1]
        return _MARK + sha256(self._described(top, ()).encode()).hexdigest()[:_DIGITS]

    def _said(self, shape: Node, predicate: URIRef) -> list[Node]:
        """The values of a property of a shape, else of the nearest shape around it that has any."""
        for node in self._upwards(shape):
            if found := sorted(self._shapes.objects(node, predicate), key=str):
                return found
        return []

    def _upwards(self, shape: Node) -> list[Node]:
        """A shape and what it stands in, from within; a named shape stands in one that alone holds it."""
        found = [shape]
        while True:
            holding = SH.property if isinstance(found[-1], URIRef) else None
            owners = sorted(set(self._shapes.subjects(holding, found[-1])) - set(found), key=_order)
            if not owners or (holding and len(owners) > 1):
                return found
            found.append(owners[0])

    def _described(self, node: Node, above: tuple[Node, ...]) -> str:
        if not isinstance(node, BNode) or node in above:
            return _MARK if isinstance(node, BNode) else node.n3()
        said = self._shapes.predicate_objects(node)
        return f"[{';'.join(sorted(f'{p.n3()} {self._described(o, (*above, node))}' for p, o in said))}]"


def _order(node: Node) -> tuple[bool, str]:
    return isinstance(node, BNode), str(node)
