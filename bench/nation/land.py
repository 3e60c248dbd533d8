"""The whole country, one institution after the other, until it has as many triples as were asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from nation import terms as t
from nation.authorities import (
    Nation,
    authority,
    district_associations,
    inter_school_association,
    joint_association,
    joint_commission,
    nation,
)
from nation.colleges import College, college, post_secondary
from nation.papers import Models
from nation.parts import Block
from nation.records import Record
from nation.schools import School, school
from nation.universities import university

COLLEGES = 8
SHARING = 4
"""The first colleges of a region have joint commissions, two by two."""
ALONE = 6
"""Up to here colleges, then post-secondary organisations."""
DISTRICTS = 4
SCHOOLS = (*["school"] * 2, "ungraded-school", "boarding-school", *["school"] * 4)


def blocks(seed: int) -> Iterator[Block | None]:
    """All institutions of a country without end; at a None the country is whole and may end."""
    ministry = nation(seed)
    yield ministry.block
    number = 0
    while True:
        number += 1
        yield from _region(ministry, f"r{number}", seed, military=number % 4 == 0)


def _region(ministry: Nation, path: str, seed: int, *, military: bool) -> Iterator[Block | None]:
    directorate = authority(path, seed, "regional-education-directorate", "regional-methodical-cabinet")
    yield directorate.block
    cabinet = directorate.cabinet.name
    joint = Block(f"{path}-joint", seed)
    yield from _colleges(ministry, joint, path, seed, cabinet)
    yield from _universities(ministry, joint, path, seed, military=military)
    for number in range(1, DISTRICTS + 1):
        yield None
        yield from _district(f"{path}-d{number}", seed, cabinet, ministry.models)


def _begun(block: Block, kind: str, council: str, *more: tuple[str, str]) -> Record:
    typed = (t.TYPE, t.term("adi:Body"))
    return block.new("umo", typed, (t.KIND, t.key(kind)), (t.LED_BY, council), *more)


def _colleges(ministry: Nation, joint: Block, path: str, seed: int, cabinet: str) -> Iterator[Block]:
    """Colleges and post-secondary organisations of a region, in two associations by profile."""
    council = ministry.councils["republican-council-tvet"]
    umos = [
        _begun(
            joint,
            "umo-tvet",
            council.name,
            (t.COORDINATED_BY, cabinet),
            (t.SUBJECT, t.own(f"profile/{number}")),
        )
        for number in (1, 2)
    ]
    members: list[list[College]] = [[], []]
    foreign = None
    for number in range(COLLEGES):
        make = partial(college, shares=number < SHARING) if number < ALONE else post_secondary
        leaders = (cabinet, umos[number % 2].name)
        made = make(f"{path}-c{number + 1}", seed, led_by=leaders, models=ministry.models, foreign=foreign)
        foreign = made.council.name
        yield made.block
        members[number % 2].append(made)
    for record, group in zip(umos, members, strict=True):
        joint_association(joint, record, "umo-tvet", council, group)
        joint_commission(joint, group[0], group[1])


def _universities(ministry: Nation, joint: Block, path: str, seed: int, *, military: bool) -> Iterator[Block]:
    """A university in its association; the block of what is joint is whole then."""
    council = ministry.councils["republican-council-higher"]
    record = _begun(joint, "umo-higher", council.name)
    made = university(f"{path}-h1", seed, "university", led_by=record.name, models=ministry.models)
    yield made.block
    joint_association(joint, record, "umo-higher", council, [made])
    yield joint
    if military:
        kind = "military-or-special-institution"
        yield university(f"{path}-h2", seed, kind, led_by=None, models=ministry.models).block


def _district(path: str, seed: int, regional_cabinet: str, models: Models) -> Iterator[Block]:
    department = authority(path, seed, "district-education-department", "district-methodical-cabinet")
    schools: list[School] = []
    for number, kind in enumerate(SCHOOLS, start=1):
        made = school(
            f"{path}-s{number}",
            seed,
            kind,
            led_by=(regional_cabinet, department.cabinet.name),
            district=department.place.name,
            models=models,
            foreign=schools[-1].council.name if schools else None,
        )
        schools.append(made)
        yield made.block
    for one, other in ((0, 1), (4, 5)):
        inter_school_association(department, schools[one], schools[other])
    district_associations(department, schools)
    yield department.block
