"""`adisteme diff OLD [NEW]`: what changed in the graph between two releases."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from adisteme.answers import in_language
from adisteme.commands.printing import add_format
from adisteme.languages import message

if TYPE_CHECKING:
    from adisteme.releases import Change, Release

NAME = "diff"
HELP = "norms, kinds and terms that changed between two releases"
_MARKS = {"added": "+", "removed": "-", "changed": "~", "deprecated": "!"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("old", type=Path, metavar="OLD", help="a folder of `adisteme build`, or N-Quads")
    parser.add_argument("new", type=Path, nargs="?", metavar="NEW", help="the same (default: this release)")
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print the changes; the status is 0 where there are none, 1 where there are some (as diff has it)."""
    from adisteme import __version__, releases
    from adisteme.graph import load

    old = releases.read(args.old)
    new = releases.read(args.new) if args.new else releases.of(load(args.ontology).store, __version__)
    found = releases.changes(old, new)
    if args.format == "json":
        told = {
            "old": old.name,
            "new": new.name,
            "counts": releases.counts(found),
            "changes": [asdict(change) for change in found],
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(old, new, found, args.lang)))
    return 1 if found else 0


def _lines(old: Release, new: Release, found: list[Change], lang: str) -> Iterator[str]:
    yield f"{old.name} → {new.name}"
    for kind, group in groupby(found, key=lambda change: change.kind):
        yield ""
        yield kind
        for change in group:
            places = f" ({', '.join(change.provisions)})" if change.provisions else ""
            label = in_language(change.label, lang) if change.label else ""
            yield f"  {_MARKS[change.sort]} {change.key}  {label}{places}"
            for difference in change.differences:
                yield f"      {difference.property}:"
                yield from (f"        - {value}" for value in difference.before)
                yield from (f"        + {value}" for value in difference.after)
    if not found:
        yield message("release.same", lang)
