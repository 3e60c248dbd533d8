# rec:methodistAt   a methodist in force at an organisation where the definition has none
# rec:notMethodist  staff in force of a unit for methodical work that is of another category
# rec:chairUnder    the chair of a commission, and the norm on how the place is filled
# rec:notFromStaff  a chair who, when the term began, was none of those staff of the commission's organisations from
#                   among whom the norm has the chair chosen (where such staff are recorded there at all): the norm
# rec:memberOf      a member in force of a commission of whose organisations staff is recorded; rec:insider true of one
#                   who works there
# rec:outsider      a member of a commission who works on the reference date in other organisations only, and is none of
#                   those who may be drawn in: the norm
# rec:staffedBy     a commission's organisation of whose countable staff (п. 16) anything is recorded
# rec:leaderless    a body or unit with people in force, and none of them in the post that leads it: the norm
# rec:unelected     a council with people in force, and of none of them is it said how they came in: the norm
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX rec: <https://w3id.org/adisteme/record#>
PREFIX org: <http://www.w3.org/ns/org#>

INSERT { ?body rec:staffedBy ?organisation }
WHERE {
  ?norm adi:selectedPost ?post ; adi:object ?kind ; adi:appliesToLevel id:technical-vocational-education .
  ?body org:classification/rec:isA ?kind ; rec:within ?organisation .
  { SELECT DISTINCT ?organisation { ?number rec:countOf ?organisation ; rec:countUnder/adi:establishes/rec:isA ?kind . ?kind a adi:BodyKind } }
} ;

INSERT { ?seat rec:chairUnder ?norm }
WHERE {
  BIND(id:norm-p17-chair-selection AS ?norm)
  ?norm adi:selectedPost ?post ; adi:object ?commission . ?seat org:role/rec:isA ?post ; org:organization ?body .
  ?body org:classification/rec:isA ?commission .
  MINUS { ?seat rec:toCome true }
} ;

INSERT { ?seat rec:notFromStaff ?norm }
WHERE {
  ?seat rec:chairUnder ?norm ; org:organization/rec:staffedBy ?staffed .
  MINUS {
    ?seat rec:chairUnder ?norm ; org:member ?person ; org:organization/rec:staffedBy ?organisation .
    ?norm adi:fromAmong ?eligible .
    ?work org:member ?person ; org:role/rec:isA ?eligible ; org:organization/rec:within ?organisation .
    <urn:adisteme:run> rec:referenceDate ?today .
    OPTIONAL { ?seat adi:startDate ?chosen } OPTIONAL { ?seat adi:endDate ?left }
    BIND(COALESCE(?chosen, IF(?left < ?today, ?left, ?today), ?today) AS ?day)
    OPTIONAL { ?work adi:startDate ?began } OPTIONAL { ?work adi:endDate ?ended }
    FILTER(COALESCE(?began <= ?day, true) && COALESCE(?ended >= ?day, true))
  }
} ;

INSERT { ?seat rec:memberOf ?body }
WHERE {
  { SELECT DISTINCT ?body { ?body rec:staffedBy ?organisation } }
  LATERAL { ?seat org:organization ?body }
  LATERAL { ?seat org:role id:member FILTER NOT EXISTS { ?seat rec:outOfForce true } }
} ;

# who has work, in force, in an organisation of the commission; seats in bodies are no work
INSERT { ?seat rec:insider true }
WHERE {
  { ?seat rec:memberOf ?body }
  LATERAL { ?seat org:member ?person }
  LATERAL { ?work org:member ?person FILTER NOT EXISTS { ?work rec:outOfForce true } }
  LATERAL { ?work org:organization ?place FILTER NOT EXISTS { ?place a adi:Body } }
  LATERAL { ?place rec:within ?own }
  LATERAL { ?body rec:within ?own }
  LATERAL { ?own org:classification ?kind }
  LATERAL { ?kind a adi:OrganisationKind }
} ;

INSERT { ?seat rec:outsider id:norm-p17-invitation-commission }
WHERE {
  { SELECT DISTINCT ?seat ?person {
      { ?seat rec:memberOf ?body FILTER NOT EXISTS { ?seat rec:insider true } }
      LATERAL { ?seat org:member ?person }
      LATERAL { ?work org:member ?person FILTER NOT EXISTS { ?work rec:outOfForce true } }
      LATERAL { ?work org:organization ?place FILTER NOT EXISTS { ?place a adi:Body } }
      LATERAL { ?place rec:within ?whole }
      LATERAL { ?whole org:classification ?kind }
      LATERAL { ?kind a adi:OrganisationKind }
  } }
  MINUS { SELECT ?seat ?person {
    { ?seat rec:memberOf ?commission FILTER NOT EXISTS { ?seat rec:insider true } }
    LATERAL { ?seat org:member ?person }
    LATERAL { ?job org:member ?person }
    LATERAL { ?job org:role ?role }
    { SELECT ?role { id:norm-p17-invitation-commission adi:mayInvite ?guest . ?role rec:isA ?guest } }
  } }
  MINUS { SELECT ?seat ?person {
    { ?seat rec:memberOf ?commission FILTER NOT EXISTS { ?seat rec:insider true } }
    LATERAL { ?seat org:member ?person }
    LATERAL { ?job org:member ?person }
    LATERAL { ?job org:organization ?place }
    LATERAL { ?place rec:within ?host }
    LATERAL { ?host org:classification ?hostKind FILTER(?hostKind IN (id:scientific-institution, id:enterprise)) }
  } }
} ;

INSERT { ?body rec:leaderless ?norm }
WHERE {
  { SELECT DISTINCT ?norm ?body {
      VALUES ?norm { id:norm-p17-chair-tvet id:norm-p17-head-of-kafedra }
      { ?norm adi:ledObject ?named ; adi:appliesToLevel ?single . ?kind rec:isA ?named }
      LATERAL { ?body org:classification ?kind FILTER NOT EXISTS { ?body rec:outOfForce true } }
      LATERAL { ?body rec:level ?level }
      LATERAL { ?level rec:leaf ?single }
  } }
  FILTER EXISTS { ?seat org:organization ?body FILTER NOT EXISTS { ?seat rec:outOfForce true } }
  FILTER NOT EXISTS {
    { ?lead org:organization ?body FILTER NOT EXISTS { ?lead rec:outOfForce true } }
    LATERAL { ?lead org:role ?role } LATERAL { ?norm adi:bearer ?bearer } LATERAL { ?role rec:isA ?bearer }
  }
} ;

INSERT { ?body rec:unelected ?norm }
WHERE {
  { SELECT DISTINCT ?norm ?body {
      { BIND(id:norm-p14-council-elective AS ?norm) ?norm adi:object ?named . ?kind rec:isA ?named }
      LATERAL { ?body org:classification ?kind FILTER NOT EXISTS { ?body rec:outOfForce true } }
  } }
  FILTER EXISTS { ?seat org:organization ?body FILTER NOT EXISTS { ?seat rec:outOfForce true } }
  FILTER NOT EXISTS { { ?some org:organization ?body } LATERAL { ?some adi:selection ?how } }
} ;

# an organisation that is also of a kind with methodists may have them for that
INSERT { ?seat rec:methodistAt ?organisation }
WHERE {
  ?norm adi:bearer ?methodist ; adi:exempts ?kind ; adi:modality id:constitutive-rule .
  ?seat org:role/rec:isA ?methodist ; org:organization/rec:within ?organisation . ?organisation org:classification/rec:isA ?kind .
  MINUS { ?seat rec:outOfForce true }
  MINUS { ?organisation org:classification ?other . ?other rec:teachesAt ?single . MINUS { ?exempting adi:exempts ?spared ; adi:modality id:constitutive-rule . ?other rec:isA ?spared } }
} ;

INSERT { ?seat rec:notMethodist ?role }
WHERE {
  { BIND(id:norm-p12-methodists AS ?norm) ?norm adi:object ?named ; adi:memberKind ?staff . ?kind rec:isA ?named }
  LATERAL { ?unit org:classification ?kind }
  LATERAL { ?seat org:organization ?unit FILTER NOT EXISTS { ?seat rec:outOfForce true } }
  LATERAL { ?seat org:role ?role FILTER NOT EXISTS { ?role rec:isA ?staff } FILTER NOT EXISTS { ?staff rec:isA ?role } }
  LATERAL { ?role a adi:StaffCategory }
  FILTER NOT EXISTS {
    { ?unit rec:within ?organisation } LATERAL { ?organisation org:classification ?its } LATERAL { ?its rec:isA ?spared }
    LATERAL { ?exempting adi:exempts ?spared } LATERAL { ?exempting adi:bearer ?staff }
  }
}
