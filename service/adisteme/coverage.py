"""Which statement carries each sentence of the act, and why a sentence has none.

A sentence is carried when the quote of a norm, a definition or an activity that is stated at its place (or
at the place that holds it) lies in it, or it in the quote; when it has the trigger words of a norm stated at
this very place (a lead-in over several norms); or when the record of an act took its particulars from it.
Why one is not carried is data (`adi:uncarriedBecause` on the place).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from adisteme.facts import Facts
from adisteme.graph import Row

# A full stop ends a sentence before a capital, but not behind an initial or an abbreviation of one letter.
_SENTENCE = re.compile(r"(?<=[а-яё)»]{2}[.;:]) (?=[А-ЯЁ«])")
_END = " .;:,–-"


@dataclass(frozen=True)
class Sentence:
    """A sentence with what carries it.

    Attributes:
        provision: its place.
        text: its words.
        carriers: keys of norms, definitions and activities.
        reason: key of the reason why it has none; None where it has.
    """

    provision: str
    text: str
    carriers: list[str]
    reason: str | None


def sentences(facts: Facts) -> list[Sentence]:
    """The whole act, sentence by sentence, in reading order."""
    statements = [row for row in facts.rows("statements") if "quote" in row]
    others = {row["provision"].value: row for row in facts.rows("uncarried")}
    return [
        _carried(facts, row["provision"].value, text, statements, others.get(row["provision"].value, {}))
        for row in facts.rows("structure")
        for text in _split(facts.own_text(row["provision"]))
    ]


def _split(text: str | None) -> Iterator[str]:
    yield from _SENTENCE.split(text) if text else ()


def _carried(facts: Facts, place: str, text: str, statements: list[Row], other: Row) -> Sentence:
    carriers = {
        facts.key(row["statement"])
        for row in statements
        if (_holds(row["provision"].value, place) and _share(row["quote"].value, text))
        or (row["provision"].value == place and "words" in row and row["words"].value in text)
    }
    if "act" in other:
        carriers.add(facts.key(other["act"]))
    reason = facts.key(other["reason"]) if "reason" in other and not carriers else None
    return Sentence(facts.place(NamedNode(place)), text, sorted(carriers), reason)


def _holds(stated: str, place: str) -> bool:
    return place == stated or place.startswith(stated + "/")


def _share(quote: str, text: str) -> bool:
    quote, text = quote.strip(_END), text.strip(_END)
    return quote in text or text in quote
