# How often associations meet (п. 25, 27).
# rec:common           a quarter of nobody
# rec:metBy            the quarters of its schools that hold for an association that the norm of п. 25 speaks of, beside the common ones
# rec:missedQuarter    a finished school quarter, during the whole of which the association existed, with fewer meetings than the
#                      norm asks for; none where it meets as needed
# rec:quarterless      an association of which members or meetings are recorded, and to which no quarter applies
# rec:metTooRarely, rec:metTooOften   lead to nodes that carry rec:norm, rec:since and rec:until (the school year), rec:count
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

# A quarter of nobody is everybody's (CONTRACT).
INSERT { ?quarter rec:common true }
WHERE { ?quarter a adi:SchoolQuarter . MINUS { ?quarter adi:quarterOf ?somebody } } ;

INSERT { ?body rec:metBy ?quarter }
WHERE {
  ?quarter adi:quarterOf ?school .
  ?body rec:within ?school ; rec:associationKind ?kind .
  { SELECT DISTINCT ?kind WHERE { ?norm adi:perPeriod id:school-quarter ; adi:bearer ?kind } }
} ;

INSERT { ?body rec:missedQuarter ?quarter }
WHERE {
  {
    {
      { SELECT ?body ?quarter {
          { SELECT DISTINCT ?kind WHERE { ?norm adi:perPeriod id:school-quarter ; adi:bearer ?kind } }
          ?body rec:associationKind ?kind .
          { SELECT ?quarter { ?quarter rec:common true } }
      } }
      UNION { ?body rec:metBy ?quarter }
    }
    { SELECT ?quarter ?first ?last {
        { SELECT DISTINCT ?quarter { { ?quarter rec:common true } UNION { ?quarter adi:quarterOf ?school } } }
        LATERAL { ?quarter adi:startDate ?first ; adi:endDate ?last }
        <urn:adisteme:run> rec:referenceDate ?today .
        FILTER(?first <= ?last && ?last < ?today)
    } }
  }
  MINUS { SELECT ?body ?quarter {
    {
      { SELECT DISTINCT ?body ?least {
          { SELECT DISTINCT ?bound ?least { ?norm adi:perPeriod id:school-quarter ; adi:bearer ?bound ; adi:minTimes ?least } }
          ?body rec:associationKind ?bound
      } }
      { SELECT ?meeting ?body ?date { ?meeting adi:meetingOf ?body ; dcterms:date ?date } }
    }
    {
      { SELECT ?quarter ?first ?last { ?quarter rec:common true ; adi:startDate ?first ; adi:endDate ?last } }
      UNION { { SELECT ?body ?quarter ?first ?last { ?body rec:metBy ?quarter . ?quarter adi:startDate ?first ; adi:endDate ?last } } }
    }
    FILTER(?first <= ?date && ?date <= ?last)
  } GROUP BY ?body ?quarter ?least HAVING (COUNT(DISTINCT ?meeting) >= ?least) }
  OPTIONAL { ?body adi:startDate ?start }
  OPTIONAL { ?body adi:endDate ?end }
  FILTER(COALESCE(?start <= ?first, true) && COALESCE(?end >= ?last, true))
  MINUS { ?body adi:meetsAsNeeded true }
  MINUS { ?body rdfs:isDefinedBy ?there }
} ;

INSERT { ?body rec:quarterless ?norm }
WHERE {
  { BIND(id:school-quarter AS ?period) FILTER NOT EXISTS { ?common rec:common true } }
  LATERAL {
    ?norm adi:perPeriod ?period ; adi:bearer ?kind .
    ?body rec:associationKind ?kind ; rec:active true .
    { ?body rec:peopled true } UNION { ?meeting adi:meetingOf ?body }
    MINUS { ?body rec:metBy ?quarter }
    MINUS { ?body adi:meetsAsNeeded true }
    MINUS { ?body rdfs:isDefinedBy ?there }
  }
} ;

# «A year» of п. 27 is the school year, 1 September to 31 August (CONTRACT).
INSERT { ?meeting rec:schoolYear ?year }
WHERE {
  ?norm adi:perPeriod id:year ; adi:action id:meeting ; adi:bearer ?kind .
  ?meeting adi:meetingOf/rec:associationKind ?kind ; dcterms:date ?date .
  FILTER(DATATYPE(?date) = xsd:date)
  BIND(IF(MONTH(?date) < 9, YEAR(?date) - 1, YEAR(?date)) AS ?year)
} ;

INSERT { ?body rec:metTooOften [ rec:norm ?norm ; rec:since ?since ; rec:until ?until ; rec:count ?count ] }
WHERE {
  { SELECT ?norm ?most ?body ?year (COUNT(DISTINCT ?meeting) AS ?count) WHERE {
    ?norm adi:perPeriod id:year ; adi:action id:meeting ; adi:bearer ?kind ; adi:maxTimes ?most .
    ?body rec:associationKind ?kind .
    ?meeting adi:meetingOf ?body ; rec:schoolYear ?year .
  } GROUP BY ?norm ?most ?body ?year }
  FILTER(?count > ?most)
  BIND(STRDT(CONCAT(STR(?year), "-09-01"), xsd:date) AS ?since)
  BIND(STRDT(CONCAT(STR(?year + 1), "-08-31"), xsd:date) AS ?until)
} ;

# Finished years, during the whole of which the association existed: from its first recorded meeting on, and always the
# last one (where members of it are recorded).
INSERT { ?body rec:metTooRarely [ rec:norm ?norm ; rec:since ?since ; rec:until ?until ; rec:count ?count ] }
WHERE {
  { SELECT ?norm ?least ?body ?year (COUNT(DISTINCT ?meeting) AS ?count) WHERE {
    { SELECT ?norm ?least ?body ?finished (MIN(?began) AS ?earliest) WHERE {
      <urn:adisteme:run> rec:referenceDate ?today .
      BIND(IF(MONTH(?today) < 9, YEAR(?today) - 2, YEAR(?today) - 1) AS ?finished)
      ?norm adi:perPeriod id:year ; adi:action id:meeting ; adi:bearer ?kind ; adi:minTimes ?least .
      ?body rec:associationKind ?kind .
      {
        ?body rec:peopled true . <urn:adisteme:run> rec:referenceDate ?now .
        BIND(IF(MONTH(?now) < 9, YEAR(?now) - 2, YEAR(?now) - 1) AS ?began)
      }
      UNION { ?met adi:meetingOf ?body ; rec:schoolYear ?began }
    } GROUP BY ?norm ?least ?body ?finished }
    VALUES ?back { 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 }
    BIND(?finished - ?back AS ?year)
    FILTER(?year >= ?earliest)
    OPTIONAL { ?meeting adi:meetingOf ?body ; rec:schoolYear ?year }
  } GROUP BY ?norm ?least ?body ?year }
  FILTER(?count < ?least)
  BIND(STRDT(CONCAT(STR(?year), "-09-01"), xsd:date) AS ?since)
  BIND(STRDT(CONCAT(STR(?year + 1), "-08-31"), xsd:date) AS ?until)
  OPTIONAL { ?body adi:startDate ?start }
  OPTIONAL { ?body adi:endDate ?end }
  FILTER(COALESCE(?start <= ?since, true) && COALESCE(?end >= ?until, true))
  MINUS { ?body rdfs:isDefinedBy ?there }
}
