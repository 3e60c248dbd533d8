# Three teachers of one subject (п. 26), counted among the staff of the school on the reference date, each person once.
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

INSERT { ?school rec:enoughTeachersOf ?subject }
WHERE {
  { SELECT ?school ?subject (COUNT(DISTINCT ?person) AS ?count) WHERE {
    { SELECT ?place ?subject ?person {
      { SELECT DISTINCT ?role WHERE {
          ?norm adi:countedPer id:per-subject ; adi:counts ?counted .
          { ?norm adi:counts ?role } UNION { ?role adi:specialises ?counted }
      } }
      LATERAL { ?staff org:role ?role FILTER NOT EXISTS { ?staff rec:outOfForce true } }
      LATERAL { ?staff org:organization ?place ; adi:subject ?subject ; org:member ?person }
    } }
    { SELECT DISTINCT ?place ?school { ?school org:classification ?kind . ?kind a adi:OrganisationKind . ?place rec:within ?school } }
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
  { ?norm adi:countedPer id:per-subject ; adi:establishes ?established }
  LATERAL { ?body rec:associationKind ?established FILTER EXISTS { ?body rec:active true } }
  FILTER EXISTS { ?body adi:subject ?subject }
  FILTER EXISTS { { ?body rec:within ?school } LATERAL { ?school rec:staffedBy ?any } }
  FILTER NOT EXISTS { { ?body adi:subject ?rich } LATERAL { ?body rec:within ?place } LATERAL { ?place rec:enoughTeachersOf ?rich } }
  FILTER NOT EXISTS { { ?body rec:within ?place } LATERAL { ?place rdfs:isDefinedBy ?there } }
  FILTER NOT EXISTS { ?body rdfs:isDefinedBy ?there }
} ;

INSERT { ?body rec:shortfall [ rec:norm ?norm ; rec:subject ?subject ; rec:count ?count ] }
WHERE {
  { SELECT ?norm ?least ?body ?subject (COUNT(DISTINCT ?person) AS ?count) WHERE {
    ?body rec:shortUnder ?norm ; adi:subject ?subject .
    ?norm adi:minimumCount ?least .
    OPTIONAL { SELECT ?body ?subject ?person {
      { SELECT DISTINCT ?body ?subject ?school { ?body rec:shortUnder ?some ; adi:subject ?subject ; rec:within ?school } }
      LATERAL { ?school org:classification ?kind . ?kind a adi:OrganisationKind }
      LATERAL { ?place rec:within ?school }
      LATERAL { ?staff org:organization ?place FILTER NOT EXISTS { ?staff rec:outOfForce true } }
      LATERAL { ?staff adi:subject ?subject ; org:role ?role ; org:member ?person }
      { SELECT DISTINCT ?role WHERE {
          ?norm adi:countedPer id:per-subject ; adi:counts ?counted .
          { ?norm adi:counts ?role } UNION { ?role adi:specialises ?counted }
      } }
    } }
  } GROUP BY ?norm ?least ?body ?subject }
  FILTER(?count < ?least)
}
