# What is asked of a single document.
# rec:case            the case of its kind at each level of its issuer; those with the same norms count as one (rec:alike)
# rec:levelUnknown    no level of education at its issuer or above (rec:levelless, of an issuer): the norm on its kind, the first by name, or
#                     where none is on its own kind, on a wider one
# rec:mustEndBefore   its adi:startDate and the term that a norm gives such documents, where it lasts as long as that
# rec:mustLastUntil   its adi:startDate and eight months, where a norm gives such documents a year and it does not last so long: the shortest
#                     school year, 1 September to 25 May, is longer
# rec:modelUnsaid     the norm that says what it must agree with, where nothing is said to which it conforms
# rec:lacksModel      a kind that it must agree with, where all it conforms to is of other kinds
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT { ?document rec:case ?case }
WHERE {
  { SELECT DISTINCT ?document ?case {
      { SELECT ?kind ?level ?case { ?one rec:caseKind ?kind ; rec:caseLevel ?level ; rec:alike ?case } }
      { SELECT ?document ?kind ?level { ?document dcterms:type ?kind ; adi:issuedBy ?issuer . ?issuer rec:level ?level } }
  } }
} ;

INSERT { ?issuer rec:levelless true }
WHERE { { SELECT DISTINCT ?issuer { ?any adi:issuedBy ?issuer } } MINUS { ?issuer rec:level ?level } } ;

INSERT { ?document rec:levelUnknown ?norm }
WHERE {
  { SELECT ?document (MIN(?name) AS ?first) WHERE {
      { SELECT DISTINCT ?document ?kind {
          ?issuer rec:levelless true . ?document adi:issuedBy ?issuer ; dcterms:type ?kind .
      } }
      MINUS { ?document rdfs:isDefinedBy ?described }
      { SELECT ?kind (MIN(STR(?any)) AS ?name) {
          { ?any adi:appliesToDocument ?kind }
          UNION {
            ?kind adi:specialises ?wide . ?any adi:appliesToDocument ?wide
            FILTER NOT EXISTS { ?own adi:appliesToDocument ?kind FILTER NOT EXISTS { ?own adi:unshownBecause ?why } }
          }
          FILTER NOT EXISTS { ?any adi:unshownBecause ?why }
        } GROUP BY ?kind }
    } GROUP BY ?document }
  BIND(IRI(?first) AS ?norm)
} ;

DELETE { ?document rec:levelUnknown ?norm }
WHERE { { ?document rec:levelUnknown ?norm } LATERAL { ?document adi:issuedBy ?another } LATERAL { ?another rec:level ?level } } ;

INSERT { ?document rec:mustEndBefore ?limit }
WHERE {
  { SELECT DISTINCT ?document ?term {
      { SELECT DISTINCT ?case ?term { ?norm adi:term ?term . ?case rec:developmentNorm|rec:approvalNorm ?norm } }
      ?document rec:case ?case
  } }
  LATERAL { ?document adi:startDate ?start }
  BIND(?start + ?term AS ?limit)
  OPTIONAL { ?document adi:endDate ?end }
  <urn:adisteme:run> rec:referenceDate ?today .
  FILTER(COALESCE(?end, ?today) >= ?limit)
} ;

INSERT { ?document rec:mustLastUntil ?limit }
WHERE {
  { SELECT DISTINCT ?document {
      { SELECT DISTINCT ?case { ?norm adi:term ?term . ?case rec:developmentNorm|rec:approvalNorm ?norm . FILTER(?term = "P1Y"^^xsd:duration) } }
      ?document rec:case ?case
  } }
  LATERAL { ?document adi:startDate ?start ; adi:endDate ?end }
  BIND(?start + "P8M"^^xsd:yearMonthDuration AS ?limit)
  FILTER(?end + "P1D"^^xsd:dayTimeDuration < ?limit && ?end >= ?start)
} ;

INSERT { ?document rec:lacksModel ?kind }
WHERE {
  {
    { SELECT ?document ?case { ?document dcterms:conformsTo ?model ; rec:case ?case } }
    { SELECT DISTINCT ?case ?kind { ?case rec:developmentNorm ?norm . ?norm adi:conformsToKind ?kind } }
  }
  MINUS { ?document dcterms:conformsTo ?fitting . ?fitting dcterms:type ?kind }
  MINUS { ?document dcterms:conformsTo ?narrower . ?narrower dcterms:type ?given . { SELECT ?given ?kind { ?given adi:specialises ?kind } } }
  MINUS { ?document dcterms:conformsTo ?unknown MINUS { ?unknown dcterms:type ?given } }
} ;

INSERT { ?document rec:modelUnsaid ?norm }
WHERE {
  { SELECT ?document (MIN(STR(?any)) AS ?first) WHERE {
      { SELECT ?document ?any {
          { SELECT DISTINCT ?case ?any { ?any adi:conformsToKind ?kind . ?case rec:developmentNorm ?any } }
          ?document rec:case ?case
      } }
      MINUS { ?document dcterms:conformsTo ?model }
      MINUS { ?document rdfs:isDefinedBy ?described }
    } GROUP BY ?document }
  BIND(IRI(?first) AS ?norm)
}
