"""Fixtures in one run of each engine: the same findings, with the same values in their messages."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat
from rdflib import RDF, Literal, Namespace, URIRef

from adisteme.errors import InputError
from adisteme.validation import engine
from adisteme.validation.data import Data, add
from adisteme.validation.engine import Engine
from adisteme.validation.run import Validator
from adisteme.validation.shacl import SH, read_shapes

FIXTURES = Path(__file__).parent
EACH = 3  # pySHACL asks once for each record and constraint: with all of them it takes minutes
EX = Namespace("https://example.org/ns#")


def _some_fixtures() -> Iterator[tuple[str, bytes]]:
    for path in sorted(FIXTURES.glob("*/violates/*.ttl"))[::EACH]:
        name = path.relative_to(FIXTURES).with_suffix("").as_posix()
        yield name, f"@base <urn:fixture:{name}/> .\n{path.read_text(encoding='utf-8')}".encode()


def _findings(validator: Validator, which: Engine) -> Counter[str]:
    data = Data()
    for name, content in _some_fixtures():
        add(data, content, RdfFormat.TURTLE, name)
    report = validator.validate(data, engine=which)
    assert report.routed == []
    return Counter(_without_labels(asdict(finding)) for finding in report.results)


def _without_labels(finding: dict[str, Any]) -> str:
    """A finding as text; blank nodes have other labels each time a file is read."""
    for part in ("focus", "value"):
        if "_:" in str(finding[part]) or "bnode" in str(finding[part]):
            finding[part] = finding["message"] = "_"
    return str(finding)


def test_fixtures_give_the_same_in_both_engines(validator: Validator) -> None:
    compiled = _findings(validator, "compiled")
    assert compiled.total() > 30
    assert compiled == _findings(validator, "pyshacl")


@pytest.fixture
def with_component(validator: Validator) -> Validator:
    """The shapes and one more, which asks for a constraint component of its author's own."""
    other = Validator(validator.graph)
    shapes = read_shapes(validator.graph.shape_files)
    text = "ASK { FILTER(?value != ?limit) }"
    for triple in (
        (EX.Component, RDF.type, SH.ConstraintComponent),
        (EX.Component, SH.parameter, EX.parameter),
        (EX.parameter, SH.path, EX.limit),
        (EX.Component, SH.validator, EX.validator),
        (EX.validator, RDF.type, SH.SPARQLAskValidator),
        (EX.validator, SH.ask, Literal(text)),
        (EX.shape, RDF.type, SH.NodeShape),
        (EX.shape, SH.targetNode, EX.record),
        (EX.shape, EX.limit, EX.record),
    ):
        shapes.add(triple)
    other.__dict__["shapes"] = shapes
    return other


def test_what_cannot_be_compiled_is_left_to_pyshacl_and_named(with_component: Validator) -> None:
    report = with_component.validate(_some())
    assert report.routed == [str(EX.shape)]
    assert [finding.shape for finding in report.results if finding.focus == str(EX.record)] == [str(EX.shape)]


def test_the_compiled_engine_alone_refuses_such_shapes(with_component: Validator) -> None:
    with pytest.raises(InputError) as refused:
        with_component.validate(_some(), engine="compiled")
    assert str(EX.shape) in refused.value.text("en")


def test_other_shapes_are_not_run_twice(with_component: Validator) -> None:
    left = engine.only(with_component.shapes, [EX.shape])
    assert set(left.subjects(SH.targetNode)) == {EX.shape}
    assert not list(left.subjects(SH.targetClass))
    assert URIRef("https://w3id.org/adisteme/shape/document-kind") in set(left.subjects(SH.path))


def _some() -> Data:
    data = Data()
    add(data, f"<{EX.record}> a <{EX.Thing}> .".encode(), RdfFormat.TURTLE, "data.ttl")
    return data
