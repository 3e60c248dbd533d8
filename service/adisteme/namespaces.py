"""The public IRIs, in one place (CONTRACT: names and IRIs)."""

from pyoxigraph import NamedNode

BASE = "https://w3id.org/adisteme/"
NS = BASE + "ns#"
ID = BASE + "id/"
ACT = BASE + "act/"
# what the rules of reading derive from records, and the run that they derive it in: never published
RECORD = BASE + "record#"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
SH = "http://www.w3.org/ns/shacl#"
ORG = "http://www.w3.org/ns/org#"

PREFIXES = {
    "adi": NS,
    "id": ID,
    "act": ACT,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "org": ORG,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "sh": SH,
}

ASSERTED = NamedNode(BASE + "graph/asserted")
INFERRED = NamedNode(BASE + "graph/inferred")
TEXT = NamedNode(BASE + "graph/text")
ALIGNMENTS = NamedNode(BASE + "graph/alignments")
FINDINGS = NamedNode(BASE + "graph/findings")
RUN = NamedNode("urn:adisteme:run")
GRAPHS = (ASSERTED, INFERRED, TEXT, ALIGNMENTS, FINDINGS)
