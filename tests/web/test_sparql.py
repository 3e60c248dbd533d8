"""`/sparql` as SPARQL 1.1 Protocol and Service Description have it, and what it must refuse or survive."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from adisteme.sparql_evaluation import QueryRequest, evaluate, evaluate_text, query_threads, work
from adisteme.sparql_text import QueryRefused
from adisteme.web import problems, sparql, sparql_request
from adisteme.workers import InProcess

SHARED = Path(__file__).resolve().parents[3] / "shared"
TYPE = "https://w3id.org/adisteme/problem/"
E = "http://example.org/"
ONE, TWO = NamedNode(E + "g1"), NamedNode(E + "g2")
SD = "http://www.w3.org/ns/sparql-service-description#"


def example() -> Store:
    store = Store()
    number = NamedNode(E + "number")
    store.add(Quad(NamedNode(E + "college1"), number, Literal(1), ONE))
    store.add(Quad(NamedNode(E + "college2"), number, Literal(2), ONE))
    store.add(Quad(NamedNode(E + "college3"), number, Literal(3), TWO))
    return store


def application(store: Store) -> FastAPI:
    app = FastAPI()
    problems.install(app)
    lane = InProcess(work(store), query_threads())
    app.include_router(sparql.router(lambda: store, lane))
    return app


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(application(example()), raise_server_exceptions=False) as client:
        yield client


@contextmanager
def served(store: Store) -> Iterator[str]:
    """The service on a free port of this machine."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application(store), log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/sparql"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def ask(client: TestClient, query: str, accept: str | None = None, **fields: str) -> Any:
    headers = {"Accept": accept} if accept else {}
    return client.get("/sparql", params={"query": query, **fields}, headers=headers)


def problem(got: Any, status: int, key: str) -> dict[str, Any]:
    assert got.status_code == status, got.text
    assert got.headers["content-type"] == "application/problem+json"
    assert got.headers["access-control-allow-origin"] == "*"
    document: dict[str, Any] = got.json()
    assert (document["type"], document["status"]) == (TYPE + key, status)
    return document


def numbers(got: Any) -> list[int]:
    assert got.status_code == 200, got.text
    return sorted(int(row["n"]["value"]) for row in got.json()["results"]["bindings"])


NUMBERS = "SELECT ?n { ?s <http://example.org/number> ?n }"
NUMBERS_IN_GRAPHS = "SELECT ?n { GRAPH ?g { ?s <http://example.org/number> ?n } }"


# The query operation (SPARQL 1.1 Protocol, 2.1)


def test_query_by_get(client: TestClient) -> None:
    got = ask(client, NUMBERS)
    assert numbers(got) == [1, 2, 3]
    assert got.headers["content-type"] == "application/sparql-results+json"
    assert got.headers["vary"] == "Accept"
    assert got.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", ";charset=UTF-8"])
def test_query_by_post(client: TestClient, charset: str) -> None:
    query = "SELECT ('колледж' AS ?n) {}"
    form = client.post(
        "/sparql",
        content=urlencode({"query": query}),
        headers={"Content-Type": "application/x-www-form-urlencoded" + charset},
    )
    direct = client.post(
        "/sparql", content=query.encode(), headers={"Content-Type": "application/sparql-query" + charset}
    )
    for got in (form, direct):
        assert got.json()["results"]["bindings"] == [{"n": {"type": "literal", "value": "колледж"}}]


def test_a_byte_order_mark_is_no_part_of_the_query(client: TestClient) -> None:
    got = client.post(
        "/sparql", content=b"\xef\xbb\xbfASK {}", headers={"Content-Type": "application/sparql-query"}
    )
    assert got.json()["boolean"] is True


@pytest.mark.parametrize(
    ("query", "default", "named", "expected"),
    [
        (NUMBERS, [], [], [1, 2, 3]),  # the union
        (NUMBERS_IN_GRAPHS, [], [], [1, 2, 3]),
        (NUMBERS, ["g1"], [], [1, 2]),
        (NUMBERS, ["g1", "g1"], [], [1, 2]),
        (NUMBERS, ["g1", "g2"], [], [1, 2, 3]),
        (NUMBERS, ["nothing"], [], []),
        (NUMBERS_IN_GRAPHS, ["g1"], [], []),  # no graph is named
        (NUMBERS_IN_GRAPHS, [], ["g2"], [3]),
        (NUMBERS, [], ["g2"], []),  # the default graph is empty
        (NUMBERS_IN_GRAPHS, ["g1"], ["g2"], [3]),
        # the dataset of the protocol goes before that of the query (2.1.4)
        ("SELECT ?n FROM <http://example.org/g1> { ?s ?p ?n }", [], [], [1, 2]),
        ("SELECT ?n FROM <http://example.org/g1> { ?s ?p ?n }", ["g2"], [], [3]),
        ("SELECT ?n FROM <http://example.org/g1> { ?s ?p ?n }", [], ["g2"], []),
        ("SELECT ?n FROM NAMED <http://example.org/g1> { ?s ?p ?n }", [], [], []),
        ("SELECT ?n FROM NAMED <http://example.org/g1> { GRAPH ?g { ?s ?p ?n } }", [], [], [1, 2]),
        ("SELECT ?n FROM <http://example.org/g1> { GRAPH ?g { ?s ?p ?n } }", [], [], []),
    ],
)
@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_dataset(
    client: TestClient, way: str, query: str, default: list[str], named: list[str], expected: list[int]
) -> None:
    graphs = [("default-graph-uri", E + graph) for graph in default]
    graphs += [("named-graph-uri", E + graph) for graph in named]
    if way == "get":
        got = client.get("/sparql?" + urlencode([("query", query), *graphs]))
    elif way == "form":
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        got = client.post("/sparql", content=urlencode([("query", query), *graphs]), headers=headers)
    else:
        headers = {"Content-Type": "application/sparql-query"}
        got = client.post("/sparql?" + urlencode(graphs), content=query, headers=headers)
    assert numbers(got) == expected


def test_a_relative_iri_has_the_base_of_the_product(client: TestClient) -> None:
    got = ask(client, "SELECT (STR(<id/college>) AS ?n) {}")
    assert got.json()["results"]["bindings"][0]["n"]["value"] == "https://w3id.org/adisteme/id/college"


def test_head_has_the_headers_of_get(client: TestClient) -> None:
    full = ask(client, NUMBERS)
    head = client.head("/sparql", params={"query": NUMBERS})
    assert head.content == b""
    assert head.headers == full.headers
    assert client.head("/sparql").headers == client.get("/sparql").headers
    assert client.head("/sparql", params={"query": "nonsense"}).status_code == 400


def test_options(client: TestClient) -> None:
    got = client.options("/sparql", headers={"Origin": "http://a", "Access-Control-Request-Method": "POST"})
    assert got.status_code == 204
    assert got.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert got.headers["access-control-allow-origin"] == "*"
    assert "POST" in got.headers["access-control-allow-methods"]
    assert "content-type" in got.headers["access-control-allow-headers"].lower()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods(client: TestClient, method: str) -> None:
    got = client.request(method, "/sparql", content=b"query=ASK%20%7B%7D")
    problem(got, 405, "method-not-allowed")
    assert set(got.headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}


# Forms of results


ROWS = {
    "json": ("application/sparql-results+json", QueryResultsFormat.JSON),
    "xml": ("application/sparql-results+xml", QueryResultsFormat.XML),
    "tsv": ("text/tab-separated-values", QueryResultsFormat.TSV),
}
GRAPHS = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "trig": ("application/trig", RdfFormat.TRIG),
    "nq": ("application/n-quads", RdfFormat.N_QUADS),
}
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@pytest.mark.parametrize("key", ROWS)
@pytest.mark.parametrize("by", ["accept", "format"])
def test_rows(client: TestClient, key: str, by: str) -> None:
    media_type, form = ROWS[key]
    got = ask(client, NUMBERS, accept=media_type) if by == "accept" else ask(client, NUMBERS, format=key)
    assert got.headers["content-type"].partition(";")[0] == media_type
    rows = parse_query_results(got.content, format=form)
    assert isinstance(rows, QuerySolutions)
    assert sorted(row["n"].value for row in rows) == ["1", "2", "3"]  # type: ignore[union-attr]


def test_csv(client: TestClient) -> None:
    got = ask(
        client, 'SELECT ?a ?n { VALUES (?a ?n) { ("x,\\"y" 1) (UNDEF 2) } } ORDER BY ?n', accept="text/csv"
    )
    assert got.headers["content-type"] == "text/csv; charset=utf-8"
    assert list(csv.reader(io.StringIO(got.text))) == [["a", "n"], ['x,"y', "1"], ["", "2"]]


@pytest.mark.parametrize("key", GRAPHS)
@pytest.mark.parametrize("by", ["accept", "format"])
def test_graphs(client: TestClient, key: str, by: str) -> None:
    media_type, form = GRAPHS[key]
    got = ask(client, CONSTRUCT, accept=media_type) if by == "accept" else ask(client, CONSTRUCT, format=key)
    assert got.headers["content-type"].partition(";")[0] == media_type
    triples = {quad.triple for quad in parse(got.content, format=form)}
    assert triples == {quad.triple for quad in example()}


def test_describe(client: TestClient) -> None:
    got = ask(client, "DESCRIBE <http://example.org/college3>")
    assert got.headers["content-type"] == "text/turtle; charset=utf-8"
    assert [str(quad.object.value) for quad in parse(got.content, format=RdfFormat.TURTLE)] == ["3"]  # type: ignore[union-attr]


def test_turtle_uses_the_prefixes_of_the_product(client: TestClient) -> None:
    got = ask(client, "CONSTRUCT { <id/college> a <ns#Body> } WHERE {}")
    assert "id:college a adi:Body" in got.text


@pytest.mark.parametrize(
    ("key", "true"), [("json", '"boolean":true'), ("xml", "<boolean>true"), ("csv", "true")]
)
def test_ask(client: TestClient, key: str, true: str) -> None:
    assert true in ask(client, "ASK { ?s ?p 3 }", format=key).text
    assert "false" in ask(client, "ASK { ?s ?p 4 }", format=key).text


@pytest.mark.parametrize(
    ("accept", "rows", "graph"),
    [
        (None, "application/sparql-results+json", "text/turtle"),
        ("*/*", "application/sparql-results+json", "text/turtle"),
        ("application/json", "application/json", "application/json"),
        ("text/csv;q=0.3, application/sparql-results+xml;q=0.31, */*;q=0.1",
         "application/sparql-results+xml", "text/turtle"),
        ("application/n-triples, text/csv", "text/csv", "application/n-triples"),
        ("*/*;q=0.5, application/sparql-results+json;q=0, text/turtle;q=0",
         "application/sparql-results+xml", "application/n-triples"),
        ("application/ld+json;q=0.9, text/tab-separated-values;q=0.8, text/html",
         "text/tab-separated-values", "application/ld+json"),
    ],
)  # fmt: skip
def test_accept(client: TestClient, accept: str | None, rows: str, graph: str) -> None:
    for query, expected in ((NUMBERS, rows), (CONSTRUCT, graph)):
        got = client.get("/sparql", params={"query": query}, headers={"Accept": accept or ""})
        assert got.headers["content-type"].partition(";")[0] == expected


def test_several_accept_headers_are_one(client: TestClient) -> None:
    got = client.get(
        "/sparql", params={"query": NUMBERS}, headers=[("Accept", "text/html"), ("Accept", "text/csv")]
    )
    assert got.headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize(
    ("query", "accept", "offers"),
    [
        (NUMBERS, "text/html", {"application/sparql-results+json", "text/csv", "text/turtle"}),
        (
            NUMBERS,
            "text/turtle",
            {"application/sparql-results+json", "application/sparql-results+xml", "text/csv"},
        ),
        (CONSTRUCT, "text/csv", {"text/turtle", "application/n-triples", "application/rdf+xml"}),
    ],
)
def test_not_acceptable_lists_the_offers(
    client: TestClient, query: str, accept: str, offers: set[str]
) -> None:
    got = ask(client, query, accept=accept)
    document = problem(got, 406, "not-acceptable")
    assert offers <= set(document["offers"])
    assert accept not in document["offers"]
    assert all(offer in document["detail"] for offer in document["offers"])
    assert "Accept" in got.headers["vary"].split(", ")


def test_format_goes_before_accept(client: TestClient) -> None:
    assert (
        ask(client, NUMBERS, accept="text/html", format="csv").headers["content-type"].startswith("text/csv")
    )
    problem(ask(client, CONSTRUCT, format="csv"), 406, "not-acceptable")
    assert ask(client, CONSTRUCT, accept="application/n-triples", format="").status_code == 200


def test_an_unknown_format_lists_the_nearest(client: TestClient) -> None:
    document = problem(ask(client, NUMBERS, format="jsonl"), 422, "unknown-format")
    assert document["nearest"][0] in {"json", "jsonld"}
    assert "ttl" in document["offers"]


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ('SELECT ("a\\u0001" AS ?n) {}', "xml"),
        ('CONSTRUCT { <http://a> <http://b/c> "\\uFFFE" } WHERE {}', "rdf"),
        ("CONSTRUCT { <http://a> <http://b/1> 2 } WHERE {}", "rdf"),
        ("CONSTRUCT { <http://a> <http://b> <<( <http://a> <http://b> 1 )>> } WHERE {}", "jsonld"),
    ],
)
def test_what_a_form_cannot_hold_is_told_and_not_broken(client: TestClient, query: str, key: str) -> None:
    problem(ask(client, query, format=key), 406, "not-representable")
    assert ask(client, query).status_code == 200


# The description of the service


def test_service_description(client: TestClient) -> None:
    got = client.get("http://127.0.0.1/sparql", headers={"Accept": "text/turtle"})
    store = Store()
    store.bulk_load(got.content, format=RdfFormat.TURTLE)
    service = NamedNode("http://127.0.0.1/sparql")

    def values(term: str) -> set[str]:
        quads = store.quads_for_pattern(service, NamedNode(SD + term), None)
        return {quad.object.value for quad in quads}  # type: ignore[union-attr]

    assert values("endpoint") == {service.value}
    assert values("supportedLanguage") == {SD + "SPARQL11Query"}
    assert values("feature") == {SD + "UnionDefaultGraph"}
    formats = "http://www.w3.org/ns/formats/"
    assert {
        formats + name for name in ("SPARQL_Results_JSON", "SPARQL_Results_CSV", "Turtle", "RDF_XML")
    } <= values("resultFormat")
    names = store.query(f"SELECT ?n {{ ?d <{SD}namedGraph> [ a <{SD}NamedGraph> ; <{SD}name> ?n ] }}")
    assert isinstance(names, QuerySolutions)
    assert sorted(row["n"].value for row in names) == [ONE.value, TWO.value]  # type: ignore[union-attr]


@pytest.mark.parametrize("key", GRAPHS)
def test_service_description_in_every_form(client: TestClient, key: str) -> None:
    media_type, form = GRAPHS[key]
    got = client.get("/sparql", headers={"Accept": media_type})
    assert got.headers["content-type"].partition(";")[0] == media_type
    assert any(quad.object == NamedNode(SD + "Service") for quad in parse(got.content, format=form))


def test_a_browser_gets_a_form(client: TestClient) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    for lang in ("ru", "kk", "en"):
        got = client.get("/sparql", headers={"Accept": accept, "Accept-Language": lang})
        assert got.headers["content-type"] == "text/html; charset=utf-8"
        assert f'<html lang="{lang}">' in got.text
        assert '<textarea id="query" name="query"' in got.text
        loaded = re.findall(r'(?:src|href|action)="([^"]*)"', got.text)
        assert loaded
        assert not [address for address in loaded if "//" in address], "nothing is loaded from elsewhere"


def test_a_bare_get_that_accepts_nothing_of_ours(client: TestClient) -> None:
    document = problem(client.get("/sparql", headers={"Accept": "image/png"}), 406, "not-acceptable")
    assert {"text/turtle", "text/html"} <= set(document["offers"])


@pytest.mark.parametrize("host", ["a b", "<script>", "[::1", "", "example.org:port", '"', "\\", "а"])
def test_a_host_that_is_no_host(client: TestClient, host: str) -> None:
    got = client.get("/sparql", headers={"Host": host.encode()})
    assert got.status_code == 200
    assert list(parse(got.content, format=RdfFormat.TURTLE))


# Errors


@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
def test_a_malformed_query_tells_line_and_column(client: TestClient, lang: str) -> None:
    document = problem(
        ask(client, "SELECT * {\n  ?s ?p ?o .\n  FILTER(?o = )\n}", lang=lang), 400, "malformed-query"
    )
    assert (document["line"], document["column"], document["near"]) == (3, 15, ")")
    assert document["answered_in"] == lang
    assert "3" in document["detail"]
    assert "15" in document["detail"]


def test_missing_and_several_queries(client: TestClient) -> None:
    problem(client.get("/sparql?default-graph-uri=http://a"), 400, "missing-query")
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    problem(client.post("/sparql", content="", headers=form), 400, "missing-query")
    problem(client.get("/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D"), 400, "several-queries")
    problem(
        client.post("/sparql?query=ASK%20%7B%7D", content="query=ASK%20%7B%7D", headers=form),
        400,
        "several-queries",
    )
    problem(ask(client, ""), 400, "incomplete-query")


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "text/plain",
        "application/json",
        "multipart/form-data; boundary=x",
        "application/sparql-query; charset=utf-16",
        "/;",
    ],
)
def test_other_content_types(client: TestClient, content_type: str | None) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    got = client.post("/sparql", content=b"ASK {}", headers=headers)
    document = problem(got, 415, "unsupported-media-type")
    assert got.headers["accept-post"] == ", ".join(document["offers"])


UPDATE = "INSERT DATA { <http://a> <http://b> <http://c> }"


def test_updates_are_refused(client: TestClient) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    direct = {"Content-Type": "application/sparql-update"}
    problem(client.post("/sparql", content=UPDATE, headers=direct), 403, "update-refused")
    problem(
        client.post("/sparql", content=urlencode({"update": UPDATE}), headers=form), 403, "update-refused"
    )
    problem(client.get("/sparql", params={"update": UPDATE}), 403, "update-refused")
    problem(ask(client, UPDATE), 403, "update-refused")
    problem(ask(client, "LOAD <http://127.0.0.1/>"), 403, "update-refused")
    assert numbers(ask(client, NUMBERS)) == [1, 2, 3]


@pytest.fixture
def neighbour() -> Iterator[tuple[str, list[bytes]]]:
    """A server on this machine that counts who comes."""
    heard: list[bytes] = []
    body = b'{"head":{"vars":[]},"results":{"bindings":[{}]}}'
    listening = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                heard.append(connection.recv(65536))
                connection.sendall(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
                    b"Connection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
                )

    thread = threading.Thread(target=listen)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/", heard
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join()


GOING_OUT = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { sErViCe SILENT <URL> { ?s ?p ?o } }",
    "PREFIX ex: <URL> SELECT * { SERVICEex:a { ?s ?p ?o } }",
    "PREFIX ex: <URL> SELECT * { SERVICESILENTex:a { ?s ?p ?o } }",
    "SELECT * { VALUES ?s { 1 } FILTER(?s<2)SERVICE#>\n<URL> { ?s ?p ?o } }",
    "SELECT * { VALUES ?x { '''a' } SERVICE <URL> { ?s ?p ?o } #\\q '''\n }",
    "SELECT * { #\rSERVICE <URL> { ?s ?p ?o }\n}",
    "SELECT * { BIND(<URL> AS ?u) SERVICE ?u { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "ASK { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "DESCRIBE ?s { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } }",
]


@pytest.mark.parametrize("query", GOING_OUT)
def test_nothing_goes_out(client: TestClient, neighbour: tuple[str, list[bytes]], query: str) -> None:
    url, heard = neighbour
    text = query.replace("URL", url)
    got = ask(client, text)
    assert got.status_code in {400, 403}
    assert got.headers["content-type"] == "application/problem+json"
    assert heard == []


def test_the_engine_alone_would_go_out(neighbour: tuple[str, list[bytes]]) -> None:
    """Proves that the test above can fail."""
    url, heard = neighbour
    for number in (0, 2, 4, 5, 6):
        before = len(heard)
        rows = Store().query(GOING_OUT[number].replace("URL", url))
        assert isinstance(rows, QuerySolutions)
        rows.serialize(format=QueryResultsFormat.JSON)
        assert len(heard) > before


def test_a_remote_graph_is_not_fetched(client: TestClient, neighbour: tuple[str, list[bytes]]) -> None:
    url, heard = neighbour
    for clause in (f"FROM <{url}>", f"FROM NAMED <{url}>"):
        got = ask(client, f"SELECT ?n {clause} {{ ?s ?p ?n }}")
        document = problem(got, 422, "no-such-graph")
        assert url in document["detail"]
        assert document["offers"] == [E + "g1", E + "g2"]
    # The W3C's tests demand an answer to this one; it says that the graph is not here.
    got = client.get("/sparql", params={"query": NUMBERS, "default-graph-uri": url})
    assert numbers(got) == []
    assert got.headers["warning"] == f'299 - "no such graph here: <{url}>"'
    assert "warning" not in client.get("/sparql", params={"query": NUMBERS}).headers
    assert heard == []


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX ex: <http://e/> SELECT ?service { ?service ex:SERVICE 'SERVICE <x> {}' } # SERVICE ?x {}",
        "PREFIX service: <http://e/> SELECT * { ?s service:a <http://e/SERVICE> }",
        "PREFIX load: <http://e/> SELECT ?load ?insert { ?load load:LOAD ?insert }",
    ],
)
def test_words_that_are_no_keywords_are_answered(client: TestClient, query: str) -> None:
    assert ask(client, query).json()["results"]["bindings"] == []


@pytest.mark.parametrize("encoded", ["%FF", "%ED%A0%80", "ASK%20%7B%7D%C0%80", "%F4%90%80%80"])
def test_text_that_is_no_utf_8(client: TestClient, encoded: str) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    problem(client.get("/sparql?query=" + encoded), 400, "invalid-text")
    problem(client.post("/sparql", content="query=" + encoded, headers=form), 400, "invalid-text")


def test_a_body_that_is_no_utf_8(client: TestClient) -> None:
    direct = {"Content-Type": "application/sparql-query"}
    for body in (b"\xff", b"ASK { ?s ?p '\xed\xa0\x80' }", "ASK {}".encode("utf-16")):
        problem(client.post("/sparql", content=body, headers=direct), 400, "invalid-text")


def test_a_query_from_elsewhere_with_a_lone_surrogate() -> None:
    for query in ("ASK { ?s ?p '\ud800' }", "ASK { ?s ?p '\ud800 service' }"):
        with pytest.raises(QueryRefused):
            evaluate(example(), QueryRequest(query))


@pytest.mark.parametrize(
    "query",
    [
        "\0", "ASK {\0}", "SELECT", "{", "}", "SELECT ?x ?x {}", "ASK { ?s ?p '\\uD800' }", "\u2028",
        "ASK {} ASK {}", "SELECT * {} LIMIT 99999999999999999999999999", "SELECT (<http://f>(1) AS ?x) {}",
        "BASE <a b> ASK {}", "ASK { ?s ?p <a b> }", "ASK", "1", "'", '"""', "<", "\\", "#",
    ],
)  # fmt: skip
def test_nonsense_is_the_clients_fault(client: TestClient, query: str) -> None:
    got = ask(client, query)
    assert got.status_code == 400
    assert got.headers["content-type"] == "application/problem+json"


def test_nul_in_a_string_is_text(client: TestClient) -> None:
    assert ask(client, "SELECT ('\0' AS ?n) {}").json()["results"]["bindings"][0]["n"]["value"] == "\0"


@pytest.mark.parametrize("iri", ["relative", "", "http://a b/", "\ud7ff", "urn", "http://[/"])
def test_a_graph_that_is_no_iri(client: TestClient, iri: str) -> None:
    for name in ("default-graph-uri", "named-graph-uri"):
        problem(client.get("/sparql", params={"query": NUMBERS, name: iri}), 400, "invalid-graph-iri")


def test_sizes(client: TestClient) -> None:
    direct = {"Content-Type": "application/sparql-query"}
    megabyte = "ASK { VALUES ?x { '" + "a" * 1_000_000 + "' } }"
    assert client.post("/sparql", content=megabyte, headers=direct).json()["boolean"] is True
    problem(
        client.post("/sparql", content=b"#" * (sparql_request.MAX_BODY + 1), headers=direct),
        413,
        "content-too-large",
    )
    assert (
        client.post(
            "/sparql", content=b"#" * (sparql_request.MAX_BODY - 6) + b"\nASK{}", headers=direct
        ).status_code
        == 200
    )
    problem(client.get("/sparql?query=" + "a" * sparql_request.MAX_QUERY_STRING), 414, "uri-too-long")
    fields = "&".join(["default-graph-uri=urn:a"] * (sparql_request.MAX_FIELDS + 1))
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    problem(client.post("/sparql", content="query=ASK%7B%7D&" + fields, headers=form), 400, "bad-request")


def test_a_body_without_end_is_cut_off_at_the_limit() -> None:
    sent: list[dict[str, Any]] = []
    parts = 0

    async def receive() -> dict[str, Any]:
        nonlocal parts
        parts += 1
        assert parts < 1_000, "the whole of an endless body is read"
        return {"type": "http.request", "body": b"#" * 65536, "more_body": True}

    async def send(event: MutableMapping[str, Any]) -> None:
        sent.append(dict(event))

    scope = {
        "type": "http", "method": "POST", "path": "/sparql", "raw_path": b"/sparql", "query_string": b"",
        "headers": [(b"content-type", b"application/sparql-query")], "http_version": "1.1", "scheme": "http",
        "asgi": {"version": "3.0"}, "server": ("localhost", 80), "root_path": "",
    }  # fmt: skip
    asyncio.run(application(example())(scope, receive, send))
    assert sent[0]["status"] == 413


def test_deep_nesting(client: TestClient) -> None:
    direct = {"Content-Type": "application/sparql-query"}
    for opening, inner, closing in (("(", "1", ")"), ("STR(", "1", ")"), ("EXISTS {FILTER(", "1", ")}")):
        text = "ASK { FILTER(" + opening * 100_000 + inner + closing * 100_000 + ") }"
        problem(client.post("/sparql", content=text, headers=direct), 400, "nested-too-deep")
    problem(client.post("/sparql", content="ASK " + "{" * 100_000, headers=direct), 400, "nested-too-deep")
    problem(
        client.post("/sparql", content="ASK { FILTER(1" + "+1" * 100_000 + ") }", headers=direct),
        400,
        "too-complex",
    )


# Outside of HTTP, and many at once


def test_evaluate_text() -> None:
    store = example()
    assert evaluate_text(store, NUMBERS + " ORDER BY ?n") == b"n\r\n1\r\n2\r\n3\r\n"
    assert json.loads(evaluate_text(store, "ASK {}", "json"))["boolean"] is True
    assert b"<http://example.org/college1>" in evaluate_text(store, CONSTRUCT)
    with pytest.raises(QueryRefused) as caught:
        evaluate_text(store, CONSTRUCT, "csv")
    assert caught.value.name == "not_acceptable"


def many() -> Store:
    store = Store()
    number = NamedNode(E + "number")
    store.extend(Quad(NamedNode(f"{E}college{i}"), number, Literal(i), ONE) for i in range(2_000))
    return store


def test_sixteen_clients_at_once() -> None:
    """Results that cross threads end the process (FACTS), and only parallel requests show it."""

    def work(number: int, url: str) -> Counter[str]:
        seen: Counter[str] = Counter()
        host, port = url.removeprefix("http://").removesuffix("/sparql").split(":")
        with socket.create_connection((host, int(port))) as connection, connection.makefile("rwb") as stream:
            for turn in range(30):
                low = (number * 100 + turn) % 1_900
                key, query = CASES[turn % len(CASES)]
                path = "/sparql?format=" + key + "&query=" + quote(query.replace("LOW", str(low)))
                stream.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                stream.flush()
                status = stream.readline().split()[1].decode()
                size = 0
                while (line := stream.readline().strip()) != b"":
                    name, _, value = line.partition(b":")
                    size = int(value) if name.lower() == b"content-length" else size
                body = stream.read(size)
                seen[f"{status} {'right' if right(key, body, low) else 'wrong'}"] += 1
        return seen

    def right(key: str, body: bytes, low: int) -> bool:
        if key == "csv":
            return body.split() == [b"n", *(str(n).encode() for n in range(low, low + 100))]
        if key == "nt":
            return {quad.object.value for quad in parse(body, format=RdfFormat.N_TRIPLES)} == {  # type: ignore[union-attr]
                str(n) for n in range(low, low + 100)
            }
        if key == "json":
            return json.loads(body) == {"head": {}, "boolean": True}
        return b"malformed-query" in body

    where = "{ ?s <http://example.org/number> ?n FILTER(?n >= LOW && ?n < LOW + 100) }"
    CASES = [  # noqa: N806
        ("csv", f"SELECT ?n {where} ORDER BY ?n"),
        ("nt", "CONSTRUCT { ?s <http://example.org/number> ?n } WHERE " + where),
        ("json", f"ASK {where}"),
        ("tsv", "SELECT LOW"),
    ]
    with served(many()) as url, ThreadPoolExecutor(16) as pool:
        seen = sum(pool.map(lambda number: work(number, url), range(16)), Counter())
    assert seen.keys() == {"200 right", "400 right"}
    assert seen.total() == 16 * 30


def test_the_routes_are_documented() -> None:
    paths = application(Store()).openapi()["paths"]["/sparql"]
    assert set(paths) == {"get", "post"}
    names = {parameter["name"] for parameter in paths["get"]["parameters"]}
    assert {"query", "default-graph-uri", "named-graph-uri", "format", "lang"} <= names
    assert set(paths["post"]["requestBody"]["content"]) == {
        "application/sparql-query",
        "application/x-www-form-urlencoded",
    }


def test_every_format_that_is_given_must_be_one(client):
    got = client.post("/sparql?format=nothing", data={"query": "ASK {}", "format": "xml"})
    assert got.status_code == 422
    assert client.post("/sparql?format=csv", data={"query": "ASK {}", "format": "xml"}).status_code == 200
