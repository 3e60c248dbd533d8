"""What somebody adds with `--ontology`: what is wrong with it is told in one line, with file and place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adisteme.errors import InputError
    from adisteme.graph import KnowledgeGraph


def faults(graph: KnowledgeGraph) -> Iterator[InputError]:
    """What is wrong with questions and shapes of added folders (the gate of `load` looks at norms)."""
    from adisteme.catalogue import Catalogue
    from adisteme.own import shapes

    yield from Catalogue(graph).faults
    yield from shapes.faults(shapes.read(graph), graph)
