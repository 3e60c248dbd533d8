"""SPARQL 1.1 query evaluation in process and over HTTP, by one comparator: nothing is lost on the way.

The engine itself fails some tests (FACTS); what is tested is that our layers add and hide none.
"""

import http.client
import json
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from conftest import SHARED
from query_evaluation import Given, Graphs, cases, consumed, failures, read_results
from served import TOKEN, Service

SUITE = SHARED / "w3c" / "sparql11"

pytestmark = pytest.mark.skipif(not SUITE.exists(), reason="../shared with the W3C suites is not here")


def in_process(graphs: Graphs, query: str) -> Given:
    store = ox.Store()
    for name, triples in graphs:
        graph = ox.NamedNode(name) if name else ox.DefaultGraph()
        store.extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)
    return consumed(store.query(query))


class OverHttp:
    """Puts the data into the private store, asks, and empties it again."""

    def __init__(self, service: Service) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)

    def send(self, method: str, path: str, body: bytes, kind: str, accept: str = "*/*") -> tuple[str, bytes]:
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": kind, "Accept": accept}
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status >= 400:
            raise ValueError(json.loads(content)["detail"])
        return answer.headers.get("Content-Type", "").partition(";")[0], content

    def __call__(self, graphs: Graphs, query: str) -> Given:
        self.send("POST", "/store/sparql", b"DROP ALL", "application/sparql-update")
        for name, triples in graphs:
            where = f"graph={quote(name, safe='')}" if name else "default"
            lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
            self.send("POST", f"/store/graphs?{where}", lines, "application/n-triples")
        accept = "application/sparql-results+json, application/n-triples;q=0.9"
        kind, content = self.send("POST", "/store/sparql", query.encode(), "application/sparql-query", accept)
        if kind == "application/n-triples":
            return [quad.triple for quad in ox.parse(content, format=ox.RdfFormat.N_TRIPLES)]
        return read_results(content, ox.QueryResultsFormat.JSON)


def test_the_same_tests_fail_in_process_and_over_http(service: Service) -> None:
    suite = list(cases(SUITE))
    assert len(suite) > 200
    over_http = OverHttp(service)
    ours = failures(suite, over_http)
    over_http.connection.close()
    theirs = failures(suite, in_process)
    print(f"{len(suite) - len(theirs)} of {len(suite)} pass in process, {len(suite) - len(ours)} over HTTP")
    assert set(ours) == set(theirs), {n: ours.get(n, theirs.get(n)) for n in set(ours) ^ set(theirs)}
    assert len(theirs) <= 12  # FACTS: 10 of 225; a comparator that fails everywhere would compare nothing
