"""Universities with faculties, kafedras, sections and councils; military institutions among them."""

from __future__ import annotations

from dataclasses import dataclass, field

from nation import terms as t
from nation.colleges import council_of, regulation, some_day, unit_council
from nation.papers import Desk, Drafting, Models
from nation.parts import Block, Body, Place, Worker


@dataclass
class University:
    """A university and those in it whom others need to know."""

    place: Place
    block: Block
    desk: Desk
    council: Body = field(init=False)
    section: Body = field(init=False)


@dataclass
class Kafedra:
    """A kafedra, its people and the councils above it, from the nearest."""

    place: Place
    people: list[Worker]
    councils: list[Body]


def university(path: str, seed: int, kind: str, *, led_by: str | None, models: Models) -> University:
    """Make one university; a military one is led by no association (п. 5)."""
    block = Block(path, seed)
    place = block.organisation(kind, f"Университет {path}", ("higher-education", "postgraduate-education"))
    if led_by:
        place.record.add(t.LED_BY, led_by)
    head, deputy = block.hire("head-of-organisation", place), block.hire("deputy-head-academic", place)
    desk = Desk(block, head, deputy, place)
    made = University(place, block, desk)
    regulation(desk, block.unit("academic-methodical-unit", place))
    kafedras = [kafedra for _ in range(3) for kafedra in _faculty(made)]
    made.council = council_of(block, place, [deputy, *(kafedra.people[0] for kafedra in kafedras[:5])])
    made.section = block.body("methodical-section", place)
    for kafedra in kafedras[:4]:
        block.join(made.section, kafedra.people[1])
    for kafedra in kafedras:
        kafedra.councils.append(made.council)
        _papers(made, kafedra, models)
    block.site("organisation", made, place.record)
    if kind == "university":
        block.site("university", made, place.record, made.section.record)
    return made


def _faculty(made: University) -> list[Kafedra]:
    block = made.block
    faculty = block.unit("faculty", made.place)
    kafedras = []
    for _ in range(3):
        place = block.unit("kafedra", faculty)
        subject = t.own(f"field/{block.random.randint(1, 40)}")
        people = [block.hire("lecturer", place, subject) for _ in range(block.random.randint(3, 6))]
        block.hire("head-of-kafedra", place, person=people[0].person)
        regulation(made.desk, place, alone=False)
        kafedras.append(Kafedra(place, people, []))
    council = unit_council(block, faculty, [worker for kafedra in kafedras for worker in kafedra.people])
    for kafedra in kafedras:
        kafedra.councils.append(council)
    regulation(made.desk, faculty)
    return kafedras


def _papers(made: University, kafedra: Kafedra, models: Models) -> None:
    desk, block, issuer = made.desk, made.block, kafedra.place.name
    curriculum = Drafting(desk, "working-curriculum", issuer, some_day(block), models=models.curriculum)
    curriculum.by_unit(kafedra.place).reviewed(kafedra.place)
    for council in kafedra.councils:
        curriculum.concluded(council)
    paper = curriculum.approved(desk.head, "head-of-organisation")
    block.site("working-curriculum", paper, paper.record)
    for _ in range(2):
        author = block.random.choice(kafedra.people)
        syllabus = Drafting(
            desk, "working-syllabus", issuer, some_day(block), subject=author.subject, models=models.syllabus
        )
        syllabus.by(author, "lecturer" if block.random.random() < 0.7 else None)
        for council in kafedra.councils:
            syllabus.reviewed(council)
        paper = syllabus.approved(desk.deputy, "deputy-head-academic")
        block.site("syllabus-or-plan", paper, paper.record)
    guidelines = Drafting(desk, "methodical-guidelines", issuer, some_day(block))
    guidelines.by(block.random.choice(kafedra.people), "lecturer").reviewed(kafedra.place, positive=True)
    for council in kafedra.councils:
        guidelines.reviewed(council, positive=True)
    paper = guidelines.approved(desk.deputy, "deputy-head-academic")
    block.site("guidelines", paper, paper.record)
