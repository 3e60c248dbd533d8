"""Facts that every answer needs about things and provisions, looked up once for a loaded graph."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from adisteme import namespaces as ns
from adisteme.answers import AmendedBy, Citation, Dataset, ReadingNote, Thing, Translations
from adisteme.graph import KnowledgeGraph, Row, Term
from adisteme.languages import LANGUAGES
from adisteme.listing import ListedThing
from adisteme.queries import key_of, read

_QUERIES = Path(__file__).resolve().parent / "queries"
_NO_LANGUAGE = "und"


def _language_order(lang: str) -> tuple[int, str]:
    return (LANGUAGES.index(lang) if lang in LANGUAGES else len(LANGUAGES), lang)


@dataclass(frozen=True)
class _Place:
    act: str
    place: str
    sequence: int
    text: str | None
    act_id: str


class Facts:
    """Names, places, amendments, readings and lists of one graph."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.graph = graph

    def rows(self, name: str) -> list[Row]:
        """Rows of one of the package's own look-ups (`queries/NAME.rq`)."""
        return self.graph.select(read(_QUERIES / f"{name}.rq").sparql)

    def narrowest(self, thing: NamedNode) -> list[NamedNode]:
        """The narrowest specialisations of a thing, or the thing itself."""
        text = read(_QUERIES / "narrowest.rq").filled({"thing": thing})
        return [row["case"] for row in self.graph.select(text) if isinstance(row["case"], NamedNode)]

    # -- names ---------------------------------------------------------------------------------

    @cached_property
    def _labels(self) -> dict[str, Translations]:
        found: dict[str, Translations] = defaultdict(dict)
        for row in sorted(self.rows("labels"), key=lambda row: row["rank"].value):
            label = row["label"]
            if isinstance(label, Literal):
                found[row["thing"].value].setdefault(label.language or _NO_LANGUAGE, label.value)
        return {
            thing: {lang: names[lang] for lang in sorted(names, key=_language_order)}
            for thing, names in found.items()
        }

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """Thing → all its names, in any language."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.rows("names"):
            found[row["thing"].value].append(row["name"].value)
        return dict(found)

    def label(self, term: Term) -> Translations:
        """Name of a thing by language; its key where it has no name."""
        return self._labels.get(term.value) or {_NO_LANGUAGE: key_of(term)}

    def name(self, iri: str) -> Translations | None:
        """Name of a thing by language, None where the graph has none."""
        return self._labels.get(iri)

    def thing(self, term: Term) -> Thing:
        """A thing as answers show it."""
        return Thing(self.key(term), term.value, self.label(term))

    def key(self, term: Term) -> str:
        """The key of a thing: its place for a provision, else the end of its IRI."""
        place = self._places.get(term.value)
        return place.place if place else key_of(term)

    # -- places of acts --------------------------------------------------------------------------

    @cached_property
    def _places(self) -> dict[str, _Place]:
        return {
            row["provision"].value: _Place(
                key_of(row["act"]),
                row["place"].value,
                int(row["sequence"].value) if "sequence" in row else 0,
                row["text"].value if "text" in row else None,
                row["act"].value,
            )
            for row in self.rows("provisions")
        }

    @cached_property
    def _amendments(self) -> dict[str, tuple[AmendedBy, str | None]]:
        newest = {}
        for row in self.rows("amendments"):
            date = row["date"].value if "date" in row else None
            rule = row["rule"].value if "rule" in row else None
            newest[row["provision"].value] = (
                AmendedBy(row["number"].value if "number" in row else "", date),
                rule,
            )
        return newest

    def place(self, provision: Term) -> str:
        """`9/8`, `5/part-2`, …: what follows the act in the IRI of a provision."""
        return self.key(provision)

    def act_of(self, provision: str) -> str | None:
        """The key of the act in which a provision stands."""
        place = self._places.get(provision)
        return place.act if place else None

    def act_label(self, provision: str) -> Translations:
        """The name of the act in which a provision stands."""
        place = self._places.get(provision)
        return self._labels.get(place.act_id, {}) if place else {}

    def own_text(self, provision: Term) -> str | None:
        """The words of a provision itself, without those of its parts."""
        place = self._places.get(provision.value)
        return place.text if place else None

    def text(self, provision: Term) -> str | None:
        """All words of a provision: its own and those of what lies below it, in reading order."""
        within = [
            place
            for iri, place in self._places.items()
            if place.text and (iri == provision.value or iri.startswith(provision.value + "/"))
        ]
        return " ".join(place.text or "" for place in sorted(within, key=lambda p: p.sequence)) or None

    def sequence(self, provision: Term) -> tuple[int, str]:
        """Sort key: reading order in the act."""
        place = self._places.get(provision.value)
        return (place.sequence if place else 1 << 30, provision.value)

    def citation(self, provision: Term, quote: str | None) -> Citation:
        """A citation of a provision with the words on which a statement rests."""
        place = self._places.get(provision.value)
        amended, rule = self._amendment_of(provision.value)
        return Citation(
            act=place.act if place else "",
            provision=self.key(provision),
            id=provision.value,
            human_readable=self.label(provision),
            quote=quote,
            quote_lang="ru",
            amended_by=amended,
            effective=None,
            effective_rule=rule,
        )

    def _amendment_of(self, provision: str) -> tuple[AmendedBy | None, str | None]:
        """The newest amendment of a provision or of the one that holds it (an amended пункт)."""
        while provision.startswith(ns.ACT) and provision.count("/") > ns.ACT.count("/"):
            if provision in self._amendments:
                return self._amendments[provision]
            provision = provision.rpartition("/")[0]
        return None, None

    # -- readings, release, lists ------------------------------------------------------------------

    @cached_property
    def _readings(self) -> dict[str, list[ReadingNote]]:
        texts: dict[tuple[str, str], tuple[Translations, Translations, str | None]] = {}
        for row in self.rows("readings"):
            slot = texts.setdefault(
                (row["statement"].value, row["reading"].value),
                ({}, {}, key_of(row["confidence"]) if "confidence" in row else None),
            )
            for column, into in (("rule", slot[0]), ("alternative", slot[1])):
                value = row.get(column)
                if isinstance(value, Literal):
                    into[value.language or _NO_LANGUAGE] = value.value
        found: dict[str, list[ReadingNote]] = defaultdict(list)
        for (statement, reading), (rule, alternative, confidence) in sorted(texts.items()):
            node = NamedNode(reading)
            found[statement].append(
                ReadingNote(key_of(node), reading, self.label(node), rule, alternative, confidence)
            )
        return dict(found)

    def readings(self, statements: list[str]) -> list[ReadingNote]:
        """The readings on which some statements rest, each once."""
        notes = {note.key: note for statement in statements for note in self._readings.get(statement, [])}
        return list(notes.values())

    @cached_property
    def _dataset(self) -> list[Row]:
        return self.rows("dataset")

    def dataset(self, lang: str) -> Dataset:
        """Release, redaction and the note on its limits in one language."""
        rows = self._dataset
        notes = dict.fromkeys(
            row["note"].value
            for row in rows
            if isinstance(row.get("note"), Literal) and row["note"].language == lang  # type: ignore[union-attr]
        )
        dates = [row["redaction"].value for row in rows if "redaction" in row]
        release = rows[0]["release"].value if rows else ""
        return Dataset(release, dates[0] if dates else None, " ".join(notes))

    @cached_property
    def _about(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows("things"):
            found[row["thing"].value].append(row)
        return dict(found)

    def listed(self, thing: Term) -> ListedThing:
        """A thing with its names, definition and direct relations (those asserted and those inferred)."""
        names: dict[str, list[str]] = defaultdict(list)
        definition: Translations = {}
        types: list[str] = []
        relations: dict[str, list[str]] = defaultdict(list)
        for row in self._about.get(thing.value, []):
            predicate, value = row["predicate"].value, row["value"]
            if isinstance(value, Literal) and value.language and predicate == ns.SKOS + "altLabel":
                names[value.language].append(value.value)
            elif isinstance(value, Literal) and value.language and predicate == ns.SKOS + "definition":
                definition[value.language] = value.value
            elif predicate == ns.RDF + "type":
                types.append(key_of(value))
            elif predicate.startswith(ns.NS):
                relations[key_of(row["predicate"])].append(self._shown(value))
        others = {lang: sorted(found) for lang, found in names.items()}  # engines sort text in their own ways
        return ListedThing(
            self.key(thing), thing.value, self.label(thing), others, definition, types, dict(relations)
        )

    def _shown(self, value: Term) -> str:
        return value.value if isinstance(value, Literal) else self.key(value)

    @cached_property
    def collections(self) -> dict[str, dict[str, NamedNode]]:
        """List of the API → key → thing, in display order."""
        found: dict[str, dict[str, NamedNode]] = defaultdict(dict)
        for row in self.rows("collections"):
            thing = row["thing"]
            if isinstance(thing, NamedNode):
                found[row["collection"].value].setdefault(self.key(thing), thing)
        return dict(found)
