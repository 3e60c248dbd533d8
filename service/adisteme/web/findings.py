"""`GET /api/v1/findings`: what is wrong with the words of the act, found by rules and by reading."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Annotated

from fastapi import APIRouter, Query, Request

from adisteme.catalogue import Catalogue
from adisteme.findings import KINDS, STANDINGS, Finding, Findings
from adisteme.listing import Listing
from adisteme.web.api import PROBLEMS, Lang, Limit, Offset, known
from adisteme.web.paging import listing
from adisteme.web.problems import language

_PARAMETERS = {"kind", "standing", "limit", "offset", "lang"}


@dataclass(frozen=True)
class FindingsPage(Listing):
    """A page of findings."""

    items: list[Finding]


def router(get_catalogue: Callable[[], Catalogue]) -> APIRouter:
    """The route over a catalogue that is there once the graph has loaded.

    Args:
        get_catalogue: gives the catalogue; include the router before one that takes any list's name.
    """
    api = APIRouter(prefix="/api/v1", responses=PROBLEMS)
    findings = cache(Findings)  # one graph, read once
    kinds, standings = ({"enum": Findings(get_catalogue()).keys(query)} for query in (KINDS, STANDINGS))

    @api.get("/findings", tags=["lists"], summary="Findings about the act, each with two quotes and a reason")
    def found(
        request: Request,
        kind: Annotated[
            str | None,
            Query(description="Key of a kind of finding; all where left out.", json_schema_extra=kinds),
        ] = None,
        standing: Annotated[
            str | None, Query(description="All standings where left out.", json_schema_extra=standings)
        ] = None,
        limit: Limit = 100,
        offset: Offset = 0,
        lang: Lang = None,
    ) -> FindingsPage:
        known(request, _PARAMETERS)
        items = findings(get_catalogue()).chosen(kind, standing)
        page = listing(items, limit, offset, request.url, language(request))
        return FindingsPage(**vars(page))

    return api
