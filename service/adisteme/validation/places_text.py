"""Lines of subjects in Turtle, TriG, N-Triples and N-Quads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

import regex
from pyoxigraph import RdfFormat, parse

HEAD = "["  # what a statement that begins with a node without a name is yielded as

_IRI = rb'<[^<>"{}|^`\x00-\x20]*+>'
_NAME = rb"(?:[^\s<>\"'{}()\[\];,#\\.:]++|\\.|\.(?=[\w%\\\x80-\xff:.-]))*+"
_PNAME = _NAME + rb":(?:[^\s<>\"'{}()\[\];,#\\.]++|\\.|\.(?=[\w%\\\x80-\xff:.-]))*+"
_SPACE = rb"(?:\s++|\#[^\n]*+)*+"
# Whole tokens, so that no dot or brace within one ends a statement. So many at a time, since `regex` keeps
# something for each.
_SOME = (
    rb"""(?:
    [^.<"'\#\\{}]++ | \\. | """
    + _IRI
    + rb""" | < |
    \"{3}[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+\"{3} | '{3}[^'\\]*+(?:(?:\\.|'(?!''))[^'\\]*+)*+'{3} |
    "[^"\\\n]*+(?:\\.[^"\\\n]*+)*+" | '[^'\\\n]*+(?:\\.[^'\\\n]*+)*+' | \#[^\n]*+ |
    (?<![>"'\])\s])\.(?=[\w:%\\\x80-\xff-])
)"""
)
_TOKENS = regex.compile(_SOME + rb"{1,1000}+", regex.VERBOSE | regex.DOTALL)
# A directive; or how a statement begins, and its end where that is not far.
_STATEMENT = regex.compile(
    _SPACE
    + rb"(?:(?i:@?prefix)\s++(?P<prefix>"
    + _NAME
    + rb"):\s*+(?P<namespace>"
    + _IRI
    + rb")\s*+\.?+ | (?i:@?base)\s++(?P<base>"
    + _IRI
    + rb")\s*+\.?+ | (?P<subject>"
    + _IRI
    + rb"|"
    + _PNAME
    + rb"|\[)?+"
    + _SOME
    + rb"{0,1000}+(?P<end>[.{}])?+)",
    regex.VERBOSE | regex.DOTALL,
)
_ENDS = b".{}"
_LINES = regex.compile(
    rb"^[ \t]*+(?P<subject><[^>\n]*+>|_:[^\s<]++)[^\n]*+(?:\n(?P=subject)[ \t<][^\n]*+)*+", regex.MULTILINE
)
_ESCAPED = regex.compile(rb"\\[uU]")
_PLAIN = regex.compile(r"\w[\w.~-]*(?:/\w[\w.~-]*)*")
_ABSOLUTE = regex.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^/]|[A-Za-z][A-Za-z0-9+.-]*://[^/?#]+(?:/[^.]|$)")


def in_turtle(blocks: Iterator[bytes], base: str, wanted: Collection[str]) -> Iterator[tuple[str, int]]:
    """Subjects of statements, with the line where each statement begins.

    Args:
        blocks: the document.
        base: what relative IRIs are resolved against at first.
        wanted: IRIs, and labels of blank nodes (`_:x`).

    Yields:
        A wanted key, or HEAD for a statement on a node without a name, and its line.
    """
    spaces = {b"_": "_:"}
    for statement, line, end in _statements(blocks):
        if statement["namespace"]:
            spaces[statement["prefix"]] = _absolute(_inner(statement["namespace"]), base)
        elif statement["base"]:
            base = _absolute(_inner(statement["base"]), base)
        elif statement["subject"] and end != b"{":
            subject = statement["subject"]
            key = HEAD if subject == b"[" else _expanded(subject, spaces, base)
            if key == HEAD or key in wanted:
                yield key, line


def _statements(blocks: Iterator[bytes]) -> Iterator[tuple[regex.Match[bytes], int, bytes]]:
    """Beginnings of statements as they come, each with the line of its first token and what ends it."""
    rest, line, enough = b"", 1, 0
    last = False
    while not last:
        parts = [rest]
        size = len(rest)
        while size <= enough and not last:  # a statement longer than a block is not tried again at each block
            block = next(blocks, b"")
            last = not block
            parts.append(block)
            size += len(block)
        text = b"".join(parts)
        done = counted = 0
        while (found := _STATEMENT.match(text, done)) and (end := _end(text, found)):
            if end == len(text) and not last:
                break
            start = _start(found)
            line += text.count(b"\n", counted, start)
            counted = start
            yield found, line, text[end - 1 : end]
            done = end
        line += text.count(b"\n", counted, done)
        rest = text[done:]
        enough = 2 * len(rest) if done == 0 else len(rest)


def _end(text: bytes, found: regex.Match[bytes]) -> int:
    """Where a statement ends, behind its dot or brace; 0 where it does not."""
    end = found.end()
    if found["end"] or found["namespace"] or found["base"]:
        return end
    while more := _TOKENS.match(text, end):
        end = more.end()
    return end + 1 if end < len(text) and text[end] in _ENDS else 0


def _start(found: regex.Match[bytes]) -> int:
    for name in ("subject", "namespace", "base"):
        if found[name]:
            return found.start(name)
    return found.start()


def in_lines(blocks: Iterator[bytes], base: str, wanted: Collection[str]) -> Iterator[tuple[str, int]]:
    """Subjects of N-Triples and N-Quads, with their lines (see `in_turtle`)."""
    line = 1
    written = {b"<" + key.encode(): key for key in wanted}
    named = not any(key.startswith("_:") for key in wanted)
    for text in _of_whole_lines(blocks):
        if named and (b"\\" not in text or not _ESCAPED.search(text)):
            yield from _as_written(text, line, written)
        else:
            yield from _spelled(text, line, base, wanted)
        line += text.count(b"\n")


def _of_whole_lines(blocks: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for block in blocks:
        text = rest + block
        cut = text.rfind(b"\n") + 1
        yield text[:cut]
        rest = text[cut:]
    yield rest


def _as_written(text: bytes, line: int, written: Mapping[bytes, str]) -> Iterator[tuple[str, int]]:
    """Where no IRI has an escape and no blank node is wanted."""
    lines = text.split(b"\n")
    found = [number for number, each in enumerate(lines) if each.partition(b">")[0].lstrip() in written]
    yield from ((written[lines[number].partition(b">")[0].lstrip()], line + number) for number in found)


def _spelled(text: bytes, line: int, base: str, wanted: Collection[str]) -> Iterator[tuple[str, int]]:
    written = {f"<{key}>".encode() for key in wanted}
    counted = 0
    for found in _LINES.finditer(text):
        subject = found["subject"]
        if subject not in written and subject[:1] == b"<" and b"\\" not in subject:
            continue  # IRIs are absolute here: one that is not wanted as it is written is not wanted
        key = _expanded(subject, {b"_": "_:"}, base)
        if key in wanted:
            line += text.count(b"\n", counted, found.start("subject"))
            counted = found.start("subject")
            yield key, line


def _inner(iri: bytes) -> str:
    return iri[1:-1].decode("utf-8", "replace")


def _expanded(token: bytes, spaces: dict[bytes, str], base: str) -> str:
    if token.startswith(b"<"):
        return _absolute(_inner(token), base)
    prefix, _, local = token.partition(b":")
    if b"\\" in local:
        local = regex.sub(rb"\\(.)", rb"\1", local)
    return spaces.get(prefix, "\0") + local.decode("utf-8", "replace")


def _absolute(iri: str, base: str) -> str:
    if "\\" not in iri:
        if _ABSOLUTE.match(iri):
            return iri
        if base.endswith("/") and _PLAIN.fullmatch(iri):
            return base + iri
    return resolved(iri, base)


@lru_cache(maxsize=4096)
def resolved(iri: str, base: str) -> str:
    """An IRI as the parser makes it of a reference, escapes and relative ways included."""
    try:
        (triple,) = parse(f"<{iri}> <urn:p> <urn:o> .", RdfFormat.TURTLE, base_iri=base)
    except (SyntaxError, ValueError):
        return iri
    return str(getattr(triple.subject, "value", iri))
