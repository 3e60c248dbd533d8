# rec:outOfForce  true of a record that ended before the reference date, or begins after it
# rec:described   true of an organisation whose head and at least one pedagogical worker are recorded in force: what it
#                 lacks is told; of another it is not known whether more than a part of it was handed over
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT { ?record rec:outOfForce true }
WHERE { <urn:adisteme:run> rec:referenceDate ?day . ?record adi:endDate ?end . FILTER(?end < ?day) } ;

INSERT { ?record rec:outOfForce true }
WHERE { <urn:adisteme:run> rec:referenceDate ?day . ?record adi:startDate ?start . FILTER(?start > ?day) } ;

INSERT { ?organisation rec:described true }
WHERE {
  ?head org:role/rec:isA id:head-of-organisation ; org:organization ?organisation . MINUS { ?head rec:outOfForce true }
  { SELECT DISTINCT ?organisation {
      ?post org:role/rec:isA id:pedagogical-worker ; org:organization/rec:within ?organisation . MINUS { ?post rec:outOfForce true }
  } }
  MINUS { ?organisation rdfs:isDefinedBy ?elsewhere }
}
