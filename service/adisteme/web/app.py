"""The application: one loaded graph behind all fronts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Response
from fastapi.staticfiles import StaticFiles

from adisteme import __version__
from adisteme.catalogue import Catalogue
from adisteme.graph import KnowledgeGraph, opened
from adisteme.settings import Settings
from adisteme.web import (
    access_log,
    api,
    context,
    documentation,
    dumps,
    findings,
    linked_data,
    metrics,
    problem_pages,
    problems,
    provisions,
    sparql,
    validation,
)
from adisteme.web.cache import AnswerCache, Answers
from adisteme.web.head import HeadAsGet
from adisteme.web.lanes import Lanes
from adisteme.web.rate import RateLimit
from adisteme.web.watch import Watch

_STATIC = Path(__file__).resolve().parent / "static"
_DESCRIPTION = (
    "Questions to the Rules on educational-methodical work (order No. 583), answered with the paragraph and "
    "its words; SPARQL over the graph; validation of institutions' data. Errors are "
    "`application/problem+json` (RFC 9457)."
)


def create(
    ontology: Sequence[Path] = (), remote: str | None = None, settings: Settings | None = None
) -> FastAPI:
    """The application over the packaged ontology and folders of somebody's own.

    Args:
        ontology: folders of added Turtle, shapes and questions.
        remote: query address of another SPARQL store that holds the graphs.
        settings: limits of the lanes; None reads the environment.

    Raises:
        SourceError: a folder cannot be used.
        InputError: a setting cannot be used.
    """
    settings = settings or Settings.read()
    return over(opened(ontology, remote), settings)


def over(graph: KnowledgeGraph, settings: Settings, *, store: bool = False) -> FastAPI:
    """The application over a loaded graph; its lanes start with it (`app.state.lanes`).

    Args:
        graph: the graph.
        settings: limits and what the service writes of itself.
        store: whether there is to be a lane for a private store on disk.
    """
    catalogue = Catalogue(graph)
    whole = bool(catalogue.questions and catalogue.facts.collections)
    lanes = Lanes.over(graph, settings, store=store)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await lanes.start()
        try:
            yield
        finally:
            await lanes.close()

    app = FastAPI(
        title="adisteme",
        version=__version__,
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    counted, answers = metrics.Metrics(lanes), Answers()
    app.state.lanes = lanes
    app.state.answers, app.state.count = answers, counted.count
    problems.install(app)
    app.add_middleware(AnswerCache, answers=answers)
    app.add_middleware(HeadAsGet)
    if settings.rate:
        app.add_middleware(RateLimit, quota=settings.rate, proxies=settings.proxies)
    app.add_middleware(Watch, counted.look, *([access_log.log] if settings.log != "off" else []))
    # First: routes are tried in this order, one after the other.
    app.include_router(sparql.router(lambda: graph.store, lanes.query, settings, catalogue))
    app.include_router(validation.router(lanes.validate))
    app.include_router(provisions.router(lambda: catalogue))
    app.include_router(findings.router(lambda: catalogue))
    app.include_router(api.router(lambda: catalogue))
    app.include_router(dumps.router(lambda: catalogue))
    app.include_router(problem_pages.router)
    app.include_router(context.router())
    app.include_router(metrics.router(counted))
    app.include_router(linked_data.router(lambda: catalogue))
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    _add_health(app, lambda: "lost" if lanes.lost else "ready" if whole and lanes.query.ready else "loading")
    documentation.install(app, limited=settings.rate > 0)
    return app


def _add_health(app: FastAPI, status: Callable[[], str]) -> None:
    @app.get("/healthz", tags=["operation"], summary="Alive")
    def healthz() -> dict[str, str]:
        return {"status": "alive"}

    @app.get(
        "/readyz",
        tags=["operation"],
        summary="200 once questions can be answered",
        responses={503: {"description": "Not yet, or no longer.", "model": dict[str, str]}},
    )
    def readyz(response: Response) -> dict[str, str]:
        """`loading`, `ready`, or `lost`: a process that it cannot do without has ended; start it anew."""
        told = status()
        if told != "ready":
            response.status_code = 503
        return {"status": told, "release": __version__}
