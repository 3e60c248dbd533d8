"""All that a DL reasoner concludes from an ontology: consistency, types, property assertions, class order.

HermiT's command line is read directly and not through owlready2, which passes over lines with inverse
properties and does not climb the hierarchies. HermiT itself forgets and mistakes a few facts where it has to
guess: what is uncertain for that reason is found in its log and proved one by one (`entailed`).

Sources: OWL 2 Direct Semantics; HermiT's Java source (InstanceManager, CommandLine) beside owlready2's jar.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import BlankNode, NamedNode, Triple

from adisteme.namespaces import OWL, RDF
from adisteme.reasoning._java import (
    TIMEOUT,
    OntologyRefused,
    ReasonerError,
    ReasonerMissing,
    Run,
    consistent_until,
    hermit,
)
from adisteme.reasoning._seen import (
    CLASS,
    INDIVIDUAL,
    OURS,
    RESERVED,
    SUB_CLASS,
    TYPE,
    Node,
    declared,
    document,
    eased,
    iri_of,
    prepare,
    reach,
)

__all__ = [
    "Classification",
    "OntologyRefused",
    "ReasonerError",
    "ReasonerMissing",
    "classify",
    "consistent_until",
    "entailed",
    "prepare",
    "unsatisfiable",
]

THING, NOTHING = OWL + "Thing", OWL + "Nothing"
_Role: TypeAlias = tuple[str, bool]  # IRI of a property; True for its inverse


@dataclass(frozen=True, slots=True)
class Classification:
    """What HermiT concludes, the asserted included; where the ontology is inconsistent, nothing.

    Parameters:
        consistent: whether the ontology has a model at all.
        unsatisfiable: IRIs of the classes that can have no member, sorted, owl:Nothing left out.
        types: `rdf:type` of named individuals in named classes, owl:Thing left out.
        assertions: object property assertions between named individuals.
        subclasses: `rdfs:subClassOf` between different named classes, transitively closed, both ways for
            equivalent ones. Unsatisfiable classes, which lie below everything, are left out.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()
    types: frozenset[Triple] = frozenset()
    assertions: frozenset[Triple] = frozenset()
    subclasses: frozenset[Triple] = frozenset()


def classify(triples: Iterable[Triple], timeout: float = TIMEOUT) -> Classification:
    """Infer everything between names: types, object property assertions, the order of the classes.

    Parameters: an OWL ontology with its individuals, in RDF, whole or already prepared; the longest wait for
    each start of HermiT, in seconds. Result: see `Classification`.
    Errors: `ReasonerMissing` without the extra, `OntologyRefused` outside OWL 2 DL, else `ReasonerError`.
    """
    prepared = prepare(triples)
    run = _realise(eased(prepared), timeout)
    if run.inconsistent:
        return Classification(consistent=False)
    printed, classes = _Printed(run.out), declared(prepared, CLASS)
    types, assertions = set(printed.types(classes)), printed.assertions()
    unsure = _unsure_types(run.log, types) - set(prepared)
    missed = _untested(run.log, printed) - assertions
    proved = entailed(prepared, unsure | missed, timeout) if unsure | missed else set()
    return Classification(
        consistent=True,
        unsatisfiable=printed.unsatisfiable,
        types=frozenset((types - unsure) | (proved & unsure)),
        assertions=frozenset(assertions | (proved & missed)),
        subclasses=printed.subclasses(classes),
    )


def unsatisfiable(triples: Iterable[Triple], timeout: float = TIMEOUT) -> tuple[str, ...] | None:
    """Find the classes that can have no member.

    Parameters: an OWL ontology in RDF; the longest wait in seconds. Result: their IRIs, sorted; None where
    the whole ontology is inconsistent. Errors: as `classify`.
    """
    run = hermit([eased(prepare(triples))], "-c", timeout=timeout)
    return None if run.inconsistent else _Printed(run.out).unsatisfiable


def entailed(triples: Iterable[Triple], facts: Collection[Triple], timeout: float = TIMEOUT) -> set[Triple]:
    """Test which facts follow, each by a proof of its own: no member can be in the class "x, and not so".

    Parameters: a consistent OWL ontology in RDF; `rdf:type`, `rdfs:subClassOf` and object property triples
    between names; the longest wait for one start of HermiT, in seconds. Result: the facts that follow.
    Errors: as `classify`; `ReasonerError` too for an inconsistent ontology, from which everything follows.
    """
    ontology = eased(prepare(triples))
    ordered, found = list(facts), set()
    for start in range(0, len(ordered), _PROBES):
        part = ordered[start : start + _PROBES]
        probes = document(t for number, fact in enumerate(part) for t in _probe(number, fact))
        tests = [f"-k<{OURS}probe:{number}>" for number in range(len(part))]
        run = hermit([ontology + probes], *tests, timeout=timeout)
        if run.inconsistent:
            raise ReasonerError("the ontology is inconsistent: everything follows from it")
        found |= {part[int(number)] for number in _PROVED.findall(run.out)}
    return found


_PROBES = 400  # tests in a start of HermiT: the operating system limits the length of a command
_PROVED = re.compile(rf"^<{OURS}probe:(\d+)> is not satisfiable\.", re.MULTILINE)


def _probe(number: int, fact: Triple) -> Iterator[Triple]:
    """Define a class that can have no member exactly if the fact follows."""
    s, o = fact.subject, fact.object
    assert isinstance(s, NamedNode)
    assert isinstance(o, NamedNode)
    name, both, other = NamedNode(f"{OURS}probe:{number}"), BlankNode(), BlankNode()
    subject: Node = s if fact.predicate == SUB_CLASS else BlankNode()
    wanted: Node = o if fact.predicate in (SUB_CLASS, TYPE) else BlankNode()
    if subject != s:
        yield from _list_node(subject, "oneOf", [s])
    if wanted != o:
        yield Triple(wanted, TYPE, NamedNode(OWL + "Restriction"))
        yield Triple(wanted, NamedNode(OWL + "onProperty"), fact.predicate)
        yield Triple(wanted, NamedNode(OWL + "hasValue"), o)
    yield Triple(name, TYPE, NamedNode(CLASS))
    yield Triple(name, NamedNode(OWL + "equivalentClass"), both)
    yield from _list_node(both, "intersectionOf", [subject, other])
    yield Triple(other, TYPE, NamedNode(CLASS))
    yield Triple(other, NamedNode(OWL + "complementOf"), wanted)


def _list_node(node: Node, name: str, members: Sequence[Node]) -> Iterator[Triple]:
    """Write `node a owl:Class ; owl:name ( members )`."""
    cells = [BlankNode() for _ in members]
    yield Triple(node, TYPE, NamedNode(CLASS))
    yield Triple(node, NamedNode(OWL + name), cells[0])
    ends: list[Node] = [*cells[1:], NamedNode(RDF + "nil")]
    for cell, member, rest in zip(cells, members, ends, strict=True):
        yield Triple(cell, NamedNode(RDF + "first"), member)
        yield Triple(cell, NamedNode(RDF + "rest"), rest)


# ---- what HermiT prints -------------------------------------------------------------------------------

_LINE = re.compile(r"^(\w+)\( (.*) \)$", re.MULTILINE)
_NAME = re.compile(r"(ObjectInverseOf\( )?<([^>]*)>")
_KNOWN = re.compile(r"^<([^>]*)> \(known instances: (.*?) \| possible instances:", re.MULTILINE)
_PAIR = re.compile(r"\(<([^>]*)>, <([^>]*)>\)")
_SLICE = re.compile(r"\(individual (\d+) to (\d+)\)")
_REFUTED = re.compile(r"^is <([^>]*)> connected to <([^>]*)> via <([^>]*)> \.\.\.NO", re.MULTILINE)
_MERGED = re.compile(r"^is <([^>]*)> same as <([^>]*)> \.\.\.", re.MULTILINE)


def _realise(ontology: bytes, timeout: float) -> Run:
    """Classify and realise; -v3 logs every single test that HermiT makes, -Z lets it test equalities."""
    options = ("-v3", "-c", "-O", "-I", "-Y", "-Z")
    run = hermit([ontology], *options, timeout=timeout)
    slices = [(int(start), int(end)) for start, end in _SLICE.findall(run.log)]
    if len(slices) > 1 and slices[-1][1] - slices[-1][0] == 1:
        # HermiT reads chains off slices of the individuals and forgets a last slice of one: add another one.
        extra = document([Triple(NamedNode(OURS + "extra"), TYPE, NamedNode(INDIVIDUAL))])
        run = hermit([ontology + extra], *options, timeout=timeout)
    return run


class _Printed:
    """What HermiT printed: hierarchies as direct steps, facts only at their most special terms."""

    def __init__(self, out: str) -> None:
        """Read the output of a classification."""
        self._out = out
        self._above: dict[str, set[str]] = defaultdict(set)
        self._roles: dict[_Role, set[_Role]] = defaultdict(set)
        self._types: list[tuple[str, str]] = []
        nothing: set[str] = set()
        for word, rest in _LINE.findall(out):
            names: list[_Role] = [(iri, bool(inverse)) for inverse, iri in _NAME.findall(rest)]
            iris = [iri for iri, _ in names]
            if word == "Type":
                self._types.append((iris[0], iris[1]))
            elif word == "EquivalentClasses" and NOTHING in iris:
                nothing |= {iri for iri in iris if not iri.startswith((OURS, OWL))}
            elif word in {"SubClassOf", "EquivalentClasses"}:
                self._link_classes(iris, both=word == "EquivalentClasses")
            elif word in {"SubObjectPropertyOf", "EquivalentObjectProperties"}:
                self._link_roles(names, both=word == "EquivalentObjectProperties")
        self.unsatisfiable = tuple(sorted(nothing))

    def _link_classes(self, iris: Sequence[str], *, both: bool) -> None:
        first, *others = iris
        for other in others:
            self._above[first].add(other)
            if both:
                self._above[other].add(first)

    def _link_roles(self, names: Sequence[_Role], *, both: bool) -> None:
        first, *others = names
        for other in others:
            for (p, p_inverse), (q, q_inverse) in [(first, other), (other, first)][: 1 + both]:
                self._roles[p, p_inverse].add((q, q_inverse))
                self._roles[p, not p_inverse].add((q, not q_inverse))

    def types(self, classes: Collection[str]) -> Iterator[Triple]:
        """Give the types of every named individual among these classes."""
        everywhere = reach(self._above, THING)
        upward = {cls: {cls, *reach(self._above, cls), *everywhere} for cls in {c for _, c in self._types}}
        for individual, cls in self._types:
            if not individual.startswith(OURS):
                for sup in upward[cls].intersection(classes):
                    yield Triple(NamedNode(individual), TYPE, NamedNode(sup))

    def subclasses(self, classes: Collection[str]) -> frozenset[Triple]:
        """Give the order of these classes, the unsatisfiable left out."""
        alive = set(classes).difference(self.unsatisfiable)
        everywhere = reach(self._above, THING)
        return frozenset(
            Triple(NamedNode(sub), SUB_CLASS, NamedNode(sup))
            for sub in alive
            for sup in (reach(self._above, sub) | everywhere) & alive - {sub}
        )

    def assertions(self) -> set[Triple]:
        """Give the object property assertions between named individuals."""
        found = set()
        for prop, pairs in _KNOWN.findall(self._out):
            roles = {(prop, False)} | self.roles_above(prop)
            for a, b in _PAIR.findall(pairs):
                found |= {_assertion(role, a, b) for role in roles}
        return found

    def roles_above(self, prop: str) -> set[_Role]:
        """Give the properties, or inverses of such, that this property implies."""
        return {role for role in reach(self._roles, (prop, False)) if not role[0].startswith(RESERVED)}


def _assertion(role: _Role, a: str, b: str) -> Triple:
    prop, inverse = role
    s, o = (b, a) if inverse else (a, b)
    return Triple(NamedNode(s), NamedNode(prop), NamedNode(o))


def _untested(log: str, printed: _Printed) -> set[Triple]:
    """Give what HermiT forgets to test: where it refutes p(a, b), a property above p may still hold."""
    refuted = _REFUTED.findall(log)
    return {_assertion(role, a, b) for a, b, prop in refuted for role in printed.roles_above(prop)}


def _unsure_types(log: str, types: Collection[Triple]) -> set[Triple]:
    """Give types that HermiT may have mistaken: those of individuals that it guessed to be the same.

    It then reads the types of one off the other as if they were certain. Individuals that surely are the
    same as one of the two are not in the log, but have the same types.
    """
    guessed = {iri for pair in _MERGED.findall(log) for iri in pair}
    classes: dict[str, set[str]] = defaultdict(set)
    for t in types:
        classes[iri_of(t.subject)].add(iri_of(t.object))
    alike = [classes[iri] for iri in guessed]
    return {t for t in types if classes[iri_of(t.subject)] in alike}
