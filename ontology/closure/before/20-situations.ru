# The decision table: one situation for each kind of document, level (groups too) and stage.
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
INSERT {
  GRAPH <https://w3id.org/adisteme/graph/inferred> {
    ?situation a adi:Situation , owl:NamedIndividual ;
      adi:situatedDocument ?document ;
      adi:situatedLevel ?level ;
      adi:concernsStage ?stage .
  }
}
USING <https://w3id.org/adisteme/graph/asserted>
WHERE {
  ?document a adi:DocumentKind .
  ?level a adi:EducationLevel .
  ?stage a adi:Stage .
  BIND(REPLACE(STR(?document), "^.*[/#]", "") AS ?d)
  BIND(REPLACE(STR(?level), "^.*[/#]", "") AS ?l)
  BIND(REPLACE(STR(?stage), "^.*[/#]", "") AS ?s)
  BIND(IRI(CONCAT("https://w3id.org/adisteme/id/situation-", ?d, "--", ?l, "--", ?s)) AS ?situation)
}
