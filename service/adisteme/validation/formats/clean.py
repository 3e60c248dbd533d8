"""Text of records, fit to be shown: without the control characters that XML forbids and terminals obey."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Marks that turn the direction of what follows could make a line say other than it does.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """The text with each such character replaced by U+FFFD."""
    return _TURNING.sub("\ufffd", _FORBIDDEN.sub("\ufffd", text))


def one_line(text: str) -> str:
    """The text cleaned, in one line."""
    return " ".join(clean(text).split())


def named(labels: dict[str, str], lang: str, otherwise: str = "") -> str:
    """The name in a language, else in any."""
    return clean(labels.get(lang) or next((labels[tag] for tag in sorted(labels)), otherwise))


def message_of(messages: dict[str, str], lang: str) -> str:
    """A finding's message in a language, else in any, in one line."""
    return one_line(messages.get(lang) or next(iter(messages.values()), ""))
