"""What a client of validation sends: light, so that a server can take it in without the engines.

All of it can be pickled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from adisteme.errors import InputError

Engine = Literal["auto", "compiled", "pyshacl"]
ENGINES: tuple[Engine, ...] = get_args(Engine)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# Tables, by the ending of their names, which the reader of tables goes by.
TABLES = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Part:
    """One document as it was sent.

    Attributes:
        name: in messages and findings.
        content: its bytes, gzipped or not.
        media_type: tells its syntax.
    """

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True)
class Options:
    """What is wanted of a run.

    Attributes:
        form: key of a form of reports.
        lang: language of what has one.
        as_of: the reference date; None is today.
        engine: which engine is to run the shapes.
        limit: how many results at the most; None is all.
        size: decompressed bytes of one document.
        triples: of all documents together.
    """

    form: str = "json"
    lang: str = "ru"
    as_of: date | None = None
    engine: Engine = "auto"
    limit: int | None = None
    size: int = 1 << 28
    triples: int = 1_000_000


@dataclass(frozen=True)
class ValidationRequest:
    """What a client sent; can be sent to another process.

    Attributes:
        parts: the documents.
        options: what is wanted of the run.
    """

    parts: tuple[Part, ...]
    options: Options = field(default_factory=Options)


def parsed_date(text: str | None, name: str) -> date | None:
    """A reference date as a client writes it.

    Args:
        text: YYYY-MM-DD; None where nothing was given.
        name: of the option or parameter, for the error.

    Raises:
        InputError: it is no such day.
    """
    if text is None:
        return None
    try:
        if not _DATE.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise InputError("input.bad_date", name=name, value=text) from None
