"""From a question of the catalogue to an answer: rows → results, citations, readings, sentence.

What the columns of a question mean (CONTRIBUTING has the table): `?thing` or `?value` answers;
`?norm`, `?provision`, `?quote` say where it stands; `?condition` and `?case` when it holds;
`?mode` how several go together; `?refersTo` where the act hands the matter over.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from pyoxigraph import Literal, NamedNode

from adisteme.answers import (
    Alternative,
    Answer,
    Citation,
    Result,
    Route,
    Status,
    Thing,
    Translations,
    in_language,
)
from adisteme.asked import Asked, condition_of, run
from adisteme.catalogue import Catalogue, Values
from adisteme.facts import Facts
from adisteme.graph import Row, Term
from adisteme.languages import LANGUAGES, message, template
from adisteme.queries import NamedQuery
from adisteme.routes import route_of

_PERIOD_PART = re.compile(r"(\d+)([YMWD])")
_NUMBERS = ("integer", "decimal", "double", "int", "nonNegativeInteger", "positiveInteger")


def answer(catalogue: Catalogue, query: NamedQuery, values: Values, lang: str, text: str = "") -> Answer:
    """Run a question and tell what the act says.

    Args:
        catalogue: the loaded catalogue.
        query: a question of it.
        values: its parameters (`Catalogue.values`).
        lang: language of the sentences: ru, kk or en.
        text: the question as the user put it; else the catalogue's wording.
    """
    facts = catalogue.facts
    asked = run(catalogue, query, values)
    status = _status(asked.rows)
    answering = [row for row in asked.rows if status == "referred" or "refersTo" not in row]
    results = [] if status == "referred" else _results(facts, asked, answering)
    citations = _citations(facts, answering)
    refers_to = _unique(facts.thing(row["refersTo"]) for row in asked.rows if "refersTo" in row)
    route = _route(catalogue, query, values) if status in ("answered", "ambiguous") else None
    sentences = _sentences(facts, asked, status, results, citations, refers_to)
    interpretation = _fill(query.header.get("asks", {}), asked, facts)
    norms = list(dict.fromkeys(row["norm"].value for row in answering if "norm" in row))
    return Answer(
        status=status,
        requested=lang,
        answered_in=lang,
        question=text or interpretation.get(lang, ""),
        intent=query.key,
        interpretation=interpretation.get(lang, ""),
        answer=sentences.get(lang, ""),
        results=results,
        citations=citations,
        dataset=facts.dataset(lang),
        route=route,
        readings=facts.readings(norms),
        refers_to=refers_to if status == "referred" else [],
        alternatives=_nearest(catalogue, query, values, lang) if status == "not_in_act" else [],
        sparql=asked.sparql,
    )


def _status(rows: Sequence[Row]) -> Status:
    answering = [row for row in rows if "refersTo" not in row]
    if not rows:
        return "not_in_act"
    if not answering:
        return "referred"
    return "ambiguous" if _disputed(answering) else "answered"


def _disputed(rows: Sequence[Row]) -> bool:
    """Two effective norms name different bearers for one case: the act does not decide between them."""
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        if "norm" in row and "case" in row and "thing" in row and "stage" not in row and "loser" not in row:
            named[row["case"].value, row["norm"].value].add(row["thing"].value)
    by_case: dict[str, set[frozenset[str]]] = defaultdict(set)
    for (case, _), things in named.items():
        by_case[case].add(frozenset(things))
    return any(len(answers) > 1 for answers in by_case.values())


# -- results -------------------------------------------------------------------------------------


def _results(facts: Facts, asked: Asked, rows: Sequence[Row]) -> list[Result]:
    grouped: dict[tuple[Term, Term | None], list[Row]] = defaultdict(list)
    for row in rows:
        subject = row.get("thing", row.get("value"))
        if subject is not None:
            grouped[subject, row.get("condition")].append(row)
    return [_result(facts, asked, subject, own) for (subject, _), own in grouped.items()]


def _result(facts: Facts, asked: Asked, subject: Term, rows: Sequence[Row]) -> Result:
    provisions = sorted({row["provision"] for row in rows if "provision" in row}, key=facts.sequence)
    condition = condition_of(facts, rows[0].get("condition"), _cases(rows), asked.cases)
    places = [facts.place(provision) for provision in provisions]
    if not isinstance(subject, Literal):
        return Result(
            "thing", facts.key(subject), subject.value, facts.label(subject), None, None, condition, places
        )
    kind, value = _value(subject)
    unit = rows[0].get("unit")
    told: Translations = {}
    if unit is not None and not isinstance(unit, Literal):  # a thing with a name: `2 (year)`
        told = {lang: f"{value} ({in_language(facts.label(unit), lang)})" for lang in LANGUAGES}
    name = None if unit is None else unit.value if isinstance(unit, Literal) else facts.key(unit)
    return Result(kind, None, None, told, value, name, condition, places)  # type: ignore[arg-type]


def _value(literal: Literal) -> tuple[str, str | int | float | bool]:
    name = literal.datatype.value.rpartition("#")[2]
    if name == "boolean":
        return "boolean", literal.value in ("true", "1")
    if name in _NUMBERS:
        return "quantity", int(literal.value) if literal.value.lstrip("-").isdigit() else float(literal.value)
    if "uration" in name:
        return "period", literal.value
    return "text", literal.value


def _cases(rows: Iterable[Row]) -> list[Term]:
    return list(dict.fromkeys(row["case"] for row in rows if "case" in row))


def _citations(facts: Facts, rows: Sequence[Row]) -> list[Citation]:
    quotes: dict[tuple[str, str], Term] = {}
    for row in rows:
        if "provision" in row:
            quote = row["quote"].value if "quote" in row else ""
            quotes.setdefault((row["provision"].value, quote), row["provision"])
    ordered = sorted(quotes.items(), key=lambda item: facts.sequence(item[1]))
    return [facts.citation(provision, quote or None) for (_, quote), provision in ordered]


def _unique(things: Iterable[Thing]) -> list[Thing]:
    return list({thing.id: thing for thing in things}.values())


# -- sentences -----------------------------------------------------------------------------------


def _sentences(
    facts: Facts,
    asked: Asked,
    status: Status,
    results: Sequence[Result],
    citations: Sequence[Citation],
    refers_to: Sequence[Thing],
) -> Translations:
    form = {"answered": "says", "referred": "refers", "not_in_act": "silent", "ambiguous": "disputed"}[status]
    templates = asked.query.header.get(form) or {lang: template(f"answer.{form}", lang) for lang in LANGUAGES}
    either = {row["mode"].value for row in asked.rows if "mode" in row} == {"any"}
    joiners = {lang: message("answer.or" if either else "answer.and", lang) for lang in LANGUAGES}
    return _fill(
        templates,
        asked,
        facts,
        results={lang: _list(results, lang, joiners[lang]) for lang in LANGUAGES},
        citations={
            lang: ", ".join(dict.fromkeys(in_language(c.human_readable, lang) for c in citations))
            for lang in LANGUAGES
        },
        refers_to={
            lang: ", ".join(in_language(thing.label, lang) for thing in refers_to) for lang in LANGUAGES
        },
    )


def _list(results: Sequence[Result], lang: str, joiner: str) -> str:
    names = []
    for result in results:
        name = in_language(result.label, lang) if result.label else _told(result, lang)
        names.append(f"{name} ({in_language(result.condition, lang)})" if result.condition else name)
    return joiner.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _told(result: Result, lang: str) -> str:
    """A value in words: `P1Y` as a number of years, a quantity with its unit."""
    if result.kind == "period":
        parts = _PERIOD_PART.findall(str(result.value))
        return " ".join(message(f"period.{letter}", lang, n=number) for number, letter in parts)
    return f"{result.value} {result.unit or ''}".strip()


def _fill(templates: Translations, asked: Asked, facts: Facts, **more: Translations) -> Translations:
    """Fill the gaps of a sentence: `{parameter}` by its label, the others from `more`."""
    filled = {}
    for lang, sentence in templates.items():
        gaps = {
            name: in_language(facts.label(value), lang) if value else message("answer.any", lang)
            for name, value in asked.values.items()
        }
        gaps |= {name: texts.get(lang, "") for name, texts in more.items()}
        filled[lang] = sentence.format_map(gaps) + _restricted(asked, facts, sentence, lang)
    return filled


def _restricted(asked: Asked, facts: Facts, sentence: str, lang: str) -> str:
    """A restriction that was asked for and that the sentence has no gap for, told behind it."""
    told = [
        f"{parameter.label.get(lang, parameter.name)}: {in_language(facts.label(value), lang)}"
        for parameter in asked.query.parameters
        if parameter.optional and f"{{{parameter.name}}}" not in sentence
        if (value := asked.values.get(parameter.name)) is not None
    ]
    return f" [{'; '.join(told)}]" if told else ""


# -- what stands beside the answer -----------------------------------------------------------------


def _route(catalogue: Catalogue, query: NamedQuery, values: Values) -> Route | None:
    names = query.header.get("route"), query.header.get("overrides")
    if None in names:
        return None
    steps, overrides = (
        run(catalogue, other, {p.name: values[p.name] for p in other.parameters})
        for other in (catalogue.question(str(name)) for name in names)
    )
    return route_of(catalogue.facts, steps, overrides)


def _nearest(catalogue: Catalogue, query: NamedQuery, values: Values, lang: str) -> list[Alternative]:
    name = query.header.get("nearest")
    if name is None:
        return []
    other = catalogue.question(str(name))
    asked = run(catalogue, other, {p.name: values[p.name] for p in other.parameters})
    facts = catalogue.facts
    quotes: dict[NamedNode, str | None] = {}
    for row in asked.rows:
        provision = row["provision"]
        if isinstance(provision, NamedNode):
            quotes[provision] = quotes.get(provision) or (row["quote"].value if "quote" in row else None)
    return [
        Alternative(
            key=facts.place(provision),
            label=facts.label(provision),
            ask=message("answer.ask_provision", lang, provision=in_language(facts.label(provision), lang)),
            id=provision.value,
            provision=facts.place(provision),
            quote=quote or facts.text(provision),
        )
        for provision, quote in quotes.items()
    ]
