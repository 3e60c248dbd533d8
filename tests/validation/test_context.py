"""The JSON-LD context: what it says, where it is served, and documents that refer to it."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from adisteme import namespaces as ns
from adisteme.errors import InputError
from adisteme.validation.context import CONTEXT, MAX_DEPTH, document, inline

STANDARD = {
    "http://www.w3.org/ns/org#": {
        "FormalOrganization", "OrganizationalUnit", "Membership", "unitOf", "member", "organization", "role",
        "classification",
    },
    "http://xmlns.com/foaf/0.1/": {"Person", "name"},
    "http://purl.org/dc/terms/": {"type", "date", "title", "conformsTo"},
    "http://www.w3.org/2004/02/skos/core#": {"Concept", "prefLabel"},
    "http://www.w3.org/2000/01/rdf-schema#": {"isDefinedBy"},
}  # fmt: skip
OBJECT_PROPERTY = NamedNode("http://www.w3.org/2002/07/owl#ObjectProperty")


def context() -> dict:
    return json.loads(document())["@context"]


def expanded(term: str) -> str:
    prefix, _, local = term.partition(":")
    return context()[prefix] + local


def terms() -> dict[str, dict]:
    """Term → its definition, prefixes and keywords left out."""
    return {
        key: value if isinstance(value, dict) else {"@id": value}
        for key, value in context().items()
        if not key.startswith("@") and not (isinstance(value, str) and value.startswith("http"))
    }


def quads(text: str) -> list:
    content = inline(text.replace("OURS", CONTEXT).encode(), "x.jsonld")
    return list(parse(content, format=RdfFormat.JSON_LD, base_iri="urn:adisteme:data/"))


def test_every_term_of_the_context_exists(graph):
    declared = {
        row["t"].value
        for row in graph.select("SELECT ?t { ?t a ?kind FILTER(STRSTARTS(STR(?t), '" + ns.NS + "')) }")
    }
    for name, told in terms().items():
        iri = expanded(told.get("@id") or told["@reverse"])
        space = max((known for known in (ns.NS, *STANDARD) if iri.startswith(known)), key=len)
        assert iri in declared or iri.removeprefix(space) in STANDARD.get(space, ()), name


def test_terms_are_read_as_their_properties_are_declared(graph):
    """Object properties take IRIs, those with kinds as values take keys, dates are dates."""
    rows = graph.select(
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX owl: <http://www.w3.org/2002/07/owl#>"
        "PREFIX adi: <https://w3id.org/adisteme/ns#>"
        "SELECT ?p ?type ?range ?kind { ?p a ?type FILTER(STRSTARTS(STR(?p), STR(adi:)))"
        " OPTIONAL { ?p rdfs:range ?range BIND(EXISTS { ?range rdfs:subClassOf* adi:Kind } AS ?kind) } }"
    )
    about = {row["p"].value: row for row in rows}
    by_hand = {"classification": "@vocab", "role": "@vocab", "kind": "@vocab", "date": "xsd:date"}
    checked = 0
    for name, told in terms().items():
        iri = expanded(told.get("@id") or told["@reverse"])
        if name in by_hand:
            assert told["@type"] == by_hand[name]
        elif iri.startswith(ns.NS) and name[0].islower():
            row = about[iri]
            is_object = row["type"] == OBJECT_PROPERTY
            kind = row.get("kind") == Literal(True)
            wanted = (
                "@vocab"
                if is_object and kind
                else "@id"
                if is_object
                else row["range"].value.replace(ns.XSD, "xsd:")
            )
            assert told["@type"] == wanted, name
            checked += 1
    assert checked > 15


def test_a_key_that_is_also_a_term_is_still_a_key(graph):
    rows = graph.select("SELECT DISTINCT ?kind { ?kind a <https://w3id.org/adisteme/ns#Kind> }")
    clashes = {row["kind"].value.removeprefix(ns.ID) for row in rows} & set(context())
    assert clashes == {"member", "selection"}
    for name, told in terms().items():
        if told.get("@type") == "@vocab":
            # its own name is left out: defined anew, it would lose its coercion
            keys = {key: f"id:{key}" for key in clashes - {name}}
            assert told["@context"] == {"@vocab": ns.ID, **keys}, name


@pytest.mark.parametrize(
    "text",
    [
        '{"@context": "OURS", "@id": "a", "classification": "college"}',
        '{"@context": ["OURS"], "@id": "a", "classification": "college"}',
        '{"@context": [null, {"x": "http://x.example/"}, "OURS"], "@id": "a", "classification": "college"}',
        '{"@context": {"x": "http://x.example/"}, "@graph": [{"@context": "OURS", "@id": "a",'
        ' "classification": "college"}]}',
        '{"@context":\n\n{"x": {"@id": "http://x.example/x", "@context": "OURS"}},\n'
        '"x": {"@id": "a", "classification": "college"}}',
        '{"@context": [{"x": {"@id": "http://x.example/x", "@context": "OURS"}}],\n'
        '"x": {"@id": "a", "classification": "college"}}',
    ],
)
def test_our_context_is_known_without_a_network(text):
    wanted = ("urn:adisteme:data/a", ns.ORG + "classification", ns.ID + "college")
    assert wanted in [(q.subject.value, q.predicate.value, q.object.value) for q in quads(text)
                      if isinstance(q.subject, NamedNode)]  # fmt: skip


def test_keys_dates_truth_and_names():
    found = quads(
        '{"@context": "OURS", "@id": "m", "@type": "Membership", "role": ["member", "teacher"],'
        ' "selection": "election",'
        ' "member": "person-1", "startDate": "2025-09-01", "combinedClasses": true,'
        ' "prefLabel": {"ru": "Школа 1", "kk": "Мектеп 1"}, "stages": {"@id": "s"}}'
    )
    assert {str(quad) for quad in found} == {
        "<urn:adisteme:data/m> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
        " <http://www.w3.org/ns/org#Membership>",
        "<urn:adisteme:data/m> <http://www.w3.org/ns/org#role> <https://w3id.org/adisteme/id/member>",
        "<urn:adisteme:data/m> <http://www.w3.org/ns/org#role> <https://w3id.org/adisteme/id/teacher>",
        "<urn:adisteme:data/m> <https://w3id.org/adisteme/ns#selection> <https://w3id.org/adisteme/id/election>",
        "<urn:adisteme:data/m> <http://www.w3.org/ns/org#member> <urn:adisteme:data/person-1>",
        "<urn:adisteme:data/m> <https://w3id.org/adisteme/ns#startDate>"
        ' "2025-09-01"^^<http://www.w3.org/2001/XMLSchema#date>',
        "<urn:adisteme:data/m> <https://w3id.org/adisteme/ns#combinedClasses>"
        ' "true"^^<http://www.w3.org/2001/XMLSchema#boolean>',
        '<urn:adisteme:data/m> <http://www.w3.org/2004/02/skos/core#prefLabel> "Школа 1"@ru',
        '<urn:adisteme:data/m> <http://www.w3.org/2004/02/skos/core#prefLabel> "Мектеп 1"@kk',
        "<urn:adisteme:data/s> <https://w3id.org/adisteme/ns#document> <urn:adisteme:data/m>",
    }


def test_a_mistyped_term_is_not_lost():
    """Without @vocab JSON-LD drops what the context does not name; so it stays and can be reported."""
    found = quads('{"@context": "OURS", "@id": "a", "strtDate": "x"}')
    assert [quad.predicate.value for quad in found] == [ns.NS + "strtDate"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"@context": "https://example.org/c", "@id": "a"}', 1),
        ('{\n"@context":\n "OURS?"}', 3),
        ('{"@context": ["OURS",\n "https://example.org/c"]}', 1),
        ('{"@context": {"@import": "https://example.org/c"}}', 1),
        ('{"@context": [{"@import": "https://example.org/c"}]}', 1),
        ('{"@context": [{"x": {"@id": "x:x", "@context": ["https://example.org/c"]}}]}', 1),
        ('{"@context": {},\n\n"@graph": [{"@context" : "file:///etc/passwd"}]}', 3),
    ],
)
def test_any_other_remote_context_is_refused(text, line):
    with pytest.raises(InputError) as error:
        inline(text.replace("OURS", CONTEXT).encode(), "x.jsonld")
    assert error.value.key == "context.remote"
    assert f"x.jsonld, line {line}:" in str(error.value)


def test_what_only_looks_like_a_reference_stays():
    text = '{"@id": "a", "http://x.example/p": ["\\"@context\\": \\"https://example.org/c\\"", "[[[{"]}'
    assert inline(text.encode(), "x.jsonld") == text.encode()


def test_depth_is_bounded_and_brackets_in_strings_do_not_count():
    deep = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert inline(deep.encode(), "x") == deep.encode()
    for text in ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), '{"a":[' * 50_000, "[{" * 51):
        with pytest.raises(InputError, match="deeper than 100"):
            inline(text.encode(), "x")
    quoted = '{"a": "' + "[" * 1000 + '\\"' + "{" * 1000 + '"}'
    assert inline(quoted.encode(), "x") == quoted.encode()


def test_a_broken_or_endless_array_of_contexts():
    with pytest.raises(InputError, match="cannot be read"):
        inline(b'{"@context": ["a"', "x")
    with pytest.raises(InputError, match="too long"):
        inline(b'{"@context": [' + b'"' + b"a" * 70_000, "x")


@pytest.mark.parametrize("text", ['"AAA"', " \n5", "-1", "null", "true", '\ufeff"a"'])
def test_a_document_is_an_object_or_an_array(text):
    with pytest.raises(InputError, match="an object or an array"):
        inline(text.encode(), "x")


@pytest.mark.parametrize("text", ["{}", " [ ]", "\ufeff{}", ""])
def test_and_those_are(text):
    assert inline(text.encode(), "x") == text.encode()


def test_lines_stay_where_they_were():
    text = '{"@context": [\n\n"OURS"\n],\n"@id": "a"}'.replace("OURS", CONTEXT)
    assert inline(text.encode(), "x").count(b"\n") == text.count("\n")


def test_served(client):
    answer = client.get("/context/v1.jsonld")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/ld+json"
    assert answer.headers["cache-control"].startswith("public")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.content == document()
    again = client.get(
        "/context/v1.jsonld", headers={"If-None-Match": f'W/{answer.headers["etag"]}, "other"'}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/context/v1.jsonld", headers={"If-None-Match": '"other"'}).status_code == 200
