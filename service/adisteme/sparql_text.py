"""What can be told of a query from its tokens, before an engine sees it.

Two things must never reach the engine: a query that goes out to the network (`SERVICE`), and one whose
nesting or length would overflow the parser's stack and end the process. Measured on pyoxigraph 0.5.13: some
1,600 nested calls, or a chain of 13,000 operators, crash a thread with a stack of 8 MiB.

The tokens follow SPARQL 1.1, 19.8, with exactly its escapes, for the engine's parser has no tokens of its
own: it tries a long string first and falls back to a short one, and it reads `SERVICEex:a {` as the keyword.
So what tokens say of `SERVICE` is checked a second time by that parser (`without_service`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterator
from functools import cache
from typing import NamedTuple

import regex

from adisteme.errors import InputError

MAX_NESTING = 100
MAX_TOKENS = 5_000

_HEX = "[0-9A-Fa-f]"
_HEX4 = f"(?:[0-9A-CE-Fa-ce-f]{_HEX}{{3}}|[Dd][0-7]{_HEX}{{2}})"  # no surrogates
_UCHAR = rf"\\u{_HEX4}|\\U(?:0000{_HEX4}|000[1-9A-Fa-f]{_HEX}{{4}}|0010{_HEX}{{4}})"
_ESCAPE = rf"\\[tbnrf\"'\\]|{_UCHAR}"
_START = r"(?:[A-Za-z]|[^\x00-\x7f])"
_CHAR = r"(?:[A-Za-z0-9_\-]|[^\x00-\x7f])"
_LOCAL = rf"(?:{_CHAR}|:|%{_HEX}{{2}}|\\[_~.\-!$&'()*+,;=/?\#@%])"
# Possessive quantifiers keep the time linear; so do the bound on the dots of a prefix, and words that take as
# much as a prefix would.
# `regex`, since the standard library's possessive quantifiers match wrongly before Python 3.11.5 (gh-106052).
_TOKEN = rf"""
  (?P<space>[ \t\r\n]++|\#[^\r\n]*+)
| (?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]++|{_UCHAR})*+>)
| (?P<string>'''(?:[^'\\]++|{_ESCAPE}|''?(?!'))*+'''
    |\"\"\"(?:[^"\\]++|{_ESCAPE}|""?(?!"))*+\"\"\"
    |'(?:[^'\\\r\n]++|{_ESCAPE})*+'
    |"(?:[^"\\\r\n]++|{_ESCAPE})*+")
| (?P<variable>[?$](?:[A-Za-z0-9_]|[^\x00-\x7f])++)
| (?P<blank>_:(?:[A-Za-z0-9_]|[^\x00-\x7f]){_CHAR}*+(?:\.++{_CHAR}++)*+)
| (?P<name>(?:{_START}{_CHAR}*+(?:\.++{_CHAR}++){{0,20}}+)?:(?:(?!-){_LOCAL}++(?:\.++{_LOCAL}++)*+)?)
| (?P<number>(?:[0-9]++(?:\.[0-9]++)?|\.[0-9]++)(?:[eE][+\-]?[0-9]++)?)
| (?P<word>(?:[A-Za-z_]|[^\x00-\x7f]){_CHAR}*+)
| (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?)
| (?P<mark><<\(|\)>>|<<|>>|\{{\||\|\}}|\^\^|\|\||&&|[!<>]=|.)
"""
_OPENING = frozenset(("(", "[", "{", "<<", "<<(", "{|"))
_CLOSING = frozenset((")", "]", "}", ">>", ")>>", "|}"))
_TERMS = frozenset(("iri", "string", "variable", "blank", "name", "number", "language"))
_FLAT_BLOCKS = frozenset(("VALUES", "DATA"))  # what the engine keeps flat: VALUES { }, INSERT DATA { }
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"])
_PROLOGUE = frozenset(("PREFIX", "BASE", "VERSION"))
_GRAPH_QUERIES = frozenset(("CONSTRUCT", "DESCRIBE"))
_CHANGING = ("rand", "now", "uuid", "bnode")
_SERVICE = re.compile("service", re.IGNORECASE | re.ASCII)
_LOAD = re.compile("load", re.IGNORECASE | re.ASCII)
_LONGEST_HEAD = 100


class QueryRefused(InputError):
    """A query that is not run, or whose results cannot be given.

    Args:
        name: the problem, a table of `messages/*.toml` under `sparql`.
        values: what fills the gaps of its sentence.
    """

    def __init__(self, name: str, **values: object) -> None:
        """Take the name and values of the sentence."""
        super().__init__(f"sparql.{name}.detail", **values)  # type: ignore[arg-type]
        self.name = name


class Token(NamedTuple):
    """A token: its kind (a group of the grammar above), its text and where it starts."""

    kind: str
    text: str
    start: int


class Place(NamedTuple):
    """Where a query stops being SPARQL.

    Attributes:
        line: from 1.
        column: in characters, from 1.
        near: the token that cannot stand there; empty at the end of the query.
        reason: the engine's own words, where it has any that help.
    """

    line: int
    column: int
    near: str
    reason: str


@cache
def _pattern() -> regex.Pattern[str]:
    return regex.compile(_TOKEN, regex.VERBOSE | regex.DOTALL)


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query without white space and comments; a character that fits no token is a `mark`."""
    for match in _pattern().finditer(query):
        kind = match.lastgroup or "mark"
        if kind != "space":
            yield Token(kind, match.group(), match.start())


def check_size(query: str, nesting: int = MAX_NESTING, length: int = MAX_TOKENS) -> None:
    """Refuse what could overflow the stack of the engine's parser and planner.

    Args:
        query: the text.
        nesting: how many brackets may be open at once.
        length: how many tokens there may be outside of VALUES blocks and lists of terms behind IN, which
            the engine keeps flat.

    Raises:
        QueryRefused: `nested_too_deep`, `too_complex` or `ambiguous_comparison`.
    """
    if len(query) <= length and sum(map(query.count, "([{")) <= nesting:
        return
    meter = _Meter(query)
    for token in tokens(query):
        meter.take(token)
        if len(meter.open) > nesting:
            raise QueryRefused("nested_too_deep", limit=nesting)
        if meter.counted > length:
            raise QueryRefused("too_complex", limit=length)


class _Meter:
    """Counts open brackets and the tokens that deepen the engine's tree."""

    def __init__(self, query: str) -> None:
        self.query = query
        self.open: list[str] = []
        self.counted = 0
        self._values: int | None = None  # how many brackets were open before the VALUES block
        self._previous = Token("mark", "", 0)
        self._behind_values = False

    def take(self, token: Token) -> None:
        if token.text in _OPENING:
            self._enter(token.text)
        elif token.text in _CLOSING:
            self._leave()
        elif token.kind == "iri" and self._may_compare(token):
            line, column = line_and_column(self.query, token.start)
            raise QueryRefused("ambiguous_comparison", line=line, column=column)
        elif token.kind == "word" and token.text.upper() in _FLAT_BLOCKS:
            self._behind_values = True
        if not self._is_flat(token):
            self.counted += 1
        self._previous = token

    def _enter(self, bracket: str) -> None:
        if bracket == "{" and self._behind_values and self._values is None:
            self._values = len(self.open)
        if bracket == "{":
            self._behind_values = False
        behind_in = self._previous.kind == "word" and self._previous.text.upper() == "IN"
        self.open.append("IN" if behind_in and bracket == "(" else bracket)

    def _leave(self) -> None:
        if self.open:
            self.open.pop()
        if self._values is not None and len(self.open) <= self._values:
            self._values = None

    def _is_flat(self, token: Token) -> bool:
        in_list = bool(self.open) and self.open[-1] == "IN"
        return self._values is not None or (in_list and (token.kind in _TERMS or token.text in {",", "^^"}))

    def _may_compare(self, token: Token) -> bool:
        """Whether what looks like an IRI may be `<`, a long expression and `>`, as in `(?a<?b+1>2)`."""
        after_operand = self._previous.kind in _TERMS or self._previous.text in {")", "]"}
        in_expression = bool(self.open) and self.open[-1] in {"(", "IN"} and self._values is None
        head, slashes, _ = token.text[1:-1].partition("//")
        return (
            after_operand and in_expression and (len(head) > _LONGEST_HEAD or (not slashes and "#" in head))
        )


def is_repeatable(query: str) -> bool:
    """Whether a query gives the same each time; where a name only looks like such a function, it says no."""
    lower = query.lower()
    return not any(name in lower for name in _CHANGING)


def is_update(query: str) -> bool:
    """Whether the first word behind the prologue is one of SPARQL Update."""
    return _form(query) in _UPDATES


def is_graph_query(query: str) -> bool:
    """Whether a query's answer is a graph (CONSTRUCT, DESCRIBE), not rows or yes and no."""
    return _form(query) in _GRAPH_QUERIES


def _form(query: str) -> str:
    words = (token.text.upper() for token in tokens(query) if token.kind == "word")
    return next((word for word in words if word not in _PROLOGUE), "")


def without_service(query: str) -> str | None:
    """The query with another word for every `service` that is part of a name, string, IRI or comment.

    The engine's parser must accept the result before the query itself is run: where it takes a part of a name
    for the keyword, the other word does not parse. Lengths stay, so that places of errors hold.

    Returns:
        None when the word does not occur at all.

    Raises:
        QueryRefused: `federation_refused`, when the word is a keyword, or no other word is free.
    """
    return _without(_SERVICE, query)


def _without(word: re.Pattern[str], query: str) -> str | None:
    if not word.search(query):
        return None
    if any(token.kind == "word" and word.search(token.text) for token in tokens(query)):
        raise QueryRefused("federation_refused")
    other = in_other_words(query, word.pattern)
    if other is None:
        raise QueryRefused("federation_refused")
    return other


def in_other_words(query: str, word: str, keep: Container[int] = ()) -> str | None:
    """The query with a word that it does not have in place of each occurrence of `word`; lengths stay.

    Args:
        query: the text.
        word: in small letters, of ASCII.
        keep: offsets of occurrences that stay as they are.

    Returns:
        None when no other word is free.
    """
    lower = query.lower()
    free = next((letter for letter in "xyzqjkw" if letter + word[1:] not in lower), None)
    if free is None:
        return None

    def other(match: re.Match[str]) -> str:
        if match.start() in keep:
            return match[0]
        return (free.upper() if match[0][0].isupper() else free) + match[0][1:]

    return re.sub(word, other, query, flags=re.IGNORECASE | re.ASCII)


def check_update(text: str) -> None:
    """Refuse an update that goes out (`LOAD`, `SERVICE`) or could overflow the engine's stack.

    The words are looked for as in queries: in the tokens, then by the engine's parser over a text in which
    every other `load` and `service` is another word; that text is run on an empty store.

    Raises:
        QueryRefused: `federation_refused`, `malformed_update`, or what `check_size` raises.
    """
    check_size(text)
    stand_in = text
    for word in (_SERVICE, _LOAD):
        stand_in = _without(word, stand_in) or stand_in
    if stand_in is text:
        return
    from pyoxigraph import Store

    try:
        Store().update(stand_in)
    except SyntaxError as error:
        raise QueryRefused("malformed_update", reason=line_of(error)) from None
    except (OSError, ValueError, RuntimeError):  # it parses, and an empty store has no such graph
        return


def with_dataset(text: str, default_graphs: tuple[str, ...], named_graphs: tuple[str, ...]) -> str:
    """An update with the dataset of the protocol written into it (SPARQL 1.1 Protocol, 2.2.3).

    Args:
        text: the update.
        default_graphs: IRIs of `using-graph-uri`.
        named_graphs: IRIs of `using-named-graph-uri`.

    Raises:
        QueryRefused: `two_datasets`, the update has USING or WITH itself; `invalid_graph_iri`.
    """
    if not default_graphs and not named_graphs:
        return text
    for iri in (*default_graphs, *named_graphs):
        if not _IRI.fullmatch(iri):
            raise QueryRefused("invalid_graph_iri", iri=iri)
    clause = "".join(
        [f"USING <{i}> " for i in default_graphs] + [f"USING NAMED <{i}> " for i in named_graphs]
    )
    pieces, last, depth, previous = [], 0, 0, ""
    for token in tokens(text):
        word = token.text.upper() if token.kind == "word" else ""
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0 and word in {"USING", "WITH"}:
            raise QueryRefused("two_datasets")
        if depth == 0 and word == "WHERE" and previous != "DELETE":
            pieces.append(text[last : token.start])
            last = token.start
        previous = word or token.text
    return clause.join([*pieces, text[last:]])


def line_of(error: BaseException) -> str:
    """What a library says of an error, in one line."""
    return " ".join(str(error).split())


_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\]*")


# Where the engine says an error is: it reports the end of the longest keyword that it tried, up to 14
# characters behind. With more space than that after each token, the token at the reported place is the fault.
_GAP = " " * 20
_LONGEST_LOCATED = 50_000
_LONGEST_NEAR = 40
_BROKEN = frozenset("'\"\\")
_AT = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_PHRASE = re.compile(r"(?:one of |, |^)((?:[A-Z]|\\u)\w* \w[\w ]*)")


def locate(
    query: str, error: SyntaxError, parse: Callable[[str], object], stand_in: str | None = None
) -> Place:
    """Where the engine's parser stopped.

    Args:
        query: the text.
        error: what the engine raised for it.
        parse: runs the parser on another text; raises SyntaxError.
        stand_in: what was parsed in its place (`without_service`), of the same length.
    """
    text = stand_in or query
    parts = list(tokens(text))
    index = _located(text, error, parse, parts)
    # A quote or a backslash outside of strings is a fault whatever the parser made of it.
    broken = (i for i, part in enumerate(parts) if part.kind == "mark" and part.text in _BROKEN)
    index = min(index, next(broken, index))
    if index >= len(parts):
        return Place(*line_and_column(query, len(query.rstrip())), "", _reason(str(error)))
    start, end = parts[index].start, parts[index].start + len(parts[index].text)
    near = query[start:end] if end - start <= _LONGEST_NEAR else query[start : start + _LONGEST_NEAR] + "…"
    return Place(*line_and_column(query, start), near, _reason(str(error)))


def _located(text: str, error: SyntaxError, parse: Callable[[str], object], parts: list[Token]) -> int:
    """The index of the token at fault; their number when it is the end of the text."""
    if len(text) <= _LONGEST_LOCATED:
        spaced, starts = _spaced(parts)
        try:
            parse(spaced)
        except SyntaxError as better:
            return _index(spaced, str(better), starts)
        return len(parts)  # what was wrong is not between tokens but inside of one
    return _index(text, str(error), [part.start for part in parts])


def _index(text: str, error: str, starts: list[int]) -> int:
    match = _AT.match(error)
    offset = _offset(text, int(match[1]), int(match[2])) if match else 0
    return len(starts) if offset >= len(text) else max(bisect_right(starts, offset) - 1, 0)


def _spaced(parts: list[Token]) -> tuple[str, list[int]]:
    pieces: list[str] = []
    starts: list[int] = []
    position = 0
    for number, token in enumerate(parts):
        if number and not _belongs_to(parts[number - 1], token):
            pieces.append(_GAP)
            position += len(_GAP)
        starts.append(position)
        pieces.append(token.text)
        position += len(token.text)
    return "".join(pieces) + _GAP, starts


def _belongs_to(previous: Token, token: Token) -> bool:
    """Whether the engine wants two tokens together: the parts of a literal, a function and its bracket."""
    if previous.start + len(previous.text) != token.start:
        return False
    if token.text in {"(", ")"}:
        return previous.kind in {"word", "name", "iri"} or previous.text == "("
    signed = previous.text in {"+", "-"} and token.kind == "number"
    suffix = previous.kind == "string" and (token.kind == "language" or token.text == "^^")
    return signed or suffix or previous.text == "^^"


def _reason(text: str) -> str:
    match = _AT.match(text)
    return "; ".join(_PHRASE.findall(match[3])) if match else ""


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return start + column - 1


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a place in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
