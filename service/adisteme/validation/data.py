"""Reading institutions' records into one store: RDF in the usual syntaxes, and tables.

A syntax error names file, line and reason. Blank nodes of two documents never meet. Documents of ordinary
size are read triple by triple, so that a blank node keeps a name by which its line is found again and is
called the same in each run; large ones go straight into the store.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from adisteme import namespaces as ns
from adisteme import tables
from adisteme.errors import Gathered, InputError
from adisteme.graph import KnowledgeGraph
from adisteme.validation import anonymous, context, guards, sources
from adisteme.validation.places import Place, Where, locate
from adisteme.validation.places_json import half_character
from adisteme.validation.sources import ENDINGS, Limits, Source, TooLarge, TooMany

BASE = "urn:adisteme:data/"
LARGE = 32 << 20  # bytes of a document, as it lies, from which on no triple becomes an object
LARGEST_TABLE = 64 << 20
_LARGEST_JSON = 1 << 30  # JSON-LD has to be held whole
_PACKED = 8  # how many times smaller RDF usually is when gzipped
_LINE = re.compile(r"^(?:Parser error )?at line (\d+)(?: (?:between columns? \d+ and |column )[\d:]+)*: ?")
_ANY_LINE = re.compile(r"line (\d+)")
_REASON = 200
_DEFAULT = DefaultGraph()
_TYPE = NamedNode(ns.RDF + "type")
_MERGE = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } } ; CLEAR NAMED"

OnRead = Callable[[int], None]


@dataclass
class Data:
    """What an institution handed over.

    Attributes:
        store: all triples in its default graph, graphs merged.
        sources: the documents, in their order.
        passed_over: files of folders whose names tell no known syntax.
        limits: what it may take in.
        triples: how many were counted while reading (those of large documents are not).
        rows: where the records of tables stand.
        tables: names of the tables.
        repeated: records with a short name that several files describe, each with the later file.
    """

    store: Store = field(default_factory=Store)
    sources: list[Source] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    limits: Limits = field(default_factory=Limits)
    triples: int = 0
    rows: tables.Places | None = None
    tables: list[str] = field(default_factory=list)
    repeated: dict[NamedNode, str] = field(default_factory=dict)

    def where(self, nodes: Iterable[NamedNode | BlankNode]) -> Where:
        """Look up file and line of records, all at once, since each document is gone through again.

        Args:
            nodes: the records that findings speak of.
        """
        wanted = set(nodes)
        held: dict[NamedNode | BlankNode, NamedNode | BlankNode] = {
            node: anonymous.holder(self.store, node)
            for node in wanted
            if isinstance(node, BlankNode) and anonymous.NAMELESS.fullmatch(node.value)
        }
        nameless = any(isinstance(node, BlankNode) for node in held.values())
        heads = anonymous.heads(self.store) if nameless else {}
        found = locate(self.sources, {held.get(node, node) for node in wanted}, BASE, heads)
        return Where({node: found.get(held.get(node, node), Place()) for node in wanted}, self.rows)


def read(
    given: Sequence[str],
    *,
    input_format: str | None = None,
    limits: Limits | None = None,
    on_read: OnRead | None = None,
    graph: Callable[[], KnowledgeGraph] | None = None,
) -> Data:
    """Read files, folders (with all files of known syntaxes below) and `-` for standard input.

    Args:
        given: as the user gave them.
        input_format: an ending that tells the syntax of what has none.
        limits: what may be taken in.
        on_read: told each number of bytes read.
        graph: gives the Rules, whose keys tables are read by; asked for where there are tables.

    Raises:
        InputError: nothing to read, an unknown syntax, or files that do not parse; all of them at once.
    """
    data = Data(limits=limits or Limits())
    gathered = Gathered()
    sheets: list[tuple[str, bytes]] = []
    for path in _paths(given, data, gathered):
        with gathered.each():
            if graph is not None and path.lower().endswith(tables.SUFFIXES):
                sheets.append((path, _whole(path)))
            else:
                add_source(data, sources.of_path(path, input_format, data.limits), on_read)
    if sheets and graph is not None:
        with gathered.each():
            add_tables(data, sheets, graph())
    gathered.tell()
    return data


def _paths(given: Sequence[str], data: Data, gathered: Gathered) -> Iterator[str]:
    for source in given:
        with gathered.each():
            yield from _files(source, data)


def _whole(path: str) -> bytes:
    try:
        if Path(path).stat().st_size > LARGEST_TABLE:
            raise TooLarge("data.too_large", file=path, limit=LARGEST_TABLE)
        return Path(path).read_bytes()
    except OSError as error:
        raise InputError("input.unreadable_file", file=path, reason=error.strerror) from None


def add_tables(data: Data, files: Sequence[tuple[str, bytes]], graph: KnowledgeGraph) -> None:
    """Read tables, all of a run together, since they refer to one another.

    Args:
        data: where their records go.
        files: names and contents.
        graph: the Rules, whose keys they are read by.

    Raises:
        InputError: a table cannot be used; names file, sheet, row and column.
    """
    read_tables = tables.read(files, graph, BASE)
    comparing = _Comparing(data)
    for quad in read_tables.quads:
        if quad.predicate == _TYPE:
            comparing.see(quad, lambda quad=quad: _file_of(read_tables, quad))  # type: ignore[misc]
    data.store.bulk_extend(read_tables.quads)
    data.rows = read_tables.places
    data.tables += [name for name, _ in files]


def _file_of(read_tables: tables.Tables, quad: Quad) -> str:
    assert isinstance(quad.subject, NamedNode | BlankNode)
    place = read_tables.places.of(quad.subject)
    return place.file if place else ""


def _files(source: str, data: Data) -> Iterable[str]:
    if source == "-" or not sources.is_folder(source):
        return [source]
    known, passed = sources.below(source)
    sheets = [str(path) for path in tables.files(Path(source))]
    data.passed_over += [path for path in passed if path not in set(sheets)]
    known += sheets
    if not known:
        raise InputError("data.empty_folder", folder=source, formats=ENDINGS)
    return known


def add(data: Data, content: bytes, form: RdfFormat, name: str) -> None:
    """Parse one document that is in memory into `data`.

    Raises:
        InputError: it does not parse; names file and line.
    """
    add_source(data, sources.of_bytes(name, content, form, data.limits))


def add_source(data: Data, source: Source, on_read: OnRead | None = None) -> None:
    """Parse one document into `data`.

    Raises:
        InputError: it does not parse, is too large, or could break the parser.
    """
    number = len(data.sources)
    data.sources.append(source)
    stream = cast("IO[bytes]", _Stream(_bytes(source), on_read))
    try:
        if _is_large(source) and data.limits.triples is None:
            data.store.bulk_load(stream, source.form, base_iri=BASE)
            if source.form.supports_datasets:
                data.store.update(_MERGE)
        else:
            quads = parse(stream, source.form, base_iri=BASE)
            data.store.bulk_extend(_kept(data, quads, number))
    except MemoryError:  # the parser's own limit of a token
        raise InputError("data.statement_too_long", file=source.name, limit=guards.MAX_TEXT >> 20) from None
    except SyntaxError as error:
        told = _syntax_error(source, error)
        if source.guessed:
            told = InputError("data.guessed", error=told, form=source.form.name, option="--input-format")
        raise told from None
    except (ValueError, OSError) as error:
        raise InputError("data.unusable", file=source.name, reason=_reason(str(error))) from None


def _bytes(source: Source) -> Iterator[bytes]:
    blocks = guards.guarded(source.blocks(), source.form, source.name)
    if source.form != RdfFormat.JSON_LD:
        return blocks
    if source.size > _LARGEST_JSON:
        raise TooLarge("data.json_too_large", file=source.name, limit=_LARGEST_JSON >> 20)
    parts, size = [], 0
    for block in blocks:
        size += len(block)
        if size > _LARGEST_JSON:
            raise TooLarge("data.json_too_large", file=source.name, limit=_LARGEST_JSON >> 20)
        parts.append(block)
    return iter((context.inline(b"".join(parts), source.name),))


def _is_large(source: Source) -> bool:
    return source.size * (_PACKED if source.packed else 1) > LARGE


def _kept(data: Data, quads: Iterable[Quad], number: int) -> Iterator[Quad]:
    """Quads of the default graph whose blank nodes are named by document and order of appearance."""
    names: dict[str, BlankNode] = {}

    def renamed(node: BlankNode) -> BlankNode:
        label = node.value
        if label not in names:
            names[label] = BlankNode(blank_label(number, label, len(names)))
        return names[label]

    limit = data.limits.triples
    comparing = _Comparing(data) if number else None
    datasets = data.sources[number].form.supports_datasets
    for quad in quads:
        data.triples += 1
        if limit is not None and data.triples > limit:
            raise TooMany("data.too_many_triples", limit=limit)
        if comparing and quad.predicate == _TYPE:
            comparing.see(quad, lambda: data.sources[number].name)
        subject, value = quad.subject, quad.object
        if not datasets and not isinstance(subject, BlankNode) and not isinstance(value, BlankNode):
            yield quad  # as it is: making a new one costs more than parsing it
            continue
        subject = renamed(subject) if isinstance(subject, BlankNode) else subject
        value = renamed(value) if isinstance(value, BlankNode) else value
        yield Quad(subject, quad.predicate, value, _DEFAULT)


class _Comparing:
    """Notes records with a short name that an earlier file describes; the store holds the earlier files."""

    def __init__(self, data: Data) -> None:
        self._data = data
        self._own: set[NamedNode] = set()
        self._needed = len(data.store) > 0

    def see(self, quad: Quad, name: Callable[[], str]) -> None:
        """Look at a statement on a class in the present file, of which the store may hold a part by now."""
        subject = quad.subject
        if not self._needed or not isinstance(subject, NamedNode) or subject in self._own:
            return
        if not subject.value.startswith(BASE):
            return
        self._own.add(subject)
        if next(self._data.store.quads_for_pattern(subject, _TYPE, None, _DEFAULT), None) is not None:
            self._data.repeated.setdefault(subject, name())


_GENERATED = re.compile(r"[0-9a-f]{25,32}")


def blank_label(document: int, label: str, order: int) -> str:
    """What a blank node of a document is called: by its label, or by its order where it has none."""
    return f"f{document}.{order}" if _GENERATED.fullmatch(label) else f"f{document}-{label}"


class _Stream(io.RawIOBase):
    """Blocks as a stream; an error in them passes through the parser unchanged."""

    def __init__(self, blocks: Iterator[bytes], on_read: OnRead | None) -> None:
        self._blocks = blocks
        self._on_read = on_read
        self._block = memoryview(b"")

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size`."""
        while not self._block:
            block = next(self._blocks, None)
            if block is None:
                return b""
            if self._on_read is not None:
                self._on_read(len(block))
            self._block = memoryview(block)
        size = len(self._block) if size < 0 else size
        given, self._block = self._block[:size], self._block[size:]
        return bytes(given)


def _syntax_error(source: Source, error: SyntaxError) -> InputError:
    head = next(source.blocks(), b"")[:1024]
    found = sources.sniffed(head)
    if _family(found) != _family(source.form) and found != RdfFormat.TRIG:
        return InputError("data.wrong_syntax", file=source.name, named=source.form.name, found=found.name)
    if source.form == RdfFormat.JSON_LD and (half := half_character(source.blocks())):
        return InputError("data.half_character", file=source.name, **half._asdict())
    reason = str(error.msg)
    line = error.lineno or next(iter(_ANY_LINE.findall(reason)), None)
    key = "data.syntax" if line else "data.syntax_somewhere"
    reason = _reason(_LINE.sub("", reason))
    return InputError(key, file=source.name, line=line, form=source.form.name, reason=reason)


def _family(form: RdfFormat) -> RdfFormat:
    return form if form in (RdfFormat.JSON_LD, RdfFormat.RDF_XML) else RdfFormat.TRIG


def _reason(text: str) -> str:
    """A library's words in one short line that a terminal can show."""
    line = " ".join(text.split())
    line = line if len(line) <= _REASON else line[:_REASON] + "…"
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in line)
