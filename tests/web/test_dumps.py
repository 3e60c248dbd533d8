"""`/dumps`: the files of a release are what the manifest says, and VoID leads to them."""

import gzip
import hashlib
import json

import pyoxigraph as ox
import pytest

from adisteme import __version__, namespaces
from adisteme.snapshot import write

VOID_DUMP = ox.NamedNode("http://rdfs.org/ns/void#dataDump")


@pytest.fixture(scope="module")
def listing(client):
    return client.get("/dumps").json()


def test_the_listing_names_the_release_and_every_named_graph(listing) -> None:
    assert listing["release"] == __version__
    assert [entry["graph"] for entry in listing["files"]][:-1] == [g.value for g in namespaces.GRAPHS]


def test_every_file_has_the_hash_and_the_triples_of_the_listing(client, graph, listing) -> None:
    for entry in listing["files"]:
        answer = client.get(entry["href"], headers={"Accept-Encoding": "identity"})
        assert answer.headers["content-type"] == "application/n-quads"
        assert hashlib.sha256(answer.content).hexdigest() == entry["sha256"]
        assert sum(1 for _ in ox.parse(answer.content, format=ox.RdfFormat.N_QUADS)) == entry["triples"]
    assert listing["files"][-1]["triples"] == len(graph.store)


def test_a_dump_is_packed_for_those_who_take_it(client, listing) -> None:
    entry = listing["files"][-1]
    with client.stream("GET", entry["href"], headers={"Accept-Encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert hashlib.sha256(gzip.decompress(raw)).hexdigest() == entry["sha256"]
    refused = client.get(entry["href"], headers={"Accept-Encoding": "gzip;q=0"})
    assert "content-encoding" not in refused.headers


def test_a_dump_that_the_client_has_is_not_sent_again(client, listing) -> None:
    href = listing["files"][0]["href"]
    tag = client.get(href).headers["etag"]
    for value in (tag, f"W/{tag}", f'"a,b", {tag}', "*"):
        again = client.get(href, headers={"If-None-Match": value})
        assert (again.status_code, again.content) == (304, b"")
    again = client.get(href, headers=[("If-None-Match", '"other"'), ("If-None-Match", tag)])
    assert again.status_code == 304
    for value in (tag[:-2] + '"', tag.strip('"'), f'"x{tag[1:]}', '"*"', f'"a, {tag.strip(chr(34))}, b"'):
        assert client.get(href, headers={"If-None-Match": value}).status_code == 200, value


def test_an_unknown_file_is_404_with_the_nearest(client) -> None:
    answer = client.get("/dumps/inferredd.nq")
    assert answer.status_code == 404
    assert "inferred.nq" in answer.json()["nearest"]


def test_void_leads_to_the_dumps(client) -> None:
    void = client.get("/.well-known/void", headers={"Accept": "text/turtle"}).content
    found = [t.object.value for t in ox.parse(void, format=ox.RdfFormat.TURTLE) if t.predicate == VOID_DUMP]
    assert len(found) == 1 + len(namespaces.GRAPHS)
    for address in found:
        assert client.get(address).status_code == 200


def test_the_folder_of_build_holds_the_same_bytes(client, graph, listing, tmp_path) -> None:
    write(graph, tmp_path)
    for entry in listing["files"]:
        assert hashlib.sha256((tmp_path / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    written = json.loads((tmp_path / "manifest.json").read_text())
    assert written["files"][0]["sha256"] == listing["files"][0]["sha256"]
