"""`adisteme convert FOLDER`: tables of an institution as RDF, and empty tables to fill in."""

from __future__ import annotations

import argparse
import gzip
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from adisteme.errors import Gathered, InputError
from adisteme.languages import message

if TYPE_CHECKING:
    from pyoxigraph import RdfFormat

NAME = "convert"
HELP = "turn tables (CSV, XLSX) of an institution into RDF, or write empty tables to fill in"
_EXAMPLE = "https://example.org/data/"
_BASE = "urn:adisteme:data/"
_SYNTAXES = {"turtle": "ttl", "nt": "nt", "nq": "nq", "trig": "trig", "jsonld": "jsonld", "rdf": "rdf"}
_PACKED = ".gz"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="folder with tables, or one table")
    parser.add_argument(
        "--templates", action="store_true", help="write empty tables into FOLDER instead of reading it"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="OUT", help="write the RDF to this file")
    parser.add_argument(
        "--format",
        choices=tuple(_SYNTAXES),
        help="syntax of the RDF (default: as the ending of OUT says, else turtle)",
    )
    parser.add_argument(
        "--base", default=_BASE, metavar="IRI", help="what stands before ids (default: %(default)s)"
    )


def run(args: argparse.Namespace) -> int:
    """Write RDF or templates; the status is 0."""
    return _templates(args) if args.templates else _convert(args)


def _templates(args: argparse.Namespace) -> int:
    from adisteme.graph import load
    from adisteme.tables.cells import Kinds
    from adisteme.tables.mapping import mapping
    from adisteme.tables.templates import write

    count = write(args.folder, mapping(), Kinds(load(args.ontology)), args.lang)
    print(message("tables.templates", args.lang, count=count, folder=args.folder))
    return 0


def _convert(args: argparse.Namespace) -> int:
    from pyoxigraph import NamedNode, serialize

    from adisteme import namespaces as ns
    from adisteme.commands.outputs import spare
    from adisteme.graph import load
    from adisteme.tables import read

    try:
        NamedNode(args.base)
    except ValueError as error:
        raise InputError(
            "tables.base", option="--base", base=args.base, reason=error, example=_EXAMPLE
        ) from None
    form = _form(args.format, args.output)
    spare(args.output, [args.folder, *args.ontology])
    quads = read(_contents(args.folder), load(args.ontology), args.base).quads
    triples = [quad.triple for quad in quads]
    rdf = serialize(triples, format=form, prefixes={**ns.PREFIXES, "data": args.base}) or b""
    if args.output is None:
        sys.stdout.buffer.write(rdf)
        return 0
    if args.output.name.lower().endswith(_PACKED):
        rdf = gzip.compress(rdf, mtime=0)
    try:
        args.output.write_bytes(rdf)
    except OSError as error:
        raise InputError("input.unwritable", file=args.output, reason=error.strerror) from None
    print(message("tables.converted", args.lang, count=len(triples), file=args.output), file=sys.stderr)
    return 0


def _form(named: str | None, output: Path | None) -> RdfFormat:
    """The syntax: the one that is named, else that of the output's ending, else Turtle."""
    from adisteme.validation.sources import FORMATS, form_of

    ending = Path((output or Path()).name.lower().removesuffix(_PACKED)).suffix
    if named is not None or not ending:
        return FORMATS[_SYNTAXES[named or "turtle"]]
    form = form_of("_" + ending)
    if form is None:
        raise InputError(
            "tables.no_syntax", file=output, ending=ending, endings=", ".join(FORMATS), option="--format"
        )
    return form


def _paths(given: Path) -> list[Path]:
    from adisteme.tables import SUFFIXES, files

    found = files(given) if given.is_dir() else [given]
    if not found or (given.is_file() and given.suffix.lower() not in SUFFIXES):
        raise InputError("tables.nothing", folder=given, formats=", ".join(SUFFIXES))
    return found


def _contents(folder: Path) -> list[tuple[str, bytes]]:
    gathered = Gathered()
    found: list[tuple[str, bytes]] = []
    for path in _paths(folder):
        with gathered.each():
            try:
                found.append((str(path), path.read_bytes()))
            except OSError as error:
                raise InputError("input.unreadable_file", file=path, reason=error.strerror) from None
    gathered.tell()
    return found
