"""A question of the catalogue, filled in and run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from adisteme.answers import Translations, in_language
from adisteme.catalogue import Catalogue, Values
from adisteme.facts import Facts
from adisteme.graph import Row, Term
from adisteme.languages import LANGUAGES
from adisteme.queries import NamedQuery


@dataclass(frozen=True)
class Asked:
    """A question with its values, ready to run."""

    query: NamedQuery
    values: Values
    sparql: str
    rows: list[Row]
    cases: list[NamedNode]


def run(catalogue: Catalogue, query: NamedQuery, values: Values) -> Asked:
    """Fill in and run a question; `cases` are the narrowest things under the parameter it splits by."""
    sparql = query.filled(dict(values))
    split = query.header.get("cases")
    value = values.get(split) if split else None
    cases = catalogue.facts.narrowest(value) if value else []
    return Asked(query, values, sparql, catalogue.graph.select(sparql), cases)


def condition_of(
    facts: Facts, condition: Term | None, held: Sequence[Term], asked: Sequence[Term]
) -> Translations | None:
    """When a result holds: its own condition, and the cases where it does not hold in all asked for."""
    parts = [facts.label(condition)] if condition is not None else []
    if held and set(held) < set(asked):
        labels = [facts.label(case) for case in held]
        parts.append({lang: ", ".join(in_language(label, lang) for label in labels) for lang in LANGUAGES})
    if not parts:
        return None
    return {lang: "; ".join(in_language(part, lang) for part in parts) for lang in LANGUAGES}
