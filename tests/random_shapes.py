"""Random shapes over random graphs: small, and wrong in most ways, so that all constraints find something."""

from __future__ import annotations

import random

from rdflib import RDF, RDFS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

SH = Namespace("http://www.w3.org/ns/shacl#")
EX = Namespace("urn:example:")
PREDICATES = [EX.p, EX.q, EX.r]
CLASSES = [EX.A, EX.B, EX.C]
NODES = [EX[f"n{i}"] for i in range(6)] + [BNode(f"b{i}") for i in range(2)]
LITERALS = [
    Literal("a"),
    Literal("ab"),
    Literal("a", lang="en"),
    Literal("b", lang="en"),
    Literal("b", lang="en-GB"),
    Literal("b", lang="kk"),
    Literal("a", datatype=XSD.string),
    Literal(1),
    Literal(5),
    Literal("05", datatype=XSD.integer),
    Literal("x", datatype=XSD.integer),
    Literal("1.10", datatype=XSD.decimal),
    Literal("1.5", datatype=XSD.double),
    Literal("2024-01-01", datatype=XSD.date),
    Literal("2024-03-01", datatype=XSD.date),
    Literal("2024-02-30", datatype=XSD.date),
    Literal("2024-01-01Z", datatype=XSD.date),
    Literal("2024-01-01T10:00:00", datatype=XSD.dateTime),
    Literal("2024-01-01T10:00:00Z", datatype=XSD.dateTime),
    Literal(True),
    Literal("1", datatype=XSD.boolean),
    Literal("", datatype=EX.unit),
]
FAITHFUL = [
    literal
    for literal in LITERALS
    if str(literal) not in {"1.10", "05", "1", "x"} and literal.datatype != XSD.string
]
# Queries that mean the same to both engines: each has what the compiler treats in its own way.
SELECTS = [
    "SELECT $this ?value WHERE { $this $PATH ?value . FILTER(isLiteral(?value)) }",
    "SELECT $this WHERE { $this ex:p ?x . FILTER NOT EXISTS { $this ex:q ?y } }",
    "SELECT DISTINCT $this ?value WHERE { ?value ex:p $this . }",
    "SELECT $this ?value WHERE { { $this ex:p ?value } UNION { ?value ex:q $this . FILTER(isIRI($this)) } }",
    "SELECT $this ?value WHERE { $this ex:p ?x . OPTIONAL { ?x ex:q ?value . FILTER(?value != $this) } }",
    "SELECT $this WHERE { FILTER NOT EXISTS { $this ex:p ?x . ?x ex:q ?y } }",
    "SELECT $this ?value WHERE { ?value a ex:A . FILTER NOT EXISTS { $this ex:p ?value } }",
    "SELECT $this ?value WHERE { { BIND($this AS ?value) } $this ex:q ?y . }",
    "SELECT $this ?value WHERE { $this ex:p|ex:q ?value . ?value (ex:r|^ex:p)* ?z . ?z a ex:B }",
    "SELECT $this ?path WHERE { $this ?path ?x . FILTER(?path IN (ex:p, ex:q)) FILTER(isIRI(?x)) }",
    "SELECT $this ?value WHERE { $this ex:p ?x . BIND(STR(?x) AS ?value) FILTER(bound($this)) }",
    "SELECT $this WHERE { $this ex:p ?x . FILTER EXISTS { { ?x ex:q $this } UNION { FILTER(?x = $this) } } }",
]


class Maker:
    """Makes one case from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.shapes = Graph()
        self.depth = 0
        # blank nodes stop pySHACL at sh:lessThan, and literals that the store respells keep queries from it
        self.nodes = NODES if self.random.random() < 0.6 else [n for n in NODES if isinstance(n, URIRef)]
        self.literals = LITERALS if self.random.random() < 0.4 else FAITHFUL

    def data(self) -> Graph:
        """A small graph with types, subclasses, blank nodes and literals of all sorts."""
        graph, choose = Graph(), self.random.choice
        for _ in range(self.random.randint(4, 28)):
            target = choose(self.nodes) if self.random.random() < 0.5 else choose(self.literals)
            graph.add((choose(self.nodes), choose(PREDICATES), target))
        for node in self.nodes:
            if self.random.random() < 0.6:
                graph.add((node, RDF.type, choose(CLASSES)))
        for _ in range(self.random.randint(0, 2)):
            graph.add((choose(CLASSES), RDFS.subClassOf, choose(CLASSES)))
        return graph

    def made(self) -> Graph:
        """A few shapes with targets."""
        self.shapes.add((EX.prefixes, SH.declare, declared := BNode()))
        self.shapes.add((declared, SH.prefix, Literal("ex")))
        self.shapes.add((declared, SH.namespace, Literal(str(EX), datatype=XSD.anyURI)))
        for number in range(self.random.randint(1, 3)):
            node = EX[f"shape{number}"]
            self.shape(node, is_property=self.random.random() < 0.4)
            self._target(node)
        return self.shapes

    def _target(self, node: Node) -> None:
        for _ in range(self.random.choice([1, 1, 1, 2])):
            kind = self.random.choice(
                [SH.targetClass, SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf]
            )
            pool: list[Node] = PREDICATES  # type: ignore[assignment]
            if kind == SH.targetClass:
                pool = CLASSES  # type: ignore[assignment]
            elif kind == SH.targetNode:
                pool = [*(n for n in NODES if isinstance(n, URIRef)), EX.unknown, *LITERALS[:8]]
            self.shapes.add((node, kind, self.random.choice(pool)))
        if self.random.random() < 0.05:
            self.shapes.add((node, RDF.type, RDFS.Class))

    def shape(self, node: Node, *, is_property: bool) -> Node:
        """A shape with constraints, and shapes below it up to some depth."""
        self.depth += 1
        self.shapes.add((node, RDF.type, SH.PropertyShape if is_property else SH.NodeShape))
        if is_property:
            self.shapes.add((node, SH.path, self.path()))
        if self.random.random() < 0.2:
            self.shapes.add((node, SH.severity, self.random.choice([SH.Warning, SH.Info, EX.grave])))
        if self.random.random() < 0.04:
            self.shapes.add((node, SH.deactivated, Literal(True)))
        for _ in range(self.random.randint(1, 3)):
            self._constraint(node, is_property)
        self.depth -= 1
        return node

    def path(self, depth: int = 0) -> Node:
        """A property path."""
        if depth > 2 or self.random.random() < 0.6:
            return self.random.choice(PREDICATES)
        kind = self.random.choice(["seq", "inv", "alt", "zm", "om", "zo"])
        node = BNode()
        if kind in ("seq", "alt"):
            ways = [self.path(depth + 1) for _ in range(self.random.randint(2, 3))]
            Collection(self.shapes, listed := BNode(), ways)
            if kind == "seq":
                return listed
            self.shapes.add((node, SH.alternativePath, listed))
            return node
        kinds = {
            "inv": SH.inversePath,
            "zm": SH.zeroOrMorePath,
            "om": SH.oneOrMorePath,
            "zo": SH.zeroOrOnePath,
        }
        self.shapes.add((node, kinds[kind], self.path(depth + 1)))
        return node

    def _constraint(self, node: Node, is_property: bool) -> None:
        makers = [self._value, self._value, self._pair, self._closed, self._select]
        if is_property:
            makers += [self._count, self._count, self._less]
        if self.depth < 4:
            makers += [self._nested, self._nested, self._nested]
        if is_property and self.depth < 4:
            makers += [self._qualified]
        self.random.choice(makers)(node)

    def _set(self, node: Node, predicate: URIRef, value: Node) -> None:
        if (node, predicate, None) not in self.shapes:
            self.shapes.add((node, predicate, value))

    def _list(self, members: list[Node]) -> Node:
        listed = BNode()
        Collection(self.shapes, listed, members)
        return listed

    def _value(self, node: Node) -> None:
        choose = self.random.choice
        kind = choose(
            ["class", "datatype", "nodeKind", "in", "length", "pattern", "languageIn", "range", "hasValue"]
        )
        if kind == "class":
            self.shapes.add((node, SH["class"], choose(CLASSES)))
        elif kind == "datatype":
            kinds = [
                XSD.string,
                XSD.integer,
                XSD.date,
                XSD.boolean,
                RDF.langString,
                XSD.decimal,
                XSD.dateTime,
            ]
            self._set(node, SH.datatype, choose(kinds))
        elif kind == "nodeKind":
            names = ["IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral"]
            self._set(node, SH.nodeKind, SH[choose(names)])
        elif kind == "in":
            pool = [n for n in NODES if isinstance(n, URIRef)] + LITERALS
            self._set(node, SH["in"], self._list(self.random.sample(pool, 4)))
        elif kind == "length":
            self._set(node, choose([SH.minLength, SH.maxLength]), Literal(self.random.randint(0, 11)))
        elif kind == "pattern":
            self._set(node, SH.pattern, Literal(choose(["^a", "A", "1", "^urn", "b$", "[0-9]{4}-"])))
            if self.random.random() < 0.3:
                self._set(node, SH.flags, Literal("i"))
        elif kind == "languageIn":
            tags = self.random.sample(["en", "kk", "en-GB", "EN", "*"], 2)
            self._set(node, SH.languageIn, self._list([Literal(tag) for tag in tags]))
        elif kind == "range":
            names = ["minInclusive", "minExclusive", "maxInclusive", "maxExclusive"]
            self.shapes.add((node, SH[choose(names)], choose(LITERALS)))
        else:
            pool = [*(n for n in NODES if isinstance(n, URIRef)), *LITERALS]
            self.shapes.add((node, SH.hasValue, choose(pool)))

    def _pair(self, node: Node) -> None:
        self.shapes.add((node, self.random.choice([SH.equals, SH.disjoint]), self.random.choice(PREDICATES)))

    def _less(self, node: Node) -> None:
        kinds = [SH.lessThan, SH.lessThanOrEquals]
        self.shapes.add((node, self.random.choice(kinds), self.random.choice(PREDICATES)))

    def _closed(self, node: Node) -> None:
        if (node, SH.closed, None) not in self.shapes and self.random.random() < 0.5:
            self.shapes.add((node, SH.closed, Literal(True)))
            self.shapes.add((node, SH.ignoredProperties, self._list([RDF.type, EX.p])))

    def _count(self, node: Node) -> None:
        kind = self.random.choice([SH.minCount, SH.maxCount, SH.uniqueLang])
        self._set(node, kind, Literal(True) if kind == SH.uniqueLang else Literal(self.random.randint(0, 3)))

    def _select(self, node: Node) -> None:
        text = self.random.choice(SELECTS)
        if "$PATH" in text and (node, SH.path, None) not in self.shapes:
            return
        constraint = BNode()
        self.shapes.add((node, SH.sparql, constraint))
        self.shapes.add((constraint, SH.prefixes, EX.prefixes))
        self.shapes.add((constraint, SH.select, Literal(text)))

    def _inner(self, *, is_property: bool) -> Node:
        return self.shape(BNode(), is_property=is_property)

    def _nested(self, node: Node) -> None:
        kind = self.random.choice(["property", "property", "node", "not", "and", "or", "xone"])
        if kind in ("property", "node"):
            self.shapes.add((node, SH[kind], self._inner(is_property=kind == "property")))
        elif kind == "not":
            self.shapes.add((node, SH["not"], self._inner(is_property=self.random.random() < 0.5)))
        else:
            members = [self._inner(is_property=self.random.random() < 0.5) for _ in range(2)]
            if kind == "xone" and self.random.random() < 0.2:
                members.append(members[0])
            self.shapes.add((node, SH[kind], self._list(members)))

    def _qualified(self, node: Node) -> None:
        if (node, SH.qualifiedValueShape, None) in self.shapes:
            return
        self.shapes.add((node, SH.qualifiedValueShape, self._inner(is_property=False)))
        kind = self.random.choice([SH.qualifiedMinCount, SH.qualifiedMaxCount])
        self.shapes.add((node, kind, Literal(self.random.randint(0, 2))))
        if self.random.random() < 0.5:
            self.shapes.add((node, SH.qualifiedValueShapesDisjoint, Literal(True)))
