"""Faults of documents and of their stages (п. 18–21, 29)."""

from __future__ import annotations

from datetime import date

from nation import terms as t
from nation.faults import Finding, fault, found
from nation.papers import Paper
from nation.parts import Block, Body
from nation.records import Record
from nation.schools import Association
from nation.years import FOUNDED, YEARS

PARAGRAPH = {
    "teaching-documentation": "18",
    "working-curriculum": "19",
    "working-syllabus": "20",
    "lesson-plan": "20",
    "methodical-guidelines": "21",
    "methodical-recommendations": "21",
    "methodical-association-plan": "29",
}
ROUTED = ("working-curriculum", "teaching-documentation", "syllabus-or-plan", "guidelines")
"""Documents that bodies look at before their approval."""
CONCLUDED = ("working-curriculum", "teaching-documentation", "guidelines")
APPROVED = (*ROUTED, "association-plan")


def _of(shape: str, paper: Paper, record: Record | None = None) -> list[Finding]:
    return [found(shape, record or paper.record, PARAGRAPH[paper.kind])]


def _plain(shape: str, record: Record) -> list[Finding]:
    return [found(shape, record)]


# ---- the record itself --------------------------------------------------------------------------


@fault(*ROUTED)
def kind_not_of_documents(paper: Paper, block: Block) -> list[Finding]:
    paper.record.set(t.DOCUMENT_KIND, t.key("school"))
    return _plain("document-kind", paper.record)


@fault(*ROUTED)
def kind_unsaid(paper: Paper, block: Block) -> list[Finding]:
    paper.record.drop(t.DOCUMENT_KIND)
    return _plain("document-kind-given", paper.record)


@fault(*ROUTED)
def issuer_unsaid(paper: Paper, block: Block) -> list[Finding]:
    paper.record.drop(t.ISSUED_BY)
    return _plain("document-issuer", paper.record)


@fault(*ROUTED)
def issuer_without_level(paper: Paper, block: Block) -> list[Finding]:
    paper.record.set(t.ISSUED_BY, t.own("ministry"))
    return _of("document-level", paper)


# ---- a further stage that is told badly ---------------------------------------------------------


def _further(paper: Paper, *without: str) -> Record:
    """One more look at a document by one that did look, less some of what a stage must have."""
    body, stage = paper.looked[0]
    pairs = [
        (t.TYPE, t.term("adi:StageEvent")),
        (t.DOCUMENT, paper.record.name),
        (t.STAGE, t.key("review-stage")),
        (t.ACTOR, body.name),
        (t.DATE, stage.get(t.DATE) or ""),
    ]
    return paper.desk.block.new("e", *(pair for pair in pairs if pair[0] not in without))


@fault("syllabus-or-plan")
def stage_of_no_document(paper: Paper, block: Block) -> list[Finding]:
    return _plain("stage-event-document", _further(paper, t.DOCUMENT))


@fault("syllabus-or-plan")
def stage_unsaid(paper: Paper, block: Block) -> list[Finding]:
    return _plain("stage-event-stage", _further(paper, t.STAGE))


@fault("syllabus-or-plan")
def stage_undated(paper: Paper, block: Block) -> list[Finding]:
    return _plain("stage-event-date", _further(paper, t.DATE))


@fault("syllabus-or-plan")
def stage_dated_in_words(paper: Paper, block: Block) -> list[Finding]:
    stage = _further(paper)
    stage.set(t.DATE, '"весна 2026 года"')
    return _plain("stage-event-date", stage)


@fault("syllabus-or-plan")
def stage_by_nobody(paper: Paper, block: Block) -> list[Finding]:
    return _plain("stage-event-actor", _further(paper, t.ACTOR))


@fault("syllabus-or-plan")
def stage_with_two_outcomes(paper: Paper, block: Block) -> list[Finding]:
    stage = paper.looked[0][1]
    stage.add(t.OUTCOME, t.key("positive-conclusion"))
    stage.add(t.OUTCOME, t.key("negative-conclusion"))
    return _plain("stage-event-outcome", stage)


# ---- development --------------------------------------------------------------------------------


@fault(*ROUTED)
def developed_by_the_deputy(paper: Paper, block: Block) -> list[Finding]:
    assert paper.development
    paper.development.set(t.ACTOR, paper.desk.deputy.person.name)
    paper.development.set(t.ACTING_AS, t.key("deputy-head-academic"))
    return _of("document-developer", paper)


@fault(*ROUTED)
def development_unrecorded(paper: Paper, block: Block) -> list[Finding]:
    assert paper.development
    block.remove(paper.development)
    return _of("document-undeveloped", paper)


@fault(*ROUTED)
def developed_after_review(paper: Paper, block: Block) -> list[Finding]:
    assert paper.development
    paper.development.set(t.DATE, paper.looked[0][1].get(t.DATE) or "")
    return _of("document-developed-late", paper)


# ---- review and conclusion ----------------------------------------------------------------------


@fault(*ROUTED)
def nobody_looked(paper: Paper, block: Block) -> list[Finding]:
    """Where all that had to look are councils that need only conclude (п. 19), their conclusion is missed."""
    only_conclude = paper.kind == "working-curriculum" and len(paper.looked) == len(
        _of_kind(paper, "organisation-methodical-council")
    )
    block.remove(*(stage for _, stage in paper.looked))
    return _of("document-conclusion-missing" if only_conclude else "document-unreviewed", paper)


def _of_kind(paper: Paper, *kinds: str) -> list[tuple[Body, Record]]:
    return [(body, stage) for body, stage in paper.looked if isinstance(body, Body) and body.kind in kinds]


@fault("guidelines", "teaching-documentation", "working-curriculum")
def one_body_did_not_look(paper: Paper, block: Block) -> list[Finding] | None:
    """The commission of the subject, or the council of the unit, among several that looked."""
    missing = _of_kind(paper, "subject-cyclic-commission", "unit-methodical-council")
    if len(paper.looked) < 2 or not missing:
        return None
    block.remove(missing[0][1])
    return _of("document-review-missing", paper)


@fault("syllabus-or-plan")
def one_council_did_not_look(paper: Paper, block: Block) -> list[Finding] | None:
    if len(paper.looked) < 2:
        return None
    block.remove(block.random.choice(paper.looked)[1])
    return _of("document-review-missing-open", paper)


@fault("working-curriculum")
def highest_council_did_not_conclude(paper: Paper, block: Block) -> list[Finding] | None:
    if len(paper.looked) < 2:
        return None
    block.remove(paper.looked[-1][1])
    return _of("document-conclusion-missing", paper)


@fault("guidelines", "teaching-documentation")
def looked_without_outcome(paper: Paper, block: Block) -> list[Finding] | None:
    if len(paper.looked) < 2:
        return None
    paper.looked[0][1].drop(t.OUTCOME)
    return _of("document-conclusion-missing", paper)


@fault(*CONCLUDED)
def conclusion_negative(paper: Paper, block: Block) -> list[Finding] | None:
    concluded = _of_kind(paper, "unit-methodical-council", "organisation-methodical-council")
    block.random.choice(concluded)[1].set(t.OUTCOME, t.key("negative-conclusion"))
    return _of("document-conclusion-negative", paper)


@fault("working-curriculum")
def nobody_had_to_conclude_nor_did(paper: Paper, block: Block) -> list[Finding] | None:
    """The body given as respective is none that concludes, and the council only talked about it."""
    if len(paper.looked) > 1:
        return None
    assert paper.development
    paper.record.add(t.RESPECTIVE, paper.development.get(t.ACTOR) or "")
    stage = paper.looked[0][1]
    stage.set(t.STAGE, t.key("review-stage"))
    stage.drop(t.OUTCOME)
    return _of("document-no-conclusion", paper)


@fault(*CONCLUDED)
def concluded_before_looking(paper: Paper, block: Block) -> list[Finding] | None:
    assert paper.approved
    body, stage = paper.looked[-1]
    if stage.get(t.STAGE) != t.key("conclusion-stage"):
        return None
    block.new(
        "e",
        (t.TYPE, t.term("adi:StageEvent")),
        (t.DOCUMENT, paper.record.name),
        (t.STAGE, t.key("review-stage")),
        (t.ACTOR, body.name),
        (t.DATE, t.shown(t.later(paper.approved, -2))),
    )
    return _of("document-concluded-early", paper)


# ---- approval -----------------------------------------------------------------------------------


def _approver(paper: Paper, person: Record, acting_as: str) -> None:
    assert paper.approval
    paper.approval.set(t.ACTOR, person.name)
    paper.approval.set(t.ACTING_AS, t.key(acting_as))


@fault("working-curriculum", "association-plan")
def approved_by_the_deputy(paper: Paper, block: Block) -> list[Finding]:
    _approver(paper, paper.desk.deputy.person, "deputy-head-academic")
    return _of("document-approver", paper)


@fault("syllabus-or-plan", "guidelines")
def approved_by_the_head(paper: Paper, block: Block) -> list[Finding]:
    _approver(paper, paper.desk.head.person, "head-of-organisation")
    return _of("document-approver", paper)


@fault("teaching-documentation")
def approved_by_a_methodist(paper: Paper, block: Block) -> list[Finding]:
    _approver(paper, block.hire("methodist", paper.desk.place).person, "methodist")
    return _of("document-approver", paper)


@fault(*ROUTED)
def approval_unrecorded(paper: Paper, block: Block) -> list[Finding]:
    assert paper.approval
    block.remove(paper.approval)
    return _of("document-in-force-unapproved", paper)


@fault(*ROUTED)
def neither_approved_nor_in_force(paper: Paper, block: Block) -> list[Finding]:
    assert paper.approval
    block.remove(paper.approval)
    paper.record.drop(t.START)
    return _of("document-unapproved", paper)


# ---- who acted, and whether they were that on the day -------------------------------------------


@fault("working-curriculum", "association-plan")
def another_signed_as_head(paper: Paper, block: Block) -> list[Finding]:
    assert paper.approval
    _approver(paper, paper.desk.deputy.person, "head-of-organisation")
    return _of("stage-event-post", paper, paper.approval)


@fault("syllabus-or-plan", "guidelines")
def another_signed_as_deputy(paper: Paper, block: Block) -> list[Finding]:
    assert paper.approval
    _approver(paper, paper.desk.head.person, "deputy-head-academic")
    return _of("stage-event-post", paper, paper.approval)


@fault(*APPROVED)
def a_stranger_signed(paper: Paper, block: Block) -> list[Finding]:
    assert paper.approval
    role = "head-of-organisation"
    if paper.kind in {
        "working-syllabus",
        "lesson-plan",
        "methodical-guidelines",
        "methodical-recommendations",
    }:
        role = "deputy-head-academic"
    _approver(paper, block.person(), role)
    return _of("stage-event-post-unconfirmed", paper, paper.approval)


def _spoken_for(paper: Paper, person: Record) -> Record | None:
    bodies = [(body, stage) for body, stage in paper.looked if isinstance(body, Body)]
    if not bodies:
        return None
    body, stage = bodies[0]
    stage.set(t.ACTOR, person.name)
    stage.set(t.ON_BEHALF_OF, body.name)
    return stage


@fault(*ROUTED)
def spoke_for_a_body_of_others(paper: Paper, block: Block) -> list[Finding] | None:
    stage = _spoken_for(paper, paper.desk.head.person)
    return _of("stage-event-member", paper, stage) if stage else None


@fault(*ROUTED)
def a_stranger_spoke_for_a_body(paper: Paper, block: Block) -> list[Finding] | None:
    stage = _spoken_for(paper, block.person())
    return _of("stage-event-member-unconfirmed", paper, stage) if stage else None


@fault(*ROUTED)
def a_member_spoke_in_a_post_of_others(paper: Paper, block: Block) -> list[Finding] | None:
    """The body may speak through its member; the post recorded besides is nobody's here."""
    councils = _of_kind(paper, "organisation-methodical-council")
    if not councils:
        return None
    body, stage = councils[0]
    stage.set(t.ACTOR, body.members[0][0].person.name)
    stage.add(t.ON_BEHALF_OF, body.name)
    stage.add(t.ACTING_AS, t.key("enterprise-specialist"))
    return _of("stage-event-post-beside", paper, stage)


@fault("guidelines")
def approved_anew_by_the_council(paper: Paper, block: Block) -> list[Finding] | None:
    """Of several approvals the last counts."""
    councils = _of_kind(paper, "organisation-methodical-council")
    if not councils or not paper.approval or not paper.approved:
        return None
    block.new(
        "e",
        (t.TYPE, t.term("adi:StageEvent")),
        (t.DOCUMENT, paper.record.name),
        (t.STAGE, t.key("approval-stage")),
        (t.ACTOR, councils[0][0].name),
        (t.DATE, t.shown(t.later(paper.approved, 7))),
    )
    return _of("document-approver", paper)


def _look(paper: Paper, body: str) -> Record:
    stage = _further(paper)
    stage.set(t.ACTOR, body)
    if paper.kind not in {"working-syllabus", "lesson-plan"}:
        stage.add(t.OUTCOME, t.key("positive-conclusion"))
    return stage


@fault(*ROUTED)
def a_body_of_the_past_looked(paper: Paper, block: Block) -> list[Finding]:
    body = block.body("organisation-methodical-council", paper.desk.place)
    body.record.set(t.START, t.shown(date(2010, 9, 1)))
    body.record.add(t.END, t.shown(t.later(FOUNDED, -1)))
    return _of("stage-event-body-existed", paper, _look(paper, body.name))


@fault(*ROUTED)
def a_body_of_another_organisation_looked(paper: Paper, block: Block) -> list[Finding] | None:
    foreign = paper.desk.foreign
    if foreign is None:
        return None
    return _of("stage-event-body-elsewhere", paper, _look(paper, foreign))


# ---- models, terms, plans -----------------------------------------------------------------------


@fault("working-curriculum", "syllabus-or-plan")
def model_unsaid(paper: Paper, block: Block) -> list[Finding]:
    paper.record.drop(t.CONFORMS_TO)
    return _of("document-model-missing", paper)


@fault("working-curriculum", "syllabus-or-plan")
def model_of_another_kind(paper: Paper, block: Block) -> list[Finding]:
    """The curriculum agrees with the standard only, the syllabus with the model curriculum."""
    if paper.kind == "working-curriculum":
        paper.record.remove(t.CONFORMS_TO, t.own("ministry/d2"))
    else:
        paper.record.set(t.CONFORMS_TO, t.own("ministry/d2"))
    return _of("document-model-kind", paper)


@fault("association-plan")
def plan_for_more_than_a_year(paper: Paper, block: Block) -> list[Finding]:
    start = next(year.start for year in YEARS if t.shown(year.start) == paper.record.get(t.START))
    paper.record.set(t.END, t.shown(date(start.year + 1, start.month, start.day)))
    return _of("document-term", paper)


@fault("association-plan")
def plan_for_half_a_year(paper: Paper, block: Block) -> list[Finding]:
    start = next(year.start for year in YEARS if t.shown(year.start) == paper.record.get(t.START))
    paper.record.set(t.END, t.shown(date(start.year + 1, 1, 31)))
    return _of("document-term-short", paper)


@fault("association", "inter-school-association")
def plan_of_this_year_missing(association: Association, block: Block) -> list[Finding]:
    paper = association.plans[-1]
    block.remove(paper.record, *paper.stages)
    return [found("association-plan-missing", association.body.record, "29")]
