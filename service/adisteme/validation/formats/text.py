"""A report as lines for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from adisteme.languages import message
from adisteme.validation.anonymous import called
from adisteme.validation.baseline import key_of
from adisteme.validation.formats.cited import cited_in, uncovered
from adisteme.validation.formats.clean import clean, message_of, named, one_line
from adisteme.validation.report import Exemplified, Finding, Repeated, Report, Unchecked, Unknown
from adisteme.validation.terms import curie

_COLOURS = {"violation": "\x1b[31m", "warning": "\x1b[33m", "info": "\x1b[36m"}
_PLAIN = "\x1b[0m"


def written(report: Report, lang: str, *, colours: bool = False, files: Sequence[str] = ()) -> str:
    """The findings, what was not checked, and the summaries in the last lines.

    Args:
        report: what to say.
        lang: in which language.
        colours: whether the terminal shows them.
        files: all documents, where a summary of each is wanted.
    """
    return "\n".join(_lines(report, lang, colours=colours, files=files)) + "\n"


def _lines(report: Report, lang: str, *, colours: bool, files: Sequence[str]) -> Iterator[str]:
    for finding in report.results:
        yield from _finding(finding, lang, colours=colours)
    if report.truncated:
        yield message("report.truncated", lang, shown=len(report.results), total=report.total)
    yield from _looked(report, lang)
    if report.routed:
        yield one_line(message("report.routed", lang, count=len(report.routed), shapes=routed(report)))
    if report.ignored:
        yield message("validate.ignored", lang, count=report.ignored)
    for note in report.baseline:
        yield one_line(message(f"baseline.{note.problem}", lang, **vars(note)))
    if report.known:
        yield message("report.known", lang, count=len(report.known), **report.counts_known)
    yield from _files(report, lang, files)
    verdict = message(f"verdict.{report.verdict}", lang)
    summary = message("validate.summary", lang, verdict=verdict, **report.counts)
    more = message("validate.and_unknown", lang, count=report.slips) if report.slips else ""
    yield " ".join(part for part in (summary, more) if part)


def _looked(report: Report, lang: str) -> Iterator[str]:
    """What was written otherwise than it seems to be meant, and what was not checked."""
    for term in report.unknown:
        yield unknown(term, lang)
    for row in report.unchecked:
        yield unchecked(row, lang)
    if places := uncovered(report):
        yield one_line(message("report.uncovered", lang, places=", ".join(places)))
    for double in report.repeated:
        yield repeated(double, lang)


def routed(report: Report) -> str:
    """The shapes that pySHACL ran, by their keys."""
    return ", ".join(key_of(shape) for shape in report.routed)


def _finding(finding: Finding, lang: str, *, colours: bool) -> Iterator[str]:
    severity = message("severity." + finding.severity, lang)
    if colours:
        severity = _COLOURS[finding.severity] + severity + _PLAIN
    place = one_line(cited_in(finding, lang))
    yield f"{severity} {place}".strip() + f": {said(finding, lang)}"
    yield "    " + " ".join(
        part for part in (at(finding), one_line(finding.focus), _name(finding, lang)) if part
    )
    if finding.quote:
        yield f"    «{clean(finding.quote)}»"


def said(finding: Finding, lang: str) -> str:
    """The message, and the value where the message does not show what stands in the data."""
    told, value = message_of(finding.message, lang), _value(finding, lang)
    if not value or value in told or value == finding.focus or finding.component.startswith("SPARQL"):
        return told
    return f"{told} {message('validate.value', lang, value=value)}"


def _value(finding: Finding, lang: str) -> str:
    if not finding.value:
        return ""
    text = finding.value["value"]
    return one_line(called(text, lang) if finding.value["type"] == "bnode" else text)


def _name(finding: Finding, lang: str) -> str:
    label = one_line(named(finding.label, lang))
    return f"({label})" if label else ""


def at(told: Finding | Exemplified) -> str:
    """`file:line`, as editors take it; `file:sheet:C12` in a workbook."""
    cell = f"{told.column or ''}{told.line}" if told.line else ""
    return one_line(":".join(part for part in (told.file, told.sheet, cell) if part))


def unchecked(row: Unchecked, lang: str) -> str:
    """Records that no shape looked at."""
    name = short(row.class_) if row.class_ else message("validate.untyped", lang)
    told = message("validate.unchecked", lang, nodes=row.nodes, kind=name)
    return told + _meant(row.nearest, lang) + _example(row, lang)


def unknown(row: Unknown, lang: str) -> str:
    """A term that no vocabulary knows."""
    told = message(f"validate.unknown_{row.kind}", lang, term=short(row.term), nodes=row.nodes)
    return told + _meant(row.nearest, lang) + _example(row, lang)


def repeated(row: Repeated, lang: str) -> str:
    """Records that several files describe under one short name."""
    told = message("validate.repeated", lang, nodes=row.nodes)
    return told + _example(row, lang) + message("validate.repeated_also", lang, file=one_line(row.also))


def _meant(nearest: str | None, lang: str) -> str:
    return message("validate.meant", lang, nearest=short(nearest)) if nearest else ""


def _example(row: Exemplified, lang: str) -> str:
    example = " ".join(part for part in (at(row), one_line(row.example or "")) if part)
    return message("validate.example", lang, example=example) if example else ""


def short(iri: str) -> str:
    """An IRI as people write it, with a prefix of the package where one fits."""
    return one_line(curie(iri))


def _files(report: Report, lang: str, files: Sequence[str]) -> Iterator[str]:
    """A line a file with findings, where there are several files, and how many have none."""
    nowhere = message("report.no_file", lang)
    found: dict[str, Counter[str]] = {}
    for finding in report.results:
        found.setdefault(finding.file or nowhere, Counter())[finding.severity] += 1
    if len(files) <= 1:
        return
    for name, counts in found.items():
        told = {severity: counts[severity] for severity in report.counts}
        yield message("report.of_file", lang, file=one_line(name), **told)
    yield message("report.files_without", lang, count=len(set(files) - set(found)), total=len(files))
