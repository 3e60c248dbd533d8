"""The Kazakh wording, as far as a machine judges it: alphabet, foreign words, one word for a term.

What is read: every @kk literal of the loaded graph, the messages of the shapes, the service's messages
and the headers of the questions. Grammar and choice of words were read by hand; here stands what a slip of
the keyboard or a return of a corrected variant would break.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SKOS = "http://www.w3.org/2004/02/skos/core#"
HIDDEN = SKOS + "hiddenLabel"
# How people say it: any usual variant may stand here, also an abbreviation in Russian letters.
SAID = (SKOS + "altLabel", HIDDEN)

KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
OWN_LETTERS = re.compile("[әғқңөұүһі]", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")
# Not words: places for values, names of RDF terms, options, places of the act, keys in quotation marks.
NOT_WORDS = re.compile(r"\{[^{}]*\}|\b[A-Za-z]+:[A-Za-z]+|--[a-z]+|\?[a-z]+|/part-\d|«[a-z-]+»")
# Names that have no Kazakh spelling: standards, formats, key words, fields and files, a misspelt name quoted
# as it stands.
LATIN_NAMES = frozenset(
    re.findall(
        r"\w+",
        """AS EXISTS FILTER MINUS NOT SELECT SHACL UNDEF cases docs id md optional own parameters provisions
        rq rules serves this title ttl API CCCEV Core DCMI ELI IN IRI ISCED LKIF LegalRuleML OWL P O Plan
        POST PROV RDF SERVICE SKOS SPARQL Time Turtle UTF Update VALUES W C YAML
        collection false gz isPreceededBy query true xsd""",
    )
)
# Russian words that no Kazakh sentence holds: neither loan words nor «не», «от», which are Kazakh too.
RUSSIAN_WORDS = frozenset(
    re.findall(
        r"\w+",
        """и в во на по для до из или об при как это что кто его её их если только также работа работы
        работе работу образование образования образованию учебный учебного учебная учебные
        рабочий рабочая методический методическая методического совета советов отделение
        отделения отдел отдела управление управления объединение объединения комиссии цикловая
        предметная заведующий руководитель руководителя заместитель председатель преподаватель
        учитель воспитатель подразделение положение правила приказ приказа пункт пункта подпункт
        часть глава редакции изменение устав государственный""",
    )
)
RUSSIAN_ENDINGS = re.compile(
    r"\w{2,}(?:ение|ения|ание|ования|ность|ности|ский|ская|ское|ские|ского|ской|ного|ными|ться|ется|ются)"
)
# A variant that was corrected once → the word that stands for the term.
ONE_WORD = {
    r"қағидат(?!тар)": "тұжырым (Statement); қағидат is a principle, Қағидалар are the Rules",
    r"білім деңгей": "білім беру деңгейі",
    r"кадрлар даярлау бағыт": "кадрларды даярлау бағыты",
    r"бағдарламалық қамтамасыз ет": "бағдарламалық қамтылым",
    r"жұмыс оқу (?:жоспар|бағдарлама)": "оқу жұмыс жоспары, оқу жұмыс бағдарламасы",
    r"типтік оқу": "үлгілік оқу",
    r"шағын (?:жинақталған|комплект)": "шағын жинақты мектеп",
    r"циклдық|циклды ": "циклдік",
    r"пән комиссия|цикл комиссия": "пәндік комиссия, циклдік комиссия",
    r"методист(?!\w)|завуч": "әдіскер; оқу ісі жөніндегі орынбасар",
    r"сенім дәреже": "сенімділік дәрежесі",
    r"[Тт]ағайындалу тәсіл": "лауазымға орналастыру тәсілі",
    r"\d+-тармақша": "8) тармақша",
    r"(?:об|суб)ьект": "объект, субъект",
    r"[Оо]қу-методикалық": "оқу-әдістемелік",
}


class Wording(NamedTuple):
    """A Kazakh string with the place where it stands and, in the graph, the property that leads to it."""

    place: str
    use: str
    text: str


def _graph(graph) -> Iterator[Wording]:
    for quad in graph.store:
        if isinstance(quad.object, ox.Literal) and quad.object.language == "kk":
            yield Wording(str(quad.subject), quad.predicate.value, quad.object.value)


def _shapes() -> Iterator[Wording]:
    for file in sorted((ROOT / "shapes").glob("*.ttl")):
        for triple in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
            if isinstance(triple.object, ox.Literal) and triple.object.language == "kk":
                yield Wording(f"{file.name} {triple.subject}", triple.predicate.value, triple.object.value)


def _messages() -> Iterator[Wording]:
    file = ROOT / "service" / "adisteme" / "messages" / "kk.toml"
    for section, texts in tomllib.loads(file.read_text(encoding="utf-8")).items():
        yield from _walk(f"{file.name} {section}", texts, taken=True)


def _questions() -> Iterator[Wording]:
    for file in sorted((ROOT / "ontology").glob("*/*.rq")):
        lines = file.read_text(encoding="utf-8").splitlines()
        header = "\n".join(line[3:] for line in lines if line.startswith("#+ "))
        yield from _walk(file.name, yaml.safe_load(header), taken=False)


def _walk(place: str, node: object, *, taken: bool) -> Iterator[Wording]:
    if isinstance(node, str) and taken:
        yield Wording(place, "text", node)
    elif isinstance(node, list):
        for part in node:
            yield from _walk(place, part, taken=taken)
    elif isinstance(node, dict):
        for key, part in node.items():
            # What people may ask is any usual variant, as an alternative label is.
            if key != "cues":
                yield from _walk(f"{place} {key}", part, taken=taken or key == "kk")


@pytest.fixture(scope="module")
def wordings(graph) -> list[Wording]:
    found = [*_graph(graph), *_shapes(), *_messages(), *_questions()]
    # Less would mean that a source is not read any more.
    assert len({one.place for one in found if one.place.startswith("<")}) > 500
    assert {one.place.split()[0] for one in found} >= {"documents.ttl", "kk.toml", "approver-of-document.rq"}
    return found


def _words(text: str) -> list[str]:
    return WORD.findall(NOT_WORDS.sub(" ", text))


def _alphabets(word: str) -> set[str]:
    return {
        "kazakh" if letter in KAZAKH else "latin" if letter.isascii() else letter for letter in word.lower()
    }


def _mixed(text: str) -> list[str]:
    return [word for word in _words(text) if len(_alphabets(word)) > 1]


def _alien(text: str) -> list[str]:
    return [word for word in _words(text) if _alphabets(word) - {"kazakh", "latin"}]


def _latin(text: str) -> list[str]:
    return [word for word in _words(text) if _alphabets(word) == {"latin"} and word not in LATIN_NAMES]


def _russian(text: str) -> list[str]:
    return [
        word
        for word in map(str.lower, _words(text))
        if word in RUSSIAN_WORDS or RUSSIAN_ENDINGS.fullmatch(word)
    ]


def _variants(text: str) -> list[str]:
    return [right for wrong, right in ONE_WORD.items() if re.search(wrong, text)]


CHECKS = [
    pytest.param(_mixed, (), id="no word mixes Cyrillic with Latin letters"),
    pytest.param(_alien, (), id="only letters of the Kazakh alphabet"),
    pytest.param(_latin, (HIDDEN,), id="Latin words are names from the list"),
    pytest.param(_russian, (), id="no Russian words"),
    pytest.param(_variants, SAID, id="one word for a term"),
]


@pytest.mark.parametrize(("check", "free"), CHECKS)
def test_no_wording_fails(wordings, check, free):
    found = [(one.place, one.text, check(one.text)) for one in wordings if one.use not in free]
    assert len(found) > 1000
    assert [row for row in found if row[2]] == []


@pytest.mark.parametrize(
    ("check", "bad", "good"),
    [
        (_mixed, "oқу жоспары", "оқу жоспары"),
        (_mixed, "әдіcтеме", "әдістеме"),
        (_mixed, "бiлiм беру", "білім беру OWL-Time-да"),
        (_alien, "əдістеме", "әдістеме"),
        (_alien, "їзденіс", "ізденіс"),
        (_latin, "oqu jospary", "SPARQL сұрауы, {place}, adi:issuedBy"),
        (_russian, "бөлімше (отделение)", "бөлімше"),
        (_russian, "білім и ғылым", "білім және ғылым"),
        (_russian, "құжаттың утверждение сатысы", "құжатты бекіту сатысы"),
        (_variants, "Актінің қағидаты", "Актінің тұжырымы"),
        (_variants, "5-баптың 25-тармақшасы", "5-баптың 25) тармақшасы"),
        (_variants, "жұмыс оқу жоспары", "оқу жұмыс жоспары"),
    ],
)
def test_the_checks_tell_bad_from_good(check, bad, good):
    assert check(bad) != []
    assert check(good) == []


def test_a_sentence_has_letters_that_russian_lacks(wordings):
    """A sentence without one of them is most likely a Russian one under the wrong tag."""
    sentences = [one for one in wordings if one.use not in SAID and len(_words(one.text)) >= 6]
    assert len(sentences) > 800
    assert [one for one in sentences if not OWN_LETTERS.search(one.text)] == []


def test_kazakh_is_not_a_copy_of_russian(graph):
    """Of more than one word no label, and of any length no definition, reads the same in both languages."""
    rows = graph.select(
        "SELECT ?s ?p ?w ?k { ?s ?p ?w , ?k FILTER(LANG(?w) = 'ru' && LANG(?k) = 'kk' && STR(?w) = STR(?k)) }"
    )
    same = {(row["s"].value, row["p"].value, row["k"].value) for row in rows}
    # Loan words do: «кафедра», «колледж».
    assert any(text == "кафедра" for _, _, text in same)
    assert [row for row in same if " " in row[2] or row[1] == SKOS + "definition"] == []


def test_labels_begin_as_the_russian_ones_do(graph):
    """Lower case for a term, a capital for a name, unless only one of the two begins with a name."""
    rows = graph.select(
        """PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?s ?w ?k { ?s skos:prefLabel|rdfs:label ?w , ?k FILTER(LANG(?w) = 'ru' && LANG(?k) = 'kk') }"""
    )
    assert len(rows) > 500
    names = re.compile(r"Қағидалар|Қазақстан|ҚР |ЖОО|ОӘ|\d|«|[A-Z]")
    odd = [
        (row["s"].value, row["k"].value)
        for row in rows
        if row["w"].value[0].islower() != row["k"].value[0].islower()
        and row["k"].value[0].isalpha()
        and row["w"].value[0].isalpha()
        and not names.match(row["k"].value)
        and not re.match(r"Правил|Положени|Приказ|п\. ", row["w"].value)
    ]
    assert odd == []


def test_definitions_are_sentences(graph):
    rows = graph.select(
        """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?s ?d { ?s skos:definition ?d FILTER(LANG(?d) = 'kk') }"""
    )
    assert len(rows) > 500
    texts = [(row["s"].value, row["d"].value) for row in rows]
    assert [
        row for row in texts if not row[1].endswith(".") or not (row[1][0].isupper() or row[1][0].isdigit())
    ] == []
    assert [row for row in texts if re.search(r" [.,:;)]|\( |,,|\.\.|  ", row[1])] == []
