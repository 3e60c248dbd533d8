# Plans of methodical associations (п. 29).
# rec:schoolYearStart, rec:schoolYearEnd  of the run: 1 September and 31 August of the school year of the reference date
# rec:papers       documents of this organisation, unit or body or of something in it are recorded
# rec:plannedBy    a plan of the association, or of an organisation that it belongs to, with a day in that school year
# rec:owesPlan     an association existing on the reference date whose organisation records documents, and the norm that asks for a plan
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT { ?run rec:schoolYearStart ?start ; rec:schoolYearEnd ?end }
WHERE {
  ?run rec:referenceDate ?today .
  BIND(IF(MONTH(?today) >= 9, YEAR(?today), YEAR(?today) - 1) AS ?year)
  BIND(STRDT(CONCAT(STR(?year), "-09-01"), xsd:date) AS ?start)
  BIND(STRDT(CONCAT(STR(?year + 1), "-08-31"), xsd:date) AS ?end)
} ;

INSERT { ?whole rec:papers true }
WHERE { { SELECT DISTINCT ?whole { { SELECT DISTINCT ?issuer { ?document adi:issuedBy ?issuer } } ?issuer rec:within ?whole } } } ;

INSERT { ?association rec:plannedBy ?plan }
WHERE {
  ?run rec:schoolYearStart ?start ; rec:schoolYearEnd ?end .
  ?plan dcterms:type id:methodical-association-plan .
  { ?plan adi:issuedBy ?issuer . ?association rec:within ?issuer } UNION { ?plan adi:respectiveBody ?association }
  OPTIONAL { ?plan adi:startDate ?from }
  OPTIONAL { ?plan adi:endDate ?until }
  FILTER(COALESCE(?from <= ?end, true) && COALESCE(?until >= ?start, true))
} ;

INSERT { ?association rec:owesPlan ?norm }
WHERE {
  { ?norm adi:appliesToDocument id:methodical-association-plan ; adi:atStage id:development-stage }
  { BIND(id:methodical-association AS ?kind) } UNION { ?kind adi:specialises id:methodical-association }
  LATERAL { ?association org:classification ?kind FILTER EXISTS { { ?association rec:within ?whole } LATERAL { ?whole rec:papers true } } }
  ?run rec:referenceDate ?today .
  OPTIONAL { ?association adi:startDate ?began }
  OPTIONAL { ?association adi:endDate ?ended }
  FILTER(COALESCE(?began <= ?today, true) && COALESCE(?ended >= ?today, true))
}
