"""What one cell says: text of a cell to a term, or an error that says what was expected."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode
from rapidfuzz import process

from adisteme import namespaces as ns
from adisteme.graph import KnowledgeGraph
from adisteme.tables.errors import Refused
from adisteme.tables.limits import MAX_CELL
from adisteme.tables.mapping import Column, Mapping, folded, term
from adisteme.tables.sheets import Uncomputed

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SERIAL = re.compile(r"[1-9]\d{4}")
_FIRST_DAY = date(1899, 12, 30)
_IRI = re.compile(r"(?:urn:|[A-Za-z][A-Za-z0-9+.\-]*://)[^\s<>\"{}|\\^`]+")
_PLAIN = re.compile(r"[A-Za-z0-9._~/:\-]+")
_DATE, _BOOLEAN = NamedNode(ns.XSD + "date"), NamedNode(ns.XSD + "boolean")
_SHOWN = 3
_EXAMPLE = "https://example.org/1"
_SIMILAR = 60
_ERROR_VALUE = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)")


@dataclass
class Kinds:
    """Keys and labels of the things of the Rules, by class, read off the graph when they are asked for."""

    graph: KnowledgeGraph
    _of: dict[tuple[str, ...], dict[str, set[str]]] = field(default_factory=dict)

    def keys(self, classes: tuple[str, ...]) -> list[str]:
        """The keys of a list, sorted."""
        return sorted(set().union(*self._named(classes).values()))

    def labels(self, classes: tuple[str, ...], lang: str) -> list[tuple[str, str]]:
        """Key and preferred label in a language, in the order of the labels."""
        rows = self._rows(classes, f'skos:prefLabel ?label FILTER(LANG(?label) = "{lang}")')
        return sorted(rows, key=lambda row: row[1])

    def find(self, classes: tuple[str, ...], text: str) -> set[str]:
        """The keys that a text names: a key (also as an IRI), else a label in any language."""
        named = self._named(classes)
        key = text.removeprefix(ns.ID).removeprefix("id:")
        return {key} if key in named.get(key, ()) else named.get(folded(text), set())

    def nearest(self, classes: tuple[str, ...], text: str) -> tuple[str, ...]:
        """Keys or labels that look like a text, one for each thing."""
        named = self._named(classes)
        return tuple({min(named[name]): name for name in reversed(similar(text, named))}.values())[::-1]

    def _named(self, classes: tuple[str, ...]) -> dict[str, set[str]]:
        if classes not in self._of:
            found: dict[str, set[str]] = defaultdict(set)
            for key, label in self._rows(classes, "skos:altLabel ?label"):
                found[folded(label)].add(key)
            preferred: dict[str, set[str]] = defaultdict(set)
            for key, label in self._rows(classes, "skos:prefLabel ?label"):
                preferred[folded(label)].add(key)
                preferred[key] = {key}
            self._of[classes] = found | preferred
        return self._of[classes]

    def _rows(self, classes: tuple[str, ...], said: str) -> list[tuple[str, str]]:
        kinds = " ".join(str(term(name)) for name in classes)
        rows = self.graph.select(
            f"PREFIX skos: <{ns.SKOS}> SELECT DISTINCT ?kind ?label "
            f"WHERE {{ VALUES ?class {{ {kinds} }} ?kind a ?class ; {said} }}"
        )
        return [(row["kind"].value.removeprefix(ns.ID), row["label"].value) for row in rows]


@dataclass(frozen=True)
class Reading:
    """What cells are read with: the mapping, the lists of kinds, and the base of ids."""

    mapping: Mapping
    kinds: Kinds
    base: str
    _kinds_read: dict[tuple[tuple[str, ...], str], NamedNode] = field(default_factory=dict)

    def iri(self, name: str) -> NamedNode:
        """The IRI of an id."""
        return NamedNode(name if is_iri(name) else self.base + quoted(name))

    def value(self, column: Column, text: str) -> NamedNode | Literal:
        """The term that a cell (or one of several values in it) stands for.

        Raises:
            Refused: the text is not what the column takes.
        """
        if column.type == "kind":
            known = self._kinds_read.get((column.of, text))
            if known is None:
                known = self._kinds_read[column.of, text] = self._kind(column, text)
            return known
        if column.type == "date":
            return Literal(_date(text), datatype=_DATE)
        if column.type == "boolean":
            return Literal(self._boolean(text), datatype=_BOOLEAN)
        if column.type == "link":
            if not is_iri(text):
                raise Refused("link", value=short(text), example=_EXAMPLE)
            return NamedNode(text)
        if column.type == "text":
            return Literal(text, language=column.lang) if column.lang else Literal(text)
        return self.iri(text)

    def _kind(self, column: Column, text: str) -> NamedNode:
        found = self.kinds.find(column.of, text)
        if not found:
            near = self.kinds.nearest(column.of, text)
            raise Refused("kind", value=short(text), nearest=near)
        if len(found) > 1:
            raise Refused("kind_ambiguous", value=short(text), keys=", ".join(sorted(found)))
        return NamedNode(ns.ID + next(iter(found)))

    def _boolean(self, text: str) -> str:
        word = text.casefold()
        if word in self.mapping.true or word in self.mapping.false:
            return "true" if word in self.mapping.true else "false"
        words = sorted((self.mapping.true | self.mapping.false) - {"+", "-"})
        raise Refused("boolean", value=short(text), words=", ".join(words))


def similar(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Up to three names that look like a text, the likest first."""
    found = process.extract(folded(text), list(names), processor=folded, limit=_SHOWN, score_cutoff=_SIMILAR)
    return tuple(dict.fromkeys(name for name, _, _ in found))


def is_iri(text: str) -> bool:
    """Whether an id is given as a whole IRI."""
    if ":" not in text:
        return False
    try:
        return bool(_IRI.fullmatch(text)) and bool(NamedNode(text))
    except ValueError:
        return False


def quoted(name: str) -> str:
    """An id as the end of an IRI: letters and digits of any script stay."""
    if _PLAIN.fullmatch(name):
        return name
    return "".join(c if c.isalnum() or c in "-._~/:" else quote(c, safe="", errors="replace") for c in name)


def text_of(value: object) -> str:
    """A cell as text, without the spaces around it.

    Raises:
        Refused: the cell holds an error, a formula without its value, or more than allowed.
    """
    if value is None:
        return ""
    if isinstance(value, Uncomputed):
        raise Refused("formula", value=short(value.formula))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = " ".join(str(value).split())
    if len(text) > MAX_CELL:
        raise Refused("cell_too_long", limit=MAX_CELL)
    if text.startswith("#") and _ERROR_VALUE.fullmatch(text):
        raise Refused("error_value", value=text)
    return text


def _date(text: str) -> str:
    iso, dotted = _ISO.fullmatch(text), _DOTTED.fullmatch(text)
    parts = iso.groups() if iso else dotted.groups()[::-1] if dotted else None
    try:
        if parts is not None:
            return date(int(parts[0]), int(parts[1]), int(parts[2])).isoformat()
    except ValueError:
        raise Refused("no_such_day", value=short(text)) from None
    if _SERIAL.fullmatch(text):  # the day as a spreadsheet counts it, in a cell that is not one of dates
        day = _FIRST_DAY + timedelta(days=int(text))
        raise Refused("serial_day", value=text, day=day.isoformat())
    raise Refused("date", value=short(text))


def short(text: str) -> str:
    """A text as messages show it."""
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


_LONGEST_SHOWN = 60
