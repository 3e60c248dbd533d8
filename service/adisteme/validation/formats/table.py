"""A report as CSV: one row a finding, which no spreadsheet program takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from adisteme.validation.baseline import key_of
from adisteme.validation.formats.clean import clean, message_of, named
from adisteme.validation.report import Finding, Report

COLUMNS = (
    "severity",
    "provision",
    "organisation",
    "focus",
    "label",
    "message",
    "value",
    "path",
    "shape",
    "component",
    "quote",
    "file",
    "sheet",
    "line",
    "column",
    "known_reason",
    "known_author",
    "known_expires",
    "act",
)
_MARK = "\ufeff"  # by which Excel sees that it is UTF-8: without, Cyrillic letters are mangled
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def written(report: Report, lang: str) -> str:
    """The table, behind a mark of byte order; known findings come last, with reason, author and last day."""
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for row in _rows(report, lang):
        table.writerow([_harmless(cell) for cell in row])
    return _MARK + stream.getvalue()


def _rows(report: Report, lang: str) -> Iterator[list[str]]:
    for finding in report.results:
        yield [*_cells(finding, lang), "", "", "", finding.act or ""]
    for known in report.known:
        yield [
            *_cells(known.finding, lang),
            known.reason,
            known.author,
            known.expires,
            known.finding.act or "",
        ]


def _cells(finding: Finding, lang: str) -> list[str]:
    organisation = finding.organisation
    return [
        finding.severity,
        finding.provision or "",
        named(organisation.label, lang, organisation.id) if organisation else "",
        finding.focus,
        named(finding.label, lang),
        message_of(finding.message, lang),
        finding.value["value"] if finding.value else "",
        finding.path or "",
        key_of(finding.shape),
        finding.component,
        finding.quote or "",
        finding.file or "",
        finding.sheet or "",
        str(finding.line or ""),
        finding.column or "",
    ]


def _harmless(cell: str) -> str:
    """A quote in front makes text of what a spreadsheet would calculate (OWASP: CSV injection)."""
    text = clean(cell)
    return "'" + text if text.startswith(_FORMULA) else text
