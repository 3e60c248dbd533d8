"""A snapshot of the closed graph: sorted N-Quads, one file a named graph, and a manifest of hashes.

The same sources give the same bytes: triples are sorted and blank nodes are named by RDFC-1.0.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, serialize

from adisteme import __version__
from adisteme.errors import InputError
from adisteme.graph import KnowledgeGraph
from adisteme.namespaces import GRAPHS
from adisteme.queries import key_of


def write(graph: KnowledgeGraph, folder: Path) -> dict[str, Any]:
    """Write `GRAPH.nq` for each named graph and `manifest.json`.

    Args:
        graph: a loaded graph.
        folder: made where missing.

    Returns:
        The manifest: `release` and, for each graph, `triples`, `sha256` and `file`.

    Raises:
        InputError: the folder cannot be written.
    """
    manifest: dict[str, Any] = {"release": __version__, "graphs": {}}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in GRAPHS:
            lines = sorted_lines(graph, name)
            data = "".join(lines).encode()
            path = folder / f"{key_of(name)}.nq"
            path.write_bytes(data)
            manifest["graphs"][name.value] = {
                "triples": len(lines),
                "sha256": hashlib.sha256(data).hexdigest(),
                "file": path.name,
            }
        text = json.dumps(manifest, indent=2, sort_keys=True) + "\n"
        (folder / "manifest.json").write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError("input.unwritable", file=folder, reason=error.strerror or error) from None
    return manifest


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
