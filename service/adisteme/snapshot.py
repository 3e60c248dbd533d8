"""Dumps of the closed graph: sorted N-Quads, one file a named graph and one with all, and their hashes.

The same sources give the same bytes: triples are sorted and blank nodes are named by RDFC-1.0.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, serialize

from adisteme.descriptions import WHOLE
from adisteme.errors import InputError
from adisteme.facts import Facts
from adisteme.graph import KnowledgeGraph
from adisteme.namespaces import BASE, GRAPHS
from adisteme.queries import key_of

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Dump:
    """One file of a release.

    Attributes:
        file: its name.
        graph: IRI of the named graph that it holds; of the dataset for the file with all.
        triples: how many lines it has.
        content: the bytes.
    """

    file: str
    graph: str
    triples: int
    content: bytes

    @property
    def sha256(self) -> str:
        """Hash of the bytes, in hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


def dumps(graph: KnowledgeGraph) -> list[Dump]:
    """The dump of each named graph, then the one of all of them.

    Args:
        graph: a loaded graph.
    """
    parts = [(name, sorted_lines(graph, name)) for name in GRAPHS]
    single = [
        Dump(f"{key_of(name)}.nq", name.value, len(lines), "".join(lines).encode()) for name, lines in parts
    ]
    whole = b"".join(dump.content for dump in single)
    return [*single, Dump(WHOLE, BASE + ".well-known/void", sum(dump.triples for dump in single), whole)]


def manifest(graph: KnowledgeGraph, files: list[Dump]) -> dict[str, Any]:
    """What a release holds: `release`, `redaction` of the act, and `files` with triples and hashes."""
    dataset = Facts(graph).dataset("en")
    return {
        "release": dataset.release,
        "redaction": dataset.redaction,
        "files": [
            {"file": dump.file, "graph": dump.graph, "triples": dump.triples, "sha256": dump.sha256}
            for dump in files
        ],
    }


def write(graph: KnowledgeGraph, folder: Path) -> dict[str, Any]:
    """Write all dumps and the manifest.

    Args:
        graph: a loaded graph.
        folder: made where missing.

    Returns:
        The manifest.

    Raises:
        InputError: the folder cannot be written.
    """
    files = dumps(graph)
    told = manifest(graph, files)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for dump in files:
            (folder / dump.file).write_bytes(dump.content)
        text = json.dumps(told, indent=2, sort_keys=True) + "\n"
        (folder / MANIFEST).write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError("input.unwritable", file=folder, reason=error.strerror or error) from None
    return told


def sorted_lines(graph: KnowledgeGraph, name: NamedNode) -> list[str]:
    """The triples of one named graph as sorted N-Quads lines."""
    dataset = Dataset(
        Quad(q.subject, q.predicate, q.object, name)
        for q in graph.store.quads_for_pattern(None, None, None, name)
    )
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    data = serialize(dataset, format=RdfFormat.N_QUADS)
    assert data is not None
    return sorted(data.decode().splitlines(keepends=True))
