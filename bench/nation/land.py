"""The whole country, one institution after the other, until it has as many triples as were asked for."""

from __future__ import annotations

from collections.abc import Iterator

from nation import terms as t
from nation.authorities import (
    Authority,
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
from nation.parts import Block, Body
from nation.records import Record
from nation.schools import School, school
from nation.universities import university

COLLEGES = 6
DISTRICTS = 4
KINDS_OF_SCHOOL = (
    "school",
    "school",
    "ungraded-school",
    "boarding-school",
    "school",
    "school",
    "school",
    "school",
)


def blocks(seed: int) -> Iterator[Block | None]:
    """All institutions of a country without end; at a None the country is whole and may end."""
    ministry = nation(seed)
    yield ministry.block
    number = 0
    while True:
        number += 1
        yield from _region(ministry, f"r{number}", seed, military=number % 4 == 0)


def _started(block: Block, kind: str, council: Body, *more: tuple[str, str]) -> Record:
    return block.new(
        "umo", (t.TYPE, t.term("adi:Body")), (t.KIND, t.key(kind)), (t.LED_BY, council.name), *more
    )


def _region(ministry: Nation, path: str, seed: int, *, military: bool) -> Iterator[Block | None]:
    directorate = authority(path, seed, "regional-education-directorate", "regional-methodical-cabinet")
    yield directorate.block
    cabinet = directorate.cabinet.name
    joint = Block(f"{path}-joint", seed)
    council = ministry.councils["republican-council-tvet"]
    umos = [
        _started(
            joint, "umo-tvet", council, (t.COORDINATED_BY, cabinet), (t.SUBJECT, t.own(f"profile/{number}"))
        )
        for number in (1, 2)
    ]
    models = ministry.models
    members: list[list[College]] = [[], []]
    for number in range(COLLEGES):
        umo = number % 2
        leaders = (cabinet, umos[umo].name)
        make = post_secondary if number >= COLLEGES - 2 else college
        made = make(f"{path}-c{number + 1}", seed, led_by=leaders, models=models)
        yield made.block
        members[umo].append(made)
    for record, group in zip(umos, members, strict=True):
        joint_association(joint, record, "umo-tvet", council, group)
        joint_commission(joint, group[0], group[1])
    yield from _universities(ministry, joint, path, seed, models, military=military)
    for number in range(1, DISTRICTS + 1):
        yield None
        yield from _district(f"{path}-d{number}", seed, cabinet, models)


def _universities(
    ministry: Nation, joint: Block, path: str, seed: int, models: Models, *, military: bool
) -> Iterator[Block]:
    council = ministry.councils["republican-council-higher"]
    record = _started(joint, "umo-higher", council)
    made = university(f"{path}-h1", seed, "university", led_by=record.name, models=models)
    yield made.block
    joint_association(joint, record, "umo-higher", council, [made])
    yield joint
    if military:
        kind = "military-or-special-institution"
        yield university(f"{path}-h2", seed, kind, led_by=None, models=models).block


def _district(path: str, seed: int, regional_cabinet: str, models: Models) -> Iterator[Block]:
    department: Authority = authority(
        path, seed, "district-education-department", "district-methodical-cabinet"
    )
    schools: list[School] = []
    for number, kind in enumerate(KINDS_OF_SCHOOL, start=1):
        made = school(
            f"{path}-s{number}",
            seed,
            kind,
            led_by=(regional_cabinet, department.cabinet.name),
            district=department.place.name,
            models=models,
        )
        schools.append(made)
        yield made.block
    for one, other in ((0, 1), (4, 5)):
        inter_school_association(department.block, department.place, schools[one], schools[other])
    list(district_associations(department, schools))
    yield department.block
