"""One validator for all tests of shapes: loading the graph and the shapes takes longer than a run."""

from collections.abc import Callable

import pytest
from pyoxigraph import RdfFormat

from adisteme.graph import load
from adisteme.validation.data import Data, add
from adisteme.validation.report import Report
from adisteme.validation.run import Validator

PREFIXES = """\
@prefix adi: <https://w3id.org/adisteme/ns#> .
@prefix id: <https://w3id.org/adisteme/id/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.fixture(scope="session")
def validator() -> Validator:
    """Validates against the packaged ontology and shapes."""
    return Validator(load())


@pytest.fixture(scope="session")
def check(validator: Validator) -> Callable[[str], Report]:
    """The report on a piece of Turtle, its prefixes supplied."""

    def run(turtle: str) -> Report:
        data = Data()
        add(data, (PREFIXES + turtle).encode(), RdfFormat.TURTLE, "data.ttl")
        return validator.validate(data)

    return run
