"""`adisteme validate FILE…`: institutions' records against the Rules."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from adisteme.errors import InputError
from adisteme.languages import message
from adisteme.validation.requests import ENGINES, parsed_date

if TYPE_CHECKING:
    from adisteme.graph import KnowledgeGraph
    from adisteme.validation.data import Data
    from adisteme.validation.report import Report

NAME = "validate"
HELP = "check RDF files of an institution against the Rules"

_FORMATS = ("text", "json", "turtle", "csv", "html", "junit", "jsonld", "ntriples", "rdfxml")
_SYNTAXES = ("ttl", "trig", "nt", "nq", "rdf", "jsonld")
_ACCEPTED_FOR = timedelta(days=365)
_SHOWN = 3
_NOTHING_CHECKED = 2


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add = parser.add_argument
    add(
        "files",
        nargs="+",
        metavar="FILE",
        help="RDF files (also .gz), tables or folders; - for standard input",
    )
    add("--input-format", choices=_SYNTAXES, help="syntax of - and of files whose name does not tell it")
    add("--engine", choices=ENGINES, default=ENGINES[0], help="what runs the shapes")
    add(
        "--fail-on",
        choices=("violation", "warning"),
        default="violation",
        help="least severity that makes the exit status 1 (default: %(default)s)",
    )
    add("--as-of", metavar="DATE", help="reference date, YYYY-MM-DD (default: today)")
    add("--baseline", type=Path, metavar="FILE", help="known findings (TOML), counted apart")
    add("--write-baseline", type=Path, metavar="FILE", help="begin a baseline with all findings of this run")
    add("--format", choices=_FORMATS, default="text", help="form of the report")
    add("--limit", metavar="N", help="write at most so many results; the report says how many there are")
    add("--progress", action="store_true", help="say on standard error how far it is, without a terminal too")
    add("-o", "--output", metavar="OUT", help="write the report to this file")


def run(args: argparse.Namespace) -> int:
    """Write the report; 1 with findings at or above `--fail-on`, 2 where nothing was checked."""
    from adisteme.commands.outputs import spare
    from adisteme.graph import load
    from adisteme.validation import baseline
    from adisteme.validation.run import Validator

    on = parsed_date(args.as_of, "--as-of") or date.today()
    limit = _limit(args.limit)
    spare(args.output, [*args.files, *args.ontology, *([args.baseline] if args.baseline else [])])
    entries = baseline.read(args.baseline) if args.baseline else []
    if args.write_baseline and args.write_baseline.exists():
        raise InputError("baseline.exists", file=args.write_baseline)
    graph = cache(lambda: load(args.ontology))
    data = _read(args, graph)
    report = Validator(graph()).validate(data, on, args.engine)
    report = baseline.apply(report, entries, on)
    if args.write_baseline:
        _write(args.write_baseline, baseline.text_of(report, on + _ACCEPTED_FOR, args.lang))
        named = {"reason": "reason", "author": "author", "option": "--baseline"}
        told = message("baseline.begun", args.lang, file=args.write_baseline, count=report.total, **named)
        print("adisteme: " + told, file=sys.stderr)
    _put(args.output, _written(report.limited(limit), data, args))
    return _status(report, args)


def _status(report: Report, args: argparse.Namespace) -> int:
    if report.verdict == "nothing_checked":
        print("adisteme: " + message("validate.nothing_checked", args.lang), file=sys.stderr)
        return _NOTHING_CHECKED
    counted = report.counts["violation"] + (report.counts["warning"] if args.fail_on == "warning" else 0)
    return 1 if counted else 0


def _read(args: argparse.Namespace, graph: Callable[[], KnowledgeGraph]) -> Data:
    from adisteme.validation.data import read
    from adisteme.validation.progress import Progress

    progress = Progress(args.lang, shown=args.progress or sys.stderr.isatty())
    data = read(args.files, input_format=args.input_format, on_read=progress.read, graph=graph)
    progress.done_reading(len(data.store))
    if data.passed_over:
        shown = ", ".join(data.passed_over[:_SHOWN]) + (", …" if len(data.passed_over) > _SHOWN else "")
        told = message("data.passed_over", args.lang, count=len(data.passed_over), files=shown)
        print("adisteme: " + told, file=sys.stderr)
    return data


def _written(report: Report, data: Data, args: argparse.Namespace) -> str:
    from adisteme.validation.formats import FORMS, text

    if args.format != "text":
        return FORMS[args.format].write(report, args.lang)
    colours = not args.output and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    names = [*(source.name for source in data.sources), *data.tables]
    return text.written(report, args.lang, colours=colours, files=names)


def _limit(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > len(str(sys.maxsize)) or int(text) < 1:
        raise InputError("input.bad_page", name="--limit", low=1, high=sys.maxsize, value=text)
    return int(text)


def _put(output: str | None, text: str) -> None:
    if output:
        _write(Path(output), text)
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader (head, less) has seen enough; the exit status still tells
        _forget_stdout()
    except OSError as error:
        _forget_stdout()
        raise InputError("input.unwritable", file="<stdout>", reason=error.strerror) from None


def _forget_stdout() -> None:
    """Let the interpreter's last flush go nowhere, so that it does not fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _write(path: Path, text: str) -> None:
    try:
        path.write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise InputError("input.unwritable", file=path, reason=error.strerror) from None
