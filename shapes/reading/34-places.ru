# rec:misfit        a level at which no organisation of this one's kinds teaches; rec:fit beside it a level that does fit
# rec:outOfPlace    a body or unit of a kind that the act sets up only at levels which none of its organisations has: the
#                   norm (associations of teachers aside, their shapes see to it)
# rec:wronglyIn     a methodical council, or cabinet, of something of another rank than the act puts it in
# rec:strangelyOf   a methodical council of an organisation, of one that is none of education: an authority, an enterprise
# rec:without       a unit of a described organisation for which no document of this kind is recorded in force (or without dates)
# rec:joins         a commission of several organisations is one of several, or of an authority or a cabinet over them
# rec:wronglyCoordinatedBy  an organisation adi:coordinatedBy something of known kind, other than who has to by п. 22; or a body that is
#                           coordinated rightly as well
# rec:lacksPost     a described organisation without the post that leads its methodical work directly: the norm
# rec:lacksBody     a described organisation without the section that it ought to have: the norm
# rec:lacksLeaders  a described organisation that does not say who leads it: the norm
# rec:wrongPerson   adi:ledBy a person who does not hold, there and on the reference date, the post that leads directly
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX dcterms: <http://purl.org/dc/terms/>

INSERT { ?organisation rec:misfit ?level }
WHERE {
  ?organisation adi:educationLevel ?level ; org:classification/rec:teachesAt ?some . ?level a adi:EducationLevel .
  MINUS { ?organisation adi:educationLevel ?level ; org:classification/rec:teachesAt ?single . ?level rec:leaf ?single }
} ;

INSERT { ?organisation rec:fit ?level }
WHERE { ?organisation rec:misfit ?strange ; adi:educationLevel ?level . MINUS { ?organisation rec:misfit ?level } } ;

INSERT { ?place rec:outOfPlace ?norm }
WHERE {
  {
    { SELECT ?kind (MIN(?one) AS ?norm) {
        ?one adi:establishes ?kind ; adi:action ?action ; adi:modality id:obligation . FILTER(?action IN (id:creation, id:participation))
    } GROUP BY ?kind }
    MINUS { ?kind rec:isA id:methodical-association }
    LATERAL { ?place org:classification ?kind FILTER EXISTS { ?place rec:level ?known } }
    FILTER NOT EXISTS { { ?place rec:level ?level } LATERAL { ?level rec:leaf ?single } LATERAL { ?kind adi:existsAtLevel ?single } }
  }
} ;

INSERT { ?body rec:wronglyIn ?place }
WHERE {
  ?body org:classification ?kind ; adi:bodyOf ?place . ?kind rec:isA id:methodical-council ; adi:partOfKind ?right .
  ?place org:classification ?host .
  { ?right a adi:OrganisationKind . ?host rec:isA id:structural-unit } UNION { ?right a adi:UnitKind . ?host a adi:OrganisationKind }
} ;

INSERT { ?body rec:strangelyOf ?place }
WHERE {
  ?body org:classification ?kind ; adi:bodyOf ?place . ?kind rec:isA id:methodical-council ; adi:partOfKind ?right . ?right a adi:OrganisationKind .
  ?place org:classification ?host . ?host a adi:OrganisationKind .
  MINUS { ?place org:classification ?own . ?own adi:atTier id:organisation-tier }
} ;

INSERT { ?cabinet rec:wronglyIn ?place }
WHERE {
  { SELECT DISTINCT ?kind { ?kind rec:isA id:methodical-cabinet ; adi:partOfKind ?someHost } }
  LATERAL {
    ?cabinet org:classification ?kind
    FILTER NOT EXISTS {
      { ?cabinet org:classification ?its } LATERAL { ?its adi:partOfKind ?right }
      LATERAL { ?cabinet rec:within ?whole } LATERAL { ?whole org:classification ?host } LATERAL { ?host rec:isA ?right }
    }
    FILTER NOT EXISTS {
      { ?cabinet rec:within ?open } LATERAL { ?open rec:mayBe ?perhaps }
      LATERAL { ?cabinet org:classification ?its } LATERAL { ?its adi:partOfKind ?right } LATERAL { ?perhaps rec:isA ?right }
    }
  }
  LATERAL { ?cabinet rec:within ?place }
  LATERAL { ?place org:classification ?host }
  LATERAL { ?host a adi:OrganisationKind }
} ;

INSERT { ?commission rec:joins ?place }
WHERE {
  { SELECT ?commission {
      ?commission org:classification/rec:isA id:joint-commission ; adi:bodyOf/rec:root ?root
    } GROUP BY ?commission HAVING (COUNT(DISTINCT ?root) > 1) }
  ?commission adi:bodyOf ?place
} ;

INSERT { ?commission rec:joins ?place }
WHERE {
  ?commission org:classification/rec:isA id:joint-commission ; adi:bodyOf ?place . ?place org:classification ?kind .
  MINUS { ?kind rec:teachesAt ?single } MINUS { ?kind rec:isA id:structural-unit }
} ;

INSERT { ?thing rec:wronglyCoordinatedBy ?coordinator }
WHERE {
  { ?thing adi:coordinatedBy ?coordinator FILTER EXISTS { ?coordinator org:classification ?known } }
  LATERAL { ?thing org:classification ?kind }
  LATERAL { ?kind rec:isA ?coordinated }
  LATERAL { ?coordinated a adi:OrganisationKind }
  LATERAL { ?norm adi:coordinatedObject ?coordinated ; adi:action id:coordination ; adi:modality id:obligation }
  FILTER NOT EXISTS { { ?norm adi:bearer ?bearer } LATERAL { ?coordinator org:classification ?its } LATERAL { ?its rec:isA ?bearer } }
  FILTER NOT EXISTS { { ?coordinator rec:mayBe ?perhaps } LATERAL { ?norm adi:bearer ?bearer } LATERAL { ?perhaps rec:isA ?bearer } }
} ;

INSERT { ?thing rec:wronglyCoordinatedBy ?coordinator }
WHERE {
  { ?thing adi:coordinatedBy ?coordinator , ?right FILTER(?coordinator != ?right) }
  LATERAL { ?coordinator org:classification ?known }
  LATERAL { ?thing org:classification/rec:isA ?coordinated . ?coordinated a adi:BodyKind }
  LATERAL { ?norm adi:coordinatedObject ?coordinated ; adi:action id:coordination ; adi:modality id:obligation }
  LATERAL { ?right org:classification/rec:isA ?bearer . ?norm adi:bearer ?bearer }
  FILTER NOT EXISTS { { ?norm adi:bearer ?any } LATERAL { ?coordinator org:classification ?its } LATERAL { ?its rec:isA ?any } }
  FILTER NOT EXISTS { { ?coordinator rec:mayBe ?perhaps } LATERAL { ?norm adi:bearer ?any } LATERAL { ?perhaps rec:isA ?any } }
} ;

INSERT { ?organisation rec:lacksPost ?norm }
WHERE {
  BIND(id:norm-p14-direct-leadership AS ?norm)
  ?norm adi:ledObject ?led . ?organisation rec:described true ; org:classification/rec:isA ?led .
  MINUS {
    id:norm-p14-direct-leadership adi:bearer ?bearer . ?post org:role/rec:isA ?bearer ; org:organization ?organisation .
    MINUS { ?post rec:outOfForce true }
  }
} ;

INSERT { ?organisation rec:lacksBody ?norm }
WHERE {
  BIND(id:norm-p36-sections AS ?norm)
  ?norm adi:hostKind ?host . ?organisation rec:described true ; org:classification/rec:isA ?host .
  MINUS {
    id:norm-p36-sections adi:establishes ?kind . ?body org:classification/rec:isA ?kind ; rec:within ?organisation .
    MINUS { ?body rec:outOfForce true }
  }
} ;

INSERT { ?organisation rec:lacksLeaders ?norm }
WHERE {
  ?organisation rec:described true ; org:classification ?kind . ?kind a adi:OrganisationKind ; rec:leads ?norm .
  MINUS { ?organisation adi:ledBy ?leader }
  MINUS { ?exception adi:exceptionTo ?norm ; adi:exempts ?spared . ?organisation org:classification/rec:isA ?spared }
} ;

INSERT { ?organisation rec:wrongPerson ?person }
WHERE {
  ?organisation adi:ledBy ?person ; org:classification ?kind . ?kind a adi:OrganisationKind . ?person a foaf:Person .
  MINUS {
    ?norm adi:action id:direct-leadership ; adi:bearer ?bearer ; adi:appliesToLevel id:every-level .
    ?post org:role/rec:isA ?bearer ; org:organization ?organisation ; org:member ?person . MINUS { ?post rec:outOfForce true }
  }
} ;

INSERT { ?unit rec:without ?document }
WHERE {
  ?norm adi:action id:methodical-work-conduct ; adi:bearer ?units ; adi:basis ?document . ?document a adi:DocumentKind .
  ?units a adi:UnitKind .
  ?organisation rec:described true . ?unit rec:within ?organisation ; org:classification/rec:isA ?units .
  MINUS { ?unit rec:outOfForce true }
  MINUS { SELECT ?unit ?document {
    { SELECT DISTINCT ?document ?issuer {
        { SELECT DISTINCT ?document { ?some adi:action id:methodical-work-conduct ; adi:basis ?document . ?document a adi:DocumentKind } }
        ?paper dcterms:type ?document ; adi:issuedBy ?issuer FILTER NOT EXISTS { ?paper rec:outOfForce true }
    } }
    LATERAL { ?unit rec:within ?issuer }
  } }
}
