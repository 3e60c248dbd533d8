"""`adisteme validate FILE…`: institutions' RDF against the Rules."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from adisteme.errors import InputError
from adisteme.languages import message
from adisteme.validation.report import Finding, Report

NAME = "validate"
HELP = "check RDF files of an institution against the Rules"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="RDF files or folders; - for Turtle on standard input"
    )
    parser.add_argument(
        "--fail-on",
        choices=("violation", "warning"),
        default="violation",
        help="least severity that makes the exit status 1 (default: %(default)s)",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="form of the report")
    parser.add_argument("-o", "--output", metavar="OUT", help="write the report to this file")


def run(args: argparse.Namespace) -> int:
    """Print the report; 1 with findings at or above `--fail-on`, 2 where nothing was checked."""
    from adisteme.graph import load
    from adisteme.validation.data import read
    from adisteme.validation.run import Validator

    data = read(args.files)
    report = Validator(load(args.ontology)).validate(data)
    text = (
        json.dumps(report.as_json(), ensure_ascii=False, indent=2)
        if args.format == "json"
        else _text(report, args.lang)
    )
    if args.output:
        try:
            Path(args.output).write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise InputError("input.unwritable", file=args.output, reason=error.strerror) from None
    else:
        print(text)
    if report.verdict == "nothing_checked":
        print("adisteme: " + message("validate.nothing_checked", args.lang), file=sys.stderr)
        return 2
    counted = report.counts["violation"] + (report.counts["warning"] if args.fail_on == "warning" else 0)
    return 1 if counted else 0


def _text(report: Report, lang: str) -> str:
    lines = [line for finding in report.results for line in _finding_lines(finding, lang)]
    for entry in report.unchecked:
        near = message("validate.meant", lang, nearest=entry.nearest) if entry.nearest else ""
        name = entry.class_ or message("validate.untyped", lang)
        lines.append(message("validate.unchecked", lang, nodes=entry.nodes, kind=name) + near)
    if report.ignored:
        lines.append(message("validate.ignored", lang, count=report.ignored))
    lines.append(
        message("validate.summary", lang, verdict=message(f"verdict.{report.verdict}", lang), **report.counts)
    )
    return "\n".join(lines)


def _finding_lines(finding: Finding, lang: str) -> list[str]:
    place = message("validate.place", lang, place=finding.provision) if finding.provision else ""
    head = f"{message('severity.' + finding.severity, lang)} {place}".strip()
    where = f"{finding.file or ''} {finding.focus}".strip()
    lines = [f"{head}: {finding.message.get(lang) or next(iter(finding.message.values()))}", f"    {where}"]
    if finding.quote:
        lines.append(f"    «{finding.quote}»")
    return lines
