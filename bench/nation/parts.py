"""What institutions are made of: places, people with their posts, bodies with members and meetings."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from nation import terms as t
from nation.records import Record
from nation.years import FOUNDED


@dataclass
class Worker:
    """A person with the post that ties him or her to an institution."""

    person: Record
    post: Record
    role: str
    subject: str | None = None


@dataclass
class Place:
    """An organisation or a unit."""

    record: Record
    kind: str
    above: Place | None = None
    subject: str | None = None

    @property
    def name(self) -> str:
        return self.record.name

    @property
    def top(self) -> Place:
        return self if self.above is None else self.above.top


@dataclass
class Body:
    """A council, commission, association or section with those who sit in it."""

    record: Record
    kind: str
    hosts: list[Place]
    subject: str | None = None
    members: list[tuple[Worker, Record]] = field(default_factory=list)
    leaders: list[tuple[Worker, Record]] = field(default_factory=list)
    meetings: list[Record] = field(default_factory=list)

    @property
    def records(self) -> list[Record]:
        """The body with all that is said of its members and meetings."""
        seats = [seat for _, seat in (*self.members, *self.leaders)]
        return [self.record, *seats, *self.meetings]

    @property
    def name(self) -> str:
        return self.record.name


@dataclass
class Site:
    """Where a fault can be planted, and the records that it must have for itself."""

    tag: str
    what: object
    touches: frozenset[str]


class Block:
    """The records of one institution, kept until its faults are planted and it is written.

    Args:
        path: the path of its records below the country's base.
        seed: the country's; each block draws from a generator of its own.
    """

    def __init__(self, path: str, seed: int) -> None:
        self.path = path
        self.random = random.Random(f"{seed}/{path}")
        self.records: list[Record] = []
        self.sites: list[Site] = []
        self._count: Counter[str] = Counter()

    def new(self, sort: str, *pairs: tuple[str, str]) -> Record:
        """A record named after its sort and number: `school/12/p3`; with no sort the block's own."""
        self._count[sort] += 1
        path = f"{self.path}/{sort}{self._count[sort]}" if sort else self.path
        record = Record(t.own(path), list(pairs))
        self.records.append(record)
        return record

    def remove(self, *records: Record) -> None:
        gone = {id(record) for record in records}
        self.records = [record for record in self.records if id(record) not in gone]

    def site(self, tag: str, what: object, *touched: Record) -> None:
        self.sites.append(Site(tag, what, frozenset(record.name for record in touched)))

    # ---- places ---------------------------------------------------------------------------------

    def organisation(self, kind: str, label: str, levels: tuple[str, ...]) -> Place:
        record = self.new("", (t.TYPE, t.term("org:FormalOrganization")), (t.KIND, t.key(kind)))
        record.pairs += [(t.LEVEL, t.key(level)) for level in levels]
        record.add(t.LABEL, t.text(label))
        return Place(record, kind)

    def unit(self, kind: str, above: Place, subject: str | None = None) -> Place:
        pairs = [(t.TYPE, t.term("org:OrganizationalUnit")), (t.KIND, t.key(kind)), (t.UNIT_OF, above.name)]
        if subject:
            pairs.append((t.SUBJECT, subject))
        return Place(self.new("u", *pairs), kind, above, subject)

    # ---- people ---------------------------------------------------------------------------------

    def person(self) -> Record:
        number = self._count["p"] + 1
        return self.new(
            "p", (t.TYPE, t.term("foaf:Person")), (t.NAME, f'"Лицо {self.path.replace("/", "-")}-{number}"')
        )

    def hire(
        self,
        role: str,
        place: Place,
        subject: str | None = None,
        start: date = FOUNDED,
        person: Record | None = None,
    ) -> Worker:
        """Somebody new (or `person`) in a post or staff category of an organisation or unit."""
        person = person or self.person()
        post = self.membership(person, place.name, role, start)
        if subject:
            post.add(t.SUBJECT, subject)
        return Worker(person, post, role, subject)

    def membership(
        self, person: Record, place: str, role: str, start: date, end: date | None = None
    ) -> Record:
        record = self.new(
            "m",
            (t.TYPE, t.term("org:Membership")),
            (t.MEMBER, person.name),
            (t.PLACE, place),
            (t.ROLE, t.key(role)),
            (t.START, t.shown(start)),
        )
        if end:
            record.add(t.END, t.shown(end))
        return record

    # ---- bodies ---------------------------------------------------------------------------------

    def body(self, kind: str, *hosts: Place, subject: str | None = None, start: date = FOUNDED) -> Body:
        pairs = [(t.TYPE, t.term("adi:Body")), (t.KIND, t.key(kind)), *((t.BODY_OF, h.name) for h in hosts)]
        if subject:
            pairs.append((t.SUBJECT, subject))
        pairs.append((t.START, t.shown(start)))
        return Body(self.new("b", *pairs), kind, list(hosts), subject)

    def join(
        self, body: Body, worker: Worker, start: date = FOUNDED, *, selection: str | None = None
    ) -> Record:
        """Make somebody a member of a body."""
        record = self.membership(worker.person, body.name, "member", start)
        if selection:
            record.add(t.SELECTION, t.key(selection))
        body.members.append((worker, record))
        return record

    def lead(
        self,
        body: Body,
        worker: Worker,
        role: str,
        start: date,
        end: date | None = None,
        *,
        selection: str,
        by: str | None = None,
    ) -> Record:
        """Put somebody at the head of a body."""
        record = self.membership(worker.person, body.name, role, start, end)
        record.add(t.SELECTION, t.key(selection))
        if by:
            record.add(t.SELECTED_BY, by)
        body.leaders.append((worker, record))
        return record

    def meeting(self, body: Body, day: date) -> Record:
        record = self.new(
            "g", (t.TYPE, t.term("adi:Meeting")), (t.MEETING_OF, body.name), (t.DATE, t.shown(day))
        )
        body.meetings.append(record)
        return record
