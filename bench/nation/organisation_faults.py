"""Faults of organisations, units, bodies, staff and their records (п. 2–17, 22, 32, 36)."""

from __future__ import annotations

from datetime import date, timedelta

from nation import terms as t
from nation.authorities import Authority
from nation.colleges import College, Commission, regulation
from nation.faults import Finding, fault, found
from nation.papers import Paper
from nation.parts import Block, Body, Place, Worker
from nation.records import Record
from nation.schools import Association, School
from nation.universities import University
from nation.years import FOUNDED, REFERENCE_DATE

LEFT = date(2026, 10, 31)
"""A day after all documents were signed and before the reference date."""
Made = School | College | University


# ---- organisations as records -------------------------------------------------------------------


@fault("partner")
def organisation_of_no_such_kind(partner: Record, block: Block) -> list[Finding]:
    partner.set(t.KIND, t.key("faculty"))
    return [found("organisation-kind", partner)]


@fault("partner")
def organisation_kind_unsaid(partner: Record, block: Block) -> list[Finding]:
    partner.drop(t.KIND)
    return [found("organisation-kind-given", partner)]


@fault("partner")
def level_of_no_such_kind(partner: Record, block: Block) -> list[Finding]:
    partner.add(t.LEVEL, t.key("school"))
    return [found("organisation-level", partner)]


def _new_organisation(block: Block, kind: str, *levels: str) -> Record:
    pairs = [(t.TYPE, t.term("org:FormalOrganization")), (t.KIND, t.key(kind))]
    return block.new("n", *pairs, *((t.LEVEL, t.key(level)) for level in levels))


@fault("authority")
def level_unsaid(made: Authority, block: Block) -> list[Finding]:
    return [found("organisation-level-given", _new_organisation(block, "college"), "2")]


@fault("authority")
def college_of_primary_education(made: Authority, block: Block) -> list[Finding]:
    return [found("organisation-level-kind", _new_organisation(block, "college", "primary-education"), "2")]


@fault("authority")
def college_of_higher_education_too(made: Authority, block: Block) -> list[Finding]:
    record = _new_organisation(block, "college", "technical-vocational-education", "higher-education")
    return [found("organisation-further-level", record, "2")]


# ---- who leads them -----------------------------------------------------------------------------


def _is_led(made: Made) -> bool:
    return made.place.kind != "military-or-special-institution"


@fault("organisation")
def led_by_the_wrong_cabinet(made: Made, block: Block) -> list[Finding] | None:
    if not _is_led(made):
        return None
    made.place.record.add(t.LED_BY, t.own("ministry/u1"))
    return [found("organisation-leader-wrong", made.place.record, "5")]


@fault("organisation")
def led_by_nobody(made: Made, block: Block) -> list[Finding] | None:
    if not _is_led(made):
        return None
    made.place.record.drop(t.LED_BY)
    return [found("organisation-leader-missing", made.place.record, "5")]


@fault("organisation")
def led_by_the_cabinet_only(made: Made, block: Block) -> list[Finding] | None:
    if not isinstance(made, College):
        return None
    leaders = [value for predicate, value in made.place.record.pairs if predicate == t.LED_BY]
    made.place.record.remove(t.LED_BY, leaders[-1])
    return [found("organisation-leader-incomplete", made.place.record, "5")]


@fault("organisation")
def college_coordinated_by_the_wrong_cabinet(made: Made, block: Block) -> list[Finding] | None:
    if not isinstance(made, College):
        return None
    made.place.record.add(t.COORDINATED_BY, t.own("ministry/u1"))
    return [found("coordinator-wrong", made.place.record, "22")]


@fault("authority")
def military_institution_led_by_an_association(made: Authority, block: Block) -> list[Finding]:
    elsewhere = (t.DEFINED_BY, "<https://example.org/register>")
    led = _new_organisation(block, "military-or-special-institution", "higher-education")
    led.add(
        t.LED_BY, block.new("b", (t.TYPE, t.term("adi:Body")), (t.KIND, t.key("umo-higher")), elsewhere).name
    )
    return [found("organisation-leader-spared", led, "5")]


@fault("organisation")
def led_by_its_head(made: Made, block: Block) -> list[Finding]:
    made.place.record.add(t.LED_BY, made.desk.head.person.name)
    return [found("direct-leader-wrong", made.place.record, "14")]


def _leaves(*workers: Worker) -> None:
    for worker in workers:
        worker.post.add(t.END, t.shown(LEFT))


@fault("organisation")
def deputy_left(made: Made, block: Block) -> list[Finding]:
    _leaves(made.desk.deputy)
    return [found("deputy-missing", made.place.record, "14")]


@fault("university")
def section_ended(made: University, block: Block) -> list[Finding]:
    made.section.record.add(t.END, t.shown(date(2026, 6, 30)))
    return [found("section-missing", made.place.record, "36")]


# ---- units and bodies as records ----------------------------------------------------------------


def _unit(block: Block, *pairs: tuple[str, str]) -> Record:
    return block.new("u", (t.TYPE, t.term("org:OrganizationalUnit")), *pairs)


@fault("authority")
def unit_of_no_such_kind(made: Authority, block: Block) -> list[Finding]:
    record = _unit(block, (t.KIND, t.key("college")), (t.UNIT_OF, made.place.name))
    return [found("unit-kind", record)]


@fault("authority")
def unit_kind_unsaid(made: Authority, block: Block) -> list[Finding]:
    return [found("unit-kind-given", _unit(block, (t.UNIT_OF, made.place.name)))]


@fault("authority")
def unit_of_nothing(made: Authority, block: Block) -> list[Finding]:
    return [found("unit-of", _unit(block, (t.KIND, t.key("structural-unit"))))]


@fault("authority")
def unit_of_itself(made: Authority, block: Block) -> list[Finding]:
    record = _unit(block, (t.KIND, t.key("structural-unit")))
    record.add(t.UNIT_OF, record.name)
    return [found("place-chain", record)]


@fault("authority")
def cabinet_in_another_authority(made: Authority, block: Block) -> list[Finding]:
    other = "district" if made.cabinet.kind == "regional-methodical-cabinet" else "regional"
    kind = t.key(f"{other}-methodical-cabinet")
    record = _unit(block, (t.KIND, kind), (t.UNIT_OF, made.place.name))
    return [found("cabinet-host", record, "3")]


@fault("authority")
def body_of_no_such_kind(made: Authority, block: Block) -> list[Finding]:
    return [found("body-kind", block.body("faculty", made.place).record)]


@fault("authority")
def body_kind_unsaid(made: Authority, block: Block) -> list[Finding]:
    record = block.body("", made.place).record
    record.drop(t.KIND)
    return [found("body-kind-given", record)]


@fault("authority")
def body_of_nothing(made: Authority, block: Block) -> list[Finding]:
    return [found("body-of", block.body("organisation-methodical-council").record)]


@fault("school")
def kafedra_in_a_school(made: School, block: Block) -> list[Finding]:
    unit = block.unit("kafedra", made.place)
    regulation(made.desk, unit, alone=False)
    return [found("unit-kind-at-level", unit.record, "16")]


@fault("college")
def section_in_a_college(made: College, block: Block) -> list[Finding]:
    return [found("body-kind-at-level", block.body("methodical-section", made.place).record, "36")]


@fault("college", "school")
def unit_council_of_no_unit(made: College | School, block: Block) -> list[Finding]:
    council = block.body("unit-methodical-council", made.place, start=date(2026, 10, 1))
    return [found("council-host", council.record, "14")]


@fault("authority")
def council_of_an_authority(made: Authority, block: Block) -> list[Finding]:
    return [found("council-host-kind", block.body("organisation-methodical-council", made.place).record, "3")]


@fault("authority")
def association_of_a_general_kind(made: Authority, block: Block) -> list[Finding]:
    return [found("kind-general", _of_the_past(block, "methodical-association", made.place))]


@fault("school")
def inter_school_association_of_one(made: School, block: Block) -> list[Finding]:
    record = _of_the_past(block, "inter-school-association", made.place)
    return [found("inter-school-association-hosts", record, "25")]


@fault("school")
def school_association_of_two(made: School, block: Block) -> list[Finding]:
    record = _of_the_past(block, "school-association", made.place)
    record.add(t.BODY_OF, _new_organisation(block, "school", "primary-education").name)
    return [found("school-association-hosts", record, "25")]


@fault("school")
def district_association_of_a_school(made: School, block: Block) -> list[Finding]:
    return [found("district-association-host", _of_the_past(block, "district-association", made.place), "27")]


def _of_the_past(block: Block, kind: str, host: Place) -> Record:
    """An association that ended long ago: neither head nor meetings nor plans are asked of it."""
    record = block.body(kind, host, start=date(2010, 9, 1)).record
    record.add(t.END, t.shown(date(2011, 8, 31)))
    return record


@fault("division")
def division_led_by_another(site: tuple[Place, College], block: Block) -> list[Finding]:
    division, made = site
    other = next(unit for unit in made.divisions if unit is not division)
    division.record.add(t.LED_BY, other.name)
    return [found("unit-leader-wrong", division.record, "13")]


@fault("association")
def association_led_by_the_pedagogical_council(association: Association, block: Block) -> list[Finding]:
    association.body.record.add(t.LED_BY, association.school.pedagogical.name)
    return [found("association-leader-wrong", association.body.record, "32")]


@fault("unit-regulation")
def unit_without_regulation(site: tuple[Paper, Place], block: Block) -> list[Finding]:
    paper, unit = site
    block.remove(paper.record, *paper.stages)
    return [found("unit-regulation-missing", unit.record, "11")]


@fault("unit-regulation")
def unit_with_a_former_regulation(site: tuple[Paper, Place], block: Block) -> list[Finding]:
    paper, unit = site
    paper.record.set(t.END, t.shown(REFERENCE_DATE - timedelta(days=1)))
    return [found("unit-regulation-missing", unit.record, "11")]


# ---- commissions and kafedras: when they must be, and when not ----------------------------------


@fault("college-alone")
def one_lecturer_left_with_commissions(made: College, block: Block) -> list[Finding]:
    _leaves(*made.everyone[1:], *made.scarce)
    bodies = made.commissions.values()
    return [found("commission-too-few", body.record, "16") for body in bodies]


@fault("college-alone")
def commissions_ended(made: College, block: Block) -> list[Finding]:
    for body in made.commissions.values():
        body.record.add(t.END, t.shown(LEFT))
    return [found("commission-missing", made.place.record, "16")]


@fault("college-alone")
def one_lecturer_left_without_commission(made: College, block: Block) -> list[Finding]:
    _leaves(*made.everyone[1:], *made.scarce)
    for body in made.commissions.values():
        body.record.add(t.END, t.shown(LEFT))
    return [found("joint-commission-missing", made.place.record, "16")]


@fault("joint-commission")
def joint_commission_of_one(site: tuple[Body, College], block: Block) -> list[Finding]:
    """One organisation only; so the members from the other college work elsewhere (п. 17)."""
    body, other = site
    body.record.remove(t.BODY_OF, other.place.name)
    theirs = {id(worker) for worker in other.scarce}
    outsiders = [seat for worker, seat in body.members if id(worker) in theirs]
    return [
        found("joint-commission-hosts", body.record, "16"),
        *(found("commission-outsider", seat, "17") for seat in outsiders),
    ]


@fault("post-secondary-staff")
def two_lecturers_left_with_kafedras(made: College, block: Block) -> list[Finding]:
    _leaves(*made.everyone[2:])
    kafedras = made.kafedras.values()
    return [found("kafedra-too-few", kafedra.record, "16") for kafedra in kafedras]


@fault("college")
def lecturers_without_kafedra(made: College, block: Block) -> list[Finding]:
    """A small organisation of post-secondary education, in order but for this."""
    record = _new_organisation(block, "post-secondary-organisation", "post-secondary-education")
    record.pairs += [(t.LED_BY, leader) for leader in made.led_by]
    place = Place(record, "post-secondary-organisation")
    for role in ("head-of-organisation", "deputy-head-academic", "lecturer", "lecturer", "lecturer"):
        block.hire(role, place)
    return [found("kafedra-missing", record, "16")]


# ---- staff and memberships ----------------------------------------------------------------------


@fault("university")
def methodist_at_a_university(made: University, block: Block) -> list[Finding]:
    return [found("methodist-at-university", block.hire("methodist", made.place).post, "3")]


@fault("college")
def lecturer_in_the_methodical_unit(made: College, block: Block) -> list[Finding]:
    assert made.office
    return [found("methodical-unit-staff", block.hire("lecturer", made.office).post, "12")]


@fault("unit-council")
def council_member_appointed(council: Body, block: Block) -> list[Finding]:
    seat = block.random.choice(council.members)[1]
    seat.set(t.SELECTION, t.key("appointment"))
    return [found("council-member-not-elected", seat, "14")]


@fault("unit-council")
def council_election_unrecorded(council: Body, block: Block) -> list[Finding]:
    for _, seat in council.members:
        seat.drop(t.SELECTION)
    return [found("council-election-unrecorded", council.record, "14")]


@fault("commission")
def chair_appointed(commission: Commission, block: Block) -> list[Finding]:
    seat = commission.body.leaders[0][1]
    seat.set(t.SELECTION, t.key("appointment"))
    return [found("chair-not-elected", seat, "17")]


@fault("commission")
def chair_election_unrecorded(commission: Commission, block: Block) -> list[Finding]:
    seat = commission.body.leaders[0][1]
    seat.drop(t.SELECTION)
    return [found("chair-election-unrecorded", seat, "17")]


@fault("commission")
def chair_who_does_not_teach(commission: Commission, block: Block) -> list[Finding]:
    seat = commission.body.leaders[0][1]
    seat.set(t.MEMBER, block.hire("methodist", commission.college.place).person.name)
    return [found("chair-not-from-staff", seat, "17")]


@fault("commission")
def commission_with_an_association_head(commission: Commission, block: Block) -> list[Finding]:
    worker = commission.body.members[0][0]
    seat = block.membership(worker.person, commission.body.name, "association-head", date(2026, 9, 1))
    return [found("commission-led-by-other", seat, "17")]


@fault("commission")
def chair_left(commission: Commission, block: Block) -> list[Finding]:
    commission.body.leaders[0][1].add(t.END, t.shown(LEFT))
    return [found("commission-without-chair", commission.body.record, "17")]


@fault("commission")
def member_from_elsewhere(commission: Commission, block: Block) -> list[Finding]:
    stranger = block.person()
    block.membership(stranger, t.own("ministry/u1"), "methodist", FOUNDED)
    seat = block.membership(stranger, commission.body.name, "member", FOUNDED)
    return [found("commission-outsider", seat, "17")]


@fault("commission")
def lecturer_as_such_in_a_commission(commission: Commission, block: Block) -> list[Finding]:
    worker = commission.body.members[0][0]
    seat = block.membership(worker.person, commission.body.name, "lecturer", FOUNDED)
    return [found("membership-role-at-body", seat)]


@fault("college", "school")
def chair_of_an_organisation(made: College | School, block: Block) -> list[Finding]:
    seat = block.membership(made.desk.deputy.person, made.place.name, "commission-chair", FOUNDED)
    return [found("membership-role-at-place", seat)]


@fault("post-secondary-kafedra")
def head_of_kafedra_left(site: tuple[Place, Worker], block: Block) -> list[Finding]:
    kafedra, leader = site
    _leaves(leader)
    return [found("kafedra-without-head", kafedra.record, "17")]


# ---- memberships and dates as records -----------------------------------------------------------


def _post(made: Authority, block: Block, *without: str) -> Record:
    post = block.hire("methodist", made.cabinet).post
    for predicate in without:
        post.drop(predicate)
    return post


@fault("authority")
def post_of_nobody(made: Authority, block: Block) -> list[Finding]:
    return [found("membership-member", _post(made, block, t.MEMBER))]


@fault("authority")
def post_in_nothing(made: Authority, block: Block) -> list[Finding]:
    return [found("membership-organization", _post(made, block, t.PLACE))]


@fault("authority")
def post_as_nothing(made: Authority, block: Block) -> list[Finding]:
    return [found("membership-role", _post(made, block, t.ROLE))]


@fault("authority")
def two_posts_in_one(made: Authority, block: Block) -> list[Finding]:
    post = block.hire("methodist", made.cabinet).post
    post.add(t.ROLE, t.key("research-staff"))
    return [found("membership-one-role", post)]


@fault("authority")
def start_in_words(made: Authority, block: Block) -> list[Finding]:
    post = _post(made, block)
    post.set(t.START, '"1 сентября 2019 года"')
    return [found("start-date", post)]


@fault("authority")
def two_ends(made: Authority, block: Block) -> list[Finding]:
    post = _post(made, block)
    post.pairs += [(t.END, t.shown(day)) for day in (date(2025, 6, 30), date(2026, 6, 30))]
    return [found("end-date", post)]


@fault("authority")
def end_before_start(made: Authority, block: Block) -> list[Finding]:
    post = _post(made, block)
    post.add(t.END, t.shown(date(2018, 6, 30)))
    return [found("end-before-start", post)]


@fault("authority")
def start_long_ago(made: Authority, block: Block) -> list[Finding]:
    post = _post(made, block)
    post.set(t.START, t.shown(date(218, 9, 1)))
    return [found("date-strange", post)]


# ---- where links lead ---------------------------------------------------------------------------


@fault("partner")
def district_in_words(partner: Record, block: Block) -> list[Finding]:
    partner.add(t.DISTRICT, '"Район 1"')
    return [found("link-text", partner)]


@fault("partner")
def district_is_a_person(partner: Record, block: Block) -> list[Finding]:
    partner.add(t.DISTRICT, block.person().name)
    return [found("link-kind", partner)]
