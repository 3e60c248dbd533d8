"""Queries over a private store in workers that can be killed. Each reads a snapshot: a reader beside a writer
is undefined (FACTS).

A snapshot is a backup by hard links, made when a query comes and something was written since the last one: a
query sees every write that was acknowledged before it came. Snapshots lie inside the store's folder, so that
links work wherever it is mounted; the engine passes over names that are not its own.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, serialize

from adisteme.private_store import PrivateStore
from adisteme.sparql_evaluation import QueryRequest, QueryResult, evaluate

_FOLDER = "reading"


@dataclass(frozen=True)
class StoreQuery:
    """A query and the folder of the snapshot that it is asked of."""

    folder: str
    request: QueryRequest


@dataclass(frozen=True)
class GraphRead:
    """A graph that is wanted whole, the folder of the snapshot, and the media type of its form.

    Attributes:
        folder: of the snapshot.
        graph: IRI; None is the default graph.
        media_type: of the answer.
    """

    folder: str
    graph: str | None
    media_type: str


def work() -> Callable[[StoreQuery | GraphRead], tuple[QueryResult | None, bytes]]:
    """What a worker does; it keeps the snapshot open that it was asked of last."""
    opened: dict[str, Store] = {}

    def answer(asked: StoreQuery | GraphRead) -> tuple[QueryResult | None, bytes]:
        if asked.folder not in opened:
            opened.clear()
            opened[asked.folder] = Store.read_only(asked.folder)
        store = opened[asked.folder]
        if isinstance(asked, GraphRead):
            return None, content(store, asked.graph, asked.media_type)
        result = evaluate(store, replace(asked.request, union=False))
        return replace(result, body=b""), result.body

    return answer


def content(store: Store, graph: str | None, media_type: str) -> bytes:
    """The triples of a graph of a store in one form (see `GraphRead`)."""
    name = DefaultGraph() if graph is None else NamedNode(graph)
    quads = store.quads_for_pattern(None, None, None, name)
    return serialize((quad.triple for quad in quads), format=RdfFormat.from_media_type(media_type)) or b""


class _Snapshot:
    def __init__(self, folder: Path, writes: int) -> None:
        self.folder = folder
        self.writes = writes
        self.readers = 0


class Snapshots:
    """The snapshots of a store on disk.

    Args:
        own: the store; opened for reading only, it is its own snapshot.
        folder: where it lies.
    """

    def __init__(self, own: PrivateStore, folder: Path) -> None:
        self._own = own
        self._root = folder / _FOLDER
        self._making = asyncio.Lock()
        self._count = 0
        self._latest: _Snapshot | None = None
        if own.read_only:
            self._latest = _Snapshot(folder, own.writes)
        else:
            shutil.rmtree(self._root, ignore_errors=True)  # of a process that was killed

    @asynccontextmanager
    async def current(self) -> AsyncIterator[str]:
        """The folder of a snapshot with all writes that are acknowledged; it stays while in use.

        Raises:
            InputError: it cannot be written.
        """
        async with self._making:
            if self._latest is None or self._latest.writes != self._own.writes:
                made = await asyncio.to_thread(self._made)
                old, self._latest = self._latest, made
                await self._drop(old)
            snapshot = self._latest
            snapshot.readers += 1
        try:
            yield str(snapshot.folder)
        finally:
            snapshot.readers -= 1
            if snapshot is not self._latest:
                await self._drop(snapshot)

    def _made(self) -> _Snapshot:
        writes = self._own.writes  # read first: what is written meanwhile may be in it too, whole
        self._count += 1
        folder = self._root / str(self._count)
        self._own.save(folder)
        return _Snapshot(folder, writes)

    @staticmethod
    async def _drop(snapshot: _Snapshot | None) -> None:
        """Remove a snapshot that nobody reads; a worker that has it open keeps its files till the next."""
        if snapshot is not None and not snapshot.readers:
            await asyncio.to_thread(shutil.rmtree, snapshot.folder, ignore_errors=True)
