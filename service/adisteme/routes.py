"""The route of a document: the steps that its norms ask for, and which special rule displaced which."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from adisteme.answers import Override, Route, Step, Translations, in_language
from adisteme.asked import Asked, condition_of
from adisteme.facts import Facts
from adisteme.graph import Row, Term
from adisteme.languages import LANGUAGES


class _Alike(NamedTuple):
    """What a step is in one case; cases where it is the same are told together."""

    order: int
    stage: Term
    norm: Term
    actors: tuple[Term, ...]


def route_of(facts: Facts, steps: Asked, overrides: Asked) -> Route:
    """Compose a route from the rows of the two questions that an approval question names.

    A step that is the same in all cases asked for (levels of education, say) has no condition; one that
    differs stands once for each group of cases, with the condition that names them.
    """
    return Route(_steps(facts, steps), _overrides(facts, overrides))


def _steps(facts: Facts, asked: Asked) -> list[Step]:
    of_case: dict[tuple[Term, Term], list[Row]] = defaultdict(list)
    for row in asked.rows:
        of_case[row["case"], row["norm"]].append(row)
    alike: dict[_Alike, list[Row]] = defaultdict(list)
    for rows in of_case.values():
        first = rows[0]
        order = int(first["stageOrder"].value) if "stageOrder" in first else 0
        actors = tuple(dict.fromkeys(row["thing"] for row in rows if "thing" in row))
        alike[_Alike(order, first["stage"], first["norm"], actors)] += rows
    ordered = sorted(alike.items(), key=lambda item: (item[0].order, item[0].stage.value))
    return [_step(facts, asked, key, rows) for key, rows in ordered]


def _step(facts: Facts, asked: Asked, alike: _Alike, rows: list[Row]) -> Step:
    first = rows[0]
    held = list(dict.fromkeys(row["case"] for row in rows))
    provisions = sorted({row["provision"] for row in rows}, key=facts.sequence)
    return Step(
        stage=facts.key(alike.stage),
        label=facts.label(alike.stage),
        actors=[facts.thing(actor) for actor in alike.actors],
        mode=first["mode"].value if "mode" in first else None,
        requires=facts.thing(first["outcome"]) if "outcome" in first else None,
        condition=condition_of(facts, first.get("condition"), held, asked.cases),
        provisions=[facts.place(provision) for provision in provisions],
    )


def _overrides(facts: Facts, asked: Asked) -> list[Override]:
    found: dict[tuple[str, str], Override] = {}
    for row in asked.rows:
        winner, loser = facts.place(row["provision"]), facts.place(row["losingProvision"])
        same = row["special"] == row["general"]  # narrower by level alone: no word of kinds
        templates: Translations = asked.query.header.get("reason_narrower" if same else "reason", {})
        gaps = {name: facts.label(row[name]) for name in ("special", "general")}
        gaps |= {"winner": facts.label(row["provision"]), "loser": facts.label(row["losingProvision"])}
        reason = {
            lang: templates.get(lang, "").format_map(
                {name: in_language(text, lang) for name, text in gaps.items()}
            )
            for lang in LANGUAGES
        }
        found.setdefault((winner, loser), Override(winner, loser, reason))
    return list(found.values())
