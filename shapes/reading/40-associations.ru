# Methodical associations of schools and educational-methodical associations (УМО), and who sits in them.
# rec:associationKind  the kinds of an association: its own and those above (п. 24–28)
# rec:active           the association exists on the reference date
# rec:sits             a membership at an association on the reference date
# rec:peopled          an association of which such a membership is recorded: only then it is told whom it lacks
# rec:strayIn          an organisation that has the association, but teaches none of the levels where the act has such ones
# rec:leads            a membership leads this association: its role is the post that the Rules put at the front (п. 30, 35)
# rec:from, rec:to     first and last day of such a membership, far away where none is given
# rec:leaderNow        the leading post that somebody holds in the association on the reference date
# rec:beside           a leading membership during which somebody else leads too, having begun no later
# rec:placedUnder      the norm on how the place that this membership fills is to be filled (п. 30, 35)
# rec:overTerm         a leading membership as long as the term of this norm, or longer (п. 30)
# rec:selectedByKind   the kinds of those who selected the one who leads: their own and those above
# rec:elsewhere        the membership, its body or the one who selected is described elsewhere
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT { ?body rec:associationKind ?kind , ?above }
WHERE {
  { SELECT ?kind WHERE {
    { ?kind adi:specialises ?family } UNION { ?kind a adi:BodyKind . BIND(?kind AS ?family) }
    FILTER(?family IN (id:methodical-association, id:umo))
  } }
  ?body org:classification ?kind .
  OPTIONAL { ?kind adi:specialises ?above }
} ;

INSERT { ?body rec:strayIn ?organisation }
WHERE {
  ?norm adi:establishes ?kind ; adi:hostKind ?host ; adi:memberKind ?member .
  ?kind adi:specialises id:methodical-association .
  ?body org:classification ?kind ; rec:within ?organisation .
  ?organisation adi:educationLevel ?any .
  MINUS {
    ?body org:classification ?kind ; rec:within ?organisation .
    ?organisation adi:educationLevel ?level . ?kind adi:existsAtLevel ?level .
  }
} ;

INSERT { ?body rec:active true }
WHERE {
  ?body rec:associationKind ?family . FILTER(?family IN (id:methodical-association, id:umo))
  MINUS { ?body adi:startDate ?start . <urn:adisteme:run> rec:referenceDate ?today . FILTER(?start > ?today) }
  MINUS { ?body adi:endDate ?end . <urn:adisteme:run> rec:referenceDate ?today . FILTER(?end < ?today) }
} ;

INSERT { ?membership rec:sits ?body . ?body rec:peopled true }
WHERE {
  ?body rec:active true .
  ?membership org:organization ?body .
  MINUS { ?membership adi:startDate ?start . <urn:adisteme:run> rec:referenceDate ?today . FILTER(?start > ?today) }
  MINUS { ?membership adi:endDate ?end . <urn:adisteme:run> rec:referenceDate ?today . FILTER(?end < ?today) }
} ;

# Norms on leading an association through somebody in a post.
INSERT { ?membership rec:leads ?body ; rec:from ?from ; rec:to ?to }
WHERE {
  { SELECT DISTINCT ?kind ?post WHERE {
    ?norm adi:ledObject ?kind ; adi:action id:leadership ; adi:bearer ?post . ?post a adi:Post .
    ?member org:organization/rec:associationKind ?kind
  } }
  ?body rec:associationKind ?kind .
  ?membership org:organization ?body ; org:role ?post .
  OPTIONAL { ?membership adi:startDate ?start }
  OPTIONAL { ?membership adi:endDate ?end }
  BIND(COALESCE(?start, "0001-01-01"^^xsd:date) AS ?from)
  BIND(COALESCE(?end, "9999-12-31"^^xsd:date) AS ?to)
} ;

INSERT { ?body rec:leaderNow ?post }
WHERE { ?membership rec:leads ?body ; rec:sits ?body ; org:role ?post } ;

INSERT { ?later rec:beside ?earlier }
WHERE {
  ?later rec:leads ?body ; org:role ?post ; org:member ?one ; rec:from ?from .
  ?earlier rec:leads ?body ; org:role ?post ; org:member ?other ; rec:from ?since ; rec:to ?until .
  FILTER(?one != ?other && ?since <= ?from && ?until >= ?from)
} ;

INSERT { ?membership rec:placedUnder ?norm }
WHERE {
  ?norm adi:selectedPost ?post ; adi:object ?kind ; adi:selectionMethod ?method .
  ?body rec:associationKind ?kind .
  ?membership rec:leads ?body ; org:role ?post .
} ;

# One year is over when the end is not before start + 1 year, an open term when the reference date is not (CONTRACT).
INSERT { ?membership rec:overTerm ?norm }
WHERE {
  <urn:adisteme:run> rec:referenceDate ?today .
  ?norm adi:selectedPost ?post ; adi:object ?kind ; adi:term ?term .
  ?body rec:associationKind ?kind .
  ?membership rec:leads ?body ; org:role ?post ; adi:startDate ?start .
  OPTIONAL { ?membership adi:endDate ?end }
  FILTER(COALESCE(?end, ?today) >= ?start + STRDT(STR(?term), xsd:yearMonthDuration))
} ;

INSERT { ?membership rec:selectedByKind ?kind , ?above }
WHERE {
  ?membership rec:leads ?body ; adi:selectedBy/org:classification ?kind .
  OPTIONAL { ?kind adi:specialises ?above }
} ;

INSERT { ?membership rec:elsewhere true }
WHERE {
  ?membership rec:leads ?body .
  { ?membership rdfs:isDefinedBy ?there } UNION { ?body rdfs:isDefinedBy ?there }
  UNION { ?membership adi:selectedBy/rdfs:isDefinedBy ?there }
}
