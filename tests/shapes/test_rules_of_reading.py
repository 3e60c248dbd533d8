"""Rules of reading are run operation by operation; together they say the same as each file at once."""

from datetime import date

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store

from adisteme.data import shapes_dir
from adisteme.namespaces import RECORD, RUN
from adisteme.validation import reading
from adisteme.validation.data import Data, add, read

FILES = sorted((shapes_dir() / "reading").glob("*.ru"))


def test_operations_have_the_prologue_and_no_end_mark() -> None:
    text = """# why: INSERT ; DELETE
PREFIX a: <urn:a;#>
INSERT DATA { a:s a:p "x ; y" ; a:q 1 } ;  # and then
DELETE { ?s ?p 1 } WHERE { ?s ?p 1 ; a:p ?o } ;
"""
    first, second = reading.operations(text)
    assert first.startswith("# why") and first.endswith('INSERT DATA { a:s a:p "x ; y" ; a:q 1 }')  # noqa: PT018
    assert "PREFIX a:" in second
    store = Store()
    for operation in (first, second):
        store.update(operation)
    assert [quad.object.value for quad in store] == ["x ; y"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_cut_into_updates_that_parse(path) -> None:  # type: ignore[no-untyped-def]
    text = path.read_text(encoding="utf-8")
    operations = reading.operations(text)
    assert operations
    for operation in operations:
        Store().update(operation)


def test_one_by_one_says_the_same_as_all_at_once(validator) -> None:  # type: ignore[no-untyped-def]
    examples = sorted((shapes_dir().parent / "docs" / "examples").glob("*.ttl"))
    if not examples:
        pytest.skip("the worked examples are not part of an installed package")

    def prepared() -> Store:
        store = read([str(path) for path in examples]).store
        store.extend(Quad(*triple) for triple in validator.rule_triples)
        return store

    apart, whole = prepared(), prepared()
    day = date(2026, 3, 1)
    reading.apply(apart, day)
    whole.extend(quad for quad in apart if quad.subject == RUN)
    for path in FILES:
        whole.update(path.read_text(encoding="utf-8"))
    assert len(apart) == len(whole)
    named = [quad for quad in apart if "_:" not in str(quad)]
    assert all(quad in whole for quad in named)


PREFIXES = """\
@prefix adi: <https://w3id.org/adisteme/ns#> .
@prefix id: <https://w3id.org/adisteme/id/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def _derived(validator, turtle: str, name: str) -> list[Quad]:  # type: ignore[no-untyped-def]
    """What the rules of reading say with one term of theirs."""
    data = Data()
    add(data, (PREFIXES + turtle).encode(), RdfFormat.TURTLE, "data.ttl")
    data.store.extend(Quad(*triple) for triple in validator.rule_triples)
    reading.apply(data.store, date(2026, 3, 1))
    return list(data.store.quads_for_pattern(None, NamedNode(RECORD + name), None))


def test_each_of_many_heads_is_beside_another_once(validator) -> None:  # type: ignore[no-untyped-def]
    """Not once for each other: 1,500 heads of one association took minutes."""
    heads = "".join(
        f"<head-{n}> a org:Membership ; org:member <person-{n}> ; org:organization <body-1> ;"
        f' org:role id:association-head ; adi:startDate "{1990 + n}-09-01"^^xsd:date .\n'
        for n in range(30)
    )
    body = "<body-1> a adi:Body ; org:classification id:school-association .\n"
    beside = _derived(validator, heads + body, "beside")
    assert len(beside) == 29  # all but the first
    assert "head-0>" not in str(beside)


@pytest.mark.parametrize("count", [16, 17])
def test_nothing_is_told_through_what_lies_in_more_than_16_places(validator, count: int) -> None:  # type: ignore[no-untyped-def]
    """A hundred units, each said to be of all others, took ten seconds."""
    wholes = " , ".join(f"<college-{n}>" for n in range(count))
    told = _derived(validator, f"<unit-1> org:unitOf {wholes} . <body-1> adi:bodyOf <unit-1> .", "within")
    of_body = [quad for quad in told if str(quad.subject).endswith("body-1>")]
    assert len(of_body) == (2 + 16 if count == 16 else 2)  # itself, the unit, and the colleges
    assert len([quad for quad in told if str(quad.subject).endswith("unit-1>")]) == count + 1


def test_units_within_each_other_are_told_however_many(validator) -> None:  # type: ignore[no-untyped-def]
    units = range(20)
    turtle = "".join(
        f"<unit-{n}> a org:OrganizationalUnit ; org:unitOf "
        + " , ".join(f"<unit-{other}>" for other in units if other != n)
        + " .\n"
        for n in units
    )
    assert len(_derived(validator, turtle, "endless")) == 20
