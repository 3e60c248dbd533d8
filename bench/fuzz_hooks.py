"""What schemathesis cannot make up from the schema: queries that parse, and records (see fuzz.toml)."""

import schemathesis
from hypothesis import strategies

QUERIES = (
    "ASK { ?s ?p ?o }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "SELECT * { ?s ?p ?o } ORDER BY ?s LIMIT 3",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3",
    "DESCRIBE <https://w3id.org/adisteme/id/kafedra>",
    "SELECT (NOW() AS ?now) {}",
)
_COLLEGE = "<https://example.org/college-1>"
RECORDS = (
    b"",
    f"{_COLLEGE} a <http://www.w3.org/ns/org#FormalOrganization> .".encode(),
    f'{_COLLEGE} <https://w3id.org/adisteme/ns#startDate> "2026-02-30" .'.encode(),
)

schemathesis.openapi.format("sparql-query", strategies.sampled_from(QUERIES))
for _kind in ("text/turtle", "application/n-triples", "application/trig", "application/n-quads"):
    schemathesis.openapi.media_type(_kind, strategies.sampled_from(RECORDS))
