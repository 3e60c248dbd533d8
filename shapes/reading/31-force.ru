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
WHERE { ?record rec:toCome true } ;

INSERT { ?organisation rec:described true }
WHERE {
  { SELECT DISTINCT ?organisation {
      { ?chief rec:isA id:head-of-organisation }
      LATERAL { ?head org:role ?chief FILTER NOT EXISTS { ?head rec:outOfForce true } }
      LATERAL { ?head org:organization ?organisation }
  } }
  FILTER(
    EXISTS {
      { ?own org:organization ?organisation }
      LATERAL { ?own org:role ?job } LATERAL { ?job rec:isA id:pedagogical-worker }
      FILTER NOT EXISTS { ?own rec:outOfForce true }
    } || EXISTS {
      { ?place rec:within ?organisation }
      LATERAL { ?post org:organization ?place FILTER NOT EXISTS { ?post rec:outOfForce true } }
      LATERAL { ?post org:role ?role } LATERAL { ?role rec:isA id:pedagogical-worker }
    }
  )
  FILTER NOT EXISTS { ?organisation rdfs:isDefinedBy ?elsewhere }
}
