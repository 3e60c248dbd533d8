# Human-readable citations, made from the templates that stand on the classes (adi:citationTemplate).
# Placeholders: {number} of the unit itself; {part}, {paragraph}, {chapter}: the number of what encloses it.
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT { GRAPH <https://w3id.org/adisteme/graph/inferred> { ?provision rdfs:label ?label } }
WHERE {
  # The subselect is for speed: without it the OPTIONALs run once per template, not once per provision.
  {
    SELECT ?provision ?class ?number ?part ?paragraph ?chapter WHERE {
      GRAPH <https://w3id.org/adisteme/graph/text> {
        ?provision adi:inAct ?act ; a ?class .
        OPTIONAL { ?provision adi:number ?number }
        OPTIONAL { ?provision adi:partOf ?inPart . ?inPart a adi:Part ; adi:number ?part }
        OPTIONAL {
          ?provision adi:partOf/adi:partOf? ?inParagraph .
          ?inParagraph a adi:Paragraph ; adi:number ?paragraph
        }
        OPTIONAL { ?provision adi:partOf ?inChapter . ?inChapter a adi:Chapter ; adi:number ?chapter }
      }
    }
  }
  GRAPH <https://w3id.org/adisteme/graph/asserted> { ?class adi:citationTemplate ?template }
  BIND(REPLACE(STR(?template), "[{]number[}]", COALESCE(?number, "")) AS ?withNumber)
  BIND(REPLACE(?withNumber, "[{]part[}]", COALESCE(?part, "")) AS ?withPart)
  BIND(REPLACE(?withPart, "[{]paragraph[}]", COALESCE(?paragraph, "")) AS ?withParagraph)
  BIND(REPLACE(?withParagraph, "[{]chapter[}]", COALESCE(?chapter, "")) AS ?withChapter)
  BIND(STRLANG(?withChapter, LANG(?template)) AS ?label)
} ;

# Amendments are named after the place they touch: {place} is its citation, {act} and {date} the amending act's.
INSERT { GRAPH <https://w3id.org/adisteme/graph/inferred> { ?amendment rdfs:label ?label } }
WHERE {
  GRAPH <https://w3id.org/adisteme/graph/text> {
    ?amendment a adi:Amendment ; adi:amends ?provision ; adi:amendingAct ?act .
    ?act adi:number ?number ; adi:adoptionDate ?date .
  }
  GRAPH <https://w3id.org/adisteme/graph/asserted> { adi:Amendment adi:citationTemplate ?template }
  GRAPH <https://w3id.org/adisteme/graph/inferred> { ?provision rdfs:label ?place }
  FILTER(LANG(?place) = LANG(?template))
  BIND(STR(?date) AS ?iso)
  BIND(CONCAT(SUBSTR(?iso, 9, 2), ".", SUBSTR(?iso, 6, 2), ".", SUBSTR(?iso, 1, 4)) AS ?day)
  BIND(REPLACE(STR(?template), "[{]place[}]", STR(?place)) AS ?withPlace)
  BIND(REPLACE(REPLACE(?withPlace, "[{]act[}]", ?number), "[{]date[}]", ?day) AS ?words)
  BIND(STRLANG(?words, LANG(?template)) AS ?label)
}
