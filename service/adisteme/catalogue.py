"""The catalogue of questions: every `.rq` of the ontology folders, by key."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from pyoxigraph import NamedNode
from rapidfuzz import fuzz, process

from adisteme.errors import InputError, SourceError, UnknownKey
from adisteme.facts import Facts
from adisteme.graph import KnowledgeGraph
from adisteme.own.questions import faults, unknown
from adisteme.queries import NamedQuery, Parameter, read

Values = dict[str, NamedNode | None]
_SHORT = 5  # letters of an abbreviation, which is a part of far too much
_SAME, _LIKELY, _SHOWN = 100, 60, 5


class Catalogue:
    """Questions and the values that their parameters take, over one graph."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.graph = graph
        self.facts = Facts(graph)

    @cached_property
    def questions(self) -> dict[str, NamedQuery]:
        """Key → question.

        Raises:
            InputError: one of an added folder cannot be used.
        """
        for fault in self.faults:
            raise fault
        return self.sound

    @property
    def sound(self) -> dict[str, NamedQuery]:
        """Key → question, those alone that can be asked."""
        return self._read[0]

    @property
    def faults(self) -> list[InputError]:
        """What is wrong with the questions of added folders."""
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[dict[str, NamedQuery], list[InputError]]:
        home, *added = self.graph.folders
        found: dict[str, NamedQuery] = {}
        faults: list[InputError] = []
        for path in sorted(home.rglob("*.rq")):
            query = read(path)
            if "title" in query.header:  # hygiene rules and helpers of the closure have none
                _add(found, query)
        own = [(folder, path) for folder in added for path in sorted(folder.rglob("*.rq"))]
        for folder, path in own:
            try:
                self._add_own(found, folder, path)
            except InputError as fault:
                faults.append(fault)
        paths = {path for _, path in own}
        for query in [query for query in found.values() if query.path in paths]:
            faults += unknown(query, found)
        return dict(sorted(found.items())), faults

    def _add_own(self, found: dict[str, NamedQuery], folder: Path, path: Path) -> None:
        query = read(path)
        if "title" not in query.header and "hygiene" not in path.relative_to(folder).parts[:-1]:
            raise SourceError("own.at_file", file=path, problem=SourceError("own.no_header"))
        if "title" in query.header:
            _add(found, query)
            for fault in faults(query, self.facts.collections):
                del found[query.key]
                raise fault

    def question(self, key: str) -> NamedQuery:
        """A question by its key.

        Raises:
            UnknownKey: there is none; the error lists the nearest.
        """
        if key not in self.questions:
            raise UnknownKey("input.unknown_question", nearest=nearest(key, self.questions), value=key)
        return self.questions[key]

    def serving(self, endpoint: str) -> NamedQuery:
        """The question whose header says that it `serves` an endpoint of the API."""
        return next(q for q in self.questions.values() if q.header.get("serves") == endpoint)

    def values(self, query: NamedQuery, given: Mapping[str, str | None]) -> Values:
        """Things for the parameters of a question, checked against the lists of the graph.

        Args:
            query: the question.
            given: key by parameter; missing or None where left out.

        Raises:
            UnknownKey: a key that the list does not have, with the nearest ones.
            InputError: a parameter is missing, or the question has none of that name.
        """
        names = {parameter.name for parameter in query.parameters}
        for name in given:
            if name not in names:
                raise InputError("input.no_such_parameter", name=name, nearest=tuple(sorted(names)))
        return {p.name: self._value(p, query, given.get(p.name)) for p in query.parameters}

    def _value(self, parameter: Parameter, query: NamedQuery, key: str | None) -> NamedNode | None:
        if key is None or key == "":
            if parameter.optional:
                return None
            if parameter.default:
                return query.standing(parameter.name)
            allowed = ", ".join(self.facts.collections[parameter.collection])
            raise InputError("input.missing_parameter", name=parameter.name, allowed=allowed)
        return self.find(parameter.collection, key, parameter.name)

    def find(self, collection: str, key: str, name: str) -> NamedNode:
        """A thing of a list by key (also by its IRI).

        Raises:
            UnknownKey: the list has no such key; the error lists the nearest.
        """
        things = self.facts.collections.get(collection, {})
        for candidate, thing in things.items():
            if key in (candidate, thing.value):
                return thing
        raise UnknownKey("input.unknown_value", nearest=self._meant(key, things), name=name, value=key)

    def _meant(self, text: str, things: Mapping[str, NamedNode]) -> tuple[str, ...]:
        """The keys whose thing a text may name: first those of which it is a label or an abbreviation."""
        wanted = _folded(text)
        scores = {}
        for key, thing in things.items():
            names = [_folded(name) for name in self.facts.names.get(thing.value, ())]
            likeness = fuzz.ratio if len(wanted) <= _SHORT else fuzz.WRatio
            scores[key] = max([fuzz.WRatio(text, key), *(likeness(wanted, name) for name in names)])
            if wanted in names:
                scores[key] = 2 * _SAME
        likely = sorted((key for key in scores if scores[key] >= _LIKELY), key=lambda key: -scores[key])
        return tuple(likely[:_SHOWN]) or nearest(text, things)


def _add(found: dict[str, NamedQuery], query: NamedQuery) -> None:
    if query.key in found:
        raise SourceError("source.question_twice", file=query.path, question=query.key)
    found[query.key] = query


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())


def nearest(key: str, choices: Mapping[str, object]) -> tuple[str, ...]:
    """Up to five keys that look most like a wrong one, the likest first."""
    return tuple(choice for choice, _, _ in process.extract(key, list(choices), limit=5))
