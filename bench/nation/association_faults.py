"""Faults of methodical associations, of educational-methodical associations and of meetings (п. 5, 22–35)."""

from __future__ import annotations

from datetime import date

from nation import terms as t
from nation.authorities import Authority, DistrictAssociation, Umo
from nation.colleges import College
from nation.faults import Finding, fault, found
from nation.parts import Block, Worker
from nation.records import Record
from nation.schools import SMALL, Association, School, associate
from nation.years import LAST, YEARS

HEADED = ("association", "inter-school-association")


# ---- records of meetings, quarters, decisions ---------------------------------------------------


@fault("association", "inter-school-association")
def meeting_of_nobody(association: Association, block: Block) -> list[Finding]:
    meeting = block.meeting(association.body, date(2026, 11, 12))
    meeting.drop(t.MEETING_OF)
    return [found("meeting-body", meeting)]


@fault("association", "inter-school-association")
def meeting_undated(association: Association, block: Block) -> list[Finding]:
    meeting = block.meeting(association.body, date(2026, 11, 12))
    meeting.drop(t.DATE)
    return [found("meeting-date", meeting)]


def _quarter(made: College, block: Block, *pairs: tuple[str, str]) -> Record:
    return block.new("q", (t.TYPE, t.term("adi:SchoolQuarter")), (t.QUARTER_OF, made.place.name), *pairs)


@fault("college")
def combined_classes_in_words(made: College, block: Block) -> list[Finding]:
    made.place.record.add(t.COMBINED, '"да"')
    return [found("combined-classes", made.place.record)]


@fault("association", "inter-school-association")
def meetings_as_needed_in_words(association: Association, block: Block) -> list[Finding]:
    association.body.record.add(t.AS_NEEDED, '"иногда"')
    return [found("meets-as-needed", association.body.record)]


@fault("college")
def quarter_without_start(made: College, block: Block) -> list[Finding]:
    return [found("quarter-start", _quarter(made, block, (t.END, t.shown(date(2025, 10, 26)))))]


@fault("college")
def quarter_without_end(made: College, block: Block) -> list[Finding]:
    return [found("quarter-end", _quarter(made, block, (t.START, t.shown(date(2025, 9, 1)))))]


@fault("college")
def quarter_backwards(made: College, block: Block) -> list[Finding]:
    start, end = (t.START, t.shown(date(2026, 3, 20))), (t.END, t.shown(date(2026, 1, 8)))
    quarter = _quarter(made, block, start, end)
    return [found("end-before-start", quarter)]


@fault("umo")
def decision_of_nobody(umo: Umo, block: Block) -> list[Finding]:
    decision = block.new("r", (t.TYPE, t.term("adi:Decision")), (t.DATE, t.shown(date(2026, 2, 2))))
    return [found("decision-body", decision)]


@fault("umo")
def decision_undated(umo: Umo, block: Block) -> list[Finding]:
    decision = block.new("r", (t.TYPE, t.term("adi:Decision")), (t.DECIDED_BY, umo.body.name))
    return [found("decision-date", decision)]


# ---- when there must be an association, and when not --------------------------------------------


@fault("college")
def association_of_a_college(made: College, block: Block) -> list[Finding]:
    """Of the past, so that nothing else is asked of it; the kind is set up at school levels only."""
    body = block.body("school-association", made.place, start=date(2015, 9, 1))
    body.record.add(t.END, t.shown(date(2016, 8, 31)))
    return [found("association-host-level", body.record, "25")]


@fault("school")
def association_of_two_teachers(made: School, block: Block) -> list[Finding] | None:
    if made.place.kind == "ungraded-school":
        return None
    association = associate(made, SMALL[1])
    return [found("association-too-few-teachers", association.body.record, "26")]


@fault("organisation")
def three_teachers_without_association(made: object, block: Block) -> list[Finding] | None:
    if not isinstance(made, School) or made.place.kind == "ungraded-school":
        return None
    block.hire("subject-teacher", made.place, SMALL[2])
    return [found("school-association-missing", made.place.record, "26")]


@fault("ungraded-school-association")
def no_association_of_combined_classes(association: DistrictAssociation, block: Block) -> list[Finding]:
    block.remove(*association.body.records)
    return [found("ungraded-association-missing", association.authority.place.record, "28")]


@fault("association")
def member_of_another_kind(association: Association, block: Block) -> list[Finding]:
    stranger = block.hire("methodist", association.school.place)
    return [found("association-member-kind", block.join(association.body, stranger), "25")]


@fault("district-association")
def district_member_of_another_kind(association: DistrictAssociation, block: Block) -> list[Finding]:
    stranger = block.hire("methodist", association.authority.cabinet)
    return [found("association-member-kind", block.join(association.body, stranger), "27")]


@fault("ungraded-school-association")
def combined_member_of_another_kind(association: DistrictAssociation, block: Block) -> list[Finding]:
    stranger = block.hire("methodist", association.authority.cabinet)
    return [found("association-member-kind", block.join(association.body, stranger), "28")]


# ---- how often they meet ------------------------------------------------------------------------


@fault("association-meetings", "inter-school-association")
def quarter_without_meeting(association: Association, block: Block) -> list[Finding]:
    block.remove(block.random.choice(association.body.meetings[: len(LAST.quarters)]))
    return [found("association-meeting-missing", association.body.record, "25")]


@fault("district-association")
def year_of_one_meeting(association: DistrictAssociation, block: Block) -> list[Finding]:
    block.remove(*association.last_year[1:])
    return [found("district-association-meetings-few", association.body.record, "27")]


@fault("district-association")
def year_of_four_meetings(association: DistrictAssociation, block: Block) -> list[Finding]:
    for number in range(4 - len(association.last_year)):
        block.meeting(association.body, date(2026, 5, 5 + 7 * number))
    return [found("district-association-meetings-many", association.body.record, "27")]


# ---- heads --------------------------------------------------------------------------------------


@fault(*HEADED)
def nobody_heads_it_now(association: Association, block: Block) -> list[Finding]:
    block.remove(association.body.leaders[-1][1])
    return [found("association-leader-missing", association.body.record, "30")]


@fault("association")
def two_heads_at_once(association: Association, block: Block) -> list[Finding]:
    second = association.body.members[-1][0]
    body = association.body
    block.lead(
        body,
        second,
        "association-head",
        date(2026, 10, 1),
        date(2027, 6, 30),
        selection="election",
        by=body.name,
    )
    return [found("association-leaders-overlap", association.body.record, "30")]


@fault("association")
def head_for_two_years(association: Association, block: Block) -> list[Finding]:
    seat = association.body.leaders[-1][1]
    seat.set(t.END, t.shown(date(YEARS[-1].end.year + 1, 8, 31)))
    return [found("association-head-term", seat, "30")]


@fault("association")
def head_who_never_left(association: Association, block: Block) -> list[Finding]:
    (_, seat), (_, successor) = association.body.leaders
    block.remove(successor)
    seat.drop(t.END)
    return [found("association-head-term-open", seat, "30")]


@fault("association")
def head_confirmed_not_elected(association: Association, block: Block) -> list[Finding]:
    seat = association.body.leaders[0][1]
    seat.set(t.SELECTION, t.key("confirmation"))
    return [found("association-head-selection", seat, "30")]


@fault("inter-school-association")
def head_across_schools_elected(association: Association, block: Block) -> list[Finding]:
    seat = association.body.leaders[0][1]
    seat.set(t.SELECTION, t.key("election"))
    return [found("association-head-selection", seat, "30")]


@fault(*HEADED)
def selection_of_head_unsaid(association: Association, block: Block) -> list[Finding]:
    seat = association.body.leaders[0][1]
    seat.drop(t.SELECTION)
    return [found("association-head-selection-unsaid", seat, "30")]


@fault("inter-school-association")
def head_across_schools_by_a_school(association: Association, block: Block) -> list[Finding]:
    seat = association.body.leaders[-1][1]
    seat.set(t.SELECTED_BY, association.school.place.name)
    return [found("association-head-appointer", seat, "30")]


@fault("inter-school-association")
def head_across_schools_by_nobody(association: Association, block: Block) -> list[Finding]:
    seat = association.body.leaders[-1][1]
    seat.drop(t.SELECTED_BY)
    return [found("association-head-appointer-unsaid", seat, "30")]


@fault("inter-school-association")
def head_across_schools_by_another_district(association: Association, block: Block) -> list[Finding]:
    seat = association.body.leaders[-1][1]
    kind = t.key("district-education-department")
    department = block.new("o", (t.TYPE, t.term("org:FormalOrganization")), (t.KIND, kind))
    seat.set(t.SELECTED_BY, department.name)
    return [found("association-head-other-district", seat, "30")]


@fault("association")
def led_by_a_council_of_the_past(association: Association, block: Block) -> list[Finding]:
    council = block.body("organisation-methodical-council", association.school.place, start=date(2008, 9, 1))
    council.record.add(t.END, t.shown(date(2012, 5, 25)))
    association.body.record.set(t.LED_BY, council.record.name)
    return [found("leader-ended", association.body.record, "32")]


@fault("association")
def head_who_does_not_teach(association: Association, block: Block) -> list[Finding]:
    seat = association.body.leaders[-1][1]
    seat.set(t.MEMBER, block.hire("methodist", association.school.place).person.name)
    return [found("association-head-not-teacher", seat, "30")]


# ---- educational-methodical associations --------------------------------------------------------


@fault("umo")
def umo_of_no_known_kind(umo: Umo, block: Block) -> list[Finding]:
    """Of the past, so that neither chair nor members are asked of it."""
    dates = ((t.START, t.shown(date(2012, 1, 10))), (t.END, t.shown(date(2018, 12, 31))))
    other = block.new("b", (t.TYPE, t.term("adi:Body")), (t.KIND, t.key("umo")), *dates)
    return [found("umo-kind-unknown", other)]


@fault("umo-tvet", "umo-higher")
def umo_led_by_nobody(umo: Umo, block: Block) -> list[Finding]:
    umo.body.record.drop(t.LED_BY)
    return [found("umo-leader", umo.body.record, "5")]


@fault("umo-tvet")
def umo_led_by_the_other_council(umo: Umo, block: Block) -> list[Finding]:
    umo.body.record.set(t.LED_BY, t.own("ministry/b2"))
    return [found("umo-leader", umo.body.record, "5")]


@fault("umo-tvet")
def umo_led_by_the_other_council_too(umo: Umo, block: Block) -> list[Finding]:
    umo.body.record.add(t.LED_BY, t.own("ministry/b2"))
    return [found("umo-leader-wrong", umo.body.record, "5")]


@fault("umo-tvet")
def umo_coordinated_by_nobody(umo: Umo, block: Block) -> list[Finding]:
    umo.body.record.drop(t.COORDINATED_BY)
    return [found("umo-coordination", umo.body.record, "22")]


@fault("umo-tvet")
def umo_coordinated_by_the_wrong_cabinet(umo: Umo, block: Block) -> list[Finding]:
    umo.body.record.set(t.COORDINATED_BY, t.own("ministry/u1"))
    return [found("umo-coordination", umo.body.record, "22")]


@fault("umo-sides")
def umo_without_employers(umo: Umo, block: Block) -> list[Finding]:
    block.remove(umo.partners[0])
    umo.chair.add(t.REPRESENTS_AS, t.key("social-partner"))
    return [found("umo-composition", umo.body.record, "24")]


@fault("umo-sides")
def umo_perhaps_without_employers(umo: Umo, block: Block) -> list[Finding]:
    """Unless the member of whom it is not said stands for them."""
    umo.partners[0].drop(t.REPRESENTS_AS)
    return [
        found("umo-composition-unsaid", umo.body.record, "24"),
        found("umo-member-unrepresenting", umo.partners[0], "24"),
    ]


@fault("umo-sides")  # with one of the above it would be for the missing side, perhaps
def umo_member_for_nobody(umo: Umo, block: Block) -> list[Finding]:
    seat = block.join(umo.body, Worker(block.person(), umo.body.record, "member"))
    return [found("umo-member-unrepresenting", seat, "24")]


@fault("umo-sides")
def umo_member_of_an_enterprise_as_education(umo: Umo, block: Block) -> list[Finding]:
    """Its decisions, delivered to the colleges alone, are not owed to the enterprise."""
    enterprise = next(value for predicate, value in umo.partners[0].pairs if predicate == t.REPRESENTS)
    seat = block.join(umo.body, Worker(block.person(), umo.body.record, "member"))
    seat.pairs += [(t.REPRESENTS, enterprise), (t.REPRESENTS_AS, t.key("education-organisation"))]
    return [found("umo-side-contradicted", seat, "24")]


@fault("umo-seat")
def represented_unsaid(seat: Record, block: Block) -> list[Finding]:
    seat.drop(t.REPRESENTS)
    return [found("umo-represented-unsaid", seat, "34")]


@fault("umo-sides")
def seat_got_in_no_known_way(umo: Umo, block: Block) -> list[Finding]:
    umo.partners[0].add(t.SELECTION, t.key("college"))
    return [found("membership-selection", umo.partners[0])]


@fault("umo-chair")
def umo_without_chair(umo: Umo, block: Block) -> list[Finding]:
    block.remove(umo.chair, umo.confirmation)
    return [found("association-leader-missing", umo.body.record, "35")]


@fault("umo-chair")
def chair_unconfirmed(umo: Umo, block: Block) -> list[Finding]:
    umo.confirmation.drop(t.CONFIRMS)
    return [found("umo-chair-unconfirmed", umo.chair, "35")]


@fault("umo-chair-by-profile")
def chair_confirmed_by_the_other_council(umo: Umo, block: Block) -> list[Finding]:
    umo.confirmation.set(t.DECIDED_BY, t.own("ministry/b2"))
    return [found("umo-chair-other-council", umo.chair, "35")]


@fault("umo-chair")
def chair_confirmed_afterwards(umo: Umo, block: Block) -> list[Finding]:
    umo.confirmation.set(t.DATE, t.shown(date(2021, 6, 1)))
    return [found("umo-chair-confirmed-late", umo.chair, "35")]


@fault("umo-decision")
def decision_not_told_to_all(decision: Record, block: Block) -> list[Finding]:
    """Not to one of those whose seat says whom it stands for (the last one's may not)."""
    told = [value for predicate, value in decision.pairs if predicate == t.DELIVERED_TO]
    decision.remove(t.DELIVERED_TO, block.random.choice(told[:-1]))
    return [found("decision-undelivered", decision, "34")]


@fault("authority")
def meeting_dated_in_words(made: Authority, block: Block) -> list[Finding]:
    body = block.body("district-association", made.place, start=date(2010, 9, 1))
    body.record.add(t.END, t.shown(date(2011, 8, 31)))
    meeting = block.meeting(body, date(2010, 10, 10))
    meeting.set(t.DATE, '"октябрь"')
    return [found("meeting-date", meeting)]
