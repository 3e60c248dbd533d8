"""The ministry and its councils, regions and districts, and what joins their institutions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from nation import terms as t
from nation.colleges import SCARCE, College
from nation.papers import Desk, Models
from nation.parts import Block, Body, Place, Worker
from nation.records import Record
from nation.schools import LARGE, SHARED, School, meet_each_quarter, plan
from nation.universities import University
from nation.years import FOUNDED, LAST, YEARS

CONFIRMED = date(2021, 1, 15)
SIDES = ("education-organisation", "employer", "social-partner")


@dataclass
class Nation:
    """The ministry with its two councils, and the models that documents follow."""

    block: Block
    councils: dict[str, Body]
    models: Models


def nation(seed: int) -> Nation:
    block = Block("ministry", seed)
    ministry = Place(
        block.new(
            "",
            (t.TYPE, t.term("org:FormalOrganization")),
            (t.KIND, t.key("ministry")),
            (t.LABEL, t.text("Министерство")),
        ),
        "ministry",
    )
    block.unit("republican-methodical-cabinet", ministry)
    councils = {
        kind: block.body(kind, ministry) for kind in ("republican-council-tvet", "republican-council-higher")
    }
    for council in councils.values():
        for _ in range(5):
            block.join(council, Worker(block.person(), council.record, "member"))
    models = [
        block.new(
            "d",
            (t.TYPE, t.term("adi:Document")),
            (t.DOCUMENT_KIND, t.key(kind)),
            (t.ISSUED_BY, ministry.name),
            (t.DEFINED_BY, t.own(f"register/{kind}")),
        )
        for kind in ("state-standard", "model-curriculum", "model-syllabus")
    ]
    for year in YEARS:
        for start, end in year.quarters:
            quarter = block.new("q", (t.TYPE, t.term("adi:SchoolQuarter")), (t.START, t.shown(start)))
            quarter.add(t.END, t.shown(end))
    standard, curriculum, syllabus = (model.name for model in models)
    return Nation(block, councils, Models((standard, curriculum), (syllabus,)))


@dataclass
class Authority:
    """A directorate or department with its methodical cabinet."""

    block: Block
    place: Place
    cabinet: Place
    staff: list[Worker] = field(default_factory=list)


def authority(path: str, seed: int, kind: str, cabinet_kind: str) -> Authority:
    block = Block(path, seed)
    record = block.new(
        "",
        (t.TYPE, t.term("org:FormalOrganization")),
        (t.KIND, t.key(kind)),
        (t.LABEL, t.text(f"Орган управления образованием {path}")),
    )
    place = Place(record, kind)
    cabinet = block.unit(cabinet_kind, place)
    made = Authority(block, place, cabinet)
    made.staff = [block.hire("methodist", cabinet) for _ in range(3)]
    return made


# ---- educational-methodical associations (п. 5, 22, 24, 33–35) -----------------------------------


def joint_association(
    block: Block,
    record: Record,
    kind: str,
    council: Body,
    members: Sequence[College | University],
) -> Body:
    """Fill an association of colleges or universities with members, chair and decisions.

    Args:
        block: where its records go.
        record: the association itself, begun earlier because its members name it.
        kind: `umo-tvet` or `umo-higher`.
        council: the republican council that leads it and confirms its chair.
        members: those whose representatives sit in it.
    """
    body = Body(record, kind, [])
    partners = [
        block.new("o", (t.TYPE, t.term("org:FormalOrganization")), (t.KIND, t.key("enterprise")))
        for _ in range(2)
    ]
    sides = [(member.place.name, member.deputy.person, SIDES[0]) for member in members]
    sides += [(partner.name, block.person(), side) for partner, side in zip(partners, SIDES[1:], strict=True)]
    for place, person, side in sides:
        seat = block.membership(person, body.name, "member", FOUNDED)
        seat.pairs += [(t.REPRESENTS, place), (t.REPRESENTS_AS, t.key(side))]
        body.members.append((Worker(person, seat, "member"), seat))
    chair = block.membership(members[0].head.person, body.name, "association-chair", t.later(CONFIRMED, 5))
    body.leaders.append((members[0].head, chair))
    confirmation = decision(block, council, CONFIRMED)
    confirmation.add(t.CONFIRMS, chair.name)
    told = []
    for day in (date(2025, 4, 10), date(2026, 4, 16)):
        made = decision(block, body, day)
        made.pairs += [(t.DELIVERED_TO, member.place.name) for member in members]
        told.append(made)
    if kind == "umo-tvet":
        for made in told:
            block.site("umo-decision", made, made)
    block.site(kind, (body, confirmation), record)
    return body


def decision(block: Block, body: Body, day: date) -> Record:
    return block.new("r", (t.TYPE, t.term("adi:Decision")), (t.DECIDED_BY, body.name), (t.DATE, t.shown(day)))


def joint_commission(block: Block, one: College, other: College) -> Body:
    """A commission of two colleges where neither has three lecturers of a discipline (п. 16)."""
    commission = block.body("joint-commission", one.place, other.place, subject=SCARCE)
    people = [*one.scarce, *other.scarce]
    for worker in people:
        block.join(commission, worker)
    block.lead(commission, people[0], "commission-chair", FOUNDED, selection="election", by=commission.name)
    return commission


# ---- associations across schools (п. 25, 27, 28, 30) ----------------------------------------------


def inter_school_association(block: Block, department: Place, one: School, other: School) -> Body:
    association = block.body("inter-school-association", one.place, other.place, subject=SHARED)
    people = [*one.teachers[SHARED], *other.teachers[SHARED]]
    for worker in people:
        block.join(association, worker)
    for number, year in enumerate(YEARS):
        block.lead(
            association,
            people[number],
            "association-head",
            year.start,
            year.end,
            selection="appointment",
            by=department.name,
        )
        plan(block, Desk(block, one.head, one.deputy), association, year)
    meet_each_quarter(block, association)
    block.site("inter-school-association", (association, department), association.record)
    return association


def district_associations(made: Authority, schools: Sequence[School]) -> Iterator[Body]:
    """The associations of a district: of subjects, of librarians, and of combined classes."""
    block = made.block
    usual = [school for school in schools if school.place.kind != "ungraded-school"]
    ungraded = [school for school in schools if school.place.kind == "ungraded-school"]
    groups: list[tuple[str, str | None, list[Worker]]] = [
        ("district-association", subject, [school.teachers[subject][-1] for school in usual])
        for subject in LARGE[:3]
    ]
    librarians = [school.others["school-librarian"][0] for school in schools]
    groups.append(("district-association", None, librarians))
    if ungraded:
        combined = [worker for school in ungraded for worker in school.others["combined-class-teacher"]]
        groups.append(("ungraded-school-association", None, combined))
    for kind, subject, people in groups:
        if not people:
            continue
        association = block.body(kind, made.place, subject=subject)
        for worker in people:
            block.join(association, worker)
        block.lead(
            association,
            people[0],
            "association-head",
            YEARS[1].start,
            YEARS[1].end,
            selection="appointment",
            by=made.place.name,
        )
        for month in block.random.sample((10, 11, 12, 2, 3, 4), block.random.randint(2, 3)):
            year = LAST.start.year if month > 8 else LAST.end.year
            block.meeting(association, date(year, month, block.random.randint(1, 28)))
        block.meeting(association, date(2026, 10, block.random.randint(1, 28)))
        block.site(kind, (association, made), association.record)
        yield association
