"""The gaps of a shape's message: `{name}`, or `{?name}` and `{$name}` as SHACL writes them."""

from __future__ import annotations

import re
from collections.abc import Callable

GAP = re.compile(r"\{[?$]?(\w+)\}")
GAPS_OF_ALL = ("bearers", "this", "value")  # what every result has, or may have


def filled(template: str, value: Callable[[str], str | None], unknown: str) -> str:
    """A message with its gaps filled; other braces stay as they are.

    Args:
        template: the message of a shape.
        value: asked for the gaps of the template alone, by name.
        unknown: what stands where there is no value.
    """

    def of(gap: re.Match[str]) -> str:
        found = value(gap[1])
        return unknown if found is None else found

    return GAP.sub(of, template)
