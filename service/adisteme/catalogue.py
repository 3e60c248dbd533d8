"""The catalogue of questions: every `.rq` of the ontology folders, by key."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from pyoxigraph import NamedNode
from rapidfuzz import process

from adisteme.errors import InputError, SourceError, UnknownKey
from adisteme.facts import Facts
from adisteme.graph import KnowledgeGraph
from adisteme.queries import NamedQuery, Parameter, read

Values = dict[str, NamedNode | None]


class Catalogue:
    """Questions and the values that their parameters take, over one graph."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.graph = graph
        self.facts = Facts(graph)

    @cached_property
    def questions(self) -> dict[str, NamedQuery]:
        """Key → question; a key that stands twice is refused."""
        found = {}
        for folder in self.graph.folders:
            for path in sorted(folder.rglob("*.rq")):
                query = read(path)
                if "title" not in query.header:  # hygiene rules and helpers of the closure have none
                    continue
                if query.key in found:
                    raise SourceError("source.question_twice", file=path, question=query.key)
                found[query.key] = query
        return dict(sorted(found.items()))

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
        raise UnknownKey("input.unknown_value", nearest=nearest(key, things), name=name, value=key)


def nearest(key: str, choices: Mapping[str, object]) -> tuple[str, ...]:
    """Up to five keys that look most like a wrong one, the likest first."""
    return tuple(choice for choice, _, _ in process.extract(key, list(choices), limit=5))
