"""Findings name file and line. The lines are counted by hand in the documents below."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat

from adisteme.validation.data import BASE, Data, add, add_source, read
from adisteme.validation.sources import Limits, Source, of_bytes

TURTLE = '''@prefix ex: <https://e.org/> .
# <https://e.org/b> stands in a comment
ex:a ex:p "x. y", """ long
ex:b ex:q . """ , 1.5 ;
   ex:z [ ex:q [ ex:r 1 ] ] .
PREFIX k: <https://k.org/#>
k:b.c-1 a ex:T . <rel> a ex:T. ex:e a ex:T .
[] a ex:U .
[ ex:p 1 ] a ex:U ; ex:p ex:b .
_:lab ex:p true .
<https://e.org/ж> a ex:T .
ex:b ex:p 'it\\'s # no comment' .
@prefix ex: <https://other.org/> .
ex:a a ex:T .
@base <https://base.org/x/> .
<y> ex:p 1 . <../z> ex:p 1 . <#f> ex:p 1 .
'''


def lines(data: Data) -> dict[str, int | None]:
    subjects = {quad.subject for quad in data.store}
    where = data.where(subjects)
    return {getattr(node, "value", str(node)): where.of(node).line for node in subjects}


def loaded(content: str, form: RdfFormat) -> Data:
    data = Data()
    add(data, content.encode(), form, "data")
    return data


def test_turtle() -> None:
    assert lines(loaded(TURTLE, RdfFormat.TURTLE)) == {
        "https://e.org/a": 3,
        "f0.0": 3,  # the brackets within ex:a stand in its statement
        "f0.1": 3,
        "https://k.org/#b.c-1": 7,
        BASE + "rel": 7,
        "https://e.org/e": 7,
        "f0.2": 8,
        "f0.3": 9,
        "f0-lab": 10,
        "https://e.org/ж": 11,
        "https://e.org/b": 12,
        "https://other.org/a": 14,
        "https://base.org/x/y": 16,
        "https://base.org/z": 16,
        "https://base.org/x/#f": 16,
    }


def test_trig() -> None:
    text = "@prefix g: <https://g.org/> .\ng:g { g:a g:p 1 }\nGRAPH g:h {\n g:b g:p 1 .\n g:c g:p 1\n}\n"
    assert lines(loaded(text, RdfFormat.TRIG)) == {
        "https://g.org/a": 2,
        "https://g.org/b": 4,
        "https://g.org/c": 5,
    }


@pytest.mark.parametrize("form", [RdfFormat.N_TRIPLES, RdfFormat.N_QUADS])
def test_n_triples_and_n_quads(form: RdfFormat) -> None:
    text = '<urn:x> <urn:p> "1" .\n<urn:x> <urn:p> "2" .\n# c\n\n_:l <urn:p> "2" .\n<urn:y> <urn:p> <urn:x> .'
    assert lines(loaded(text, form)) == {"urn:x": 1, "f0-l": 5, "urn:y": 6}


def test_rdf_xml() -> None:
    text = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="urn:a:">
<rdf:Description rdf:about="https://x.org/1">
  <a:p><rdf:Description rdf:nodeID="n" a:q="1"/></a:p>
  <a:p rdf:resource="https://x.org/2"/>
</rdf:Description>
<rdf:Description rdf:about="r2" a:p="1"/>
<rdf:Description rdf:ID="r3" a:p="1" xml:base="https://b.org/d"/>
<a:T rdf:about="https://x.org/2" a:p="1"/>
</rdf:RDF>"""
    assert lines(loaded(text, RdfFormat.RDF_XML)) == {
        "https://x.org/1": 3,
        "f0-n": 4,
        BASE + "r2": 7,
        "https://b.org/d#r3": 8,
        "https://x.org/2": 9,
    }


def test_json_ld() -> None:
    text = """{"@context": {"e": "https://j.org/"},
"@graph": [
  {"@id": "e:1",
   "urn:p": {"@id": "e:2"}},
  {"@id": "https://j.org/2", "urn:p": "\\"@id\\": \\"e:3\\""},
  {"urn:p": 1,
   "@id": "e:3"}
]}"""
    assert lines(loaded(text, RdfFormat.JSON_LD)) == {
        "https://j.org/1": 3,
        "https://j.org/2": 5,
        "https://j.org/3": 7,
    }


def test_each_record_in_the_document_that_describes_it_first() -> None:
    data = Data()
    add(data, b"<urn:a> <urn:p> <urn:b> .", RdfFormat.TURTLE, "one.ttl")
    add(data, b"\n<urn:b> <urn:p> 1 . <urn:a> <urn:p> 2 . _:x <urn:p> 1 .", RdfFormat.TURTLE, "two.ttl")
    add(data, b"\n\n_:x <urn:p> 1 . <urn:c> <urn:p> 1 .", RdfFormat.TURTLE, "three.ttl")
    names = ("a", "b", "c")
    where = data.where({*(NamedNode("urn:" + name) for name in names), BlankNode("f1-x"), BlankNode("f2-x")})
    assert [where.of(NamedNode("urn:" + name))[:2] for name in names] == [
        ("one.ttl", 1),
        ("two.ttl", 2),
        ("three.ttl", 3),
    ]
    assert where.of(BlankNode("f1-x"))[:2] == ("two.ttl", 2)
    assert where.of(BlankNode("f2-x"))[:2] == ("three.ttl", 3)


def test_a_record_that_no_document_describes_has_no_line() -> None:
    where = loaded("<urn:a> <urn:p> <urn:b> .", RdfFormat.TURTLE).where({NamedNode("urn:b")})
    assert where.of(NamedNode("urn:b"))[:2] == ("data", None)  # the only document there is


def test_the_name_of_a_node_without_one_is_the_same_in_each_run() -> None:
    text = "[] <urn:p> 1 . [] <urn:p> [ <urn:q> 2 ] ."
    once, again = (loaded(text, RdfFormat.TURTLE) for _ in range(2))
    assert set(once.store) == set(again.store)


def test_a_statement_longer_than_a_block(tmp_path: Path) -> None:
    path = tmp_path / "data.ttl.gz"
    long = ", ".join(f'"{"x" * 1000}\\n{n}"' for n in range(3000))
    path.write_bytes(gzip.compress(f"<urn:a>\n<urn:p> {long} .\n\n<urn:b> <urn:p> 1 .\n".encode()))
    data = read([str(path)])
    where = data.where({NamedNode("urn:a"), NamedNode("urn:b")})
    assert where.of(NamedNode("urn:a"))[:2] == (str(path), 1)
    assert where.of(NamedNode("urn:b"))[:2] == (str(path), 4)


@pytest.mark.parametrize("form", [RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS])
def test_lines_over_many_blocks(form: RdfFormat) -> None:
    text = "\n".join(f'<urn:{n}> <urn:p> "{"x" * 300} . " .' for n in range(1, 12_001))
    data = loaded(text, form)
    wanted = {NamedNode(f"urn:{n}"): n for n in (1, 2, 3499, 3500, 6999, 11_999, 12_000)}
    where = data.where(wanted)
    assert {node: where.of(node).line for node in wanted} == wanted


def test_a_large_document_goes_straight_into_the_store() -> None:
    document = of_bytes(
        "data.nq", b"_:x <urn:p> <urn:o> <urn:g> .\n<urn:a> <urn:p> <urn:o> .", RdfFormat.N_QUADS
    )
    large = Source(document.name, document.form, document.raw, size=1 << 30)
    data = Data()
    add_source(data, large)
    assert len(data.store) == 2
    assert all(str(quad.graph_name) == "DEFAULT" for quad in data.store)
    assert data.where({NamedNode("urn:a")}).of(NamedNode("urn:a"))[:2] == ("data.nq", 2)


def test_a_document_that_is_gone_costs_lines_alone(tmp_path: Path) -> None:
    path = tmp_path / "data.ttl"
    path.write_text("<urn:a> <urn:p> 1 .")
    data = read([str(path)], limits=Limits())
    path.unlink()
    assert data.where({NamedNode("urn:a")}).of(NamedNode("urn:a"))[:2] == (str(path), None)
