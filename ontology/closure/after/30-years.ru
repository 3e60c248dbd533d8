# A term of whole years as a number: engines write durations in ways of their own, and not all of them take one apart.
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT { GRAPH <https://w3id.org/adisteme/graph/inferred> { ?norm adi:termInYears ?years } }
WHERE {
  GRAPH <https://w3id.org/adisteme/graph/asserted> { ?norm adi:term ?term }
  FILTER(REGEX(STR(?term), "^P[0-9]+Y$"))
  BIND(xsd:integer(REPLACE(STR(?term), "[PY]", "")) AS ?years)
}
