# Who acted at a stage: whether a norm names them, and whether they held that post or sat on that body on that day.
# rec:unentitled  an approval or development by nobody whom the norms of the document name; the norm to cite. What somebody acted
#                 as is adi:actingAs, the kind of the actor or of the body acted for; without adi:actingAs a post held that day in
#                 the organisation of the document
# rec:unproved    somebody acted in a post without a membership that shows it on that day in the organisation of the document
# rec:outOfPost   of these, a person of whom a post (or this very one) is described
# rec:postUnseen  the others, where somebody else in that post there is described (rec:staffed)
# rec:unseated    a person who acted for a body had no membership in it on that day, though one in some body is described, or one
#                 anywhere, and members of the body too
# rec:seatUnseen  the same, nothing of the person is described, but members of the body are
# rec:notThen     a body or unit that acted, or was acted for, had not begun or had ended on that day
# rec:foreign     a body or unit that acted, or was acted for, lies in another organisation than the document
# rec:rule        of an event with one of these (rec:questioned, who rec:actedAs): the norm of the document, the first by name, that names who acted
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT { ?event rec:unentitled ?norm }
WHERE {
  { SELECT ?event (MIN(STR(?any)) AS ?first) WHERE {
      VALUES (?stage ?cites) { (id:approval-stage rec:approvalRule) (id:development-stage rec:developmentRule) }
      ?event adi:stage ?stage ; adi:document ?document . ?document rec:case ?case . ?case ?cites ?any
    } GROUP BY ?event }
  MINUS { ?event adi:stage id:approval-stage ; adi:actingAs ?kind ; adi:document ?document . ?document rec:case ?case . ?case rec:approver ?kind }
  MINUS { ?event adi:stage id:development-stage ; adi:actingAs ?kind ; adi:document ?document . ?document rec:case ?case . ?case rec:developer ?kind }
  MINUS { ?event adi:stage id:approval-stage ; adi:actor|adi:onBehalfOf ?body ; adi:document ?document .
    ?body org:classification ?kind . ?document rec:case ?case . ?case rec:approver ?kind }
  MINUS { ?event adi:stage id:development-stage ; adi:actor|adi:onBehalfOf ?body ; adi:document ?document .
    ?body org:classification ?kind . ?document rec:case ?case . ?case rec:developer ?kind }
  BIND(IRI(?first) AS ?norm)
} ;

DELETE { ?event rec:unentitled ?norm }
WHERE {
  ?event rec:unentitled ?norm ; adi:stage ?stage ; adi:document ?document ; adi:actor ?person .
  ?post org:member ?person ; org:role ?held ; org:organization ?place .
  VALUES (?stage ?admits) { (id:approval-stage rec:approver) (id:development-stage rec:developer) }
  ?document rec:case ?case . ?case ?admits ?held .
  ?document adi:issuedBy ?issuer . ?issuer rec:root ?root . ?place rec:root ?root .
  OPTIONAL { ?event adi:actingAs ?given }
  OPTIONAL { ?event dcterms:date ?day }
  OPTIONAL { ?post adi:startDate ?began }
  OPTIONAL { ?post adi:endDate ?ended }
  FILTER(!BOUND(?given) && COALESCE(?began <= ?day, true) && COALESCE(?ended >= ?day, true))
} ;

INSERT { ?event rec:unproved ?person }
WHERE {
  { ?event adi:actingAs ?role ; adi:actor ?person ; adi:document ?document }
  MINUS {
    ?event adi:actingAs ?role ; adi:actor ?person ; adi:document ?document .
    ?post org:member ?person ; org:role ?held . ?held rec:shows ?role .
    ?post org:organization ?place . ?place rec:root ?root . ?document adi:issuedBy ?issuer . ?issuer rec:root ?root .
    OPTIONAL { ?event dcterms:date ?day }
    OPTIONAL { ?post adi:startDate ?began }
    OPTIONAL { ?post adi:endDate ?ended }
    FILTER(COALESCE(?began <= ?day, true) && COALESCE(?ended >= ?day, true))
  }
  MINUS { ?event rec:unentitled ?norm }
  MINUS { ?person rdfs:isDefinedBy ?elsewhere }
} ;

INSERT { ?event rec:outOfPost ?person }
WHERE {
  ?event rec:unproved ?person ; adi:actingAs ?role .
  ?post org:member ?person ; org:organization ?place ; org:role ?held .
  OPTIONAL { ?place a ?sort . FILTER(?sort = adi:Body) }
  OPTIONAL { ?held rec:shows ?shown . FILTER(?shown = ?role) }
  FILTER(!BOUND(?sort) || BOUND(?shown))
} ;

INSERT { ?root rec:staffed ?shown }
WHERE {
  { SELECT DISTINCT ?place ?held WHERE { ?post org:organization ?place ; org:role ?held } }
  ?place rec:root ?root . ?held rec:shows ?shown
} ;

INSERT { ?event rec:postUnseen ?person }
WHERE {
  { ?event rec:unproved ?person ; adi:actingAs ?role ; adi:document ?document .
    ?document adi:issuedBy ?issuer . ?issuer rec:root ?root . ?root rec:staffed ?role }
  MINUS { ?event rec:outOfPost ?person }
} ;

INSERT { ?event rec:unseatedYet ?body }
WHERE {
  { ?event adi:onBehalfOf ?body ; adi:actor ?person }
  MINUS {
    ?event adi:onBehalfOf ?body ; adi:actor ?person .
    ?seat org:member ?person ; org:organization ?body .
    OPTIONAL { ?event dcterms:date ?day }
    OPTIONAL { ?seat adi:startDate ?began }
    OPTIONAL { ?seat adi:endDate ?ended }
    FILTER(COALESCE(?began <= ?day, true) && COALESCE(?ended >= ?day, true))
  }
  MINUS { ?person rdfs:isDefinedBy ?elsewhere }
  MINUS { ?body rdfs:isDefinedBy ?elsewhere }
} ;

INSERT { ?body rec:manned true }
WHERE { ?body a adi:Body . ?seat org:organization ?body } ;

INSERT { ?event rec:unseated ?body }
WHERE {
  ?event rec:unseatedYet ?body ; adi:actor ?person .
  ?seat org:member ?person ; org:organization ?place .
  OPTIONAL { ?place a ?sort . FILTER(?sort = adi:Body) }
  OPTIONAL { ?body rec:manned ?manned }
  FILTER(BOUND(?sort) || BOUND(?manned))
} ;

INSERT { ?event rec:seatUnseen ?body }
WHERE {
  { ?event rec:unseatedYet ?body ; adi:actor ?person . ?body rec:manned true }
  MINUS { ?seat org:member ?person }
} ;

INSERT { ?event rec:notThen ?body }
WHERE {
  ?event adi:actor|adi:onBehalfOf ?body ; dcterms:date ?day .
  OPTIONAL { ?body adi:startDate ?began }
  OPTIONAL { ?body adi:endDate ?ended }
  FILTER(COALESCE(?began > ?day, false) || COALESCE(?ended < ?day, false))
} ;

INSERT { ?event rec:foreign ?body }
WHERE {
  ?event adi:document ?document ; adi:actor|adi:onBehalfOf ?body .
  ?body rec:root ?other . ?document adi:issuedBy ?issuer . ?issuer rec:root ?root .
  FILTER(?other != ?root)
} ;

DELETE { ?event rec:foreign ?body }
WHERE { ?event rec:foreign ?body ; adi:document ?document . ?document adi:issuedBy ?issuer . ?issuer rec:root ?root . ?body rec:root ?root } ;

DELETE { ?event rec:foreign ?body }
WHERE { ?event rec:foreign ?body ; adi:document ?document . ?document adi:respectiveBody ?body } ;

DELETE { ?event rec:foreign ?body }
WHERE { { ?event rec:foreign ?body } MINUS { ?body rec:level ?level } } ;

INSERT { ?event rec:questioned ?document }
WHERE {
  VALUES ?fault { rec:outOfPost rec:postUnseen rec:unseated rec:seatUnseen rec:notThen rec:foreign }
  ?event ?fault ?who ; adi:document ?document
} ;

INSERT { ?event rec:actedAs ?kind }
WHERE { ?event rec:questioned ?document ; adi:actingAs ?kind } ;

INSERT { ?event rec:actedAs ?kind }
WHERE { ?event rec:questioned ?document ; adi:actor|adi:onBehalfOf ?body . ?body org:classification ?kind } ;

INSERT { ?event rec:rule ?norm }
WHERE {
  VALUES (?stage ?asks) {
    (id:approval-stage rec:approvalNorm) (id:development-stage rec:developmentNorm)
    (id:review-stage rec:reviewNorm) (id:review-stage rec:conclusionNorm)
    (id:conclusion-stage rec:conclusionNorm) (id:conclusion-stage rec:reviewNorm)
  }
  ?event rec:questioned ?document ; rec:actedAs ?kind ; adi:stage ?stage .
  ?document rec:case ?case . ?case ?asks ?norm . ?norm rec:names ?kind .
} ;

DELETE { ?event rec:rule ?norm }
WHERE { ?event rec:rule ?norm , ?first . FILTER(STR(?first) < STR(?norm)) }
