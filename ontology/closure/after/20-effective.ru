# The closed-world step: of the norms that govern a situation those remain that no more specific one of
# them displaces.
PREFIX adi: <https://w3id.org/adisteme/ns#>
INSERT { GRAPH <https://w3id.org/adisteme/graph/inferred> { ?situation adi:effectivelyGovernedBy ?norm } }
USING <https://w3id.org/adisteme/graph/asserted>
USING <https://w3id.org/adisteme/graph/inferred>
WHERE {
  { ?situation adi:governedBy ?norm }
  MINUS { ?situation adi:governedBy ?special , ?norm . ?special adi:moreSpecificThan ?norm }
}
