"""Texts of an added folder, and the lines where something stands in them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from pathlib import Path

from adisteme.errors import SourceError

_MARKS = ((codecs.BOM_UTF8, "UTF-8 BOM"), (codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16"))
_STARTING = 60  # characters of a literal by which it is found in a file


def utf8(path: Path) -> str:
    """The text of a file.

    Raises:
        SourceError: it cannot be read, or is not in UTF-8 (without a byte-order mark, which no parser takes).
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError("source.unreadable", file=path, reason=error.strerror) from None
    for mark, charset in _MARKS:
        if content.startswith(mark):
            raise SourceError("source.charset", file=path, charset=charset)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SourceError("source.not_utf8", file=path, line=line) from None


def place_of(files: Iterable[Path], *wanted: str) -> tuple[Path, int] | None:
    """The file and line where the first of some names or words stands that stands in any file.

    Args:
        files: where to look.
        wanted: IRIs (found by what is behind their last slash or hash) and texts.
    """
    texts = [(path, utf8(path)) for path in files]
    for one in wanted:
        for path, text in texts:
            if (line := line_of(text, one)) is not None:
                return path, line
    return None


def line_of(text: str, wanted: str) -> int | None:
    """The first line that holds an IRI, written in full or with a prefix, or else the words."""
    local = re.split(r"[/#]", wanted)[-1]
    for sought in (rf"<{re.escape(wanted)}>", rf"[:/#]{re.escape(local)}(?![\w-])" if ":" in wanted else ""):
        if sought and local and (found := re.search(sought, text)):
            return text.count("\n", 0, found.start() + 1) + 1
    at = text.find(wanted[:_STARTING])
    return text.count("\n", 0, at) + 1 if at >= 0 and wanted else None
