# A norm about documents or bodies that names no level holds at the levels of the act (п. 2).
PREFIX adi: <https://w3id.org/adisteme/ns#>
INSERT { GRAPH <https://w3id.org/adisteme/graph/inferred> { ?norm adi:appliesToLevel ?level } }
USING <https://w3id.org/adisteme/graph/asserted>
USING <https://w3id.org/adisteme/graph/text>
WHERE {
  { ?norm a adi:Norm }
  MINUS { ?norm adi:appliesToLevel [] }
  ?act a adi:Act ; adi:appliesToLevel ?level .
}
