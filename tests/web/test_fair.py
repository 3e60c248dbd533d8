"""The FOOPS! tests that can run against our own service (quality-lists.md).

Not run, since they need the web at large: FIND2 (prefix registered), and that PURL1, URI1 and OM4's licence
answer at w3id.org and creativecommons.org themselves.
"""

from __future__ import annotations

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, RdfFormat

import adisteme

ONTOLOGY = NamedNode("https://w3id.org/adisteme/ns")
NS = ONTOLOGY.value + "#"
OWL, RDF, RDFS = (
    "http://www.w3.org/2002/07/owl#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
)
DCTERMS, VANN = "http://purl.org/dc/terms/", "http://purl.org/vocab/vann/"


@pytest.fixture(scope="module")
def triples(client):
    answer = client.get("/ns", headers={"Accept": "text/turtle"})
    assert answer.headers["content-type"].startswith("text/turtle")
    return list(pyoxigraph.parse(answer.content, format=RdfFormat.TURTLE))


def values(triples, predicate):
    return [t.object for t in triples if t.subject == ONTOLOGY and t.predicate.value == predicate]


def test_purl1_uri2_the_declared_iri_is_the_persistent_one(triples):
    declared = {t.subject for t in triples if t.object == NamedNode(OWL + "Ontology")}
    assert ONTOLOGY in declared
    assert ONTOLOGY.value.startswith("https://w3id.org/")


def test_uri1_http1_rdf1_the_iri_leads_to_rdf_that_parses(triples):
    assert len(triples) > 1000


def test_ver1_ver2_the_version_has_an_iri_that_resolves(client, triples):
    (version,) = values(triples, OWL + "versionIRI")
    path = version.value.removeprefix("https://w3id.org/adisteme")
    assert client.get(path, headers={"Accept": "text/turtle"}).status_code == 200
    assert version.value.endswith(adisteme.__version__)


@pytest.mark.parametrize(
    "predicate",
    [
        *(DCTERMS + name for name in ("title", "description", "license", "creator")),  # OM1, OM4
        OWL + "versionIRI",
        VANN + "preferredNamespaceUri",  # OM1
        VANN + "preferredNamespacePrefix",  # FIND1, OM2
        OWL + "versionInfo",
        DCTERMS + "created",
        DCTERMS + "bibliographicCitation",  # OM2
        DCTERMS + "identifier",
        DCTERMS + "publisher",
        "http://xmlns.com/foaf/0.1/logo",
        "http://purl.org/ontology/bibo/status",
        DCTERMS + "source",
        DCTERMS + "issued",  # OM3, OM5
        "https://schema.org/includedInDataCatalog",  # FIND3
    ],
)
def test_om_find_the_header_says(triples, predicate):
    assert values(triples, predicate)


def test_cn1_doc1_html_and_rdf_by_content_negotiation(client):
    for accept, kind in (("text/html", "text/html"), ("application/rdf+xml", "application/rdf+xml")):
        answer = client.get("/ns", headers={"Accept": accept})
        assert answer.headers["content-type"].startswith(kind)
    page = client.get("/ns", headers={"Accept": "text/html"}).text
    assert "effectivelyGovernedBy" in page


def test_voc2_foreign_terms_are_used(client):
    query = """ASK { GRAPH <https://w3id.org/adisteme/graph/alignments> {
        ?ours ?relation ?theirs FILTER(STRSTARTS(STR(?theirs), "http://www.w3.org/ns/org#")) } }"""
    assert client.get("/sparql", params={"query": query}).json()["boolean"] is True


def test_voc3_voc4_every_term_has_a_label_and_a_definition(triples):
    kinds = {OWL + name for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")}
    terms = {
        t.subject
        for t in triples
        if isinstance(t.object, NamedNode)
        and t.object.value in kinds
        and isinstance(t.subject, NamedNode)
        and t.subject.value.startswith(NS)
    }
    assert len(terms) > 100
    for predicate in (RDFS + "label", "http://www.w3.org/2004/02/skos/core#definition"):
        for lang in ("ru", "kk", "en"):
            named = {
                t.subject
                for t in triples
                if t.predicate.value == predicate and getattr(t.object, "language", None) == lang
            }
            assert terms <= named


def test_the_logo_and_the_catalogue_resolve(client):
    assert client.get("/static/logo.svg").status_code == 200
    void = client.get("/.well-known/void", headers={"Accept": "text/turtle"})
    assert "void#Dataset" in void.text
