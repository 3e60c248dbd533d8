"""The graphs that a query names: found in its tokens, resolved as the engine does, and there or refused."""

from __future__ import annotations

from contextlib import suppress

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from adisteme.sparql_dataset import dataset
from adisteme.sparql_evaluation import QueryRequest, evaluate
from adisteme.sparql_text import QueryRefused, without_service

G, H = "http://example.org/g", "http://example.org/h"
EX = "PREFIX ex: <http://example.org/> "


def parse(text: str) -> None:
    with suppress(RuntimeError):
        Store().query(text, base_iri="http://example.org/")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ASK {}", []),
        ("SELECT * FROM <http://example.org/g> {}", [G]),
        ("SELECT * from named <http://example.org/g> {}", [G]),
        ("SELECT *FROM<http://example.org/g>{}", [G]),
        (EX + "ASK FROM ex:g FROM NAMED ex:h {}", [G, H]),
        (EX + "CONSTRUCT { ?s ?p ?o } FROM ex:g WHERE { ?s ?p ?o }", [G]),
        (EX + "DESCRIBE ex:a FROM NAMED ex:g", [G]),
        ("BASE <http://example.org/> SELECT * FROM <g> {}", [G]),
        (r"SELECT * FROM <http://example.org/\u0067> {}", [G]),
        ("SELECT * FROM <id/x> {}", ["https://w3id.org/adisteme/id/x"]),
        ("PREFIX s: <http://example.org/service/> SELECT * FROM s:g {}", ["http://example.org/service/g"]),
        ("CONSTRUCT { ?s ?p 'FROM' } WHERE { ?s ?p ?from }", []),
        ("PREFIX from: <http://e/> SELECT * { ?s from:a <http://e/FROM> } # FROM <http://g>", []),
        ("PREFIX FROMex: <http://e/> SELECT * { ?s FROMex:a 'FROM <http://g>' }", []),
        ("SELECT ?fromNAMED { ?fromNAMED ?p 1 }", []),
    ],
)
def test_the_graphs_that_a_query_names(query: str, expected: list[str]) -> None:
    assert dataset(query, parse, without_service(query)) == expected


@pytest.mark.parametrize(
    "query",
    [
        EX + "SELECT * FROMex:g { ?s ?p ?o }",
        EX + "SELECT * FROM NAMEDex:g { ?s ?p ?o }",
        EX + "ASKFROMex:g { ?s ?p ?o }",
        EX + "SELECT ?s FROMNAMEDex:g { ?s ?p ?o }",
        "SELECT * FROMNAMED<http://example.org/g> { ?s ?p ?o }",
        "PREFIX FROMex: <http://e/> " + EX + "SELECT * FROMex:g { ?s ?p ?o }",
    ],
)
def test_a_keyword_glued_to_a_name_is_refused(query: str) -> None:
    parse(query)  # the engine takes it
    with pytest.raises(QueryRefused) as refused:
        dataset(query, parse)
    assert refused.value.name == "unclear_from"
    assert refused.value.values["line"] == 1


def store() -> Store:
    store = Store()
    store.add(Quad(NamedNode("urn:a"), NamedNode("urn:p"), Literal(1), NamedNode(G)))
    return store


def test_a_graph_that_is_not_here_is_refused_and_those_that_are_here_are_told() -> None:
    with pytest.raises(QueryRefused) as refused:
        evaluate(store(), QueryRequest(f"SELECT * FROM <{G}> FROM NAMED <{H}> {{ ?s ?p ?o }}"))
    assert refused.value.name == "no_such_graph"
    assert refused.value.values == {"iri": H, "offers": G}
    assert H in refused.value.text("kk")


def test_the_dataset_of_the_protocol_goes_before_that_of_the_query() -> None:
    query = f"ASK FROM <{H}> {{ ?s ?p ?o }}"
    result = evaluate(store(), QueryRequest(query, default_graphs=(G,)))
    assert b"true" in result.body
    assert result.missing == ()
    assert evaluate(store(), QueryRequest("ASK {}", default_graphs=(H,), named_graphs=(G,))).missing == (H,)


@pytest.mark.parametrize("form", ["json", "csv", "xml", "tsv"])
def test_a_result_over_the_limit_is_refused_as_a_whole(form: str) -> None:
    query = "SELECT (1 AS ?n) { " + " ".join("{ VALUES ?x { 1 2 3 4 5 6 7 8 9 10 } }" for _ in range(3)) + "}"
    whole = evaluate(store(), QueryRequest(query, rows_format=form)).body
    exact = QueryRequest(query, rows_format=form, max_bytes=len(whole))
    assert evaluate(store(), exact).body == whole
    with pytest.raises(QueryRefused) as refused:
        evaluate(store(), QueryRequest(query, rows_format=form, max_bytes=len(whole) - 1))
    assert refused.value.name == "result_too_large"


def test_a_graph_over_the_limit_is_refused_too() -> None:
    with pytest.raises(QueryRefused) as refused:
        evaluate(store(), QueryRequest("CONSTRUCT WHERE { ?s ?p ?o }", max_bytes=10))
    assert refused.value.name == "result_too_large"
