"""Schools, with their associations, councils and documents; ungraded and boarding schools among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from nation import terms as t
from nation.papers import Desk, Drafting, Models, Paper
from nation.parts import Block, Body, Place, Worker
from nation.years import YEARS, SchoolYear

LEVELS = ("primary-education", "basic-secondary-education", "general-secondary-education")
# Subjects with an association of their own, then those with too few teachers for one in a school.
LARGE = tuple(t.own(f"subject/{number}") for number in range(1, 6))
PRIMARY = t.own("subject/primary")
SMALL = tuple(t.own(f"subject/{number}") for number in range(6, 10))
SHARED = SMALL[0]
"""The subject whose few teachers meet across schools."""


@dataclass
class School:
    """What others need to know of a school once it is written."""

    place: Place
    block: Block
    head: Worker
    deputy: Worker
    teachers: dict[str, list[Worker]] = field(default_factory=dict)
    others: dict[str, list[Worker]] = field(default_factory=dict)


def school(
    path: str, seed: int, kind: str, *, led_by: tuple[str, ...], district: str, models: Models
) -> School:
    """Make one school.

    Args:
        path: the path of its records.
        seed: the country's.
        kind: `school`, `ungraded-school` or `boarding-school`.
        led_by: the cabinets that lead it (п. 5).
        district: its district department.
        models: the model curriculum and the model syllabus.
    """
    block = Block(path, seed)
    label = f"Школа {path}" if kind != "boarding-school" else f"Школа-интернат {path}"
    place = block.organisation(kind, label, LEVELS[:2] if kind == "ungraded-school" else LEVELS)
    place.record.pairs += [*((t.LED_BY, leader) for leader in led_by), (t.DISTRICT, district)]
    made = School(
        place, block, block.hire("head-of-organisation", place), block.hire("deputy-head-academic", place)
    )
    _staff(made)
    council = _councils(made)
    desk = Desk(block, made.head, made.deputy)
    associations = []
    if kind != "ungraded-school":
        associations = [_association(made, subject, desk) for subject in (*LARGE, PRIMARY)]
    _documents(made, desk, council, associations, models)
    block.site("organisation", made, place.record)
    return made


def _staff(made: School) -> None:
    block, place, chance = made.block, made.place, made.block.random
    block.hire("methodist", place)
    made.others["school-librarian"] = [block.hire("school-librarian", place)]
    if made.place.kind == "ungraded-school":
        place.record.add(t.COMBINED, t.TRUE)
        made.others["combined-class-teacher"] = [
            block.hire("combined-class-teacher", place) for _ in range(4)
        ]
        for subject in (*LARGE[:2], *SMALL[:2]):
            made.teachers[subject] = [block.hire("subject-teacher", place, subject)]
        return
    for subject in LARGE:
        made.teachers[subject] = [
            block.hire("subject-teacher", place, subject) for _ in range(chance.randint(3, 5))
        ]
    for subject in SMALL:
        made.teachers[subject] = [block.hire("subject-teacher", place, subject) for _ in range(2)]
    made.teachers[PRIMARY] = [
        block.hire("primary-school-teacher", place, PRIMARY) for _ in range(chance.randint(3, 6))
    ]
    if made.place.kind == "boarding-school":
        made.others["boarding-school-educator"] = [
            block.hire("boarding-school-educator", place) for _ in range(3)
        ]


def _councils(made: School) -> Body:
    block = made.block
    everyone = [worker for group in made.teachers.values() for worker in group]
    council = block.body("organisation-methodical-council", made.place)
    for worker in [made.deputy, *everyone[:3]]:
        block.join(council, worker)
    block.site("school-council", council, council.record)
    pedagogical = block.body("pedagogical-council", made.place)
    for worker in [made.head, made.deputy, *everyone[1:5]]:
        block.join(pedagogical, worker)
    return council


def _association(made: School, subject: str, desk: Desk) -> Body:
    block, teachers = made.block, made.teachers[subject]
    association = block.body("school-association", made.place, subject=subject)
    for teacher in teachers:
        block.join(association, teacher)
    elected = block.random.random() < 0.5
    for number, year in enumerate(YEARS):
        block.lead(
            association,
            teachers[number % len(teachers)],
            "association-head",
            year.start,
            year.end,
            selection="election" if elected else "appointment",
            by=association.name if elected else made.place.name,
        )
        plan(block, desk, association, year)
    if block.random.random() < 0.15:
        association.record.add(t.AS_NEEDED, t.TRUE)
        block.meeting(association, date(2025, 12, 10))
        block.site("association-as-needed", association, association.record)
    else:
        meet_each_quarter(block, association)
        block.site("association", association, association.record)
    return association


def plan(block: Block, desk: Desk, association: Body, year: SchoolYear) -> Paper:
    """The plan of an association for a school year (п. 29)."""
    day = t.later(year.start, -block.random.randint(9, 20))
    drafting = Drafting(desk, "methodical-association-plan", association.name, day).by_unit(association)
    paper = drafting.approved(desk.head, "head-of-organisation", end=year.end)
    paper.record.set(t.START, t.shown(year.start))
    block.site("association-plan", paper, paper.record)
    return paper


def meet_each_quarter(block: Block, association: Body) -> None:
    """Once in each quarter that is over on the reference date (п. 25), and once in the running one."""
    for year in YEARS:
        for start, end in year.quarters:
            room = min((end - start).days, 18)
            block.meeting(association, t.later(start, block.random.randint(1, room)))


def _documents(made: School, desk: Desk, council: Body, associations: list[Body], models: Models) -> None:
    block, chance = made.block, made.block.random
    subjects = list(made.teachers)

    def day() -> date:
        return (
            date(2026, 4, 1)
            if chance.random() < 0.5
            else date(2025, chance.randint(3, 6), chance.randint(1, 28))
        )

    for association in associations[:1]:
        curriculum = Drafting(desk, "working-curriculum", made.place.name, day(), models=models.curriculum)
        paper = curriculum.by_unit(association).concluded(council).approved(made.head, "head-of-organisation")
        block.site("working-curriculum", paper, paper.record)
        general = Drafting(desk, "teaching-documentation", made.place.name, day()).by_unit(association)
        approver = chance.choice((made.head, made.deputy))
        paper = general.reviewed(council, positive=True).approved(approver, approver.role)
        block.site("teaching-documentation", paper, paper.record)
    for kind, number in (("working-syllabus", 3), ("lesson-plan", 4)):
        for _ in range(number):
            subject = chance.choice(subjects)
            author = chance.choice(made.teachers[subject])
            drafting = Drafting(desk, kind, made.place.name, day(), subject=subject, models=models.syllabus)
            said = author.role if chance.random() < 0.7 else None
            paper = drafting.by(author, said).reviewed(council).approved(made.deputy, "deputy-head-academic")
            block.site("syllabus-or-plan", paper, paper.record)
    for kind in ("methodical-guidelines", "methodical-recommendations"):
        subject = chance.choice(subjects)
        drafting = Drafting(desk, kind, made.place.name, day(), subject=subject)
        drafting = drafting.by(chance.choice(made.teachers[subject]), "school-teacher")
        drafting = drafting.reviewed(council, positive=True)
        paper = drafting.approved(made.deputy, "deputy-head-academic" if chance.random() < 0.7 else None)
        block.site("guidelines", paper, paper.record)
