"""What would make answers wrong in silence is refused at the door (DESIGN: gate before the snapshot).

The rules are those of hygiene with `gate: N`, in the order of N. Their header `says` in three languages what
is wrong with a row (gaps: its columns), and at which column (`at`) the place in the added files is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, QuerySolutions, Store
from rapidfuzz import process

from adisteme import namespaces as ns
from adisteme.errors import SourceError, Told
from adisteme.languages import LANGUAGES, message
from adisteme.own.texts import place_of
from adisteme.queries import NamedQuery, key_of, read

_SHOWN = 3
_LONGEST = 120
_ALIKE = 50
Row = dict[str, object]


def keep(store: Store, rules: Path, files: Sequence[Path]) -> None:
    """Refuse added files that break a rule of the gate.

    Args:
        store: the closed graph.
        rules: the folder of the hygiene rules.
        files: the added Turtle files.

    Raises:
        SourceError: rows of a rule, the first of them told.
    """
    for rule in gates(rules):
        found = broken(store, rule, files)
        _refuse(
            [one.told for one in found[:_SHOWN]],
            len(found) - _SHOWN,
            [name for one in found for name in one.near],
        )


def gates(rules: Path) -> list[NamedQuery]:
    """The rules of a folder that refuse added files: causes before what follows from them."""
    marked = [rule for rule in map(read, rules.glob("*.rq")) if rule.header.get("gate")]
    return sorted(marked, key=lambda rule: rule.header["gate"])


@dataclass(frozen=True)
class Broken:
    """One row of a rule.

    Attributes:
        nodes: the things that it names.
        told: what is wrong, with file and line, by language.
        near: names that may have been meant.
        explained: the thing that further rows follow from, where the rule says in `explains` which that is.
    """

    nodes: frozenset[NamedNode]
    told: dict[str, str]
    near: tuple[str, ...]
    explained: object = None

    def text(self, lang: str) -> str:
        """All of it in one line."""
        return SourceError("source.row", told=self.told[lang], nearest=self.near).text(lang)


def broken(store: Store, rule: NamedQuery, files: Sequence[Path]) -> list[Broken]:
    """What breaks a rule of the gate.

    Args:
        store: the closed graph.
        rule: with the fields `says` and `at`.
        files: the added Turtle files.
    """
    return [
        Broken(
            frozenset(value for value in row.values() if isinstance(value, NamedNode)),
            _told(rule, row, files),
            nearest_to(store, row.get(rule.header["at"])),
            row.get(rule.header.get("explains", "")),
        )
        for row in _rows(store, rule)
    ]


def _refuse(told: Sequence[dict[str, str]], more: int, near: Sequence[str]) -> None:
    if told:
        texts = {
            lang: " ".join(dict.fromkeys(one[lang] for one in told))
            + (" " + message("source.more", lang, count=more) if more > 0 else "")
            for lang in LANGUAGES
        }
        raise SourceError("source.problem", rows=Told(texts), nearest=tuple(dict.fromkeys(near)))


def _rows(store: Store, rule: NamedQuery) -> Iterable[Row]:
    solutions = store.query(rule.sparql, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)  # our own queries are SELECTs
    names = [variable.value for variable in solutions.variables]
    found: dict[tuple[str, ...], Row] = {}
    for solution in solutions:
        row: Row = {name: value for name, value in zip(names, solution, strict=True) if value is not None}
        found.setdefault(tuple(map(str, row.values())), row)
    return found.values()


def _told(rule: NamedQuery, row: Row, files: Sequence[Path]) -> dict[str, str]:
    gaps = {name: _shown(value) for name, value in row.items()}
    sought = [row.get(rule.header["at"]), *row.values()]
    place = place_of(files, *(value.value for value in sought if hasattr(value, "value")))
    texts = {lang: rule.header["says"][lang].format(**gaps) for lang in LANGUAGES}
    if place is None:
        return texts
    file, line = place
    return {lang: message("source.at", lang, file=file, line=line, told=texts[lang]) for lang in LANGUAGES}


def _shown(term: object) -> str:
    if isinstance(term, NamedNode):
        known = sorted(ns.PREFIXES.items(), key=lambda item: -len(item[1]))
        found = next(((p, space) for p, space in known if term.value.startswith(space)), None)
        return f"{found[0]}:{term.value[len(found[1]) :]}" if found else str(term)
    text = str(getattr(term, "value", term))
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def nearest_to(store: Store, wrong: object) -> tuple[str, ...]:
    """Names that an unknown one may have meant: of things that stand beside it.

    Args:
        store: the graph.
        wrong: the name; of one that is described nothing is told.
    """
    if not isinstance(wrong, NamedNode) or any(store.quads_for_pattern(wrong, None, None, ns.ASSERTED)):
        return ()
    base = wrong.value[: -len(key_of(wrong))]
    named = {
        key_of(quad.subject)
        for quad in store.quads_for_pattern(None, None, None, ns.ASSERTED)
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(base)
    }
    best = process.extract(key_of(wrong), sorted(named), limit=3, score_cutoff=_ALIKE)
    return tuple(name for name, _, _ in best)
