"""`adisteme check`: the reasoner, hygiene and the questions over the packaged ontology and added folders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, Store, Triple

from adisteme import namespaces as ns
from adisteme.asked import run as ask
from adisteme.catalogue import Catalogue
from adisteme.closure import fixpoint
from adisteme.errors import InputError
from adisteme.graph import SCOPE, KnowledgeGraph, Row, premises
from adisteme.languages import LANGUAGES
from adisteme.own import gate
from adisteme.own.texts import place_of
from adisteme.queries import key_of, read

Tell = Callable[[str, int], None]
_SHOWN = 5
_WIDER = NamedNode(ns.NS + "specialises")
_SCOPES = """
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?norm ?scope WHERE {
  ?scope rdfs:subClassOf [ owl:onProperty adi:governedBy ; owl:hasValue ?norm ] .
}"""
_NEEDED = ("title", "asks", "says", "silent", "provisions")


@dataclass(frozen=True)
class Problem:
    """Something that is wrong with an ontology.

    Attributes:
        check: which check found it: `reasoner`, `closure`, or the key of a hygiene rule or a question.
        text: what is wrong, in one line.
        details: lines below it.
    """

    check: str
    text: str
    details: tuple[str, ...] = ()


# -- hygiene and questions ------------------------------------------------------------------------


def hygiene(graph: KnowledgeGraph, lang: str = "en", faults: Iterable[InputError] = ()) -> Iterator[Problem]:
    """Run each rule of `hygiene/*.rq`; rows are problems, the first comment says which.

    What would refuse an added folder is told first and as it is told there; what only follows from that, or
    from what is wrong with questions and shapes, is left out.

    Args:
        graph: loaded without its gate.
        lang: in which language that is told.
        faults: what is wrong with questions and shapes.
    """
    files = sorted(path for folder in graph.folders[1:] for path in folder.rglob("*.ttl"))
    causes = {NamedNode(iri) for fault in faults if (iri := _about(fault))}
    gates = gate.gates(graph.folders[0] / "hygiene") if files else []
    for rule in gates:
        rows = [
            row for row in gate.broken(graph.store, rule, files) if not _follows(row.nodes, causes, graph)
        ]
        yield from (Problem(rule.key, row.text(lang)) for row in rows)
        causes |= {node for row in rows for node in _causes(row, graph)}
    told = {rule.path for rule in gates}
    for folder in graph.folders:
        for path in sorted(folder.rglob("hygiene/*.rq")):
            if path not in told:
                yield from _broken(graph, path, causes, files)


def _about(fault: InputError) -> str | None:
    """The name that nobody has described, where that is what is wrong."""
    problem = fault.values.get("problem")
    about = problem.values.get("about") if isinstance(problem, InputError) else None
    return str(about) if about else None


def _causes(row: gate.Broken, graph: KnowledgeGraph) -> Iterator[NamedNode]:
    """What further rows would speak of only since this one is wrong.

    A slip of the pen and who points to it; what the rule says that it explains, and the wider kinds of that.
    """
    if not all(_is_described(node, graph) for node in row.nodes):
        yield from row.nodes
    elif isinstance(row.explained, NamedNode):
        yield row.explained
        for quad in graph.store.quads_for_pattern(row.explained, _WIDER, None, None):
            if isinstance(quad.object, NamedNode):
                yield quad.object


def _follows(nodes: Collection[NamedNode], causes: Collection[NamedNode], graph: KnowledgeGraph) -> bool:
    """Whether a row speaks of what was told: of nothing else, or of a name that is but a slip of the pen."""
    known = [node for node in nodes if node in causes]
    return bool(known) and (len(known) == len(nodes) or not all(_is_described(node, graph) for node in known))


def _is_described(node: NamedNode, graph: KnowledgeGraph) -> bool:
    return any(True for _ in graph.store.quads_for_pattern(node, None, None, ns.ASSERTED))


def added(faults: Iterable[InputError], lang: str) -> Iterator[Problem]:
    """Questions and shapes of added folders that cannot be used."""
    for fault in faults:
        yield Problem("own", fault.text(lang))


def order_of(graph: KnowledgeGraph) -> set[tuple[str, str]]:
    """Pairs of norms, the more specific first, as a loaded graph has them."""
    rows = graph.select(f"SELECT ?a ?b WHERE {{ ?a <{ns.NS}moreSpecificThan> ?b }}")
    return {(row["a"].value, row["b"].value) for row in rows}


def _broken(
    graph: KnowledgeGraph, path: Path, causes: Collection[NamedNode], files: Sequence[Path]
) -> Iterator[Problem]:
    rule = read(path)
    rows = [row for row in graph.select(rule.sparql) if not _follows(_nodes(row), causes, graph)]
    if rows:
        lines = [_line(row, files) for row in rows[:_SHOWN]]
        more = [f"… {len(rows) - _SHOWN} more"] if len(rows) > _SHOWN else []
        yield Problem(rule.key, rule.rule, (*lines, *more))


def _nodes(row: Row) -> set[NamedNode]:
    return {value for value in row.values() if isinstance(value, NamedNode)}


def _line(row: Row, files: Sequence[Path]) -> str:
    said = "  ".join(f"{name}={key_of(value)}" for name, value in row.items())
    place = place_of(files, *(value.value for value in row.values()))
    return said if place is None else f"{said}  ({place[0]}:{place[1]})"


def questions(catalogue: Catalogue) -> Iterator[Problem]:
    """Run each question as it lies and look at its header."""
    for query in catalogue.sound.values():
        missing = [name for name in _NEEDED if not query.header.get(name)]
        missing += [
            f"{name}@{lang}"
            for name in _NEEDED[:-1]
            for lang in LANGUAGES
            if lang not in query.header.get(name, {})
        ]
        if missing:
            yield Problem(query.key, f"{query.path.name}: missing in the header: {', '.join(missing)}")
        try:
            ask(catalogue, query, {p.name: query.standing(p.name) for p in query.parameters})
        except (SyntaxError, ValueError, InputError) as error:
            yield Problem(query.key, f"{query.path.name}: does not run: {error}")


# -- the reasoner ---------------------------------------------------------------------------------


def reasoner(
    extra: Sequence[Path], packaged: Path | None, tell: Tell, ordered: set[tuple[str, str]]
) -> Iterator[Problem]:
    """HermiT: is the ontology consistent, are all classes satisfiable, is the closure what follows?

    Args:
        extra: added folders.
        packaged: a folder in place of the packaged ontology.
        tell: is told each step that takes time, and how much is left.
        ordered: pairs of norms, the more specific first, as the loaded graph has them.

    Raises:
        ReasonerMissing: the extra `adisteme[reason]` is not installed.
        SourceError: a folder cannot be used.
    """
    from adisteme.reasoning import conflicts, hermit

    store = premises(extra, packaged=packaged)
    # First what somebody wrote, without the cells that are derived from it: those would multiply the reasons
    # of a contradiction, and nobody can remove them.
    written = _without_copies(
        {q.triple for q in store if q.graph_name != ns.INFERRED and not _scaffolding(q.triple)}
    )
    for triples in (written, _without_copies({quad.triple for quad in store})):
        tell("check", len(triples))
        if hermit.unsatisfiable(triples) != ():
            found = conflicts.explain(triples, tell)
            if found is not None:
                yield _contradiction(found)
            return
    assumed = {quad.triple for quad in store if quad.graph_name != ns.ALIGNMENTS}
    tell("classify", len(assumed))
    concluded = hermit.classify(assumed)
    fixpoint.close(store)
    ours = {quad.triple for quad in store if quad.graph_name != ns.ALIGNMENTS} - assumed
    theirs = {*concluded.types, *concluded.assertions, *filter(_of_ours, concluded.subclasses)} - assumed
    yield from _order_differs(store, concluded.subclasses, ordered)
    for sign, text, differing in (
        ("-", "HermiT concludes what the closure does not", theirs - ours),
        ("+", "the closure concludes what HermiT does not", {t for t in ours if _named(t)} - theirs),
    ):
        if differing:
            lines = sorted(f"{sign} {triple}" for triple in differing)
            yield Problem("closure", f"{text}: {len(differing)}", tuple(lines[:_SHOWN]))


def _contradiction(found: object) -> Problem:
    from adisteme.reasoning.conflicts import Conflict

    assert isinstance(found, Conflict)
    about = ", ".join(key_of(NamedNode(iri)) for iri in found.culprits)
    kind = "the ontology contradicts itself" if found.inconsistent else "a class can have no member"
    repairs = {axiom.text for axiom in found.repairs}
    lines = [f"{'*' if axiom.text in repairs else ' '} {axiom.text}" for axiom in found.axioms]
    note = (
        f"{len(found.axioms)} axioms cannot stand together; removing any one of the {len(repairs)} marked * "
        "restores consistency"
        if repairs
        else f"{len(found.axioms)} axioms cannot stand together; there is at least one more contradiction"
    )
    return Problem("reasoner", f"{kind}: {about}", (note, *lines))


def _without_copies(triples: Iterable[Triple]) -> list[Triple]:
    """Drop blank-node axioms that stand twice (in a copied folder): neither could be removed alone."""
    from adisteme.reasoning._axioms import split
    from adisteme.reasoning.hermit import prepare

    declarations, axioms = split(prepare(triples))
    kept = {_signature(axiom): axiom for axiom in axioms}
    return [*declarations, *(triple for axiom in kept.values() for triple in axiom)]


def _signature(axiom: Sequence[Triple]) -> str:
    if len(axiom) == 1:
        return str(axiom[0])
    dataset = Dataset(Quad(*triple) for triple in axiom)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return "\n".join(sorted(map(str, dataset)))


def _scaffolding(triple: Triple) -> bool:
    """The head of a scope axiom, which the closure writes for each norm."""
    return isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(SCOPE)


def _named(triple: Triple) -> bool:
    return isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode)


def _of_ours(triple: Triple) -> bool:
    """The closure orders classes of our namespace only; those of others are theirs to order."""
    return all(
        isinstance(end, NamedNode) and end.value.startswith(ns.NS) for end in (triple.subject, triple.object)
    )


def _order_differs(
    store: Store, subclasses: Iterable[Triple], ordered: set[tuple[str, str]]
) -> Iterator[Problem]:
    """The order of norms that `closure/after` tells by counting, against HermiT's order of the scope classes.

    A norm is within another when each of its scope classes lies under (or is) one of the other's.
    """
    scopes: dict[str, set[str]] = defaultdict(set)
    for row in store.query(_SCOPES, use_default_graph_as_union=True):  # type: ignore[union-attr]
        scopes[row["norm"].value].add(row["scope"].value)
    above: dict[str, set[str]] = defaultdict(set)
    for triple in subclasses:
        above[str(triple.subject)[1:-1]].add(str(triple.object)[1:-1])

    def within(one: str, other: str) -> bool:
        return all(scope in scopes[other] or above[scope] & scopes[other] for scope in scopes[one])

    proved = {(a, b) for a in scopes for b in scopes if a != b and within(a, b) and not within(b, a)}
    for sign, pairs in (("-", proved - ordered), ("+", ordered - proved)):
        if pairs:
            lines = sorted(
                f"{sign} {key_of(NamedNode(a))} moreSpecificThan {key_of(NamedNode(b))}" for a, b in pairs
            )
            yield Problem("closure", "the order of norms differs from HermiT's", tuple(lines[:_SHOWN]))
