"""Answers from memory are the answers of the framework."""

from __future__ import annotations

PATH = "/api/v1/approvals?document=lesson-plan"


def test_the_same_bytes_and_tag_each_time(client):
    first, second = client.get(PATH), client.get(PATH)
    assert first.content == second.content
    assert first.headers["etag"] == second.headers["etag"]
    assert first.headers["content-type"] == "application/json"


def test_a_known_answer_is_not_sent_again(client):
    tag = client.get(PATH).headers["etag"]
    for value in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(PATH, headers={"If-None-Match": value})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == tag
    assert client.get(PATH, headers={"If-None-Match": '"other"'}).status_code == 200


def test_languages_do_not_mix(client):
    answers = {lang: client.get(PATH, headers={"Accept-Language": lang}) for lang in ("ru", "kk", "en")}
    assert [answer.json()["answered_in"] for answer in answers.values()] == ["ru", "kk", "en"]
    assert len({answer.headers["etag"] for answer in answers.values()}) == 3
    for lang, answer in answers.items():
        assert answer.headers["content-language"] == lang
        assert "Accept-Language" in answer.headers["vary"]


def test_errors_are_not_kept_as_answers(client):
    for _ in range(2):
        assert client.get("/api/v1/approvals?document=nothing").status_code == 422
        assert client.get("/api/v1/nothing").status_code == 404


def test_a_large_answer_is_packed_for_those_who_take_it(client):
    import gzip

    plain = client.get(PATH, headers={"Accept-Encoding": "identity"})
    with client.stream("GET", PATH, headers={"Accept-Encoding": "br;q=0.5, gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
    assert "content-encoding" not in plain.headers
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw) == plain.content
    assert int(answer.headers["content-length"]) == len(raw) < len(plain.content)
    assert answer.headers["etag"] != plain.headers["etag"]
    for tag in (answer.headers["etag"], plain.headers["etag"]):
        assert client.get(PATH, headers={"If-None-Match": tag}).status_code == 304


def test_forms_of_linked_data_do_not_mix(client):
    kinds = ["text/turtle", "text/html", "application/ld+json"]
    for _ in range(2):
        for kind in kinds:
            answer = client.get("/ns", headers={"Accept": kind})
            assert answer.headers["content-type"].startswith(kind)
            assert "Accept" in answer.headers["vary"].split(", ")


def test_no_cache_asks_the_framework_again(client):
    assert client.get(PATH, headers={"Cache-Control": "no-cache"}).json() == client.get(PATH).json()


def test_sparql_is_kept_but_not_what_differs_each_time(client):
    def ask(query):
        return client.get("/sparql", params={"query": query, "format": "csv"})

    steady = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert ask(steady).headers["etag"] == ask(steady).headers["etag"]
    for query in (
        "SELECT (RAND() AS ?r) {}",
        "SELECT (rand # so\n() AS ?r) {}",
        "SELECT (STRUUID() AS ?r) {}",
    ):
        first, second = ask(query), ask(query)
        assert first.status_code == 200
        assert first.text != second.text
        assert first.headers["cache-control"] == "no-store"


def test_forms_of_sparql_results_do_not_mix(client):
    query = {"query": "ASK {}"}
    for _ in range(2):
        for kind in ("application/sparql-results+json", "text/csv"):
            assert (
                client.get("/sparql", params=query, headers={"Accept": kind})
                .headers["content-type"]
                .startswith(kind)
            )


def test_addresses_in_a_description_are_those_of_the_client(client):
    for host in ("one.example", "two.example"):
        answer = client.get("/sparql", headers={"Host": host, "Accept": "text/turtle"})
        assert f"http://{host}/sparql" in answer.text


def test_head_has_the_headers_of_get(client):
    for path in ("/sparql?query=ASK{}", "/sparql", PATH, "/ns", "/id/kafedra", "/dumps/text.nq"):
        got = client.get(path, follow_redirects=False)
        head = client.head(path, follow_redirects=False)
        assert (head.status_code, head.content) == (got.status_code, b"")
        assert {**head.headers, "date": ""} == {**got.headers, "date": ""}, path


def test_where_there_is_get_head_is_allowed_too(client):
    refused = client.delete("/api/v1/documents")
    assert refused.status_code == 405
    assert set(refused.headers["allow"].split(", ")) >= {"GET", "HEAD"}


def test_the_forms_of_one_address_are_linked(client):
    for path in ("/ns", "/.well-known/void"):
        links = client.get(path).headers["link"]
        for kind in ("text/html", "text/turtle", "application/ld+json"):
            assert f'<{path}>; rel="alternate"; type="{kind}"' in links
