"""Lists and single things of the graph, as the API and the command line give them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from adisteme.answers import Translations


@dataclass(frozen=True)
class ListedThing:
    """A thing with its names, its definition and its direct relations.

    `relations` maps the name of a property to the keys of things, or to plain values.
    """

    key: str
    id: str
    label: Translations
    alternative_labels: dict[str, list[str]]
    definition: Translations
    types: list[str]
    relations: dict[str, list[str]]
    requested: str | None = None
    answered_in: str | None = None


@dataclass(frozen=True)
class Listing:
    """A page of a list; `next` is the path of the following page, null at the end."""

    items: list[Any]
    total: int
    truncated: bool
    next: str | None
    requested: str
    answered_in: str


def thing_of(thing: ListedThing, lang: str) -> ListedThing:
    """A single thing, with the language asked for."""
    return replace(thing, requested=lang, answered_in=lang)
