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
    """A school and those in it whom others need to know."""

    place: Place
    block: Block
    desk: Desk
    teachers: dict[str, list[Worker]] = field(default_factory=dict)
    others: dict[str, list[Worker]] = field(default_factory=dict)
    council: Body = field(init=False)
    pedagogical: Body = field(init=False)


@dataclass
class Association:
    """An association of teachers with its plans, the current one last."""

    body: Body
    school: School
    plans: list[Paper]


def school(
    path: str,
    seed: int,
    kind: str,
    *,
    led_by: tuple[str, ...],
    district: str,
    models: Models,
    foreign: str | None = None,
) -> School:
    """Make one school.

    Args:
        path: the path of its records.
        seed: the country's.
        kind: `school`, `ungraded-school` or `boarding-school`.
        led_by: the cabinets that lead it (п. 5).
        district: its district department.
        models: what documents must agree with.
        foreign: a methodical council of another school.
    """
    block = Block(path, seed)
    place = block.organisation(kind, f"Школа {path}", LEVELS[:2] if kind == "ungraded-school" else LEVELS)
    place.record.pairs += [*((t.LED_BY, leader) for leader in led_by), (t.DISTRICT, district)]
    head, deputy = block.hire("head-of-organisation", place), block.hire("deputy-head-academic", place)
    made = School(place, block, Desk(block, head, deputy, place, foreign))
    _staff(made)
    _councils(made)
    associations = []
    if kind != "ungraded-school":
        associations = [associate(made, subject) for subject in (*LARGE, PRIMARY)]
    _documents(made, associations, models)
    block.site("organisation", made, place.record)
    block.site("school", made)
    return made


def _staff(made: School) -> None:
    block, place, chance = made.block, made.place, made.block.random
    block.hire("methodist", place)
    made.others["school-librarian"] = [block.hire("school-librarian", place)]
    if place.kind == "ungraded-school":
        place.record.add(t.COMBINED, t.TRUE)
        role = "combined-class-teacher"
        made.others[role] = [block.hire(role, place) for _ in range(4)]
        for subject in (*LARGE[:2], *SMALL[:2]):
            made.teachers[subject] = [block.hire("subject-teacher", place, subject)]
        return
    for subject in LARGE:
        number = chance.randint(3, 5)
        made.teachers[subject] = [block.hire("subject-teacher", place, subject) for _ in range(number)]
    for subject in SMALL:
        made.teachers[subject] = [block.hire("subject-teacher", place, subject) for _ in range(2)]
    number = chance.randint(3, 6)
    made.teachers[PRIMARY] = [block.hire("primary-school-teacher", place, PRIMARY) for _ in range(number)]
    if place.kind == "boarding-school":
        role = "boarding-school-educator"
        made.others[role] = [block.hire(role, place) for _ in range(3)]


def _councils(made: School) -> None:
    block = made.block
    everyone = [worker for group in made.teachers.values() for worker in group]
    made.council = block.body("organisation-methodical-council", made.place)
    for worker in [made.desk.deputy, *everyone[:3]]:
        block.join(made.council, worker)
    made.pedagogical = block.body("pedagogical-council", made.place)
    for worker in [made.desk.head, made.desk.deputy, *everyone[1:5]]:
        block.join(made.pedagogical, worker)


def associate(made: School, subject: str) -> Association:
    """An association of the teachers of a subject, with yearly heads and plans (п. 25, 26, 29, 30)."""
    block, teachers = made.block, made.teachers[subject]
    body = block.body("school-association", made.place, subject=subject)
    for teacher in teachers:
        block.join(body, teacher)
    elected = block.random.random() < 0.5
    for number, year in enumerate(YEARS):
        block.lead(
            body,
            teachers[number % len(teachers)],
            "association-head",
            year.start,
            year.end,
            selection="election" if elected else "appointment",
            by=body.name if elected else made.place.name,
        )
    association = Association(body, made, [plan(made.desk, body, year) for year in YEARS])
    if block.random.random() < 0.15:
        body.record.add(t.AS_NEEDED, t.TRUE)
        block.meeting(body, date(2025, 12, 10))
    else:
        meet_each_quarter(block, body)
        block.site("association-meetings", association, body.record)
    block.site("association", association, body.record, association.plans[-1].record)
    return association


def plan(desk: Desk, association: Body, year: SchoolYear) -> Paper:
    """The plan of an association for a school year (п. 29)."""
    day = t.later(year.start, -desk.block.random.randint(9, 20))
    drafting = Drafting(desk, "methodical-association-plan", association.name, day)
    drafting.by_unit(association)
    paper = drafting.approved(desk.head, "head-of-organisation", end=year.end)
    paper.record.set(t.START, t.shown(year.start))
    desk.block.site("association-plan", paper, paper.record)
    return paper


def meet_each_quarter(block: Block, association: Body) -> None:
    """Once in each quarter that is over on the reference date (п. 25), and once in the running one."""
    for year in YEARS:
        for start, end in year.quarters:
            room = min((end - start).days, 18)
            block.meeting(association, t.later(start, block.random.randint(1, room)))


def _documents(made: School, associations: list[Association], models: Models) -> None:
    desk, council = made.desk, made.council
    block, chance = made.block, made.block.random
    subjects = list(made.teachers)

    def day() -> date:
        return date(chance.choice((2025, 2026)), chance.randint(3, 6), chance.randint(1, 28))

    for body in [association.body for association in associations[:1]]:
        curriculum = Drafting(desk, "working-curriculum", made.place.name, day(), models=models.curriculum)
        curriculum.by_unit(body).concluded(council)
        paper = curriculum.approved(desk.head, "head-of-organisation")
        block.site("working-curriculum", paper, paper.record)
        general = Drafting(desk, "teaching-documentation", made.place.name, day()).by_unit(body)
        approver = chance.choice((desk.head, desk.deputy))
        paper = general.reviewed(council, positive=True).approved(approver, approver.role)
        block.site("teaching-documentation", paper, paper.record)
    for kind, number in (("working-syllabus", 3), ("lesson-plan", 4)):
        for _ in range(number):
            subject = chance.choice(subjects)
            author = chance.choice(made.teachers[subject])
            drafting = Drafting(desk, kind, made.place.name, day(), subject=subject, models=models.syllabus)
            said = author.role if chance.random() < 0.7 else None
            paper = drafting.by(author, said).reviewed(council).approved(desk.deputy, "deputy-head-academic")
            block.site("syllabus-or-plan", paper, paper.record)
    for kind in ("methodical-guidelines", "methodical-recommendations"):
        subject = chance.choice(subjects)
        drafting = Drafting(desk, kind, made.place.name, day(), subject=subject)
        drafting.by(chance.choice(made.teachers[subject]), "school-teacher")
        drafting.reviewed(council, positive=True)
        paper = drafting.approved(desk.deputy, "deputy-head-academic" if chance.random() < 0.7 else None)
        block.site("guidelines", paper, paper.record)
