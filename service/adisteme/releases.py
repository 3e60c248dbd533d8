"""What changed between two releases: the things that a graph asserts, by their properties."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal as Choice

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, parse

from adisteme import namespaces as ns
from adisteme.errors import InputError
from adisteme.queries import key_of
from adisteme.snapshot import MANIFEST

Sort = Choice["added", "removed", "changed", "deprecated"]
_TYPE = NamedNode(ns.RDF + "type")
_STATED = NamedNode(ns.NS + "statedIn")
_DEPRECATED = NamedNode(ns.OWL + "deprecated")
_NAMES = (NamedNode(ns.SKOS + "prefLabel"), NamedNode(ns.RDFS + "label"))
_GENERAL = frozenset((ns.OWL + "NamedIndividual", ns.SKOS + "Concept"))


@dataclass(frozen=True)
class Difference:
    """One property of a thing: the values that only the old release has, and only the new one."""

    property: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was.

    Attributes:
        sort: added, removed, deprecated, or changed otherwise.
        kind: local name of its class.
        key: the end of its IRI.
        id: its IRI.
        label: its name in each language, of the newer release that has it.
        provisions: the places that state it.
        differences: property by property; empty where it is added or removed.
    """

    sort: Sort
    kind: str
    key: str
    id: str
    label: dict[str, str]
    provisions: list[str]
    differences: list[Difference] = field(default_factory=list)


@dataclass(frozen=True)
class Release:
    """A release to compare: its name and what it asserts of each thing."""

    name: str
    things: dict[str, dict[NamedNode, frozenset[str]]]


def read(source: Path) -> Release:
    """A release from a folder that `adisteme build` wrote, or from one N-Quads file.

    Raises:
        InputError: it cannot be read, or is no N-Quads.
    """
    file = source / f"{key_of(ns.ASSERTED)}.nq" if source.is_dir() else source
    name = str(source)
    try:
        if source.is_dir() and (source / MANIFEST).is_file():
            name = json.loads((source / MANIFEST).read_text(encoding="utf-8")).get("release", name)
        quads = list(parse(path=str(file), format=RdfFormat.N_QUADS))
    except SyntaxError as error:
        raise InputError("data.syntax", file=file, line=error.lineno or "?", reason=error.msg) from None
    except (OSError, ValueError, AttributeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError("release.unreadable", file=file, reason=reason) from None
    asserted = [quad for quad in quads if quad.graph_name == ns.ASSERTED]
    if not asserted:
        raise InputError("release.unreadable", file=file, reason=ns.ASSERTED.value)
    return Release(name, _things(asserted))


def of(store: Store, name: str) -> Release:
    """The release that a loaded store is.

    Args:
        store: with the graphs of CONTRACT.
        name: what to call it.
    """
    return Release(name, _things(store.quads_for_pattern(None, None, None, ns.ASSERTED)))


def changes(old: Release, new: Release) -> list[Change]:
    """What was added, removed, deprecated or changed; what provisions state comes first."""
    found = [
        change
        for iri in sorted(old.things.keys() | new.things.keys())
        if (change := _change(iri, old.things.get(iri), new.things.get(iri)))
    ]
    return sorted(found, key=lambda change: (not change.provisions, change.kind, change.key))


def counts(found: Iterable[Change]) -> dict[str, int]:
    """How many changes of each sort."""
    return dict(sorted(Counter(change.sort for change in found).items()))


def _change(
    iri: str, before: dict[NamedNode, frozenset[str]] | None, after: dict[NamedNode, frozenset[str]] | None
) -> Change | None:
    if before == after:
        return None
    shown = after or before or {}
    sort: Sort = "added" if before is None else "removed" if after is None else "changed"
    differences = list(_differences(before, after)) if before and after else []
    if any(difference.property == key_of(_DEPRECATED) and difference.after for difference in differences):
        sort = "deprecated"
    kinds = [text[1:-1] for text in shown.get(_TYPE, frozenset())]
    telling = sorted(kind for kind in kinds if kind not in _GENERAL) or sorted(kinds) or [""]
    places = sorted(text[1:-1].removeprefix(ns.ACT) for text in shown.get(_STATED, frozenset()))
    return Change(sort, _local(telling[0]), _local(iri), iri, _label(shown), places, differences)


def _differences(
    before: dict[NamedNode, frozenset[str]], after: dict[NamedNode, frozenset[str]]
) -> Iterator[Difference]:
    for prop in sorted(before.keys() | after.keys(), key=str):
        was, now = before.get(prop, frozenset()), after.get(prop, frozenset())
        if was != now:
            yield Difference(_local(prop.value), tuple(sorted(was - now)), tuple(sorted(now - was)))


def _label(properties: dict[NamedNode, frozenset[str]]) -> dict[str, str]:
    for name in _NAMES:
        texts = [text.rpartition('"@') for text in properties.get(name, ())]
        if texts:
            return {lang: text[1:] for text, _, lang in sorted(texts) if lang}
    return {}


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def _things(quads: Iterable[Quad]) -> dict[str, dict[NamedNode, frozenset[str]]]:
    """Thing → property → values as text; a blank node stands for what it says, since its name is no name."""
    said: dict[NamedNode | BlankNode, dict[NamedNode, list[NamedNode | BlankNode | Literal]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode | BlankNode) and isinstance(
            quad.object, NamedNode | BlankNode | Literal
        ):
            said.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)

    def text(term: NamedNode | BlankNode | Literal, within: tuple[BlankNode, ...] = ()) -> str:
        if not isinstance(term, BlankNode) or term in within:
            return str(term) if not isinstance(term, BlankNode) else "[]"
        told = said.get(term, {})
        parts = sorted(
            f"{prop} {text(value, (*within, term))}" for prop, values in told.items() for value in values
        )
        return "[ " + " ; ".join(parts) + " ]"

    return {
        subject.value: {prop: frozenset(map(text, values)) for prop, values in told.items()}
        for subject, told in said.items()
        if isinstance(subject, NamedNode)
    }
