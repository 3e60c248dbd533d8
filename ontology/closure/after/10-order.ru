# The order of scopes: M is more specific than N when every situation that M is written for lies in N's
# scope and not the other way round. (A situation stands for its class: what holds of the cell of a kind
# and a level holds of all kinds and levels below them.) "Every" is told by counting, which takes one pass
# where a nested NOT EXISTS takes one for each pair.
PREFIX adi: <https://w3id.org/adisteme/ns#>
INSERT { GRAPH <https://w3id.org/adisteme/graph/inferred> { ?special adi:moreSpecificThan ?general } }
USING <https://w3id.org/adisteme/graph/asserted>
USING <https://w3id.org/adisteme/graph/inferred>
WHERE {
  { SELECT ?special (COUNT(DISTINCT ?cell) AS ?cells) WHERE {
      ?special adi:appliesToDocument ?d ; adi:appliesToLevel ?l ; adi:atStage ?stage .
      ?cell adi:situatedDocument ?d ; adi:situatedLevel ?l ; adi:concernsStage ?stage .
    } GROUP BY ?special }
  { SELECT ?special ?general (COUNT(DISTINCT ?cell) AS ?within) WHERE {
      ?special adi:appliesToDocument ?d ; adi:appliesToLevel ?l ; adi:atStage ?stage .
      ?cell adi:situatedDocument ?d ; adi:situatedLevel ?l ; adi:concernsStage ?stage ; adi:governedBy ?general .
    } GROUP BY ?special ?general }
  FILTER(?cells = ?within && ?special != ?general)
  MINUS { # equal scopes: the general norm's cells all lie in the special one's too
    { SELECT ?general (COUNT(DISTINCT ?cell) AS ?theirs) WHERE {
        ?general adi:appliesToDocument ?d ; adi:appliesToLevel ?l ; adi:atStage ?stage .
        ?cell adi:situatedDocument ?d ; adi:situatedLevel ?l ; adi:concernsStage ?stage .
      } GROUP BY ?general }
    { SELECT ?special ?general (COUNT(DISTINCT ?cell) AS ?shared) WHERE {
        ?general adi:appliesToDocument ?d ; adi:appliesToLevel ?l ; adi:atStage ?stage .
        ?cell adi:situatedDocument ?d ; adi:situatedLevel ?l ; adi:concernsStage ?stage ; adi:governedBy ?special .
      } GROUP BY ?special ?general }
    FILTER(?theirs = ?shared)
  }
}
