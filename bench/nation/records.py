"""Records in memory, one institution's at a time, and their writing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from nation.terms import PREFIXES, TYPE


class Record:
    """A subject with its predicates and objects, in order and changeable until written."""

    __slots__ = ("name", "pairs")

    def __init__(self, name: str, pairs: list[tuple[str, str]]) -> None:
        self.name = name
        self.pairs = pairs

    @property
    def iri(self) -> str:
        return self.name[1:-1]

    def get(self, predicate: str) -> str | None:
        return next((o for p, o in self.pairs if p == predicate), None)

    def drop(self, predicate: str) -> None:
        self.pairs = [pair for pair in self.pairs if pair[0] != predicate]

    def set(self, predicate: str, value: str) -> None:
        """Give the predicate this one value, where it stood or at the end."""
        at = next((i for i, (p, _) in enumerate(self.pairs) if p == predicate), len(self.pairs))
        self.drop(predicate)
        self.pairs.insert(at, (predicate, value))

    def add(self, predicate: str, value: str) -> None:
        self.pairs.append((predicate, value))

    def remove(self, predicate: str, value: str) -> None:
        self.pairs.remove((predicate, value))


class Writer:
    """Writes records as N-Triples or Turtle and counts triples."""

    def __init__(self, out: TextIO, form: str) -> None:
        self._out = out
        self._turtle = form == "turtle"
        self._short: dict[str, str] = {}
        self.triples = 0
        if self._turtle:
            out.writelines(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())

    def write(self, records: Iterable[Record]) -> None:
        for record in records:
            self.triples += len(record.pairs)
            if not record.pairs:
                continue
            if self._turtle:
                self._out.write(self._block(record))
            else:
                head = record.name
                self._out.write("".join([f"{head} {p} {o} .\n" for p, o in record.pairs]))

    def _block(self, record: Record) -> str:
        body = " ;\n  ".join(f"{self._turtle_term(p)} {self._turtle_term(o)}" for p, o in record.pairs)
        return f"{record.name} {body} .\n"

    def _turtle_term(self, term: str) -> str:
        if term == TYPE:
            return "a"
        if term[0] == "<":
            found = self._short.get(term)
            if found is None:
                if term.startswith("<https://example.org/"):
                    return term
                found = self._short[term] = _shortened(term)
            return found
        return term.replace("<http://www.w3.org/2001/XMLSchema#date>", "xsd:date").replace(
            "<http://www.w3.org/2001/XMLSchema#boolean>", "xsd:boolean"
        )


def _shortened(term: str) -> str:
    iri = term[1:-1]
    for name, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{name}:{iri.removeprefix(start)}"
    return term
