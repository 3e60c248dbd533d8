"""What is said of associations and UMO: for each paragraph a finding, its message with its values.

The sentences are written by hand from the words of the act, the labels of the kinds and the shapes' wording.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import pytest
from pyoxigraph import RdfFormat

from adisteme.validation.data import Data, add
from adisteme.validation.report import Finding
from adisteme.validation.run import Validator

AS_OF = date(2025, 3, 1)
BASE = "urn:case:"
SHAPE = "https://w3id.org/adisteme/shape/"

PREFIXES = """
@prefix adi: <https://w3id.org/adisteme/ns#> .
@prefix id: <https://w3id.org/adisteme/id/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SCHOOL = """
<school-1> a org:FormalOrganization ; org:classification id:school ;
  adi:educationLevel id:basic-secondary-education .
<school-2> a org:FormalOrganization ; org:classification id:school ;
  adi:educationLevel id:basic-secondary-education .
<department-1> a org:FormalOrganization ; org:classification id:district-education-department .
<mathematics> skos:prefLabel "математика"@ru , "математика"@kk , "mathematics"@en .
<person-12> a foaf:Person ; foaf:name "Person 12" .
<person-13> a foaf:Person ; foaf:name "Person 13" .
"""
UMO = """
<council-1> a adi:Body ; org:classification id:republican-council-tvet .
<council-2> a adi:Body ; org:classification id:republican-council-higher .
<directorate-1> a org:FormalOrganization ; org:classification id:regional-education-directorate .
<cabinet-1> a org:OrganizationalUnit ; org:classification id:regional-methodical-cabinet ;
  org:unitOf <directorate-1> .
<college-1> a org:FormalOrganization ; org:classification id:college ;
  adi:educationLevel id:technical-vocational-education ;
  skos:prefLabel "Колледж 1"@ru , "1-колледж"@kk , "College 1"@en .
<person-12> a foaf:Person ; foaf:name "Person 12" .
"""


def body(kind: str, rest: str = "", of: str = "school-1") -> str:
    return f"<association-1> a adi:Body ; org:classification id:{kind} ; adi:bodyOf <{of}> {rest} .\n"


def seat(name: str, person: int, at: str, role: str, days: str, rest: str = "") -> str:
    """A membership; `days` is its first day, or the first and the last one."""
    first, _, last = days.partition(" ")
    until = f' ; adi:endDate "{last}"^^xsd:date' if last else ""
    return (
        f"<{name}> a org:Membership ; org:member <person-{person}> ; org:organization <{at}> ; "
        f'org:role id:{role} ; adi:startDate "{first}"^^xsd:date{until} {rest} .\n'
    )


def staff(person: int, role: str = "school-teacher") -> str:
    return seat(f"post-{person}", person, "school-1", role, "2020-08-25", "; adi:subject <mathematics>")


def head(person: int, days: str, rest: str = "; adi:selection id:election") -> str:
    return seat(f"head-{person}", person, "association-1", "association-head", days, rest)


def meetings(*days: str) -> str:
    return "".join(
        f'<meeting-{day}> a adi:Meeting ; adi:meetingOf <association-1> ; dcterms:date "{day}"^^xsd:date .\n'
        for day in days
    )


def umo(led_by: str = "council-1", rest: str = "; adi:coordinatedBy <cabinet-1>") -> str:
    return f"<umo-1> a adi:Body ; org:classification id:umo-tvet ; adi:ledBy <{led_by}> {rest} .\n"


def sides(*names: str) -> str:
    """Members for sides of п. 24, the organisation of education being the college."""
    return "".join(
        seat(
            f"seat-{number}",
            number,
            "umo-1",
            "member",
            "2022-01-10",
            f"; adi:representsAs id:{side} ; adi:represents <{'college-1' if number == 21 else side}>",
        )
        for number, side in enumerate(names, 21)
    )


def decision(name: str, by: str, day: str, rest: str = "") -> str:
    return f'<{name}> a adi:Decision ; adi:decidedBy <{by}> ; dcterms:date "{day}"^^xsd:date {rest} .\n'


AT_SCHOOL = SCHOOL + body("school-association", "; adi:meetsAsNeeded true")
ALL_SIDES = sides("education-organisation", "employer", "social-partner")
CHAIR = seat("chair-1", 12, "umo-1", "association-chair", "2024-01-15")
CHAIR_OF_A_COLLEGE = (
    CHAIR + "<chair-1> adi:represents <college-1> ; adi:representsAs id:education-organisation .\n"
)
CONFIRMED = decision("confirmation-1", "council-1", "2024-01-10", "; adi:confirms <chair-1>")

OF_SCHOOLS = (
    "В организациях образования, реализующих общеобразовательные учебные программы начального, "
    "основного среднего и общего среднего образования школьные и межшкольные методические "
    "объединения создаются для учителей общеобразовательных дисциплин, учителей 1-4 классов, "
    "классных руководителей, воспитателей дошкольных учреждений, школ-интернатов"
)
OF_DISTRICTS = (
    "Районные методические объединения создаются для учителей общеобразовательных дисциплин, "
    "учителей начальных классов, воспитателей дошкольных организации образования, школ-интернатов, "
    "школьных библиотекарей"
)


@dataclass(frozen=True)
class Said:
    """A piece of data and all that is found in it."""

    data: str
    severity: str
    shape: str
    focus: str
    provision: str
    quote: str
    ru: str
    kk: str
    en: str


CASES = {
    "p25-between-schools-at-one": Said(
        SCHOOL + body("inter-school-association", "; adi:meetsAsNeeded true"),
        "violation",
        "inter-school-association-hosts",
        "association-1",
        "25",
        OF_SCHOOLS,
        "Межшкольное объединение (п. 25 Правил) — это объединение нескольких школ, а у этого указана одна "
        "(adi:bodyOf).",
        "Мектепаралық бірлестік (Қағидалардың 25-тармағы) — бірнеше мектептің бірлестігі, ал бұл бірлестікте "
        "біреуі ғана көрсетілген (adi:bodyOf).",
        "An inter-school association (paragraph 25 of the Rules) is one of several schools, and this one "
        "names a single one (adi:bodyOf).",
    ),
    "p25-of-a-school-at-two": Said(
        SCHOOL + body("school-association", ", <school-2> ; adi:meetsAsNeeded true"),
        "warning",
        "school-association-hosts",
        "association-1",
        "25",
        OF_SCHOOLS,
        "Школьное объединение указано при нескольких организациях (adi:bodyOf); п. 25 Правил отличает от "
        "него объединение нескольких школ — межшкольное.",
        "Мектептік бірлестік бірнеше ұйымның жанында көрсетілген (adi:bodyOf); Қағидалардың 25-тармағы одан "
        "бірнеше мектептің бірлестігін — мектепаралық бірлестікті ажыратады.",
        "A school association is given at several organisations (adi:bodyOf); paragraph 25 of the Rules "
        "tells the association of several schools, the inter-school one, from it.",
    ),
    "p27-at-a-college": Said(
        UMO + body("district-association", of="college-1"),
        "warning",
        "district-association-host",
        "association-1",
        "27",
        OF_DISTRICTS,
        "Объединение вида «районное методическое объединение» указано при Колледж 1 (adi:bodyOf), а п. 27 "
        "Правил говорит об объединении района: его место — при отделе образования или методическом кабинете.",
        "«аудандық әдістемелік бірлестік» түріндегі бірлестік 1-колледж жанында көрсетілген (adi:bodyOf), ал "
        "Қағидалардың 27-тармағы ауданның бірлестігі туралы айтады: оның орны — білім бөлімінде немесе "
        "әдістемелік кабинетте.",
        "An association of the kind district methodical association is given at College 1 (adi:bodyOf), "
        "while paragraph 27 of the Rules speaks of one of the district: its place is at the education "
        "department or the methodical cabinet.",
    ),
    "p5-led-by-the-council-of-universities": Said(
        UMO + umo("council-2"),
        "violation",
        "umo-leader",
        "umo-1",
        "5/part-3",
        "Руководство учебно-методической работой учебно-методических объединений",
        "Объединением не руководит (adi:ledBy) тот совет, на который это возлагает ч. 3 п. 5 Правил: "
        "республиканский учебно-методический совет технического и профессионального, послесреднего "
        "образования.",
        "Бірлестікке Қағидалардың 5-тармағының 3-бөлігі бұл жұмысты жүктеген кеңес басшылық етпейді "
        "(adi:ledBy): техникалық және кәсіптік, орта білімнен кейінгі білім берудің республикалық "
        "оқу-әдістемелік кеңесі.",
        "The association is not led (adi:ledBy) by the council to which part 3 of paragraph 5 of the Rules "
        "entrusts it: republican educational-methodical council of technical, vocational and post-secondary "
        "education.",
    ),
    "p22-nobody-coordinates": Said(
        UMO + umo(rest="") + ALL_SIDES + CHAIR + CONFIRMED,
        "violation",
        "umo-coordination",
        "umo-1",
        "22",
        "координирует учебно-методическую работу",
        "Работу объединения не координирует (adi:coordinatedBy) тот, кому это поручает п. 22 Правил: "
        "методический кабинет областного (городского) управления образования.",
        "Бірлестіктің жұмысын Қағидалардың 22-тармағы бұл істі тапсырған тарап үйлестірмейді "
        "(adi:coordinatedBy): облыстық (қалалық) білім басқармасының әдістемелік кабинеті.",
        "The association's work is not coordinated (adi:coordinatedBy) by the one whom paragraph 22 of the "
        "Rules charges with it: methodical cabinet of a regional (city) education directorate.",
    ),
    "p24-no-social-partner": Said(
        UMO + umo() + sides("education-organisation", "employer") + CONFIRMED + CHAIR_OF_A_COLLEGE,
        "violation",
        "umo-composition",
        "umo-1",
        "24",
        "В них входят представители организаций образования, работодателей и социальных партнеров",
        "В объединении никто не представляет сторону «социальный партнер», которая входит в него по "
        "п. 24 Правил.",
        "Бірлестікте Қағидалардың 24-тармағы бойынша оған кіретін «әлеуметтік әріптес» тарабының өкілі жоқ.",
        "Nobody in the association represents the side «social partner», which belongs to it under "
        "paragraph 24 "
        "of the Rules.",
    ),
    "p24-stands-for-nobody": Said(
        UMO + umo() + ALL_SIDES + CHAIR + CONFIRMED + seat("seat-1", 12, "umo-1", "member", "2022-01-10"),
        "warning",
        "umo-member-unrepresenting",
        "seat-1",
        "24",
        "В них входят представители организаций образования, работодателей и социальных партнеров",
        "Не записано, какую сторону Person 12 представляет в объединении (adi:representsAs); стороны "
        "называет п. 24 Правил.",
        "Person 12 бірлестікте қай тараптың өкілі екені жазылмаған (adi:representsAs); тараптарды "
        "Қағидалардың 24-тармағы атайды.",
        "It is not recorded which side Person 12 represents in the association (adi:representsAs); "
        "paragraph 24 of the Rules names the sides.",
    ),
    "p24-an-enterprise-as-education": Said(
        UMO
        + umo()
        + ALL_SIDES
        + CHAIR
        + CONFIRMED
        + "<depot-1> a org:FormalOrganization ; org:classification id:enterprise ; "
        'skos:prefLabel "Депо 1"@ru , "1-депо"@kk , "Depot 1"@en .\n'
        + seat(
            "seat-1",
            13,
            "umo-1",
            "member",
            "2022-01-10",
            "; adi:represents <depot-1> ; adi:representsAs id:education-organisation",
        )
        + '<person-13> a foaf:Person ; foaf:name "Person 13" .\n',
        "warning",
        "umo-side-contradicted",
        "seat-1",
        "24",
        "В них входят представители организаций образования, работодателей и социальных партнеров",
        "Person 13 представляет Депо 1 как сторону «организация образования», а вид этой организации "
        "(org:classification) — «предприятие»; п. 24 Правил различает стороны объединения. Проверьте обе "
        "записи (adi:representsAs, org:classification).",
        "Person 13 1-депо ұйымының атынан «білім беру ұйымы» тарабы ретінде қатысады, ал бұл ұйымның түрі "
        "(org:classification) — «кәсіпорын»; Қағидалардың 24-тармағы бірлестік тараптарын ажыратады. Екі "
        "жазбаны да тексеріңіз (adi:representsAs, org:classification).",
        "Person 13 represents Depot 1 as the side «education organisation», while the kind of that "
        "organisation (org:classification) is «enterprise»; paragraph 24 of the Rules tells the sides of an "
        "association apart. Check both records (adi:representsAs, org:classification).",
    ),
    "p25-in-a-college": Said(
        UMO + body("school-association", of="college-1"),
        "violation",
        "association-host-level",
        "association-1",
        "25",
        "В организациях образования, реализующих общеобразовательные учебные программы",
        "Объединение создано в организации Колледж 1, но она не учит ни на одном из уровней, для которых "
        "п. 25 Правил предусматривает такие объединения.",
        "Бірлестік 1-колледж ұйымында құрылған, бірақ ол Қағидалардың 25-тармағы мұндай бірлестіктерді "
        "көздейтін деңгейлердің ешқайсысында оқытпайды.",
        "The association is set up in College 1, which teaches at none of the levels for which paragraph "
        "25 of the Rules provides such associations.",
    ),
    "p25-no-meeting": Said(
        SCHOOL + body("school-association") + "<quarter-1> a adi:SchoolQuarter ; adi:quarterOf <school-1> ; "
        'skos:prefLabel "I четверть"@ru , "I тоқсан"@kk , "quarter I"@en ; '
        'adi:startDate "2024-09-02"^^xsd:date ; adi:endDate "2024-10-27"^^xsd:date .',
        "warning",
        "association-meeting-missing",
        "association-1",
        "25",
        "Заседания проводятся один раз в четверть или по мере необходимости",
        "За четверть с 2024-09-02 по 2024-10-27 (I четверть) нет ни одного заседания; по п. 25 Правил оно "
        "проводится один раз в четверть или по мере необходимости.",
        "2024-09-02 – 2024-10-27 тоқсанында (I тоқсан) бірде-бір отырыс болмаған; Қағидалардың 25-тармағы "
        "бойынша ол тоқсанда бір рет немесе қажетіне қарай өткізіледі.",
        "There was no meeting in the quarter from 2024-09-02 to 2024-10-27 (quarter I); under "
        "paragraph 25 of "
        "the Rules there is one in each quarter, or when needed.",
    ),
    "p25-no-quarters": Said(
        SCHOOL + body("school-association") + meetings("2024-10-10"),
        "info",
        "association-quarters-undeclared",
        "association-1",
        "25",
        "Заседания проводятся один раз в четверть или по мере необходимости",
        "Заседания по п. 25 Правил не проверены: для объединения не указано ни одной учебной четверти "
        "(adi:SchoolQuarter).",
        "Қағидалардың 25-тармағы бойынша отырыстар тексерілмеді: бірлестік үшін бірде-бір оқу тоқсаны "
        "(adi:SchoolQuarter) көрсетілмеген.",
        "Meetings under paragraph 25 of the Rules were not checked: no school quarter (adi:SchoolQuarter) is "
        "given for the association.",
    ),
    "p25-a-librarian": Said(
        AT_SCHOOL
        + staff(12)
        + head(12, "2024-09-02 2025-08-31")
        + staff(13, "school-librarian")
        + seat("seat-1", 13, "association-1", "member", "2024-09-02"),
        "warning",
        "association-member-kind",
        "seat-1",
        "25",
        "школьные и межшкольные методические объединения создаются для учителей",
        "Person 13 не из тех, для кого по п. 25 Правил создаётся объединение.",
        "Қағидалардың 25-тармағы бойынша бірлестік кімдер үшін құрылса, Person 13 солардың қатарында емес.",
        "Person 13 is none of those for whom under paragraph 25 of the Rules the association is set up.",
    ),
    "p26-two-teachers": Said(
        SCHOOL
        + body("school-association", "; adi:subject <mathematics> ; adi:meetsAsNeeded true")
        + staff(12)
        + staff(13),
        "violation",
        "association-too-few-teachers",
        "association-1",
        "26",
        "не менее 3-х учителей одного предмета",
        "Учителей предмета «математика» в школе: 2; п. 26 Правил требует для объединения не менее 3.",
        "Мектептегі «математика» пәнінің мұғалімдері: 2; Қағидалардың 26-тармағы бірлестік үшін кемінде 3 "
        "мұғалімді талап етеді.",
        "Teachers of «mathematics» at the school: 2; paragraph 26 of the Rules asks for no fewer "
        "than 3 for an "
        "association.",
    ),
    "p26-no-association": Said(
        SCHOOL + staff(12) + staff(13) + staff(14),
        "warning",
        "school-association-missing",
        "school-1",
        "26",
        "не менее 3-х учителей одного предмета",
        "Учителей предмета «математика» в школе не менее 3, но методического объединения по нему нет (п. "
        "26 Правил).",
        "Мектепте «математика» пәнінің мұғалімдері кемінде 3, бірақ ол бойынша әдістемелік бірлестік жоқ "
        "(Қағидалардың 26-тармағы).",
        "Teachers of «mathematics» at the school: at least 3; but there is no methodical association for "
        "the subject (paragraph 26 of the Rules).",
    ),
    "p27-one-meeting": Said(
        SCHOOL + body("district-association", of="department-1") + meetings("2024-03-10"),
        "warning",
        "district-association-meetings-few",
        "association-1",
        "27",
        "с периодичностью заседаний два-три раза в год",
        "Заседаний с 2023-09-01 по 2024-08-31: 1; п. 27 Правил требует не менее 2 в год.",
        "2023-09-01 – 2024-08-31 аралығындағы отырыстар: 1; Қағидалардың 27-тармағы жылына кемінде 2 "
        "отырысты "
        "талап етеді.",
        "Meetings from 2023-09-01 to 2024-08-31: 1; paragraph 27 of the Rules asks for no fewer than "
        "2 a year.",
    ),
    "p27-four-meetings": Said(
        SCHOOL
        + body("district-association", of="department-1")
        + meetings("2023-09-10", "2023-12-10", "2024-03-10", "2024-05-10"),
        "warning",
        "district-association-meetings-many",
        "association-1",
        "27",
        "с периодичностью заседаний два-три раза в год",
        "Заседаний с 2023-09-01 по 2024-08-31: 4; по п. 27 Правил их не более 3 в год.",
        "2023-09-01 – 2024-08-31 аралығындағы отырыстар: 4; Қағидалардың 27-тармағы бойынша жылына 3 "
        "отырыстан "
        "артық болмайды.",
        "Meetings from 2023-09-01 to 2024-08-31: 4; paragraph 27 of the Rules provides for no more than 3"
        " a year.",
    ),
    "p28-no-association": Said(
        SCHOOL + "<school-3> a org:FormalOrganization ; org:classification id:ungraded-school ; "
        "adi:educationLevel id:primary-education ; adi:district <department-1> ; adi:combinedClasses true .",
        "violation",
        "ungraded-association-missing",
        "department-1",
        "28",
        "При наличии малокомплектных школ с совмещенными классами в районе",
        "В районе есть малокомплектные школы с совмещёнными классами, но нет методического объединения их "
        "учителей (п. 28 Правил).",
        "Ауданда біріктірілген сыныптары бар шағын жинақты мектептер бар, бірақ олардың мұғалімдерінің "
        "әдістемелік бірлестігі жоқ (Қағидалардың 28-тармағы).",
        "The district has ungraded schools with combined classes, but no methodical association of their "
        "teachers (paragraph 28 of the Rules).",
    ),
    "p30-no-head": Said(
        AT_SCHOOL + staff(12) + seat("seat-1", 12, "association-1", "member", "2024-09-02"),
        "warning",
        "association-leader-missing",
        "association-1",
        "30",
        "возглавляет руководитель",
        "На отчётную дату объединением никто не руководит; по п. 30 Правил им руководит: руководитель "
        "методического объединения.",
        "Есепті күні бірлестікке ешкім басшылық етпейді; Қағидалардың 30-тармағы бойынша оған басшылық "
        "ететін: әдістемелік бірлестік жетекшісі.",
        "On the reference date nobody leads the association; under paragraph 30 of the Rules it is led "
        "by: head of a methodical association.",
    ),
    "p30-two-heads": Said(
        AT_SCHOOL
        + staff(12)
        + staff(13)
        + head(12, "2024-09-02 2025-08-31")
        + head(13, "2025-01-10 2025-12-31"),
        "violation",
        "association-leaders-overlap",
        "association-1",
        "30",
        "возглавляет руководитель",
        "Person 13 (начало: 2025-01-10) возглавляет объединение одновременно с другим лицом; по п. 30 "
        "Правил руководит одно лицо.",
        "Person 13 (басталуы: 2025-01-10) бірлестікті басқа тұлғамен бір мезгілде басқарады; Қағидалардың"
        " 30-тармағы бойынша оны бір тұлға басқарады.",
        "Person 13 (start: 2025-01-10) leads the association together with somebody else; under paragraph"
        " 30 of the Rules one person does.",
    ),
    "p30-a-year-and-a-day": Said(
        AT_SCHOOL + staff(12) + head(12, "2024-09-01 2025-09-01"),
        "violation",
        "association-head-term",
        "head-12",
        "30",
        "избираемый (назначаемый) сроком на 1 год",
        "Person 12 возглавляет объединение с 2024-09-01 по 2025-09-01: срок, на который по п. 30 "
        "Правил избирают "
        "(назначают), превышен.",
        "Person 12 бірлестікті 2024-09-01 күнінен 2025-09-01 күніне дейін басқарады: Қағидалардың 30-тармағы "
        "бойынша сайланатын (тағайындалатын) мерзімнен асып кеткен.",
        "Person 12 leads the association from 2024-09-01 to 2025-09-01: more than the term for which one is "
        "elected (appointed) under paragraph 30 of the Rules.",
    ),
    "p30-open-for-a-year": Said(
        AT_SCHOOL + staff(12) + head(12, "2024-03-01"),
        "violation",
        "association-head-term-open",
        "head-12",
        "30",
        "избираемый (назначаемый) сроком на 1 год",
        "Person 12 возглавляет объединение с 2024-03-01, и окончание (adi:endDate) не записано: на "
        "2025-03-01 срок, на который по п. 30 Правил избирают (назначают), уже истёк.",
        "Person 12 бірлестікті 2024-03-01 күнінен бері басқарып келеді, аяқталуы (adi:endDate) жазылмаған: "
        "2025-03-01 күні Қағидалардың 30-тармағы бойынша сайланатын (тағайындалатын) мерзім өтіп кеткен.",
        "Person 12 has led the association since 2024-03-01, and no end (adi:endDate) is recorded: on "
        "2025-03-01 the term for which one is elected (appointed) under paragraph 30 of the Rules is over.",
    ),
    "p30-confirmed": Said(
        AT_SCHOOL + staff(12) + head(12, "2024-09-02 2025-08-31", "; adi:selection id:confirmation"),
        "violation",
        "association-head-selection",
        "head-12",
        "30",
        "избираемый (назначаемый)",
        "Руководитель объединения получил место способом «утверждение в должности», а п. 30 Правил "
        "предусматривает другой.",
        "Бірлестік жетекшісі орынға «лауазымға бекіту» тәсілімен келген, ал Қағидалардың 30-тармағы өзге "
        "тәсілді көздейді.",
        "The head of the association came to the place by confirmation in office, while paragraph 30 of "
        "the Rules provides for another way.",
    ),
    "p30-not-said": Said(
        AT_SCHOOL + staff(12) + head(12, "2024-09-02 2025-08-31", ""),
        "info",
        "association-head-selection-unsaid",
        "head-12",
        "30",
        "избираемый (назначаемый)",
        "Не указано, избран руководитель объединения или назначен (adi:selection): п. 30 Правил не проверен.",
        "Бірлестік жетекшісінің сайланғаны немесе тағайындалғаны көрсетілмеген (adi:selection): Қағидалардың "
        "30-тармағы тексерілмеді.",
        "It is not said whether the head of the association was elected or appointed "
        "(adi:selection): paragraph "
        "30 of the Rules was not checked.",
    ),
    "p30-appointed-by-a-school": Said(
        SCHOOL
        + body("inter-school-association", "; adi:bodyOf <school-2> ; adi:meetsAsNeeded true")
        + staff(12)
        + head(12, "2024-09-02", "; adi:selection id:appointment ; adi:selectedBy <school-1>"),
        "violation",
        "association-head-appointer",
        "head-12",
        "30",
        "Руководители межшкольных объединений назначаются районным (городским) отделом образования",
        "Руководителя объединения назначил кто-то другой; по п. 30 Правил его назначает: районный "
        "(городской) отдел образования.",
        "Бірлестік жетекшісін басқа тарап тағайындаған; Қағидалардың 30-тармағы бойынша оны "
        "тағайындайтын: аудандық (қалалық) білім бөлімі.",
        "The head of the association was appointed by somebody else; under paragraph 30 of the Rules the "
        "head is appointed by: district (city) education department.",
    ),
    "p30-a-librarian": Said(
        AT_SCHOOL + staff(12, "school-librarian") + head(12, "2024-09-02 2025-08-31"),
        "violation",
        "association-head-not-teacher",
        "head-12",
        "30",
        "из числа наиболее подготовленных, творчески работающих педагогов",
        "Person 12 в первый день руководства не числится среди педагогов, из которых по п. 30 Правил берут "
        "руководителя.",
        "Person 12 басшылықтың бірінші күнінде Қағидалардың 30-тармағы бойынша жетекші алынатын педагогтер "
        "қатарында емес.",
        "On the first day of leading Person 12 is not one of the teachers out of whom the head is "
        "taken under "
        "paragraph 30 of the Rules.",
    ),
    "p34-undelivered": Said(
        UMO + umo() + ALL_SIDES + CHAIR + CONFIRMED + decision("decision-1", "umo-1", "2024-10-10"),
        "violation",
        "decision-undelivered",
        "decision-1",
        "34",
        "доводятся до всех организаций образования - членов учебно-методического объединения по профилю",
        "Решение не доведено до организации образования — члена объединения (п. 34 Правил): Колледж 1.",
        "Шешім бірлестік мүшесі болып табылатын білім беру ұйымына жеткізілмеген (Қағидалардың 34-тармағы): "
        "1-колледж.",
        "The decision was not delivered to an organisation of education that is a member of the association "
        "(paragraph 34 of the Rules): College 1.",
    ),
    "p35-no-chair": Said(
        UMO + umo() + ALL_SIDES,
        "warning",
        "association-leader-missing",
        "umo-1",
        "35",
        "осуществляет Председатель",
        "На отчётную дату объединением никто не руководит; по п. 35 Правил им руководит: председатель "
        "учебно-методического объединения.",
        "Есепті күні бірлестікке ешкім басшылық етпейді; Қағидалардың 35-тармағы бойынша оған басшылық "
        "ететін: оқу-әдістемелік бірлестік төрағасы.",
        "On the reference date nobody leads the association; under paragraph 35 of the Rules it is led "
        "by: chair of an educational-methodical association.",
    ),
    "p35-unconfirmed": Said(
        UMO + umo() + ALL_SIDES + CHAIR,
        "violation",
        "umo-chair-unconfirmed",
        "chair-1",
        "35",
        "утверждаемый решением учебно-методического совета",
        "Председатель объединения не утверждён решением учебно-методического совета, как требует п. "
        "35 Правил.",
        "Бірлестік төрағасы Қағидалардың 35-тармағы талап еткендей оқу-әдістемелік кеңестің шешімімен "
        "бекітілмеген.",
        "The chair of the association is not confirmed by a decision of an educational-methodical "
        "council, as "
        "paragraph 35 of the Rules demands.",
    ),
    "p35-by-the-council-of-universities": Said(
        UMO
        + umo()
        + ALL_SIDES
        + CHAIR
        + decision("confirmation-1", "council-2", "2024-01-10", "; adi:confirms <chair-1>"),
        "warning",
        "umo-chair-other-council",
        "chair-1",
        "35",
        "утверждаемый решением учебно-методического совета",
        "Председателя объединения утвердил другой совет; п. 35 Правил понят так, что это республиканский "
        "учебно-методический совет технического и профессионального, послесреднего образования.",
        "Бірлестік төрағасын басқа кеңес бекіткен; Қағидалардың 35-тармағы бойынша бұл — техникалық және "
        "кәсіптік, орта білімнен кейінгі білім берудің республикалық оқу-әдістемелік кеңесі деп түсінілген.",
        "The chair of the association was confirmed by another council; paragraph 35 of the Rules is read as "
        "meaning: republican educational-methodical council of technical, vocational and post-secondary "
        "education.",
    ),
    "p35-confirmed-late": Said(
        UMO
        + umo()
        + ALL_SIDES
        + CHAIR
        + decision("confirmation-1", "council-1", "2024-01-16", "; adi:confirms <chair-1>"),
        "warning",
        "umo-chair-confirmed-late",
        "chair-1",
        "35",
        "утверждаемый решением учебно-методического совета",
        "Председатель объединения вступил в должность 2024-01-15, а утверждён позже (п. 35 Правил).",
        "Бірлестік төрағасы қызметке 2024-01-15 кіріскен, ал кейін бекітілген (Қағидалардың 35-тармағы).",
        "The chair of the association took office on 2024-01-15 and was confirmed later (paragraph 35 of the "
        "Rules).",
    ),
}


@pytest.fixture(scope="module")
def found(validator: Validator) -> dict[str, list[Finding]]:
    """Case → its findings, from one validation of all, each under a base IRI of its own."""
    data = Data()
    for name, said in CASES.items():
        add(data, f"@base <{BASE}{name}/> .{PREFIXES}{said.data}".encode(), RdfFormat.TURTLE, name)
    findings = defaultdict(list)
    for finding in validator.validate(data, AS_OF).results:
        findings[finding.file or ""].append(finding)
    return findings


@pytest.mark.parametrize("name", CASES)
def test_the_one_finding_and_its_words(name: str, found: dict[str, list[Finding]]) -> None:
    said = CASES[name]
    assert [
        (one.shape.removeprefix(SHAPE), one.focus.removeprefix(f"{BASE}{name}/")) for one in found[name]
    ] == [(said.shape, said.focus)]
    (finding,) = found[name]
    assert (finding.severity, finding.provision) == (said.severity, said.provision)
    assert finding.quote is not None
    assert said.quote in finding.quote
    assert finding.message == {"ru": said.ru, "kk": said.kk, "en": said.en}


@pytest.mark.parametrize("paragraph", ["5", "22", "24", "25", "26", "27", "28", "30", "34", "35"])
def test_each_paragraph_with_a_shape_is_here(paragraph: str) -> None:
    assert paragraph in {said.provision.partition("/")[0] for said in CASES.values()}
