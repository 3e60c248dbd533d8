"""The ontology's axioms read as rules: one SPARQL INSERT per axiom, direction and disjunct.

Sources: OWL 2 Mapping to RDF Graphs (how axioms lie in triples) and OWL 2 Profiles, section 4.3 (what follows
from them). The text of an axiom is in Manchester syntax.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import count, product
from typing import NamedTuple, TypeAlias, TypeGuard

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple, Variable

from adisteme.namespaces import ASSERTED, FINDINGS, GRAPHS, INFERRED, NS, OWL, PREFIXES, RDF, RDFS, TEXT, XSD

DATA_GRAPHS = (ASSERTED, TEXT, FINDINGS, INFERRED)
TYPE = NamedNode(RDF + "type")
SUB_CLASS = NamedNode(RDFS + "subClassOf")
THING = NamedNode(OWL + "Thing")
NOTHING = NamedNode(OWL + "Nothing")
# Stands in a body for "this variable is that thing" and is substituted before a rule is made.
SAME = NamedNode("tag:adisteme,2026:is")

_RESERVED = (OWL, RDF, RDFS, XSD)
_ANNOTATIONS = {NamedNode(RDFS + name) for name in ("label", "comment", "seeAlso", "isDefinedBy")}
_LITERAL = NamedNode(RDFS + "Literal")
# What a lenient parser lets through and would not stay inside the <> of a query.
_NO_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_DATATYPES = {
    _LITERAL,
    *(NamedNode(RDF + name) for name in ("langString", "PlainLiteral", "XMLLiteral", "HTML", "JSON")),
    *(NamedNode(OWL + name) for name in ("real", "rational")),
}

Resource: TypeAlias = NamedNode | BlankNode
Node: TypeAlias = NamedNode | BlankNode | Literal | Triple
Slot: TypeAlias = NamedNode | Literal | Variable
Key: TypeAlias = tuple[NamedNode, Slot | None]


class Atom(NamedTuple):
    """One triple pattern; `plus` makes its property a path of one or more steps."""

    s: Slot
    p: NamedNode
    o: Slot
    plus: bool = False

    @property
    def key(self) -> Key:
        """What the pattern reads or writes: a property, or `rdf:type` with the class."""
        return (TYPE, self.o) if self.p == TYPE else (self.p, None)

    def __str__(self) -> str:
        """Return the pattern as SPARQL."""
        if self.p == SAME:
            return f"VALUES {self.s} {{ {self.o} }}"
        return f"{self.s} {self.p}{'+' if self.plus else ''} {self.o} ."


Body: TypeAlias = tuple[Atom, ...]


class Property(NamedTuple):
    """A property or its inverse."""

    iri: NamedNode
    inverse: bool = False

    def link(self, s: Slot, o: Slot, *, plus: bool = False) -> Atom:
        """Return the pattern that leads from `s` to `o`."""
        return Atom(o, self.iri, s, plus) if self.inverse else Atom(s, self.iri, o, plus)

    def __str__(self) -> str:
        """Return the property in Manchester syntax."""
        return f"inverse ({_short(self.iri)})" if self.inverse else _short(self.iri)


class Kind(Enum):
    """The forms of a class expression."""

    NAMED = auto()
    AND = auto()
    OR = auto()
    ONE_OF = auto()
    VALUE = auto()
    SOME = auto()
    ALL = auto()
    SELF = auto()
    MIN = auto()
    MAX = auto()
    EXACT = auto()
    NOT = auto()
    DATA = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Expression:
    """A class expression: its form, and what the form needs of property, parts, terms and number."""

    kind: Kind
    prop: Property | None = None
    parts: tuple["Expression", ...] = ()
    terms: tuple[NamedNode | Literal, ...] = ()
    number: int = 0

    def __str__(self) -> str:
        """Return the expression in Manchester syntax."""
        return _manchester(self)


@dataclass(frozen=True, slots=True)
class Axiom:
    """An axiom as it was read; its text is made only when somebody asks for it."""

    form: str
    parts: tuple[Expression | Property, ...]

    def __str__(self) -> str:
        """Return the axiom in Manchester syntax."""
        return self.form.format(*self.parts)


@dataclass(frozen=True, slots=True)
class Rule:
    """A body of triple patterns and the one triple that follows from it."""

    body: Body
    head: Atom
    source: Axiom = field(compare=False)

    @property
    def axiom(self) -> str:
        """The axiom the rule was read off, in Manchester syntax."""
        return str(self.source)

    @property
    def where(self) -> str:
        """The body as a SPARQL group, without braces."""
        return " ".join(map(str, self.body))

    @property
    def update(self) -> str:
        """The rule as a SPARQL update over the named graphs; all, repeated until none adds, close them."""
        using = " ".join([f"USING {g}" for g in DATA_GRAPHS] + [f"USING NAMED {g}" for g in GRAPHS])
        return (
            f"INSERT {{ GRAPH {INFERRED} {{ {self.head} }} }} {using} "
            f"WHERE {{ {self.where} {self._guard()}FILTER NOT EXISTS {{ GRAPH ?graph {{ {self.head} }} }} }}"
        )

    def _guard(self) -> str:
        s, p, o, _ = self.head
        tests = [f"isIRI({s})"] if isinstance(s, Variable) else []
        tests += [f"!isBlank({o})"] if isinstance(o, Variable) else []
        if p == SUB_CLASS:
            tests += [f"{s} != {o}", *(f"STRSTARTS(STR({end}), {Literal(NS)})" for end in (s, o))]
        return f"FILTER({' && '.join(tests)}) " if tests else ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of an axiom that no rule says: where `body` holds, `wanted` must hold of `root`.

    Without `wanted` the part stands on the left, or cannot be read at all.
    """

    source: Axiom
    reason: str
    body: Body = ()
    root: Slot | None = None
    wanted: Expression | None = None

    @property
    def axiom(self) -> str:
        """The axiom the gap is in, in Manchester syntax."""
        return str(self.source)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read: the rules, the gaps they leave, and properties that allow one value at most."""

    rules: list[Rule]
    gaps: list[Gap]
    limited: set[Property]


def rules(store: Store) -> list[Rule]:
    """Read the rules off the axioms in the asserted and the text graph.

    Parameters: the store. Result: rules without duplicates, in the order read; none for what only a reasoner
    can conclude (see `fixpoint.unsupported`).
    """
    return read(store).rules


def read(store: Store) -> Reading:
    """Read rules and gaps off the axioms in the asserted and the text graph."""
    return _Writer(_Reader(store)).reading()


def bodies(e: Expression, x: Slot, fresh: Iterator[Variable], misses: list[str]) -> list[Body]:
    """Say in triple patterns that `x` is in `e`: one body for each way of being in it.

    Parameters: expression, term, variables not used yet, a list that takes what patterns cannot say (that
    way of being in `e` is then left out). Result: the bodies; an empty body is always true.
    """
    match e.kind:
        case Kind.NAMED:
            return _in_class(e.terms[0], x)
        case Kind.AND:
            ways = product(*(bodies(part, x, fresh, misses) for part in e.parts))
            return [tuple(atom for body in way for atom in body) for way in ways]
        case Kind.OR:
            return [body for part in e.parts for body in bodies(part, x, fresh, misses)]
        case Kind.ONE_OF:
            return [(Atom(x, SAME, thing),) for thing in e.terms]
        case Kind.DATA | Kind.MIN if e.terms == (_LITERAL,) or (e.kind == Kind.MIN and e.number == 0):
            return [()]
        case _:
            return _by_property(e, x, fresh, misses)


def unused(letter: str) -> Iterator[Variable]:
    """Give variables that begin with this letter, one after the other."""
    return (Variable(f"{letter}{number}") for number in count())


def _in_class(name: NamedNode | Literal, x: Slot) -> list[Body]:
    if name == NOTHING:
        return []
    return [()] if name == THING or not isinstance(name, NamedNode) else [(Atom(x, TYPE, name),)]


def _by_property(e: Expression, x: Slot, fresh: Iterator[Variable], misses: list[str]) -> list[Body]:
    if e.prop is not None and e.kind == Kind.VALUE:
        return _possible(e.prop.link(x, e.terms[0]))
    if e.prop is not None and e.kind == Kind.SELF:
        return _possible(e.prop.link(x, x))
    if e.prop is not None and (e.kind == Kind.SOME or (e.kind == Kind.MIN and e.number == 1)):
        y = next(fresh)
        return [(e.prop.link(x, y), *body) for body in bodies(e.parts[0], y, fresh, misses)]
    misses.append(str(e))
    return []


def _possible(atom: Atom) -> list[Body]:
    return [] if isinstance(atom.s, Literal) else [(atom,)]


class _Reader:
    """Looks axioms and class expressions up; every expression is read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._index: dict[str, dict[Resource, list[Node]]] = {}
        self._known: dict[Resource, Expression] = {}
        self._datatypes = _DATATYPES | {
            s for s in self.instances("rdfs:Datatype") if isinstance(s, NamedNode)
        }

    def pairs(self, name: str) -> Iterator[tuple[Resource, Node]]:
        """Give subject and object of every triple with this property."""
        for s, objects in self._of(name).items():
            for o in objects:
                yield s, o

    def instances(self, name: str) -> list[Resource]:
        """Give what is of this type of the RDFS or OWL vocabulary."""
        found: dict[Resource, None] = {}
        for graph in (ASSERTED, TEXT):
            for quad in self._store.quads_for_pattern(None, TYPE, _term(name), graph):
                if isinstance(quad.subject, NamedNode | BlankNode):
                    found[quad.subject] = None
        return list(found)

    def items(self, node: Node) -> list[Node]:
        """Give the members of an RDF list; a broken or circular one ends where it breaks."""
        found, seen = [], set()
        while isinstance(node, NamedNode | BlankNode) and node not in seen:
            seen.add(node)
            first, rest = self.one(node, "rdf:first"), self.one(node, "rdf:rest")
            if first is None or rest is None:
                break
            found.append(first)
            node = rest
        return found

    def one(self, node: Resource, name: str) -> Node | None:
        """Give the value of this property, None without one."""
        values = self._of(name).get(node)
        return values[0] if values else None

    def prop(self, node: Node | None) -> Property | None:
        """Read a property or `[owl:inverseOf p]`; None if it is neither."""
        inverse, seen = False, set()
        while isinstance(node, BlankNode) and node not in seen:
            seen.add(node)
            node, inverse = self.one(node, "owl:inverseOf"), not inverse
        return Property(node, inverse) if _is_name(node) else None

    def expression(self, node: Node) -> Expression:
        """Read a class expression, or the name of a class."""
        if _is_name(node):
            return Expression(self._named(node), terms=(node,))
        if not isinstance(node, BlankNode):
            return Expression(Kind.OTHER)
        if node not in self._known:
            self._known[node] = Expression(Kind.OTHER)  # what a circular expression finds
            self._known[node] = self.structure(node)
        return self._known[node]

    def structure(self, node: Resource) -> Expression:
        """Read the class expression built at this node, `OTHER` if none is."""
        if (found := self.one(node, "owl:onProperty")) is not None:
            return self._restriction(node, self.prop(found))
        for name, kind in (("owl:intersectionOf", Kind.AND), ("owl:unionOf", Kind.OR)):
            if (found := self.one(node, name)) is not None:
                return self.combined(kind, found)
        if (found := self.one(node, "owl:oneOf")) is not None:
            return self._enumeration(found)
        if (found := self.one(node, "owl:complementOf")) is not None:
            return Expression(Kind.NOT, parts=(self.expression(found),))
        data = self.one(node, "owl:onDatatype") or self.one(node, "owl:datatypeComplementOf")
        return Expression(Kind.DATA if data else Kind.OTHER)

    def combined(self, kind: Kind, members: Node) -> Expression:
        """Read an intersection or a union of the members of a list."""
        parts = tuple(self.expression(member) for member in self.items(members))
        if any(part.kind == Kind.DATA for part in parts):
            return Expression(Kind.DATA)
        return parts[0] if len(parts) == 1 else Expression(kind if parts else Kind.OTHER, parts=parts)

    def _of(self, name: str) -> dict[Resource, list[Node]]:
        index = self._index.get(name)
        if index is None:
            index = self._index[name] = {}
            predicate = _term(name)
            for graph in (ASSERTED, TEXT):
                for quad in self._store.quads_for_pattern(None, predicate, None, graph):
                    if isinstance(quad.subject, NamedNode | BlankNode):
                        index.setdefault(quad.subject, []).append(quad.object)
        return index

    def _named(self, node: NamedNode) -> Kind:
        return Kind.DATA if node in self._datatypes or node.value.startswith(XSD) else Kind.NAMED

    def _enumeration(self, members: Node) -> Expression:
        items = self.items(members)
        things = tuple(item for item in items if _is_name(item))
        if any(isinstance(item, Literal) for item in items):
            return Expression(Kind.DATA)
        return Expression(Kind.ONE_OF if len(things) == len(items) > 0 else Kind.OTHER, terms=things)

    def _restriction(self, node: Resource, prop: Property | None) -> Expression:
        if prop is None:
            return Expression(Kind.OTHER)
        value = self.one(node, "owl:hasValue")
        if isinstance(value, Literal) or _is_name(value):
            return Expression(Kind.VALUE, prop, terms=(value,))
        for name, kind in (("owl:someValuesFrom", Kind.SOME), ("owl:allValuesFrom", Kind.ALL)):
            if (filler := self.one(node, name)) is not None:
                return Expression(kind, prop, (self.expression(filler),))
        own = self.one(node, "owl:hasSelf")
        if isinstance(own, Literal) and own.value in {"true", "1"}:
            return Expression(Kind.SELF, prop)
        return self._cardinality(node, prop)

    def _cardinality(self, node: Resource, prop: Property) -> Expression:
        named = self.one(node, "owl:onClass") or self.one(node, "owl:onDataRange")
        filler = self.expression(THING if named is None else named)
        for kind, word in ((Kind.MIN, "min"), (Kind.MAX, "max"), (Kind.EXACT, "")):
            for name in (f"{word}Cardinality", f"{word}QualifiedCardinality"):
                number = self.one(node, f"owl:{name[0].lower()}{name[1:]}")
                if isinstance(number, Literal) and number.value.isdecimal():
                    return Expression(kind, prop, (filler,), number=int(number.value))
        return Expression(Kind.OTHER)


_SUB_CLASS_OF = "{} SubClassOf {}"


class _Writer:
    """Turns what the reader finds into rules and gaps."""

    def __init__(self, reader: _Reader) -> None:
        self._reader = reader
        self._rules: dict[tuple[Body, Atom], Rule] = {}
        self._gaps: list[Gap] = []

    def reading(self) -> Reading:
        """Read every axiom."""
        self._class_axioms()
        self._domains_and_ranges()
        self._property_axioms()
        self._characteristics()
        return Reading(list(self._rules.values()), self._gaps, self._limited())

    def _class_axioms(self) -> None:
        reader = self._reader
        for sub, sup in reader.pairs("rdfs:subClassOf"):
            left, right = reader.expression(sub), reader.expression(sup)
            self._inclusion(left, right, Axiom(_SUB_CLASS_OF, (left, right)))
        for sub, sup in reader.pairs("owl:equivalentClass"):
            self._equivalence(reader.expression(sub), reader.expression(sup))
        for name in ("owl:intersectionOf", "owl:unionOf", "owl:oneOf", "owl:complementOf"):
            for sub, _ in reader.pairs(name):
                if isinstance(sub, NamedNode):  # the older way of writing an equivalence
                    self._equivalence(reader.expression(sub), reader.structure(sub))
        for sub, members in reader.pairs("owl:disjointUnionOf"):
            self._equivalence(reader.expression(sub), reader.combined(Kind.OR, members))
        x, y, source = Variable("x"), Variable("y"), Axiom("rdfs:subClassOf is transitive", ())
        self._keep((Atom(x, SUB_CLASS, y, plus=True),), Atom(x, SUB_CLASS, y), source)

    def _equivalence(self, left: Expression, right: Expression) -> None:
        source = Axiom("{} EquivalentTo {}", (left, right))
        self._inclusion(left, right, source)
        self._inclusion(right, left, source)

    def _inclusion(self, left: Expression, right: Expression, source: Axiom) -> None:
        """Write `left SubClassOf right`."""
        if Kind.DATA in {left.kind, right.kind}:
            return
        x, fresh, misses = Variable("x"), unused("y"), list[str]()
        for body in bodies(left, x, fresh, misses):
            self._conclude(body, x, right, source, fresh)
        if right.terms != (THING,):
            self._gaps += [Gap(source, f"on the left: {text}") for text in misses]
        if source.form == _SUB_CLASS_OF and left.kind == right.kind == Kind.NAMED:
            return  # the triple says it itself
        for sub, sup in product(_names(left, Kind.OR), _names(right, Kind.AND)):
            if sub != sup and not _reserved(sub) and not _reserved(sup):
                self._keep((), Atom(sub, SUB_CLASS, sup), source)

    def _conclude(
        self, body: Body, x: Variable, e: Expression, source: Axiom, fresh: Iterator[Variable]
    ) -> None:
        """Write that where `body` holds, `x` is in `e`."""
        match e.kind:
            case Kind.NAMED if isinstance(e.terms[0], NamedNode):
                self._emit(body, Atom(x, TYPE, e.terms[0]), source)
            case Kind.AND:
                for part in e.parts:
                    self._conclude(body, x, part, source, fresh)
            case Kind.VALUE | Kind.SELF if e.prop is not None:
                self._emit(body, e.prop.link(x, e.terms[0] if e.terms else x), source)
            case Kind.ALL if e.prop is not None and e.parts[0].kind != Kind.DATA:
                y = next(fresh)
                self._conclude((*body, e.prop.link(x, y)), y, e.parts[0], source, fresh)
            case Kind.SOME | Kind.MIN | Kind.EXACT if e.kind == Kind.SOME or e.number > 0:
                # A second witness has no consequences that the first has not.
                self._gap(body, x, Expression(Kind.SOME, e.prop, (_any_literal(e.parts[0]),)), source)
            case Kind.OR | Kind.ONE_OF:
                self._gap(body, x, e, source)
            case Kind.OTHER:
                self._gaps.append(Gap(source, "a class expression that cannot be read"))
            case _:
                pass  # forbids (complement, at most), or is about literals: no triple follows

    def _gap(self, body: Body, x: Variable, e: Expression, source: Axiom) -> None:
        settled = _substituted(body, Atom(x, TYPE, THING))
        reason = "needs a witness" if e.kind == Kind.SOME else "is one of several"
        if settled is not None:
            self._gaps.append(Gap(source, reason, settled[0], settled[1].s, e))

    def _domains_and_ranges(self) -> None:
        for name, word in (("rdfs:domain", "Domain"), ("rdfs:range", "Range")):
            for node, filler in self._reader.pairs(name):
                prop, e = self._reader.prop(node), self._reader.expression(filler)
                if prop is None or e.kind == Kind.DATA:
                    continue
                x, y = Variable("x"), Variable("y")
                body = (prop.link(x, y),)
                subject = x if word == "Domain" else y
                self._conclude(body, subject, e, Axiom(f"{{}} {word} {{}}", (prop, e)), unused("z"))

    def _property_axioms(self) -> None:
        reader = self._reader
        for node, other in reader.pairs("rdfs:subPropertyOf"):
            self._chain([node], other, "{} SubPropertyOf {}")
        for node, other in reader.pairs("owl:equivalentProperty"):
            self._chain([node], other, "{} EquivalentTo {}")
            self._chain([other], node, "{} EquivalentTo {}")
        for node, other in reader.pairs("owl:inverseOf"):
            p, q = reader.prop(node), reader.prop(other)
            if isinstance(node, NamedNode) and p is not None and q is not None:
                source = Axiom("{} InverseOf {}", (p, q))
                x, y = Variable("x"), Variable("y")
                self._emit((p.link(x, y),), q.link(y, x), source)
                self._emit((q.link(x, y),), p.link(y, x), source)
        for node, links in reader.pairs("owl:propertyChainAxiom"):
            steps = reader.items(links)
            self._chain(steps, node, " o ".join(["{}"] * len(steps)) + " SubPropertyOf {}")

    def _chain(self, steps: list[Node], node: Node, form: str) -> None:
        """Write that a walk over the steps is an edge of the property at `node`."""
        walk, prop = [self._reader.prop(step) for step in steps], self._reader.prop(node)
        known = [step for step in walk if step is not None]
        if prop is None or not known or len(known) < len(walk):
            self._gaps.append(
                Gap(Axiom("{}", (prop or Expression(Kind.OTHER),)), "a property that cannot be read")
            )
            return
        x = [Variable(f"x{i}") for i in range(len(known) + 1)]
        body = tuple(step.link(x[i], x[i + 1]) for i, step in enumerate(known))
        self._emit(body, prop.link(x[0], x[-1]), Axiom(form, (*known, prop)))

    def _characteristics(self) -> None:
        x, y = Variable("x"), Variable("y")
        for prop in self._characterised("Transitive"):
            source = Axiom("{} Characteristics: Transitive", (prop,))
            self._emit((prop.link(x, y, plus=True),), prop.link(x, y), source)
        for prop in self._characterised("Symmetric"):
            source = Axiom("{} Characteristics: Symmetric", (prop,))
            self._emit((prop.link(x, y),), prop.link(y, x), source)
        for prop in self._characterised("Reflexive"):
            self._gaps.append(Gap(Axiom("{} Characteristics: Reflexive", (prop,)), "holds of everything"))

    def _characterised(self, word: str) -> list[Property]:
        found = (self._reader.prop(node) for node in self._reader.instances(f"owl:{word}Property"))
        return [prop for prop in found if prop is not None]

    def _limited(self) -> set[Property]:
        limited = set(self._characterised("Functional"))
        limited |= {Property(p.iri, not p.inverse) for p in self._characterised("InverseFunctional")}
        for name in ("maxCardinality", "maxQualifiedCardinality", "cardinality", "qualifiedCardinality"):
            for node, _ in self._reader.pairs(f"owl:{name}"):
                prop = self._reader.prop(self._reader.one(node, "owl:onProperty"))
                limited |= {prop} if prop is not None else set()
        return limited

    def _emit(self, body: Body, head: Atom, source: Axiom) -> None:
        """Keep a rule, unless it says nothing or speaks of the vocabulary of RDFS and OWL."""
        settled = _substituted(body, head)
        if settled is None or _unwanted(settled[1]):
            return
        body, head = settled
        ends = {end for atom in body for end in (atom.s, atom.o)}
        if any(isinstance(end, Variable) and end not in ends for end in (head.s, head.o)):
            self._gaps.append(Gap(source, "holds of everything"))
        elif head not in body:
            self._keep(body, head, source)

    def _keep(self, body: Body, head: Atom, source: Axiom) -> None:
        self._rules.setdefault((body, head), Rule(body, head, source))


def _names(e: Expression, through: Kind) -> Iterable[NamedNode]:
    """Give the class names an expression is made of when only `through` (AND, OR) is looked into."""
    if e.kind == Kind.NAMED:
        return [term for term in e.terms if isinstance(term, NamedNode)]
    return [name for part in e.parts for name in _names(part, through)] if e.kind == through else []


def _any_literal(e: Expression) -> Expression:
    """Take a data range as wide as can be: no rule asks which literal it is."""
    return Expression(Kind.DATA, terms=(_LITERAL,)) if e.kind == Kind.DATA else e


def _substituted(body: Body, head: Atom) -> tuple[Body, Atom] | None:
    """Put things in the place of variables that are said to be them; None if that cannot be."""
    bound: dict[Slot, Slot] = {}
    for atom in body:
        if atom.p == SAME and bound.setdefault(atom.s, atom.o) != atom.o:
            return None
    if bound:
        body = tuple(_settled(atom, bound) for atom in body if atom.p != SAME)
        head = _settled(head, bound)
    return None if any(isinstance(atom.s, Literal) for atom in (*body, head)) else (body, head)


def _settled(atom: Atom, bound: dict[Slot, Slot]) -> Atom:
    return Atom(bound.get(atom.s, atom.s), atom.p, bound.get(atom.o, atom.o), atom.plus)


def _unwanted(head: Atom) -> bool:
    if head.p == TYPE:
        return isinstance(head.o, NamedNode) and _reserved(head.o)
    return _reserved(head.p) and head.p not in _ANNOTATIONS


def _is_name(node: Node | None) -> TypeGuard[NamedNode]:
    return isinstance(node, NamedNode) and not _NO_IRI.search(node.value)


def _reserved(name: NamedNode) -> bool:
    return name.value.startswith(_RESERVED)


def _term(name: str) -> NamedNode:
    prefix, local = name.split(":")
    return NamedNode(PREFIXES[prefix] + local)


def _short(term: NamedNode | Literal) -> str:
    if isinstance(term, NamedNode):
        for prefix, base in PREFIXES.items():
            if term.value.startswith(base):
                return f"{prefix}:{term.value.removeprefix(base)}"
    return str(term)


def _manchester(e: Expression) -> str:
    parts = [str(part) for part in e.parts]
    return _FORMS[e.kind].format(
        prop=e.prop,
        terms=", ".join(map(_short, e.terms)) or "a data range",
        number=e.number,
        part=parts[0] if parts else "",
        conjunction=" and ".join(parts),
        disjunction=" or ".join(parts),
    )


_FORMS = {
    Kind.NAMED: "{terms}",
    Kind.AND: "({conjunction})",
    Kind.OR: "({disjunction})",
    Kind.ONE_OF: "{{{terms}}}",
    Kind.VALUE: "{prop} value {terms}",
    Kind.SOME: "{prop} some {part}",
    Kind.ALL: "{prop} only {part}",
    Kind.SELF: "{prop} Self",
    Kind.MIN: "{prop} min {number} {part}",
    Kind.MAX: "{prop} max {number} {part}",
    Kind.EXACT: "{prop} exactly {number} {part}",
    Kind.NOT: "not {part}",
    Kind.DATA: "{terms}",
    Kind.OTHER: "an expression that cannot be read",
}
