"""`/api/v1/provisions`: the words of the act, what amended them, what they state."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from adisteme.catalogue import Catalogue
from adisteme.languages import message
from adisteme.listing import Listing
from adisteme.provisions import Provision, Provisions
from adisteme.web.api import PROBLEMS, Lang, Limit, Offset, known, not_found
from adisteme.web.paging import listing
from adisteme.web.problems import language

On = Annotated[
    date | None,
    Query(alias="date", description="The wording of this day (YYYY-MM-DD); left out: the redaction at hand."),
]
PlaceKey = Annotated[str, Path(alias="place")]


def router(get_catalogue: Callable[[], Catalogue]) -> APIRouter:
    """The routes over a catalogue that is there once the graph has loaded."""
    api = APIRouter(prefix="/api/v1/provisions", responses=PROBLEMS, tags=["text"])

    @cache
    def provisions() -> Provisions:
        return Provisions(get_catalogue().facts)

    @api.get("", summary="All places of the act, in reading order")
    def places(request: Request, limit: Limit = 100, offset: Offset = 0, lang: Lang = None) -> Listing:
        known(request, {"limit", "offset", "lang"})
        facts = get_catalogue().facts
        items = [facts.thing(provision) for provision in provisions().keys.values()]
        return listing(items, limit, offset, request.url, language(request))

    def place(request: Request, key: str, on: date | None) -> Provision:
        known(request, {"lang", "date"})
        found = provisions()
        if key not in found.keys:
            raise not_found("input.unknown_thing", key, found.keys, collection="provisions")
        lang = language(request)
        redaction = get_catalogue().facts.dataset(lang).redaction
        note = message("provision.wording_missing", lang, date=on, redaction=redaction)
        return replace(found.get(found.keys[key], on, note), requested=lang, answered_in=lang)

    @api.get("/{paragraph}", summary="A paragraph, whole")
    def paragraph(request: Request, paragraph: str, on: On = None, lang: Lang = None) -> Provision:
        return place(request, paragraph, on)

    @api.get("/{paragraph}/{place}", summary="A part or a sub-point of a paragraph")
    def part(
        request: Request, paragraph: str, place_: PlaceKey, on: On = None, lang: Lang = None
    ) -> Provision:
        return place(request, f"{paragraph}/{place_}", on)

    @api.get("/{paragraph}/{place}/{item}", summary="An item of a list within a part")
    def item(
        request: Request, paragraph: str, place_: PlaceKey, item: str, on: On = None, lang: Lang = None
    ) -> Provision:
        return place(request, f"{paragraph}/{place_}/{item}", on)

    return api
