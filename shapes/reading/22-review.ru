# What was done about a document before an approval (the same day is not before), and by whom it should have been.
# rec:heard, rec:concluded  somebody named, or the body they acted for, looked at it without an outcome; gave an outcome
# rec:adverseEvent  an adverse outcome that the same body did not mend before the approval; the same day does not mend it
# rec:called      a respective body of a kind that is named: the document's adi:respectiveBody where given, else the councils of the
#                 issuer and of all above it, and the bodies and kafedras of its subject in its organisation; not those that ended
#                 before the day of the approval or began no earlier; nor, for brevity, those that gave an outcome where none is adverse
# rec:unheard     nobody named looked at it, though this norm asks for it; not where the bodies called need only conclude, as the council
#                 of a school under п. 19: that none of them did says more (rec:unconcluded)
# rec:overlooked  a body called that must review, and did not look; not where nobody looked at all
# rec:unconcluded a body that must conclude, and gave no outcome; none of the above. Must: those called, and where a norm does not ask
#                 for "all respective" ones (п. 19) but for those who discussed the document («их», п. 18; п. 21), also whoever looked
# rec:refused     a body that must conclude, whose last outcome is adverse
# rec:unsupported this norm asks for conclusions, no single body is known to have to give one, and nobody named did
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX dcterms: <http://purl.org/dc/terms/>

# A SELECT of its own is joined by hashing, what stands in LATERAL record by record: each is where it is the cheaper one.
INSERT { ?approval ?did ?who }
WHERE {
  { SELECT DISTINCT ?approval ?who ?event {
      {
        { SELECT ?event ?document ?day {
            VALUES ?looked { id:review-stage id:conclusion-stage }
            ?event adi:stage ?looked ; adi:document ?document ; dcterms:date ?day
        } }
        { SELECT ?approval ?document ?approved { ?approval adi:stage id:approval-stage ; adi:document ?document ; dcterms:date ?approved } }
        FILTER(?day < ?approved)
      }
      LATERAL {
        { ?event adi:actor ?who . ?who org:classification ?kind }
        UNION { ?event adi:onBehalfOf ?who . ?who org:classification ?kind }
        UNION { ?event adi:actingAs ?kind ; adi:actor ?who }
      }
      LATERAL { ?document rec:case ?case }
      { SELECT ?case ?kind { ?case rec:looker ?kind } }
  } }
  OPTIONAL { ?event adi:outcome ?outcome }
  BIND(IF(BOUND(?outcome), rec:concluded, rec:heard) AS ?did)
} ;

INSERT { ?approval rec:adverseEvent ?event }
WHERE {
  ?outcome rec:adverseSomewhere true .
  ?event adi:outcome ?outcome ; adi:document ?document ; adi:stage ?looked ; dcterms:date ?day .
  ?document rec:case ?case . ?case rec:adverse ?outcome .
  ?approval adi:document ?document ; adi:stage id:approval-stage ; dcterms:date ?approved .
  FILTER(?looked IN (id:review-stage, id:conclusion-stage) && ?day < ?approved)
} ;

DELETE { ?approval rec:adverseEvent ?event }
WHERE {
  ?approval rec:adverseEvent ?event ; dcterms:date ?approved .
  ?event adi:document ?document ; adi:outcome ?outcome ; dcterms:date ?day ; adi:actor|adi:onBehalfOf ?who .
  ?who org:classification ?kind .
  ?later adi:document ?document ; adi:actor|adi:onBehalfOf ?who ; adi:stage ?looked ; adi:outcome ?better ; dcterms:date ?mended .
  FILTER(?looked IN (id:review-stage, id:conclusion-stage) && ?better != ?outcome && ?mended > ?day && ?mended < ?approved)
} ;

INSERT { ?approval rec:called ?body }
WHERE {
  { ?document adi:respectiveBody ?body
    LATERAL { ?body org:classification ?kind }
    LATERAL { ?approval adi:document ?document ; adi:stage id:approval-stage ; dcterms:date ?approved } }
  MINUS { ?approval rec:concluded ?body MINUS { ?approval rec:adverseEvent ?event } }
  LATERAL { ?document rec:case ?case }
  { SELECT ?case ?kind { ?case rec:looker ?kind } }
  OPTIONAL { ?body adi:startDate ?began }
  OPTIONAL { ?body adi:endDate ?ended }
  FILTER(COALESCE(?began < ?approved, true) && COALESCE(?ended >= ?approved, true))
} ;

INSERT { ?approval rec:called ?body }
WHERE {
  {
    { SELECT ?approval ?document ?approved { ?approval adi:stage id:approval-stage ; adi:document ?document ; dcterms:date ?approved } }
    ?document adi:issuedBy ?issuer .
    { SELECT ?issuer ?body ?kind {
        { SELECT DISTINCT ?issuer { ?any adi:issuedBy ?issuer } }
        ?issuer rec:within ?above . ?body adi:bodyOf ?above ; org:classification ?council . ?council rec:council true .
        ?body org:classification ?kind
    } }
  }
  MINUS { ?approval rec:concluded ?body MINUS { ?approval rec:adverseEvent ?event } }
  MINUS { ?document adi:respectiveBody ?given }
  LATERAL { ?document rec:case ?case }
  { SELECT ?case ?kind { ?case rec:looker ?kind } }
  OPTIONAL { ?body adi:startDate ?began }
  OPTIONAL { ?body adi:endDate ?ended }
  FILTER(COALESCE(?began < ?approved, true) && COALESCE(?ended >= ?approved, true))
} ;

INSERT { ?approval rec:called ?body }
WHERE {
  {
    { SELECT ?document ?body ?kind {
        { SELECT ?document ?subject ?top { ?document adi:issuedBy ?issuer ; adi:subject ?subject . ?issuer rec:within ?top } }
        { SELECT DISTINCT ?top ?subject ?body ?kind {
            ?body org:classification ?kind ; adi:subject ?subject ; rec:within ?top . ?top adi:educationLevel ?level
        } }
    } }
    LATERAL { ?approval adi:document ?document ; adi:stage id:approval-stage ; dcterms:date ?approved }
  }
  MINUS { ?approval rec:concluded ?body MINUS { ?approval rec:adverseEvent ?event } }
  MINUS { ?document adi:respectiveBody ?given }
  LATERAL { ?document rec:case ?case }
  { SELECT ?case ?kind { ?case rec:looker ?kind } }
  OPTIONAL { ?body adi:startDate ?began }
  OPTIONAL { ?body adi:endDate ?ended }
  FILTER(COALESCE(?began < ?approved, true) && COALESCE(?ended >= ?approved, true))
} ;

INSERT { ?approval rec:unheard ?norm }
WHERE {
  { SELECT ?approval (MIN(STR(?any)) AS ?first) WHERE {
      { ?approval adi:stage id:approval-stage FILTER NOT EXISTS { ?approval rec:heard ?anyone } FILTER NOT EXISTS { ?approval rec:concluded ?anyone } }
      LATERAL { ?approval dcterms:date ?approved }
      LATERAL { ?approval adi:document ?document }
      LATERAL { ?document rec:case ?case }
      LATERAL { ?case rec:reviewNorm ?any }
    } GROUP BY ?approval }
  BIND(IRI(?first) AS ?norm)
} ;

DELETE { ?approval rec:unheard ?norm }
WHERE {
  { ?approval rec:unheard ?norm }
  LATERAL { ?approval rec:called ?council }
  LATERAL { ?council org:classification ?kind } LATERAL { ?approval adi:document ?document } LATERAL { ?document rec:case ?case }
  LATERAL { ?case rec:concluder ?kind }
  FILTER NOT EXISTS {
    { ?approval rec:called ?body }
    LATERAL { ?body org:classification ?sort } LATERAL { ?approval adi:document ?same } LATERAL { ?same rec:case ?its }
    LATERAL { ?its rec:reviewer ?sort }
  }
} ;

INSERT { ?approval rec:overlooked ?body }
WHERE {
  {
    ?approval rec:called ?body
    FILTER NOT EXISTS { ?approval rec:heard ?body }
    FILTER NOT EXISTS { ?approval rec:concluded ?body }
    FILTER NOT EXISTS { ?approval rec:unheard ?norm }
  }
  LATERAL { ?approval adi:document ?document } LATERAL { ?body org:classification ?kind } LATERAL { ?document rec:case ?case }
  LATERAL { ?case rec:reviewer ?kind }
} ;

INSERT { ?approval rec:unconcluded ?body }
WHERE {
  {
    ?approval rec:called ?body
    FILTER NOT EXISTS { ?approval rec:concluded ?body }
    FILTER NOT EXISTS { ?approval rec:overlooked ?body }
    FILTER NOT EXISTS { ?approval rec:unheard ?norm }
  }
  LATERAL { ?approval adi:document ?document } LATERAL { ?body org:classification ?kind } LATERAL { ?document rec:case ?case }
  LATERAL { ?case rec:concluder ?kind }
} ;

INSERT { ?approval rec:unconcluded ?body }
WHERE {
  { ?approval rec:heard ?body }
  MINUS { ?approval rec:concluded ?body }
  LATERAL { ?approval adi:document ?document } LATERAL { ?body org:classification ?kind } LATERAL { ?document rec:case ?case }
  { SELECT ?case ?kind {
      ?case rec:conclusionNorm ?norm . ?norm rec:names ?kind ; adi:bearerMode ?mode . FILTER(?mode != id:all-bearers)
  } }
} ;

INSERT { ?approval rec:refused ?body }
WHERE {
  ?approval rec:adverseEvent ?event ; adi:document ?document .
  ?event adi:actor|adi:onBehalfOf ?body . ?body org:classification ?kind .
  ?document rec:case ?case . ?case rec:conclusionNorm ?norm . ?norm rec:names ?kind .
  OPTIONAL { ?norm adi:bearerMode ?mode }
  OPTIONAL { ?approval rec:called ?called . FILTER(?called = ?body) }
  FILTER(BOUND(?called) || COALESCE(?mode != id:all-bearers, false))
} ;

INSERT { ?approval rec:unsupported ?norm }
WHERE {
  { SELECT ?approval (MIN(STR(?any)) AS ?first) WHERE {
      {
        ?approval adi:stage id:approval-stage
        FILTER NOT EXISTS { ?approval rec:unheard ?norm }
        FILTER NOT EXISTS { ?approval rec:unconcluded ?body }
        FILTER NOT EXISTS { ?approval rec:refused ?body }
        FILTER NOT EXISTS { ?approval rec:overlooked ?body }
        FILTER NOT EXISTS {
          { ?approval rec:concluded ?who
            FILTER NOT EXISTS { { ?approval rec:adverseEvent ?event } LATERAL { ?event adi:actor|adi:onBehalfOf ?who } } }
          LATERAL { ?who org:classification ?kind } LATERAL { ?approval adi:document ?same } LATERAL { ?same rec:case ?its }
          LATERAL { ?its rec:concluder ?kind }
        }
        FILTER NOT EXISTS { ?approval rec:concluded ?who FILTER NOT EXISTS { ?who org:classification ?kind } }
      }
      LATERAL { ?approval dcterms:date ?approved }
      LATERAL { ?approval adi:document ?document }
      LATERAL { ?document rec:case ?case }
      { SELECT ?case ?any { ?case rec:conclusionNorm ?any . ?any adi:requiresOutcome ?demanded } }
    } GROUP BY ?approval }
  BIND(IRI(?first) AS ?norm)
}
