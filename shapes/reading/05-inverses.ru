# A relation told from its other end: adi:bodyOf, adi:issuedBy, adi:document, adi:meetingOf, adi:quarterOf, adi:decidedBy,
# adi:confirms, org:unitOf and org:member also where the records have the inverse of it.
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX org: <http://www.w3.org/ns/org#>

INSERT { ?body adi:bodyOf ?place } WHERE { ?place adi:hasBody ?body } ;
INSERT { ?document adi:issuedBy ?issuer } WHERE { ?issuer adi:issued ?document } ;
INSERT { ?event adi:document ?document } WHERE { ?document adi:hasStageEvent ?event } ;
INSERT { ?meeting adi:meetingOf ?body } WHERE { ?body adi:hasMeeting ?meeting } ;
INSERT { ?quarter adi:quarterOf ?school } WHERE { ?school adi:hasQuarter ?quarter } ;
INSERT { ?decision adi:decidedBy ?body } WHERE { ?body adi:decided ?decision } ;
INSERT { ?decision adi:confirms ?seat } WHERE { ?seat adi:confirmedBy ?decision } ;
INSERT { ?unit org:unitOf ?whole } WHERE { ?whole org:hasUnit ?unit } ;
INSERT { ?membership org:member ?person } WHERE { ?person org:hasMembership ?membership }
