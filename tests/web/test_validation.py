"""`POST /api/v1/validate`: bodies, parts, parameters, the forms of the report."""

from __future__ import annotations

import csv
import gzip
import io

import pytest
from pyoxigraph import RdfFormat, parse

URL = "/api/v1/validate"
TURTLE = {"Content-Type": "text/turtle"}
ADI = "https://w3id.org/adisteme/ns#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
DOCUMENT = f"<urn:d> <{TYPE}> <{ADI}Document> ."
BODIES = {
    "text/turtle": DOCUMENT,
    "text/turtle; charset=utf-8": DOCUMENT,
    "application/trig": f"<urn:g> {{ {DOCUMENT} }}",
    "application/n-triples": DOCUMENT,
    "application/n-quads": f"<urn:d> <{TYPE}> <{ADI}Document> <urn:g> .",
    "application/rdf+xml": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    f'xmlns:adi="{ADI}"><adi:Document rdf:about="urn:d"/></rdf:RDF>',
    "application/ld+json": f'{{"@id": "urn:d", "@type": "{ADI}Document"}}',
}


@pytest.mark.parametrize("kind", BODIES)
def test_six_syntaxes(kind: str, client) -> None:
    report = client.post(URL, content=BODIES[kind], headers={"Content-Type": kind}).json()
    assert report["verdict"] == "violations"
    assert {(f["focus"], f["file"], f["line"]) for f in report["results"]} == {("urn:d", "body", 1)}


def test_a_gzipped_body(client) -> None:
    headers = {**TURTLE, "Content-Encoding": "gzip"}
    answer = client.post(URL, content=gzip.compress(DOCUMENT.encode()), headers=headers)
    assert answer.json()["verdict"] == "violations"


def test_several_files(client) -> None:
    files = [
        ("file", ("one.ttl", DOCUMENT)),
        ("file", ("two.nt.gz", gzip.compress(("\n" + DOCUMENT.replace("urn:d", "urn:e")).encode()))),
        ("more", ("three", BODIES["application/rdf+xml"].replace("urn:d", "urn:f"), "application/rdf+xml")),
    ]
    results = client.post(URL, files=files).json()["results"]
    assert {(f["focus"], f["file"], f["line"]) for f in results} == {
        ("urn:d", "one.ttl", 1),
        ("urn:e", "two.nt.gz", 2),
        ("urn:f", "three", 1),
    }


FORMS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


@pytest.mark.parametrize("kind", FORMS)
def test_the_report_in_rdf(kind: str, client) -> None:
    answer = client.post(URL, content=DOCUMENT, headers={**TURTLE, "Accept": kind})
    assert answer.headers["content-type"].partition(";")[0] == kind
    triples = list(parse(answer.content, FORMS[kind]))
    results = [t for t in triples if t.predicate.value == "http://www.w3.org/ns/shacl#result"]
    assert results
    assert {t.object.value for t in triples if t.predicate.value.endswith("#focusNode")} == {"urn:d"}


def test_other_forms_by_accept_and_by_parameter(client) -> None:
    page = client.post(
        URL, content=DOCUMENT, headers={**TURTLE, "Accept": "text/html", "Accept-Language": "kk"}
    )
    assert page.text.startswith("<!DOCTYPE html>")
    assert page.headers["content-language"] == "kk"
    assert page.headers["cache-control"] == "no-store"
    table = client.post(URL + "?format=csv&lang=en", content=DOCUMENT, headers=TURTLE)
    assert table.content.startswith(b"\xef\xbb\xbfseverity,")
    rows = csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"), newline=""))
    assert {row["focus"] for row in rows} == {"urn:d"}
    junit = client.post(URL + "?format=junit", content=DOCUMENT, headers=TURTLE)
    assert junit.headers["content-type"] == "application/xml; charset=utf-8"
    assert "<testsuites" in junit.text


def test_limit_and_reference_date(client) -> None:
    whole = client.post(URL, content=DOCUMENT, headers=TURTLE).json()
    assert whole["total"] > 1
    assert whole["truncated"] is False
    cut = client.post(URL + "?limit=1&as_of=2026-09-01&engine=auto", content=DOCUMENT, headers=TURTLE).json()
    assert (cut["total"], cut["truncated"], len(cut["results"])) == (whole["total"], True, 1)
    assert cut["counts"] == whole["counts"]


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE"])
def test_only_post_is_allowed(method: str, client) -> None:
    answer = client.request(method, URL)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST, OPTIONS"


def test_options_tell_what_is_taken(client) -> None:
    answer = client.options(URL)
    assert answer.status_code == 204
    assert "text/turtle" in answer.headers["accept-post"]
    assert "multipart/form-data" in answer.headers["accept-post"]
    assert "text/csv" not in answer.headers["accept-post"]  # whose name would be missing


@pytest.mark.parametrize(
    ("query", "kind", "status", "problem"),
    [
        ("", "application/pdf", 415, "unsupported-media-type"),
        ("lang=tlh", "text/turtle", 422, "unusable-input"),
        ("", "text/turtle; charset=koi8-r", 415, "unsupported-media-type"),
    ],
)
def test_problems_have_their_type(query: str, kind: str, status: int, problem: str, client) -> None:
    answer = client.post(f"{URL}?{query}", content=DOCUMENT, headers={"Content-Type": kind})
    assert answer.status_code == status
    assert answer.json()["type"] == "https://w3id.org/adisteme/problem/" + problem


def test_the_schema_of_the_report_is_published_and_true(client) -> None:
    schema = client.get("/openapi.json").json()
    call = schema["paths"][URL]["post"]
    content = call["responses"]["200"]["content"]
    assert set(FORMS) | {"text/html", "text/csv"} <= set(content)
    name = content["application/json"]["schema"]["$ref"].rpartition("/")[2]
    report = client.post(URL, content=DOCUMENT, headers=TURTLE).json()
    models = schema["components"]["schemas"]
    assert set(models[name]["properties"]) == set(report)
    assert set(models["Coverage"]["properties"]) == set(report["coverage"][0])
    assert "class" in models["Unchecked"]["properties"]
    results = models[name]["properties"]["results"]["items"]["$ref"].rpartition("/")[2]
    assert set(models[results]["properties"]) == set(report["results"][0])
    assert "multipart/form-data" in call["requestBody"]["content"]


def test_a_validation_while_all_workers_are_busy_is_told_to_come_again() -> None:
    """What a lane says of itself reaches the client: 503 with Retry-After, and 504 past the deadline."""
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

    from adisteme.web import problems, validation
    from adisteme.workers import Busy, DeadlinePassed

    class Stub:
        def __init__(self, error: Exception) -> None:
            self.error = error

        async def run(self, request: object, gone: object = None) -> tuple[None, bytes]:
            raise self.error

    for error, status in ((Busy(retry_after=7), 503), (DeadlinePassed(60), 504)):
        app = FastAPI()
        problems.install(app)
        app.include_router(validation.router(Stub(error)))
        with TestClient(app) as own:
            answer = own.post(URL, content=DOCUMENT, headers=TURTLE)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert ("retry-after" in answer.headers) == (status == 503)


@pytest.mark.parametrize("kind", ["text/turtle", "application/ld+json", "text/csv"])
def test_an_empty_body_is_refused(kind: str, client) -> None:
    answer = client.post(URL + "?lang=en", content=b"", headers={"Content-Type": kind})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert (
        answer.json()["detail"] == "The body of the request is empty; send the records to be checked in it."
    )


CUT = {
    "ru": "Составное тело запроса обрывается до закрывающей границы; отправьте его целиком.",
    "kk": "Сұраудың құрама денесі жабатын шекарасына жетпей үзілген; оны толық жіберіңіз.",
    "en": "The multipart body ends before its closing boundary; send the whole of it.",
}


def multipart(*files: tuple[str, str]) -> bytes:
    head = '--b\r\nContent-Disposition: form-data; name="file"; filename="{}"\r\n\r\n{}\r\n'
    return "".join(head.format(*file) for file in files).encode() + b"--b--\r\n"


@pytest.mark.parametrize("files", [1, 2])
@pytest.mark.parametrize(
    "kept",
    [
        pytest.param(len("--b--\r\n"), id="no boundary behind the last part"),
        pytest.param(len("-\r\n"), id="one hyphen short"),
        pytest.param(len("> .\r\n--b--\r\n"), id="within a part"),
        pytest.param(len(DOCUMENT) + len('lename="one.ttl"\r\n\r\n\r\n--b--\r\n'), id="within a header"),
    ],
)
def test_a_multipart_body_that_is_cut_loses_no_file_in_silence(kept: int, files: int, client) -> None:
    body = multipart(*[("one.ttl", DOCUMENT)] * files)[:-kept]
    for lang, told in CUT.items():
        headers = {"Content-Type": "multipart/form-data; boundary=b"}
        answer = client.post(f"{URL}?lang={lang}", content=body, headers=headers)
        assert (answer.status_code, answer.json().get("detail")) == (422, told)


@pytest.mark.parametrize("behind", [b"", b"what a client writes behind\r\n"])
def test_the_end_of_a_multipart_body_may_be_bare(behind: bytes, client) -> None:
    body = multipart(("one.ttl", DOCUMENT)).removesuffix(b"\r\n") + behind
    answer = client.post(URL, content=body, headers={"Content-Type": "multipart/form-data; boundary=b"})
    assert answer.json()["verdict"] == "violations"


def test_all_files_that_cannot_be_read_are_named_at_once(client) -> None:
    files = [("one.ttl", "x y z"), ("two.ttl", DOCUMENT), ("three.nt", "x"), ("people.csv", "id,age\n1,2\n")]
    answer = client.post(URL + "?lang=en", files=[("file", file) for file in files])
    assert answer.status_code == 422
    lines = answer.json()["detail"].splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "one.ttl, line 1",
        "three.nt, line 1",
        "people.csv, row 1, column B “age”",
    ]


def test_all_files_of_unknown_kinds_are_named_at_once(client) -> None:
    files = [("file", (name, DOCUMENT)) for name in ("one.docx", "two.ttl", "three.pdf")]
    answer = client.post(URL + "?lang=en", files=files)
    assert answer.status_code == 415
    lines = answer.json()["detail"].splitlines()
    assert [line.partition(":")[0] for line in lines] == ["one.docx", "three.pdf"]


@pytest.mark.parametrize("kind", ["text/n3", "text/rdf+n3", ";;;", "image/png"])
def test_a_content_type_that_is_refused_is_named(kind: str, client) -> None:
    answer = client.post(URL + "?lang=en", content=DOCUMENT, headers={"Content-Type": kind})
    assert answer.status_code == 415
    told = f"The content type {kind} is not supported; supported are: text/turtle,"
    assert answer.json()["detail"].startswith(told)


@pytest.mark.parametrize(
    ("kind", "name"), [("text/csv", "people.csv"), ("text/tab-separated-values", "people.tsv")]
)
def test_a_table_without_a_name_is_to_be_sent_with_one(kind: str, name: str, client) -> None:
    body = "id,name\np-1,Person 1\n"
    for lang, told in (
        ("ru", f"отправьте её частью multipart/form-data с именем файла, например {name}."),
        ("kk", f"кестені multipart/form-data бөлігі етіп, файл атауымен, мысалы {name}, жіберіңіз."),
        ("en", f"send it as a part of multipart/form-data with its file name, such as {name}."),
    ):
        answer = client.post(f"{URL}?lang={lang}", content=body, headers={"Content-Type": kind})
        assert answer.status_code == 422
        assert answer.json()["detail"].endswith(told)
    assert client.post(URL, files={"file": (name, body.replace(",", "\t"))}).status_code == 200
