"""Terms as N-Triples writes them, so that writing a record is joining strings."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

PREFIXES = {
    "adi": "https://w3id.org/adisteme/ns#",
    "id": "https://w3id.org/adisteme/id/",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
BASE = "https://example.org/kz/"


@cache
def term(name: str) -> str:
    """`adi:Body` in full and in angle brackets."""
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


@cache
def key(name: str) -> str:
    """A thing of the Rules: `college`."""
    return term(f"id:{name}")


@cache
def shown(day: date) -> str:
    return f'"{day.isoformat()}"^^{term("xsd:date")}'


def own(path: str) -> str:
    """A record of the country."""
    return f"<{BASE}{path}>"


def text(words: str, lang: str = "ru") -> str:
    return f'"{words}"@{lang}'


def later(day: date, days: int) -> date:
    return day + timedelta(days)


TRUE = f'"true"^^{term("xsd:boolean")}'
TYPE = term("rdf:type")
LABEL = term("skos:prefLabel")
NAME = term("foaf:name")
KIND = term("org:classification")
LEVEL = term("adi:educationLevel")
LED_BY = term("adi:ledBy")
COORDINATED_BY = term("adi:coordinatedBy")
DISTRICT = term("adi:district")
COMBINED = term("adi:combinedClasses")
UNIT_OF = term("org:unitOf")
BODY_OF = term("adi:bodyOf")
SUBJECT = term("adi:subject")
START = term("adi:startDate")
END = term("adi:endDate")
AS_NEEDED = term("adi:meetsAsNeeded")
MEMBER = term("org:member")
PLACE = term("org:organization")
ROLE = term("org:role")
SELECTION = term("adi:selection")
SELECTED_BY = term("adi:selectedBy")
REPRESENTS = term("adi:represents")
REPRESENTS_AS = term("adi:representsAs")
MEETING_OF = term("adi:meetingOf")
DATE = term("dcterms:date")
QUARTER_OF = term("adi:quarterOf")
DOCUMENT_KIND = term("dcterms:type")
ISSUED_BY = term("adi:issuedBy")
CONFORMS_TO = term("dcterms:conformsTo")
RESPECTIVE = term("adi:respectiveBody")
DOCUMENT = term("adi:document")
STAGE = term("adi:stage")
ACTOR = term("adi:actor")
ON_BEHALF_OF = term("adi:onBehalfOf")
ACTING_AS = term("adi:actingAs")
OUTCOME = term("adi:outcome")
DECIDED_BY = term("adi:decidedBy")
CONFIRMS = term("adi:confirms")
DELIVERED_TO = term("adi:deliveredTo")
DEFINED_BY = term("rdfs:isDefinedBy")
