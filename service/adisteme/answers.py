"""The shapes of an answer (CONTRACT: "An *answer*"); nothing here knows what a question is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from adisteme.languages import LANGUAGES

Translations = dict[str, str]
Status = Literal["answered", "partial", "referred", "ambiguous", "not_in_act", "outside_scope", "unknown"]
Kind = Literal["thing", "quantity", "period", "boolean", "text"]


def in_language(label: Translations, lang: str) -> str:
    """A name in a language; else in Russian, in Kazakh, in English, in any that it has."""
    tags = (lang, *LANGUAGES, *label)
    return next((label[tag] for tag in tags if label.get(tag)), "")


@dataclass(frozen=True)
class Thing:
    """A thing of the graph, named in all languages."""

    key: str
    id: str
    label: Translations


@dataclass(frozen=True)
class Result:
    """One thing, or one value, that answers the question, with the places that say so."""

    kind: Kind
    key: str | None
    id: str | None
    label: Translations
    value: str | int | float | bool | None
    unit: str | None
    condition: Translations | None
    provisions: list[str]


@dataclass(frozen=True)
class AmendedBy:
    """The order that gave a provision its wording; date as in `2015-07-27`."""

    number: str
    date: str | None


@dataclass(frozen=True)
class Citation:
    """A place of an act with its verbatim words. `effective` is null: the source has a rule, not a date."""

    act: str
    provision: str
    id: str
    human_readable: Translations
    quote: str | None
    quote_lang: str
    amended_by: AmendedBy | None
    effective: str | None
    effective_rule: str | None


@dataclass(frozen=True)
class Step:
    """One step of a route; `mode` is any, all or each_that_exists, null where the act names nobody."""

    stage: str
    label: Translations
    actors: list[Thing]
    mode: str | None
    requires: Thing | None
    condition: Translations | None
    provisions: list[str]


@dataclass(frozen=True)
class Override:
    """A special provision that displaces a general one."""

    winner: str
    loser: str
    reason: Translations


@dataclass(frozen=True)
class Route:
    """The steps of a document up to its approval, in order."""

    steps: list[Step]
    overrides: list[Override]


@dataclass(frozen=True)
class ReadingNote:
    """A reading of ours that the answer rests on: not words of the act."""

    key: str
    id: str
    label: Translations
    rule: Translations
    alternative: Translations
    confidence: str | None


@dataclass(frozen=True)
class Alternative:
    """What comes nearest where there is no answer, and how to ask for it."""

    key: str
    label: Translations
    ask: str
    id: str | None = None
    provision: str | None = None
    quote: str | None = None


@dataclass(frozen=True)
class Dataset:
    """Which release and which redaction of the act the answer comes from."""

    release: str
    redaction: str | None
    note: str


@dataclass(frozen=True)
class Answer:
    """An answer to one question."""

    status: Status
    requested: str
    answered_in: str
    question: str
    intent: str | None
    interpretation: str
    answer: str
    results: list[Result]
    citations: list[Citation]
    dataset: Dataset
    route: Route | None = None
    readings: list[ReadingNote] = field(default_factory=list)
    refers_to: list[Thing] = field(default_factory=list)
    ignored_terms: list[str] = field(default_factory=list)
    alternatives: list[Alternative] = field(default_factory=list)
    sparql: str = ""
