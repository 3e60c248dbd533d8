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
    from adisteme.own import questions, shapes
    from adisteme.own.terms import Terms

    catalogue, own = Catalogue(graph), shapes.read(graph)
    yield from catalogue.faults
    terms = Terms(graph, own.graph)
    for query in catalogue.sound.values():
        if any(query.path.is_relative_to(folder) for folder in graph.folders[1:]):
            yield from questions.undeclared(query, terms.fault)
    yield from shapes.faults(own, graph)
