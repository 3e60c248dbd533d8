"""The catalogue as `sh:SPARQLExecutable`: each example runs on `/sparql` as it lies."""

from html import unescape

import pyoxigraph as ox

SH = "http://www.w3.org/ns/shacl#"
PATH = "/.well-known/sparql-examples"


def test_each_question_is_an_example_in_three_languages(client, catalogue) -> None:
    text = client.get(PATH, headers={"Accept": "text/turtle"}).content
    triples = list(ox.parse(text, format=ox.RdfFormat.TURTLE))
    examples = {t.subject.value for t in triples if t.object == ox.NamedNode(SH + "SPARQLExecutable")}
    assert {example.rpartition("/")[2] for example in examples} == set(catalogue.questions)
    for example in examples:
        assert client.get(example.removeprefix("https://w3id.org/adisteme")).status_code in (200, 422)
        said = [t for t in triples if t.subject.value == example]
        comments = {t.object.language for t in said if t.predicate.value.endswith("#comment")}
        assert comments == {"ru", "kk", "en"}
    selects = [t.object.value for t in triples if t.predicate.value == SH + "select"]
    assert len(selects) == len(examples)
    for select in selects[::20]:
        answer = client.get("/sparql", params={"query": select}, headers={"Accept": "application/json"})
        assert answer.status_code == 200


def test_people_get_a_page_with_the_queries_escaped(client) -> None:
    page = client.get(PATH, headers={"Accept": "text/html"}, params={"lang": "kk"})
    assert page.headers["content-type"].startswith("text/html")
    assert '<html lang="kk">' in page.text
    assert "PREFIX adi: &lt;https://w3id.org/adisteme/ns#&gt;" in page.text


def test_the_page_of_sparql_offers_the_questions(client, catalogue) -> None:
    html = {"Accept": "text/html"}
    text = client.get("/sparql?lang=en", headers=html).text
    for key in catalogue.questions:
        assert f'example={key}"' in text
    chosen = client.get("/sparql?lang=en&example=leader-of-body", headers=html).text
    assert catalogue.question("leader-of-body").sparql.splitlines()[-2] in unescape(chosen)
    wrong = client.get("/sparql?example=leader-of-bodi", headers=html)
    assert wrong.status_code in (404, 422)
    assert "leader-of-body" in wrong.json()["nearest"]


def test_the_start_page_leads_to_all_parts(client) -> None:
    text = client.get("/?lang=en").text
    for path in ("/sparql", "/docs", "/dumps", "/.well-known/sparql-examples", "/.well-known/void"):
        assert f'href="{path}' in text
        assert client.get(path).status_code == 200
