# The order of a document's stages.
# rec:unapproved  a document without an approval, and the norm that asks for one
# rec:undeveloped an approved document without a development, and the norm that asks for one
# rec:tooLateFor  the first development of a document came no earlier than this later stage (the same day is not before)
# rec:aheadOf     a body's conclusion came before its first review, which is this (the same day is one sitting)
# rec:rule        of an event with one of these: the norm of its stage, the first by name
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT { ?document rec:unapproved ?norm }
WHERE {
  { SELECT ?document (MIN(STR(?any)) AS ?first) WHERE {
      {
        ?document dcterms:type ?kind
        FILTER NOT EXISTS { { ?approval adi:document ?document } LATERAL { ?approval adi:stage id:approval-stage } }
        FILTER NOT EXISTS { ?document rdfs:isDefinedBy ?described }
      }
      LATERAL { ?document rec:case ?case }
      LATERAL { ?case rec:approvalRule ?any }
    } GROUP BY ?document }
  BIND(IRI(?first) AS ?norm)
} ;

INSERT { ?document rec:undeveloped ?norm }
WHERE {
  { SELECT ?document (MIN(STR(?any)) AS ?first) WHERE {
      {
        ?approval adi:stage id:approval-stage ; adi:document ?document
        FILTER NOT EXISTS { { ?development adi:document ?document } LATERAL { ?development adi:stage id:development-stage } }
        FILTER NOT EXISTS { ?document rdfs:isDefinedBy ?described }
      }
      LATERAL { ?document rec:case ?case }
      LATERAL { ?case rec:developmentRule ?any }
    } GROUP BY ?document }
  BIND(IRI(?first) AS ?norm)
} ;

INSERT { ?development rec:tooLateFor ?next }
WHERE {
  { ?development adi:stage id:development-stage }
  LATERAL { ?development adi:document ?document ; dcterms:date ?developed }
  LATERAL { ?next adi:document ?document }
  LATERAL { ?next dcterms:date ?day FILTER(?day <= ?developed) }
  LATERAL { ?next adi:stage ?later FILTER(?later IN (id:review-stage, id:conclusion-stage, id:approval-stage)) }
} ;

DELETE { ?development rec:tooLateFor ?next }
WHERE {
  { ?development rec:tooLateFor ?next }
  LATERAL { ?development adi:document ?document ; dcterms:date ?developed }
  LATERAL { ?first adi:document ?document ; dcterms:date ?day ; adi:stage ?stage FILTER(?day < ?developed && ?stage = id:development-stage) }
} ;

INSERT { ?conclusion rec:aheadOf ?review }
WHERE {
  ?conclusion adi:stage id:conclusion-stage ; adi:document ?document ; dcterms:date ?concluded .
  ?review adi:document ?document ; adi:stage id:review-stage ; dcterms:date ?reviewed .
  FILTER(?concluded < ?reviewed)
  ?conclusion adi:actor|adi:onBehalfOf ?body . ?review adi:actor|adi:onBehalfOf ?body . ?body org:classification ?kind .
} ;

DELETE { ?conclusion rec:aheadOf ?review }
WHERE {
  { ?conclusion rec:aheadOf ?review }
  LATERAL { ?conclusion adi:document ?document ; dcterms:date ?concluded ; adi:actor|adi:onBehalfOf ?body }
  LATERAL { ?body org:classification ?kind }
  LATERAL { ?first adi:document ?document }
  LATERAL { ?first dcterms:date ?reviewed ; adi:stage ?stage FILTER(?reviewed <= ?concluded && ?stage = id:review-stage) }
  LATERAL { ?first adi:actor|adi:onBehalfOf ?body }
} ;

INSERT { ?event rec:rule ?norm }
WHERE {
  { SELECT ?event (MIN(STR(?any)) AS ?first) WHERE {
      VALUES (?fault ?asks) { (rec:tooLateFor rec:developmentNorm) (rec:aheadOf rec:conclusionNorm) }
      ?event ?fault ?other ; adi:document ?document . ?document rec:case ?case . ?case ?asks ?any
    } GROUP BY ?event }
  BIND(IRI(?first) AS ?norm)
}
