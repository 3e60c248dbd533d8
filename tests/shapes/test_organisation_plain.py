"""pySHACL with nothing of pyoxigraph in it finds the same in records of organisations and people."""

from collections import Counter
from datetime import date
from pathlib import Path

from pyoxigraph import Quad, RdfFormat
from rdflib import Graph

from adisteme.validation import reading, shacl
from adisteme.validation.data import Data, add
from adisteme.validation.run import Validator
from adisteme.validation.terms import graph_of

FIXTURES = Path(__file__).parent
SHAPE = "https://w3id.org/adisteme/shape/"
# rdflib takes seconds for each, so a few that between them have results of every sort of constraint
CHOSEN = (
    "organisation-further-level/violates/school-tvet",
    "organisation-leader-wrong/violates/school-by-department",
    "commission-too-few/violates/two",
    "chair-not-from-staff/violates/day-after",
    "council-host/violates/unit-council-of-college",
    "organisation-leader-spared/violates/military",
    "membership-role-at-place/violates/chair-at-college",
    "end-before-start/violates/body",
)


def test_rdflib_gives_the_same(validator: Validator) -> None:
    data = Data()
    expected: Counter[tuple[str, str]] = Counter()
    for name in CHOSEN:
        text = (FIXTURES / f"{name}.ttl").read_text(encoding="utf-8")
        add(data, f"@base <urn:{name}/> .\n{text}".encode(), RdfFormat.TURTLE, name)
        for line in text.splitlines():
            if line.startswith("# expect: "):
                shape, focus = line.removeprefix("# expect: ").split()[:2]
                expected[shape, f"urn:{name}/{focus}"] += 1
    data.store.extend(Quad(*triple) for triple in validator.rule_triples)
    reading.apply(data.store, date.today())
    plain = Graph()
    plain += graph_of(quad.triple for quad in data.store)
    found = Counter(
        (str(one.shape).removeprefix(SHAPE), str(one.focus))
        for one in shacl.validate(plain, validator.shapes)
    )
    assert len(expected) == len(CHOSEN)
    assert found == expected
