"""What the findings on documents say, with the values filled in; and rules of somebody's own that conflict.

The sentences are written by hand from the words of the act, the labels of the kinds and the shapes' wording.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat

from adisteme.graph import load
from adisteme.validation.data import Data, add
from adisteme.validation.report import Finding, Report
from adisteme.validation.run import Validator

SHAPE = "https://w3id.org/adisteme/shape/"
PREFIXES = """\
@prefix adi: <https://w3id.org/adisteme/ns#> .
@prefix id: <https://w3id.org/adisteme/id/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
NAMES = """
<council-1> skos:prefLabel "Совет 1"@ru , "1-кеңес"@kk , "Council 1"@en .
<commission-1> skos:prefLabel "Комиссия 1"@ru , "1-комиссия"@kk , "Commission 1"@en .
<person-1> a foaf:Person ; foaf:name "Person 1" .
<person-3> a foaf:Person ; foaf:name "Person 3" .
"""
COLLEGE = """
<college-1> a org:FormalOrganization ; org:classification id:college ;
  adi:educationLevel id:technical-vocational-education .
<council-1> a adi:Body ; org:classification id:organisation-methodical-council ; adi:bodyOf <college-1> .
"""


def event(name: str, stage: str, day: str, rest: str) -> str:
    return f"""<{name}> a adi:StageEvent ; adi:document <paper-1> ; adi:stage id:{stage}-stage ;
  dcterms:date "2024-08-{day}"^^xsd:date ; {rest} ."""


def paper(kind: str, issuer: str = "college-1", more: str = "") -> str:
    return f"<paper-1> a adi:Document ; dcterms:type id:{kind} ; adi:issuedBy <{issuer}> {more} ."


DEVELOPED = event("development", "development", "01", "adi:actor <person-12> ; adi:actingAs id:lecturer")
CONCLUDED = event(
    "conclusion", "conclusion", "20", "adi:actor <council-1> ; adi:outcome id:positive-conclusion"
)
APPROVED = event("approval", "approval", "30", "adi:actor <person-1> ; adi:actingAs id:deputy-head-academic")
GUIDELINES = COLLEGE + paper("methodical-guidelines") + DEVELOPED + APPROVED
FOR_COUNCIL = event(
    "conclusion",
    "conclusion",
    "20",
    "adi:actor <person-3> ; adi:onBehalfOf <council-1> ; adi:outcome id:positive-conclusion",
)
BY_THE_COUNCIL = event("approval-2", "approval", "31", "adi:actor <council-1>")
SCHOOL = """
<school-1> a org:FormalOrganization ; org:classification id:school ; adi:educationLevel id:primary-education .
<association-1> a adi:Body ; org:classification id:school-association ; adi:bodyOf <school-1> .
"""
YEAR = '; adi:startDate "2023-09-01"^^xsd:date ; adi:endDate "{}"^^xsd:date'
PLAN_APPROVED = event(
    "approval", "approval", "30", "adi:actor <person-1> ; adi:actingAs id:head-of-organisation"
)
COMMISSION = """<commission-1> a adi:Body ; org:classification id:subject-cyclic-commission ;
  adi:bodyOf {} ."""
LOOKED = event("review", "review", "{}", "adi:actor <commission-1> ; adi:outcome id:positive-conclusion")
SECOND = """<college-2> a org:FormalOrganization ; org:classification id:college ;
  adi:educationLevel id:technical-vocational-education ."""
SEAT = "<seat-{0}> a org:Membership ; org:member <person-{0}> ; org:organization <{1}> ; org:role id:{2} ."
SYLLABUS = COLLEGE + DEVELOPED + CONCLUDED + APPROVED
STANDARD = "<standard-1> a adi:Document ; dcterms:type id:state-standard ; rdfs:isDefinedBy <register-1> ."


@dataclass(frozen=True)
class Case:
    """A record and what is said of it."""

    shape: str
    turtle: str
    severity: str
    provision: str
    ru: str
    kk: str
    en: str
    as_of: date = date(2024, 9, 15)


CASES = [
    Case(
        "document-unreviewed",
        GUIDELINES,
        "violation",
        "21",
        "До утверждения документ не рассмотрел ни один из органов, названных в п. 21 Правил: "
        "методический совет организации образования, методический совет структурного подразделения, "
        "методическая комиссия.",
        "Бекітілгенге дейін құжатты Қағидалардың 21-тармағы атаған органдардың бірде-бірі қарамаған: білім "
        "беру ұйымының әдістемелік кеңесі, құрылымдық бөлімшенің әдістемелік кеңесі, әдістемелік комиссия.",
        "Before the approval none of the bodies named in paragraph 21 of the Rules considered the document: "
        "methodical council of an education organisation, methodical council of a structural unit, "
        "methodical commission.",
    ),
    Case(
        "document-conclusion-negative",
        GUIDELINES + CONCLUDED.replace("positive", "negative"),
        "violation",
        "21",
        "Документ утверждён, хотя последнее заключение органа Совет 1 до дня утверждения не положительное; "
        "положительного требует п. 21 Правил.",
        "1-кеңес органының бекіту күніне дейінгі соңғы қорытындысы Қағидалардың 21-тармағы талап еткендей оң "
        "болмаса да, құжат бекітілген.",
        "The document was approved though the last conclusion of Council 1 before the day of approval is not "
        "the positive one that paragraph 21 of the Rules demands.",
    ),
    Case(
        "document-approver",
        GUIDELINES + CONCLUDED + BY_THE_COUNCIL,
        "violation",
        "21",
        "Документ утверждён не тем, кем следует (Совет 1): по п. 21 Правил его утверждает заместитель "
        "руководителя по учебной (учебно-методической) работе.",
        "Құжатты тиісті емес тарап бекіткен (1-кеңес): Қағидалардың 21-тармағы бойынша оны басшының оқу "
        "(оқу-әдістемелік) жұмысы жөніндегі орынбасары бекітеді.",
        "The document was approved by the wrong hand (Council 1): under paragraph 21 of the Rules it is "
        "approved by deputy head for academic affairs.",
    ),
    Case(
        "document-level",
        "<college-1> a org:FormalOrganization ; rdfs:isDefinedBy <register-1> ."
        + paper("methodical-guidelines", "college-1"),
        "warning",
        "21",
        "Неизвестен уровень образования: у организации документа нет adi:educationLevel, и его путь по п. 21 "
        "Правил не проверен.",
        "Білім беру деңгейі белгісіз: құжат ұйымында adi:educationLevel жоқ, оның Қағидалардың 21-тармағы "
        "бойынша жолы тексерілмеді.",
        "The level of education is unknown: the document's organisation has no adi:educationLevel, and its "
        "way under paragraph 21 of the Rules was not checked.",
    ),
    Case(
        "document-concluded-early",
        GUIDELINES + CONCLUDED + event("review", "review", "21", "adi:actor <council-1>"),
        "warning",
        "21",
        "Заключение дано раньше, чем тот же орган рассмотрел документ (п. 21 Правил).",
        "Қорытынды сол органның құжатты қарауынан бұрын берілген (Қағидалардың 21-тармағы).",
        "The conclusion was given before the same body considered the document (paragraph 21 of the Rules).",
    ),
    Case(
        "document-developed-late",
        GUIDELINES.replace("2024-08-01", "2024-08-20") + CONCLUDED,
        "warning",
        "21",
        "Документ разработан не раньше, чем рассмотрен или утверждён (п. 21 Правил).",
        "Құжат қаралғаннан немесе бекітілгеннен бұрын әзірленбеген (Қағидалардың 21-тармағы).",
        "The document was not developed before it was considered or approved (paragraph 21 of the Rules).",
    ),
    Case(
        "document-term",
        SCHOOL
        + paper("methodical-association-plan", "association-1", YEAR.format("2024-09-01"))
        + PLAN_APPROVED,
        "violation",
        "29",
        "Документ составлен на срок больше установленного: по п. 29 Правил он должен закончиться раньше "
        "2024-09-01, а длится до 2024-09-01.",
        "Құжат белгіленгеннен ұзақ мерзімге жасалған: Қағидалардың 29-тармағы бойынша ол 2024-09-01 күнінен "
        "бұрын аяқталуы тиіс, ал 2024-09-01 дейін созылады.",
        "The document is made for longer than allowed: under paragraph 29 of the Rules it must end before "
        "2024-09-01, but lasts until 2024-09-01.",
    ),
    Case(
        "association-plan-missing",
        SCHOOL
        + paper("methodical-association-plan", "association-1", YEAR.format("2024-08-31"))
        + PLAN_APPROVED,
        "warning",
        "29",
        "У методического объединения нет плана работы на текущий учебный год, которого требует п. 29 Правил.",
        "Әдістемелік бірлестіктің Қағидалардың 29-тармағы талап ететін ағымдағы оқу жылына арналған жұмыс "
        "жоспары жоқ.",
        "The methodical association has no work plan for the current school year, as paragraph 29 of the "
        "Rules demands.",
    ),
    Case(
        "document-model-missing",
        SYLLABUS + paper("working-syllabus"),
        "info",
        "20",
        "Не указано, чему соответствует документ (dcterms:conformsTo), как требует п. 20 Правил.",
        "Құжаттың Қағидалардың 20-тармағы талап еткендей неге сәйкес екені көрсетілмеген "
        "(dcterms:conformsTo).",
        "It is not said what the document conforms to (dcterms:conformsTo), as paragraph 20 of the Rules "
        "demands.",
    ),
    Case(
        "document-model-kind",
        SYLLABUS + STANDARD + paper("working-syllabus", more="; dcterms:conformsTo <standard-1>"),
        "warning",
        "20",
        "Среди того, чему соответствует документ (dcterms:conformsTo), нет вида «типовая учебная программа», "
        "который называет п. 20 Правил.",
        "Құжат сәйкес келетіндердің (dcterms:conformsTo) ішінде Қағидалардың 20-тармағы атайтын «үлгілік оқу "
        "бағдарламасы» түрі жоқ.",
        "Among what the document conforms to (dcterms:conformsTo) there is no model syllabus, which "
        "paragraph 20 of the Rules names.",
    ),
    Case(
        "stage-event-post",
        GUIDELINES + CONCLUDED + SEAT.format(1, "college-1", "methodist"),
        "violation",
        "21",
        "Person 1 в этот день не занимает должность «заместитель руководителя по учебной "
        "(учебно-методической) работе» в организации документа; по п. 21 Правил действует именно это лицо.",
        "Person 1 сол күні құжат ұйымында «басшының оқу (оқу-әдістемелік) жұмысы жөніндегі орынбасары» "
        "лауазымында болмаған; Қағидалардың 21-тармағы бойынша дәл осы тұлға әрекет етеді.",
        "On that day Person 1 did not hold the post of deputy head for academic affairs in the document's "
        "organisation; under paragraph 21 of the Rules it is for that post to act.",
    ),
    Case(
        "stage-event-post-unconfirmed",
        GUIDELINES + CONCLUDED + SEAT.format(2, "college-1", "deputy-head-academic"),
        "warning",
        "21",
        "Нельзя подтвердить, что Person 1 в этот день занимает должность «заместитель руководителя по "
        "учебной (учебно-методической) работе», в которой действует по п. 21 Правил: о нём в данных нет "
        "записей.",
        "Person 1 сол күні Қағидалардың 21-тармағы бойынша әрекет еткен «басшының оқу (оқу-әдістемелік) "
        "жұмысы жөніндегі орынбасары» лауазымында болғанын растау мүмкін емес: деректерде ол туралы жазба "
        "жоқ.",
        "It cannot be confirmed that on that day Person 1 held the post of deputy head for academic affairs, "
        "in which this person acted under paragraph 21 of the Rules: the data have no record of this person.",
    ),
    Case(
        "stage-event-post-beside",
        GUIDELINES
        + FOR_COUNCIL.replace("adi:actor <person-3>", "adi:actor <person-3> ; adi:actingAs id:methodist")
        + SEAT.format(3, "council-1", "member")
        + "<seat-3> adi:selection id:election ."
        + SEAT.format(3, "college-1", "head-of-organisation").replace("<seat-3>", "<post-3>"),
        "warning",
        "21",
        "Person 3 действует от имени органа или подразделения, как велит п. 21 Правил, но должность "
        "«методист», записанную при этом, в этот день не занимает.",
        "Person 3 Қағидалардың 21-тармағы бойынша орган немесе бөлімше атынан әрекет еткен, бірақ сонымен "
        "бірге жазылған «әдіскер» лауазымында сол күні болмаған.",
        "Person 3 acted for a body or unit, as paragraph 21 of the Rules has it, but on that day did not "
        "hold the post of methodist that is recorded with it.",
    ),
    Case(
        "stage-event-member",
        GUIDELINES
        + FOR_COUNCIL
        + COMMISSION.format("<college-1>")
        + SEAT.format(3, "commission-1", "member")
        + SEAT.format(9, "commission-1", "commission-chair")
        + "<seat-9> adi:selection id:election .",
        "violation",
        "21",
        "Действовавший от имени органа или подразделения Совет 1 в этот день в нём не состоял (п. 21 "
        "Правил).",
        "1-кеңес органы немесе бөлімшесі атынан әрекет еткен адам сол күні оның құрамында болмаған "
        "(Қағидалардың 21-тармағы).",
        "The person who acted for Council 1 did not belong to it on that day (paragraph 21 of the Rules).",
    ),
    Case(
        "stage-event-member-unconfirmed",
        GUIDELINES + FOR_COUNCIL + SEAT.format(4, "council-1", "member"),
        "warning",
        "21",
        "Нельзя подтвердить, что действовавший от имени органа или подразделения Совет 1 в нём состоит (п. "
        "21 Правил): о нём в данных нет записей.",
        "1-кеңес органы немесе бөлімшесі атынан әрекет еткен адамның оның құрамында екенін растау мүмкін "
        "емес (Қағидалардың 21-тармағы): деректерде ол туралы жазба жоқ.",
        "It cannot be confirmed that the person who acted for Council 1 belongs to it (paragraph 21 of the "
        "Rules): the data have no record of this person.",
    ),
    Case(
        "stage-event-body-existed",
        GUIDELINES
        + CONCLUDED
        + COMMISSION.format('<college-1> ; adi:endDate "2024-08-09"^^xsd:date')
        + LOOKED.format("10"),
        "violation",
        "21",
        "В этот день Комиссия 1 ещё или уже не существует, а действует по п. 21 Правил.",
        "Сол күні 1-комиссия әлі құрылмаған немесе таратылған, бірақ Қағидалардың 21-тармағы бойынша әрекет "
        "еткен.",
        "On that day Commission 1 did not yet or no longer exist, but acted under paragraph 21 of the Rules.",
    ),
    Case(
        "stage-event-body-elsewhere",
        GUIDELINES + CONCLUDED + SECOND + COMMISSION.format("<college-2>") + LOOKED.format("10"),
        "violation",
        "21",
        "Комиссия 1 принадлежит другой организации: по п. 21 Правил действуют органы и подразделения своей.",
        "1-комиссия басқа ұйымға тиесілі: Қағидалардың 21-тармағы бойынша өз ұйымының органдары мен "
        "бөлімшелері әрекет етеді.",
        "Commission 1 belongs to another organisation: under paragraph 21 of the Rules bodies and units of "
        "the document's own act.",
    ),
]


def _report(validator: Validator, turtle: str, as_of: date) -> Report:
    data = Data()
    add(data, (PREFIXES + NAMES + turtle).encode(), RdfFormat.TURTLE, "data.ttl")
    return validator.validate(data, as_of)


def _short(findings: list[Finding]) -> list[str]:
    return [finding.shape.removeprefix(SHAPE) for finding in findings]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.shape)
def test_message_with_its_values(case: Case, validator: Validator) -> None:
    report = _report(validator, case.turtle, case.as_of)
    assert _short(report.results) == [case.shape]
    found = report.results[0]
    assert (found.severity, found.provision) == (case.severity, case.provision)
    assert found.message == {"ru": case.ru, "kk": case.kk, "en": case.en}


def test_a_school_is_not_told_of_kafedras_nor_commissions(validator: Validator) -> None:
    """п. 18 names them; the act has commissions in TVET and kafedras after it, councils everywhere."""
    turtle = SCHOOL + paper("teaching-documentation", "school-1")
    approved = event(
        "approval", "approval", "30", "adi:actor <person-1> ; adi:actingAs id:head-of-organisation"
    )
    developed = event("development", "development", "01", "adi:actor <unit-1>")
    unit = """<unit-1> a org:OrganizationalUnit ; org:classification id:structural-unit ;
      org:unitOf <school-1> ."""
    found = _report(validator, turtle + unit + developed + approved, date(2024, 9, 15)).results
    said = {finding.shape.removeprefix(SHAPE): finding.message["en"] for finding in found}
    assert set(said) == {"document-unreviewed", "association-plan-missing"}
    assert "kafedra" not in said["document-unreviewed"]
    assert "commission" not in said["document-unreviewed"]
    assert "methodical council of a structural unit" in said["document-unreviewed"]


# ---- rules of one's own ------------------------------------------------------------------------------

OWN = """@prefix my: <https://example.org/college-1/> .
@prefix adi: <https://w3id.org/adisteme/ns#> .
@prefix id: <https://w3id.org/adisteme/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
my:catalogue a adi:DocumentKind ; skos:prefLabel "каталог"@ru .
my:order a adi:Act ; skos:prefLabel "Приказ 12"@ru .
my:p3 a adi:Paragraph ; adi:inAct my:order ; adi:place "3" ; adi:number "3" ; rdfs:label "п. 3 приказа"@ru .
my:p4 a adi:Paragraph ; adi:inAct my:order ; adi:place "4" ; adi:number "4" ; rdfs:label "п. 4 приказа"@ru .
my:norm-3 a adi:Norm ; skos:prefLabel "утверждение по п. 3"@ru ; adi:appliesToDocument my:catalogue ;
  adi:appliesToLevel id:technical-vocational-education ; adi:atStage id:approval-stage ;
  adi:bearer id:deputy-head-academic ; adi:bearerMode id:any-bearer ; adi:modality id:power ;
  adi:statedIn my:p3 ; adi:quote "Каталог утверждает заместитель."@ru .
my:norm-4 a adi:Norm ; skos:prefLabel "утверждение по п. 4"@ru ; adi:appliesToDocument my:catalogue ;
  adi:appliesToLevel id:technical-vocational-education ; adi:atStage id:approval-stage ;
  adi:bearer id:head-of-organisation ; adi:bearerMode id:any-bearer ; adi:modality id:power ;
  adi:statedIn my:p4 ; adi:quote "Каталог утверждает руководитель."@ru .
"""


@pytest.fixture(scope="module")
def divided(tmp_path_factory: pytest.TempPathFactory) -> Validator:
    """The Rules with two rules of somebody's own that name different approvers."""
    folder: Path = tmp_path_factory.mktemp("own")
    (folder / "own.ttl").write_text(OWN, encoding="utf-8")
    return Validator(load(extra=[folder]))


@pytest.mark.parametrize(
    ("role", "found"),
    [
        ("deputy-head-academic", ["document-rules-conflict"]),
        ("head-of-organisation", ["document-rules-conflict"]),
        ("commission-chair", ["document-approver", "document-rules-conflict"]),
    ],
)
def test_of_two_rules_of_one_rank_either_is_right(divided: Validator, role: str, found: list[str]) -> None:
    kind = "<paper-1> a adi:Document ; dcterms:type <https://example.org/college-1/catalogue> ;"
    data = COLLEGE + kind + " adi:issuedBy <college-1> ." + APPROVED.replace("deputy-head-academic", role)
    report = _report(divided, data, date(2024, 9, 15))
    assert _short(report.results) == found
    last = report.results[-1]
    assert last.severity == "info"
    assert last.message["ru"] == (
        "Два правила равной силы называют для документа разных лиц: п. 3 приказа и п. 4 приказа. "
        "Верным считается любое из них."
    )
