# Educational-methodical associations (УМО): sides, chairs, decisions (п. 5, 22, 24, 34, 35); the districts of п. 28.
# rec:sideNow             a side that somebody represents in the association on the reference date (п. 24)
# rec:sideUnsaid          of so many in the association on the reference date it is not said for which side they stand that every
#                         side may be represented (п. 24)
# rec:standsForNone       a membership, other than the chair's, that represents no side which the norm names
# rec:recordedAs          of an organisation that somebody represents the kind (of several the first by name), where none of its
#                         kinds is one of organisations of education
# rec:misstated           a seat that stands for a side to which what it represents does not belong, as recorded; leads to a
#                         node that carries rec:side, rec:organisation and rec:kind
# rec:narrowed            it is said whether the association is one of colleges or of universities
# rec:saysWhoLeads        members of the association or those who lead it are recorded, the latter here; of one described
#                         elsewhere a leader of known kind is
# rec:ledByKind           the kinds of those who lead the association: their own and those above; and, as in the two such terms below,
#                         what they may be where the record does not say
# rec:saysWhoCoordinates, rec:coordinatedByKind   the same of those who coordinate its work
# rec:confirmation        a decision of a council that confirms this membership; on the membership
# rec:confirmedByKind     the kinds of the councils whose decisions confirm this membership: their own and those above
# rec:confirmedLate       councils do, but all of them after its first day
# rec:owedTo              an organisation, of education unless recorded as another, to which a decision ought to have been delivered and
#                         was not (п. 34)
# rec:lacksUngraded       a district with ungraded schools that have combined classes, and no association of their teachers
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT { ?body rec:sideNow ?side }
WHERE {
  { ?seat adi:representsAs ?side FILTER NOT EXISTS { ?seat rec:outOfForce true } }
  LATERAL { ?seat org:organization ?body }
  LATERAL { ?body rec:active true }
} ;

INSERT { ?body rec:sideUnsaid true }
WHERE {
  { SELECT ?body (COUNT(DISTINCT ?person) AS ?unsaid) {
      { ?body rec:associationKind id:umo ; rec:peopled true }
      LATERAL { ?seat org:organization ?body ; org:member ?person FILTER NOT EXISTS { ?seat rec:outOfForce true } }
      MINUS { ?seat adi:representsAs ?side }
  } GROUP BY ?body }
  OPTIONAL { SELECT ?body (COUNT(DISTINCT ?side) AS ?said) { ?body rec:sideNow ?side } GROUP BY ?body }
  { SELECT (COUNT(DISTINCT ?side) AS ?sides) { ?norm adi:memberKind ?side ; adi:object id:umo . ?side a adi:StakeholderKind } }
  FILTER(?unsaid + COALESCE(?said, 0) >= ?sides)
} ;

INSERT { ?organisation rec:recordedAs ?kind }
WHERE {
  { SELECT ?organisation (MIN(?one) AS ?kind) {
      { SELECT DISTINCT ?organisation { ?seat adi:represents ?organisation } }
      LATERAL { ?organisation org:classification ?one . ?one a adi:OrganisationKind }
      FILTER NOT EXISTS {
        { ?organisation org:classification ?own } LATERAL { ?own rec:isA ?above } LATERAL { ?above adi:atTier id:organisation-tier }
      }
  } GROUP BY ?organisation }
} ;

INSERT { ?seat rec:misstated [ rec:side id:education-organisation ; rec:organisation ?organisation ; rec:kind ?kind ] }
WHERE {
  { SELECT DISTINCT ?seat ?organisation ?kind {
      { ?organisation rec:recordedAs ?kind }
      LATERAL { ?seat adi:represents ?organisation ; adi:representsAs id:education-organisation FILTER NOT EXISTS { ?seat rec:outOfForce true } }
      LATERAL { ?seat org:organization ?body } LATERAL { ?body rec:associationKind id:umo }
  } }
} ;

# A school hires the graduates of a pedagogical college; only organisations of the education that the association is of are of one side.
INSERT { ?seat rec:misstated [ rec:side ?side ; rec:organisation ?organisation ; rec:kind ?kind ] }
WHERE {
  { SELECT ?seat ?side ?organisation (MIN(?one) AS ?kind) {
      { ?seat adi:representsAs ?side FILTER(?side != id:education-organisation) FILTER NOT EXISTS { ?seat rec:outOfForce true } }
      FILTER NOT EXISTS { ?seat adi:representsAs id:education-organisation }
      LATERAL { ?seat org:organization ?body ; adi:represents ?organisation }
      LATERAL { ?body org:classification ?association . ?association adi:specialises id:umo }
      LATERAL { ?organisation org:classification ?one . ?one rec:teachesAt ?single . ?association adi:existsAtLevel ?single }
      FILTER NOT EXISTS {
        { ?organisation org:classification ?other } LATERAL { ?other a adi:OrganisationKind }
        FILTER NOT EXISTS { { ?other rec:isA ?above } LATERAL { ?above adi:atTier id:organisation-tier } }
      }
  } GROUP BY ?seat ?side ?organisation }
} ;

INSERT { ?body rec:narrowed true }
WHERE { ?body rec:associationKind id:umo ; org:classification/adi:specialises id:umo } ;

INSERT { ?body rec:saysWhoLeads true }
WHERE {
  ?body rec:associationKind id:umo .
  { ?body rec:peopled true } UNION { ?body adi:ledBy ?somebody }
  MINUS { ?body adi:ledBy ?far . ?far rdfs:isDefinedBy ?there . FILTER NOT EXISTS { ?far org:classification ?known } }
  MINUS { ?body rdfs:isDefinedBy ?there . FILTER NOT EXISTS { ?body adi:ledBy/org:classification ?known } }
} ;

INSERT { ?body rec:saysWhoCoordinates true }
WHERE {
  ?body rec:associationKind id:umo .
  { ?body rec:peopled true } UNION { ?body adi:coordinatedBy ?somebody }
  MINUS { ?body adi:coordinatedBy ?far . ?far rdfs:isDefinedBy ?there . FILTER NOT EXISTS { ?far org:classification ?known } }
  MINUS { ?body rdfs:isDefinedBy ?there . FILTER NOT EXISTS { ?body adi:coordinatedBy/org:classification ?known } }
} ;

INSERT { ?body rec:coordinatedByKind ?kind , ?above }
WHERE {
  ?body rec:associationKind id:umo ; adi:coordinatedBy/org:classification ?kind .
  OPTIONAL { ?kind adi:specialises ?above }
} ;

INSERT { ?seat rec:standsForNone ?norm }
WHERE {
  { SELECT DISTINCT ?norm ?kind WHERE { ?norm adi:memberKind ?side ; adi:object ?kind . ?side a adi:StakeholderKind } }
  LATERAL { ?body rec:associationKind ?kind }
  LATERAL { ?seat org:organization ?body FILTER NOT EXISTS { ?seat rec:toCome true } }
  MINUS { ?seat rec:leads ?body }
  MINUS { ?seat adi:representsAs ?side . ?norm adi:memberKind ?side }
  MINUS { ?seat rdfs:isDefinedBy ?there }
  MINUS { ?body rdfs:isDefinedBy ?there }
} ;

INSERT { ?body rec:ledByKind ?kind , ?above }
WHERE {
  ?body rec:associationKind id:umo ; adi:ledBy/org:classification ?kind .
  OPTIONAL { ?kind adi:specialises ?above }
} ;

# The councils of п. 5 and of п. 3; which of them п. 35 means is a reading.
INSERT { ?seat rec:confirmation ?decision ; rec:confirmedByKind ?kind , ?above }
WHERE {
  { SELECT DISTINCT ?kind WHERE {
    { ?kind adi:specialises ?council } UNION { ?kind a adi:BodyKind . BIND(?kind AS ?council) }
    FILTER(?council IN (id:republican-council, id:methodical-council))
  } }
  ?seat rec:leads ?body . ?body rec:associationKind id:umo .
  ?decision adi:confirms ?seat ; adi:decidedBy/org:classification ?kind .
  OPTIONAL { ?kind adi:specialises ?above }
} ;

INSERT { ?body rec:ledByKind ?kind }
WHERE { { ?leader rec:mayBe ?kind } LATERAL { ?body adi:ledBy ?leader } LATERAL { ?body rec:associationKind id:umo } } ;

INSERT { ?body rec:coordinatedByKind ?kind }
WHERE { { ?coordinator rec:mayBe ?kind } LATERAL { ?body adi:coordinatedBy ?coordinator } LATERAL { ?body rec:associationKind id:umo } } ;

INSERT { ?seat rec:confirmedByKind ?kind }
WHERE { { ?council rec:mayBe ?kind } LATERAL { ?decision adi:decidedBy ?council } LATERAL { ?seat rec:confirmation ?decision } } ;

INSERT { ?seat rec:confirmedLate true }
WHERE {
  ?seat rec:confirmation/dcterms:date ?date ; adi:startDate ?start .
  FILTER(?date > ?start)
  MINUS { ?seat rec:confirmation/dcterms:date ?before ; adi:startDate ?begun . FILTER(?before <= ?begun) }
} ;

INSERT { ?decision rec:owedTo ?organisation }
WHERE {
  { SELECT DISTINCT ?kind ?side WHERE { ?norm adi:action id:delivery ; adi:bearer ?kind ; adi:recipient ?side } }
  ?body rec:associationKind ?kind .
  ?decision adi:decidedBy ?body ; dcterms:date ?date .
  ?seat org:organization ?body ; adi:representsAs ?side ; adi:represents ?organisation .
  OPTIONAL { ?seat adi:startDate ?start }
  OPTIONAL { ?seat adi:endDate ?end }
  FILTER(COALESCE(?start <= ?date, true) && COALESCE(?end >= ?date, true))
  MINUS { ?decision adi:deliveredTo ?organisation }
  MINUS { ?organisation rec:recordedAs ?other }
  MINUS { ?decision rdfs:isDefinedBy ?there }
} ;

INSERT { ?district rec:lacksUngraded ?norm }
WHERE {
  ?norm adi:condition id:where-ungraded-schools ; adi:establishes ?kind .
  { SELECT DISTINCT ?district WHERE {
    ?school org:classification id:ungraded-school ; adi:combinedClasses true ; adi:district ?district
  } }
  MINUS {
    ?norm adi:condition id:where-ungraded-schools ; adi:establishes ?kind .
    ?body rec:associationKind ?kind ; rec:active true .
    { ?body rec:within ?district } UNION { ?body rec:within/adi:district ?district }
  }
  MINUS {
    ?body rec:mayBe ?possible ; rec:active true ; rec:within ?district .
    ?open adi:condition id:where-ungraded-schools ; adi:establishes ?possible .
  }
  MINUS { ?district rdfs:isDefinedBy ?there }
}
