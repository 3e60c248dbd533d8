"""What some engines write otherwise than the rest, brought to one form (measured with Virtuoso 7.2.5).

An ASK comes back as one row with one column of a name of its own; a duration as the bare number of its
months, or, with a point, of its seconds.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pyoxigraph as ox

from adisteme.namespaces import XSD

DURATION = XSD + "duration"

_MARKS = (b"XMLSchema#duration", b"__ASK_RETVAL")
_NUMBER = re.compile(r"(-?)(\d+)(\.\d*)?")
_YEAR, _DAY, _HOUR, _MINUTE = 12, 86_400, 3_600, 60


def level_rows(content: bytes) -> bytes:
    """Results as SPARQL JSON, as any other engine would write them.

    Args:
        content: what the engine sent.
    """
    if not any(mark in content for mark in _MARKS):
        return content
    told = json.loads(content)
    names = told.get("head", {}).get("vars")
    rows = told.get("results", {}).get("bindings", [])
    if names == ["__ASK_RETVAL"]:
        yes = bool(rows) and rows[0]["__ASK_RETVAL"]["value"] not in ("0", "false")
        return json.dumps({"head": {}, "boolean": yes}).encode()
    for value in (value for row in rows for value in row.values()):
        if value.get("datatype") == DURATION:
            value["value"] = written_duration(value["value"])
    return json.dumps(told).encode()


def level_triple(triple: ox.Triple) -> ox.Triple:
    """A triple of a graph that the engine sent, as any other engine would write it."""
    value: Any = triple.object
    if not isinstance(value, ox.Literal) or value.datatype.value != DURATION:
        return triple
    known = ox.Literal(written_duration(value.value), datatype=value.datatype)
    return ox.Triple(triple.subject, triple.predicate, known)


def written_duration(text: str) -> str:
    """A duration in ISO 8601's form: "12" (months) is P1Y, "864000.0" (seconds) is P10D.

    Args:
        text: as the engine wrote it; what is no number is left as it is.
    """
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    sign, whole, fraction = number.groups()
    if fraction is None:
        years, months = divmod(int(whole), _YEAR)
        return f"{sign}P{_part(years, 'Y')}{_part(months, 'M')}" if int(whole) else "P0M"
    days, rest = divmod(int(whole), _DAY)
    hours, rest = divmod(rest, _HOUR)
    minutes, seconds = divmod(rest, _MINUTE)
    exact = f"{seconds}{fraction}".rstrip("0").rstrip(".") if fraction.strip(".0") else str(seconds)
    clock = f"{_part(hours, 'H')}{_part(minutes, 'M')}" + (f"{exact}S" if exact != "0" else "")
    return f"{sign}P{_part(days, 'D')}{'T' + clock if clock else ''}" if days or clock else "PT0S"


def _part(count: int, unit: str) -> str:
    return f"{count}{unit}" if count else ""
