"""What findings on organisations, units, bodies and staff say, paragraph by paragraph, in three languages.

The sentences are written by hand from the words of the act, the labels of the kinds and the shapes' wording.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pyoxigraph import RdfFormat

from adisteme.validation.data import Data, add
from adisteme.validation.report import Finding, Report
from adisteme.validation.run import Validator

Check = Callable[[str], Report]

DATA = "urn:adisteme:data/"
SHAPE = "https://w3id.org/adisteme/shape/"
PREFIXES = """\
@prefix adi: <https://w3id.org/adisteme/ns#> .
@prefix id: <https://w3id.org/adisteme/id/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def organisation(name: str, kind: str, level: str, more: str = "") -> str:
    return (
        f"<{name}> a org:FormalOrganization ; org:classification id:{kind} ; "
        f"adi:educationLevel id:{level} {more} .\n"
    )


def unit(name: str, kind: str, of: str, more: str = "") -> str:
    return f"<{name}> a org:OrganizationalUnit ; org:classification id:{kind} ; org:unitOf <{of}> {more} .\n"


def body(name: str, kind: str, of: str, more: str = "") -> str:
    return f"<{name}> a adi:Body ; org:classification id:{kind} ; adi:bodyOf <{of}> {more} .\n"


def post(name: str, person: str, place: str, role: str, more: str = "") -> str:
    return (
        f"<{name}> a org:Membership ; org:member <{person}> ; org:organization <{place}> ; "
        f"org:role id:{role} {more} .\n"
    )


def lecturers(count: int, place: str = "college-1") -> str:
    return "".join(post(f"post-{n}", f"person-{n}", place, "lecturer") for n in range(1, count + 1))


def leaders(place: str) -> str:
    return post("head-1", "person-90", place, "head-of-organisation") + post(
        "deputy-1", "person-91", place, "deputy-head-academic"
    )


COLLEGE = organisation("college-1", "college", "technical-vocational-education")
POST_SECONDARY = organisation("college-2", "post-secondary-organisation", "post-secondary-education")
UNIVERSITY = organisation(
    "university-1",
    "university",
    "higher-education",
    '; skos:prefLabel "Вуз 1"@ru , "1-ЖОО"@kk , "University 1"@en',
)
SCHOOL = organisation("school-1", "school", "primary-education")
COMMISSION = body("commission-1", "subject-cyclic-commission", "college-1")
CABINET = """<cabinet-1> a org:OrganizationalUnit ; org:classification id:regional-methodical-cabinet ;
  org:unitOf <directorate-1> ; skos:prefLabel "Кабинет 1"@ru , "1-кабинет"@kk , "Cabinet 1"@en .
<directorate-1> a org:FormalOrganization ; org:classification id:regional-education-directorate .
"""
DISTRICT_CABINET = """\
<cabinet-2> a org:OrganizationalUnit ; org:classification id:district-methodical-cabinet ;
  org:unitOf <department-1> ; skos:prefLabel "Кабинет 2"@ru , "2-кабинет"@kk , "Cabinet 2"@en .
<department-1> a org:FormalOrganization ; org:classification id:district-education-department .
"""


def said(report: Report) -> dict[str, Any]:
    """The parts of the only finding that come from the act and the record."""
    assert len(report.results) == 1, [(finding.shape, finding.focus) for finding in report.results]
    finding: Finding = report.results[0]
    return {
        "shape": finding.shape.removeprefix(SHAPE),
        "severity": finding.severity,
        "focus": finding.focus.removeprefix(DATA),
        "provision": finding.provision,
        "quote": finding.quote,
        **finding.message,
    }


def test_paragraph_2_level_of_another_kind(check: Check) -> None:
    assert said(check(organisation("school-1", "school", "higher-education"))) == {
        "shape": "organisation-level-kind",
        "severity": "violation",
        "focus": "school-1",
        "provision": "2",
        "quote": "определяют порядок организации и осуществления учебно-методической и научно-методической "
        "работы в организациях образования, реализующие общеобразовательные учебные программы начального, "
        "основного среднего и общего среднего, образовательные программы технического и профессионального, "
        "образовательные программы послесреднего, образовательные программы высшего и послевузовского "
        "образования",
        "ru": "Организация вида «школа» не учит на уровне «высшее образование», и другого уровня у неё нет "
        "(п. 2 Правил).",
        "kk": "«мектеп» түріндегі ұйым «жоғары білім беру» деңгейінде оқытпайды, ал оның өзге деңгейі жоқ "
        "(Қағидалардың 2-тармағы).",
        "en": "An organisation of the kind school does not teach at the level higher education, and it has "
        "no other level (paragraph 2 of the Rules).",
    }


def test_paragraph_3_methodist_at_a_university(check: Check) -> None:
    assert said(check(UNIVERSITY + post("post-1", "person-1", "university-1", "methodist"))) == {
        "shape": "methodist-at-university",
        "severity": "warning",
        "focus": "post-1",
        "provision": "3/part-1/item-1",
        "quote": "педагогический работник организации образования (кроме высших учебных заведений), "
        "выполняющий учебно-методическую, научно-методическую работу",
        "ru": "Лицо записано методистом в вузе (Вуз 1), а элемент 1 перечня в ч. 1 п. 3 Правил называет "
        "методистами работников иных организаций образования.",
        "kk": "Тұлға жоғары оқу орнында (1-ЖОО) әдіскер деп жазылған, ал Қағидалардың 3-тармағының "
        "1-бөлігіндегі тізбенің 1-элементі өзге білім беру ұйымдарының қызметкерлерін әдіскер деп атайды.",
        "en": "The person is recorded as a methodist at a university (University 1), while list item 1 in "
        "part 1 of paragraph 3 of the Rules has methodists in other education organisations only.",
    }


def test_paragraph_5_military_institution_led_by_an_association(check: Check) -> None:
    led = organisation(
        "university-1", "military-or-special-institution", "higher-education", "; adi:ledBy <umo-1>"
    )
    association = (
        "<umo-1> a adi:Body ; org:classification id:umo-higher ; rdfs:isDefinedBy <register-1> ; "
        'skos:prefLabel "УМО 1"@ru , "1-ОӘБ"@kk , "Association 1"@en .'
    )
    assert said(check(led + association)) == {
        "shape": "organisation-leader-spared",
        "severity": "warning",
        "focus": "university-1",
        "provision": "5/part-5",
        "quote": "за исключением военных, специальных учебных заведений",
        "ru": "Методической работой организации руководит УМО 1, а ч. 5 п. 5 Правил исключает такие "
        "организации из этого руководства.",
        "kk": "Ұйымның әдістемелік жұмысына 1-ОӘБ басшылық етеді, ал Қағидалардың 5-тармағының 5-бөлігі "
        "мұндай ұйымдарды осы басшылықтан шығарады.",
        "en": "The organisation's methodical work is led by Association 1, while part 5 of paragraph 5 of "
        "the Rules takes such organisations out of that leadership.",
    }


def test_paragraph_5_school_led_by_an_association(check: Check) -> None:
    led = organisation("school-1", "school", "primary-education", "; adi:ledBy <umo-1>")
    association = (
        "<umo-1> a adi:Body ; org:classification id:umo-tvet ; rdfs:isDefinedBy <register-1> ; "
        'skos:prefLabel "УМО 1"@ru , "1-ОӘБ"@kk , "Association 1"@en .'
    )
    assert said(check(led + association)) == {
        "shape": "organisation-leader-wrong",
        "severity": "violation",
        "focus": "school-1",
        "provision": "5/part-2/item-1",
        "quote": "в организациях среднего образования – на областные, городов республиканского значения и "
        "столицы методические кабинеты и методические кабинеты районных (городских) отделов образования",
        "ru": "Методической работой организации руководит УМО 1, а элемент 1 перечня в ч. 2 п. 5 Правил "
        "возлагает это на: методический кабинет областного (городского) управления образования, методический "
        "кабинет районного (городского) отдела образования.",
        "kk": "Ұйымның әдістемелік жұмысына 1-ОӘБ басшылық етеді, ал Қағидалардың 5-тармағының 2-бөлігіндегі "
        "тізбенің 1-элементі мұны мыналарға жүктейді: облыстық (қалалық) білім басқармасының әдістемелік "
        "кабинеті, аудандық (қалалық) білім бөлімінің әдістемелік кабинеті.",
        "en": "The organisation's methodical work is led by Association 1, while list item 1 in part 2 of "
        "paragraph 5 of the Rules entrusts it to: methodical cabinet of a regional (city) education "
        "directorate, methodical cabinet of a district (city) education department.",
    }


def test_paragraph_5_college_without_an_association(check: Check) -> None:
    led = organisation("college-1", "college", "technical-vocational-education", "; adi:ledBy <cabinet-1>")
    finding = said(check(led + CABINET))
    assert (finding["shape"], finding["severity"]) == ("organisation-leader-incomplete", "warning")
    assert finding["provision"] == "5/part-2/item-2"
    assert finding["en"] == (
        "Among those who lead the organisation (adi:ledBy) there is none of the kind educational-methodical "
        "association of technical, vocational and post-secondary education by profile, which list item 2 in "
        "part 2 of paragraph 5 of the Rules names."
    )


def test_paragraph_11_unit_without_its_regulation(check: Check) -> None:
    military = organisation("university-1", "military-or-special-institution", "higher-education")
    rest = (
        leaders("university-1")
        + lecturers(1, "university-1")
        + body("section-1", "methodical-section", "faculty-1")
    )
    assert said(check(military + unit("faculty-1", "faculty", "university-1") + rest)) == {
        "shape": "unit-regulation-missing",
        "severity": "info",
        "focus": "faculty-1",
        "provision": "11",
        "quote": "Структурные подразделения осуществляют учебно-методическую и научно-методическую работу на "
        "основе настоящих Правил и положения",
        "ru": "Для подразделения не записан действующий документ «положение о структурном подразделении», на "
        "основе которого оно работает по п. 11 Правил.",
        "kk": "Бөлімше үшін Қағидалардың 11-тармағы бойынша жұмысына негіз болатын қолданыстағы «құрылымдық "
        "бөлімше туралы ереже» құжаты жазылмаған.",
        "en": "For the unit no document in force is recorded on the basis of which it works under paragraph "
        "11 of the Rules: regulation of a structural unit.",
    }


def test_paragraph_12_lecturer_in_a_methodical_unit(check: Check) -> None:
    centre = unit("centre-1", "academic-methodical-unit", "college-1")
    assert said(check(COLLEGE + centre + post("post-1", "person-1", "centre-1", "lecturer"))) == {
        "shape": "methodical-unit-staff",
        "severity": "warning",
        "focus": "post-1",
        "provision": "12",
        "quote": "Работниками структурных подразделений по учебно-методической и научно-методической работе "
        "являются методисты",
        "ru": "В подразделении по учебно-методической работе записан работник «преподаватель»; по п. 12 "
        "Правил работники таких подразделений — методисты.",
        "kk": "Оқу-әдістемелік жұмыс бөлімшесінде «оқытушы» қызметкер ретінде жазылған; Қағидалардың "
        "12-тармағы бойынша мұндай бөлімшелердің қызметкерлері — әдіскерлер.",
        "en": "In a unit for academic-methodical work a worker is recorded as lecturer; under paragraph 12 "
        "of the Rules the workers of such units are methodists.",
    }


def test_paragraph_13_kafedra_led_by_a_kafedra(check: Check) -> None:
    other = unit("kafedra-2", "kafedra", "university-1", '; skos:prefLabel "Кафедра 2"@ru , "2-кафедра"@kk')
    led = unit("kafedra-1", "kafedra", "university-1", "; adi:ledBy <kafedra-2>")
    finding = said(check(UNIVERSITY + led + other))
    assert finding["quote"] == (
        "руководство учебно-методической и научно-методической работой кафедр, отделений, факультетов, "
        "институтов"
    )
    del finding["quote"]
    assert finding == {
        "shape": "unit-leader-wrong",
        "severity": "warning",
        "focus": "kafedra-1",
        "provision": "13/1",
        "ru": "Методической работой подразделения руководит не тот, кому это поручено (Кафедра 2): по подп. "
        "1) п. 13 Правил это структурное подразделение по учебно-методической работе, причём совет — этого "
        "же подразделения.",
        "kk": "Бөлімшенің әдістемелік жұмысына бұл тапсырылмаған 2-кафедра басшылық етеді: Қағидалардың "
        "13-тармағының 1) тармақшасы бойынша бұл — оқу-әдістемелік жұмыс жөніндегі құрылымдық бөлімше, әрі "
        "кеңес сол бөлімшенің өзінікі болуы тиіс.",
        "en": "The unit's methodical work is led by one to whom this is not given (Кафедра 2): under "
        "subpoint 1) of paragraph 13 of the Rules it is structural unit for educational-methodical work, and "
        "a council must be that of this very unit.",
    }


def test_paragraph_14_no_deputy(check: Check) -> None:
    school = organisation("school-1", "school", "primary-education", "; adi:ledBy <cabinet-2>")
    head = post("head-1", "person-90", "school-1", "head-of-organisation")
    teacher = post("post-1", "person-1", "school-1", "school-teacher")
    assert said(check(school + DISTRICT_CABINET + head + teacher)) == {
        "shape": "deputy-missing",
        "severity": "warning",
        "focus": "school-1",
        "provision": "14/part-1",
        "quote": "Непосредственное руководство учебно-методической и научно-методической работой организации "
        "образования осуществляет заместитель руководителя организации образования по учебной "
        "(учебно-методической и научно-методической) работе",
        "ru": "Работники организации записаны, но среди них нет того, кто по ч. 1 п. 14 Правил "
        "непосредственно "
        "руководит методической работой: заместитель руководителя по учебной (учебно-методической) работе.",
        "kk": "Ұйымның қызметкерлері жазылған, бірақ олардың ішінде Қағидалардың 14-тармағының 1-бөлігі "
        "бойынша "
        "әдістемелік жұмысқа тікелей басшылық ететін адам жоқ: басшының оқу (оқу-әдістемелік) жұмысы "
        "жөніндегі орынбасары.",
        "en": "The staff of the organisation is recorded, but not the one who under part 1 of paragraph 14 "
        "of the "
        "Rules leads its methodical work directly: deputy head for academic affairs.",
    }


def test_paragraph_14_appointed_to_a_council_of_a_unit(check: Check) -> None:
    council = body("council-1", "unit-methodical-council", "division-1")
    seat = post("seat-1", "person-1", "council-1", "member", "; adi:selection id:appointment")
    assert said(check(COLLEGE + unit("division-1", "division", "college-1") + council + seat)) == {
        "shape": "council-member-not-elected",
        "severity": "violation",
        "focus": "seat-1",
        "provision": "14/part-2",
        "quote": "выборные представительные органы: методические советы (учебно-методический, "
        "научно-методический) соответствующих подразделений",
        "ru": "Место в методическом совете подразделения получено способом «назначение», а ч. 2 п. 14 Правил "
        "называет эти советы выборными.",
        "kk": "Бөлімшенің әдістемелік кеңесіндегі орын «тағайындау» тәсілімен алынған, ал Қағидалардың "
        "14-тармағының 2-бөлігі бұл кеңестерді сайланбалы деп атайды.",
        "en": "The seat in the unit's methodical council was got by appointment, while part 2 of paragraph "
        "14 of the Rules calls these councils elective.",
    }


def test_paragraph_16_commission_of_two(check: Check) -> None:
    assert said(check(COLLEGE + lecturers(2) + COMMISSION)) == {
        "shape": "commission-too-few",
        "severity": "violation",
        "focus": "commission-1",
        "provision": "16/part-1",
        "quote": "Методические предметные и цикловые комиссии в организациях технического и "
        "профессионального образования создаются при наличии трех преподавателей специальных и "
        "общеобразовательных дисциплин, предметов, включая мастеров производственного обучения по "
        "специальностям",
        "ru": "Для комиссии мало преподавателей и мастеров производственного обучения: 2; по ч. 1 п. 16 "
        "Правил нужно не менее 3. Выход — комиссия нескольких организаций.",
        "kk": "Комиссия үшін оқытушылар мен өндірістік оқыту шеберлері аз: 2; Қағидалардың 16-тармағының "
        "1-бөлігі бойынша кемінде 3 керек. Шығар жол — бірнеше ұйымның комиссиясы.",
        "en": "Lecturers and masters of industrial training: 2, too few for the commission; part 1 of "
        "paragraph 16 of the Rules asks for at least 3. The way out is a commission of several "
        "organisations.",
    }


def test_paragraph_16_three_lecturers_without_a_kafedra(check: Check) -> None:
    finding = said(check(POST_SECONDARY + lecturers(3, "college-2")))
    assert (finding["shape"], finding["severity"]) == ("kafedra-missing", "warning")
    assert finding["provision"] == "16/part-2"
    assert finding["ru"] == (
        "Преподавателей в организации: 3; ни одной кафедры нет, а ч. 2 п. 16 Правил требует создать её."
    )


def test_paragraph_16_one_lecturer_in_words_of_any_number(check: Check) -> None:
    led = organisation(
        "college-1", "college", "technical-vocational-education", "; adi:ledBy <cabinet-1> , <umo-1>"
    )
    umo = "<umo-1> a adi:Body ; org:classification id:umo-tvet ; rdfs:isDefinedBy <register-1> ."
    finding = said(check(led + CABINET + umo + leaders("college-1") + lecturers(1)))
    assert (finding["shape"], finding["severity"]) == ("joint-commission-missing", "violation")
    assert [finding[lang] for lang in ("ru", "kk", "en")] == [
        "Преподавателей и мастеров производственного обучения в организации: 1, для своей комиссии мало; по "
        "ч. 3 п. 16 Правил нужно организовать их участие в комиссии нескольких организаций, а такой записи "
        "нет.",
        "Ұйымдағы оқытушылар мен өндірістік оқыту шеберлері: 1, өз комиссиясына аз; Қағидалардың "
        "16-тармағының 3-бөлігі бойынша олардың бірнеше ұйымның комиссиясына қатысуын ұйымдастыру керек, ал "
        "мұндай жазба жоқ.",
        "Lecturers and masters of industrial training in the organisation: 1, too few for a commission of "
        "its own; under part 3 of paragraph 16 of the Rules their part in a commission of several "
        "organisations must be arranged, and none is recorded.",
    ]


def test_paragraph_17_chair_from_outside_the_staff(check: Check) -> None:
    chair = post("seat-1", "person-91", "commission-1", "commission-chair", "; adi:selection id:election")
    person = '<person-91> a foaf:Person ; foaf:name "Person 91" .'
    deputy = post("deputy-1", "person-91", "college-1", "deputy-head-academic")
    assert said(check(COLLEGE + lecturers(3) + COMMISSION + chair + deputy + person)) == {
        "shape": "chair-not-from-staff",
        "severity": "violation",
        "focus": "seat-1",
        "provision": "17",
        "quote": "председатели, избранные из числа наиболее опытных преподавателей и мастеров "
        "производственного обучения",
        "ru": "Председатель методической комиссии (Person 91) в день начала срока не был преподавателем или "
        "мастером производственного обучения её организации; по п. 17 Правил его избирают из их числа.",
        "kk": "Әдістемелік комиссия төрағасы (Person 91) мерзімі басталған күні оның ұйымының оқытушысы "
        "немесе өндірістік оқыту шебері болмаған; Қағидалардың 17-тармағы бойынша оны солардың ішінен "
        "сайлайды.",
        "en": "The chair of the methodical commission (Person 91) was no lecturer or master of industrial "
        "training of its organisation on the day the term began; under paragraph 17 of the Rules the chair "
        "is elected from among them.",
    }


def test_paragraph_22_coordinated_by_a_district_cabinet(check: Check) -> None:
    college = organisation(
        "college-1", "college", "technical-vocational-education", "; adi:coordinatedBy <cabinet-2>"
    )
    assert said(check(college + DISTRICT_CABINET)) == {
        "shape": "coordinator-wrong",
        "severity": "violation",
        "focus": "college-1",
        "provision": "22",
        "quote": "Методический кабинет областного (городского) управления образования координирует "
        "учебно-методическую работу организаций технического и профессионального, послесреднего образования "
        "и учебно-методических объединений",
        "ru": "Методическую работу координирует Кабинет 2, а по п. 22 Правил её координирует: методический "
        "кабинет областного (городского) управления образования.",
        "kk": "Әдістемелік жұмысты 2-кабинет үйлестіреді, ал Қағидалардың 22-тармағы бойынша оны "
        "үйлестіретін: облыстық (қалалық) білім басқармасының әдістемелік кабинеті.",
        "en": "The methodical work is coordinated by Cabinet 2, while under paragraph 22 of the Rules it is "
        "coordinated by: methodical cabinet of a regional (city) education directorate.",
    }


def test_paragraph_32_association_led_by_the_pedagogical_council(check: Check) -> None:
    council = body(
        "council-1", "pedagogical-council", "school-1", '; skos:prefLabel "Совет 1"@ru , "1-кеңес"@kk'
    )
    association = body(
        "association-1",
        "school-association",
        "school-1",
        "; adi:meetsAsNeeded true ; rdfs:isDefinedBy <register-1> ; adi:ledBy <council-1>",
    )
    assert said(check(SCHOOL + council + association)) == {
        "shape": "association-leader-wrong",
        "severity": "warning",
        "focus": "association-1",
        "provision": "32",
        "quote": "Для руководства и координации работы методических объединений может создаваться "
        "методический совет",
        "ru": "Методическим объединением руководит Совет 1; по п. 32 Правил это может быть методический "
        "совет той же школы.",
        "kk": "Әдістемелік бірлестікке 1-кеңес басшылық етеді; Қағидалардың 32-тармағы бойынша бұл сол "
        "мектептің әдістемелік кеңесі бола алады.",
        "en": "The methodical association is led by Совет 1; under paragraph 32 of the Rules this may be the "
        "methodical council of the same school.",
    }


def test_paragraph_36_university_without_a_section(check: Check) -> None:
    military = organisation("university-1", "military-or-special-institution", "higher-education")
    assert said(check(military + leaders("university-1") + lecturers(1, "university-1"))) == {
        "shape": "section-missing",
        "severity": "warning",
        "focus": "university-1",
        "provision": "36",
        "quote": "В организациях образования, реализующих образовательные программы высшего и "
        "послевузовского образования для организации и проведения учебно-методической работы создаются "
        "учебно-методические секции",
        "ru": "В вузе не записано ни одной учебно-методической секции, а п. 36 Правил их предусматривает.",
        "kk": "Жоғары оқу орнында бірде-бір оқу-әдістемелік секция жазылмаған, ал Қағидалардың 36-тармағы "
        "оларды көздейді.",
        "en": "No educational-methodical section of the university is recorded, while paragraph 36 of the "
        "Rules provides for them.",
    }


# ---- the reference date ----------------------------------------------------------------------------

LAST = '; adi:endDate "2025-03-01"^^xsd:date'
THIRD = post("post-3", "person-3", "college-1", "lecturer", LAST)


@pytest.mark.parametrize(
    ("as_of", "shapes"),
    [
        (date(2025, 2, 28), []),
        (date(2025, 3, 1), []),  # the end is inclusive
        (date(2025, 3, 2), ["commission-too-few"]),
    ],
    ids=["the day before", "the last day", "the day after"],
)
def test_staff_are_counted_on_the_reference_date(
    validator: Validator, as_of: date, shapes: list[str]
) -> None:
    data = Data()
    text = PREFIXES + COLLEGE + lecturers(2) + THIRD + COMMISSION
    add(data, text.encode(), RdfFormat.TURTLE, "data.ttl")
    found = [finding.shape.removeprefix(SHAPE) for finding in validator.validate(data, as_of).results]
    assert found == shapes


def test_a_general_kind_whose_place_does_not_decide(check: Check) -> None:
    department = (
        "<department-1> a org:FormalOrganization ; org:classification id:district-education-department .\n"
    )
    assert said(check(department + body("association-1", "methodical-association", "department-1"))) == {
        "shape": "kind-general",
        "severity": "info",
        "focus": "association-1",
        "provision": None,
        "quote": None,
        "ru": "Указан общий вид «методическое объединение», а по месту (adi:bodyOf, org:unitOf) не видно, "
        "какой из более узких: то, что касается только одного из них, не проверено.",
        "kk": "Жалпы «әдістемелік бірлестік» түрі көрсетілген, ал орнынан (adi:bodyOf, org:unitOf) тарырақ "
        "түрлердің қайсысы екені көрінбейді: тек біреуіне қатыстысы тексерілмеді.",
        "en": "The general kind methodical association is given, and the place (adi:bodyOf, org:unitOf) does "
        "not show which of the narrower ones is meant: what concerns only one of them was not checked.",
    }
