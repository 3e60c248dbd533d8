"""Reading institutions' RDF: files, folders and standard input in the usual syntaxes.

A syntax error names file and line. Triples that would restate the vocabulary itself (its kinds, norms and
terms) are left out and counted: data may use the Rules' terms but not rewrite the Rules.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, Triple, parse

from adisteme import namespaces as ns
from adisteme.errors import InputError
from adisteme.graph import first_line

_OURS = (ns.ID, ns.NS, ns.ACT, ns.BASE + "graph/", ns.BASE + "shape")
_FORMATS = {
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
_LINE = re.compile(r"line (\d+)")


@dataclass
class Data:
    """What an institution handed over.

    Attributes:
        store: all triples in its default graph, graphs merged.
        file_of: subject → the file that it was first seen in.
        ignored: triples left out because their subject is a term of the Rules.
    """

    store: Store = field(default_factory=Store)
    file_of: dict[NamedNode | BlankNode, str] = field(default_factory=dict)
    ignored: int = 0


def read(sources: Sequence[str]) -> Data:
    """Read files, folders (with all files of known syntaxes below) and `-` for standard input as Turtle.

    Raises:
        InputError: nothing to read, an unknown syntax, or a file that does not parse (file and line).
    """
    data = Data()
    for source in sources:
        for path in _files(source):
            _read_one(data, path)
    return data


def _files(source: str) -> Iterable[str]:
    path = Path(source)
    if source == "-" or not path.is_dir():
        return [source]
    found = sorted(str(p) for p in path.rglob("*") if p.is_file() and _format_of(p.name) is not None)
    if not found:
        raise InputError("data.empty_folder", folder=source, formats=", ".join(_FORMATS))
    return found


def _format_of(name: str) -> RdfFormat | None:
    return _FORMATS.get(name.lower().removesuffix(".gz").rpartition(".")[2])


def _read_one(data: Data, source: str) -> None:
    form = RdfFormat.TURTLE if source == "-" else _format_of(source)
    if form is None:
        raise InputError("data.unknown_syntax", file=source, formats=", ".join(_FORMATS))
    name = "<stdin>" if source == "-" else source
    try:
        content = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        if source.endswith(".gz"):
            content = gzip.decompress(content)
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError("input.unreadable_file", file=name, reason=reason) from None
    add(data, content, form, name)


def add(data: Data, content: bytes, form: RdfFormat, name: str) -> None:
    """Parse one document into `data`.

    Raises:
        InputError: it does not parse; names file and line.
    """
    try:
        quads = parse(content, format=form, base_iri="urn:adisteme:data/", rename_blank_nodes=True)
        data.store.extend([kept for quad in quads if (kept := _kept(data, quad, name))])
    except SyntaxError as error:
        line = error.lineno or next(iter(_LINE.findall(str(error))), "?")
        raise InputError("data.syntax", file=name, line=line, reason=first_line(error.msg)) from None
    except (ValueError, OSError) as error:
        raise InputError("data.syntax", file=name, line="?", reason=first_line(str(error))) from None


def _kept(data: Data, quad: Quad, name: str) -> Quad | None:
    subject = quad.subject
    if isinstance(subject, Triple):
        return None
    if isinstance(subject, NamedNode) and subject.value.startswith(_OURS):
        data.ignored += 1
        return None
    data.file_of.setdefault(subject, name)
    return Quad(subject, quad.predicate, quad.object)
