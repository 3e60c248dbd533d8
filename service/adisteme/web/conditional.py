"""Conditional requests: whether a client has what it asks for (RFC 9110, 13.1.2)."""

from __future__ import annotations

import re

_TAG = re.compile(r'(?:W/)?("[^"]*")')


def knows(if_none_match: str, *etags: str) -> bool:
    """Whether one of the tags stands in a list of them; weak ones count like strong ones, `*` is any.

    Args:
        if_none_match: what the header says, several of them joined by commas; empty where there is none.
        etags: those of the answer, each with its quotes.
    """
    return if_none_match.strip() == "*" or not set(_TAG.findall(if_none_match)).isdisjoint(etags)
