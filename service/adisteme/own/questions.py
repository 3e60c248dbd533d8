"""Questions of an added folder: what would fail when they are asked is told when they are read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from string import Formatter

from adisteme.errors import InputError, SourceError
from adisteme.languages import LANGUAGES
from adisteme.own.sparql import QueryFault, columns, named_in
from adisteme.own.texts import utf8
from adisteme.queries import NamedQuery

_TOLD = ("title", "asks", "says")
_SENTENCES = ("asks", "says", "silent", "refers", "disputed")
_GAPS = {"results", "citations", "refers_to"}
_REFUSED = frozenset({"SERVICE"})
_ANSWERS = ("thing", "value", "refersTo")
_OTHERS = ("nearest", "route", "overrides")


def faults(query: NamedQuery, collections: Mapping[str, Collection[str]]) -> Iterator[InputError]:
    """What is wrong with a question.

    Args:
        query: the question.
        collections: lists of the API, with the keys that stand in each.
    """
    yield from _query(query)
    yield from _parameters(query, collections)
    yield from _header(query)


def unknown(query: NamedQuery, keys: Collection[str]) -> Iterator[InputError]:
    """Other questions that a question names and that there are not.

    Args:
        query: the question.
        keys: those of all questions.
    """
    for field in _OTHERS:
        key = query.header.get(field)
        if key is not None and key not in keys:
            yield _fault(query, "own.no_question", field=field, value=key)


def undeclared(query: NamedQuery, fault_of: Callable[[str], InputError | None]) -> Iterator[InputError]:
    """Names in a question that nobody has declared.

    Args:
        query: the question.
        fault_of: what is wrong with an IRI, if anything.
    """
    for iri, line in named_in(query.sparql, ""):
        if problem := fault_of(iri):
            at = _line_in_file(query.path, line)
            yield SourceError("own.at", file=query.path, line=at, problem=problem)


def _header(query: NamedQuery) -> Iterator[InputError]:
    if "serves" in query.header:
        yield _fault(query, "own.serves")
    for field in (*_TOLD, *_SENTENCES[2:]):
        said = query.header.get(field)
        if said is None and field not in _TOLD:
            continue
        lacking = [lang for lang in LANGUAGES if not _text(said, lang)]
        if lacking:
            yield _fault(query, "own.untold", field=field, languages=", ".join(lacking))
    names = {parameter.name for parameter in query.parameters}
    for field in _SENTENCES:
        said = query.header.get(field)
        for text in said.values() if isinstance(said, dict) else ():
            yield from _gaps(query, field, str(text), names | _GAPS)
    split = query.header.get("cases")
    if split is not None and split not in names:
        yield _fault(query, "own.cases", value=split)
    places = query.header.get("provisions", [])
    if not isinstance(places, list) or not all(isinstance(place, str) for place in places):
        yield _fault(query, "own.places")


def _text(said: object, lang: str) -> bool:
    return isinstance(said, dict) and isinstance(said.get(lang), str) and bool(said[lang].strip())


def _gaps(query: NamedQuery, field: str, text: str, allowed: set[str]) -> Iterator[InputError]:
    try:
        gaps = {
            (name or "") + (f"!{turned}" if turned else "") + (f":{form}" if form else "")
            for _, name, form, turned in Formatter().parse(text)
            if name is not None
        }
    except ValueError:
        yield _fault(query, "own.braces", field=field)
        return
    for gap in sorted(gaps - allowed):
        yield _fault(query, "own.gap", field=field, gap=gap, allowed=", ".join(sorted(allowed)))


def _parameters(query: NamedQuery, collections: Mapping[str, Collection[str]]) -> Iterator[InputError]:
    from adisteme.catalogue import nearest

    for parameter in query.parameters:
        if parameter.collection not in collections:
            near = nearest(parameter.collection, dict.fromkeys(collections))
            problem = SourceError(
                "own.collection", name=parameter.name, value=parameter.collection, nearest=near
            )
            yield SourceError("own.at_file", file=query.path, problem=problem)
            continue
        try:
            standing = query.standing(parameter.name)
        except InputError as error:
            yield error
            continue
        if standing is None and not parameter.optional:
            yield _fault(query, "own.undef", name=parameter.name)


def _query(query: NamedQuery) -> Iterator[InputError]:
    try:
        found = columns(query.sparql, refused=_REFUSED)
    except QueryFault as fault:
        yield SourceError(
            "own.at", file=query.path, line=_line_in_file(query.path, fault.line), problem=fault
        )
        return
    if not set(found) & set(_ANSWERS):
        yield _fault(query, "own.no_answer", columns=", ".join(f"?{name}" for name in _ANSWERS))


def _line_in_file(path: Path, line: int) -> int:
    """The line of the file for a line of the query, which has no header and begins with its first word."""
    kept = [(n, text) for n, text in enumerate(utf8(path).splitlines(), 1) if not text.startswith("#+")]
    first = next((i for i, (_, text) in enumerate(kept) if text.strip()), 0)
    return kept[min(first + line - 1, len(kept) - 1)][0] if kept else 1


def _fault(query: NamedQuery, key: str, **values: str) -> SourceError:
    return SourceError("own.at_file", file=query.path, problem=SourceError(key, **values))  # type: ignore[arg-type]
