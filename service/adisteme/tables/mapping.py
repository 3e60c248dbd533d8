"""The mapping of tables to terms (`ontology/tables/mapping.toml`), as plain data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from pyoxigraph import NamedNode

from adisteme import namespaces as ns
from adisteme.data import ontology_dir
from adisteme.errors import Told
from adisteme.languages import LANGUAGES

_SEPARATORS = re.compile(r"[\s_\-]+")


def folded(name: str) -> str:
    """A name as it is compared: without case, ё, and the difference of spaces, hyphens and underscores."""
    return _SEPARATORS.sub(" ", name.casefold().replace("ё", "е")).strip()


def term(curie: str) -> NamedNode:
    """`org:member` as an IRI, by the prefixes of the package."""
    prefix, _, local = curie.partition(":")
    return NamedNode(ns.PREFIXES[prefix] + local)


@dataclass(frozen=True)
class Named:
    """What has a key, and a name in each language."""

    key: str
    names: dict[str, str]


_Entry = TypeVar("_Entry", bound=Named)


@dataclass(frozen=True)
class Column(Named):
    """A column: its names and what its cells say (see the head of the mapping)."""

    type: str
    property: NamedNode | None
    of: tuple[str, ...] = ()
    lang: str | None = None
    many: bool = False
    required: bool = False


@dataclass(frozen=True)
class Table(Named):
    """A table: its names, the class of its rows and its columns.

    Attributes:
        id_from: columns that make up the id of a row without one.
    """

    class_: NamedNode
    columns: tuple[Column, ...]
    id_from: tuple[str, ...]

    def column(self, header: str) -> Column | None:
        """The column with this header, by its key or a name in any language."""
        return _named(self.columns, header)

    @property
    def headers(self) -> list[str]:
        """All headers that are understood, keys first."""
        return [column.key for column in self.columns] + _names(self.columns)


@dataclass(frozen=True)
class Mapping:
    """All tables, and the words for yes and no."""

    tables: tuple[Table, ...]
    true: frozenset[str]
    false: frozenset[str]

    def table(self, name: str) -> Table | None:
        """The table with this name, by its key or a name in any language."""
        return _named(self.tables, name)

    @property
    def names(self) -> list[str]:
        """All names of tables that are understood, keys first."""
        return [table.key for table in self.tables] + _names(self.tables)

    def told(self, keys: Iterable[str] | None = None) -> Told:
        """Tables by their names in each language, as their sheets are called in it.

        Args:
            keys: of the tables; without them all are told.
        """
        chosen = None if keys is None else set(keys)
        wanted = [table for table in self.tables if chosen is None or table.key in chosen]
        return Told({lang: ", ".join(table.names[lang] for table in wanted) for lang in LANGUAGES})


def _names(entries: Iterable[Named]) -> list[str]:
    return [name for entry in entries for name in entry.names.values()]


def _named(entries: tuple[_Entry, ...], name: str) -> _Entry | None:
    wanted = folded(name)
    for entry in entries:
        if wanted in (folded(known) for known in (entry.key, *entry.names.values())):
            return entry
    return None


@cache
def mapping() -> Mapping:
    """The packaged mapping."""
    content = tomllib.loads((ontology_dir() / "tables" / "mapping.toml").read_text(encoding="utf-8"))
    words = content["words"]
    return Mapping(
        tuple(_table(entry) for entry in content["table"]),
        frozenset(words["true"]),
        frozenset(words["false"]),
    )


def _table(entry: dict[str, Any]) -> Table:
    columns = tuple(_column(column) for column in entry["column"])
    return Table(entry["key"], entry["names"], term(entry["class"]), columns, tuple(entry.get("id_from", ())))


def _column(entry: dict[str, Any]) -> Column:
    told = {**entry, "of": tuple(entry.get("of", ()))}
    told["property"] = term(told["property"]) if "property" in told else None
    return Column(**told)
