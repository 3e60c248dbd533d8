"""Rules of reading are run operation by operation; together they say the same as each file at once."""

from datetime import date

import pytest
from pyoxigraph import Quad, Store

from adisteme.data import shapes_dir
from adisteme.namespaces import RUN
from adisteme.validation import reading
from adisteme.validation.data import read

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
