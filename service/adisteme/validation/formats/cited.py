"""A place of the act as a reader cites it."""

from __future__ import annotations

import re

from adisteme.languages import message
from adisteme.validation.formats.clean import named
from adisteme.validation.report import Finding, Report

_PLACE = re.compile(r"(\d+)(?:/(\d+))?(?:/part-(\d+))?(?:/item-(\d+))?")
_BELOW = ("place_point", "place_part", "place_item")


def cited_in(finding: Finding, lang: str) -> str:
    """The place of a finding in words, with the act where it is not the Rules; empty without one."""
    if finding.cited_as:
        return named(finding.cited_as, lang)
    return cited(finding.provision, lang) if finding.provision else ""


def cited(place: str, lang: str) -> str:
    """The paragraph and what lies below it in words; a place of another form stays as it is.

    Args:
        place: as reports have it, such as `5/part-2/item-1`.
        lang: in which language.
    """
    found = _PLACE.fullmatch(place)
    if found is None:
        return message("validate.place", lang, place=place)
    number, *below = found.groups()
    told = [message(f"validate.{key}", lang, n=n) for key, n in zip(_BELOW, below, strict=True) if n]
    return ", ".join([message("validate.place", lang, place=number), *told])


def in_order(place: str) -> tuple[int, list[tuple[int, str]]]:
    """A key that sorts places as the act has them; what has none comes last."""
    if not place:
        return 1, []
    parts = place.replace("-", "/").split("/")
    return 0, [(int(part), "") if part.isdecimal() else (0, part) for part in parts]


def uncovered(report: Report) -> list[str]:
    """Paragraphs for which the data had nothing to check."""
    looked = {row.provision for row in report.coverage if row.targets}
    places = {row.provision for row in report.coverage if row.provision} - looked
    return sorted((place for place in places if place), key=in_order)
