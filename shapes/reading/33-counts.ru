# How many of the staff a threshold asks for there are on the reference date (п. 16; п. 26 counts by subject and is not here).
# Each person once; staff of the organisation and of its units; each role with all that specialises it.
# A count is a node: rec:countOf an organisation, rec:countUnder a norm with adi:minimumCount, rec:count how many; there
# is none where nobody of these staff was ever recorded, for then nothing is known. Counted wherever the norm's level is
# taught; that a body is lacking is told only of the kind of organisation that the norm names (of a college that teaches
# at post-secondary level as well it is not said whether it must have kafedras).
# rec:has        an organisation has, in force, a body or unit of a kind that such a norm or its alternative sets up
# rec:joined     a body has several hosts
# rec:tooFew     a body or unit that such a norm sets up, where there are only so many
# rec:lacksBody  an organisation ought to have by this norm what it has not; that there are too few to have it is told of
#                described organisations only, for of others there may be more than was handed over
#                (one that is of two kinds, with a norm on each, a higher college, has enough with the body of either)
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX org: <http://www.w3.org/ns/org#>

INSERT { [] rec:countOf ?organisation ; rec:countUnder ?norm ; rec:count ?count }
WHERE {
  { SELECT ?organisation ?norm (COUNT(DISTINCT ?present) AS ?count) {
      ?norm adi:countedPer id:per-organisation ; adi:counts ?counted ; adi:appliesToLevel ?single .
      ?organisation org:classification/rec:teachesAt ?single ; rec:level/rec:leaf ?single .
      ?place rec:within ?organisation .
      ?post org:organization ?place ; org:role/rec:isA ?counted ; org:member ?person .
      OPTIONAL { ?post rec:outOfForce ?out }
      BIND(IF(BOUND(?out), ?nobody, ?person) AS ?present)
    } GROUP BY ?organisation ?norm }
} ;

INSERT { ?organisation rec:has ?kind }
WHERE {
  { SELECT DISTINCT ?kind {
      ?norm adi:countedPer id:per-organisation . { ?norm adi:establishes ?kind } UNION { ?norm adi:hasAlternative/adi:establishes ?kind }
  } }
  ?some org:classification/rec:isA ?kind ; rec:within ?organisation .
  MINUS { ?some rec:outOfForce true }
} ;

# taking part without being named as one of the organisations: their lecturers are members of the joint body
INSERT { ?organisation rec:has ?kind }
WHERE {
  ?norm adi:countedPer id:per-organisation ; adi:counts ?counted ; adi:hasAlternative/adi:establishes ?kind .
  ?body org:classification/rec:isA ?kind . ?seat org:organization ?body ; org:member ?person .
  ?post org:member ?person ; org:role/rec:isA ?counted ; org:organization/rec:within ?organisation .
  ?count rec:countOf ?organisation ; rec:countUnder ?norm .
  MINUS { ?body rec:outOfForce true } MINUS { ?seat rec:outOfForce true } MINUS { ?post rec:outOfForce true }
} ;

INSERT { ?body rec:joined true }
WHERE { { SELECT ?body { ?body adi:bodyOf ?one } GROUP BY ?body HAVING (COUNT(DISTINCT ?one) > 1) } } ;

INSERT { ?body rec:tooFew ?count }
WHERE {
  {
    { SELECT ?organisation ?kind ?count {
        ?number rec:countOf ?organisation ; rec:countUnder ?norm ; rec:count ?count .
        ?norm adi:minimumCount ?needed ; adi:establishes ?kind . FILTER(?count < ?needed)
    } }
    LATERAL { ?body rec:within ?organisation }
    LATERAL { ?body org:classification ?own . ?own rec:isA ?kind }
  }
  MINUS { ?body rec:outOfForce true }
  MINUS { ?body rec:joined true }
} ;

# several organisations with one such body: their staff together, each person once
INSERT { ?body rec:tooFew ?count }
WHERE {
  { SELECT ?body ?needed (COUNT(DISTINCT ?present) AS ?count) {
      ?body rec:joined true .
      ?norm adi:countedPer id:per-organisation ; adi:establishes ?kind ; adi:counts ?counted ; adi:minimumCount ?needed .
      ?body org:classification/rec:isA ?kind ; rec:within ?organisation .
      ?number rec:countOf ?organisation ; rec:countUnder ?norm .
      ?place rec:within ?organisation .
      ?post org:organization ?place ; org:role/rec:isA ?counted ; org:member ?person .
      OPTIONAL { ?post rec:outOfForce ?out }
      BIND(IF(BOUND(?out), ?nobody, ?person) AS ?present)
      MINUS { ?body rec:outOfForce true }
      MINUS { ?body adi:bodyOf ?unknown . MINUS { ?any rec:countOf ?unknown } }
    } GROUP BY ?body ?needed }
  FILTER(?count < ?needed)
} ;

INSERT { ?organisation rec:lacksBody ?norm }
WHERE {
  ?number rec:countOf ?organisation ; rec:countUnder ?norm ; rec:count ?count . ?norm adi:minimumCount ?needed .
  FILTER(?count >= ?needed)
  ?norm adi:countedWithin ?host . ?organisation org:classification/rec:isA ?host .
  MINUS {
    { SELECT DISTINCT ?kind ?whose {
        ?any adi:countedPer id:per-organisation ; adi:countedWithin ?whose .
        { ?any adi:establishes ?kind } UNION { ?any adi:hasAlternative/adi:establishes ?kind }
    } }
    ?organisation rec:has ?kind ; org:classification/rec:isA ?whose .
  }
} ;

INSERT { ?organisation rec:lacksBody ?way }
WHERE {
  ?number rec:countOf ?organisation ; rec:countUnder ?norm ; rec:count ?count .
  ?norm adi:minimumCount ?needed ; adi:hasAlternative ?way . FILTER(?count < ?needed)
  ?norm adi:countedWithin ?host . ?organisation org:classification/rec:isA ?host ; rec:described true .
  MINUS {
    { SELECT DISTINCT ?kind ?whose {
        ?any adi:countedPer id:per-organisation ; adi:countedWithin ?whose .
        { ?any adi:establishes ?kind } UNION { ?any adi:hasAlternative/adi:establishes ?kind }
    } }
    ?organisation rec:has ?kind ; org:classification/rec:isA ?whose .
  }
}
