"""`/api/v1`: questions, approvals, lists. Thin: everything is decided by the graph and `answering`."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request

from adisteme.answering import answer
from adisteme.answers import Answer
from adisteme.catalogue import Catalogue, nearest
from adisteme.errors import InputError, NoSuchThing
from adisteme.listing import ListedThing, Listing, thing_of
from adisteme.queries import NamedQuery
from adisteme.web.paging import listing
from adisteme.web.problems import documented, language

Lang = Annotated[
    str | None,
    Query(
        description="Language of the answer: ru, kk or en; else Accept-Language, else ru.", examples=["en"]
    ),
]
Limit = Annotated[int, Query(ge=1, le=1000, description="How many items at the most.")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="How many items to pass over.")]
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: documented(text)
    for status, text in (
        (404, "There is no such key; `nearest` lists the likeliest."),
        (406, "None of the forms that the request accepts can be had."),
        (422, "A parameter is missing, unknown or has an unknown key; `nearest` lists the likeliest."),
    )
}


def router(get_catalogue: Callable[[], Catalogue]) -> APIRouter:
    """The routes over a catalogue that is there once the graph has loaded."""
    api = APIRouter(prefix="/api/v1", responses=PROBLEMS)

    def keys(collection: str, *more: str) -> dict[str, Any]:
        found = list(get_catalogue().facts.collections.get(collection, {}))
        return {"examples": found[-1:], "json_schema_extra": {"enum": [*found, *more]} if found else None}

    list_name = Annotated[
        str,
        Path(description="Name of a list.", examples=list(get_catalogue().facts.collections)[-1:]),
    ]
    question_key = Annotated[
        str, Path(description="Key of a question.", examples=list(get_catalogue().questions)[-1:])
    ]

    @api.get(
        "/approvals",
        tags=["questions"],
        summary="Who approves a kind of document, by which route and paragraph",
    )
    def approvals(
        request: Request,
        document: Annotated[str, Query(description="Key of a kind of document.", **keys("documents"))],
        level: Annotated[
            str | None,
            Query(
                description="Key of a level of education or a group of levels; all where left out or empty.",
                **keys("levels", ""),
            ),
        ] = None,
        tier: Annotated[
            str | None,
            Query(description="Key of a tier of governance; empty as left out.", **keys("tiers", "")),
        ] = None,
        lang: Lang = None,
    ) -> Answer:
        known(request, {"document", "level", "tier", "lang"})
        catalogue = get_catalogue()
        given = {"document": document, "level": level, "tier": tier}
        return _ask(catalogue, catalogue.serving("approvals"), given, request)

    @api.get("/questions", tags=["questions"], summary="The catalogue of questions")
    def questions(request: Request, limit: Limit = 100, offset: Offset = 0, lang: Lang = None) -> Listing:
        known(request, {"limit", "offset", "lang"})
        catalogue = get_catalogue()
        items = [_question(catalogue, query) for query in catalogue.questions.values()]
        return listing(items, limit, offset, request.url, language(request))

    @api.get("/questions/{key}", tags=["questions"], summary="One question of the catalogue, answered")
    def question(request: Request, key: question_key, lang: Lang = None) -> Answer:
        catalogue = get_catalogue()
        if key not in catalogue.questions:
            raise not_found("input.unknown_question", key, catalogue.questions)
        known(request, {"lang", *request.query_params})
        given = {name: value for name, value in request.query_params.items() if name != "lang"}
        return _ask(catalogue, catalogue.question(key), dict(given), request)

    @api.get(
        "/{collection}",
        tags=["lists"],
        summary="A list: documents, levels, tiers, bodies, roles, organisations, stages, norms, …",
    )
    def things(
        request: Request, collection: list_name, limit: Limit = 100, offset: Offset = 0, lang: Lang = None
    ) -> Listing:
        known(request, {"limit", "offset", "lang"})
        catalogue = get_catalogue()
        found = _collection(catalogue, collection)
        items = [catalogue.facts.listed(node) for node in found.values()]
        return listing(items, limit, offset, request.url, language(request))

    @api.get(
        "/{collection}/{key}",
        tags=["lists"],
        summary="One thing of a list with all that the graph says of it",
    )
    def thing(request: Request, collection: list_name, key: str, lang: Lang = None) -> ListedThing:
        known(request, {"lang"})
        catalogue = get_catalogue()
        found = _collection(catalogue, collection)
        if key not in found:
            raise not_found("input.unknown_thing", key, found, collection=collection)
        return thing_of(catalogue.facts.listed(found[key]), language(request))

    return api


def known(request: Request, names: set[str]) -> None:
    """Refuse a parameter that the call does not have: a mistyped one must not pass for left out.

    Raises:
        InputError: it names the parameter and the nearest correct ones.
    """
    for name in request.query_params:
        if len(request.query_params.getlist(name)) > 1:
            raise InputError("input.repeated_parameter", name=name)
        if name not in names:
            raise InputError(
                "input.unknown_parameter", name=name, nearest=nearest(name, dict.fromkeys(sorted(names)))
            )


def not_found(key: str, value: str, choices: Iterable[str], **more: object) -> NoSuchThing:
    """404 with the nearest keys."""
    return NoSuchThing(key, value=value, nearest=nearest(value, dict.fromkeys(choices)), **more)


def _collection(catalogue: Catalogue, name: str) -> dict[str, Any]:
    collections = catalogue.facts.collections
    if name not in collections:
        raise not_found("input.unknown_collection", name, collections)
    return dict(collections[name])


def _ask(catalogue: Catalogue, query: NamedQuery, given: dict[str, str | None], request: Request) -> Answer:
    return answer(catalogue, query, catalogue.values(query, given), language(request))


def _question(catalogue: Catalogue, query: NamedQuery) -> dict[str, Any]:
    return {
        "key": query.key,
        "title": query.header.get("title", {}),
        "parameters": [
            {
                "name": p.name,
                "label": p.label,
                "required": not (p.optional or p.default),
                "allowed": list(catalogue.facts.collections.get(p.collection, {})),
            }
            for p in query.parameters
        ],
        "provisions": query.header.get("provisions", []),
        "cues": query.header.get("cues", {}),
        "sparql": query.sparql,
    }
