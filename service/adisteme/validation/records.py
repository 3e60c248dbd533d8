"""What people call the records with findings, and whose they are: for pages and tables made of a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Store

from adisteme import namespaces as ns
from adisteme.queries import read
from adisteme.validation.report import Organisation

_QUERY = Path(__file__).resolve().parents[1] / "queries" / "records-with-findings.rq"
_FINDING = NamedNode(ns.RECORD + "finding")
_NO_LANGUAGE = "und"

Node = NamedNode | BlankNode


@dataclass
class Record:
    """A record with findings.

    Attributes:
        label: its names by language, `und` where a name has none; empty without names.
        organisation: whose it is; the first by IRI of several, None where the data do not say.
    """

    label: dict[str, str] = field(default_factory=dict)
    organisation: Organisation | None = None


def described(store: Store, nodes: Iterable[Node]) -> dict[Node, Record]:
    """Names and organisations of records.

    Args:
        store: records with what the rules of reading derived, in the default graph.
        nodes: those with findings.
    """
    marks = [Quad(ns.RUN, _FINDING, node) for node in set(nodes)]
    store.extend(marks)
    solutions = store.query(read(_QUERY).sparql)
    assert isinstance(solutions, QuerySolutions)
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    owners: dict[Node, str] = {}
    for record, organisation, label, name in solutions:
        _note(labels, record, label)
        _note(labels, organisation, name)
        if isinstance(organisation, NamedNode | BlankNode) and isinstance(record, NamedNode | BlankNode):
            owners[record] = min(owners.get(record, str(organisation)), str(organisation))
    for mark in marks:
        store.remove(mark)
    return {
        mark.object: Record(labels.get(str(mark.object), {}), _organisation(owners.get(mark.object), labels))
        for mark in marks
        if isinstance(mark.object, NamedNode | BlankNode)
    }


def _note(labels: dict[str, dict[str, str]], thing: object, label: object) -> None:
    if thing is not None and isinstance(label, Literal):
        own = labels[str(thing)]
        tag = (label.language or _NO_LANGUAGE).partition("-")[0]
        own[tag] = min(own.get(tag, label.value), label.value)


def _organisation(term: str | None, labels: dict[str, dict[str, str]]) -> Organisation | None:
    if term is None:
        return None
    return Organisation(term.removeprefix("<").removesuffix(">"), labels.get(term, {}))
