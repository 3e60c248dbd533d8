# Three teachers of one subject (п. 26), counted among the staff of the school on the reference date, each person once.
# rec:teacherAt        an active membership of a kind that п. 26 counts, at this organisation or in a unit of it
# rec:enoughTeachersOf the school has as many teachers of the subject as the norm asks for
# rec:lacksAssociation a school with enough teachers of the subject, but no association for it
# rec:shortUnder       an active association for no subject of which its school has enough (not one school, it may be: several)
# rec:shortfall        nor have its schools together; the nodes it leads to carry
#                      rec:norm, rec:subject and rec:count
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT { ?staff rec:teacherAt ?school }
WHERE {
  { SELECT DISTINCT ?role WHERE {
    ?norm adi:countedPer id:per-subject ; adi:counts ?counted .
    { ?norm adi:counts ?role } UNION { ?role adi:specialises ?counted }
  } }
  ?staff org:role ?role ; adi:subject ?subject ; org:organization ?place .
  ?place rec:within ?school .
  ?school org:classification ?kind . ?kind a adi:OrganisationKind .
  MINUS { ?staff adi:startDate ?start . <urn:adisteme:run> rec:referenceDate ?today . FILTER(?start > ?today) }
  MINUS { ?staff adi:endDate ?end . <urn:adisteme:run> rec:referenceDate ?today . FILTER(?end < ?today) }
} ;

INSERT { ?school rec:enoughTeachersOf ?subject }
WHERE {
  { SELECT ?school ?subject (COUNT(DISTINCT ?person) AS ?count) WHERE {
    ?staff rec:teacherAt ?school ; adi:subject ?subject ; org:member ?person .
  } GROUP BY ?school ?subject }
  ?norm adi:countedPer id:per-subject ; adi:minimumCount ?least .
  FILTER(?count >= ?least)
} ;

# An association without a subject may be for any.
INSERT { ?school rec:lacksAssociation ?subject }
WHERE {
  ?norm adi:countedPer id:per-subject ; adi:countedWithin ?within .
  ?school rec:enoughTeachersOf ?subject ; org:classification ?kind .
  FILTER(?kind = ?within || EXISTS { ?kind adi:specialises ?within })
  MINUS {
    ?norm adi:countedPer id:per-subject ; adi:establishes ?established .
    ?body rec:associationKind ?established ; rec:active true ; adi:subject ?subject ; rec:within ?school .
  }
  MINUS {
    ?norm adi:countedPer id:per-subject ; adi:establishes ?established .
    ?body rec:associationKind ?established ; rec:active true ; rec:within ?school .
    FILTER NOT EXISTS { ?body adi:subject ?some }
  }
  MINUS { ?school rdfs:isDefinedBy ?there }
} ;

INSERT { ?body rec:shortUnder ?norm }
WHERE {
  ?norm adi:countedPer id:per-subject ; adi:establishes ?established .
  ?body rec:associationKind ?established ; rec:active true ; adi:subject ?subject ; rec:within ?school .
  ?school rec:staffedBy ?any .
  MINUS { ?body adi:subject ?rich ; rec:within ?place . ?place rec:enoughTeachersOf ?rich }
  MINUS { ?body rdfs:isDefinedBy ?there }
  MINUS { ?body rec:within/rdfs:isDefinedBy ?there }
} ;

INSERT { ?body rec:shortfall [ rec:norm ?norm ; rec:subject ?subject ; rec:count ?count ] }
WHERE {
  { SELECT ?norm ?least ?body ?subject (COUNT(DISTINCT ?person) AS ?count) WHERE {
    ?body rec:shortUnder ?norm ; adi:subject ?subject .
    ?norm adi:minimumCount ?least .
    OPTIONAL {
      ?body rec:shortUnder ?norm ; rec:within ?school ; adi:subject ?subject .
      ?staff rec:teacherAt ?school ; adi:subject ?subject ; org:member ?person .
    }
  } GROUP BY ?norm ?least ?body ?subject }
  FILTER(?count < ?least)
}
