"""How commands print an answer: JSON for programs, a few lines for people."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict

from adisteme.answers import Answer, Route, in_language
from adisteme.languages import message


def add_format(parser: argparse.ArgumentParser) -> None:
    """Add `--format text|json`."""
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="form of the output (default: text)"
    )


def status_of(answer: Answer) -> int:
    """Exit status of a question: 0 answered or partial, 1 no answer."""
    return 0 if answer.status in ("answered", "partial") else 1


def print_answer(answer: Answer, args: argparse.Namespace) -> None:
    """Print an answer in the form asked for."""
    if args.format == "json":
        print(json.dumps(asdict(answer), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(answer, answer.answered_in)))


def _lines(answer: Answer, lang: str) -> Iterator[str]:
    yield answer.interpretation
    yield f"[{answer.status}] {answer.answer}"
    for citation in answer.citations:
        quote = f": «{citation.quote}»" if citation.quote else ""
        yield f"  {in_language(citation.human_readable, lang)}{quote}"
    if answer.route:
        yield from _route_lines(answer.route, lang)
    for note in answer.readings:
        yield f"  {message('answer.reading', lang)}: {in_language(note.rule, lang)}"
    for near in answer.alternatives:
        quote = f": «{near.quote}»" if near.quote else ""
        yield f"  {message('answer.nearest', lang)}: {in_language(near.label, lang)}{quote}"
    yield answer.dataset.note


def _route_lines(route: Route, lang: str) -> Iterator[str]:
    for number, step in enumerate(route.steps, 1):
        actors = ", ".join(in_language(actor.label, lang) for actor in step.actors) or message(
            "answer.unnamed", lang
        )
        mode = f" [{message('mode.' + step.mode, lang)}]" if step.mode and len(step.actors) > 1 else ""
        condition = f" ({in_language(step.condition, lang)})" if step.condition else ""
        places = ", ".join(step.provisions)
        yield f"  {number}. {in_language(step.label, lang)}: {actors}{mode}{condition} — {places}"
    for override in route.overrides:
        yield f"  {override.winner} > {override.loser}: {in_language(override.reason, lang)}"
