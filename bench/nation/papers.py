"""Documents with all their stages: development, review, conclusion, approval, a day or more apart."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from nation import terms as t
from nation.parts import Block, Body, Place, Worker
from nation.records import Record


@dataclass
class Paper:
    """A document, whose it is, and its stages in order.

    Attributes:
        looked: those who reviewed or concluded, each with its stage.
    """

    record: Record
    kind: str
    desk: Desk
    development: Record | None = None
    looked: list[tuple[Body | Place, Record]] = field(default_factory=list)
    approval: Record | None = None
    approved: date | None = None

    @property
    def stages(self) -> list[Record]:
        ends = [stage for stage in (self.development, self.approval) if stage]
        return [*ends, *(stage for _, stage in self.looked)]


@dataclass(frozen=True)
class Models:
    """What documents must agree with (п. 19, 20)."""

    curriculum: tuple[str, ...]
    syllabus: tuple[str, ...]


@dataclass
class Desk:
    """Who takes part in the documents of an organisation."""

    block: Block
    head: Worker
    deputy: Worker
    place: Place
    foreign: str | None = None
    """A methodical council of another organisation."""

    def at(self, block: Block) -> Desk:
        """The same people, with the records in another block."""
        return replace(self, block=block)


class Drafting:
    """Writes one document: `Drafting(desk, kind, issuer, day).by(...).seen_by(...).approved(...)`."""

    def __init__(
        self,
        desk: Desk,
        kind: str,
        issuer: str,
        day: date,
        *,
        subject: str | None = None,
        models: tuple[str, ...] = (),
    ) -> None:
        pairs = [(t.TYPE, t.term("adi:Document")), (t.DOCUMENT_KIND, t.key(kind)), (t.ISSUED_BY, issuer)]
        if subject:
            pairs.append((t.SUBJECT, subject))
        pairs += [(t.CONFORMS_TO, model) for model in models]
        self._block = desk.block
        self._day = day
        self.paper = Paper(desk.block.new("d", *pairs), kind, desk)

    def _stage(self, stage: str, *who: tuple[str, str]) -> Record:
        return self._block.new(
            "e",
            (t.TYPE, t.term("adi:StageEvent")),
            (t.DOCUMENT, self.paper.record.name),
            (t.STAGE, t.key(stage)),
            *who,
            (t.DATE, t.shown(self._day)),
        )

    def by_unit(self, unit: Place | Body) -> Drafting:
        self.paper.development = self._stage("development-stage", (t.ACTOR, unit.name))
        return self

    def by(self, worker: Worker, acting_as: str | None = None) -> Drafting:
        """Developed by a person; as what, the records say here or by the post held."""
        acting = [(t.ACTING_AS, t.key(acting_as))] if acting_as else []
        self.paper.development = self._stage("development-stage", (t.ACTOR, worker.person.name), *acting)
        return self

    def reviewed(
        self, body: Body | Place, *, positive: bool = False, spokesman: Worker | None = None
    ) -> Drafting:
        """Considered by a body, itself or through a spokesman; with an outcome it is its conclusion too."""
        self._day = t.later(self._day, 6)
        who = [(t.ACTOR, body.name)]
        if spokesman:
            who = [(t.ACTOR, spokesman.person.name), (t.ON_BEHALF_OF, body.name)]
        record = self._stage("review-stage", *who)
        if positive:
            record.add(t.OUTCOME, t.key("positive-conclusion"))
        self.paper.looked.append((body, record))
        return self

    def concluded(self, body: Body | Place) -> Drafting:
        self._day = t.later(self._day, 6)
        record = self._stage("conclusion-stage", (t.ACTOR, body.name))
        record.add(t.OUTCOME, t.key("positive-conclusion"))
        self.paper.looked.append((body, record))
        return self

    def approved(self, worker: Worker, acting_as: str | None = None, *, end: date | None = None) -> Paper:
        self._day = t.later(self._day, 6)
        acting = [(t.ACTING_AS, t.key(acting_as))] if acting_as else []
        self.paper.approval = self._stage("approval-stage", (t.ACTOR, worker.person.name), *acting)
        self.paper.approved = self._day
        self.paper.record.add(t.START, t.shown(t.later(self._day, 1)))
        if end:
            self.paper.record.add(t.END, t.shown(end))
        return self.paper
