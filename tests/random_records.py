"""Random records in the terms of CONTRACT: small data sets with something wrong nearly everywhere."""

from __future__ import annotations

import random
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from adisteme import namespaces as ns
from adisteme.validation.run import Validator

FOAF = ns.PREFIXES["foaf"]
CLASSES = [
    *(ns.ORG + name for name in ("FormalOrganization", "OrganizationalUnit", "Membership")),
    *(ns.NS + name for name in ("Body", "Meeting", "SchoolQuarter", "Document", "StageEvent", "Decision")),
    FOAF + "Person",
]
# property → what it should have: a record, a kind, a day, words, yes or no
PROPERTIES = {
    **dict.fromkeys(
        (
            *(ns.ORG + name for name in ("unitOf", "member", "organization")),
            *(
                ns.NS + name
                for name in ("ledBy", "district", "bodyOf", "subject", "coordinatedBy", "selectedBy")
            ),
            *(
                ns.NS + name
                for name in ("represents", "meetingOf", "quarterOf", "issuedBy", "respectiveBody")
            ),
            *(
                ns.NS + name
                for name in ("document", "actor", "onBehalfOf", "decidedBy", "confirms", "deliveredTo")
            ),
            ns.RDFS + "isDefinedBy",
        ),
        "record",
    ),
    **dict.fromkeys(
        (
            *(ns.ORG + name for name in ("classification", "role")),
            *(
                ns.NS + name
                for name in ("educationLevel", "selection", "representsAs", "stage", "actingAs", "outcome")
            ),
            *(ns.DCTERMS + name for name in ("type", "conformsTo")),
        ),
        "kind",
    ),
    **dict.fromkeys((ns.NS + "startDate", ns.NS + "endDate", ns.DCTERMS + "date"), "day"),
    ns.SKOS + "prefLabel": "words",
    ns.NS + "combinedClasses": "flag",
    ns.NS + "meetsAsNeeded": "flag",
}
# Properties that go together, so that joins of several records come about.
USUAL = {
    "FormalOrganization": ["classification", "educationLevel", "ledBy", "district"],
    "OrganizationalUnit": ["classification", "unitOf"],
    "Body": ["classification", "bodyOf", "subject", "startDate", "ledBy"],
    "Membership": ["member", "organization", "role", "startDate", "selection", "selectedBy"],
    "Meeting": ["meetingOf", "date"],
    "SchoolQuarter": ["startDate", "endDate", "quarterOf"],
    "Document": ["type", "issuedBy", "subject", "startDate"],
    "StageEvent": ["document", "stage", "actor", "date", "outcome", "actingAs"],
    "Decision": ["decidedBy", "date", "confirms", "deliveredTo"],
    "Person": [],
}
DAYS = [
    "2026-01-10",
    "2026-03-01",
    "2026-09-15",
    "2025-09-01",
    "2024-02-29",
    "2026-02-30",
    "2026-09-15Z",
    "soon",
]
_BY_NAME = {iri.rpartition("#")[2].rpartition("/")[2]: iri for iri in PROPERTIES}
TYPE = NamedNode(ns.RDF + "type")
XSD = {name: NamedNode(ns.XSD + name) for name in ("date", "boolean", "dateTime", "string")}
Term = NamedNode | BlankNode | Literal


@dataclass
class Pools:
    """Kinds of the Rules, by what they are."""

    kinds: list[NamedNode]

    @classmethod
    def of(cls, validator: Validator) -> Pools:
        """Read off the Rules: whatever has an IRI among the kinds."""
        found = {
            s for s, _, _ in validator.rule_triples if isinstance(s, NamedNode) and s.value.startswith(ns.ID)
        }
        return cls(sorted(found, key=str))


def records(seed: int, pools: Pools, base: str) -> list[Quad]:
    """One data set.

    Args:
        seed: another seed, another data set.
        pools: what kinds there are.
        base: starts the IRIs of its records.
    """
    choice = random.Random(seed)
    nodes: list[Term] = [NamedNode(f"{base}r{number}") for number in range(choice.randint(5, 14))]
    nodes += [BlankNode()]
    # a few kinds for each data set, so that records of one kind meet
    kinds = choice.sample(pools.kinds, min(12, len(pools.kinds)))
    quads = []
    for node in nodes:
        kind = choice.choice(CLASSES)
        quads.append(Quad(node, TYPE, NamedNode(kind)))  # type: ignore[arg-type]
        usual = [_BY_NAME[name] for name in USUAL[kind.rpartition("#")[2].rpartition("/")[2]]]
        for name in [one for one in usual if choice.random() < 0.85] + choice.sample(sorted(PROPERTIES), 2):
            for _ in range(choice.choice([1, 1, 1, 1, 2])):
                found = _value(choice, PROPERTIES[name], nodes, kinds)
                quads.append(Quad(node, NamedNode(name), found))  # type: ignore[arg-type]
    return quads


def _value(choice: random.Random, wanted: str, nodes: list[Term], kinds: list[NamedNode]) -> Term:
    if choice.random() < 0.08:
        wanted = choice.choice(["record", "kind", "day", "words", "flag"])
    if wanted == "record":
        return choice.choice(nodes)
    if wanted == "kind":
        return choice.choice(kinds)
    if wanted == "day":
        kind = XSD["date"] if choice.random() < 0.9 else choice.choice(list(XSD.values()))
        return Literal(choice.choice(DAYS), datatype=kind)
    if wanted == "flag":
        return Literal(choice.choice(["true", "false", "maybe"]), datatype=XSD["boolean"])
    return Literal(choice.choice(["Колледж 1", "School 2"]), language=choice.choice(["ru", "kk", "en"]))
