"""The IRIs of the graph on the service: 303, content negotiation, suffixes."""

from __future__ import annotations

import pyoxigraph
import pytest

BASE = "https://w3id.org/adisteme/"


def get(client, path, accept=None, **headers):
    return client.get(
        path, headers={**({"Accept": accept} if accept else {}), **headers}, follow_redirects=False
    )


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        (None, "html"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "html"),
        ("text/turtle", "ttl"),
        ("application/ld+json;q=0.9, text/turtle;q=0.2", "jsonld"),
        ("application/rdf+xml", "rdf"),
        ("application/n-triples", "nt"),
    ],
)
@pytest.mark.parametrize(
    "path", ["id/working-curriculum", "act/kz-583-2007/p9/8", "act/kz-583-2007@2021-05-06/p9/8"]
)
def test_a_thing_points_to_its_document(client, path, accept, suffix):
    seen = get(client, "/" + path, accept)
    assert seen.status_code == 303
    assert seen.headers["location"] == f"/doc/{path}.{suffix}"
    assert "Accept" in seen.headers["vary"]
    assert f'</doc/{path}.ttl>; rel="alternate"; type="text/turtle"' in seen.headers["link"]
    assert client.get(seen.headers["location"]).status_code == 200


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "rdf", "nt"])
def test_every_form_says_the_same(client, suffix):
    kinds = {"ttl": "TURTLE", "jsonld": "JSON_LD", "rdf": "RDF_XML", "nt": "N_TRIPLES"}
    body = client.get(f"/doc/id/lesson-plan.{suffix}").content
    triples = {q.triple for q in pyoxigraph.parse(body, format=getattr(pyoxigraph.RdfFormat, kinds[suffix]))}
    label = pyoxigraph.Literal("поурочный план", language="ru")
    about = pyoxigraph.NamedNode(BASE + "id/lesson-plan")
    assert any(t.subject == about and t.object == label for t in triples)
    turtle = client.get("/doc/id/lesson-plan.nt").content
    assert len(triples) == len(
        {q.triple for q in pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.N_TRIPLES)}
    )


def test_what_is_not_there(client):
    missing = get(client, "/id/lesson-pla", "text/turtle")
    assert missing.status_code == 404
    assert "lesson-plan" in missing.json()["nearest"]
    refused = get(client, "/id/lesson-plan", "image/png")
    assert refused.status_code == 406
    assert "text/turtle" in refused.json()["offers"]
    for path in (
        "/doc/id/lesson-plan",
        "/doc/id/lesson-plan.pdf",
        "/id/a b",
        "/id/%00",
        "/act/<x>",
        "/ns/0.0.1",
    ):
        assert get(client, path).status_code == 404, path


def test_the_page_for_people(client):
    page = client.get("/doc/id/lesson-plan.html", headers={"Accept-Language": "kk"}).text
    assert '<html lang="kk">' in page
    assert "сабақ жоспары" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
