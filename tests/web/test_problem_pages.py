"""Every `type` of a problem document leads to what it means (CONTRACT: "each documented")."""

import pytest


def test_every_type_that_the_list_names_answers(client) -> None:
    listed = client.get("/problem").json()
    assert listed["total"] == len(listed["items"]) > 15
    for entry in listed["items"]:
        path = entry["type"].removeprefix("https://w3id.org/adisteme")
        told = client.get(path).json()
        assert told["title"] == entry["title"]
        assert set(told["title"]) == set(told["detail"]) == {"ru", "kk", "en"}


@pytest.mark.parametrize(
    "path", ["/api/v1/approvals", "/nothing", "/sparql?query=SELEC", "/sparql?query=a&query=b"]
)
def test_the_type_of_a_real_problem_is_documented(client, path: str) -> None:
    problem = client.get(path).json()
    assert problem["status"] >= 400
    told = client.get(problem["type"].removeprefix("https://w3id.org/adisteme"))
    assert told.status_code == 200
    assert told.json()["title"]["ru"] == problem["title"]


def test_an_unknown_kind_is_404_with_the_nearest(client) -> None:
    answer = client.get("/problem/not-fund")
    assert answer.status_code == 404
    assert "not-found" in answer.json()["nearest"]
