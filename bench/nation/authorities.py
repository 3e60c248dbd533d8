"""The ministry and its councils, regions and districts, and what joins their institutions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from nation import terms as t
from nation.colleges import SCARCE, College
from nation.papers import Models
from nation.parts import Block, Body, Place, Worker
from nation.records import Record
from nation.schools import LARGE, SHARED, Association, School, meet_each_quarter, plan
from nation.universities import University
from nation.years import FOUNDED, LAST, YEARS

CONFIRMED = date(2021, 1, 15)
SIDES = ("education-organisation", "employer", "social-partner")


@dataclass
class Nation:
    """The ministry with its two councils, and the models that documents follow."""

    block: Block
    cabinet: Place
    councils: dict[str, Body]
    models: Models


def nation(seed: int) -> Nation:
    """Make what there is once in the country; the school quarters are everybody's."""
    block = Block("ministry", seed)
    ministry = _office(block, "ministry", "Министерство")
    cabinet = block.unit("republican-methodical-cabinet", ministry)
    block.hire("methodist", cabinet)
    kinds = ("republican-council-tvet", "republican-council-higher")
    councils = {kind: block.body(kind, ministry) for kind in kinds}
    for council in councils.values():
        for _ in range(5):
            block.join(council, Worker(block.person(), council.record, "member"))
    standard, curriculum, syllabus = (
        block.new(
            "d",
            (t.TYPE, t.term("adi:Document")),
            (t.DOCUMENT_KIND, t.key(kind)),
            (t.ISSUED_BY, ministry.name),
            (t.DEFINED_BY, t.own(f"register/{kind}")),
        ).name
        for kind in ("state-standard", "model-curriculum", "model-syllabus")
    )
    for year in YEARS:
        for start, end in year.quarters:
            quarter = block.new("q", (t.TYPE, t.term("adi:SchoolQuarter")), (t.START, t.shown(start)))
            quarter.add(t.END, t.shown(end))
    return Nation(block, cabinet, councils, Models((standard, curriculum), (syllabus,)))


def _office(block: Block, kind: str, label: str) -> Place:
    typed = (t.TYPE, t.term("org:FormalOrganization"))
    return Place(block.new("", typed, (t.KIND, t.key(kind)), (t.LABEL, t.text(label))), kind)


@dataclass
class Authority:
    """A directorate or department with its methodical cabinet."""

    block: Block
    place: Place
    cabinet: Place


def authority(path: str, seed: int, kind: str, cabinet_kind: str) -> Authority:
    """Make a directorate or department."""
    block = Block(path, seed)
    place = _office(block, kind, f"Орган управления образованием {path}")
    made = Authority(block, place, block.unit(cabinet_kind, place))
    for _ in range(3):
        block.hire("methodist", made.cabinet)
    block.site("authority", made)
    return made


# ---- educational-methodical associations (п. 5, 22, 24, 33–35) ----------------------------------


@dataclass
class Umo:
    """An educational-methodical association with the decision that confirms its chair."""

    body: Body
    block: Block
    confirmation: Record
    chair: Record
    partners: list[Record]


def joint_association(
    block: Block, record: Record, kind: str, council: Body, members: Sequence[College | University]
) -> None:
    """Fill an association of colleges or universities with members, chair and decisions.

    Args:
        block: where its records go.
        record: the association itself, begun earlier because its members name it.
        kind: `umo-tvet` or `umo-higher`.
        council: the republican council that leads it and confirms its chair.
        members: those whose representatives sit in it.
    """
    body = Body(record, kind, [])
    partners = [_partner(block) for _ in SIDES[1:]]
    sides = [(member.place.name, member.desk.deputy.person, SIDES[0]) for member in members]
    sides += [(partner.name, block.person(), side) for partner, side in zip(partners, SIDES[1:], strict=True)]
    seats = []
    for place, person, side in sides:
        seat = block.membership(person, body.name, "member", FOUNDED)
        seat.pairs += [(t.REPRESENTS, place), (t.REPRESENTS_AS, t.key(side))]
        seats.append(seat)
    chair = block.membership(
        members[0].desk.head.person, body.name, "association-chair", t.later(CONFIRMED, 5)
    )
    confirmation = decision(block, council.name, CONFIRMED)
    confirmation.add(t.CONFIRMS, chair.name)
    for day in (date(2025, 4, 10), date(2026, 4, 16)):
        made = decision(block, body.name, day)
        made.pairs += [(t.DELIVERED_TO, member.place.name) for member in members]
        if kind == "umo-tvet":
            block.site("umo-decision", made, made)
    umo = Umo(body, block, confirmation, chair, seats[-2:])
    block.site("umo", umo)
    block.site(kind, umo, record)
    block.site("umo-sides", umo, *umo.partners, *partners)  # whose kind decides which side is right
    block.site("umo-chair", umo, chair, confirmation)
    if kind == "umo-tvet":
        last = seats[len(members) - 1]
        block.site("umo-seat", last, last)
        block.site("umo-chair-by-profile", umo, chair, confirmation)


def _partner(block: Block) -> Record:
    typed = (t.TYPE, t.term("org:FormalOrganization"))
    partner = block.new("o", typed, (t.KIND, t.key("enterprise")), (t.LABEL, t.text("Предприятие")))
    block.site("partner", partner, partner)
    return partner


def decision(block: Block, by: str, day: date) -> Record:
    """A decision of a body."""
    return block.new("r", (t.TYPE, t.term("adi:Decision")), (t.DECIDED_BY, by), (t.DATE, t.shown(day)))


def joint_commission(block: Block, one: College, other: College) -> None:
    """A commission of two colleges where neither has three lecturers of a discipline (п. 16)."""
    commission = block.body("joint-commission", one.place, other.place, subject=SCARCE)
    for worker in (*one.scarce, *other.scarce):
        block.join(commission, worker)
    chair = one.scarce[0]
    block.lead(commission, chair, "commission-chair", FOUNDED, selection="election", by=commission.name)
    block.site("joint-commission", (commission, other), commission.record)


# ---- associations across schools (п. 25, 27, 28, 30) --------------------------------------------


def inter_school_association(made: Authority, one: School, other: School) -> None:
    """An association of two schools, with heads whom the district department appoints (п. 30)."""
    block = made.block
    body = block.body("inter-school-association", one.place, other.place, subject=SHARED)
    people = [*one.teachers[SHARED], *other.teachers[SHARED]]
    for worker in people:
        block.join(body, worker)
    for number, year in enumerate(YEARS):
        block.lead(
            body,
            people[number],
            "association-head",
            year.start,
            year.end,
            selection="appointment",
            by=made.place.name,
        )
    desk = one.desk.at(block)
    association = Association(body, one, [plan(desk, body, year) for year in YEARS])
    meet_each_quarter(block, body)
    block.site("inter-school-association", association, body.record, association.plans[-1].record)


@dataclass
class DistrictAssociation:
    """An association of a district and the authority that it belongs to."""

    body: Body
    authority: Authority
    last_year: list[Record] = field(default_factory=list)


def district_associations(made: Authority, schools: Sequence[School]) -> None:
    """The associations of a district: of subjects, of librarians, and of combined classes."""
    usual = [school for school in schools if school.place.kind != "ungraded-school"]
    for subject in LARGE[:3]:
        people = [school.teachers[subject][-1] for school in usual]
        _associated(made, "district-association", subject, people)
    librarians = [school.others["school-librarian"][0] for school in schools]
    _associated(made, "district-association", None, librarians)
    combined = [w for school in schools for w in school.others.get("combined-class-teacher", ())]
    _associated(made, "ungraded-school-association", None, combined)


def _associated(made: Authority, kind: str, subject: str | None, people: Sequence[Worker]) -> None:
    block = made.block
    body = block.body(kind, made.place, subject=subject)
    for worker in people:
        block.join(body, worker)
    block.lead(
        body,
        people[0],
        "association-head",
        YEARS[1].start,
        YEARS[1].end,
        selection="appointment",
        by=made.place.name,
    )
    association = DistrictAssociation(body, made)
    for month in block.random.sample((10, 11, 12, 2, 3, 4), block.random.randint(2, 3)):
        year = LAST.start.year if month > 8 else LAST.end.year
        day = date(year, month, block.random.randint(1, 28))
        association.last_year.append(block.meeting(body, day))
    block.meeting(body, date(2026, 10, block.random.randint(1, 28)))
    block.site(kind, association, body.record)
