# Methodical associations of schools and educational-methodical associations (УМО), and who sits in them.
# rec:associationKind  the kinds of an association: its own and those above (п. 24–28); none of one that is
#                      rec:strayIn wherever it lies
# rec:active           the association exists on the reference date
# rec:peopled          such an association of which a membership on the reference date is recorded: only then it is told whom it lacks
# rec:strayIn          an organisation that has the association, but teaches none of the levels where the act has such ones
# rec:several          a body with places in several organisations
# rec:ofOneSchool      an association that this norm has between organisations, in one only (and not at an authority or its cabinet)
# rec:ofSeveralSchools an association that this norm has inside one organisation, in several
# rec:notInDistrict    an association that the act has in a district, at this organisation and at no authority (that of п. 28 may be one of
#                      several schools)
# rec:leads            a membership that has begun leads this association: its role is the post that the Rules put at the front (п. 30, 35)
# rec:leaderNow        the leading post that somebody holds in the association on the reference date
# rec:beside           true of a leading membership at whose beginning somebody else led too, having begun no later
# rec:placedUnder      the norm on how the place that this membership fills is to be filled (п. 30, 35)
# rec:otherWay         the norm on this place says who gives it and in which way, and this membership came by another way
# rec:overTerm         a leading membership as long as the term of this norm, or longer (п. 30)
# rec:selector         who selected the one who leads, where that norm says who does: adi:selectedBy; of a person, the organisation
#                      whose head or deputy head that was on the first day of the term
# rec:selectedByKind   the kinds of those: their own and those above, and what they may be where their place does not say
# rec:fromOtherDistrict  of these, a department of no district that the association's organisations say they lie in (п. 30)
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
  { SELECT DISTINCT ?kind {
      ?norm adi:establishes ?kind ; adi:hostKind ?host ; adi:memberKind ?member . ?kind adi:specialises id:methodical-association
  } }
  LATERAL { ?body org:classification ?kind }
  LATERAL { ?body rec:within ?organisation }
  FILTER EXISTS { ?organisation adi:educationLevel ?any }
  FILTER NOT EXISTS { { ?organisation adi:educationLevel ?level } LATERAL { ?kind adi:existsAtLevel ?level } }
} ;

# One that lies nowhere but there is no association of the act: that it is there at all is the one thing to say.
DELETE { ?body rec:associationKind ?kind ; rec:owesPlan ?plan }
WHERE {
  { SELECT DISTINCT ?body { ?body rec:strayIn ?organisation } }
  FILTER NOT EXISTS {
    { ?body adi:bodyOf ?place }
    FILTER NOT EXISTS { { ?body rec:strayIn ?stray } LATERAL { ?place rec:within ?stray } }
  }
  LATERAL { ?body rec:associationKind ?kind }
  OPTIONAL { ?body rec:owesPlan ?plan }
} ;

INSERT { ?body rec:several true }
WHERE {
  { SELECT ?body {
      { ?body rec:joined true } LATERAL { ?body adi:bodyOf ?place } LATERAL { ?place rec:within ?organisation }
      LATERAL { ?organisation org:classification/adi:atTier id:organisation-tier }
    } GROUP BY ?body HAVING (COUNT(DISTINCT ?place) > 1 && COUNT(DISTINCT ?organisation) > 1) }
} ;

INSERT { ?body rec:several true }
WHERE {
  { SELECT ?body {
      { ?body rec:joined true } LATERAL { ?body adi:bodyOf ?place } LATERAL { ?place rec:root ?root }
    } GROUP BY ?body HAVING (COUNT(DISTINCT ?root) > 1) }
} ;

INSERT { ?body rec:ofOneSchool ?norm }
WHERE {
  { SELECT DISTINCT ?norm ?kind {
      ?norm adi:establishes ?kind ; adi:hostKind ?host . ?kind adi:specialises id:methodical-association ; adi:atTier id:inter-organisation-tier
  } }
  LATERAL { ?body rec:associationKind ?kind FILTER NOT EXISTS { ?body rec:several true } }
  FILTER EXISTS { ?body adi:bodyOf ?any }
  FILTER NOT EXISTS {
    { ?body adi:bodyOf ?place }
    LATERAL { ?place org:classification ?own FILTER NOT EXISTS { ?own adi:atTier id:organisation-tier } FILTER NOT EXISTS { ?own rec:isA id:structural-unit } }
  }
  FILTER NOT EXISTS { ?body rdfs:isDefinedBy ?there }
} ;

INSERT { ?body rec:ofSeveralSchools ?norm }
WHERE {
  { SELECT ?kind (MIN(?one) AS ?norm) {
      ?one adi:establishes ?kind ; adi:hostKind ?host . ?kind adi:specialises id:methodical-association ; adi:atTier id:organisation-tier
  } GROUP BY ?kind }
  { SELECT ?body ?kind { ?body rec:several true ; rec:associationKind ?kind } }
} ;

INSERT { ?body rec:notInDistrict ?place }
WHERE {
  { SELECT DISTINCT ?kind { ?kind adi:specialises id:methodical-association ; adi:atTier id:district-tier } }
  LATERAL { ?body rec:associationKind ?kind }
  LATERAL { ?body adi:bodyOf ?place FILTER NOT EXISTS { ?place rec:mayBe ?perhaps } }
  FILTER(
    EXISTS { { ?place org:classification ?organisation } LATERAL { ?organisation a adi:OrganisationKind } }
    || EXISTS { { ?place rec:within ?whole } LATERAL { ?whole org:classification ?its } LATERAL { ?its adi:atTier id:organisation-tier } }
  )
  FILTER NOT EXISTS {
    { ?body adi:bodyOf ?right } LATERAL { ?right org:classification ?own }
    LATERAL { ?own adi:atTier ?tier FILTER(?tier IN (id:district-tier, id:regional-tier, id:republican-tier)) }
  }
  FILTER NOT EXISTS {
    { ?body rec:several true } LATERAL { ?norm adi:establishes ?kind ; adi:condition id:where-ungraded-schools }
  }
} ;

INSERT { ?body rec:active true }
WHERE {
  VALUES ?family { id:methodical-association id:umo }
  ?body rec:associationKind ?family FILTER NOT EXISTS { ?body rec:outOfForce true }
} ;

INSERT { ?body rec:peopled true }
WHERE {
  ?body rec:active true
  FILTER EXISTS { ?membership org:organization ?body FILTER NOT EXISTS { ?membership rec:outOfForce true } }
} ;

# Norms on leading an association through somebody in a post.
INSERT { ?membership rec:leads ?body }
WHERE {
  { SELECT DISTINCT ?kind ?post WHERE {
    ?norm adi:ledObject ?kind ; adi:action id:leadership ; adi:bearer ?post . ?post a adi:Post
  } }
  { SELECT ?membership ?body ?post {
      { SELECT DISTINCT ?post { ?norm adi:action id:leadership ; adi:bearer ?post . ?post a adi:Post } }
      ?membership org:role ?post ; org:organization ?body FILTER NOT EXISTS { ?membership rec:toCome true }
  } }
  { SELECT ?body ?kind { ?body rec:associationKind ?kind } }
} ;

INSERT { ?body rec:leaderNow ?post }
WHERE {
  { ?membership rec:leads ?body FILTER NOT EXISTS { ?membership rec:outOfForce true } }
  LATERAL { ?body rec:active true }
  LATERAL { ?membership org:role ?post }
} ;

# One other is enough: all pairs of hundreds of heads would be tens of thousands.
INSERT { ?later rec:beside true }
WHERE {
  { SELECT ?later ?body ?post ?one ?from {
      ?later rec:leads ?body ; org:role ?post ; org:member ?one
      OPTIONAL { ?later adi:startDate ?start }
      BIND(COALESCE(?start, "0001-01-01"^^xsd:date) AS ?from)
  } }
  FILTER EXISTS {
    { ?earlier rec:leads ?body FILTER(?earlier != ?later) }
    LATERAL { ?earlier org:role ?post }
    LATERAL { ?earlier org:member ?other FILTER(?other != ?one) }
    LATERAL { { ?earlier adi:startDate ?before FILTER(?before <= ?from) } UNION { FILTER NOT EXISTS { ?earlier adi:startDate ?any } } }
    LATERAL { { ?earlier adi:endDate ?end FILTER(?end >= ?from) } UNION { FILTER NOT EXISTS { ?earlier adi:endDate ?any } } }
  }
} ;

INSERT { ?membership rec:placedUnder ?norm }
WHERE {
  { SELECT DISTINCT ?norm ?post ?kind { ?norm adi:selectedPost ?post ; adi:object ?kind ; adi:selectionMethod ?method } }
  { SELECT ?membership ?kind ?post { ?membership rec:leads ?body ; org:role ?post . ?body rec:associationKind ?kind } }
} ;

INSERT { ?membership rec:otherWay ?norm }
WHERE {
  { ?norm adi:selectionMethod ?some ; adi:bearer ?bearer }
  LATERAL { ?membership rec:placedUnder ?norm ; adi:selection ?way FILTER NOT EXISTS { ?norm adi:selectionMethod ?way } }
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

INSERT { ?membership rec:selector ?somebody }
WHERE {
  { SELECT DISTINCT ?norm { ?norm adi:selectionMethod ?method ; adi:bearer ?bearer } }
  ?membership rec:placedUnder ?norm ; adi:selectedBy ?somebody
} ;

INSERT { ?membership rec:selector ?organisation }
WHERE {
  { SELECT ?membership ?person { ?membership rec:selector ?person } }
  { SELECT ?post ?person ?organisation {
      ?role a adi:Post ; adi:atTier id:organisation-tier . ?post org:role ?role ; org:organization ?organisation ; org:member ?person
  } }
  <urn:adisteme:run> rec:referenceDate ?today .
  OPTIONAL { ?membership adi:startDate ?start }
  OPTIONAL { ?post adi:startDate ?began }
  OPTIONAL { ?post adi:endDate ?ended }
  BIND(COALESCE(?start, ?today) AS ?day)
  FILTER(COALESCE(?began <= ?day, true) && COALESCE(?ended >= ?day, true))
} ;

INSERT { ?membership rec:selectedByKind ?kind , ?above }
WHERE {
  ?membership rec:selector/org:classification ?kind .
  OPTIONAL { ?kind adi:specialises ?above }
} ;

INSERT { ?membership rec:selectedByKind ?kind }
WHERE { { ?somebody rec:mayBe ?kind } LATERAL { ?membership rec:selector ?somebody } } ;

INSERT { ?membership rec:elsewhere true }
WHERE {
  ?membership rec:leads ?body .
  { ?membership rdfs:isDefinedBy ?there } UNION { ?body rdfs:isDefinedBy ?there }
  UNION { ?membership adi:selectedBy/rdfs:isDefinedBy ?there }
} ;

INSERT { ?membership rec:fromOtherDistrict ?department }
WHERE {
  {
    { SELECT ?norm ?bearer { ?norm adi:selectionMethod id:appointment ; adi:bearer ?bearer . ?bearer adi:atTier id:district-tier } }
    ?membership rec:placedUnder ?norm ; rec:selector ?department . ?department org:classification ?bearer .
  }
  LATERAL { ?membership org:organization ?body }
  LATERAL { ?body rec:within ?school }
  LATERAL { ?school adi:district ?own }
  MINUS { ?membership rec:selector ?department ; org:organization ?led . ?led rec:within ?any . ?any adi:district ?department }
  MINUS { ?membership rec:selector ?department ; org:organization ?led . ?led rec:within ?department }
}
