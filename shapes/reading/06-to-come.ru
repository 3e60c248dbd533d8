# What has not happened yet on the reference date: a stage, meeting or decision of a later day neither keeps nor breaks a norm that
# asks for what happened. Its record is still looked at, but it is no longer one of that document or body, and confirms nobody.
# rec:laterThanToday  true of a stage, meeting or decision of a later day
# rec:planned  the document or body of which such an event will be one; adi:document, adi:meetingOf or adi:decidedBy leads to a blank
#              node in its place
# rec:toCome   true of a post, membership, body, unit, quarter or document that begins after the reference date
# rec:day      of the run: each day that a record names; there are far fewer days than records
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX dcterms: <http://purl.org/dc/terms/>

INSERT { <urn:adisteme:run> rec:day ?day }
WHERE {
  { SELECT ?day { ?any adi:startDate ?day } GROUP BY ?day } UNION { SELECT ?day { ?any adi:endDate ?day } GROUP BY ?day }
  UNION { SELECT ?day { ?any dcterms:date ?day } GROUP BY ?day }
} ;

INSERT { ?record rec:toCome true }
WHERE {
  { <urn:adisteme:run> rec:referenceDate ?today ; rec:day ?day FILTER(?day > ?today) }
  LATERAL { ?record adi:startDate ?day }
} ;

INSERT { ?event rec:laterThanToday true }
WHERE {
  { <urn:adisteme:run> rec:referenceDate ?today ; rec:day ?day FILTER(?day > ?today) }
  LATERAL { ?event dcterms:date ?day }
} ;

DELETE { ?event rec:laterThanToday true }
WHERE { ?event rec:laterThanToday true ; dcterms:date ?day . <urn:adisteme:run> rec:referenceDate ?today . FILTER(?day <= ?today) } ;

DELETE { ?event adi:document ?document }
INSERT { ?event rec:planned ?document ; adi:document [] }
WHERE { ?event rec:laterThanToday true ; adi:document ?document } ;

DELETE { ?event adi:meetingOf ?body }
INSERT { ?event rec:planned ?body ; adi:meetingOf [] }
WHERE { ?event rec:laterThanToday true ; adi:meetingOf ?body } ;

DELETE { ?event adi:decidedBy ?body }
INSERT { ?event rec:planned ?body ; adi:decidedBy [] }
WHERE { ?event rec:laterThanToday true ; adi:decidedBy ?body } ;

DELETE { ?event adi:confirms ?seat }
WHERE { ?event rec:laterThanToday true ; adi:confirms ?seat }
