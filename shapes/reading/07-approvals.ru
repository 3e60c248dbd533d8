# Of several approvals of a document the last counts (our reading): a document wrongly approved is mended by being approved anew, so
# the earlier approval is judged no more, neither as to who gave it nor as to what came before it.
# rec:superseded  the document of an approval (an event of that stage alone), of which there is another approval of a later day;
#                 adi:document leads to a blank node in its place. An approval without a date supersedes nothing and is not superseded;
#                 of several documents of one approval only the one approved again is meant
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX dcterms: <http://purl.org/dc/terms/>

INSERT { ?approval rec:superseded ?document }
WHERE {
  { SELECT ?document { { ?any adi:stage id:approval-stage } LATERAL { ?any adi:document ?document } } GROUP BY ?document HAVING (COUNT(*) > 1) }
  LATERAL { ?last adi:document ?document ; adi:stage id:approval-stage ; dcterms:date ?after }
  LATERAL { ?approval adi:document ?document ; adi:stage id:approval-stage ; dcterms:date ?day FILTER(?day < ?after && ?approval != ?last) }
  FILTER NOT EXISTS { ?approval dcterms:date ?again FILTER(?again > ?day) }
  FILTER NOT EXISTS { ?approval adi:stage ?also FILTER(?also != id:approval-stage) }
} ;

DELETE { ?approval adi:document ?document }
INSERT { ?approval adi:document [] }
WHERE { ?approval rec:superseded ?document }
