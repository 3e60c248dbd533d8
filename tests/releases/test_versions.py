"""One release, one number, wherever it stands."""

from pathlib import Path

import yaml
from pyoxigraph import NamedNode

import adisteme
from adisteme import namespaces as ns

REPOSITORY = Path(__file__).resolve().parent.parent.parent


def test_the_citation_names_the_release(graph) -> None:  # type: ignore[no-untyped-def]
    citation = yaml.safe_load((REPOSITORY / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == adisteme.__version__
    header = NamedNode(ns.NS.removesuffix("#"))
    said = {q.predicate.value: q.object.value for q in graph.store.quads_for_pattern(header, None, None)}
    assert [entry["value"] for entry in citation["identifiers"]] == [said[ns.OWL + "versionIRI"]]
    assert str(citation["date-released"]) == said[ns.DCTERMS + "issued"]
    assert citation["version"] in said[ns.DCTERMS + "bibliographicCitation"]


def test_what_is_deprecated_says_what_replaces_it_or_why_nothing_does(graph) -> None:  # type: ignore[no-untyped-def]
    for quad in graph.store.quads_for_pattern(None, NamedNode(ns.OWL + "deprecated"), None):
        named = {q.predicate.value for q in graph.store.quads_for_pattern(quad.subject, None, None)}
        assert named & {ns.DCTERMS + "isReplacedBy", ns.SKOS + "note"}, quad.subject
