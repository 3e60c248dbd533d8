# A record of a kind that only gathers narrower ones (a methodical council, association, commission, cabinet, an education
# authority) is taken for the one narrower kind that fits where it sits: its org:classification becomes that kind.
# rec:covers       a kind of this sort, and each narrower one that the Rules put on some tier
# rec:generalKind  a record of such a kind, and of none that is narrower; afterwards: one whose place does not decide
# rec:several      such a record with places in several organisations
# rec:fits         a narrower kind that fits where the record sits: a place of the kind that hosts it, at that very place or, failing
#                  that, further out; a place of the same tier where the Rules name no host; one between organisations where there are
#                  several, or at an authority that has no such body of its own. An education authority is what has the cabinet of a kind, or what organisations name
#                  as their district
# rec:mayBe        the kinds that a record left so may be: those that fit, else all
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX org: <http://www.w3.org/ns/org#>

# «Structural unit» stands on a tier of its own and is a kind like others, as «school» is.
INSERT { ?general rec:covers ?kind }
WHERE {
  ?kind adi:specialises ?general ; adi:atTier ?tier .
  { ?general a adi:BodyKind . ?norm adi:establishes ?some . ?some adi:specialises ?general }
  UNION { { ?general a adi:UnitKind } UNION { ?general a adi:OrganisationKind } MINUS { ?general adi:atTier ?own } }
} ;

INSERT { ?record rec:generalKind ?general }
WHERE {
  { SELECT DISTINCT ?general { ?general rec:covers ?kind } }
  LATERAL {
    ?record org:classification ?general
    FILTER NOT EXISTS { { ?record org:classification ?own } LATERAL { ?own adi:specialises ?general } }
  }
} ;

INSERT { ?record rec:several true }
WHERE {
  { SELECT ?record {
      { ?record rec:generalKind ?general } LATERAL { ?record adi:bodyOf ?place } LATERAL { ?place rec:within ?organisation }
      LATERAL { ?organisation org:classification/adi:atTier id:organisation-tier }
    } GROUP BY ?record HAVING (COUNT(DISTINCT ?place) > 1 && COUNT(DISTINCT ?organisation) > 1) }
} ;

INSERT { ?record rec:several true }
WHERE {
  { SELECT ?record {
      { ?record rec:generalKind ?general } LATERAL { ?record adi:bodyOf ?place } LATERAL { ?place rec:root ?root }
    } GROUP BY ?record HAVING (COUNT(DISTINCT ?root) > 1) }
} ;

# ---- authorities -------------------------------------------------------------------------------

INSERT { ?record rec:fits ?kind }
WHERE {
  { ?record rec:generalKind ?general }
  LATERAL { ?general a adi:OrganisationKind ; rec:covers ?kind }
  LATERAL {
    { ?part rec:within ?record ; org:classification/adi:partOfKind ?kind }
    UNION { ?organisation adi:district ?record . ?kind adi:atTier id:district-tier }
  }
} ;

DELETE { ?record org:classification ?general ; rec:generalKind ?general }
INSERT { ?record org:classification ?kind }
WHERE {
  { SELECT ?record (MIN(?one) AS ?kind) { ?record rec:fits ?one } GROUP BY ?record HAVING (COUNT(DISTINCT ?one) = 1) }
  ?record rec:generalKind ?general .
} ;

# ---- units, then bodies, whose places they may be -----------------------------------------------

INSERT { ?record rec:fits ?kind }
WHERE {
  { ?record rec:generalKind ?general }
  LATERAL { ?general a adi:UnitKind ; rec:covers ?kind }
  LATERAL { ?record org:unitOf ?place }
  LATERAL { ?place org:classification ?host }
  LATERAL {
    { ?kind adi:partOfKind ?right FILTER(?host = ?right || EXISTS { ?host adi:specialises ?right }) }
    UNION { ?kind adi:atTier ?tier . ?host adi:atTier ?tier FILTER NOT EXISTS { ?kind adi:partOfKind ?some } }
  }
} ;

INSERT { ?record rec:fits ?kind }
WHERE {
  { ?record rec:generalKind ?general FILTER NOT EXISTS { ?record rec:fits ?any } }
  LATERAL { ?general a adi:UnitKind ; rec:covers ?kind }
  LATERAL { ?record rec:within ?place FILTER(?place != ?record) }
  LATERAL { ?place org:classification ?host }
  LATERAL {
    { ?kind adi:partOfKind ?right FILTER(?host = ?right || EXISTS { ?host adi:specialises ?right }) }
    UNION { ?kind adi:atTier ?tier . ?host adi:atTier ?tier FILTER NOT EXISTS { ?kind adi:partOfKind ?some } }
  }
} ;

DELETE { ?record org:classification ?general ; rec:generalKind ?general }
INSERT { ?record org:classification ?kind }
WHERE {
  { SELECT ?record (MIN(?one) AS ?kind) { ?record rec:fits ?one } GROUP BY ?record HAVING (COUNT(DISTINCT ?one) = 1) }
  ?record rec:generalKind ?general .
} ;

# An organisation that teaches at the level of such a body has it as well, whatever its kind: a college with general-secondary classes.
INSERT { ?record rec:fits ?kind }
WHERE {
  { ?record rec:generalKind ?general }
  LATERAL { ?general a adi:BodyKind ; rec:covers ?kind }
  LATERAL { ?record adi:bodyOf ?place }
  LATERAL { ?place org:classification ?host }
  LATERAL {
    { ?kind adi:partOfKind ?right FILTER(?host = ?right || EXISTS { ?host adi:specialises ?right }) }
    UNION {
      ?host adi:atTier id:organisation-tier . ?place adi:educationLevel ?level . ?kind adi:existsAtLevel ?level ; adi:partOfKind ?usual .
      ?usual a adi:OrganisationKind
    }
    UNION { ?kind adi:atTier ?tier . ?host adi:atTier ?tier FILTER NOT EXISTS { ?kind adi:partOfKind ?some } }
    UNION {
      ?kind adi:atTier id:inter-organisation-tier . ?host adi:atTier ?over
      FILTER(?over IN (id:district-tier, id:regional-tier))
      FILTER NOT EXISTS { { ?general rec:covers ?other } LATERAL { ?other adi:atTier id:district-tier } }
    }
  }
} ;

INSERT { ?record rec:fits ?kind }
WHERE {
  { ?record rec:generalKind ?general FILTER NOT EXISTS { ?record rec:fits ?any } }
  LATERAL { ?general a adi:BodyKind ; rec:covers ?kind }
  LATERAL { ?record rec:within ?place FILTER(?place != ?record) }
  LATERAL { ?place org:classification ?host }
  LATERAL {
    { ?kind adi:partOfKind ?right FILTER(?host = ?right || EXISTS { ?host adi:specialises ?right }) }
    UNION {
      ?host adi:atTier id:organisation-tier . ?place adi:educationLevel ?level . ?kind adi:existsAtLevel ?level ; adi:partOfKind ?usual .
      ?usual a adi:OrganisationKind
    }
    UNION { ?kind adi:atTier ?tier . ?host adi:atTier ?tier FILTER NOT EXISTS { ?kind adi:partOfKind ?some } }
  }
} ;

# one between organisations has several, unless it is at an authority; and what has several is such a one, where there are any
DELETE { ?record rec:fits ?kind }
WHERE {
  { ?record rec:fits ?kind }
  LATERAL { ?kind adi:atTier id:inter-organisation-tier ; adi:partOfKind ?usual }
  FILTER NOT EXISTS { ?record rec:several true }
  FILTER NOT EXISTS {
    { ?record adi:bodyOf ?place } LATERAL { ?place org:classification ?host }
    LATERAL { ?host adi:atTier ?over FILTER(?over IN (id:district-tier, id:regional-tier)) }
  }
} ;

DELETE { ?record rec:fits ?kind }
WHERE {
  { ?record rec:several true ; rec:fits ?between }
  LATERAL { ?between adi:atTier id:inter-organisation-tier }
  LATERAL { ?record rec:fits ?kind FILTER NOT EXISTS { ?kind adi:atTier id:inter-organisation-tier } }
} ;

DELETE { ?record org:classification ?general ; rec:generalKind ?general }
INSERT { ?record org:classification ?kind }
WHERE {
  { SELECT ?record (MIN(?one) AS ?kind) { ?record rec:fits ?one } GROUP BY ?record HAVING (COUNT(DISTINCT ?one) = 1) }
  ?record rec:generalKind ?general .
} ;

# ---- undecided ---------------------------------------------------------------------------------

INSERT { ?record rec:mayBe ?kind } WHERE { ?record rec:generalKind ?general ; rec:fits ?kind } ;

INSERT { ?record rec:mayBe ?kind }
WHERE {
  { ?record rec:generalKind ?general FILTER NOT EXISTS { ?record rec:fits ?any } }
  LATERAL { ?general rec:covers ?kind }
}
