"""Where institutions' data come from: files, folders, standard input; what syntax, which bytes.

Nothing is read whole but what has to be: a source opens as a stream as often as it is asked to (once to be
parsed, once more to find the lines of findings), decompressed within limits.
"""

from __future__ import annotations

import gzip
import io
import os
import shutil
import stat
import sys
import tempfile
import weakref
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from pyoxigraph import RdfFormat

from adisteme.errors import InputError
from adisteme.languages import message
from adisteme.validation.requests import TABLES

FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "rdf": RdfFormat.RDF_XML,
    "xml": RdfFormat.RDF_XML,
    "owl": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "json": RdfFormat.JSON_LD,
}
ENDINGS = ", ".join((*FORMATS, *(ending.removeprefix(".") for ending in TABLES)))
STDIN = "<stdin>"
BLOCK = 1 << 20
_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_HEAD = 1024
_IN_MEMORY = 64 << 20
# Beginnings that are no RDF, and what a message calls them.
_OTHERS = (
    (b"PK\x03\x04", "ZIP"),
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "MS Office"),
    (b"SQLite format", "SQLite"),
    (b"\x7fELF", "ELF"),
    (b"\x89PNG", "PNG"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"(\xb5/\xfd", "zstd"),
)
_PAGES = (b"<!doctype html", b"<html")


class TooLarge(InputError):
    """More than may be handed over at once."""

    status = 413


class TooMany(TooLarge):
    """More triples than one run may take in, over all documents."""

    is_last = True


@dataclass(frozen=True)
class Limits:
    """What one run may take in.

    Attributes:
        size: decompressed bytes of one source.
        ratio: decompressed to compressed bytes, once there are more than `freely` of the former.
        freely: bytes for which no ratio is asked.
        triples: of the whole run; None is any number.
    """

    size: int = 1 << 37
    ratio: int = 200
    freely: int = 64 << 20
    triples: int | None = None


@dataclass
class Source:
    """One document.

    Attributes:
        name: what messages and findings call it.
        form: its syntax.
        raw: opens it anew, as it lies.
        size: its bytes as they lie; 0 where that is not known.
        limits: of what it may give.
        packed: whether it is compressed.
        guessed: whether its syntax is only what its beginning looks like.
    """

    name: str
    form: RdfFormat
    raw: Callable[[], IO[bytes]]
    size: int = 0
    limits: Limits = field(default_factory=Limits)
    packed: bool = False
    guessed: bool = False

    def blocks(self) -> Iterator[bytes]:
        """The decompressed bytes, a mark of byte order left out.

        Raises:
            InputError: it cannot be read or decompressed, is too large, or is not UTF-8 text.
        """
        with self._reading(), self.raw() as raw:
            stream = gzip.GzipFile(fileobj=raw) if self.packed else raw
            given, first = 0, True
            while block := stream.read(BLOCK):
                given += len(block)
                self._check(given, raw)
                yield self._begun(block) if first else block
                first = False

    def _reading(self) -> _Reading:
        return _Reading(self.name)

    def _check(self, given: int, raw: IO[bytes]) -> None:
        if given > self.limits.size:
            raise TooLarge("data.too_large", file=self.name, limit=self.limits.size)
        if self.packed and given > max(self.limits.freely, self.limits.ratio * raw.tell()):
            raise TooLarge("data.gzip_bomb", file=self.name, ratio=self.limits.ratio)

    def _begun(self, block: bytes) -> bytes:
        if self.packed and block.startswith(_GZIP):
            raise InputError("data.gzip_twice", file=self.name)
        head = block[:_HEAD].lstrip()
        for mark, name in _OTHERS:
            if head.startswith(mark):
                raise InputError("data.other_format", file=self.name, format=name)
        if block[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise InputError("data.not_utf8", file=self.name, charset="UTF-16")
        if any(head.removeprefix(_BOM).lower().startswith(page) for page in _PAGES):
            raise InputError("data.other_format", file=self.name, format="HTML")
        return block.removeprefix(_BOM)


class _Reading:
    """Turns what goes wrong while reading into one sentence."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, gzip.BadGzipFile | EOFError | zlib.error):
            raise InputError("data.gzip_broken", file=self._name, reason=str(error)) from None
        if isinstance(error, ValueError) and not isinstance(error, UnicodeError):  # NUL in a name
            raise InputError("input.unreadable_file", file=self._name, reason=str(error)) from None
        if isinstance(error, OSError):
            raise InputError(
                "input.unreadable_file", file=self._name, reason=error.strerror or str(error)
            ) from None


def of_bytes(name: str, content: bytes, form: RdfFormat, limits: Limits | None = None) -> Source:
    """A document that is already in memory, gzipped or not."""
    return Source(
        name,
        form,
        lambda: io.BytesIO(content),
        len(content),
        limits or Limits(),
        packed=content.startswith(_GZIP),
    )


def of_path(path: str, input_format: str | None = None, limits: Limits | None = None) -> Source:
    """A file, or `-` for standard input.

    Args:
        path: as the user gave it.
        input_format: an ending that tells the syntax where the name does not.
        limits: of what it may give.

    Raises:
        InputError: it is not there, no file, or its syntax is not known.
    """
    limits = limits or Limits()
    if path == "-":
        return _spooled(STDIN, sys.stdin.buffer, input_format, limits)
    with _Reading(path):
        mode = Path(path).stat().st_mode
        if stat.S_ISFIFO(mode):
            with Path(path).open("rb") as stream:
                return _spooled(path, stream, input_format or _ending(path), limits)
        if not stat.S_ISREG(mode):
            raise InputError("data.not_a_file", file=path)
        form = form_of(path) or FORMATS.get(input_format or "")
        if form is None:
            raise InputError("data.unknown_syntax", file=path, formats=ENDINGS)
        with Path(path).open("rb") as stream:
            packed = stream.read(2) == _GZIP
        if path.lower().endswith(".gz") and not packed and Path(path).stat().st_size:
            raise InputError("data.gzip_broken", file=path, reason=message("data.no_gzip_mark", "en"))
        return Source(path, form, lambda: Path(path).open("rb"), Path(path).stat().st_size, limits, packed)


def _spooled(name: str, stream: IO[bytes], input_format: str | None, limits: Limits) -> Source:
    """What can be read only once, kept for the look-up of lines: small in memory, large unnamed on disk."""
    spool = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - lives as long as the source
    with _Reading(name):
        shutil.copyfileobj(stream, spool, BLOCK)
    size = spool.tell()

    def again() -> IO[bytes]:
        spool.seek(0)
        return cast("IO[bytes]", _Unclosed(spool))

    packed = again().read(2) == _GZIP
    source = Source(name, RdfFormat.TURTLE, again, size, limits, packed, guessed=not input_format)
    weakref.finalize(source, spool.close)
    head = b"" if input_format else next(source.blocks(), b"")[:_HEAD]
    source.form = FORMATS[input_format] if input_format else sniffed(head)
    return source


class _Unclosed(io.RawIOBase):
    """A stream over another that stays open when this one is closed."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Where the other one stands."""
        return self._stream.tell()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer."""
        block = self._stream.read(len(buffer))
        buffer[: len(block)] = block
        return len(block)


def sniffed(head: bytes) -> RdfFormat:
    """The syntax that the beginning of a document shows: JSON-LD, RDF/XML, else TriG, which holds Turtle."""
    start = head.removeprefix(_BOM).lstrip()
    if start[:1] in (b"{", b"["):
        # TriG may begin with a brace or a bracket; JSON goes on with a quote, a bracket or its end.
        after = start[1:].lstrip()[:1]
        return RdfFormat.JSON_LD if after in (b'"', b"{", b"[", b"}", b"]", b"") else RdfFormat.TRIG
    return (
        RdfFormat.RDF_XML if start.startswith((b"<?xml", b"<rdf:", b"<!--", b"<!DOCTYPE")) else RdfFormat.TRIG
    )


def form_of(name: str) -> RdfFormat | None:
    """The syntax that the ending of a name tells, `.gz` aside."""
    return FORMATS.get(_ending(name))


def _ending(name: str) -> str:
    return name.lower().removesuffix(".gz").rpartition(".")[2]


def is_folder(path: str) -> bool:
    """Whether there is a folder of this name; a name that cannot be is none."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def below(folder: str) -> tuple[list[str], list[str]]:
    """The files below a folder: those of known syntaxes, and those passed over.

    Folders behind symbolic links are not entered, so there are no endless ways.

    Raises:
        InputError: a folder below cannot be read.
    """
    known: list[str] = []
    passed: list[str] = []
    with _Reading(folder):
        for home, folders, files in os.walk(folder, onerror=_refuse):
            folders.sort()
            for name in sorted(files):
                path = Path(home) / name
                (known if form_of(name) and path.is_file() else passed).append(str(path))
    return known, passed


def _refuse(error: OSError) -> None:
    raise InputError(
        "input.unreadable_file", file=str(error.filename), reason=error.strerror or str(error)
    ) from None
