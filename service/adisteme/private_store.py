"""A user's own graphs beside the Rules: in memory, or in a RocksDB folder that outlives the process.

One writer, and every write is one update, so that a reader sees it whole or not at all; each is with the
operating system when it returns, so that killing the process loses none. What only reads may open the folder
of a backup (hard links: FACTS).
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse, serialize

from adisteme import namespaces as ns
from adisteme.errors import InputError
from adisteme.sparql_evaluation import QueryRequest, QueryResult, evaluate
from adisteme.sparql_text import QueryRefused, check_update, line_of, with_dataset
from adisteme.workers import Busy

WAIT = 30.0  # seconds that a write waits for the one before it: the engine can stop none


class PrivateStore:
    """Own graphs that may be queried, updated, replaced and saved.

    Args:
        folder: a RocksDB folder, made where missing; None keeps all in memory.
        read_only: open the folder only for reading; several processes may.

    Raises:
        InputError: the folder cannot be opened, for example since another process writes to it.
    """

    def __init__(self, folder: Path | None = None, *, read_only: bool = False) -> None:
        self.read_only = read_only
        self.writes = 0  # acknowledged ones; a reader that knows the number knows whether it has seen all
        self._write = threading.Lock()
        try:
            if folder is None:
                self.store = Store()
            else:
                self.store = Store.read_only(str(folder)) if read_only else Store(str(folder))
        except (OSError, ValueError) as error:
            reason = " ".join(str(error).split())
            raise InputError("store.unusable_folder", folder=folder, reason=reason) from None

    def query(self, task: QueryRequest) -> QueryResult:
        """Answer a query; its default graph is the store's own, as updates have it.

        Raises:
            QueryRefused: see `sparql_evaluation.evaluate`.
        """
        return evaluate(self.store, replace(task, union=False))

    def update(
        self, text: str, default_graphs: tuple[str, ...] = (), named_graphs: tuple[str, ...] = ()
    ) -> None:
        """Run a SPARQL Update, wholly or not at all.

        Args:
            text: the update.
            default_graphs: IRIs of `using-graph-uri`.
            named_graphs: IRIs of `using-named-graph-uri`.

        Raises:
            QueryRefused: it is no update, goes out (LOAD, SERVICE), or names its dataset twice.
        """
        text = with_dataset(text, default_graphs, named_graphs)
        check_update(text)
        self._run(text)

    def _run(self, text: str) -> None:
        if self.read_only:
            raise QueryRefused("read_only")
        try:
            with self._turn():
                self.store.update(text, base_iri=ns.BASE)
                self.writes += 1
        except SyntaxError as error:
            raise QueryRefused("malformed_update", reason=line_of(error)) from None
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryRefused("update_failed", reason=line_of(error)) from None

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Hold all other writes back.

        Raises:
            Busy: one was at work all the time.
        """
        if not self._write.acquire(timeout=WAIT):
            raise Busy(math.ceil(WAIT))
        try:
            yield
        finally:
            self._write.release()

    def has(self, graph: NamedNode | None) -> bool:
        """Whether there is such a named graph; the default graph (None) is always there."""
        return graph is None or self.store.contains_named_graph(graph)

    def put(self, graph: NamedNode | None, triples: bytes) -> None:
        """Replace what a graph holds.

        Args:
            graph: its name; None is the default graph.
            triples: N-Triples, as `triples_of` makes them.
        """
        target = f"GRAPH {graph}" if graph else "DEFAULT"
        made = f"CREATE SILENT GRAPH {graph} ; " if graph else ""
        self._run(f"CLEAR SILENT {target} ; {made}{_insert(graph, triples)}")

    def add(self, graph: NamedNode | None, triples: bytes) -> None:
        """Add triples to a graph, made where missing (arguments as for `put`)."""
        made = f"CREATE SILENT GRAPH {graph} ; " if graph else ""
        self._run(f"{made}{_insert(graph, triples)}")

    def drop(self, graph: NamedNode | None) -> None:
        """Remove a graph; the default graph is emptied."""
        self._run(f"DROP SILENT GRAPH {graph}" if graph else "CLEAR SILENT DEFAULT")

    def backup(self, folder: Path) -> Path:
        """Save the store as it stands at this moment.

        Args:
            folder: where saved stores lie; the new one is named by the time (UTC).

        Returns:
            The new folder, which can be opened like the store itself.

        Raises:
            InputError: it cannot be written, or the store is in memory.
        """
        target = folder / datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        with self._turn():
            self.save(target)
        return target

    def save(self, target: Path) -> None:
        """Save the store as it stands at a moment between two writes, into a folder that is not there yet.

        Raises:
            InputError: it cannot be written, or the store is in memory.
        """
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            self.store.backup(str(target))
        except (OSError, ValueError, RuntimeError) as error:
            raise InputError("input.unwritable", file=target, reason=line_of(error)) from None


def triples_of(content: bytes, form: RdfFormat, base: str) -> bytes:
    """A document as N-Triples, graphs merged.

    Args:
        content: the document.
        form: its syntax.
        base: what its relative IRIs are resolved against.

    Raises:
        InputError: it does not parse (names the line).
    """
    try:
        quads = parse(content, format=form, base_iri=base, rename_blank_nodes=True)
        return (
            serialize(
                (Quad(q.subject, q.predicate, q.object).triple for q in quads), format=RdfFormat.N_TRIPLES
            )
            or b""
        )
    except SyntaxError as error:
        raise InputError(
            "data.syntax", file="body", line=error.lineno or "?", reason=line_of(error)
        ) from None
    except (ValueError, OSError) as error:
        raise InputError("data.syntax", file="body", line="?", reason=line_of(error)) from None


def _insert(graph: NamedNode | None, triples: bytes) -> str:
    text = triples.decode()
    return f"INSERT DATA {{ GRAPH {graph} {{ {text} }} }}" if graph else f"INSERT DATA {{ {text} }}"
