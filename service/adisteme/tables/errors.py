"""Errors of tables: each names its cell, and all of a run are told at once."""

from __future__ import annotations

from collections.abc import Sequence

from adisteme.errors import InputError
from adisteme.languages import message
from adisteme.tables.limits import SHOWN_ERRORS
from adisteme.tables.places import Place


class Refused(Exception):
    """A cell does not hold what its column takes; whoever reads the row says where (see `TableError`)."""

    def __init__(self, key: str, *, nearest: tuple[str, ...] = (), **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.nearest = nearest
        self.values = values

    def at(self, place: Place) -> TableError:
        """The error with its place."""
        return TableError(self.key, place, nearest=self.nearest, **self.values)


class TableError(InputError):
    """One error at a place of a table.

    Args:
        key: key of the sentence in the section `tables` of the messages.
        place: where.
        nearest: correct names that look like the wrong one.
        values: what fills the gaps of that sentence.
    """

    def __init__(self, key: str, place: Place, *, nearest: tuple[str, ...] = (), **values: object) -> None:
        super().__init__(f"tables.{key}", nearest=nearest, **values)
        self.place = place

    def text(self, lang: str) -> str:
        """The sentence with its place before it."""
        return f"{self.place.text(lang)}: {super().text(lang)}"


class TableErrors(InputError):
    """All errors of the tables of one run.

    Args:
        errors: the errors, in the order in which they were met.
    """

    def __init__(self, errors: Sequence[InputError]) -> None:
        super().__init__("tables.more", count=max(0, len(errors) - SHOWN_ERRORS))
        self.errors = tuple(errors)

    def text(self, lang: str) -> str:
        """One line an error, and how many more there are."""
        lines = [error.text(lang) for error in self.errors[:SHOWN_ERRORS]]
        if len(self.errors) > SHOWN_ERRORS:
            lines.append(message(self.key, lang, **self.values))
        return "\n".join(lines)
