"""Colleges with divisions and commissions, post-secondary organisations with kafedras."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from nation import terms as t
from nation.papers import Desk, Drafting, Models
from nation.parts import Block, Body, Place, Worker
from nation.years import FOUNDED

SUBJECTS = tuple(t.own(f"discipline/{number}") for number in range(1, 9))
SCARCE = t.own("discipline/scarce")
"""The discipline with too few lecturers in any one college (п. 16)."""


@dataclass
class College:
    """A college or post-secondary organisation and those in it whom others need to know."""

    place: Place
    block: Block
    desk: Desk
    led_by: tuple[str, ...]
    lecturers: dict[str, list[Worker]] = field(default_factory=dict)
    scarce: list[Worker] = field(default_factory=list)
    commissions: dict[str, Body] = field(default_factory=dict)
    kafedras: dict[str, Place] = field(default_factory=dict)
    divisions: list[Place] = field(default_factory=list)
    council: Body = field(init=False)
    office: Place | None = None

    @property
    def everyone(self) -> list[Worker]:
        return [worker for group in self.lecturers.values() for worker in group]


@dataclass
class Commission:
    """A commission and its college."""

    body: Body
    college: College


def _founded(
    path: str, seed: int, kind: str, label: str, level: str, led_by: tuple[str, ...], foreign: str | None
) -> College:
    block = Block(path, seed)
    place = block.organisation(kind, label, (level,))
    place.record.pairs += [(t.LED_BY, leader) for leader in led_by]
    head, deputy = block.hire("head-of-organisation", place), block.hire("deputy-head-academic", place)
    return College(place, block, Desk(block, head, deputy, place, foreign), led_by)


def college(
    path: str,
    seed: int,
    *,
    led_by: tuple[str, ...],
    models: Models,
    foreign: str | None = None,
    shares: bool = False,
) -> College:
    """Make one college (п. 16, 17: commissions and their chairs).

    Args:
        path: the path of its records.
        seed: the country's.
        led_by: the regional cabinet and the association of its profile (п. 5).
        models: what documents must agree with.
        foreign: a methodical council of another organisation.
        shares: that it will take part in a joint commission.
    """
    level = "technical-vocational-education"
    made = _founded(path, seed, "college", f"Колледж {path}", level, led_by, foreign)
    block, place, desk = made.block, made.place, made.desk
    for subject in SUBJECTS[: block.random.randint(4, 6)]:
        roles = ["lecturer"] * block.random.randint(3, 5)
        if block.random.random() < 0.4:
            roles[-1] = "industrial-training-master"
        made.lecturers[subject] = [block.hire(role, place, subject) for role in roles]
    made.scarce = [block.hire("lecturer", place, SCARCE) for _ in range(block.random.randint(1, 2))]
    made.office = block.unit("academic-methodical-unit", place)
    for _ in range(2):
        block.hire("methodist", made.office)
    made.council = council_of(block, place, [desk.deputy, *made.everyone[:4]])
    made.divisions = [block.unit("division", place) for _ in range(2)]
    councils = [unit_council(block, division, made.everyone[3:]) for division in made.divisions]
    made.commissions = {subject: _commission(made, subject) for subject in made.lecturers}
    for division in made.divisions:
        block.site("division", (division, made), division.record)
    for division, own in zip(made.divisions, councils, strict=True):
        _curriculum(made, division, [own, made.council], models)
        for subject in list(made.lecturers)[:3]:
            _papers(made, division, subject, [own, made.council], models)
    for unit in (made.office, *made.divisions):
        regulation(desk, unit)
    block.site("organisation", made, place.record)
    block.site("college", made)
    if not shares:
        block.site("college-alone", made, place.record, *(body.record for body in made.commissions.values()))
    return made


def council_of(block: Block, place: Place, people: Sequence[Worker]) -> Body:
    """The methodical council of an organisation."""
    council = block.body("organisation-methodical-council", place)
    for worker in people:
        block.join(council, worker)
    return council


def unit_council(block: Block, unit: Place, people: Sequence[Worker]) -> Body:
    """The methodical council of a unit, whose members are elected (п. 14)."""
    council = block.body("unit-methodical-council", unit)
    for worker in block.random.sample(people, 4):
        block.join(council, worker, selection="election")
    block.site("unit-council", council, council.record)
    return council


def _commission(made: College, subject: str) -> Body:
    block, people = made.block, made.lecturers[subject]
    body = block.body("subject-cyclic-commission", made.place, subject=subject)
    for worker in people:
        block.join(body, worker)
    chair = block.random.choice(people)
    block.lead(body, chair, "commission-chair", FOUNDED, selection="election", by=body.name)
    block.site("commission", Commission(body, made), body.record)
    return body


def some_day(block: Block) -> date:
    """A day in spring."""
    return date(block.random.choice((2025, 2026)), block.random.randint(3, 6), block.random.randint(1, 28))


def _curriculum(made: College, division: Place, councils: list[Body], models: Models) -> None:
    day = some_day(made.block)
    drafting = Drafting(made.desk, "working-curriculum", division.name, day, models=models.curriculum)
    drafting.by_unit(division)
    for council in councils:
        drafting.concluded(council)
    paper = drafting.approved(made.desk.head, "head-of-organisation")
    made.block.site("working-curriculum", paper, paper.record)


def _papers(made: College, division: Place, subject: str, councils: list[Body], models: Models) -> None:
    """Documents of the other kinds, of one subject, of a division."""
    desk, block, people = made.desk, made.block, made.lecturers[subject]
    commission = made.commissions[subject]
    chair = commission.leaders[0][0]
    for kind in ("working-syllabus", "lesson-plan"):
        author = block.random.choice(people)
        drafting = Drafting(
            desk, kind, division.name, some_day(block), subject=subject, models=models.syllabus
        )
        drafting.by(author, author.role if block.random.random() < 0.7 else None)
        for council in councils:
            drafting.reviewed(council)
        paper = drafting.approved(desk.deputy, "deputy-head-academic")
        block.site("syllabus-or-plan", paper, paper.record)
    for kind in ("methodical-guidelines", "methodical-recommendations"):
        author = block.random.choice(people)
        drafting = Drafting(desk, kind, division.name, some_day(block), subject=subject).by(
            author, author.role
        )
        spokesman = chair if block.random.random() < 0.3 else None
        drafting.reviewed(commission, positive=True, spokesman=spokesman)
        for council in councils:
            drafting.concluded(council)
        said = "deputy-head-academic" if block.random.random() < 0.7 else None
        paper = drafting.approved(desk.deputy, said)
        block.site("guidelines", paper, paper.record)
    general = Drafting(desk, "teaching-documentation", division.name, some_day(block), subject=subject)
    general.by_unit(division).reviewed(commission, positive=True)
    for council in councils:
        general.concluded(council)
    approver = block.random.choice((desk.head, desk.deputy))
    paper = general.approved(approver, approver.role)
    block.site("teaching-documentation", paper, paper.record)


def regulation(desk: Desk, unit: Place, *, alone: bool = True) -> None:
    """The regulation of a unit (п. 11); who approves it, the charter says.

    Args:
        desk: who signs.
        unit: whose regulation it is.
        alone: that no regulation of a wider unit would do in its stead.
    """
    drafting = Drafting(desk, "unit-regulation", unit.name, date(2024, 2, 1)).by_unit(unit)
    paper = drafting.approved(desk.head, "head-of-organisation")
    if alone:
        desk.block.site("unit-regulation", (paper, unit), paper.record, unit.record)


def post_secondary(
    path: str, seed: int, *, led_by: tuple[str, ...], models: Models, foreign: str | None = None
) -> College:
    """Make one organisation of post-secondary education (п. 16, 17: kafedras and their heads)."""
    kind, level = "post-secondary-organisation", "post-secondary-education"
    made = _founded(path, seed, kind, f"Высший колледж {path}", level, led_by, foreign)
    block, place, desk = made.block, made.place, made.desk
    made.kafedras = {subject: block.unit("kafedra", place, subject) for subject in SUBJECTS[:4]}
    for subject, kafedra in made.kafedras.items():
        number = block.random.randint(3, 5)
        made.lecturers[subject] = [block.hire("lecturer", kafedra, subject) for _ in range(number)]
        leader = block.hire("head-of-kafedra", kafedra, person=made.lecturers[subject][0].person)
        block.site("post-secondary-kafedra", (kafedra, leader), kafedra.record)
    block.hire("methodist", place)
    made.council = council_of(block, place, [desk.deputy, *(group[1] for group in made.lecturers.values())])
    for subject, kafedra in made.kafedras.items():
        _kafedra_papers(made, subject, kafedra, models)
        regulation(desk, kafedra)
    block.site("organisation", made, place.record)
    block.site("post-secondary", made)
    kafedras = (kafedra.record for kafedra in made.kafedras.values())
    block.site("post-secondary-staff", made, place.record, *kafedras)
    return made


def _kafedra_papers(made: College, subject: str, kafedra: Place, models: Models) -> None:
    desk, block, council = made.desk, made.block, made.council
    curriculum = Drafting(
        desk, "working-curriculum", kafedra.name, some_day(block), subject=subject, models=models.curriculum
    )
    curriculum.by_unit(kafedra).reviewed(kafedra, positive=True).concluded(council)
    paper = curriculum.approved(desk.head, "head-of-organisation")
    block.site("working-curriculum", paper, paper.record)
    author = block.random.choice(made.lecturers[subject])
    syllabus = Drafting(
        desk, "working-syllabus", kafedra.name, some_day(block), subject=subject, models=models.syllabus
    )
    syllabus.by(author, "lecturer").reviewed(council)
    paper = syllabus.approved(desk.deputy, "deputy-head-academic")
    block.site("syllabus-or-plan", paper, paper.record)
    guidelines = Drafting(desk, "methodical-guidelines", kafedra.name, some_day(block), subject=subject)
    guidelines.by(author, "lecturer").reviewed(kafedra, positive=True).concluded(council)
    paper = guidelines.approved(desk.deputy, "deputy-head-academic")
    block.site("guidelines", paper, paper.record)
