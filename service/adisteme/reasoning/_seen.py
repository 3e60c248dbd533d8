"""What a DL reasoner is to see of an ontology in RDF: its logical axioms, with every name declared.

Source: OWL 2 Mapping to RDF Graphs, which says how axioms lie in triples and which names must be declared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from adisteme.namespaces import OWL, RDF, RDFS, XSD

Node: TypeAlias = NamedNode | BlankNode | Triple  # a triple only by its type: OWL speaks of none
_T = TypeVar("_T")

TYPE = NamedNode(RDF + "type")
SUB_CLASS = NamedNode(RDFS + "subClassOf")
# Names of ours in what the reasoner reads; none of them is ever shown.
OURS = "urn:adisteme:reasoner:"
RESERVED = (OWL, RDF, RDFS, XSD)


def owl(names: str) -> frozenset[str]:
    """Give the IRIs of these words of the OWL vocabulary."""
    return frozenset(OWL + name for name in names.split())


CLASS, OBJECT_PROPERTY, INDIVIDUAL = OWL + "Class", OWL + "ObjectProperty", OWL + "NamedIndividual"
DATA_PROPERTY, ANNOTATION_PROPERTY = OWL + "DatatypeProperty", OWL + "AnnotationProperty"
_DECLARATIONS = owl("Class ObjectProperty DatatypeProperty NamedIndividual") | {RDFS + "Datatype"}
_OF_OBJECTS = owl(
    "InverseFunctionalProperty SymmetricProperty AsymmetricProperty TransitiveProperty"
    " ReflexiveProperty IrreflexiveProperty"
)
_NODES = owl(
    "Restriction AllDisjointClasses AllDifferent AllDisjointProperties NegativePropertyAssertion"
    " FunctionalProperty"
)
_THINGS = owl("Thing Nothing")
_TYPES = _DECLARATIONS | _OF_OBJECTS | _NODES | _THINGS
_BETWEEN_PROPERTIES = {RDFS + "subPropertyOf"} | owl("equivalentProperty propertyDisjointWith inverseOf")
_OF_PROPERTIES = _BETWEEN_PROPERTIES | {RDFS + "domain", RDFS + "range"}
# Properties of the nodes that class expressions, data ranges and lists are made of ...
_FACETS = "minInclusive maxInclusive minExclusive maxExclusive length minLength maxLength pattern"
_PARTS = (
    {RDF + "first", RDF + "rest", RDF + "langRange", *(XSD + name for name in _FACETS.split())}
    | owl("intersectionOf unionOf complementOf oneOf onProperty onProperties someValuesFrom allValuesFrom")
    | owl("hasValue hasSelf cardinality minCardinality maxCardinality qualifiedCardinality")
    | owl("minQualifiedCardinality maxQualifiedCardinality onClass onDataRange onDatatype")
    | owl("withRestrictions datatypeComplementOf")
)
# ... and those that state something.
_STATING = (
    _OF_PROPERTIES
    | {SUB_CLASS.value}
    | owl("equivalentClass disjointWith disjointUnionOf propertyChainAxiom hasKey sameAs differentFrom")
    | owl("members distinctMembers sourceIndividual assertionProperty targetIndividual")
)
_LOGICAL = _PARTS | _STATING


def prepare(triples: Iterable[Triple]) -> list[Triple]:
    """Keep the logical axioms of an ontology and declare what it leaves undeclared.

    Parameters: an OWL ontology with its individuals, in RDF. Result: declarations, then axioms, without
    duplicates: class and property axioms, class and object property assertions, (in)equalities. Left out:
    headers, imports, annotations, assertions of data properties and of properties declared nowhere.
    """
    pool = list(dict.fromkeys(triples))
    kinds = _kinds(pool)
    aside = {t.subject for t in pool if _is_aside(t)}
    kept = [t for t in pool if t.subject not in aside and t.object not in aside and _is_logical(t, kinds)]
    kept = _connected(kept)
    declared = [t for t in kept if is_declaration(t)]
    implied = [Triple(NamedNode(iri), TYPE, NamedNode(kind)) for iri, kind in _implied(kept, kinds)]
    axioms = [t for t in kept if not is_declaration(t)]
    return [*dict.fromkeys((*declared, *implied)), *axioms]


def is_declaration(triple: Triple) -> bool:
    """Tell whether a triple only says what sort of thing a name is."""
    return (
        triple.predicate == TYPE
        and isinstance(triple.subject, NamedNode)
        and iri_of(triple.object) in _DECLARATIONS
    )


def iri_of(term: object) -> str:
    """Give the IRI of a named node; of anything else the empty string, which is nothing's IRI."""
    return term.value if isinstance(term, NamedNode) else ""


def declared(prepared: Iterable[Triple], kind: str) -> set[str]:
    """Give the IRIs declared to be of a kind."""
    return {iri_of(t.subject) for t in prepared if is_declaration(t) and iri_of(t.object) == kind}


def document(triples: Iterable[Triple]) -> bytes:
    """Write triples as N-Triples, which HermiT reads as quickly as RDF/XML and without its limits on IRIs."""
    written = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert written is not None
    return written


def reach(edges: Mapping[_T, Collection[_T]], start: _T) -> set[_T]:
    """Give what one or more edges lead to."""
    found: set[_T] = set()
    todo = [start]
    while todo:
        for node in edges.get(todo.pop(), ()):
            if node not in found:
                found.add(node)
                todo.append(node)
    return found


def _is_aside(triple: Triple) -> bool:
    """Tell whether the subject annotates an axiom or speaks of literals, so that nothing of it is wanted."""
    if triple.predicate == TYPE:
        return iri_of(triple.object) in {OWL + "Axiom", OWL + "Annotation"}
    return triple.predicate.value == OWL + "targetValue"


def _kinds(pool: Sequence[Triple]) -> dict[str, str]:
    """Give the kind of every property, also where only its use tells it."""
    kinds = {iri_of(t.subject): OBJECT_PROPERTY for t in pool if _tells_object_property(t)}
    kinds |= {iri_of(t.object): OBJECT_PROPERTY for t in pool if t.predicate.value == OWL + "onProperty"}
    for kind in (OBJECT_PROPERTY, DATA_PROPERTY, ANNOTATION_PROPERTY):
        kinds |= {iri_of(t.subject): kind for t in pool if t.predicate == TYPE and iri_of(t.object) == kind}
    pairs = [(iri_of(t.subject), iri_of(t.object)) for t in pool if t.predicate.value in _BETWEEN_PROPERTIES]
    pairs = [(a, b) for a, b in pairs if a and b]
    before = -1
    while before != len(kinds):
        before = len(kinds)
        for a, b in pairs:
            if (found := kinds.get(a) or kinds.get(b)) is not None:
                kinds.setdefault(a, found)
                kinds.setdefault(b, found)
    kinds.pop("", None)
    return kinds


def _tells_object_property(triple: Triple) -> bool:
    if triple.predicate == TYPE:
        return iri_of(triple.object) in _OF_OBJECTS
    return triple.predicate.value in owl("inverseOf propertyChainAxiom")


def _is_logical(triple: Triple, kinds: Mapping[str, str]) -> bool:
    predicate, s, o = triple.predicate.value, triple.subject, triple.object
    if isinstance(o, Literal):  # only inside a restriction or a data range
        return predicate in _PARTS and isinstance(s, BlankNode)
    if isinstance(s, Triple) or isinstance(o, Triple):
        return False
    if predicate == TYPE.value:
        return isinstance(o, BlankNode) or not o.value.startswith(RESERVED) or o.value in _TYPES
    if predicate == RDFS + "range" and iri_of(o).startswith(RDF):
        return (
            False  # rdf:langString and the like are no datatypes to HermiT, which would take them for classes
        )
    if predicate in _OF_PROPERTIES:
        properties = [s, o] if predicate in _BETWEEN_PROPERTIES else [s]
        known = {kinds.get(p.value) for p in properties if isinstance(p, NamedNode)}
        return known <= {OBJECT_PROPERTY, DATA_PROPERTY}
    return predicate in _LOGICAL or kinds.get(predicate) == OBJECT_PROPERTY


def _connected(triples: Sequence[Triple]) -> list[Triple]:
    """Leave out nodes in which nothing is stated: lists and expressions that hung on an annotation."""
    below: dict[Node, list[Node]] = defaultdict(list)
    roots: dict[Node, None] = {}
    for t in triples:
        if isinstance(t.subject, NamedNode) or _states(t):
            roots[t.subject] = None
        if isinstance(t.object, BlankNode):
            below[t.subject].append(t.object)
    reached = set(roots).union(*(reach(below, root) for root in roots if root in below))
    return [t for t in triples if t.subject in reached]


def _states(triple: Triple) -> bool:
    if triple.predicate == TYPE:
        return isinstance(triple.object, BlankNode) or iri_of(triple.object) not in _TYPES - _THINGS
    if triple.predicate.value == OWL + "inverseOf":
        return isinstance(triple.subject, NamedNode)  # else it is the expression "inverse of p"
    return triple.predicate.value not in _PARTS


def _implied(kept: Iterable[Triple], kinds: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give a declaration for each name whose use tells its kind, lest its axioms be passed over."""
    for triple in kept:
        for iri, kind in _uses(triple, kinds):
            if iri and not iri.startswith(RESERVED):
                yield iri, kind


def _uses(triple: Triple, kinds: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    predicate, s, o = triple.predicate.value, iri_of(triple.subject), iri_of(triple.object)
    if predicate == TYPE.value:
        if o not in _TYPES - _THINGS:
            yield s, INDIVIDUAL
            yield o, CLASS
    elif predicate in {SUB_CLASS.value, OWL + "disjointWith"}:
        yield s, CLASS
        yield o, CLASS
    elif predicate == RDFS + "domain" or (predicate == RDFS + "range" and kinds.get(s) == OBJECT_PROPERTY):
        yield o, CLASS
    elif predicate not in _LOGICAL:
        yield s, INDIVIDUAL
        yield o, INDIVIDUAL
    for name in (s, o, predicate):
        if kinds.get(name, ANNOTATION_PROPERTY) != ANNOTATION_PROPERTY:
            yield name, kinds[name]


# ---- values that the reasoner need not guess ----------------------------------------------------------


class Values:
    """Gives every `p value x` over a property with a chain at or below it a name, V ≡ p value x.

    HermiT rewrites such a value on the left of an inclusion into a choice and then guesses at every
    individual: 100 s in place of 10 s on 500 situations. V ⊑ p value x with x : (inverse p) only V says the
    same without a choice.

    Parameters: an ontology, as `prepare` gives it.
    """

    def __init__(self, triples: Sequence[Triple]) -> None:
        """Find the values and name them."""
        properties, values = _restrictions(triples)
        steep = _not_simple(triples)
        self._names: dict[Node, NamedNode] = {}
        by_meaning: dict[tuple[NamedNode, NamedNode], NamedNode] = {}
        for node, value in values.items():
            prop = properties.get(node)
            if prop is not None and prop.value in steep:
                new = NamedNode(f"{OURS}value:{len(by_meaning)}")
                self._names[node] = by_meaning.setdefault((prop, value), new)
        # By name; nothing new follows from them about any other name.
        self.definitions = {name.value: _definition(name, *key) for key, name in by_meaning.items()}

    def used(self, triples: Iterable[Triple]) -> set[str]:
        """Give the names that will be put into these triples of the ontology."""
        return {name.value for t in triples if (name := self._names.get(t.subject)) is not None}

    def named(self, triples: Iterable[Triple]) -> list[Triple]:
        """Put the names in place of the restrictions in these triples of the ontology."""
        names, parts = self._names, {TYPE.value, OWL + "onProperty", OWL + "hasValue"}
        return [
            Triple(names.get(t.subject, t.subject), t.predicate, _renamed(t.object, names))
            for t in triples
            if t.subject not in names or t.predicate.value not in parts
        ]


def eased(prepared: Sequence[Triple]) -> bytes:
    """Write an ontology as `prepare` gives it in N-Triples, in the form that costs HermiT least."""
    values = Values(prepared)
    definitions = [t for definition in values.definitions.values() for t in definition]
    return document(values.named(prepared) + definitions)


def _renamed(term: object, names: Mapping[Node, NamedNode]) -> Node | Literal:
    assert isinstance(term, NamedNode | BlankNode | Literal)
    return term if isinstance(term, Literal) else names.get(term, term)


def _restrictions(triples: Iterable[Triple]) -> tuple[dict[Node, NamedNode], dict[Node, NamedNode]]:
    """Give the property and the value of every blank node that has them."""
    found: dict[str, dict[Node, NamedNode]] = {OWL + "onProperty": {}, OWL + "hasValue": {}}
    for t in triples:
        if (
            t.predicate.value in found
            and isinstance(t.subject, BlankNode)
            and isinstance(t.object, NamedNode)
        ):
            found[t.predicate.value][t.subject] = t.object
    return found[OWL + "onProperty"], found[OWL + "hasValue"]


def _definition(name: NamedNode, prop: NamedNode, value: NamedNode) -> list[Triple]:
    some, only, inverse = BlankNode(), BlankNode(), BlankNode()
    restriction, on_property = NamedNode(OWL + "Restriction"), NamedNode(OWL + "onProperty")
    return [
        Triple(name, TYPE, NamedNode(CLASS)),
        Triple(name, SUB_CLASS, some),
        Triple(some, TYPE, restriction),
        Triple(some, on_property, prop),
        Triple(some, NamedNode(OWL + "hasValue"), value),
        Triple(value, TYPE, only),
        Triple(only, TYPE, restriction),
        Triple(only, on_property, inverse),
        Triple(inverse, NamedNode(OWL + "inverseOf"), prop),
        Triple(only, NamedNode(OWL + "allValuesFrom"), name),
    ]


def _not_simple(triples: Iterable[Triple]) -> set[str]:
    """Give the properties that are transitive or have a chain, with all above them and their inverses."""
    above: dict[str, set[str]] = defaultdict(set)
    steep = set()
    for t in triples:
        predicate, s, o = t.predicate.value, iri_of(t.subject), iri_of(t.object)
        if o == OWL + "TransitiveProperty" or predicate == OWL + "propertyChainAxiom":
            steep.add(s)
        elif predicate in _BETWEEN_PROPERTIES and predicate != OWL + "propertyDisjointWith":
            above[s].add(o)
            if predicate != RDFS + "subPropertyOf":
                above[o].add(s)
    return steep.union(*(reach(above, prop) for prop in steep))
