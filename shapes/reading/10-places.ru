# rec:within  an organisation, unit or body lies within itself and within all that it belongs to
# rec:root    the outermost of these: two places lie in one organisation when they share a root
# rec:level   the levels of education of all that a place lies within
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX org: <http://www.w3.org/ns/org#>

INSERT { ?place rec:within ?place }
WHERE { { SELECT DISTINCT ?place {
  { ?place org:classification ?kind } UNION { ?place org:unitOf|adi:bodyOf ?other } UNION { ?other org:unitOf|adi:bodyOf ?place } UNION { ?place adi:educationLevel ?level }
} } } ;

INSERT { ?place rec:within ?whole }
WHERE { { SELECT DISTINCT ?place { ?place org:unitOf|adi:bodyOf ?direct } } ?place (org:unitOf|adi:bodyOf)+ ?whole } ;

INSERT { ?place rec:level ?level }
WHERE { ?place rec:within ?whole . ?whole adi:educationLevel ?level } ;

INSERT { ?place rec:root ?root }
WHERE { { ?place rec:within ?root } MINUS { ?root org:unitOf|adi:bodyOf ?further } }
