"""The graphs that a query asks for: each must be here, for nothing is fetched.

The engine takes a graph that it does not have for an empty one, and so would answer with silence. What a
query names is refused; what a parameter of the protocol names is empty, as the W3C's tests demand, and is
told (`QueryResult.missing`). And the engine reads
`FROMex:g` as the keyword and a name. So every keyword must stand as a word of its own, and what is left must
still parse with another word in place of each further `from`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from adisteme import namespaces as ns
from adisteme.sparql_text import QueryRefused, Token, in_other_words, line_and_column, tokens, without_service

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_EMPTY = Store()


def dataset(query: str, parse: Callable[[str], object], stand_in: str | None = None) -> list[str]:
    """The IRIs of the graphs behind FROM and FROM NAMED; empty where the query names no dataset.

    Args:
        query: the text.
        parse: runs the engine's parser; raises SyntaxError.
        stand_in: what can be parsed in its place without harm (`without_service`), of the same length.

    Raises:
        QueryRefused: `unclear_from`, a keyword that is glued to a name.
        SyntaxError: the query is no SPARQL.
    """
    if "from" not in query.lower():
        return []
    parts = list(tokens(query))
    clauses = [place for place, token in enumerate(parts) if _is(token, "FROM")]
    _refuse_hidden(stand_in or query, parts, {parts[place].start for place in clauses}, parse)
    names = [_name(query, parts, place) for place in clauses]
    return _resolved(query, parts, names, parse) if names else []


def missing(iris: Iterable[str], store: Store) -> tuple[str, ...]:
    """Those of some graphs that the store does not have."""
    wanted = tuple(iris)
    return tuple(iri for iri in wanted if iri not in _names(store)) if wanted else ()


def _names(store: Store) -> list[str]:
    return sorted(graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode))


def refuse_missing(iris: Iterable[str], store: Store) -> None:
    """Refuse graphs that the store does not have.

    Raises:
        QueryRefused: `no_such_graph`, with those that it has.
    """
    for iri in missing(iris, store):
        raise QueryRefused("no_such_graph", iri=iri, offers=", ".join(_names(store)))


def _is(token: Token, word: str) -> bool:
    return token.kind == "word" and token.text.upper() == word


def _refuse_hidden(query: str, parts: list[Token], known: set[int], parse: Callable[[str], object]) -> None:
    glued = [t for t in parts if t.kind == "word" and "FROM" in t.text.upper() and t.start not in known]
    if not glued and query.lower().count("from") > len(known):
        parse(query)
        other = in_other_words(query, "from", keep=known)
        try:
            if other is not None:
                parse(other)
                return
        except SyntaxError:
            pass
        glued = [t for t in parts if "FROM" in t.text.upper() and t.start not in known]
    for token in glued[:1]:
        raise _unclear(query, token)


def _name(query: str, parts: list[Token], place: int) -> str:
    rest = parts[place + 1 : place + 3]
    if rest and _is(rest[0], "NAMED"):
        rest = rest[1:]
    elif rest and rest[0].text.upper().startswith("NAMED"):  # the engine may take it for the keyword
        raise _unclear(query, rest[0])
    if not rest or rest[0].kind not in {"iri", "name"}:
        raise _unclear(query, parts[place])
    return rest[0].text


def _resolved(query: str, parts: list[Token], names: list[str], parse: Callable[[str], object]) -> list[str]:
    """The engine itself resolves prefixes, bases and escapes, behind the query's own prologue."""
    form = next((t for t in parts if t.kind == "word" and t.text.upper().startswith(_FORMS)), None)
    if form is None:
        raise _unclear(query, parts[0])
    wanted = " ".join(f"(STR({name}) AS ?g{number})" for number, name in enumerate(names))
    text = f"{query[: form.start]}\nSELECT {wanted} {{}}"
    try:
        without = without_service(text)
        if without is not None:
            parse(without)
        rows = _EMPTY.query(text, base_iri=ns.BASE)
        assert isinstance(rows, QuerySolutions)
        values = list(next(rows))
    except SyntaxError:
        raise _unclear(query, form) from None
    return [value.value for value in values if isinstance(value, Literal)]


def _unclear(query: str, token: Token) -> QueryRefused:
    line, column = line_and_column(query, token.start)
    return QueryRefused("unclear_from", line=line, column=column)
