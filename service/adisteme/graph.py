"""The knowledge graph: Turtle folders parsed into named graphs, with the closure beside them.

The order of work (DESIGN: the way of the data): parse → situations and defaults (`closure/before`) →
the rules read off the OWL axioms → the closed-world steps (`closure/after`) → the gate for added folders.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
)

from adisteme import namespaces as ns
from adisteme.closure import fixpoint
from adisteme.data import ontology_dir, shapes_dir
from adisteme.errors import SourceError
from adisteme.own import gate as gate_keeper
from adisteme.own.texts import utf8

Term = NamedNode | BlankNode | Literal
Row = dict[str, Term]

_SHACL_MARK = re.compile(rb"http://www\.w3\.org/ns/shacl#")
SCOPE = ns.BASE + "scope/"
# Folders of an ontology whose Turtle goes to a graph of its own; all else is asserted.
_GRAPH_OF_FOLDER = {"text": ns.TEXT, "alignments": ns.ALIGNMENTS, "findings": ns.FINDINGS}


@dataclass(frozen=True)
class KnowledgeGraph:
    """A loaded, closed graph with the folders it came from.

    Attributes:
        store: the named graphs of CONTRACT; treat it as read-only.
        folders: the ontology folders, packaged first.
        shape_files: Turtle files with SHACL shapes.
    """

    store: Store
    folders: tuple[Path, ...]
    shape_files: tuple[Path, ...] = field(default=())

    def select(self, query: str) -> list[Row]:
        """Rows of a SELECT over the union of the graphs, consumed in this thread.

        Args:
            query: SPARQL text of ours (a stranger's query goes to `sparql_text` first).

        Returns:
            One dict a row; a variable without a value is left out.
        """
        return rows_of(self.store, query)


def rows_of(store: Store, query: str) -> list[Row]:
    """Rows of a SELECT of ours over the union of a store's graphs (see `KnowledgeGraph.select`)."""
    solutions = store.query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)  # our own queries are SELECTs
    names = [variable.value for variable in solutions.variables]
    return [
        {name: value for name, value in zip(names, solution, strict=True) if value is not None}
        for solution in solutions
    ]


def load(extra: Sequence[Path] = (), *, packaged: Path | None = None, gate: bool = True) -> KnowledgeGraph:
    """Read the packaged ontology and folders of somebody's own, and close them.

    Args:
        extra: folders with Turtle, shapes (`.ttl` that uses SHACL) and questions (`.rq`).
        packaged: another folder in place of the packaged ontology (for checks of a copy).
        gate: refuse added folders that break a hygiene rule marked with `gate`.

    Raises:
        SourceError: a folder is missing, a file does not parse (names file and line), or a rule of the
            gate is broken (names the rule and the things).
    """
    home = packaged or ontology_dir()
    store, shapes = _parsed(extra, home)
    _close(store, home / "closure")
    if extra and gate:
        gate_keeper.keep(
            store, home / "hygiene", [path for folder in extra for path in _files(folder, ".ttl")]
        )
    return KnowledgeGraph(store, (home, *extra), (*_files(shapes_dir(), ".ttl"), *shapes))


def load_remote(url: str, extra: Sequence[Path] = (), token: str | None = None) -> KnowledgeGraph:
    """The graph as another SPARQL store holds it, where `adisteme load` has put it.

    Args:
        url: the query address of that store.
        extra: folders whose questions and shapes count; their Turtle must have been loaded there.
        token: sent as a bearer token where given.

    Raises:
        InputError: the store does not answer, or holds nothing of ours.
    """
    from adisteme.remote import RemoteStore

    remote = RemoteStore(url, token)
    if not len(remote):
        raise SourceError("remote.empty", url=url, command="adisteme load --to")
    shapes = [path for folder in extra for path in _files(folder, ".ttl") if _has_shapes(path)]
    store = cast(Store, remote)  # it has what is asked of a store that is only read
    return KnowledgeGraph(store, (ontology_dir(), *extra), (*_files(shapes_dir(), ".ttl"), *shapes))


def opened(extra: Sequence[Path] = (), remote: str | None = None) -> KnowledgeGraph:
    """The graph of a service: embedded, or as another store holds it.

    Args:
        extra: folders of somebody's own.
        remote: query address of another store; its token stands in ADISTEME_REMOTE_TOKEN.

    Raises:
        InputError: see `load` and `load_remote`; a question or shape of somebody's own cannot be used.
    """
    graph = load_remote(remote, extra, os.environ.get("ADISTEME_REMOTE_TOKEN")) if remote else load(extra)
    if extra:
        from adisteme.own import faults  # only then: it takes rdflib

        for fault in faults(graph):
            raise fault
    return graph


def premises(extra: Sequence[Path] = (), *, packaged: Path | None = None) -> Store:
    """What the closure starts from, the axioms of the scopes included: the input of a reasoner.

    Args and errors: as for `load`.
    """
    home = packaged or ontology_dir()
    store, _ = _parsed(extra, home)
    _before_closing(store, home / "closure")
    return store


def parsed(extra: Sequence[Path] = (), *, packaged: Path | None = None) -> Store:
    """The Turtle of all folders in its named graphs, before anything is derived (see `load`, `close`)."""
    return _parsed(extra, packaged or ontology_dir())[0]


def close(store: Store, *, packaged: Path | None = None) -> None:
    """Derive what follows from a parsed store, into its graph `inferred`."""
    _close(store, (packaged or ontology_dir()) / "closure")


def _parsed(extra: Sequence[Path], home: Path) -> tuple[Store, tuple[Path, ...]]:
    for folder in (home, *extra):
        if not folder.is_dir():
            raise SourceError("source.no_folder", folder=folder)
    store = Store()
    for path in _files(home, ".ttl"):
        _parse_into(store, path, _graph_of(path, home))
    own = [path for folder in extra for path in _own_files(folder)]
    for path in own:  # a file may hold kinds, norms and shapes together
        utf8(path)
        _parse_into(store, path, ns.ASSERTED, unless_in=(ns.TEXT, ns.ALIGNMENTS, ns.FINDINGS))
    return store, tuple(path for path in own if _has_shapes(path))


def _own_files(folder: Path) -> list[Path]:
    """The Turtle of an added folder, which holds at least that or a question."""
    found = _files(folder, ".ttl")
    if not found and not _files(folder, ".rq"):
        raise SourceError("source.empty_folder", folder=folder)
    return found


def _has_shapes(path: Path) -> bool:
    return _SHACL_MARK.search(path.read_bytes()) is not None


def _files(folder: Path, suffix: str) -> list[Path]:
    return sorted(path for path in folder.rglob("*" + suffix) if path.is_file())


def _graph_of(path: Path, home: Path) -> NamedNode:
    for part in path.relative_to(home).parts[:-1]:
        if part in _GRAPH_OF_FOLDER:
            return _GRAPH_OF_FOLDER[part]
    return ns.ASSERTED


def _parse_into(store: Store, path: Path, graph: NamedNode, unless_in: Sequence[NamedNode] = ()) -> None:
    """Parse a file into a named graph, but for triples that already stand in one of some others."""
    try:
        triples = parse(path=str(path), format=RdfFormat.TURTLE, rename_blank_nodes=True)
        quads = (Quad(t.subject, t.predicate, t.object, graph) for t in triples)
        store.bulk_extend(
            q
            for q in quads
            if not any(Quad(q.subject, q.predicate, q.object, other) in store for other in unless_in)
        )
    except SyntaxError as error:
        raise SourceError(
            "source.syntax", file=path, line=error.lineno or "?", reason=first_line(error.msg)
        ) from None
    except (OSError, ValueError) as error:
        raise SourceError("source.unreadable", file=path, reason=first_line(str(error))) from None


def first_line(text: str) -> str:
    """The first line of a library's message."""
    return text.splitlines()[0] if text else ""


def _before_closing(store: Store, rules: Path) -> list[Quad]:
    for path in sorted((rules / "before").glob("*.ru")):
        store.update(path.read_text(encoding="utf-8"))
    scopes = [Quad(t.subject, t.predicate, t.object, ns.ASSERTED) for t in scope_axioms(store, rules)]
    store.extend(scopes)
    return scopes


def _close(store: Store, rules: Path) -> None:
    scopes = _before_closing(store, rules)
    fixpoint.close(store)
    for quad in [*scopes, *_scope_quads(store)]:  # scaffolding of the closure, not published
        store.remove(quad)
    for path in sorted((rules / "after").glob("*.ru")):
        store.update(path.read_text(encoding="utf-8"))


def scope_axioms(store: Store, rules: Path | None = None) -> list[Triple]:
    """The OWL axioms of the norms' scopes (DESIGN, Modelling norms, 1), from `closure/scopes.rq`."""
    text = ((rules or ontology_dir() / "closure") / "scopes.rq").read_text(encoding="utf-8")
    triples = store.query(text, use_default_graph_as_union=True)
    assert isinstance(triples, QueryTriples)
    return list(triples)


def _scope_quads(store: Store) -> Iterable[Quad]:
    quads = list(store.quads_for_pattern(None, None, None, ns.INFERRED))
    return [
        quad
        for quad in quads
        if any(isinstance(t, NamedNode) and t.value.startswith(SCOPE) for t in (quad.subject, quad.object))
    ]
