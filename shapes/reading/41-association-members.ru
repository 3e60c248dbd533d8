# Who may sit in an association of teachers and who may lead it (п. 25, 27, 28, 30).
# rec:admits       staff that a norm takes into an association: the kinds it names, narrower ones, wider ones (a record
#                  that says no more than «педагог» cannot be held against anybody); all school teachers where it names any
# rec:eligible     staff out of whom a norm has the head chosen: its kinds likewise, and those whom the association is for
# rec:staffRole    what a person sitting in an association is at an organisation or unit; on a membership there
# rec:staffedBy     an organisation where somebody of a kind that a norm has the head chosen from was ever recorded
# rec:doubtful     a person some of whose staff records ended or are of a kind that some norm does not take in
# rec:doubtfulIn   a seat in this association of such a person, or one that ended
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

INSERT { ?staff rec:staffRole ?role }
WHERE {
  { SELECT DISTINCT ?person WHERE { ?body rec:associationKind id:methodical-association . ?seat org:organization ?body ; org:member ?person } }
  ?staff org:member ?person ; org:role ?role ; org:organization ?place .
  FILTER(?role != id:member)
  MINUS { ?place a adi:Body }
} ;

# The staff records of all others are open and of kinds that every norm takes in: spares comparing dates below.
INSERT { ?person rec:doubtful true }
WHERE {
  { ?staff rec:staffRole ?role ; adi:endDate ?end }
  UNION {
    { SELECT DISTINCT ?role WHERE { ?norm rec:admits ?any . ?role a adi:RoleKind . MINUS { ?norm rec:admits ?role } } }
    ?staff rec:staffRole ?role
  }
  ?staff org:member ?person .
} ;

INSERT { ?seat rec:doubtfulIn ?body }
WHERE {
  ?person rec:doubtful true .
  ?seat org:member ?person ; org:role id:member ; org:organization ?body .
  ?body rec:associationKind id:methodical-association .
} ;

INSERT { ?seat rec:doubtfulIn ?body }
WHERE {
  ?body rec:associationKind id:methodical-association .
  ?seat org:organization ?body ; org:role id:member ; adi:endDate ?end .
} ;

INSERT { ?seat rec:misplaced ?norm }
WHERE {
  ?seat rec:doubtfulIn ?body ; org:member ?person .
  ?body org:classification ?kind .
  { SELECT DISTINCT ?norm ?kind WHERE { ?norm rec:admits ?any ; adi:establishes ?kind } }
  MINUS {
    ?norm adi:establishes ?kind ; rec:admits ?role .
    ?seat rec:doubtfulIn ?body ; org:member ?person .
    ?body org:classification ?kind .
    ?staff org:member ?person ; rec:staffRole ?role .
    OPTIONAL { ?seat adi:startDate ?seatStart }
    OPTIONAL { ?seat adi:endDate ?seatEnd }
    OPTIONAL { ?staff adi:startDate ?staffStart }
    OPTIONAL { ?staff adi:endDate ?staffEnd }
    FILTER(COALESCE(?staffStart <= ?seatEnd, true) && COALESCE(?seatStart <= ?staffEnd, true))
  }
  # Those of whom no staff record exists are passed over.
  MINUS { SELECT ?seat WHERE {
    ?seat rec:doubtfulIn ?body ; org:member ?person .
    MINUS { ?staff org:member ?person ; rec:staffRole ?any }
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
  ?norm adi:fromAmong ?among ; adi:object ?kind ; adi:selectedPost ?post .
  ?body rec:associationKind id:methodical-association ; org:classification ?kind .
  ?head rec:leads ?body ; org:role ?post ; org:member ?person .
  { SELECT DISTINCT ?head WHERE {
    { ?head rec:leads ?led . ?led rec:within/rec:staffedBy ?any }
    UNION { ?head rec:leads ?led ; org:member ?known . ?post rec:staffRole ?role ; org:member ?known }
  } }
  MINUS {
    <urn:adisteme:run> rec:referenceDate ?today .
    ?norm rec:eligible ?role .
    ?staff rec:staffRole ?role ; org:member ?person .
    ?head org:member ?person ; rec:leads ?body .
    OPTIONAL { ?head adi:startDate ?headStart }
    OPTIONAL { ?staff adi:startDate ?staffStart }
    OPTIONAL { ?staff adi:endDate ?staffEnd }
    BIND(COALESCE(?headStart, ?today) AS ?first)
    FILTER(COALESCE(?staffStart <= ?first, true) && COALESCE(?staffEnd >= ?first, true))
  }
  MINUS { ?head rec:elsewhere true }
  MINUS { ?person rdfs:isDefinedBy ?there }
}
