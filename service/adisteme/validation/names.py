"""Names for messages: of things of the Rules, and of records by their own labels.

Asked of the store one by one, for findings only: a country's labels are not copied.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store

from adisteme import namespaces as ns
from adisteme.answers import in_language
from adisteme.facts import Facts
from adisteme.languages import LANGUAGES
from adisteme.validation.anonymous import called, is_label

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")
_LABELS = tuple(
    NamedNode(iri)
    for iri in (
        ns.SKOS + "prefLabel",
        ns.RDFS + "label",
        ns.PREFIXES["foaf"] + "name",
        ns.DCTERMS + "title",
    )
)
_MEMORY = 10_000


class Names:
    """Names from a store and from the Rules.

    Args:
        store: the records, in the default graph.
        facts: the names of what the Rules speak of.
    """

    def __init__(self, store: Store, facts: Facts) -> None:
        self._store = store
        self._facts = facts
        self._labels = lru_cache(_MEMORY)(self._read)

    def name(self, text: str, lang: str) -> str:
        """A name for an IRI in a language, or the text itself."""
        known = self._facts.name(text)
        if known:
            return in_language(known, lang)
        labels = self._labels(text)
        if labels:
            return next((labels[tag] for tag in (lang, *LANGUAGES) if tag in labels), min(labels.values()))
        if self._is_blank(text):
            return called(text, lang)
        return f"<{text}>" if _IRI.fullmatch(text) else text

    def _is_blank(self, text: str) -> bool:
        """Whether a text of a row, whose kind of term is not known, is the label of a node without IRI."""
        if not is_label(text):
            return False
        node = BlankNode(text)
        patterns = ((node, None, None), (None, None, node))
        return any(next(iter(self._store.quads_for_pattern(*pattern)), None) for pattern in patterns)

    def _read(self, text: str) -> dict[str | None, str]:
        node: NamedNode | BlankNode
        if _IRI.fullmatch(text):
            node = NamedNode(text)
        elif self._is_blank(text):
            node = BlankNode(text)
        else:
            return {}
        for predicate in _LABELS:
            quads = self._store.quads_for_pattern(node, predicate, None, DefaultGraph())
            found = {q.object.language: q.object.value for q in quads if isinstance(q.object, Literal)}
            if found:
                return found
        return {}
