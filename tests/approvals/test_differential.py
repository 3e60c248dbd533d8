"""The closure's decision table against one plain SPARQL query that uses no OWL and no closure."""

from __future__ import annotations

PLAIN = """
PREFIX adi: <https://w3id.org/adisteme/ns#>
SELECT DISTINCT ?document ?level ?stage ?norm
FROM <https://w3id.org/adisteme/graph/asserted>
FROM <https://w3id.org/adisteme/graph/text>
WHERE {
  ?document a adi:DocumentKind . ?level a adi:EducationLevel . ?stage a adi:Stage .
  ?norm adi:appliesToDocument/^adi:specialises* ?document ; adi:atStage ?stage .
  FILTER(EXISTS { ?norm adi:appliesToLevel/^adi:specialises* ?level }
    || (NOT EXISTS { ?norm adi:appliesToLevel ?own }
        && EXISTS { ?act a adi:Act ; adi:appliesToLevel/^adi:specialises* ?level }))
  FILTER NOT EXISTS {
    # a rival for the same cell, on a kind or a level strictly below, none of whose own cells lies outside
    ?rival adi:appliesToDocument/^adi:specialises* ?document ; adi:atStage ?stage .
    FILTER(?rival != ?norm)
    FILTER(EXISTS { ?rival adi:appliesToLevel/^adi:specialises* ?level }
      || NOT EXISTS { ?rival adi:appliesToLevel ?ownLevel })
    FILTER NOT EXISTS { ?rival adi:appliesToDocument ?theirs .
      FILTER NOT EXISTS { ?norm adi:appliesToDocument/^adi:specialises* ?theirs } }
    FILTER(NOT EXISTS { ?norm adi:appliesToLevel ?normLevel } || (
      EXISTS { ?rival adi:appliesToLevel ?any } && NOT EXISTS { ?rival adi:appliesToLevel ?rivalLevel .
        FILTER NOT EXISTS { ?norm adi:appliesToLevel/^adi:specialises* ?rivalLevel } }))
    FILTER(
      EXISTS { ?norm adi:appliesToDocument ?ours .
        FILTER NOT EXISTS { ?rival adi:appliesToDocument/^adi:specialises* ?ours } }
      || (EXISTS { ?rival adi:appliesToLevel ?any } && NOT EXISTS { ?norm adi:appliesToLevel ?any2 })
      || EXISTS { ?norm adi:appliesToLevel ?ourLevel . ?rival adi:appliesToLevel ?any3 .
        FILTER NOT EXISTS { ?rival adi:appliesToLevel/^adi:specialises* ?ourLevel } })
  }
}
"""
CLOSURE = """
PREFIX adi: <https://w3id.org/adisteme/ns#>
SELECT ?document ?level ?stage ?norm WHERE {
  ?situation adi:situatedDocument ?document ; adi:situatedLevel ?level ; adi:concernsStage ?stage ;
    adi:effectivelyGovernedBy ?norm .
}
"""


def _cells(solutions):
    names = ("document", "level", "stage", "norm")
    return {tuple(row[name].value.rpartition("/")[2] for name in names) for row in solutions}


def test_the_same_norms_decide_each_cell(graph):
    plain = _cells(graph.store.query(PLAIN))
    closure = _cells(graph.store.query(CLOSURE, use_default_graph_as_union=True))
    assert plain == closure
    assert ("working-curriculum", "higher-education", "approval-stage", "norm-p19-approval") in closure
    assert ("working-curriculum", "higher-education", "approval-stage", "norm-p18-approval") not in closure
