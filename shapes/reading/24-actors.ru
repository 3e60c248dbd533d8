# Who acted at a stage: whether a norm names them, and whether they held that post or sat on that body on that day.
# rec:ofUnit      a membership in a post of organisations (adi:atTier) at a kind of unit: a post of that unit, which shows nothing of
#                 the organisation that it lies in
# rec:unentitled  an approval or development by nobody whom the norms of the document name; the norm to cite. What somebody acted
#                 as is adi:actingAs, the kind of the actor or of the body acted for; without adi:actingAs, or with one that is only
#                 wider (rec:vaguelyAs), a post held that day in the organisation of the document
# rec:vaguelyAs   the adi:actingAs of such an event, where it is wider than somebody whom a norm of the document names: it contradicts
#                 nothing, and where no post of that person is recorded, nothing does
# rec:unproved    somebody acted in a post without a membership that shows it on that day in the organisation of the document
# rec:outOfPost   of these, a person of whom a post (or this very one) is described
# rec:postUnseen  the others, where somebody else in that post there is described (rec:staffed)
# rec:besidePost  in place of rec:outOfPost where no norm of that stage names the post (rec:byPost), but the body acted for
# rec:unseated    a person who acted for a body had no membership in it on that day, though one in some body is described, or one
#                 anywhere, and members of the body too (rec:manned). For a unit act its staff, that of all inside it, and whoever is
#                 recorded at the organisation itself; a person who was none of these, though a post is described, or anything, and staff
#                 of the unit too
# rec:seatUnseen  the same, nothing of the person is described, but members of the body, or staff of the unit, are
#                 Of one person at one stage one of these is left: where the norm names the post, that it was not held, else that the
#                 person was not of the body; what is certain before what is not seen
# rec:notThen     a body or unit that acted, or was acted for, had not begun or had ended on that day
# rec:foreign     a body or unit that acted, or was acted for, lies in another organisation than the document
# rec:rule        of an event with one of these (rec:questioned, who rec:actedAs): the norm of the document, the first by name, that names who acted
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT { ?post rec:ofUnit true }
WHERE {
  { SELECT ?role { ?role a adi:Post ; adi:atTier id:organisation-tier } }
  LATERAL { ?post org:role ?role ; org:organization ?unit }
  LATERAL { ?unit org:classification ?kind }
  { SELECT ?kind { ?kind a adi:UnitKind ; adi:atTier id:unit-tier } }
} ;

INSERT { ?event rec:unentitled ?norm }
WHERE {
  { SELECT ?event (MIN(STR(?any)) AS ?first) WHERE {
      {
        VALUES (?stage ?admits ?cites) {
          (id:approval-stage rec:approver rec:approvalRule) (id:development-stage rec:developer rec:developmentRule)
        }
        ?event adi:stage ?stage ; adi:document ?document
        FILTER NOT EXISTS { { ?event adi:actingAs ?kind } LATERAL { ?document rec:case ?case } LATERAL { ?case ?admits ?kind } }
        FILTER NOT EXISTS {
          { ?event adi:actor ?body } LATERAL { ?body org:classification ?kind } LATERAL { ?document rec:case ?case } LATERAL { ?case ?admits ?kind }
        }
        FILTER NOT EXISTS {
          { ?event adi:onBehalfOf ?body } LATERAL { ?body org:classification ?kind } LATERAL { ?document rec:case ?case } LATERAL { ?case ?admits ?kind }
        }
      }
      LATERAL { ?document rec:case ?case }
      LATERAL { ?case ?cites ?any }
    } GROUP BY ?event }
  BIND(IRI(?first) AS ?norm)
} ;

# Entitled for one of several documents or stages of an event is entitled.
DELETE { ?event rec:unentitled ?norm }
WHERE {
  { SELECT DISTINCT ?event ?norm {
      { ?event rec:unentitled ?norm }
      LATERAL { { ?event adi:document ?one , ?other } UNION { ?event adi:stage ?one , ?other } FILTER(?one != ?other) }
  } }
  LATERAL { VALUES (?stage ?admits) { (id:approval-stage rec:approver) (id:development-stage rec:developer) } ?event adi:stage ?stage }
  LATERAL {
    { ?event adi:actingAs ?kind }
    UNION { ?event adi:actor ?body . ?body org:classification ?kind }
    UNION { ?event adi:onBehalfOf ?body . ?body org:classification ?kind }
  }
  LATERAL { ?event adi:document ?document }
  LATERAL { ?document rec:case ?case }
  LATERAL { ?case ?admits ?kind }
} ;

INSERT { ?event rec:vaguelyAs ?given }
WHERE {
  { SELECT ?event ?given ?stage ?document { { ?event rec:unentitled ?norm } LATERAL { ?event adi:actingAs ?given ; adi:stage ?stage ; adi:document ?document } } }
  LATERAL { ?document rec:case ?case }
  { SELECT DISTINCT ?stage ?case ?given {
      VALUES (?stage ?admits) { (id:approval-stage rec:approver) (id:development-stage rec:developer) }
      ?case ?admits ?kind . ?kind adi:specialises ?given
  } }
} ;

DELETE { ?event rec:unentitled ?norm }
WHERE {
  { ?event rec:vaguelyAs ?given ; rec:unentitled ?norm ; adi:actor ?person }
  FILTER NOT EXISTS { { ?post org:member ?person } LATERAL { ?post org:organization ?place FILTER NOT EXISTS { ?place a adi:Body } } }
} ;

DELETE { ?event rec:unentitled ?norm }
WHERE {
  {
    { SELECT ?event ?norm ?stage ?document ?person {
        { ?event rec:unentitled ?norm FILTER NOT EXISTS { { ?event adi:actingAs ?given } FILTER NOT EXISTS { ?event rec:vaguelyAs ?given } } }
        LATERAL { ?event adi:stage ?stage ; adi:document ?document ; adi:actor ?person }
    } }
    { SELECT ?post ?person ?held ?root {
        { SELECT DISTINCT ?person { ?event rec:unentitled ?norm ; adi:actor ?person } }
        LATERAL { ?post org:member ?person FILTER NOT EXISTS { ?post rec:ofUnit true } }
        LATERAL { ?post org:role ?held ; org:organization ?place }
        LATERAL { ?place rec:root ?root }
    } }
    LATERAL { ?document rec:case ?case }
    { SELECT ?stage ?case ?held {
        VALUES (?stage ?admits) { (id:approval-stage rec:approver) (id:development-stage rec:developer) }
        ?case ?admits ?held
    } }
    LATERAL { ?document adi:issuedBy ?issuer }
    LATERAL { ?issuer rec:root ?root }
  }
  OPTIONAL { ?event dcterms:date ?day }
  OPTIONAL { ?post adi:startDate ?began }
  OPTIONAL { ?post adi:endDate ?ended }
  FILTER(COALESCE(?began <= ?day, true) && COALESCE(?ended >= ?day, true))
} ;

INSERT { ?event rec:unproved ?person }
WHERE {
  { ?event adi:actingAs ?role ; adi:actor ?person ; adi:document ?document }
  MINUS { SELECT ?event ?role ?person ?document {
    {
      { SELECT ?event ?role ?person ?document ?root {
          ?event adi:actingAs ?role ; adi:actor ?person ; adi:document ?document .
          ?document adi:issuedBy ?issuer . ?issuer rec:root ?root
      } }
      { SELECT ?person ?role ?root ?began ?ended {
          {
            { SELECT DISTINCT ?person ?role { ?event adi:actingAs ?role ; adi:actor ?person } }
            LATERAL { ?post org:member ?person FILTER NOT EXISTS { ?post rec:ofUnit true } }
            LATERAL { ?post org:role ?held }
            { SELECT ?held ?role { ?held rec:shows ?role } }
            LATERAL { ?post org:organization ?place }
            LATERAL { ?place rec:root ?root }
          }
          OPTIONAL { ?post adi:startDate ?began }
          OPTIONAL { ?post adi:endDate ?ended }
      } }
    }
    OPTIONAL { ?event dcterms:date ?day }
    FILTER(COALESCE(?began <= ?day, true) && COALESCE(?ended >= ?day, true))
  } }
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
  { SELECT DISTINCT ?root ?shown {
      { ?event rec:unproved ?person MINUS { ?event rec:outOfPost ?person } }
      LATERAL { ?event adi:actingAs ?shown ; adi:document ?document }
      LATERAL { ?document adi:issuedBy ?issuer }
      LATERAL { ?issuer rec:root ?root }
  } }
  LATERAL { ?place rec:root ?root }
  LATERAL { ?post org:organization ?place FILTER NOT EXISTS { ?post rec:ofUnit true } }
  LATERAL { ?post org:role ?held }
  LATERAL { ?held rec:shows ?shown }
} ;

INSERT { ?event rec:postUnseen ?person }
WHERE {
  { ?event rec:unproved ?person MINUS { ?event rec:outOfPost ?person } }
  LATERAL { ?event adi:actingAs ?role ; adi:document ?document }
  LATERAL { ?document adi:issuedBy ?issuer }
  LATERAL { ?issuer rec:root ?root }
  LATERAL { ?root rec:staffed ?role }
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
  MINUS { SELECT ?event ?body ?person {
    {
      { SELECT ?event ?body ?person { ?event adi:onBehalfOf ?body ; adi:actor ?person FILTER NOT EXISTS { ?body a adi:Body } } }
      LATERAL { ?post org:member ?person }
      LATERAL { ?post org:organization ?place }
      LATERAL { { ?place rec:within ?body } UNION { ?body rec:root ?place } }
    }
    OPTIONAL { ?event dcterms:date ?day }
    OPTIONAL { ?post adi:startDate ?began }
    OPTIONAL { ?post adi:endDate ?ended }
    FILTER(COALESCE(?began <= ?day, true) && COALESCE(?ended >= ?day, true))
  } }
  MINUS { ?person rdfs:isDefinedBy ?elsewhere }
  MINUS { ?body rdfs:isDefinedBy ?elsewhere }
} ;

INSERT { ?body rec:manned true }
WHERE {
  { SELECT DISTINCT ?body { ?event rec:unseatedYet ?body } }
  LATERAL { ?body a adi:Body }
  LATERAL { ?seat org:organization ?body }
} ;

INSERT { ?unit rec:manned true }
WHERE {
  { SELECT DISTINCT ?unit { ?event rec:unseatedYet ?unit FILTER NOT EXISTS { ?unit a adi:Body } } }
  LATERAL { ?place rec:within ?unit FILTER NOT EXISTS { ?place a adi:Body } }
  LATERAL { ?post org:organization ?place }
} ;

INSERT { ?event rec:unseated ?body }
WHERE {
  ?event rec:unseatedYet ?body ; adi:actor ?person .
  ?seat org:member ?person ; org:organization ?place .
  OPTIONAL { ?place a ?sort . FILTER(?sort = adi:Body) }
  OPTIONAL { ?place rec:root ?known }
  OPTIONAL { ?body a ?actsAs . FILTER(?actsAs = adi:Body) }
  OPTIONAL { ?body rec:manned ?manned }
  FILTER(IF(BOUND(?actsAs), BOUND(?sort), !BOUND(?sort) && BOUND(?known)) || BOUND(?manned))
} ;

INSERT { ?event rec:seatUnseen ?body }
WHERE {
  { ?event rec:unseatedYet ?body }
  LATERAL { ?body rec:manned true }
  LATERAL { ?event adi:actor ?person FILTER NOT EXISTS { ?seat org:member ?person } }
} ;

INSERT { ?event rec:byPost ?role }
WHERE {
  { SELECT DISTINCT ?event ?role ?stage ?document {
      VALUES ?fault { rec:outOfPost rec:postUnseen }
      ?event ?fault ?person ; adi:actingAs ?role ; adi:stage ?stage ; adi:document ?document
  } }
  VALUES (?stage ?asks) {
    (id:approval-stage rec:approvalNorm) (id:development-stage rec:developmentNorm)
    (id:review-stage rec:reviewNorm) (id:review-stage rec:conclusionNorm)
    (id:conclusion-stage rec:conclusionNorm) (id:conclusion-stage rec:reviewNorm)
  }
  LATERAL { ?document rec:case ?case }
  LATERAL { ?case ?asks ?norm }
  LATERAL { { ?norm rec:names ?role } UNION { ?event rec:vaguelyAs ?role . ?norm rec:names ?kind . ?kind adi:specialises ?role } }
} ;

DELETE { ?event rec:unseated ?body }
WHERE { ?event rec:byPost ?role ; rec:outOfPost ?person ; rec:unseated ?body } ;

DELETE { ?event rec:seatUnseen ?body }
WHERE { ?event rec:byPost ?role ; rec:seatUnseen ?body } ;

DELETE { ?event rec:outOfPost ?person }
WHERE { ?event rec:outOfPost ?person . { ?event rec:unseated ?body } UNION { ?event rec:seatUnseen ?body } } ;

DELETE { ?event rec:postUnseen ?person }
WHERE { ?event rec:postUnseen ?person . { ?event rec:unseated ?body } UNION { ?event rec:seatUnseen ?body } } ;

DELETE { ?event rec:outOfPost ?person }
INSERT { ?event rec:besidePost ?person }
WHERE { ?event rec:outOfPost ?person FILTER NOT EXISTS { ?event rec:byPost ?role } } ;

INSERT { ?event rec:notThen ?body }
WHERE {
  { SELECT DISTINCT ?body { { SELECT ?body { ?event adi:actor ?body } } UNION { SELECT ?body { ?event adi:onBehalfOf ?body } } } }
  LATERAL { { ?body adi:startDate ?began } UNION { ?body adi:endDate ?ended } }
  LATERAL { { ?event adi:actor ?body } UNION { ?event adi:onBehalfOf ?body } }
  LATERAL { ?event dcterms:date ?day FILTER(COALESCE(?began > ?day, false) || COALESCE(?ended < ?day, false)) }
} ;

INSERT { ?event rec:foreign ?body }
WHERE {
  {
    { SELECT ?body ?other { ?body rec:root ?other } }
    { { SELECT ?event ?body { ?event adi:actor ?body } } UNION { SELECT ?event ?body { ?event adi:onBehalfOf ?body } } }
  }
  LATERAL { ?event adi:document ?document }
  LATERAL { ?document adi:issuedBy ?issuer }
  { SELECT ?issuer ?root { ?issuer rec:root ?root } }
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
  VALUES ?fault { rec:outOfPost rec:besidePost rec:postUnseen rec:unseated rec:seatUnseen rec:notThen rec:foreign }
  ?event ?fault ?who ; adi:document ?document
} ;

INSERT { ?event rec:actedAs ?kind }
WHERE { ?event rec:questioned ?document ; adi:actingAs ?kind } ;

INSERT { ?event rec:actedAs ?kind }
WHERE { ?event rec:vaguelyAs ?given ; rec:questioned ?document . ?kind adi:specialises ?given } ;

INSERT { ?event rec:actedAs ?kind }
WHERE { ?event rec:questioned ?document ; adi:actor|adi:onBehalfOf ?body . ?body org:classification ?kind } ;

INSERT { ?event rec:rule ?norm }
WHERE {
  VALUES (?stage ?asks) {
    (id:approval-stage rec:approvalNorm) (id:development-stage rec:developmentNorm)
    (id:review-stage rec:reviewNorm) (id:review-stage rec:conclusionNorm)
    (id:conclusion-stage rec:conclusionNorm) (id:conclusion-stage rec:reviewNorm)
  }
  { SELECT ?event ?document ?kind ?stage { ?event rec:questioned ?document ; rec:actedAs ?kind ; adi:stage ?stage } }
  LATERAL { ?document rec:case ?case }
  LATERAL { ?case ?asks ?norm }
  LATERAL { ?norm rec:names ?kind }
} ;

DELETE { ?event rec:rule ?norm }
WHERE { ?event rec:rule ?norm , ?first . FILTER(STR(?first) < STR(?norm)) }
