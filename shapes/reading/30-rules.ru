# Tables over the Rules alone, so that shapes and later rules join where they would walk paths:
# rec:isA        a kind is what it is and all that it specialises
# rec:leaf       a level, or a group of them, has these single levels
# rec:place      one place of a norm, its narrowest, where it is stated in several
# rec:teachesAt  organisations of this kind teach at this single level: some norm speaks of them at it and not at all
# rec:ofBodies   a capacity that people have at bodies alone: member, or a post that leads bodies and nothing else
# rec:leads      a norm by which a body or unit leads organisations, units or bodies of a kind (п. 5, 13, 14, 32)
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX rec: <https://w3id.org/adisteme/record#>

INSERT { ?kind rec:isA ?kind }
WHERE {
  VALUES ?family { adi:OrganisationKind adi:UnitKind adi:BodyKind adi:RoleKind adi:Post adi:StaffCategory adi:DocumentKind }
  ?kind a ?family
} ;

INSERT { ?kind rec:isA ?wider } WHERE { ?kind rec:isA ?kind ; adi:specialises ?wider } ;

INSERT { ?single rec:leaf ?single }
WHERE { ?single a adi:EducationLevel . MINUS { ?narrower adi:specialises ?single } } ;

INSERT { ?group rec:leaf ?single } WHERE { ?single rec:leaf ?single ; adi:specialises ?group } ;

# p5/part-2/item-1 rather than p5/part-2, p13/1 rather than p13/part-1
INSERT { ?norm rec:place ?provision }
WHERE {
  { SELECT ?norm (MAX(REPLACE(STR(?place), "/part-", "/!")) AS ?last) { ?norm a adi:Norm ; adi:statedIn ?place } GROUP BY ?norm }
  BIND(IRI(REPLACE(?last, "/!", "/part-")) AS ?provision)
} ;

INSERT { ?kind rec:teachesAt ?single }
WHERE {
  ?norm (adi:bearer|adi:hostKind|adi:ledObject) ?named ; adi:appliesToLevel ?level .
  ?named a adi:OrganisationKind ; adi:atTier id:organisation-tier .
  ?kind rec:isA ?named . ?level rec:leaf ?single .
  MINUS { ?norm adi:appliesToLevel id:every-level }
} ;

INSERT { ?kind rec:leads ?norm }
WHERE {
  ?norm adi:ledObject ?named ; adi:bearer ?bearer . ?kind rec:isA ?named .
  { ?bearer a adi:UnitKind } UNION { ?bearer a adi:BodyKind }
  MINUS { ?exception adi:exceptionTo ?norm ; adi:exempts ?spared . ?kind rec:isA ?spared }
}
 ;

INSERT { ?role rec:ofBodies true }
WHERE {
  { ?role a adi:RoleKind . MINUS { ?role a adi:Post } MINUS { ?role a adi:StaffCategory } }
  UNION {
    ?role a adi:Post . ?norm adi:bearer ?role ; adi:ledObject ?body . ?body a adi:BodyKind .
    MINUS { ?other adi:bearer ?role ; adi:ledObject ?thing . MINUS { ?thing a adi:BodyKind } }
  }
}
