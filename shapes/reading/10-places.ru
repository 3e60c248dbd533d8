# rec:within  an organisation, unit or body lies within itself and within all that it belongs to, up to 16 steps
#             (each operation doubles how far: 1, 2, 4, 8, 16): no real chain is longer, and one of thousands of units, or a
#             ring of them, would be told for each pair
# rec:manifold true of what lies in more than 16 places at once: nothing is told through it, for no real part of anything does,
#             and a hundred units within each other would be told a million times
# rec:endless the way up from here comes back to here, or goes on after these steps
# rec:root    the outermost of these: two places lie in one organisation when they share a root
# rec:level   the levels of education of all that a place lies within
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX org: <http://www.w3.org/ns/org#>

INSERT { ?place rec:within ?whole } WHERE { ?place org:unitOf|adi:bodyOf ?whole } ;

INSERT { ?part rec:manifold true }
WHERE { { SELECT ?part { ?part org:unitOf|adi:bodyOf ?whole } GROUP BY ?part HAVING (COUNT(?whole) > 16) } } ;

INSERT { ?place rec:within ?whole } WHERE { ?place rec:within ?part . ?part rec:within ?whole FILTER NOT EXISTS { ?part rec:manifold true } } ;
INSERT { ?place rec:within ?whole } WHERE { ?place rec:within ?part . ?part rec:within ?whole FILTER NOT EXISTS { ?part rec:manifold true } } ;
INSERT { ?place rec:within ?whole } WHERE { ?place rec:within ?part . ?part rec:within ?whole FILTER NOT EXISTS { ?part rec:manifold true } } ;
INSERT { ?place rec:within ?whole } WHERE { ?place rec:within ?part . ?part rec:within ?whole FILTER NOT EXISTS { ?part rec:manifold true } } ;

INSERT { ?place rec:endless true } WHERE { ?place rec:within ?place } ;

INSERT { ?place rec:endless true }
WHERE { { ?whole rec:manifold true } LATERAL { ?whole org:unitOf|adi:bodyOf ?place } LATERAL { ?place rec:within ?whole } } ;

INSERT { ?place rec:endless true }
WHERE {
  { SELECT ?place ?further { ?place rec:within ?whole . ?whole org:unitOf|adi:bodyOf ?further FILTER NOT EXISTS { ?whole rec:manifold true } } }
  MINUS { ?place rec:within ?further }
} ;

INSERT { ?place rec:within ?place }
WHERE { { SELECT DISTINCT ?place {
  { ?place org:classification ?kind } UNION { ?place org:unitOf|adi:bodyOf ?other } UNION { ?other org:unitOf|adi:bodyOf ?place } UNION { ?place adi:educationLevel ?level }
} } } ;

INSERT { ?place rec:level ?level }
WHERE { ?place rec:within ?whole . ?whole adi:educationLevel ?level } ;

INSERT { ?place rec:root ?root }
WHERE { { ?place rec:within ?root } MINUS { ?root org:unitOf|adi:bodyOf ?further } }
