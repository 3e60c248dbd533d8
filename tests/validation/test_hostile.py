"""Hostile and broken inputs: each is one clear sentence (exit status 2, a 4xx), or a true report.

Where an input is well-formed and only odd, the report is the right answer, and that is what is asserted.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from adisteme.cli import main
from adisteme.errors import InputError
from adisteme.validation.judging import Options, Part, judge
from adisteme.validation.run import Validator

TYPES = {
    "ttl": "text/turtle",
    "trig": "application/trig",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="urn:a:"'


def rdf(inside: str, head: str = "") -> str:
    return f"{head}<rdf:RDF {RDF}>{inside}</rdf:RDF>"


def entities(body: str, use: str) -> str:
    return rdf(f"<rdf:Description><a:p>{use}</a:p></rdf:Description>", f"<!DOCTYPE r [{body}]>")


def laughs() -> str:
    body = '<!ENTITY a "aaaaaaaaaa">'
    body += "".join(f'<!ENTITY {chr(n)} "{f"&{chr(n - 1)};" * 10}">' for n in range(98, 108))
    return entities(body, "&k;")


def zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.ttl", "<urn:a> <urn:b> <urn:c> .")
    return stream.getvalue()


def bomb() -> bytes:
    return gzip.compress(b" \n" * (48 << 20))


def nested(opening: str, inner: str, closing: str, depth: int) -> str:
    return opening * depth + inner + closing * depth


S = "<urn:s> <urn:p> "
# name → (syntax, content, what the sentence must say)
REFUSED: dict[str, tuple[str, str | bytes, str]] = {
    # Turtle
    "no object": ("ttl", "<urn:s> <urn:p> .", "line 1"),
    "no dot": ("ttl", "<urn:s> <urn:p> <urn:o>", "line 1"),
    "no dot, second line": ("ttl", "<urn:s> <urn:p> 1 .\n<urn:s> <urn:p> 2", "line 2"),
    "unknown prefix": ("ttl", "x:s x:p x:o .", "line 1"),
    "literal as subject": ("ttl", '"s" <urn:p> <urn:o> .', "line 1"),
    "literal as predicate": ("ttl", '<urn:s> "p" <urn:o> .', "line 1"),
    "blank predicate": ("ttl", "<urn:s> _:p <urn:o> .", "line 1"),
    "open string": ("ttl", S + '"abc', "line 1"),
    "open long string": ("ttl", S + '"""abc\n\n', "line"),
    "open bracket": ("ttl", S + "[ <urn:q> 1 .", "line 1"),
    "open list": ("ttl", S + "( 1 2 .", "line 1"),
    "surplus bracket": ("ttl", S + "1 ] .", "line 1"),
    "new line in a string": ("ttl", S + '"a\nb" .', "line 1"),
    "iri with a space": ("ttl", "<urn:a b> <urn:p> 1 .", "line 1"),
    "iri with a brace": ("ttl", "<urn:a{b> <urn:p> 1 .", "line 1"),
    "iri with a quote": ("ttl", '<urn:a"b> <urn:p> 1 .', "line 1"),
    "iri without its end": ("ttl", "<urn:s <urn:p> 1 .", "line 1"),
    "escape of a lone surrogate": ("ttl", S + r'"\ud800" .', "line 1"),
    "escape beyond unicode": ("ttl", S + r'"\UFFFFFFFF" .', "line 1"),
    "unknown escape": ("ttl", S + r'"\q" .', "line 1"),
    "short escape": ("ttl", S + r'"\u12" .', "line 1"),
    "invalid utf-8": ("ttl", b'<urn:s> <urn:p> "\xff\xfe" .', "line 1"),
    "cut utf-8": ("ttl", S.encode() + b'"\xd0" .', "line 1"),
    "surrogate in utf-8": ("ttl", S.encode() + b'"\xed\xa0\x80" .', "line 1"),
    "overlong utf-8": ("ttl", S.encode() + b'"\xc0\xaf" .', "line 1"),
    "windows-1251": ("ttl", (S + '"Колледж" .').encode("cp1251"), "line 1"),
    "utf-16": ("ttl", (S + "1 .").encode("utf-16"), "UTF-16"),
    "utf-16 big-endian": ("ttl", b"\xfe\xff" + (S + "1 .").encode("utf-16-be"), "UTF-16"),
    "utf-32": ("ttl", (S + "1 .").encode("utf-32"), "UTF-16"),
    "nothing but NUL": ("ttl", b"\0" * 100, "line 1"),
    "NUL in a name": ("ttl", b"<urn:a\0b> <urn:p> 1 .", "line 1"),
    "language tag with an underscore": ("ttl", S + '"a"@ru_RU .', "line 1"),
    "language tag too long": ("ttl", S + '"a"@' + "a" * 9 + " .", "line 1"),
    "language tag missing": ("ttl", S + '"a"@ .', "line 1"),
    "datatype missing": ("ttl", S + '"a"^^ .', "line 1"),
    "datatype a literal": ("ttl", S + '"a"^^"b" .', "line 1"),
    "N3 rule": ("ttl", "{ <urn:s> <urn:p> <urn:o> } => { <urn:s> <urn:p> <urn:o> } .", "line 1"),
    "N3 variable": ("ttl", "?x <urn:p> <urn:o> .", "line 1"),
    "SPARQL SELECT": ("ttl", "SELECT * WHERE { ?s ?p ?o }", "line 1"),
    "SPARQL update": ("ttl", "INSERT DATA { <urn:s> <urn:p> <urn:o> }", "line 1"),
    "SQL": ("ttl", "DROP TABLE students; --", "line 1"),
    "graph in Turtle": ("ttl", "<urn:g> { <urn:s> <urn:p> <urn:o> }", "line 1"),
    "prose": ("ttl", "Колледж 1 утвердил рабочий учебный план.", "line 1"),
    "csv in Turtle": ("ttl", "id,kind\n1,school\n", "line 1"),
    "nested triple terms": ("ttl", S + nested("<<( <urn:s> <urn:p> ", "1", " )>>", 10_000) + " .", "deep"),
    "nested reifying triples": ("ttl", nested("<< ", "<urn:s>", " <urn:p> 1 >>", 10_000) + " .", "deep"),
    "nested triple terms over lines": (
        "ttl",
        S + nested("<<( # x\n <urn:s> <urn:p>\n", "1", ")>>\n", 10_000) + " .",
        "deep",
    ),
    "base that is none": ("ttl", "@base <no base> . <a> <b> <c> .", "line 1"),
    "prefix without iri": ("ttl", "@prefix a: .", "line 1"),
    "page of HTML": ("ttl", "<!DOCTYPE html><html><body>404</body></html>", "HTML"),
    "page of HTML, lower case": ("ttl", "<html><body>x</body></html>", "HTML"),
    "PDF": ("ttl", b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "ZIP": ("ttl", zipped(), "ZIP"),
    "old spreadsheet": ("ttl", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "MS Office"),
    "program": ("nt", b"\x7fELF\x02\x01\x01", "ELF"),
    "bzip2": ("ttl", b"BZh91AY&SY", "bzip2"),
    "xz": ("ttl", b"\xfd7zXZ\x00\x00", "xz"),
    "JSON-LD called Turtle": ("ttl", '{"@id": "urn:a", "urn:p": 1}', "JSON-LD"),
    "RDF/XML called Turtle": ("ttl", '<?xml version="1.0"?>' + rdf(""), "RDF/XML"),
    "RDF/XML called JSON-LD": ("jsonld", '<?xml version="1.0"?>' + rdf(""), "RDF/XML"),
    "JSON-LD called RDF/XML": ("rdf", '{"@id": "urn:a"}', "line 1"),
    # N-Triples, N-Quads, TriG
    "nt: relative iri": ("nt", "<s> <urn:p> <urn:o> .", "line 1"),
    "nt: prefixed name": ("nt", "@prefix a: <urn:a:> .\na:s a:p a:o .", "line 1"),
    "nt: four terms": ("nt", "<urn:s> <urn:p> <urn:o> <urn:g> .", "line 1"),
    "nt: bare number": ("nt", "<urn:s> <urn:p> 5 .", "line 1"),
    "nt: no dot, third line": ("nt", f"{S}<urn:o> .\n{S}<urn:o> .\n{S}<urn:o>\n{S}<urn:o> .", "line"),
    "nt: open string": ("nt", S + '"abc\n' + S + "<urn:o> .", "line 1"),
    "nq: five terms": ("nq", "<urn:s> <urn:p> <urn:o> <urn:g> <urn:h> .", "line 1"),
    "nq: literal as graph": ("nq", '<urn:s> <urn:p> <urn:o> "g" .', "line 1"),
    "trig: open graph": ("trig", "<urn:g> { <urn:s> <urn:p> <urn:o> .", "line 1"),
    "trig: literal as graph": ("trig", '"g" { <urn:s> <urn:p> <urn:o> }', "line 1"),
    "trig: graph in a graph": ("trig", "<urn:g> { <urn:h> { <urn:s> <urn:p> <urn:o> } }", "line 1"),
    # RDF/XML
    "xml: billion laughs": ("rdf", laughs(), "ENTITY"),
    "xml: quadratic entity": ("rdf", entities(f'<!ENTITY a "{"x" * 100_000}">', "&a;" * 1000), "ENTITY"),
    "xml: file as entity": ("rdf", entities('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"), "ENTITY"),
    "xml: address as entity": ("rdf", entities('<!ENTITY a SYSTEM "http://127.0.0.1:9/">', "&a;"), "ENTITY"),
    "xml: parameter entity": (
        "rdf",
        entities('<!ENTITY % a SYSTEM "http://127.0.0.1:9/"> %a;', ""),
        "ENTITY",
    ),
    "xml: entity of itself": ("rdf", entities('<!ENTITY a "&a;">', "&a;"), "ENTITY"),
    "xml: undeclared entity": ("rdf", rdf("<rdf:Description><a:p>&nbsp;</a:p></rdf:Description>"), "line 1"),
    "xml: nothing": ("rdf", " ", "line 1"),
    "xml: open element": ("rdf", f"<rdf:RDF {RDF}><rdf:Description>", "line 1"),
    "xml: crossed elements": ("rdf", rdf("<rdf:Description><a:p></rdf:Description></a:p>"), "line 1"),
    "xml: attribute twice": ("rdf", rdf('<rdf:Description rdf:about="urn:a" rdf:about="urn:b"/>'), "line 1"),
    "xml: two roots": ("rdf", rdf("") + rdf(""), "line 1"),
    "xml: undeclared prefix": ("rdf", rdf("<rdf:Description><z:p>1</z:p></rdf:Description>"), ""),
    "xml: control character": ("rdf", rdf("<rdf:Description><a:p>&#1;</a:p></rdf:Description>"), "line 1"),
    "xml: surrogate": ("rdf", rdf("<rdf:Description><a:p>&#xD800;</a:p></rdf:Description>"), "line 1"),
    "xml: iri with a space": ("rdf", rdf('<rdf:Description rdf:about="urn:a b" a:p="1"/>'), "IRI"),
    "xml: id twice": (
        "rdf",
        rdf('<rdf:Description rdf:ID="a" a:p="1"/><rdf:Description rdf:ID="a" a:p="1"/>'),
        "",
    ),
    "xml: 10,000 deep": (
        "rdf",
        rdf(nested("<rdf:Description><a:p>", "", "</a:p></rdf:Description>", 10_000)),
        "deep",
    ),
    "xml: windows-1251": (
        "rdf",
        rdf("", '<?xml version="1.0" encoding="windows-1251"?>').encode("cp1251"),
        "windows-1251",
    ),
    "xml: false encoding": ("rdf", rdf("", '<?xml version="1.0" encoding="utf-7"?>'), "utf-7"),
    "xml: no RDF": ("rdf", "<a><b/></a>", ""),
    "xml: aboutEach": ("rdf", rdf('<rdf:Description rdf:aboutEach="urn:a" a:p="1"/>'), ""),
    # JSON-LD
    "json: nothing": ("jsonld", " ", ""),
    "json: cut": ("jsonld", '{"@id": "urn:a", "urn:p": [1, 2', "line 1"),
    "json: comma": ("jsonld", '{"@id": "urn:a",}', "line 1"),
    "json: single quotes": ("jsonld", "{'@id': 'urn:a'}", "line 1"),
    "json: two documents": ("jsonld", '{"@id": "urn:a"}\n{"@id": "urn:b"}', "line 2"),
    "json: NaN": ("jsonld", '{"urn:p": NaN}', "line 1"),
    "json: lone surrogate": ("jsonld", r'{"@id": "urn:a", "urn:p": "\ud800"}', "line 1, column 28: \\ud800"),
    "json: second half first": ("jsonld", '{"urn:p":\n "é\\\\ \\udc00\\ud83d"}', "line 2, column 7: \\udc00"),
    "json: a half behind a whole": ("jsonld", r'{"urn:p": "\ud83d\ude00\uDBFF."}', "column 24: \\uDBFF"),
    "json: remote context": ("jsonld", '{"@context": "https://schema.org/", "@id": "urn:a"}', "schema.org"),
    "json: context on this machine": (
        "jsonld",
        '{"@context": "http://127.0.0.1:9/c", "@id": "urn:a"}',
        "127.0",
    ),
    "json: context from a file": (
        "jsonld",
        '{"@context": "file:///etc/passwd", "@id": "urn:a"}',
        "etc/passwd",
    ),
    "json: context in an array": ("jsonld", '{"@context": [{}, "https://e.org/c"]}', "e.org"),
    "json: context imported": (
        "jsonld",
        '{"@context": {"@version": 1.1, "@import": "https://e.org/c"}}',
        "e.org",
    ),
    "json: context in a term": (
        "jsonld",
        '{"@context": {"a": {"@id": "urn:a", "@context": "https://e.org/c"}}, "a": {"urn:p": 1}}',
        "e.org",
    ),
    "json: context a number": ("jsonld", '{"@context": 5, "urn:p": 1}', ""),
    "json: context of itself": ("jsonld", '{"@context": {"a": "b:x", "b": "a:y"}, "a": 1}', ""),
    "json: 10,000 arrays": ("jsonld", nested("[", "", "]", 10_000), "deep"),
    "json: 10,000 objects": ("jsonld", nested('{"urn:p":', "1", "}", 10_000), "deep"),
    "json: 10,000 lists": (
        "jsonld",
        '{"urn:p":' + nested('{"@list":[', "1", "]}", 10_000) + "}",
        "deep",
    ),
    "json: id a number": ("jsonld", '{"@id": 5, "urn:p": 1}', ""),
    "json: language wrong": ("jsonld", '{"urn:p": {"@value": "a", "@language": 5}}', ""),
    # gzip
    "gz: bomb": ("ttl", bomb(), "times"),
    "gz: cut": ("ttl", gzip.compress(b"<urn:s> <urn:p> <urn:o> .\n" * 10_000)[:-20], "gzip"),
    "gz: rubbish behind the mark": ("ttl", b"\x1f\x8b" + b"x" * 50, "gzip"),
    "gz: packed twice": ("ttl", gzip.compress(gzip.compress(b"<urn:s> <urn:p> <urn:o> .")), "gzipped twice"),
}

CLASS = "<https://w3id.org/adisteme/ns#Document>"
TYPED = f"<urn:d> a {CLASS} ."
# Well-formed, if odd: name → (syntax, content); the one document among them lacks what a document needs.
ODD: dict[str, tuple[str, str | bytes]] = {
    "list that ends in itself": (
        "ttl",
        "_:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 1 ; "
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:l . <urn:s> <urn:p> _:l .",
    ),
    "classes below each other": (
        "ttl",
        "<urn:A> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <urn:B> . "
        "<urn:B> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <urn:A> . <urn:x> a <urn:A> .",
    ),
    "places within each other": (
        "ttl",
        "<urn:a> <http://www.w3.org/ns/org#unitOf> <urn:b> . "
        "<urn:b> <http://www.w3.org/ns/org#unitOf> <urn:a> .",
    ),
    "shape among the data": (
        "ttl",
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:sh> a sh:NodeShape ; sh:targetSubjectsOf <urn:p> ; "
        "sh:property [ sh:path <urn:q> ; sh:minCount 1 ] . <urn:s> <urn:p> 1 .",
    ),
    "import of another ontology": (
        "ttl",
        "<urn:o> a <http://www.w3.org/2002/07/owl#Ontology> ; "
        "<http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1:9/> .",
    ),
    "10,000 lists in one another": ("ttl", S + nested("(", "", ")", 10_000) + " ."),
    "10,000 brackets in one another": ("ttl", S + nested("[ <urn:p> ", "1", " ]", 10_000) + " ."),
    "literal of 8 MB": ("ttl", S + '"' + "x" * (8 << 20) + '" .'),
    "line of 4 MB": ("nt", f"# {'x' * (4 << 20)}\n{S}<urn:o> ."),
    "name of 1 MB": ("ttl", f"<urn:{'x' * (1 << 20)}> <urn:p> 1 ."),
    "50,000 prefixes": ("ttl", "".join(f"@prefix p{n}: <urn:{n}:> .\n" for n in range(50_000)) + S + "1 ."),
    "date that is none": ("ttl", S + '"2024-02-31"^^<http://www.w3.org/2001/XMLSchema#date> .'),
    "year beyond all": ("ttl", S + '"999999999-01-01"^^<http://www.w3.org/2001/XMLSchema#date> .'),
    "number that is none": ("ttl", S + '"five"^^<http://www.w3.org/2001/XMLSchema#integer> .'),
    "number of 100,000 digits": ("ttl", S + "9" * 100_000 + " ."),
    "NUL in a literal": ("ttl", S + r'"a\u0000b" .'),
    "marks of terminals": ("ttl", S + r'"\u001B[31m\u001B]0;x\u0007" .'),
    "turned text": ("ttl", S + '"\u202eabc\u2066" .'),
    "mark of byte order": ("ttl", b"\xef\xbb\xbf" + S.encode() + b"1 ."),
    "mark of byte order, XML": ("rdf", b"\xef\xbb\xbf" + rdf("").encode()),
    "triple term": ("ttl", S + "<<( <urn:a> <urn:b> 1 )>> ."),
    "predicate of another's graph": (
        "nq",
        "<urn:s> <urn:p> <urn:o> <https://w3id.org/adisteme/graph/asserted> .",
    ),
    "class of the Rules made one's own": (
        "ttl",
        f"{CLASS} <http://www.w3.org/2000/01/rdf-schema#subClassOf> <urn:x> .",
    ),
    "derived terms forestalled": ("ttl", "<urn:s> <https://w3id.org/adisteme/record#within> <urn:s> ."),
    "doctype without entities": ("rdf", rdf("", "<!DOCTYPE rdf:RDF>")),
    "gzipped twice in a row": ("ttl", gzip.compress(S.encode()) + gzip.compress(b"1 .")),
    "only a comment": ("ttl", "# nothing"),
}


def as_bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def test_there_are_a_hundred() -> None:
    assert len(REFUSED) + len(ODD) + len(ARGUMENTS) + len(REQUESTS) >= 150
    assert len(REFUSED) >= 100


def one_sentence(text: str) -> bool:
    return 0 < len(text) < 700 and text.isprintable() and "Traceback" not in text


@pytest.mark.parametrize("name", REFUSED)
def test_refused_on_the_command_line(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    syntax, content, told = REFUSED[name]
    path = tmp_path / f"data.{syntax}"
    path.write_bytes(as_bytes(content))
    assert main(["validate", str(path), "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert one_sentence(err.removesuffix("\n"))
    assert str(path) in err
    assert told in err


@pytest.mark.parametrize("name", REFUSED)
def test_refused_over_http(name: str, client) -> None:
    syntax, content, told = REFUSED[name]
    answer = client.post(
        "/api/v1/validate?lang=en", content=as_bytes(content), headers={"Content-Type": TYPES[syntax]}
    )
    problem(answer, told)
    assert client.get("/healthz").status_code == 200


def problem(answer, told: str) -> None:
    assert 400 <= answer.status_code < 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert one_sentence(answer.json()["detail"])
    assert told in answer.json()["detail"]


@pytest.fixture(scope="module")
def judged(graph) -> Callable[..., dict]:
    validator = Validator(graph)

    def run(*documents: tuple[str, str | bytes], **options) -> dict:
        parts = [
            Part(f"data-{number}", as_bytes(content), TYPES[syntax])
            for number, (syntax, content) in enumerate(documents)
        ]
        return json.loads(judge(validator, parts, Options(**options)))

    return run


def test_odd_data_get_a_true_report(judged) -> None:
    report = judged(*ODD.values())
    assert report["results"] == []
    assert (report["verdict"], report["conforms"]) == ("nothing_checked", None)


def test_odd_data_do_not_hide_a_fault(judged) -> None:
    report = judged(*ODD.values(), ("ttl", TYPED))
    assert {(f["focus"], f["file"], f["line"]) for f in report["results"]} == {
        ("urn:d", f"data-{len(ODD)}", 1)
    }
    assert report["verdict"] == "violations"
    assert report["ignored"] == 2  # the class made one's own, and the derived term


def test_more_triples_than_allowed_over_all_documents(judged) -> None:
    ten = "\n".join(f"<urn:s> <urn:p> {n} ." for n in range(10))
    assert judged(("ttl", ten), triples=10)["verdict"] == "nothing_checked"
    with pytest.raises(InputError) as caught:
        judged(("ttl", ten), ("nt", S + "<urn:o> ."), triples=10)
    assert caught.value.status == 413
    assert "10" in caught.value.text("en")


ARGUMENTS: dict[str, tuple[list[str], str]] = {
    "no such file": (["none.ttl"], "none.ttl"),
    "no ending": (["README"], "README"),
    "unknown ending": (["a.docx"], "a.docx"),
    "empty folder": (["empty"], "empty"),
    "folder of other things": (["pictures"], "pictures"),
    "folder that leads into itself": (["loop"], "loop"),
    "link that leads nowhere": (["nowhere.ttl"], "nowhere.ttl"),
    "device": (["/dev/zero"], "/dev/zero"),
    "device called data": (["zero.ttl"], "zero.ttl"),
    "socket": (["socket.ttl"], "socket.ttl"),
    "no gzip within .gz": (["plain.ttl.gz"], "plain.ttl.gz"),
    "name of 5,000 letters": (["x" * 5000 + ".ttl"], "xxx"),
    "name with NUL": (["a\0b.ttl"], "b.ttl"),
    "name with terminal marks": (["a\x1b[31m.ttl"], ".ttl"),
    "no day of the calendar": (["good.ttl", "--as-of", "2024-02-30"], "2024-02-30"),
    "date of weeks": (["good.ttl", "--as-of", "2024-W01-1"], "2024-W01-1"),
    "date in words": (["good.ttl", "--as-of", "вчера"], "вчера"),
    "limit 0": (["good.ttl", "--limit", "0"], "--limit"),
    "limit of 10,000 digits": (["good.ttl", "--limit", "9" * 10_000], "--limit"),
    "no baseline": (["good.ttl", "--baseline", "none.toml"], "none.toml"),
    "baseline no TOML": (["good.ttl", "--baseline", "README"], "README, line 1"),
    "baseline deep": (["good.ttl", "--baseline", "deep.toml"], "deep.toml"),
    "output nowhere": (["good.ttl", "-o", "no/such/folder/out.txt"], "out.txt"),
    "output full": (["good.ttl", "-o", "/dev/full"], "/dev/full"),
    "baseline written nowhere": (["good.ttl", "--write-baseline", "no/such/x.toml"], "x.toml"),
    "baseline written over another": (["good.ttl", "--write-baseline", "README"], "README"),
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README").write_text("no data")
    (tmp_path / "a.docx").write_bytes(zipped())
    (tmp_path / "good.ttl").write_text(TYPED)
    (tmp_path / "deep.toml").write_text("a = " + "[" * 100_000)
    (tmp_path / "plain.ttl.gz").write_text(TYPED)
    (tmp_path / "nowhere.ttl").symlink_to("gone.ttl")
    (tmp_path / "zero.ttl").symlink_to("/dev/zero")
    for folder in ("empty", "pictures", "loop"):
        (tmp_path / folder).mkdir()
    (tmp_path / "pictures" / "a.png").write_bytes(b"\x89PNG")
    (tmp_path / "loop" / "again").symlink_to(tmp_path / "loop")
    return tmp_path


@pytest.mark.parametrize("name", ARGUMENTS)
def test_refused_arguments(name: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, told = ARGUMENTS[name]
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.ttl")
        assert main(["validate", *arguments, "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert told in err
    assert "\x1b" not in err


@pytest.mark.parametrize("content", [b"<urn:s> <urn:p> .", b'{"@context": "https://e.org/"}', b"<rdf:RDF"])
def test_refused_on_standard_input(content: bytes, monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert main(["validate", "-", "--lang", "en"]) == 2
    err = capsys.readouterr().err
    assert one_sentence(err.removesuffix("\n"))
    assert "<stdin>" in err


GOOD = S.encode() + b"1 ."
TURTLE = {"Content-Type": "text/turtle"}
PART = b'--b\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n%s\r\n%s\r\n--b--\r\n'
OF_B = {"Content-Type": "multipart/form-data; boundary=b"}
REQUESTS: dict[str, tuple[str, dict[str, str], bytes, int, str]] = {
    "pdf": ("", {"Content-Type": "application/pdf"}, b"{}", 415, "application/pdf"),
    "form": ("", {"Content-Type": "application/x-www-form-urlencoded"}, b"a=b", 415, "urlencoded"),
    "N3": ("", {"Content-Type": "text/n3"}, GOOD, 415, "supported"),
    "type that is none": ("", {"Content-Type": ";;;"}, GOOD, 415, "supported"),
    "charset": ("", {"Content-Type": "text/turtle; charset=windows-1251"}, GOOD, 415, "windows-1251"),
    "charset utf-16": ("", {"Content-Type": 'text/turtle; charset="UTF-16"'}, GOOD, 415, "UTF-16"),
    "brotli": ("", {**TURTLE, "Content-Encoding": "br"}, GOOD, 415, "br"),
    "two codings": ("", {**TURTLE, "Content-Encoding": "gzip, gzip"}, GOOD, 415, "gzip, gzip"),
    "no gzip": ("", {**TURTLE, "Content-Encoding": "gzip"}, GOOD, 422, "gzip"),
    "cut gzip": ("", {**TURTLE, "Content-Encoding": "gzip"}, gzip.compress(GOOD)[:-3], 422, "gzip"),
    "gzip bomb": ("", {**TURTLE, "Content-Encoding": "gzip"}, bomb(), 413, "times"),
    "declared too long": ("", {**TURTLE, "Content-Length": "99999999999"}, GOOD, 413, "bytes"),
    "too long": ("", TURTLE, b"#" * (33 << 20), 413, "bytes"),
    "no boundary": ("", {"Content-Type": "multipart/form-data"}, b"x", 422, "multipart"),
    "wrong boundary": (
        "",
        {"Content-Type": "multipart/form-data; boundary=c"},
        PART % (b"a.ttl", b"", GOOD),
        422,
        "",
    ),
    "no part": ("", OF_B, b"--b--\r\n", 422, "file"),
    "nothing of multipart": ("", OF_B, b"", 422, "file"),
    "part without a name": (
        "",
        OF_B,
        b'--b\r\nContent-Disposition: form-data; name="lang"\r\n\r\nru\r\n--b--\r\n',
        422,
        "lang",
    ),
    "part of no kind": ("", OF_B, PART % (b"a.docx", b"", GOOD), 415, "a.docx"),
    "part of a wrong type": (
        "",
        OF_B,
        PART % (b"a.ttl", b"Content-Type: image/png\r\n", GOOD),
        415,
        "image/png",
    ),
    "part with a way in its name": (
        "",
        OF_B,
        PART % (b"../../etc/x.ttl", b"", b"<urn:x>"),
        422,
        "x.ttl, line 1",
    ),
    "part that is broken": ("", OF_B, PART % (b"a.nt", b"", GOOD), 422, "a.nt, line 1"),
    "part that is a bomb": ("", OF_B, PART % (b"a.ttl", b"", bomb()), 413, "a.ttl"),
    "1,001 parts": (
        "",
        OF_B,
        b"".join(
            b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.ttl"\r\n\r\n\r\n'
            for _ in range(1001)
        )
        + b"--b--\r\n",
        422,
        "1000",
    ),
    "unknown language": ("lang=tlh", TURTLE, GOOD, 422, "tlh"),
    "unknown parameter": ("as_off=2024-01-01", TURTLE, GOOD, 422, "as_of"),
    "date": ("as_of=2024-13-01", TURTLE, GOOD, 422, "2024-13-01"),
    "engine": ("engine=jena", TURTLE, GOOD, 422, "jena"),
    "form of the report": ("format=docx", TURTLE, GOOD, 422, "docx"),
    "limit": ("limit=-1", TURTLE, GOOD, 422, "limit"),
    "limit twice": ("limit=1&limit=2", TURTLE, GOOD, 422, "limit"),
    "nothing to accept": ("", {**TURTLE, "Accept": "image/png"}, GOOD, 406, "application/json"),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_refused_requests(name: str, client) -> None:
    query, headers, body, status, told = REQUESTS[name]
    parameters = query if "lang=" in query else f"lang=en&{query}"
    headers = {"Accept-Language": "en", **headers}
    answer = client.post(f"/api/v1/validate?{parameters}", content=body, headers=headers)
    assert answer.status_code == status
    problem(answer, told)
    assert client.get("/healthz").status_code == 200


# ---- memory: each in a process of its own, which must not take more than 1 GB ------------------------------

LARGE = {
    "literal of 200 MB in one line": """write(S + b'"')
[write(b'x' * MB) for _ in range(200)]
write(b'" .')""",
    "literal of 200 MB over lines": """write(S + b"'" * 3)
[write(b'x\\n' * (MB // 2)) for _ in range(200)]
write(b"'" * 3 + b' .')""",
    "name of 200 MB": """write(b'<urn:'); [write(b'x' * MB) for _ in range(200)]; write(b'> <urn:p> 1 .')""",
    "200 MB of XML text": """write(b'<a>'); [write(b'x' * MB) for _ in range(200)]""",
    "600 MB of JSON text": """write(b'{"@id": "'); [write(b'x' * MB) for _ in range(600)]; write(b'"}')""",
    "1 GB of gzipped zeros": """out = gzip.GzipFile(fileobj=out, mode='wb', compresslevel=1)
write = out.write
[write(bytes(MB)) for _ in range(1024)]
out.close()""",
}


@pytest.mark.parametrize("name", LARGE)
def test_memory_stays_bounded(name: str, tmp_path: Path) -> None:
    ending = "rdf" if "XML" in name else "jsonld" if "JSON" in name else "ttl"
    path = tmp_path / f"data.{ending}"
    with path.open("wb") as out:
        scope = {"out": out, "write": out.write, "S": S.encode(), "MB": 1 << 20, "gzip": gzip}
        exec(LARGE[name], scope)
    program = """
        import sys
        from adisteme.cli import main
        status = main(["validate", sys.argv[1], "--lang", "en"])
        # ru_maxrss would begin with that of the process which forked this one
        peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
        print(status, int(peak.split()[1]) // 1024)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), str(path)],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    status, megabytes = done.stdout.split()
    assert status == "2"
    assert one_sentence(done.stderr.removesuffix("\n"))
    assert int(megabytes) < 1024
