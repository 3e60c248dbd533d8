"""Places of the act: their words, what amended them, and what they state."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pyoxigraph import NamedNode

from adisteme.answers import Thing, Translations
from adisteme.facts import Facts
from adisteme.graph import Row, Term
from adisteme.queries import key_of


@dataclass(frozen=True)
class AmendmentNote:
    """One amendment: which order, what it did, and the rule (not a date) of its entry into force."""

    order: Thing
    number: str
    date: str | None
    type: Thing | None
    effective_rule: str | None
    footnote: str | None


@dataclass(frozen=True)
class StatementNote:
    """A norm, definition or activity that a place states, with the words on which it rests."""

    key: str
    id: str
    label: Translations
    types: list[str]
    quote: str | None


@dataclass(frozen=True)
class Provision:
    """A place of the act.

    `text` are all its words in the redaction at hand, its parts included; null where `date` asks for a
    wording that the source does not have, with `note` saying so.
    """

    key: str
    id: str
    label: Translations
    kind: str
    number: str | None
    part_of: str | None
    text: str | None
    text_lang: str
    note: str | None
    parts: list[Provision]
    amendments: list[AmendmentNote]
    statements: list[StatementNote]
    requested: str | None = None
    answered_in: str | None = None


class Provisions:
    """The tree of the act, looked up once for a loaded graph."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    @cached_property
    def _tree(self) -> dict[str, Row]:
        return {row["provision"].value: row for row in self.facts.rows("structure")}

    @cached_property
    def _children(self) -> dict[str, list[Term]]:
        found: dict[str, list[Term]] = defaultdict(list)
        for row in self._tree.values():
            if "parent" in row:
                found[row["parent"].value].append(row["provision"])
        return dict(found)

    @cached_property
    def _statements(self) -> dict[str, list[Row]]:
        return self._by_provision("statements")

    @cached_property
    def _amendments(self) -> dict[str, list[Row]]:
        return self._by_provision("amendments")

    def _by_provision(self, query: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.facts.rows(query):
            found[row["provision"].value].append(row)
        return dict(found)

    @cached_property
    def keys(self) -> dict[str, Term]:
        """Place → provision, in reading order."""
        return {self.facts.place(row["provision"]): row["provision"] for row in self._tree.values()}

    def get(self, provision: Term, on: date | None = None, missing: str = "") -> Provision:
        """A provision with all below it.

        Args:
            provision: one of `keys`.
            on: the wording of which day; None for the redaction at hand.
            missing: the note where the source does not have that wording.
        """
        row = self._tree[provision.value]
        absent = on is not None and self._reworded_after(provision, on)
        return Provision(
            key=self.facts.place(provision),
            id=provision.value,
            label=self.facts.label(provision),
            kind=key_of(row["class"]),
            number=row["number"].value if "number" in row else None,
            part_of=self.facts.place(row["parent"]) if "parent" in row else None,
            text=None if absent else self._text(provision),
            text_lang="ru",
            note=missing if absent else None,
            parts=[self.get(child, on, missing) for child in self._children.get(provision.value, [])],
            amendments=[self._amendment(found) for found in self._amendments.get(provision.value, [])],
            statements=[self._statement(found) for found in self._statements.get(provision.value, [])],
        )

    def _text(self, provision: Term) -> str | None:
        words = [self.facts.own_text(provision), *map(self._text, self._children.get(provision.value, []))]
        return " ".join(filter(None, words)) or None

    def _reworded_after(self, provision: Term, on: date) -> bool:
        """Whether an order later than a day changed this place, or the one that holds it.

        The day of an order is known, the day of its entry into force is not; so a day before the order is
        surely before the wording at hand, and a later one is taken to be covered by it.
        """
        node: Term | None = provision
        while node is not None and node.value in self._tree:
            dates = [row["date"].value for row in self._amendments.get(node.value, []) if "date" in row]
            if any(date.fromisoformat(day) > on for day in dates):
                return True
            node = self._tree[node.value].get("parent")
        return False

    def _amendment(self, row: Row) -> AmendmentNote:
        return AmendmentNote(
            order=self.facts.thing(row["by"]),
            number=row["number"].value if "number" in row else "",
            date=row["date"].value if "date" in row else None,
            type=self.facts.thing(row["type"]) if "type" in row else None,
            effective_rule=row["rule"].value if "rule" in row else None,
            footnote=row["footnote"].value if "footnote" in row else None,
        )

    def _statement(self, row: Row) -> StatementNote:
        thing = self.facts.listed(row["statement"]) if isinstance(row["statement"], NamedNode) else None
        return StatementNote(
            key=self.facts.key(row["statement"]),
            id=row["statement"].value,
            label=self.facts.label(row["statement"]),
            types=[t for t in thing.types if t != "NamedIndividual"] if thing else [],
            quote=row["quote"].value if "quote" in row else None,
        )
