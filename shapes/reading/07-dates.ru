# rec:strangeDate  a date of a record before the year 1900 or after 2100
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT { ?record rec:strangeDate ?day }
WHERE {
  { <urn:adisteme:run> rec:day ?day FILTER(?day < "1900-01-01"^^xsd:date || ?day > "2100-12-31"^^xsd:date) }
  LATERAL { ?record adi:startDate|adi:endDate|dcterms:date ?day }
}
