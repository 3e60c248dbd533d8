"""The lanes of the service: queries and validations in processes of their own, all else in the server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from adisteme import sparql_evaluation, store_reading
from adisteme.graph import KnowledgeGraph
from adisteme.settings import Settings
from adisteme.workers import Lane, Limits
from adisteme.workers.worker import Work

_WARM_UP = 3.0  # seconds that the start of the service has the processor for itself


@dataclass(frozen=True)
class Lanes:
    """The lanes over one graph, and one for queries over a private store where there is one on disk."""

    query: Lane
    validate: Lane
    store: Lane | None = None

    @classmethod
    def over(cls, graph: KnowledgeGraph, settings: Settings, *, store: bool = False) -> Lanes:
        """Lanes with the limits of the settings; nothing is forked yet."""

        def judging() -> Work:
            from adisteme.validation import lane

            return lane.prepare(graph)

        return cls(
            Lane("query", lambda: sparql_evaluation.work(graph.store), _query_limits(settings)),
            Lane("validate", judging, _validate_limits(settings)),
            Lane("store", store_reading.work, _query_limits(settings)) if store else None,
        )

    @property
    def lost(self) -> bool:
        """Whether one of them can make no worker any more, so that the service must be started anew."""
        return any(lane.lost for lane in self.all)

    def on_loss(self, end: Callable[[], None]) -> None:
        """Have something done when one of them is lost."""
        for lane in self.all:
            lane.when_lost = end

    def fork(self) -> None:
        """Fork the spawners, before any thread runs (see `Lane.fork`)."""
        for lane in self.all:
            lane.fork()

    async def start(self) -> None:
        """Have the workers made; those for validation when the start is over."""
        self.fork()
        await self.query.start()
        await self.validate.start(_WARM_UP)
        if self.store is not None:
            await self.store.start()

    async def close(self) -> None:
        """End all processes."""
        for lane in self.all:
            await lane.close()

    @property
    def all(self) -> list[Lane]:
        """Those that there are."""
        return [lane for lane in (self.query, self.validate, self.store) if lane is not None]


def _query_limits(settings: Settings) -> Limits:
    return Limits(
        workers=settings.query_workers,
        queue=settings.query_queue,
        wait=settings.query_wait,
        seconds=settings.query_timeout,
        memory=settings.query_memory,
    )


def _validate_limits(settings: Settings) -> Limits:
    return Limits(
        workers=settings.validate_workers,
        queue=settings.validate_queue,
        wait=settings.validate_wait,
        seconds=settings.validate_timeout,
        memory=settings.validate_memory,
    )
