# rec:wronglyLedBy  adi:ledBy something whose kind is known, while no norm puts that kind over this one, nor any that it may be,
#                   though some norm says who does. A methodical council leads what lies in its own place only. Left aside: what an
#                   organisation has inside itself, the unit or organisation that a unit lies in, and the cabinets
#                   over associations (they lead the schools, п. 5).
# rec:leadingNorm   the norm that says who leads it, beside every wrong leader
# rec:sparedLeader  one led by this one under a norm from which an exception takes the kind of organisation out, and under no other
# rec:sparedNorm    the exception, beside every such leader
# rec:formerLeader  adi:ledBy something that had ended by the reference date, or is to come, of what exists on it
# rec:formerNorm    the norm by which that one led, beside every former leader
# rec:lacksLeader   led rightly, yet by nobody of the family of this kind, which the norm names as well: a college
#                   without an association by profile; a regional and a district cabinet are of one family
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX org: <http://www.w3.org/ns/org#>

INSERT { ?led rec:wronglyLedBy ?leader }
WHERE {
  ?led adi:ledBy ?leader
  FILTER EXISTS { { ?led org:classification ?kind } LATERAL { ?kind rec:leads ?norm } }
  FILTER EXISTS { ?leader org:classification ?known }
  FILTER NOT EXISTS { ?led rec:within ?leader }
  FILTER NOT EXISTS {
    { ?led org:classification ?kind } LATERAL { ?kind rec:leads ?norm } LATERAL { ?norm adi:bearer ?bearer }
    LATERAL { ?leader org:classification ?its } LATERAL { ?its rec:isA ?bearer }
    FILTER NOT EXISTS { { ?leader org:classification ?own } LATERAL { ?own rec:isA id:methodical-council } }
  }
  FILTER NOT EXISTS {
    { ?leader org:classification ?its } LATERAL { ?its rec:isA id:methodical-council }
    LATERAL { ?leader adi:bodyOf ?place } LATERAL { ?led rec:within ?place }
    LATERAL { ?led org:classification ?kind } LATERAL { ?kind rec:leads ?norm } LATERAL { ?norm adi:bearer ?bearer }
    LATERAL { ?leader org:classification ?own } LATERAL { ?own rec:isA ?bearer }
  }
  FILTER NOT EXISTS {
    { ?leader rec:mayBe ?perhaps } LATERAL { ?led org:classification ?kind } LATERAL { ?kind rec:leads ?norm }
    LATERAL { ?norm adi:bearer ?bearer } LATERAL { ?perhaps rec:isA ?bearer }
  }
  FILTER NOT EXISTS { { ?leader rec:within ?led } LATERAL { ?led org:classification ?kind } LATERAL { ?kind a adi:OrganisationKind } }
  FILTER NOT EXISTS {
    { ?led org:classification ?kind } LATERAL { ?kind rec:isA ?spared } LATERAL { ?exception adi:exempts ?spared }
    LATERAL { ?exception adi:exceptionTo ?norm } LATERAL { ?norm adi:ledObject ?object }
    LATERAL { ?led org:classification ?own } LATERAL { ?own rec:isA ?object }
  }
  FILTER NOT EXISTS {
    { ?led org:classification ?kind } LATERAL { ?kind rec:isA id:methodical-association }
    LATERAL { ?leader org:classification ?its } LATERAL { ?its rec:isA id:methodical-cabinet }
  }
} ;

INSERT { ?led rec:leadingNorm ?norm }
WHERE {
  { SELECT ?led (MIN(?one) AS ?norm) {
      ?led rec:wronglyLedBy ?leader ; org:classification/rec:leads ?one . ?one adi:bearer ?bearer . ?leader org:classification/rec:isA ?bearer
  } GROUP BY ?led }
} ;

INSERT { ?led rec:leadingNorm ?norm }
WHERE {
  { SELECT ?led (MIN(?one) AS ?norm) { ?led rec:wronglyLedBy ?leader ; org:classification/rec:leads ?one MINUS { ?led rec:leadingNorm ?some } } GROUP BY ?led }
} ;

INSERT { ?led rec:lacksLeader ?bearer }
WHERE {
  ?led adi:ledBy ?leader ; org:classification ?kind . ?kind a adi:OrganisationKind ; rec:leads/adi:bearer ?bearer .
  ?leader org:classification/rec:isA ?right . ?kind rec:leads/adi:bearer ?right .
  MINUS { ?led adi:ledBy ?other . ?other org:classification/rec:isA ?family . ?bearer rec:isA ?family }
} ;

INSERT { ?led rec:formerLeader ?leader }
WHERE { ?leader rec:outOfForce true . ?led adi:ledBy ?leader . MINUS { ?led rec:outOfForce true } } ;

INSERT { ?led rec:formerNorm ?norm }
WHERE {
  { SELECT ?led (MIN(?one) AS ?norm) {
      ?led rec:formerLeader ?leader ; org:classification/rec:leads ?one . ?one adi:bearer ?bearer . ?leader org:classification/rec:isA ?bearer
  } GROUP BY ?led }
} ;

INSERT { ?led rec:sparedLeader ?leader ; rec:sparedNorm ?exception }
WHERE {
  { SELECT DISTINCT ?exception ?norm ?kind ?bearer {
      ?exception adi:exceptionTo ?norm ; adi:exempts ?spared . ?norm adi:ledObject ?led ; adi:bearer ?bearer . ?kind rec:isA ?spared
  } }
  LATERAL { ?led org:classification ?kind }
  LATERAL { ?led adi:ledBy ?leader }
  LATERAL { ?leader org:classification ?its }
  LATERAL { ?its rec:isA ?bearer }
  FILTER NOT EXISTS {
    { ?led org:classification ?own } LATERAL { ?own rec:leads ?other FILTER(?other != ?norm) }
    LATERAL { ?other adi:bearer ?right } LATERAL { ?leader org:classification ?kinds } LATERAL { ?kinds rec:isA ?right }
  }
  FILTER NOT EXISTS { ?led rec:within ?leader }
}
