"""`/problem/KEY`: what the `type` of a problem document means, for people and programs."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from adisteme.errors import NoSuchThing
from adisteme.languages import problem_texts
from adisteme.web.problems import PROBLEM, documented, language

router = APIRouter(prefix="/problem", tags=["operation"])


@router.get("", summary="All kinds of problem that the service answers with")
def kinds(request: Request) -> dict[str, Any]:
    """The list, sorted by key."""
    items = [_entry(key, language(request)) for key in problem_texts()]
    return {"items": items, "total": len(items), "truncated": False, "next": None}


@router.get(
    "/{key}",
    summary="One kind of problem",
    responses={404: documented("There is no such kind; `nearest` lists the likeliest.")},
)
def kind(request: Request, key: str) -> dict[str, Any]:
    """Title in three languages, and the sentence with its gaps open."""
    if key not in problem_texts():
        from adisteme.catalogue import nearest

        near = nearest(key, dict.fromkeys(problem_texts()))
        raise NoSuchThing("linked.no_such_problem", kind=key, nearest=near)
    return _entry(key, language(request))


def _entry(key: str, lang: str) -> dict[str, Any]:
    texts = problem_texts()[key]
    return {
        "type": PROBLEM + key,
        "key": key,
        "title": {name: title for name, (title, _) in texts.items()},
        "detail": {name: detail for name, (_, detail) in texts.items()},
        "requested": lang,
        "answered_in": lang,
    }
