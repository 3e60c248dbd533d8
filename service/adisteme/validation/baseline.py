"""Known findings: a TOML file of accepted ones, each with reason, author and last day.

```toml
[[known]]
shape = "document-approver"            # the last part of the shape's IRI, or all of it
focus = "https://example.org/plan-1"   # the record, as the report writes it
value = "https://example.org/act-3"    # left out: whatever the value is
path = "<https://w3id.org/adisteme/ns#actor>"  # left out: whatever the property is
reason = "Signed on paper; the record will be mended by the archive."
author = "Person 12"
expires = 2027-01-31                   # the last day on which it is accepted
```

TOML rather than CSV: reasons are sentences, dates are dates, and the file may hold comments.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from adisteme.errors import InputError
from adisteme.languages import message
from adisteme.validation.formats.cited import cited_in
from adisteme.validation.formats.clean import message_of
from adisteme.validation.report import BaselineNote, Finding, InnerFinding, Known, Report

_ENTRY = re.compile(r"^[ \t]*\[\[[ \t]*known[ \t]*\]\]", re.MULTILINE)
_AT = re.compile(r" ?\(at line (\d+), column \d+\)")
_TEXTS = ("shape", "focus", "reason", "author")
_OPTIONAL = ("value", "path")
_FIELDS = (*_TEXTS, "expires", *_OPTIONAL)
_LARGEST = 64 << 20


@dataclass(frozen=True)
class Entry:
    """One known finding."""

    shape: str
    focus: str
    value: str | None
    reason: str
    author: str
    expires: date
    line: int
    path: str | None = None

    def note(self, problem: Literal["expired", "stale"]) -> BaselineNote:
        """What the report says of it where it does not count."""
        return BaselineNote(
            problem,
            self.shape,
            self.focus,
            self.value,
            self.reason,
            self.author,
            self.expires.isoformat(),
            self.line,
        )


def read(path: Path) -> list[Entry]:
    """The entries of a baseline.

    Raises:
        InputError: it cannot be read or is malformed; names file, line and what was expected.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError("data.too_large", file=path, limit=_LARGEST)
        text = path.read_text(encoding="utf-8")
        parsed = tomllib.loads(text)
    except OSError as error:
        raise InputError("input.unreadable_file", file=path, reason=error.strerror) from None
    except UnicodeDecodeError:
        raise InputError("baseline.not_utf8", file=path) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = next(iter(_AT.findall(str(error))), text.count("\n") + 1)
        reason = _AT.sub("", str(error)).removesuffix(" (at end of document)")
        raise InputError("baseline.not_toml", file=path, line=line, reason=reason) from None
    lines = [text.count("\n", 0, found.start()) + 1 for found in _ENTRY.finditer(text)]
    listed = parsed.get("known", [])
    strange = [name for name in parsed if name != "known"]
    if strange or not isinstance(listed, list) or len(lines) != len(listed):
        raise InputError("baseline.no_entries", file=path, line=1)
    return [_entry(entry, path, line) for entry, line in zip(listed, lines, strict=True)]


def _entry(given: dict[str, Any], file: Path, line: int) -> Entry:
    def refuse(key: str, **more: str) -> InputError:
        values: dict[str, Any] = {"file": file, "line": line, **more}
        return InputError(f"baseline.{key}", **values)

    for name in given:
        if name not in _FIELDS:
            raise refuse("unknown_field", name=name, fields=", ".join(_FIELDS))
    for name in _TEXTS:
        text = given.get(name)
        if not isinstance(text, str) or not text.strip():
            raise refuse("missing_text", name=name)
    expires = given.get("expires")
    if not isinstance(expires, date) or isinstance(expires, datetime):
        raise refuse("no_date")
    for name in _OPTIONAL:
        if not isinstance(given.get(name, ""), str):
            raise refuse("missing_text", name=name)
    value, path = (given.get(name) for name in _OPTIONAL)
    shape, focus, reason, author = (given[name] for name in _TEXTS)
    return Entry(shape, focus, value, reason, author, expires, line, path)


def apply(report: Report, entries: Iterable[Entry], on: date) -> Report:
    """Count known findings apart.

    Args:
        report: all that was found.
        entries: what is known.
        on: the reference date: an entry counts up to and on its last day.

    Returns:
        The report; `baseline` lists expired entries, whose findings count again, and stale ones.
    """
    open_, notes, of = [], [], _by_record(report)
    for entry in entries:
        met = [finding for finding in of.get(entry.focus, ()) if _answers(finding, entry)]
        if not met:
            notes.append(entry.note("stale"))
        elif entry.expires < on:
            notes.append(entry.note("expired"))
        else:
            open_ += [(finding, entry) for finding in met]
    known: dict[int, Known] = {}
    for finding, entry in open_:
        known.setdefault(id(finding), Known(finding, entry.reason, entry.author, entry.expires.isoformat()))
    return report.knowing(list(known.values()), notes)


def _by_record(report: Report) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in report.results:
        found.setdefault(finding.focus, []).append(finding)
    return found


def _answers(finding: Finding, entry: Entry) -> bool:
    shape = entry.shape in (finding.shape, key_of(finding.shape))
    value = finding.value and finding.value["value"]
    return shape and entry.value in (None, value) and entry.path in (None, finding.path)


def key_of(shape: str) -> str:
    """The last part of a shape's IRI."""
    return re.split(r"[/#]", shape)[-1]


def text_of(report: Report, expires: date, lang: str) -> str:
    """A baseline with every finding of a report; its head says that reasons and authors are to be filled in.

    Args:
        report: its results become entries.
        expires: the last day of each.
        lang: language of the comments.
    """
    head = message(
        "baseline.head",
        lang,
        reason="reason",
        author="author",
        field="expires",
        expires=expires.isoformat(),
    )
    blocks = ["".join(f"# {line}\n" for line in head.splitlines())]
    for finding in report.results:
        severity = message(f"severity.{finding.severity}", lang)
        place = cited_in(finding, lang) or "-"
        is_part = isinstance(finding, InnerFinding)
        lines = [
            f"# {severity}; {place}; {message_of(finding.message, lang)}",
            "[[known]]",
            f"shape = {_string(finding.shape)}",
            f"focus = {_string(finding.focus)}",
            *([f"value = {_string(finding.value['value'])}"] if finding.value else []),
            # parts of one shape that have no name of their own are told apart by their property
            *([f"path = {_string(finding.path)}"] if is_part and finding.path else []),
            'reason = ""',
            'author = ""',
            f"expires = {expires.isoformat()}",
        ]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
