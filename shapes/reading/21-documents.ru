# What is asked of a single document.
# rec:case            the case of its kind at each level of its issuer
# rec:levelUnknown    no level of education at its issuer or above
# rec:mustEndBefore   its adi:startDate and the term that a norm gives such documents
# rec:modelUnsaid     the norm that says what it must agree with, where nothing is said to which it conforms
# rec:lacksModel      a kind that it must agree with, where all it conforms to is of other kinds
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT { ?document rec:case ?case }
WHERE {
  { SELECT ?kind ?level ?case WHERE { ?case rec:caseKind ?kind ; rec:caseLevel ?level } }
  ?document dcterms:type ?kind ; adi:issuedBy ?issuer . ?issuer rec:level ?level .
} ;

INSERT { ?document rec:levelUnknown true }
WHERE {
  {
    ?document adi:issuedBy ?issuer ; dcterms:type ?kind .
    { SELECT DISTINCT ?kind {
      { ?norm adi:appliesToDocument ?kind } UNION { ?kind adi:specialises ?wide . ?norm adi:appliesToDocument ?wide }
      MINUS { ?norm adi:unshownBecause ?why }
    } }
  }
  MINUS { ?document adi:issuedBy ?some . ?some rec:level ?level }
  MINUS { ?document rdfs:isDefinedBy ?described }
} ;

INSERT { ?document rec:mustEndBefore ?limit }
WHERE {
  ?norm adi:term ?term .
  ?case rec:developmentNorm|rec:approvalNorm ?norm .
  ?document rec:case ?case ; adi:startDate ?start .
  BIND(?start + ?term AS ?limit) FILTER(BOUND(?limit))
} ;

INSERT { ?document rec:lacksModel ?kind }
WHERE {
  { ?case rec:developmentNorm ?norm . ?norm adi:conformsToKind ?kind . ?document rec:case ?case ; dcterms:conformsTo ?model }
  MINUS { ?document dcterms:conformsTo ?fitting . ?fitting dcterms:type ?kind }
  MINUS { ?document dcterms:conformsTo ?narrower . ?narrower dcterms:type/adi:specialises ?kind }
  MINUS { ?document dcterms:conformsTo ?unknown MINUS { ?unknown dcterms:type ?given } }
} ;

INSERT { ?document rec:modelUnsaid ?norm }
WHERE {
  { SELECT ?document (MIN(STR(?any)) AS ?first) WHERE {
      { ?any adi:conformsToKind ?kind . ?case rec:developmentNorm ?any . ?document rec:case ?case }
      MINUS { ?document dcterms:conformsTo ?model }
      MINUS { ?document rdfs:isDefinedBy ?described }
    } GROUP BY ?document }
  BIND(IRI(?first) AS ?norm)
}
