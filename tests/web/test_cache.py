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
