"""The gaps of a shape's message: `{name}`, or `{?name}` and `{$name}` as SHACL writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping

GAP = re.compile(r"\{[?$]?(\w+)\}")
GAPS_OF_ALL = ("bearers", "this", "value")  # what every result has, or may have


def filled(template: str, values: Mapping[str, str], unknown: str) -> str:
    """A message with its gaps filled; other braces stay as they are.

    Args:
        template: the message of a shape.
        values: by the name of the gap.
        unknown: what stands where there is no value.
    """
    return GAP.sub(lambda gap: values.get(gap[1], unknown), template)
