# Who may sit in an association of teachers and who may lead it (п. 25, 27, 28, 30).
# rec:admits       staff that a norm takes into an association: the kinds it names, narrower ones, wider ones (a record
#                  that says no more than «педагог» cannot be held against anybody); all school teachers where it names any
# rec:eligible     staff out of whom a norm has the head chosen: its kinds likewise, and those whom the association is for
# rec:staffedBy     an organisation where somebody of a kind that a norm has the head chosen from was ever recorded
# rec:doubtfulIn   a seat in this association that ended, or whose person has staff records that ended or are of a kind that
#                  some norm does not take in
# rec:staffRole    what the person of such a seat, or one who leads, is at an organisation or unit; on a membership there
# rec:misplaced    a membership whose person is staff, but at no time of it of a kind that the norm takes in
# rec:notFromAmong a leading membership whose person was on its first day none of those that the norm has chosen from
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT { ?norm rec:admits ?role }
WHERE {
  ?norm adi:memberKind ?kind ; adi:establishes/adi:specialises id:methodical-association .
  { ?norm adi:memberKind ?role }
  UNION { ?role adi:specialises ?kind }
  UNION { ?kind adi:specialises ?role }
  UNION { ?kind adi:specialises id:school-teacher . ?role adi:specialises id:school-teacher }
} ;

INSERT { ?norm rec:eligible ?role }
WHERE {
  ?norm adi:fromAmong ?kind ; adi:object ?association . ?association adi:specialises id:methodical-association .
  { ?norm adi:fromAmong ?role }
  UNION { ?role adi:specialises ?kind }
  UNION { ?kind adi:specialises ?role }
  UNION { ?creation adi:establishes ?association ; rec:admits ?role }
} ;

# The staff records of all others are open and of kinds that every norm takes in: spares comparing dates below.
INSERT { ?seat rec:doubtfulIn ?body }
WHERE {
  { SELECT DISTINCT ?person {
      {
        { ?staff adi:endDate ?end ; org:role ?role FILTER(?role != id:member) }
        UNION {
          { SELECT DISTINCT ?role WHERE { ?norm rec:admits ?any . ?role a adi:RoleKind . FILTER(?role != id:member) MINUS { ?norm rec:admits ?role } } }
          LATERAL { ?staff org:role ?role }
        }
      }
      LATERAL { ?staff org:organization ?place FILTER NOT EXISTS { ?place a adi:Body } }
      LATERAL { ?staff org:member ?person }
  } }
  LATERAL { ?seat org:member ?person }
  LATERAL { ?seat org:role id:member ; org:organization ?body }
  LATERAL { ?body rec:associationKind id:methodical-association }
} ;

INSERT { ?seat rec:doubtfulIn ?body }
WHERE {
  { ?seat adi:endDate ?end }
  LATERAL { ?seat org:role id:member ; org:organization ?body }
  LATERAL { ?body rec:associationKind id:methodical-association }
} ;

INSERT { ?staff rec:staffRole ?role }
WHERE {
  { SELECT DISTINCT ?person {
      { ?seat rec:doubtfulIn ?body } UNION { ?seat rec:leads ?body . ?body rec:associationKind id:methodical-association }
      LATERAL { ?seat org:member ?person }
  } }
  LATERAL { ?staff org:member ?person }
  LATERAL { ?staff org:role ?role FILTER(?role != id:member) }
  LATERAL { ?staff org:organization ?place FILTER NOT EXISTS { ?place a adi:Body } }
} ;

INSERT { ?seat rec:misplaced ?norm }
WHERE {
  ?seat rec:doubtfulIn ?body ; org:member ?person .
  ?body org:classification ?kind .
  { SELECT DISTINCT ?norm ?kind WHERE { ?norm rec:admits ?any ; adi:establishes ?kind } }
  MINUS {
    {
      { ?seat rec:doubtfulIn ?body }
      LATERAL { ?seat org:member ?person }
      LATERAL { ?body org:classification ?kind }
      LATERAL { ?staff org:member ?person }
      LATERAL { ?staff rec:staffRole ?role }
      { SELECT ?norm ?kind ?role { ?norm adi:establishes ?kind ; rec:admits ?role } }
    }
    OPTIONAL { ?seat adi:startDate ?seatStart }
    OPTIONAL { ?seat adi:endDate ?seatEnd }
    OPTIONAL { ?staff adi:startDate ?staffStart }
    OPTIONAL { ?staff adi:endDate ?staffEnd }
    FILTER(COALESCE(?staffStart <= ?seatEnd, true) && COALESCE(?seatStart <= ?staffEnd, true))
  }
  # Those of whom no staff record exists are passed over.
  MINUS { SELECT ?seat WHERE {
    { SELECT ?seat ?person { ?seat rec:doubtfulIn ?body ; org:member ?person } }
    MINUS { SELECT ?person { ?staff rec:staffRole ?any ; org:member ?person } }
  } }
  MINUS { ?seat rdfs:isDefinedBy ?there }
  MINUS { ?body rdfs:isDefinedBy ?there }
  MINUS { ?person rdfs:isDefinedBy ?there }
} ;

INSERT { ?whole rec:staffedBy ?norm }
WHERE {
  { SELECT DISTINCT ?norm ?place WHERE { ?norm rec:eligible ?role . ?staff org:role ?role ; org:organization ?place } }
  ?place rec:within ?whole .
} ;

INSERT { ?head rec:notFromAmong ?norm }
WHERE {
  {
    { SELECT DISTINCT ?norm ?kind ?post { ?norm adi:fromAmong ?among ; adi:object ?kind ; adi:selectedPost ?post } }
    { SELECT ?head ?body ?post ?person ?kind {
        ?head rec:leads ?body ; org:role ?post ; org:member ?person .
        ?body rec:associationKind id:methodical-association ; org:classification ?kind
    } }
    FILTER NOT EXISTS {
      { ?staff org:member ?person }
      LATERAL { ?staff rec:staffRole ?role }
      LATERAL { ?norm rec:eligible ?role }
      LATERAL {
        { ?head adi:startDate ?first }
        UNION { <urn:adisteme:run> rec:referenceDate ?first FILTER NOT EXISTS { ?head adi:startDate ?start } }
      }
      LATERAL { { ?staff adi:startDate ?from FILTER(COALESCE(?from <= ?first, true)) } UNION { FILTER NOT EXISTS { ?staff adi:startDate ?from } } }
      LATERAL { { ?staff adi:endDate ?until FILTER(COALESCE(?until >= ?first, true)) } UNION { FILTER NOT EXISTS { ?staff adi:endDate ?until } } }
    }
    FILTER EXISTS {
      { { ?head rec:leads ?led } LATERAL { ?led rec:within ?whole } LATERAL { ?whole rec:staffedBy ?any } }
      UNION { { ?head org:member ?known } LATERAL { ?work org:member ?known } LATERAL { ?work rec:staffRole ?any } }
    }
  }
  MINUS { ?head rec:elsewhere true }
  MINUS { ?person rdfs:isDefinedBy ?there }
}
