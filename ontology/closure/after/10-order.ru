# The order of scopes: M is more specific than N when every situation that M is written for lies in N's
# scope and not the other way round. (A situation stands for its class: what holds of the cell of a kind
# and a level holds of all kinds and levels below them.)
PREFIX adi: <https://w3id.org/adisteme/ns#>
INSERT { GRAPH <https://w3id.org/adisteme/graph/inferred> { ?special adi:moreSpecificThan ?general } }
USING <https://w3id.org/adisteme/graph/asserted>
USING <https://w3id.org/adisteme/graph/inferred>
WHERE {
  { SELECT DISTINCT ?special ?general WHERE {
      ?special adi:atStage ?stage . ?general adi:atStage ?stage .
      FILTER(?special != ?general)
      ?special adi:appliesToDocument ?d ; adi:appliesToLevel ?l .
      ?s adi:situatedDocument ?d ; adi:situatedLevel ?l ; adi:concernsStage ?stage ; adi:governedBy ?general .
  } }
  MINUS { # a cell of the special norm that the general one does not take in
    SELECT DISTINCT ?special ?general WHERE {
      ?special adi:atStage ?stage . ?general adi:atStage ?stage .
      FILTER(?special != ?general)
      ?special adi:appliesToDocument ?d ; adi:appliesToLevel ?l .
      ?s adi:situatedDocument ?d ; adi:situatedLevel ?l ; adi:concernsStage ?stage .
      FILTER NOT EXISTS { ?s adi:governedBy ?general }
    } }
  MINUS { # equal scopes: every cell of the general norm lies in the special one too
    SELECT DISTINCT ?special ?general WHERE {
      ?special adi:atStage ?stage . ?general adi:atStage ?stage .
      FILTER(?special != ?general)
      FILTER NOT EXISTS {
        ?general adi:appliesToDocument ?d ; adi:appliesToLevel ?l .
        ?s adi:situatedDocument ?d ; adi:situatedLevel ?l ; adi:concernsStage ?stage .
        FILTER NOT EXISTS { ?s adi:governedBy ?special }
      }
    } }
}
