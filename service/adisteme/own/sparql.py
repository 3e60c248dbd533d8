"""A query that somebody wrote into a shape or a question: does it parse, and is it one that is run here?"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

import pyoxigraph as ox

from adisteme.errors import InputError, SourceError
from adisteme.sparql_text import check_size, locate, tokens

_DECLARED = re.compile(r"PREFIX\s+([^\s:<]*)\s*:", re.IGNORECASE)
_SPACES = re.compile(_DECLARED.pattern + r"\s*<([^<>\s]*)>", re.IGNORECASE)


class QueryFault(SourceError):
    """What is wrong with a query, without saying whose it is.

    Args:
        key: see `InputError`.
        line: the line of the query's own text, from 1.
    """

    def __init__(self, key: str, line: int, **values: object) -> None:
        super().__init__(key, **values)  # type: ignore[arg-type]
        self.line = line


def columns(text: str, prologue: str = "", refused: Container[str] = ()) -> tuple[str, ...]:
    """The columns of a SELECT.

    Args:
        text: the query.
        prologue: prefixes that go before it.
        refused: keywords, in capitals, that it may not use.

    Raises:
        QueryFault: it does not parse, is no SELECT, or uses a refused keyword.
    """
    first = next((text.count("\n", 0, token.start) + 1 for token in tokens(text)), 1)
    declared = {*_DECLARED.findall(prologue), *_DECLARED.findall(text)}
    for token in tokens(text):
        line = text.count("\n", 0, token.start) + 1
        if token.kind == "word" and token.text.upper() in refused:
            raise QueryFault("own.word", line, word=token.text.upper())
        prefix, colon, _ = token.text.partition(":")
        if token.kind == "name" and colon and prefix != "_" and prefix not in declared:
            raise QueryFault("own.prefix", line, prefix=prefix)
    try:
        check_size(text)
        found = ox.Store().query(prologue + text)
    except InputError as error:
        raise QueryFault("own.query", first, reason=error) from None
    except SyntaxError as error:
        place = locate(prologue + text, error, ox.Store().query)
        line = place.line - prologue.count("\n")
        near = place.near or (text.split() or [""])[-1]
        raise QueryFault("own.syntax", max(line, 1), near=near) from None
    except ValueError as error:
        raise QueryFault("own.query", first, reason=" ".join(str(error).split())) from None
    if not isinstance(found, ox.QuerySolutions):
        raise QueryFault("own.no_select", first)
    return tuple(variable.value for variable in found.variables)


def named_in(query: str, prologue: str) -> Iterator[tuple[str, int]]:
    """The IRIs that a query names, each with its line.

    Args:
        query: the text.
        prologue: prefixes that go before it.
    """
    spaces = dict(_SPACES.findall(prologue)) | dict(_SPACES.findall(query))
    declaring = 0  # tokens left of a declaration
    for token in tokens(query):
        if token.kind == "word" and token.text.upper() in ("PREFIX", "BASE"):
            declaring = 3 if token.text.upper() == "PREFIX" else 2
        declaring -= declaring > 0
        if declaring:
            continue
        line = query.count("\n", 0, token.start) + 1
        prefix, colon, local = token.text.partition(":")
        if token.kind == "iri":
            yield token.text[1:-1], line
        elif token.kind == "name" and colon and prefix in spaces:
            yield spaces[prefix] + local.replace("\\", ""), line
