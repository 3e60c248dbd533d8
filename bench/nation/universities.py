"""Universities with faculties, kafedras, sections and councils; military institutions among them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nation import terms as t
from nation.colleges import _council, _day, _unit_council, regulation
from nation.papers import Desk, Drafting, Models
from nation.parts import Block, Body, Place, Worker


@dataclass
class University:
    """What others need to know of a university once it is written."""

    place: Place
    block: Block
    head: Worker
    deputy: Worker


def university(path: str, seed: int, kind: str, *, led_by: str | None, models: Models) -> University:
    """Make one university; a military one is led by no association (п. 5)."""
    block = Block(path, seed)
    place = block.organisation(kind, f"Университет {path}", ("higher-education", "postgraduate-education"))
    if led_by:
        place.record.add(t.LED_BY, led_by)
    head, deputy = block.hire("head-of-organisation", place), block.hire("deputy-head-academic", place)
    made, desk = University(place, block, head, deputy), Desk(block, head, deputy)
    office = block.unit("academic-methodical-unit", place)
    regulation(block, desk, office)
    staffed = []
    for _ in range(3):
        faculty = block.unit("faculty", place)
        for _ in range(3):
            subject = t.own(f"field/{block.random.randint(1, 40)}")
            kafedra = block.unit("kafedra", faculty)
            people = [block.hire("lecturer", kafedra, subject) for _ in range(block.random.randint(3, 6))]
            block.hire("head-of-kafedra", kafedra, person=people[0].person)
            staffed.append((faculty, kafedra, people))
            regulation(block, desk, kafedra)
    council = _council(block, place, [deputy, *(people[0] for _, _, people in staffed[:5])])
    section = block.body("methodical-section", place)
    for _, _, people in staffed[:4]:
        block.join(section, people[1])
    faculty_councils: dict[str, Body] = {}
    for faculty, _, _ in staffed:
        if faculty.name not in faculty_councils:
            own = [worker for other, _, people in staffed if other is faculty for worker in people]
            faculty_councils[faculty.name] = _unit_council(block, faculty, own)
    for faculty, kafedra, people in staffed:
        _papers(made, desk, kafedra, people, [faculty_councils[faculty.name], council], models)
    block.site("organisation", made, place.record)
    block.site("university", (made, section, office), place.record, section.record, office.record)
    return made


def _papers(
    made: University, desk: Desk, kafedra: Place, people: list[Worker], councils: list[Body], models: Models
) -> None:
    block, chance = made.block, made.block.random
    curriculum = Drafting(
        desk, "working-curriculum", kafedra.name, _day(block), models=models.curriculum
    ).by_unit(kafedra)
    curriculum.reviewed(kafedra)
    for council in councils:
        curriculum.concluded(council)
    paper = curriculum.approved(made.head, "head-of-organisation")
    block.site("working-curriculum", paper, paper.record)
    for _ in range(2):
        author = chance.choice(people)
        syllabus = Drafting(
            desk,
            "working-syllabus",
            kafedra.name,
            _day(block),
            subject=author.subject,
            models=models.syllabus,
        )
        syllabus.by(author, "lecturer" if chance.random() < 0.7 else None)
        for council in councils:
            syllabus.reviewed(council)
        paper = syllabus.approved(made.deputy, "deputy-head-academic")
        block.site("syllabus-or-plan", paper, paper.record)
    guidelines = Drafting(desk, "methodical-guidelines", kafedra.name, date(2025, 3, chance.randint(1, 28)))
    guidelines.by(chance.choice(people), "lecturer").reviewed(kafedra, positive=True)
    for council in councils:
        guidelines.reviewed(council, positive=True)
    paper = guidelines.approved(made.deputy, "deputy-head-academic")
    block.site("guidelines", paper, paper.record)
