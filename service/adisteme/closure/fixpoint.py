"""The closure: runs the rules over a scratch copy of the data until nothing new follows, then writes it down.

The scratch store holds only triples that some rule reads or writes, in one graph: patterns meet no labels and
no second graph, blank nodes may take part in the reasoning without being published, and an error on the way
leaves the user's store as it was. Rules of one shape run as one query over a table of their constants.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from itertools import count

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolution, QuerySolutions, Store, Variable

from adisteme.closure.owl_rules import (
    DATA_GRAPHS,
    SAME,
    SUB_CLASS,
    TYPE,
    Body,
    Gap,
    Key,
    Property,
    Rule,
    Slot,
    bodies,
    read,
    rules,
    unused,
)
from adisteme.namespaces import INFERRED, NS

Progress = Callable[[str], None]

# From so many rules of one shape on, one hash join over all their matches is cheaper than a look-up for each.
_HASH_FROM = 4


def close(store: Store, *, progress: Progress | None = None) -> int:
    """Write what follows from the asserted and the text graph into the inferred graph.

    Parameters: the store; `progress` is told, in words, each step that may take time. Result: the number of
    triples added, none of which stands in another graph. Closing again adds nothing. When data were taken
    away, drop the inferred graph first.
    """
    found = rules(store)
    model = _Model(store, found)
    model.run(progress)
    new = [quad for quad in model.scratch if quad not in model.known and _publishable(quad)]
    store.extend(new)
    if progress is not None:
        progress(f"{len(found)} rules, {len(new)} triples inferred")
    return len(new)


def unsupported(store: Store) -> list[Gap]:
    """List the axioms from which a reasoner may conclude triples that `close` does not.

    Parameters: the store, closed or not. Result: the gaps that matter for these data. A gap that the closure
    satisfies does not matter, nor does a missing witness from which nothing follows for named things. That is
    tried out with blank nodes; witnesses of witnesses are shared, so that too much may be listed and not too
    little. What only forbids (disjointness, complements on the right, upper limits) or makes two names equal
    is left out.
    """
    reading = read(store)
    demands = [_Demand(gap, number) for number, gap in enumerate(dict.fromkeys(reading.gaps))]
    model = _Model(store, reading.rules, {key for demand in demands for key in demand.reads()})
    model.run()
    unmet = [demand for demand in demands if demand.unmet(model.scratch)]
    matters = {demand.number for demand in unmet if not demand.has_witness}
    witnessed = [demand for demand in unmet if demand.has_witness]
    trial = _Trial(model, demands, reading.limited)
    if trial.leads_on(witnessed):
        alone = {demand.number for demand in witnessed if trial.leads_on([demand])}
        rest = [demand for demand in witnessed if demand.number not in alone]
        matters |= alone | ({demand.number for demand in rest} if trial.leads_on(rest) else set())
    return [demand.gap for demand in unmet if demand.number in matters]


class _Step:
    """A rule with what the planner asks of it: keys read and written, shape, and how it repeats."""

    __slots__ = ("among_properties", "gives", "needs", "new", "rule", "settles", "shape")

    def __init__(self, rule: Rule, transitive: set[NamedNode]) -> None:
        self.rule = rule
        self.new = True
        self.needs = {atom.key for atom in rule.body}
        self.gives = rule.head.key
        self.shape = _shape(rule)
        self.settles = self.gives not in self.needs or _settles(rule, transitive)
        self.among_properties = rule.head.p != TYPE and all(atom.p != TYPE for atom in rule.body)


def _settles(rule: Rule, transitive: set[NamedNode]) -> bool:
    """Say whether a rule that reads what it writes is done after one run: p+, or p o s for transitive s."""
    if len(rule.body) == 1:
        return rule.body[0].plus
    first, second, *more = rule.body
    chained = (first.s, first.p, first.o, second.o) == (rule.head.s, rule.head.p, second.s, rule.head.o)
    return chained and not more and second.p in transitive


class _Model:
    """The scratch copy, and `known`: what of its kind the store has already, in any graph."""

    def __init__(self, store: Store, found: list[Rule], also: Iterable[Key] = ()) -> None:
        """Copy what the rules read or write, and what is asked for besides, from the graphs they read."""
        transitive = {rule.head.p for rule in found if rule.body and rule.body[0].plus}
        self.steps = [_Step(rule, transitive) for rule in found]
        self.scratch = Store()
        self.facts = set[Key]()
        self.known = set[Quad]()
        given = list[Quad]()
        for key in {*also, *(key for step in self.steps for key in (step.gives, *step.needs))}:
            thing = None if isinstance(key[1], Variable) else key[1]
            before = len(given)
            for quad in store.quads_for_pattern(None, key[0], thing, None):
                triple = Quad(quad.subject, quad.predicate, quad.object, INFERRED)
                self.known.add(triple)
                if quad.graph_name in DATA_GRAPHS:
                    given.append(triple)
            if len(given) > before:
                self.facts.add(key)
        self.scratch.extend(given)

    def copy(self) -> "_Model":
        """Give a model of the same rules with a scratch copy of its own."""
        twin = copy(self)
        twin.scratch = Store()
        twin.scratch.extend(self.scratch)
        return twin

    def run(self, progress: Progress | None = None) -> None:
        """Run the rules to a fixpoint: first those among properties, then those with classes.

        Of the former only those run again that read what the latter write.
        """
        for step in self.steps:
            step.new = True
        among = [step for step in self.steps if step.among_properties]
        _fixpoint(self.scratch, _plan(among, self.facts), progress)
        rest = [step for step in self.steps if not step.among_properties]
        for step in among:
            step.new = False
        filled = self.facts | {step.gives for step in among}
        _fixpoint(self.scratch, _plan(rest + _downstream(rest, among), filled), progress)


def _publishable(triple: Quad) -> bool:
    s, o = triple.subject, triple.object
    if not isinstance(s, NamedNode) or isinstance(o, BlankNode):
        return False
    if triple.predicate != SUB_CLASS:
        return True
    return s != o and s.value.startswith(NS) and isinstance(o, NamedNode) and o.value.startswith(NS)


def _downstream(writers: list[_Step], readers: list[_Step]) -> list[_Step]:
    """Give the readers that read, directly or through each other, what the writers write."""
    written, found = {step.gives for step in writers}, list[_Step]()
    while hit := [step for step in readers if not step.needs.isdisjoint(written)]:
        found += hit
        readers = [step for step in readers if step.needs.isdisjoint(written)]
        written = {step.gives for step in hit}
    return found


class _Batch:
    """Rules of one shape, none of which reads what another writes; `ran` is when they last ran."""

    def __init__(self, first: _Step, *, feeds_back: bool) -> None:
        self.steps = [first]
        self.needs = set(first.needs)
        self.gives = {first.gives}
        self.ran = None if first.new else 0
        self.feeds_back = feeds_back

    def takes(self, step: _Step) -> bool:
        """Add the rule if it fits in, and say whether it did."""
        if step.gives in self.needs or not step.needs.isdisjoint(self.gives):
            return False
        self.steps.append(step)
        self.needs |= step.needs
        self.gives.add(step.gives)
        return True

    def due(self, changed: dict[Key, int]) -> bool:
        """Say whether something the rules read has changed since they ran."""
        ran = self.ran
        return ran is None or any(changed.get(key, 0) > ran for key in self.needs)


def _fixpoint(scratch: Store, plan: list[_Batch], progress: Progress | None) -> None:
    """Run the batches in order, then again those whose input has changed, until none is left."""
    changed, clock, size = dict[Key, int](), count(1), None
    again, first = True, True
    while again:
        again = False
        for batch in plan:
            if not batch.due(changed):
                continue
            # Counting the store takes as long as a small query: only where the answer decides something.
            counts = batch.feeds_back or not first
            before = len(scratch) if counts and size is None else size
            batch.ran = next(clock)
            scratch.update(_update([step.rule for step in batch.steps]))
            size = len(scratch) if counts else None
            if size is None or size != before:
                changed.update(dict.fromkeys(batch.gives, next(clock)))
                again = again or size is not None
            if all(step.settles for step in batch.steps):
                batch.ran = next(clock)
            if progress is not None:
                progress(f"{len(batch.steps)} x {batch.steps[0].rule.axiom}")
        first = False


def _plan(steps: list[_Step], facts: set[Key]) -> list[_Batch]:
    """Order the rules so that what writes runs before what reads, and put those of one shape together.

    Rules that write what is read before them keep apart from the others, whose work should not set off a
    repetition.
    """
    plan, read_so_far = list[_Batch](), set[Key]()
    for wave in _waves(steps, facts):
        alike = defaultdict[object, list[_Batch]](list)
        read_so_far.update(*(step.needs for step in wave))
        for step in wave:
            back = step.gives in read_so_far
            batches = alike[step.new, back, step.shape]
            if not any(batch.takes(step) for batch in batches):
                batches.append(_Batch(step, feeds_back=back))
        plan += [batch for batches in alike.values() for batch in batches]
    return plan


def _waves(steps: list[_Step], facts: set[Key]) -> Iterator[list[_Step]]:
    """Give the rules in waves, each of which reads only what earlier ones have written.

    Rules that wait for each other are freed by taking what they read and has facts as complete; that costs a
    repetition where it is not.
    """
    writers = Counter(step.gives for step in steps)
    unfinished = set(writers)
    while steps:
        wave, waiting = list[_Step](), list[_Step]()
        for step in steps:
            (waiting if any(key in unfinished and key != step.gives for key in step.needs) else wave).append(
                step
            )
        if wave:
            yield wave
            writers.subtract(step.gives for step in wave)
            unfinished -= {step.gives for step in wave if not writers[step.gives]}
        else:
            awaited = set[Key]().union(*(step.needs for step in waiting)) & unfinished
            unfinished -= awaited & facts or awaited
        steps = waiting


def _shape(rule: Rule) -> tuple[Slot | None, ...]:
    """Give the rule with None for the constants that rules of one batch may differ in.

    A property may differ where it stands alone, a class where no value is joined: the joins that remain are
    then over few matches. Only a batch that writes one property can be said to have changed just that.
    """
    alone, valued = len(rule.body) == 1, _joins_values(rule.body)
    shape = list[Slot | None]()
    for s, p, o, plus in rule.body:
        shape.append(s if isinstance(s, Variable) else None)
        shape.append(None if alone and p != TYPE and not plus else p)
        shape.append(o if isinstance(o, Variable) or (p == TYPE and valued) else None)
    s, p, o, _ = rule.head
    shape.append(s if isinstance(s, Variable) else None)
    shape.append(None if alone and shape[1] is None else p)
    shape.append(o if isinstance(o, Variable) else None)
    return tuple(shape)


def _joins_values(body: Body) -> bool:
    return len(body) > 1 and any(
        p != TYPE and not (isinstance(s, Variable) and isinstance(o, Variable)) for s, p, o, _ in body
    )


def _update(alike: list[Rule]) -> str:
    """Write rules of one shape as one update: the constants they differ in become columns of a table."""
    rows = [[slot for atom in (*rule.body, rule.head) for slot in atom[:3]] for rule in alike]
    columns = list(zip(*rows, strict=True))
    varying = [i for i, column in enumerate(columns) if any(slot != column[0] for slot in column)]
    slots = [Variable(f"k{i}") if i in varying else slot for i, slot in enumerate(rows[0])]
    atoms = (*alike[0].body, alike[0].head)
    *body, head = (
        f"{slots[3 * i]} {slots[3 * i + 1]}{'+' if atom.plus else ''} {slots[3 * i + 2]} ."
        for i, atom in enumerate(atoms)
    )
    where = " ".join(body)
    if varying:
        names = " ".join(str(slots[i]) for i in varying)
        table = " ".join("(" + " ".join([str(row[i]) for i in varying]) + ")" for row in rows)
        where = _joined(f"VALUES ({names}) {{ {table} }}", where, alike)
    return f"WITH {INFERRED} INSERT {{ {head} }} WHERE {{ {where} }}"


def _joined(table: str, where: str, alike: list[Rule]) -> str:
    body = alike[0].body
    if len(body) <= 1:
        return f"{table} {where}"
    # A property that occurs twice would pair all its values with each other before the table is looked at.
    links = [(s, p) for s, p, _, _ in body if p != TYPE]
    if _joins_values(body) and len(set(links)) == len(links) and len(alike) >= _HASH_FROM:
        return f"{{ SELECT * WHERE {{ {where} }} }} {table}"
    return f"{table} LATERAL {{ {where} }}"


class _Demand:
    """A gap as a question to the closed data: who lacks what the axiom asks for?"""

    def __init__(self, gap: Gap, number: int) -> None:
        self.gap = gap
        self.number = number
        misses = list[str]()
        self.root = gap.root
        self.ways = bodies(gap.wanted, gap.root, unused("w"), misses) if gap.wanted and gap.root else []
        bound = {slot for atom in gap.body for slot in (atom.s, atom.o)}
        self.answerable = gap.root in bound or isinstance(gap.root, NamedNode)
        equals = any(atom.p == SAME for way in self.ways for atom in way)
        self.can_be_met = bool(self.ways) and self.answerable and not misses and not equals
        self.has_witness = self.can_be_met and len(self.ways) == 1

    def reads(self) -> Iterator[Key]:
        """Give the keys of what must be in the data to tell who lacks what."""
        for atom in (*self.gap.body, *(atom for way in self.ways for atom in way)):
            if atom.p != SAME:
                yield atom.key

    def unmet(self, data: Store) -> bool:
        """Say whether something lacks what is asked; true where that cannot be told."""
        return not self.answerable or bool(self.lacking(data))

    def lacking(self, data: Store) -> list[NamedNode | BlankNode]:
        """Give what is in the body and not in the expression asked for; nothing where that cannot be told."""
        if not self.answerable:
            return []
        where = " ".join(map(str, self.gap.body))
        met = ["{ " + " ".join(map(str, way)) + " }" for way in self.ways]
        if isinstance(self.root, NamedNode):
            absent = " ".join(f"FILTER NOT EXISTS {way}" for way in met)
            found = _select(data, f"?root WHERE {{ {where} VALUES ?root {{ {self.root} }} {absent} }}")
        else:
            absent = " ".join(f"MINUS {way}" for way in met)
            found = _select(data, f"DISTINCT {self.root} WHERE {{ {where} {absent} }}")
        return [row[0] for row in found if isinstance(row[0], NamedNode | BlankNode)]

    def meet(self, thing: NamedNode | BlankNode) -> Iterator[Quad]:
        """Give triples that put `thing` into the expression, with one witness for all blank things."""
        mark = "" if isinstance(thing, BlankNode) else BlankNode().value
        stand_in: dict[Slot | None, NamedNode | BlankNode | Literal] = {}
        if self.root is not None:
            stand_in[self.root] = thing
        for way in self.ways:
            for atom in way:
                s, o = (self._settle(slot, stand_in, mark) for slot in (atom.s, atom.o))
                if isinstance(s, NamedNode | BlankNode):
                    yield Quad(s, atom.p, o, INFERRED)

    def _settle(
        self, slot: Slot, stand_in: dict[Slot | None, NamedNode | BlankNode | Literal], mark: str
    ) -> NamedNode | BlankNode | Literal:
        if slot in stand_in:
            return stand_in[slot]
        return BlankNode(f"w{self.number}{slot.value}{mark}") if isinstance(slot, Variable) else slot


class _Trial:
    """Puts witnesses into a copy of the closed data and sees whether named things gain from it."""

    def __init__(self, model: _Model, demands: list[_Demand], limited: set[Property]) -> None:
        self._model, self._demands, self._limited = model, demands, limited
        self._before = set(model.scratch)

    def leads_on(self, seeds: list[_Demand]) -> bool:
        """Say whether a triple between named things follows once those that lack a witness are given one."""
        work = self._model.copy()
        given = [
            triple for seed in seeds for thing in seed.lacking(work.scratch) for triple in seed.meet(thing)
        ]
        work.scratch.extend(given)
        while True:
            work.run()
            lacking = [(demand, thing) for demand in self._demands for thing in demand.lacking(work.scratch)]
            blank = [(demand, thing) for demand, thing in lacking if isinstance(thing, BlankNode)]
            # Where it cannot be written down what a witness must be, take it that something follows.
            if self._gained(work.scratch) or not all(demand.can_be_met for demand, _ in blank):
                return True
            if not blank:
                return False
            work.scratch.extend([triple for demand, thing in blank for triple in demand.meet(thing)])

    def _gained(self, data: Store) -> bool:
        """Say whether there is a new triple between named things, or a witness must be some named thing."""
        if any(quad not in self._before and _publishable(quad) for quad in data):
            return True
        x, w, y = Variable("x"), Variable("w"), Variable("y")
        return any(
            _select(data, f"?y {{ {p.link(x, w)} {p.link(x, y)} FILTER(isBlank(?w) && isIRI(?y)) }} LIMIT 1")
            for p in self._limited
        )


def _select(data: Store, text: str) -> list[QuerySolution]:
    found = data.query(f"SELECT {text}", default_graph=[INFERRED])
    return list(found) if isinstance(found, QuerySolutions) else []
