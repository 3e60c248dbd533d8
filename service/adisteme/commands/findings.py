"""`adisteme findings`: what is wrong with the words of the act itself."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from adisteme.commands.printing import add_format

if TYPE_CHECKING:
    from adisteme.findings import Finding

NAME = "findings"
HELP = "repetitions, contradictions and gaps in the act, each with two quotes"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--kind", metavar="KEY", help="only this kind of finding")
    parser.add_argument("--standing", metavar="KEY", help="only findings that are so far proved")
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print the findings.

    The status is 1 where a kind or a standing was asked for and there are findings of it (as a linter has it:
    "findings of the kind asked for"), else 0: the whole list, or nothing of that kind.
    """
    from adisteme.catalogue import Catalogue
    from adisteme.findings import Findings
    from adisteme.graph import load

    found = Findings(Catalogue(load(args.ontology))).chosen(args.kind, args.standing)
    if args.format == "json":
        print(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=2))
    else:
        for finding in found:
            print("\n".join(_lines(finding, args.lang)))
    return 1 if found and (args.kind or args.standing) else 0


def _lines(finding: Finding, lang: str) -> Iterator[str]:
    kind, standing = finding.kind.label[lang], finding.standing.label[lang]
    yield f"{finding.key} [{kind}; {standing}] {finding.label[lang]}"
    for citation in finding.quotes:
        yield f"  {citation.human_readable[lang]}: «{citation.quote}»"
    yield f"  {finding.definition[lang]}"
    yield f"  {finding.reason[lang]}"
