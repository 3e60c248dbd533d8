"""Findings about the act itself, and the rules that look for them.

A finding is data (`ontology/findings`), read by people before it stands there. A rule is a query
(`finding-rules/*.rq`) whose rows point to places; each row has been read as well: it is behind a finding, or
behind a rejected candidate that says why it is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode
from rapidfuzz import fuzz, utils

from adisteme import namespaces as ns
from adisteme.answers import Citation, Thing, Translations
from adisteme.catalogue import Catalogue, nearest
from adisteme.errors import UnknownKey
from adisteme.facts import Facts
from adisteme.graph import KnowledgeGraph, Row, Term
from adisteme.queries import NamedQuery, key_of, read

_PLACES = ("a", "b")  # what a rule's rows call the places that they point to
KINDS = f"SELECT ?thing WHERE {{ ?thing a <{ns.NS}FindingKind> }} ORDER BY ?thing"
STANDINGS = f"SELECT ?thing WHERE {{ ?thing a <{ns.NS}Standing> }} ORDER BY ?thing"


@dataclass(frozen=True)
class FoundBy:
    """What pointed to a finding: the key of a rule with what its rows are; `finds` is null for a reader."""

    key: str
    finds: Translations | None


@dataclass(frozen=True)
class Finding:
    """A flaw in the words of the act.

    Attributes:
        key: the end of its IRI.
        id: its IRI.
        label: name by language.
        definition: what is wrong.
        kind: the sort of flaw.
        standing: whether it is proved by the quotes or arguable.
        quotes: the two places set against each other, each with its words.
        provisions: all places that it is about.
        concerns: documents, bodies, posts, … that it is on.
        found_by: what pointed to it.
        reason: why it has its standing.
    """

    key: str
    id: str
    label: Translations
    definition: Translations
    kind: Thing
    standing: Thing
    quotes: list[Citation]
    provisions: list[str]
    concerns: list[Thing]
    found_by: list[FoundBy]
    reason: Translations


class Findings:
    """The findings of a loaded graph.

    Args:
        catalogue: the graph with its facts.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._graph = catalogue.graph
        self._facts = catalogue.facts

    def chosen(self, kind: str | None = None, standing: str | None = None) -> list[Finding]:
        """Findings of a kind and a standing, in the order of the data; all where left out.

        Raises:
            UnknownKey: the graph has no such kind or standing; the error lists the nearest.
        """
        self._check("kind", kind, KINDS)
        self._check("standing", standing, STANDINGS)
        return [
            finding
            for finding in self._all
            if kind in (None, finding.kind.key) and standing in (None, finding.standing.key)
        ]

    def keys(self, query: str) -> list[str]:
        """The keys of kinds (`KINDS`) or of standings (`STANDINGS`)."""
        return [key_of(row["thing"]) for row in self._graph.select(query)]

    def _check(self, name: str, key: str | None, query: str) -> None:
        known = dict.fromkeys(self.keys(query))
        if key is not None and key not in known:
            raise UnknownKey("input.unknown_value", nearest=nearest(key, known), name=name, value=key)

    @cached_property
    def _all(self) -> list[Finding]:
        said: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for row in self._facts.rows("findings"):
            said[row["finding"].value][key_of(row["property"])].append(row["value"])
        finds = {key: dict(rule.header["finds"]) for key, rule in rules(self._graph).items()}
        return [_finding(NamedNode(iri), values, self._facts, finds) for iri, values in said.items()]


def rules(graph: KnowledgeGraph) -> dict[str, NamedQuery]:
    """Key → rule that looks for findings, of all folders of a graph."""
    paths = (path for folder in graph.folders for path in sorted(folder.rglob("finding-rules/*.rq")))
    return {rule.key: rule for rule in map(read, paths)}


def rows(graph: KnowledgeGraph, rule: NamedQuery) -> list[Row]:
    """What a rule points to: `a` and `b` are places, `what` is the thing in question, each where it applies.

    A header `similarity` (`first`, `second`, `at_least`) keeps the rows whose two texts share that percentage
    of their words, in whatever order.
    """
    found = graph.select(rule.sparql)
    limit = rule.header.get("similarity")
    if not limit:
        return found
    return [
        row
        for row in found
        if fuzz.token_set_ratio(
            row[limit["first"]].value, row[limit["second"]].value, processor=utils.default_process
        )
        >= limit["at_least"]
    ]


def unread(graph: KnowledgeGraph) -> list[tuple[str, Row]]:
    """Rule and row for all that rules point to and that is behind no finding and no rejected candidate."""
    read_by_rule = assessed(graph)
    return [
        (key, row)
        for key, rule in rules(graph).items()
        for row in rows(graph, rule)
        if not any(covers(things, row) for things in read_by_rule.get(key, {}).values())
    ]


def assessed(graph: KnowledgeGraph) -> dict[str, dict[str, set[str]]]:
    """Rule → IRI of an assessment that it led to → places and things which that covers."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in Facts(graph).rows("assessments"):
        found[row["rule"].value][row["assessment"].value].add(row["covered"].value)
    return found


def covers(things: set[str], row: Row) -> bool:
    """Whether an assessment of these places and things is about a row of a rule."""
    return all(row[name].value in things for name in (*_PLACES, "what") if name in row)


def _finding(
    node: NamedNode, said: Mapping[str, list[Term]], facts: Facts, finds: Mapping[str, Translations]
) -> Finding:
    places = sorted({*said["about"], *said["quotedFrom"], *said["secondQuotedFrom"]}, key=facts.sequence)
    return Finding(
        key=key_of(node),
        id=node.value,
        label=facts.label(node),
        definition=_by_language(said["definition"]),
        kind=facts.thing(said["findingKind"][0]),
        standing=facts.thing(said["standing"][0]),
        quotes=[
            facts.citation(said[place][0], said[quote][0].value)
            for place, quote in (("quotedFrom", "quote"), ("secondQuotedFrom", "secondQuote"))
        ],
        provisions=[facts.place(place) for place in places],
        concerns=[facts.thing(thing) for thing in said["concerns"]],
        found_by=[FoundBy(key.value, finds.get(key.value)) for key in said["foundBy"]],
        reason=_by_language(said["reason"]),
    )


def _by_language(texts: list[Term]) -> Translations:
    return {text.language: text.value for text in texts if isinstance(text, Literal) and text.language}
