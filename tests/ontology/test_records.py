"""The terms of institutions' records (CONTRACT): each is declared for what it is, and data may use it."""

import pyoxigraph as ox
import pytest

from adisteme.graph import KnowledgeGraph
from adisteme.validation.run import Validator

NS = "https://w3id.org/adisteme/ns#"
OWL = "http://www.w3.org/2002/07/owl#"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
TERMS = {
    "Class": "Body Meeting SchoolQuarter Decision Document StageEvent",
    "ObjectProperty": """
        educationLevel ledBy district bodyOf subject coordinatedBy selection selectedBy represents
        representsAs meetingOf quarterOf issuedBy respectiveBody document stage actor onBehalfOf actingAs
        outcome decidedBy confirms deliveredTo
    """,
    "DatatypeProperty": "combinedClasses meetsAsNeeded",
    "AnnotationProperty": "startDate endDate",
}
DECLARED = [(kind, name) for kind, names in TERMS.items() for name in names.split()]


@pytest.fixture(scope="module")
def validator(graph: KnowledgeGraph) -> Validator:
    return Validator(graph)


@pytest.mark.parametrize(("kind", "name"), DECLARED)
def test_a_term_of_records_is_declared(kind: str, name: str, graph: KnowledgeGraph) -> None:
    found = graph.store.quads_for_pattern(ox.NamedNode(NS + name), TYPE, ox.NamedNode(OWL + kind))
    assert len(list(found)) == 1


def test_no_term_of_records_describes_the_rules(validator: Validator) -> None:
    """What describes the Rules is dropped from data: a record in such a term would go unread."""
    dropped = validator.vocabulary.classes | validator.vocabulary.properties
    assert dropped & {NS + name for _, name in DECLARED} == set()


@pytest.mark.parametrize("name", ["Norm", "bearer", "specialises"])
def test_terms_of_the_rules_do(name: str, validator: Validator) -> None:
    assert NS + name in validator.vocabulary.classes | validator.vocabulary.properties
