"""The kinds of rules/kinds: every key of the contract, labelled, defined, placed and tied to the text."""

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest

ROOT = Path(__file__).resolve().parents[2]
KINDS = ROOT / "ontology" / "rules" / "kinds"
PLACES = ROOT / "tests" / "text" / "places.txt"
CONTRACT = ROOT / ".." / "shared" / "CONTRACT.md"
ACT = "https://w3id.org/adisteme/act/kz-583-2007/"
ID = "https://w3id.org/adisteme/id/"
LANGUAGES = ("ru", "kk", "en")
FILES = ("bodies", "documents", "levels", "organisations", "roles", "stages", "tiers")
SCHEME = "ConceptScheme"
PREFIXES = """
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

# Copied by hand from CONTRACT.md, "Keys from the first release on".
CONTRACT_KEYS = {
    "EducationLevel": """primary-education basic-secondary-education general-secondary-education
        technical-vocational-education post-secondary-education higher-education postgraduate-education
        school-education tvet-and-post-secondary-education higher-and-postgraduate-education""",
    "Tier": """republican-tier regional-tier district-tier inter-organisation-tier organisation-tier
        unit-tier""",
    "OrganisationKind": """school ungraded-school boarding-school college post-secondary-organisation
        university military-or-special-institution preschool-organisation regional-education-directorate
        district-education-department scientific-institution enterprise ministry education-authority""",
    "DocumentKind": """teaching-documentation working-curriculum working-syllabus lesson-plan
        methodical-guidelines methodical-recommendations methodical-association-plan unit-regulation
        umo-regulation state-standard model-curriculum model-syllabus""",
    "Post": """head-of-organisation deputy-head-academic head-of-kafedra commission-chair association-head
        association-chair""",
    "StaffCategory": """methodist teacher school-teacher lecturer industrial-training-master homeroom-teacher
        preschool-educator school-librarian research-staff enterprise-specialist""",
    "BodyKind": """republican-council umo methodical-council methodical-association methodical-commission
        republican-council-tvet republican-council-higher umo-tvet umo-higher organisation-methodical-council
        unit-methodical-council council-of-organisation pedagogical-council school-association
        inter-school-association district-association ungraded-school-association subject-cyclic-commission
        joint-commission methodical-section""",
    "UnitKind": """methodical-cabinet republican-methodical-cabinet regional-methodical-cabinet
        district-methodical-cabinet kafedra academic-methodical-unit organisation-methodical-cabinet
        structural-unit faculty institute division""",
    "Stage": "development-stage review-stage conclusion-stage approval-stage",
    "Outcome": "positive-conclusion negative-conclusion",
    "SelectionMethod": "election appointment",
    "RoleKind": "member",
    "StakeholderKind": "education-organisation employer social-partner",
}
# What norms and readings are built of, beside the contract.
OTHER_KEYS = {
    "EducationLevel": "every-level",
    "InstrumentKind": "charter",
    "Post": "minister",
    "BearerMode": "any-bearer all-bearers each-existing-bearer",
    "Modality": "obligation power permission recommendation constitutive-rule exemption",
    "Confidence": "high-confidence medium-confidence low-confidence",
}
WANTED = [
    pytest.param(name, key, id=key)
    for table in (CONTRACT_KEYS, OTHER_KEYS)
    for name, keys in table.items()
    for key in keys.split()
]

# The terms that п. 3 defines, by the number of their item there.
TERMS_OF_P3 = {
    "methodist": 1,
    "methodical-council": 2,
    "methodical-cabinet": 3,
    "deputy-head-academic": 4,
    "academic-methodical-unit": 6,
    "umo": 7,
}

# Stems that stand in the act for one kind alone: the places that hold the stem are the places of the kind.
STEMS = {
    "lesson-plan": r"поурочн",
    "working-curriculum": r"рабочи\w+ учебны\w+ план",
    "working-syllabus": r"рабочи\w+ учебны\w+ программ",
    "model-curriculum": r"типов\w+ учебны\w+ план",
    "model-syllabus": r"типов\w+ учебн\w+ программ",
    "methodical-guidelines": r"методически\w+ указани",
    "state-standard": r"стандарт",
    "charter": r"уставом",
    "methodist": r"методист",
    "school-teacher": r"учител",
    "lecturer": r"преподавател",
    "industrial-training-master": r"мастер\w+ производств",
    "school-librarian": r"библиотекар",
    "kafedra": r"кафедр",
    "faculty": r"факультет",
    "institute": r"институт",
    "division": r"отделени",
    "methodical-section": r"секци",
    "pedagogical-council": r"педагогического совета",
    "council-of-organisation": r"советом организации образования",
    "umo": r"учебно-методическ\w+ объединени",
    "boarding-school": r"интернат",
    "ungraded-school": r"малокомплектн",
    "preschool-organisation": r"дошкольн",
    "military-or-special-institution": r"военн",
    "enterprise": r"предприяти",
    "scientific-institution": r"научных учреждений",
    "post-secondary-education": r"послесреднего",
    "postgraduate-education": r"послевузовск",
    "employer": r"работодател",
    "conclusion-stage": r"заключени",
    "election": r"избран|избирае|выборн",
    "appointment": r"назнача",
}


def kinds() -> ox.Store:
    """The seven files, each in a graph of its own."""
    found = ox.Store()
    for name in FILES:
        found.load(path=KINDS / f"{name}.ttl", to_graph=ox.NamedNode(f"urn:file:{name}"))
    return found


STORE = kinds()


def rows(query: str, store: ox.Store = STORE) -> Iterator[tuple[str, ...]]:
    """Rows of a SELECT over all graphs as plain strings, IRIs of things and terms as their last name."""
    found = store.query(PREFIXES + query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    for row in found:
        yield tuple(_plain(term) for term in row)


def _plain(term: object) -> str:
    assert isinstance(term, ox.NamedNode | ox.Literal), term
    if isinstance(term, ox.Literal) or term.value.startswith(ACT):
        return term.value
    return re.split(r"[/#]", term.value)[-1]


def texts(property_: str) -> dict[tuple[str, str], list[str]]:
    """Literals of a property by (key, language)."""
    found: dict[tuple[str, str], list[str]] = {}
    query = f"SELECT ?k (LANG(?t) AS ?l) ?t {{ ?k {property_} ?t }}"
    for key, language, text in rows(query):
        found.setdefault((key, language), []).append(text)
    return found


TYPES: dict[str, set[str]] = {}
for _key, _type in rows("SELECT ?k ?c { ?k a ?c FILTER (?c != owl:NamedIndividual) }"):
    TYPES.setdefault(_key, set()).add(_type)
THINGS = sorted(key for key, types in TYPES.items() if SCHEME not in types)
LABELS = texts("skos:prefLabel")
DEFINITIONS = texts("skos:definition")
PARENTS: dict[str, set[str]] = {key: set() for key in THINGS}
for _child, _parent in rows("SELECT ?a ?b { ?a adi:specialises ?b }"):
    PARENTS[_child].add(_parent)


def ancestors(key: str) -> set[str]:
    """Everything above a kind; a cycle would put the kind above itself."""
    found: set[str] = set()
    todo = list(PARENTS[key])
    while todo:
        parent = todo.pop()
        if parent not in found:
            found.add(parent)
            todo += PARENTS[parent]
    return found


@pytest.mark.parametrize(("name", "key"), WANTED)
def test_key_has_its_class(name: str, key: str) -> None:
    assert TYPES.get(key) == {name}


def test_hand_copied_keys_are_those_of_the_contract() -> None:
    if not CONTRACT.exists():
        pytest.skip("../shared/CONTRACT.md is not here")
    table = CONTRACT.read_text(encoding="utf-8").split("## Keys from the first release on")[1]
    rows_ = [line for line in table.split("\n## ")[0].splitlines() if line.startswith("| ")]
    there = {key for line in rows_ for key in re.findall(r"`([a-z-]+)`", line)}
    copied = {key for keys in CONTRACT_KEYS.values() for key in keys.split()}
    assert copied == there


def test_every_class_used_is_one_of_the_vocabulary() -> None:
    vocabulary = ox.Store()
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        vocabulary.load(path=path)
    query = "SELECT ?c { ?c a owl:Class ; rdfs:subClassOf+ adi:Kind }"
    kinds_ = {name for (name,) in rows(query, vocabulary)}
    used = {name for types in TYPES.values() for name in types} - {SCHEME}
    assert used <= kinds_


def test_every_thing_is_a_named_individual_of_one_class_in_one_scheme() -> None:
    named = {key for (key,) in rows("SELECT ?k { ?k a owl:NamedIndividual }")}
    assert named == set(TYPES)
    assert {key for key, types in TYPES.items() if len(types) != 1} == set()
    schemes = list(rows("SELECT ?k ?s { ?k skos:inScheme ?s . ?s a skos:ConceptScheme }"))
    assert sorted(key for key, _ in schemes) == THINGS


def test_keys_are_kebab_case_and_unique_over_all_families() -> None:
    assert [key for key in TYPES if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)] == []
    spaces = {iri.value for iri in _subjects(STORE)}
    assert {iri for iri in spaces if not iri.startswith(ID) or "/" in iri[len(ID) :]} == set()
    files = [
        {subject.value for subject in _subjects(_alone(path))}
        for path in sorted((ROOT / "ontology" / "rules").rglob("*.ttl"))
    ]
    assert {key for one, two in combinations(files, 2) for key in one & two if key.startswith(ID)} == set()


def _alone(path: Path) -> ox.Store:
    store = ox.Store()
    store.load(path=path)
    return store


def _subjects(store: ox.Store) -> Iterator[ox.NamedNode]:
    type_ = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    for quad in store.quads_for_pattern(None, type_, None, None):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject


def test_one_label_and_one_definition_in_each_language_and_no_other() -> None:
    wanted = {(key, language): 1 for key in TYPES for language in LANGUAGES}
    for found in (LABELS, DEFINITIONS):
        assert {place: len(all_) for place, all_ in found.items()} == wanted


def test_no_definition_is_or_begins_with_its_label() -> None:
    echoes = [
        place
        for place, (label,) in LABELS.items()
        if DEFINITIONS[place][0].casefold().startswith(label.casefold())
    ]
    assert echoes == []


def test_definitions_are_translated() -> None:
    for key in TYPES:
        three = {DEFINITIONS[key, language][0] for language in LANGUAGES}
        assert len(three) == len(LANGUAGES), key
        assert not re.search("[а-яё]", DEFINITIONS[key, "en"][0], re.IGNORECASE), key
        assert re.search("[әғқңөұүһі]", DEFINITIONS[key, "kk"][0], re.IGNORECASE), key
        assert not re.search("[әғқңөұүһі]", DEFINITIONS[key, "ru"][0], re.IGNORECASE), key


@pytest.mark.parametrize(
    ("language", "foreign"),
    [("ru", "[a-zәғқңөұүһі]"), ("kk", "[a-z]"), ("en", "[а-яёәғқңөұүһі]")],
)
def test_labels_are_in_their_own_script(language: str, foreign: str) -> None:
    """Transliterations are hidden labels; what is shown is in the letters of its language."""
    shown = [
        label
        for found in (LABELS, texts("skos:altLabel"))
        for (_, spoken), labels in found.items()
        for label in labels
        if spoken == language
    ]
    assert len(shown) >= len(TYPES)
    assert [label for label in shown if re.search(foreign, label.casefold())] == []


def test_no_preferred_label_twice_in_a_scheme() -> None:
    seen: dict[tuple[str, str, str], set[str]] = {}
    for scheme, key, language, label in rows(
        "SELECT ?s ?k (LANG(?t) AS ?l) ?t { ?k skos:inScheme ?s ; skos:prefLabel ?t }"
    ):
        seen.setdefault((scheme, language, label.casefold()), set()).add(key)
    assert {name: keys for name, keys in seen.items() if len(keys) > 1} == {}


def test_a_label_has_one_rank_only() -> None:
    """SKOS S13: the preferred, alternative and hidden labels of a thing do not overlap."""
    ranks = (LABELS, texts("skos:altLabel"), texts("skos:hiddenLabel"))
    twice = [
        (place, label)
        for one, two in combinations(ranks, 2)
        for place in one.keys() & two.keys()
        for label in set(one[place]) & set(two[place])
    ]
    assert twice == []
    assert {lang for rank in ranks for _, lang in rank} == set(LANGUAGES)


def test_orders_are_whole_numbers_and_differ_within_a_scheme() -> None:
    orders: dict[str, list[int]] = {}
    for scheme, order in rows("SELECT ?s ?o { ?k skos:inScheme ?s ; adi:order ?o }"):
        orders.setdefault(scheme, []).append(int(order))
    assert sum(len(all_) for all_ in orders.values()) == len(THINGS)
    gaps = [scheme for scheme, all_ in orders.items() if sorted(all_) != list(range(1, len(all_) + 1))]
    assert gaps == []


def test_parents_exist_are_direct_and_make_no_cycle() -> None:
    assert {parent for parents in PARENTS.values() for parent in parents} <= set(THINGS)
    for key in THINGS:
        assert key not in ancestors(key)
        assert not PARENTS[key] & {above for parent in PARENTS[key] for above in ancestors(parent)}, key


@pytest.mark.parametrize(
    ("parent", "children"),
    [
        (
            "every-level",
            "school-education tvet-and-post-secondary-education higher-and-postgraduate-education",
        ),
        ("school-education", "primary-education basic-secondary-education general-secondary-education"),
        ("tvet-and-post-secondary-education", "technical-vocational-education post-secondary-education"),
        ("higher-and-postgraduate-education", "higher-education postgraduate-education"),
        (
            "teaching-documentation",
            "working-curriculum working-syllabus lesson-plan methodical-guidelines"
            " methodical-recommendations",
        ),
        ("teacher", "school-teacher lecturer industrial-training-master"),
        ("education-authority", "regional-education-directorate district-education-department"),
        ("republican-council", "republican-council-tvet republican-council-higher"),
        ("umo", "umo-tvet umo-higher"),
        (
            "methodical-cabinet",
            "republican-methodical-cabinet regional-methodical-cabinet district-methodical-cabinet"
            " organisation-methodical-cabinet",
        ),
        ("methodical-council", "unit-methodical-council organisation-methodical-council"),
        ("methodical-commission", "subject-cyclic-commission joint-commission"),
        (
            "methodical-association",
            "school-association inter-school-association district-association ungraded-school-association",
        ),
        (
            "structural-unit",
            "kafedra faculty institute division academic-methodical-unit organisation-methodical-cabinet",
        ),
    ],
)
def test_what_specialises_a_parent(parent: str, children: str) -> None:
    assert {key for key in THINGS if parent in PARENTS[key]} == set(children.split())


def test_tiers_are_tiers_and_every_post_has_one() -> None:
    placed: dict[str, set[str]] = {}
    for key, tier in rows("SELECT ?k ?t { ?k adi:atTier ?t }"):
        placed.setdefault(key, set()).add(tier)
    assert {tier for tiers in placed.values() for tier in tiers} == {
        key for key, types in TYPES.items() if types == {"Tier"}
    }
    assert {key for key, types in TYPES.items() if types == {"Post"}} <= placed.keys()


@pytest.mark.parametrize(
    ("key", "tier"),
    [
        ("head-of-organisation", "organisation-tier"),
        ("deputy-head-academic", "organisation-tier"),
        ("head-of-kafedra", "unit-tier"),
        ("minister", "republican-tier"),
        ("ministry", "republican-tier"),
        ("unit-methodical-council", "unit-tier"),
        ("organisation-methodical-council", "organisation-tier"),
        ("regional-methodical-cabinet", "regional-tier"),
        ("regional-education-directorate", "regional-tier"),
        ("district-education-department", "district-tier"),
        ("district-association", "district-tier"),
        ("inter-school-association", "inter-organisation-tier"),
        ("joint-commission", "inter-organisation-tier"),
    ],
)
def test_where_an_agent_stands(key: str, tier: str) -> None:
    assert [found for (found,) in rows(f"SELECT ?t {{ id:{key} adi:atTier ?t }}")] == [tier]


def test_json_values_of_the_bearer_modes() -> None:
    assert {row[0]: row[1] for row in rows("SELECT ?k ?v { ?k adi:jsonValue ?v }")} == {
        "any-bearer": "any",
        "all-bearers": "all",
        "each-existing-bearer": "each_that_exists",
    }


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("umo", "УМО"),
        ("umo", "ОӘБ"),
        ("umo", "UMO"),
        ("methodical-council", "УМС"),
        ("republican-council", "УМС"),
        ("methodical-council", "ОӘК"),
        ("republican-council", "РУМС"),
        ("working-curriculum", "РУП"),
        ("working-curriculum", "жұмыс оқу жоспары"),
        ("methodical-association", "МО"),
        ("methodical-association", "ӘБ"),
        ("state-standard", "ГОСО"),
        ("state-standard", "МЖМБС"),
        ("technical-vocational-education", "ТиПО"),
        ("technical-vocational-education", "ТжКБ"),
        ("technical-vocational-education", "TVET"),
        ("subject-cyclic-commission", "ПЦК"),
        ("subject-cyclic-commission", "ЦК"),
        ("deputy-head-academic", "ЗУВР"),
        ("deputy-head-academic", "завуч"),
        ("working-syllabus", "силлабус"),
        ("university", "ЖОО"),
        ("lesson-plan", "ҚМЖ"),
        ("lesson-plan", "поурочка"),
    ],
)
def test_abbreviation_stands_on_its_thing(key: str, label: str) -> None:
    found = rows(f"SELECT ?t {{ id:{key} skos:altLabel|skos:hiddenLabel ?t }}")
    assert label in {text for (text,) in found}


def mentions() -> dict[str, set[str]]:
    """Places of the act by key, without the act's own IRI in front."""
    found: dict[str, set[str]] = {}
    for key, place in rows("SELECT ?k ?p { ?k adi:mentionedIn ?p }"):
        assert place.startswith(ACT), place
        found.setdefault(key, set()).add(place.removeprefix(ACT))
    return found


def test_mentions_are_places_of_the_act() -> None:
    if not PLACES.exists():
        pytest.skip("tests/text/places.txt, the list of places, is not written yet")
    listed = set(PLACES.read_text(encoding="utf-8").split())
    named = {place.removeprefix("p") for places in mentions().values() for place in places}
    assert named <= listed


def test_whatever_the_act_can_name_is_mentioned() -> None:
    """Only the vocabulary of norms and readings, and what is merely implied, stands in no place."""
    without = {"BearerMode", "Modality", "Confidence"}
    silent = {key for key in THINGS if key not in mentions() and not TYPES[key] & without}
    assert silent == {"negative-conclusion"}


def wording() -> dict[str, str]:
    """The words of each place; a paragraph of one часть is cited as the paragraph."""
    text = ox.Store()
    for path in sorted((ROOT / "ontology" / "rules" / "text").glob("*.ttl")):
        text.load(path=path)
    query = "SELECT ?p ?t { ?w adi:wordingOf/adi:place ?p ; adi:text ?t }"
    found = {row[0]: row[1] for row in rows(query, text)}
    if not found:
        pytest.skip("ontology/rules/text, the text of the act, is not written yet")
    merged = {}
    for place, words in found.items():
        if "heading" in place:
            continue
        number = re.sub(r"/part-1$", "", place)
        alone = f"{number}/part-2" not in found and f"{number}/part-1/item-1" not in found
        merged[number if alone else place] = words
    return {f"p{place}" if place[0].isdigit() else place: words for place, words in merged.items()}


@pytest.mark.parametrize(("key", "stem"), STEMS.items(), ids=STEMS)
def test_every_place_that_names_a_kind_is_linked(key: str, stem: str) -> None:
    there = {place for place, words in wording().items() if re.search(stem, words, re.IGNORECASE)}
    assert mentions()[key] == there


@pytest.mark.parametrize(("key", "item"), TERMS_OF_P3.items(), ids=TERMS_OF_P3)
def test_terms_of_p3_have_the_words_of_the_act(key: str, item: int) -> None:
    words = wording()[f"p3/part-1/item-{item}"].rstrip(";.")
    assert re.split(r"\s-\s?", words, maxsplit=1)[1] == DEFINITIONS[key, "ru"][0]
    assert f"p3/part-1/item-{item}" in mentions()[key]
