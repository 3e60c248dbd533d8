"""Colleges with divisions and commissions, post-secondary organisations with kafedras."""

from __future__ import annotations

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
    """What others need to know of a college or post-secondary organisation once it is written."""

    place: Place
    block: Block
    head: Worker
    deputy: Worker
    lecturers: dict[str, list[Worker]] = field(default_factory=dict)
    scarce: list[Worker] = field(default_factory=list)


def college(path: str, seed: int, *, led_by: tuple[str, ...], models: Models) -> College:
    """Make one college (п. 16, 17: commissions and their chairs)."""
    block = Block(path, seed)
    place = block.organisation("college", f"Колледж {path}", ("technical-vocational-education",))
    place.record.pairs += [(t.LED_BY, leader) for leader in led_by]
    head, deputy = block.hire("head-of-organisation", place), block.hire("deputy-head-academic", place)
    made = College(place, block, head, deputy)
    for subject in SUBJECTS[: block.random.randint(4, 6)]:
        number = block.random.randint(3, 5)
        roles = ["lecturer"] * number
        if block.random.random() < 0.4:
            roles[-1] = "industrial-training-master"
        made.lecturers[subject] = [block.hire(role, place, subject) for role in roles]
    made.scarce = [block.hire("lecturer", place, SCARCE) for _ in range(block.random.randint(1, 2))]
    office = block.unit("academic-methodical-unit", place)
    for _ in range(2):
        block.hire("methodist", office)
    everyone = [worker for group in made.lecturers.values() for worker in group]
    council = _council(block, place, [deputy, *everyone[:4]])
    divisions = [block.unit("division", place) for _ in range(2)]
    unit_councils = [_unit_council(block, division, everyone[3:]) for division in divisions]
    commissions = {subject: _commission(made, subject) for subject in made.lecturers}
    desk = Desk(block, head, deputy)
    for division, unit_council in zip(divisions, unit_councils, strict=True):
        _curriculum(made, desk, division, [unit_council, council], models)
        for subject in list(made.lecturers)[:3]:
            _papers(made, desk, division, subject, commissions[subject], [unit_council, council], models)
    regulation(block, desk, office)
    block.site("organisation", made, place.record)
    return made


def _council(block: Block, place: Place, people: list[Worker]) -> Body:
    council = block.body("organisation-methodical-council", place)
    for worker in people:
        block.join(council, worker)
    return council


def _unit_council(block: Block, unit: Place, people: list[Worker]) -> Body:
    """A council of a unit, whose members are elected (п. 14)."""
    council = block.body("unit-methodical-council", unit)
    for worker in block.random.sample(people, 4):
        block.join(council, worker, selection="election")
    block.site("unit-council", council, council.record)
    return council


def _commission(made: College, subject: str) -> Body:
    block, people = made.block, made.lecturers[subject]
    commission = block.body("subject-cyclic-commission", made.place, subject=subject)
    for worker in people:
        block.join(commission, worker)
    chair = block.random.choice(people)
    block.lead(commission, chair, "commission-chair", FOUNDED, selection="election", by=commission.name)
    block.site("commission", (made, commission), commission.record)
    return commission


def _day(block: Block) -> date:
    return date(block.random.choice((2025, 2026)), block.random.randint(3, 6), block.random.randint(1, 28))


def _curriculum(made: College, desk: Desk, division: Place, councils: list[Body], models: Models) -> None:
    drafting = Drafting(
        desk, "working-curriculum", division.name, _day(made.block), models=models.curriculum
    ).by_unit(division)
    for council in councils:
        drafting.concluded(council)
    paper = drafting.approved(made.head, "head-of-organisation")
    made.block.site("working-curriculum", paper, paper.record)


def _papers(
    made: College,
    desk: Desk,
    division: Place,
    subject: str,
    commission: Body,
    councils: list[Body],
    models: Models,
) -> None:
    """One document of each of the other kinds, of one subject, of a division."""
    block, people = made.block, made.lecturers[subject]
    chair = commission.leaders[0][0]
    for kind in ("working-syllabus", "lesson-plan"):
        author = block.random.choice(people)
        drafting = Drafting(desk, kind, division.name, _day(block), subject=subject, models=models.syllabus)
        drafting.by(author, author.role if block.random.random() < 0.7 else None)
        for council in councils:
            drafting.reviewed(council)
        paper = drafting.approved(made.deputy, "deputy-head-academic")
        block.site("syllabus-or-plan", paper, paper.record)
    for kind in ("methodical-guidelines", "methodical-recommendations"):
        drafting = Drafting(desk, kind, division.name, _day(block), subject=subject)
        drafting.by(block.random.choice(people), "lecturer")
        drafting.reviewed(commission, positive=True, spokesman=chair if block.random.random() < 0.3 else None)
        for council in councils:
            drafting.concluded(council)
        paper = drafting.approved(
            made.deputy, "deputy-head-academic" if block.random.random() < 0.7 else None
        )
        block.site("guidelines", paper, paper.record)
    general = Drafting(desk, "teaching-documentation", division.name, _day(block), subject=subject).by_unit(
        division
    )
    general.reviewed(commission, positive=True)
    for council in councils:
        general.concluded(council)
    approver = block.random.choice((made.head, made.deputy))
    paper = general.approved(approver, approver.role)
    block.site("teaching-documentation", paper, paper.record)


def regulation(block: Block, desk: Desk, unit: Place) -> None:
    """The regulation of a unit (п. 11); who approves it, the charter says."""
    drafting = Drafting(desk, "unit-regulation", unit.name, date(2024, 2, 1)).by_unit(unit)
    paper = drafting.approved(desk.head, "head-of-organisation")
    block.site("unit-regulation", (paper, unit), paper.record, unit.record)


def post_secondary(path: str, seed: int, *, led_by: tuple[str, ...], models: Models) -> College:
    """Make one organisation of post-secondary education (п. 16, 17: kafedras and their heads)."""
    block = Block(path, seed)
    place = block.organisation(
        "post-secondary-organisation", f"Высший колледж {path}", ("post-secondary-education",)
    )
    place.record.pairs += [(t.LED_BY, leader) for leader in led_by]
    head, deputy = block.hire("head-of-organisation", place), block.hire("deputy-head-academic", place)
    made = College(place, block, head, deputy)
    kafedras = {subject: block.unit("kafedra", place, subject) for subject in SUBJECTS[:4]}
    for subject, kafedra in kafedras.items():
        number = block.random.randint(3, 5)
        made.lecturers[subject] = [block.hire("lecturer", kafedra, subject) for _ in range(number)]
        leader = made.lecturers[subject][0]
        post = block.hire("head-of-kafedra", kafedra, person=leader.person)
        block.site("post-secondary-kafedra", (made, kafedra, post), kafedra.record)
    block.hire("methodist", place)
    council = _council(block, place, [deputy, *(group[1] for group in made.lecturers.values())])
    desk = Desk(block, head, deputy)
    for subject, kafedra in kafedras.items():
        curriculum = Drafting(
            desk, "working-curriculum", kafedra.name, _day(block), subject=subject, models=models.curriculum
        )
        curriculum.by_unit(kafedra).reviewed(kafedra, positive=True).concluded(council)
        paper = curriculum.approved(head, "head-of-organisation")
        block.site("working-curriculum", paper, paper.record)
        author = block.random.choice(made.lecturers[subject])
        syllabus = Drafting(
            desk, "working-syllabus", kafedra.name, _day(block), subject=subject, models=models.syllabus
        )
        paper = syllabus.by(author, "lecturer").reviewed(council).approved(deputy, "deputy-head-academic")
        block.site("syllabus-or-plan", paper, paper.record)
        guidelines = Drafting(desk, "methodical-guidelines", kafedra.name, _day(block), subject=subject)
        guidelines.by(author, "lecturer").reviewed(kafedra, positive=True).concluded(council)
        paper = guidelines.approved(deputy, "deputy-head-academic")
        block.site("guidelines", paper, paper.record)
        regulation(block, desk, kafedra)
    block.site("organisation", made, place.record)
    return made
