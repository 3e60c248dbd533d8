# What the Rules ask of the documents of one kind at one level: said once for each pair of them (a case), not for each document.
# A case is named by the situation of its approval.
# rec:caseKind, rec:caseLevel   the pair
# rec:approvalNorm, rec:developmentNorm, rec:reviewNorm, rec:conclusionNorm
#               the effective norms by stage; those that refer elsewhere are left out, and those that name nobody, but for development
# rec:approver, rec:developer, rec:reviewer, rec:concluder, rec:looker
#               whom these norms name: a bearer, whatever specialises one or is counted among one; a looker is a reviewer or a concluder
# rec:names     the same of a single norm
# rec:rivals    of two norms of one rank that decide for different bearers, the first by name: the other
# rec:approvalRule, rec:developmentRule  of the norms of that stage that name somebody, the first by name: the one that a finding cites
# rec:adverse, rec:adverseSomewhere   an outcome that is not the one that the norms demand
# rec:alike     of the cases of one kind of document that have the same norms (not rec:unlike), the first by name: it stands for all
# rec:council   a kind of council that is respective for the documents of the unit or organisation where it is set up
# rec:shows     a role shows another: who holds the first may act as the second (the same, narrower, wider or counted among it)
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX rec: <https://w3id.org/adisteme/record#>

INSERT { ?norm rec:names ?kind }
WHERE {
  ?norm adi:atStage ?stage .
  { ?norm adi:bearer ?kind }
  UNION { ?norm adi:bearer ?bearer . ?kind adi:specialises|adi:countedAmong ?bearer }
  UNION { ?norm adi:bearer ?bearer . ?wider adi:countedAmong ?bearer . ?kind adi:specialises ?wider }
} ;

INSERT { ?case rec:caseKind ?kind ; rec:caseLevel ?level ; ?asks ?norm ; ?admits ?named ; ?alsoAdmits ?named }
WHERE {
  VALUES (?stage ?asks ?admits ?alsoAdmits) {
    (id:approval-stage rec:approvalNorm rec:approver rec:approver)
    (id:development-stage rec:developmentNorm rec:developer rec:developer)
    (id:review-stage rec:reviewNorm rec:reviewer rec:looker)
    (id:conclusion-stage rec:conclusionNorm rec:concluder rec:looker)
  }
  ?situation adi:concernsStage ?stage ; adi:effectivelyGovernedBy ?norm ;
    adi:situatedDocument ?kind ; adi:situatedLevel ?level .
  ?case adi:situatedDocument ?kind ; adi:situatedLevel ?level ; adi:concernsStage id:approval-stage .
  OPTIONAL { ?norm rec:names ?named }
  FILTER(BOUND(?named) || ?stage = id:development-stage)
  MINUS { ?norm adi:refersTo ?elsewhere }
} ;

INSERT { ?case rec:unlike ?other . ?other rec:unlike ?case }
WHERE {
  VALUES ?asks { rec:approvalNorm rec:developmentNorm rec:reviewNorm rec:conclusionNorm }
  { ?case rec:caseKind ?kind . ?other rec:caseKind ?kind }
  LATERAL { ?case ?asks ?norm FILTER NOT EXISTS { ?other ?asks ?norm } }
} ;

INSERT { ?case rec:alike ?first }
WHERE {
  { SELECT ?case (MIN(STR(?same)) AS ?name) {
      { ?case rec:caseKind ?kind . ?same rec:caseKind ?kind } MINUS { ?case rec:unlike ?same }
    } GROUP BY ?case }
  BIND(IRI(?name) AS ?first)
} ;

INSERT { ?case ?cites ?norm }
WHERE {
  { SELECT ?case ?cites (MIN(STR(?any)) AS ?first) WHERE {
      VALUES (?asks ?cites) { (rec:approvalNorm rec:approvalRule) (rec:developmentNorm rec:developmentRule) }
      ?case ?asks ?any . ?any rec:names ?kind
    } GROUP BY ?case ?cites }
  BIND(IRI(?first) AS ?norm)
} ;

INSERT { ?case rec:adverse ?outcome . ?outcome rec:adverseSomewhere true }
WHERE { ?case rec:conclusionNorm ?norm . ?norm adi:requiresOutcome ?demanded . ?outcome a adi:Outcome . FILTER(?outcome != ?demanded) } ;

INSERT { ?council rec:council true }
WHERE {
  { VALUES ?council { id:methodical-council id:council-of-organisation id:pedagogical-council } }
  UNION { ?council adi:specialises id:methodical-council }
} ;

INSERT { ?norm rec:rivals ?other }
WHERE {
  VALUES ?asks { rec:approvalNorm rec:developmentNorm }
  ?case ?asks ?norm , ?other . FILTER(STR(?norm) < STR(?other))
  ?norm rec:names ?named . ?other rec:names ?alsoNamed . ?norm adi:bearer ?alone .
  MINUS { ?other adi:bearer ?alone }
} ;

INSERT { ?norm rec:rivals ?other }
WHERE {
  VALUES ?asks { rec:approvalNorm rec:developmentNorm }
  ?case ?asks ?norm , ?other . FILTER(STR(?norm) < STR(?other))
  ?norm rec:names ?named . ?other rec:names ?alsoNamed . ?other adi:bearer ?alone .
  MINUS { ?norm adi:bearer ?alone }
} ;

INSERT { ?held rec:shows ?role }
WHERE {
  { ?role a adi:RoleKind . BIND(?role AS ?held) }
  UNION { ?held a adi:RoleKind ; adi:specialises|^adi:specialises|adi:countedAmong ?role }
}
