"""The norms on bodies, units, posts and staff say what the act says, in its words, and nothing leaks."""

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from adisteme.graph import KnowledgeGraph

ROOT = Path(__file__).resolve().parents[2]
ONTOLOGY = ROOT / "ontology"
ASSERTED, TEXT = (ox.NamedNode(f"https://w3id.org/adisteme/graph/{name}") for name in ("asserted", "text"))
OWN = [
    ONTOLOGY / "rules" / "norms" / f"{name}.ttl"
    for name in ("bodies", "governance", "commissions", "associations", "umo", "order")
]
PREFIXES = """
PREFIX act: <https://w3id.org/adisteme/act/>
PREFIX adi: <https://w3id.org/adisteme/ns#>
PREFIX id: <https://w3id.org/adisteme/id/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
LANGUAGES = {"ru", "kk", "en"}

Row = tuple[str, ...]


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """The whole ontology, nothing inferred."""
    store = ox.Store()
    for path in sorted(ONTOLOGY.rglob("*.ttl")):
        in_text = path.parent.name == "text"
        store.load(path=path, to_graph=TEXT if in_text else ASSERTED)
    return store


@pytest.fixture(scope="module")
def closed(graph: KnowledgeGraph) -> ox.Store:
    """The graph as the service has it, with all that follows. Tests must not write to it."""
    return graph.store


@pytest.fixture(scope="module")
def norms() -> set[str]:
    """The norms of the files under test."""
    own = ox.Store()
    for path in OWN:
        own.load(path=path)
    return {norm for (norm,) in select(own, "SELECT ?n { ?n a adi:Norm }")}


@pytest.fixture(scope="module")
def words(store: ox.Store) -> dict[str, str]:
    """Each place of the act with its own words and those of the places in it, in reading order."""
    query = """SELECT ?place (GROUP_CONCAT(?text; separator=" ") AS ?all) {
      SELECT ?place ?text { ?inner adi:partOf* ?place ; adi:inAct act:kz-583-2007 ;
        adi:sequence ?n ; ^adi:wordingOf/adi:text ?text } ORDER BY ?n } GROUP BY ?place"""
    return {row[0]: row[1] for row in select(store, query)}


def select(store: ox.Store, query: str) -> list[Row]:
    """The rows of a query over all graphs as plain strings, unbound as empty."""
    found = store.query(PREFIXES + query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple("" if term is None else term.value for term in solution) for solution in found]


def short(iri: str) -> str:
    return re.sub(r"^.*/(?:id|act/kz-583-2007)/", "", iri)


def own(store: ox.Store, norms: set[str], query: str) -> Iterator[Row]:
    """The rows whose first column is one of the norms under test."""
    rows = [row for row in select(store, query) if row[0] in norms]
    assert rows, "the query finds none of the norms under test"
    return iter(rows)


# ---- form -------------------------------------------------------------------------------------


def places_of(store: ox.Store, norms: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {norm: [] for norm in norms}
    for norm, place in own(store, norms, "SELECT ?n ?p { ?n adi:statedIn ?p }"):
        found[norm].append(place)
    return found


@pytest.mark.parametrize("words_of", ["quote", "triggerWords"])
def test_quotes_and_triggers_are_the_act_word_for_word(store, norms, words, words_of):
    places = places_of(store, norms)
    wrong = [
        (short(norm), quote)
        for norm, quote in own(store, norms, f"SELECT ?n ?q {{ ?n adi:{words_of} ?q }}")
        if not any(quote in words[place] for place in places[norm])
    ]
    assert wrong == []


def test_each_place_gives_the_quote_or_a_trigger(store, norms, words):
    """A second place is named only where the sentence runs over both (п. 5, 13)."""
    query = "SELECT ?n ?q { ?n adi:quote|adi:triggerWords ?q }"
    said: dict[str, list[str]] = {norm: [] for norm in norms}
    for norm, quote in own(store, norms, query):
        said[norm].append(quote)
    idle = [
        (short(norm), short(place))
        for norm, places in places_of(store, norms).items()
        for place in places
        if not any(quote in words[place] for quote in said[norm])
    ]
    assert idle == []


def test_norms_stand_at_the_narrowest_place(store, norms, words):
    """No part, item or sub-point inside the place would do as well, save the only part of a paragraph."""
    inside = select(store, "SELECT ?outer ?inner { ?inner adi:partOf ?outer }")
    children: dict[str, list[str]] = {}
    for outer, inner in inside:
        children.setdefault(outer, []).append(inner)
    places = places_of(store, norms)
    wide = [
        (short(norm), short(inner))
        for norm, quote in own(store, norms, "SELECT ?n ?q { ?n adi:quote ?q }")
        if len(places[norm]) == 1
        for inner in children.get(places[norm][0], [])
        if quote in words[inner] and words[inner] != words[places[norm][0]]
    ]
    assert wide == []


@pytest.mark.parametrize("part", ["modality", "statedIn", "quote", "triggerWords"])
def test_every_norm_has(store, norms, part):
    having = {norm for (norm,) in select(store, f"SELECT DISTINCT ?n {{ ?n adi:{part} ?x }}")}
    assert {short(norm) for norm in norms - having} == set()


@pytest.mark.parametrize("part", ["prefLabel", "definition"])
def test_every_norm_has_one_in_each_language(store, norms, part):
    found: dict[str, list[str]] = {norm: [] for norm in norms}
    for norm, language in own(store, norms, f"SELECT ?n (LANG(?l) AS ?lang) {{ ?n skos:{part} ?l }}"):
        found[norm].append(language)
    assert {short(norm): langs for norm, langs in found.items() if sorted(langs) != sorted(LANGUAGES)} == {}


def test_no_definition_repeats_its_label(store, norms):
    query = (
        "SELECT ?n ?l ?d { ?n skos:prefLabel ?l ; skos:definition ?d FILTER(LANG(?l) = LANG(?d)"
        " && CONTAINS(LCASE(?d), LCASE(?l))) }"
    )
    assert [short(row[0]) for row in select(store, query) if row[0] in norms] == []


def test_somebody_acts_or_a_reading_says_that_nobody_is_named(store, norms):
    named = """SELECT ?n {
      { ?n adi:bearer ?x } UNION { ?n adi:modality id:constitutive-rule }
      UNION { ?n adi:modality id:exemption ; adi:exempts ?x }
      UNION { ?n adi:restsOn/adi:leavesBearerOpen true } }"""
    assert {short(n) for n in norms - {norm for (norm,) in select(store, named)}} == set()


def test_nobody_is_supplied_where_a_reading_leaves_the_bearer_open(store, norms):
    query = "SELECT DISTINCT ?n { ?n adi:restsOn/adi:leavesBearerOpen true ; adi:bearer ?x }"
    assert [short(n) for (n,) in select(store, query) if n in norms] == []


def test_bearers_and_their_mode_go_together(store, norms):
    query = """SELECT ?n (COUNT(DISTINCT ?b) AS ?bearers) (COUNT(DISTINCT ?m) AS ?modes) {
      ?n a adi:Norm OPTIONAL { ?n adi:bearer ?b } OPTIONAL { ?n adi:bearerMode ?m } } GROUP BY ?n"""
    assert [row for row in own(store, norms, query) if (row[1] != "0") != (row[2] == "1")] == []


def test_what_is_not_a_definition_rests_on_a_reading_of_its_strength(store, norms):
    """«должно» says it itself; п. 3 and the like only say what is what; a referral has its words."""
    query = """SELECT ?n { ?n adi:modality ?m FILTER(?m NOT IN (id:constitutive-rule, id:referral))
      FILTER NOT EXISTS { ?n adi:restsOn ?r } }"""
    assert [short(n) for (n,) in select(store, query) if n in norms] == []


def test_readings_are_whole(store):
    query = """SELECT ?r (COUNT(DISTINCT ?lang) AS ?n) {
      VALUES ?p { adi:ruleOfReading adi:alternativeReading skos:prefLabel }
      ?r a adi:Reading ; ?p ?x BIND(CONCAT(STR(?p), LANG(?x)) AS ?lang) } GROUP BY ?r"""
    rows = select(store, query)
    assert len(rows) >= 45
    assert [row for row in rows if row[1] != "9"] == []
    loose = (
        "SELECT ?r { ?r a adi:Reading MINUS { ?n adi:restsOn ?r . ?r adi:confidence ?c ; adi:readingOf ?p } }"
    )
    assert select(store, loose) == []


def test_things_and_terms_are_all_declared(store):
    loose = """SELECT DISTINCT ?x { { ?s ?p ?x } UNION { ?s ?x ?o }
      FILTER(isIRI(?x) && ?x != adi: && (STRSTARTS(STR(?x), STR(id:)) || STRSTARTS(STR(?x), STR(adi:))))
      FILTER NOT EXISTS { ?x a ?type } }"""
    assert select(store, loose) == []


def test_every_term_of_the_module_is_used_by_a_norm(store):
    """Inverses and derived relations apart, which follow from what is used."""
    module = ox.Store()
    module.load(path=ONTOLOGY / "governance.ttl")
    idle = select(
        module,
        """SELECT ?p { ?p a ?kind FILTER(?kind IN (owl:ObjectProperty, owl:DatatypeProperty))
          FILTER NOT EXISTS { ?x owl:inverseOf ?p }
          FILTER NOT EXISTS { ?p owl:propertyChainAxiom ?c }
          FILTER NOT EXISTS { ?p a owl:TransitiveProperty } }""",
    )
    used = {p for (p,) in select(store, "SELECT DISTINCT ?p { ?s ?p ?o }")}
    assert len(idle) > 20
    assert [p for (p,) in idle if p not in used] == []


# ---- every sentence is carried ------------------------------------------------------------------

# What other files carry: aims, tasks, forms and directions (activities), п. 18–21, and definitions that only
# say what a word means.
ELSEWHERE = r"p3/part-1$|p3/part-1/item-[578]$|p4/|p5/part-1(/|$)|p13/[234]$|p15/|p33/\d+$|p1[89]/|p2[01]/"
OWNED = r"^(order/\d|p([2-6]|1[0-7]|2[2-9]|3[0-6])/)"


def test_every_sentence_of_the_owned_paragraphs_is_quoted(store):
    """Each sentence shares its words with the quote of a norm: the quote lies in it, or it in the quote."""
    texts = select(
        store,
        "SELECT ?place ?text { ?place adi:inAct act:kz-583-2007 ; ^adi:wordingOf/adi:text ?text }",
    )
    quotes = [quote for (quote,) in select(store, "SELECT DISTINCT ?q { ?n a adi:Norm ; adi:quote ?q }")]
    triggers = [
        (short(p), t) for p, t in select(store, "SELECT ?p ?t { ?n adi:statedIn ?p ; adi:triggerWords ?t }")
    ]
    owned = [(short(place), text) for place, text in texts if re.match(OWNED, short(place))]
    assert len(owned) > 60
    bare = [
        (place, sentence)
        for place, text in owned
        if not re.search(ELSEWHERE, place)
        for sentence in re.split(r"(?<=[а-я)]{2})\. (?=[А-Я])", text)
        if not any(quote in sentence for quote in quotes)
        and not any(at == place and trigger in sentence for at, trigger in triggers)
    ]
    assert bare == []


# ---- facts, written from the act ------------------------------------------------------------------

ORGANISATIONS = {"school", "college", "post-secondary-organisation", "university"}
SCHOOL = {"school-education"}
TVET_AND_POST_SECONDARY = {"tvet-and-post-secondary-education"}
HIGHER = {"higher-and-postgraduate-education"}
TVET, POST_SECONDARY = {"technical-vocational-education"}, {"post-secondary-education"}
UMO_LEVELS = TVET_AND_POST_SECONDARY | HIGHER

# norm, property, all its values: п. by п., read off the Russian text
FACTS: list[tuple[str, str, set[str]]] = [
    ("norm-order-preamble", "basis", {"https://w3id.org/adisteme/act/kz-law-on-education"}),
    ("norm-order-1-approval", "bearer", {"minister"}),
    ("norm-p3-organisation-council", "establishes", {"organisation-methodical-council"}),
    ("norm-p3-academic-methodical-unit", "hostKind", ORGANISATIONS),
    ("norm-p3-organisation-cabinet", "establishes", {"organisation-methodical-cabinet"}),
    (
        "norm-p10-structural-units",
        "bearer",
        {
            "structural-unit",
            "methodical-association",
            "subject-cyclic-commission",
            "kafedra",
            "division",
            "faculty",
            "institute",
        },
    ),
    ("norm-p10-methodical-units", "bearer", {"academic-methodical-unit"}),
    ("norm-p13-functions", "bearer", {"academic-methodical-unit"}),
    ("norm-p13-kafedra-higher", "appliesToLevel", HIGHER),
    ("norm-p13-units-higher", "establishes", {"division", "faculty", "institute"}),
    ("norm-p30-inter-school-head", "ledObject", {"inter-school-association"}),
    ("norm-p32-leadership", "bearer", {"organisation-methodical-council"}),
    ("norm-p33-activity", "bearer", {"umo-tvet"}),
    ("norm-order-2-repeal", "object", {"https://w3id.org/adisteme/act/kz-946-2004"}),
    ("norm-order-3-registration", "bearer", {"ministry-department"}),
    ("norm-order-3-registration", "recipient", {"ministry-of-justice"}),
    ("norm-order-4-entry-into-force", "waitingPeriod", {"P10D"}),
    ("norm-order-5-control", "bearer", {"vice-minister"}),
    ("norm-p3-methodist", "exempts", {"university"}),
    ("norm-p3-regional-cabinet", "hostKind", {"regional-education-directorate"}),
    ("norm-p3-deputy-head", "ledObject", ORGANISATIONS),
    ("norm-p5-leadership-school", "bearer", {"regional-methodical-cabinet", "district-methodical-cabinet"}),
    ("norm-p5-leadership-school", "ledObject", {"school"}),
    ("norm-p5-leadership-school", "appliesToLevel", SCHOOL),
    ("norm-p5-leadership-school", "statedIn", {"p5/part-2", "p5/part-2/item-1"}),
    ("norm-p5-district-cabinet", "hostKind", {"district-education-department"}),
    ("norm-p5-leadership-tvet", "bearer", {"regional-methodical-cabinet", "umo-tvet"}),
    ("norm-p5-leadership-tvet", "ledObject", {"college", "post-secondary-organisation"}),
    ("norm-p5-leadership-tvet", "appliesToLevel", TVET_AND_POST_SECONDARY),
    ("norm-p5-umo-tvet-guidance", "bearer", {"republican-council-tvet"}),
    ("norm-p5-umo-tvet-guidance", "ledObject", {"umo-tvet"}),
    ("norm-p5-umo-regulation", "basis", {"umo-regulation"}),
    ("norm-p5-umo-regulation", "statedIn", {"p5/part-4"}),
    ("norm-p5-leadership-higher", "bearer", {"umo-higher"}),
    ("norm-p5-leadership-higher", "ledObject", {"university"}),
    ("norm-p5-military-exemption", "exempts", {"military-or-special-institution"}),
    ("norm-p5-military-exemption", "exceptionTo", {"norm-p5-leadership-higher"}),
    ("norm-p5-umo-higher-guidance", "bearer", {"republican-council-higher"}),
    ("norm-p5-umo-higher-guidance", "ledObject", {"umo-higher"}),
    (
        "norm-p6-basis",
        "basis",
        {
            "legislation",
            "state-standard",
            "https://w3id.org/adisteme/act/kz-583-2007",
            "https://w3id.org/adisteme/act/kz-604-2018",
        },
    ),
    ("norm-p11-basis", "basis", {"unit-regulation", "https://w3id.org/adisteme/act/kz-583-2007"}),
    (
        "norm-p10-cabinets",
        "bearer",
        {"republican-methodical-cabinet", "regional-methodical-cabinet", "district-methodical-cabinet"},
    ),
    ("norm-p12-methodists", "memberKind", {"methodist"}),
    ("norm-p12-number", "bearer", {"council-of-organisation"}),
    ("norm-p12-number", "criterion", {"set-of-specialities", "number-of-students", "number-of-teachers"}),
    ("norm-p13-leadership", "ledObject", {"kafedra", "division", "faculty", "institute"}),
    ("norm-p14-direct-leadership", "bearer", {"deputy-head-academic"}),
    ("norm-p14-direct-leadership", "action", {"direct-leadership"}),
    ("norm-p14-unit-council", "action", {"general-leadership"}),
    ("norm-p14-unit-council", "ledObject", {"structural-unit"}),
    ("norm-p14-council-elective", "selectionMethod", {"election"}),
    ("norm-p14-council-order", "bearer", {"council-of-organisation"}),
    ("norm-p14-council-composition", "bearer", {"council-of-organisation"}),
    ("norm-p14-council-powers", "bearer", {"council-of-organisation"}),
    ("norm-p16-commission", "minimumCount", {"3"}),
    ("norm-p16-commission", "counts", {"lecturer", "industrial-training-master"}),
    ("norm-p16-commission", "countedWithin", {"college"}),
    ("norm-p16-commission", "appliesToLevel", TVET),
    ("norm-p16-kafedra", "minimumCount", {"3"}),
    ("norm-p16-kafedra", "counts", {"lecturer"}),
    ("norm-p16-kafedra", "appliesToLevel", POST_SECONDARY),
    ("norm-p16-joint-commission", "alternativeTo", {"norm-p16-commission"}),
    ("norm-p16-joint-commission", "modality", {"obligation"}),
    ("norm-p16-joint-commission", "condition", {"where-too-few-lecturers"}),
    ("norm-p16-joint-composition", "memberKind", {"pedagogical-worker"}),
    ("norm-p17-chair-tvet", "bearer", {"commission-chair"}),
    ("norm-p17-chair-tvet", "appliesToLevel", TVET),
    ("norm-p17-chair-selection", "fromAmong", {"lecturer", "industrial-training-master"}),
    ("norm-p17-chair-selection", "selectionMethod", {"election"}),
    ("norm-p17-chair-selection", "requiredQuality", {"most-experienced"}),
    ("norm-p17-chair-selection", "term", set()),
    ("norm-p17-head-of-kafedra", "bearer", {"head-of-kafedra"}),
    ("norm-p17-head-of-kafedra", "appliesToLevel", POST_SECONDARY),
    ("norm-p17-invitation-commission", "mayInvite", {"research-staff", "enterprise-specialist"}),
    ("norm-p17-invitation-commission", "modality", {"permission"}),
    ("norm-p17-invitation-kafedra", "mayInvite", {"research-staff", "enterprise-specialist"}),
    ("norm-p22-coordination", "bearer", {"regional-methodical-cabinet"}),
    ("norm-p22-coordination", "coordinatedObject", {"college", "post-secondary-organisation", "umo-tvet"}),
    ("norm-p23-representation", "modality", {"permission"}),
    ("norm-p23-legality", "basis", {"legislation"}),
    ("norm-p24-creation", "condition", {"on-voluntary-basis"}),
    ("norm-p24-creation", "appliesToLevel", UMO_LEVELS),
    ("norm-p24-composition", "memberKind", {"education-organisation", "employer", "social-partner"}),
    (
        "norm-p25-school-associations",
        "memberKind",
        {
            "subject-teacher",
            "primary-school-teacher",
            "homeroom-teacher",
            "preschool-educator",
            "boarding-school-educator",
        },
    ),
    ("norm-p25-meetings", "minTimes", {"1"}),
    ("norm-p25-meetings", "perPeriod", {"school-quarter"}),
    ("norm-p25-meetings", "asNeeded", {"true"}),
    ("norm-p25-meetings", "bearer", {"school-association", "inter-school-association"}),
    ("norm-p26-threshold", "minimumCount", {"3"}),
    ("norm-p26-threshold", "counts", {"school-teacher"}),
    ("norm-p26-threshold", "countedPer", {"per-subject"}),
    ("norm-p26-threshold", "countedWithin", {"school"}),
    (
        "norm-p27-district-associations",
        "memberKind",
        {
            "subject-teacher",
            "primary-school-teacher",
            "preschool-educator",
            "boarding-school-educator",
            "school-librarian",
        },
    ),
    ("norm-p27-meetings", "minTimes", {"2"}),
    ("norm-p27-meetings", "maxTimes", {"3"}),
    ("norm-p27-meetings", "perPeriod", {"year"}),
    ("norm-p27-meetings", "asNeeded", set()),
    ("norm-p28-ungraded", "memberKind", {"combined-class-teacher"}),
    ("norm-p28-ungraded", "condition", {"where-ungraded-schools"}),
    ("norm-p29-development", "term", {"P1Y"}),
    ("norm-p29-grounds", "criterion", {"diagnostics-results", "differentiation-tasks"}),
    ("norm-p30-head", "bearer", {"association-head"}),
    ("norm-p30-selection", "selectionMethod", {"election", "appointment"}),
    ("norm-p30-selection", "fromAmong", {"teacher"}),
    ("norm-p30-selection", "requiredQuality", {"best-prepared", "creatively-working"}),
    ("norm-p30-term", "term", {"P1Y"}),
    ("norm-p30-inter-school-appointment", "bearer", {"district-education-department"}),
    ("norm-p30-inter-school-appointment", "selectionMethod", {"appointment"}),
    ("norm-p30-inter-school-appointment", "term", set()),
    ("norm-p31-deputies", "bearer", {"deputy-head-academic"}),
    ("norm-p31-deputies", "criterion", {"supervised-subjects"}),
    ("norm-p31-association-heads", "bearer", {"association-head"}),
    ("norm-p32-council", "modality", {"permission"}),
    ("norm-p32-council", "purpose", {"leadership", "coordination"}),
    ("norm-p32-no-duplication", "object", {"pedagogical-council"}),
    ("norm-p33-creation", "criterion", {"profile"}),
    ("norm-p33-creation", "appliesToLevel", TVET_AND_POST_SECONDARY),
    ("norm-p34-force", "legalForce", {"recommendatory-force"}),
    ("norm-p34-delivery", "recipient", {"education-organisation"}),
    ("norm-p34-delivery", "appliesToLevel", TVET_AND_POST_SECONDARY),
    ("norm-p35-chair-leadership", "bearer", {"association-chair"}),
    ("norm-p35-confirmation-tvet", "bearer", {"republican-council-tvet"}),
    ("norm-p35-confirmation-tvet", "selectionMethod", {"confirmation"}),
    ("norm-p35-confirmation-higher", "bearer", {"republican-council-higher"}),
    ("norm-p35-chair-functions", "action", {"organising", "steering"}),
    ("norm-p36-sections", "hostKind", {"university"}),
    ("norm-p36-sections", "appliesToLevel", HIGHER),
]


@pytest.mark.parametrize(("norm", "relation", "values"), FACTS, ids=lambda x: x if isinstance(x, str) else "")
def test_fact_of_the_act(store, norm, relation, values):
    assert select(store, f"SELECT ?t {{ id:{norm} a ?t }}"), f"no such norm: {norm}"
    found = {short(value) for (value,) in select(store, f"SELECT ?v {{ id:{norm} adi:{relation} ?v }}")}
    assert found == values


def test_every_norm_has_a_fact(norms):
    assert {short(norm) for norm in norms} - {norm for norm, _, _ in FACTS} == set()


def test_technical_and_post_secondary_stay_apart_in_paragraphs_16_and_17(closed):
    query = """SELECT DISTINCT ?n ?level { ?n a adi:Norm ; adi:statedIn ?p ; adi:appliesToLevel ?level
      FILTER(REGEX(STR(?p), "/p1[67](/|$)")) }"""
    levels: dict[str, set[str]] = {}
    for norm, level in select(closed, query):
        levels.setdefault(short(norm), set()).add(short(level))
    assert len(levels) == 9
    assert [norm for norm, found in levels.items() if found not in (TVET, POST_SECONDARY)] == []
    assert {norm for norm, found in levels.items() if found == POST_SECONDARY} == {
        "norm-p16-kafedra",
        "norm-p17-head-of-kafedra",
        "norm-p17-invitation-kafedra",
    }


# ---- what follows -----------------------------------------------------------------------------

FOLLOWS = [
    ("college", "guidedBy", "umo-tvet"),
    ("college", "guidedBy", "regional-methodical-cabinet"),
    ("college", "ultimatelyGuidedBy", "republican-council-tvet"),
    ("post-secondary-organisation", "ultimatelyGuidedBy", "republican-council-tvet"),
    ("school", "guidedBy", "district-methodical-cabinet"),
    ("university", "ultimatelyGuidedBy", "republican-council-higher"),
    ("republican-council-higher", "ultimatelyGuides", "university"),
    ("kafedra", "guidedBy", "academic-methodical-unit"),
    ("structural-unit", "guidedBy", "unit-methodical-council"),
    ("umo", "guidedBy", "association-chair"),
    ("methodical-association", "guidedBy", "organisation-methodical-council"),
    ("inter-school-association", "guidedBy", "association-head"),
    ("college", "workCoordinatedBy", "regional-methodical-cabinet"),
    ("umo-tvet", "workCoordinatedBy", "regional-methodical-cabinet"),
    ("district-methodical-cabinet", "partOfKind", "district-education-department"),
    ("regional-methodical-cabinet", "partOfKind", "regional-education-directorate"),
    ("unit-methodical-council", "partOfKind", "structural-unit"),
    ("umo-tvet", "existsAtLevel", "post-secondary-education"),
    ("umo-higher", "existsAtLevel", "higher-education"),
    ("school-association", "existsAtLevel", "primary-education"),
    ("organisation-methodical-cabinet", "existsAtLevel", "higher-education"),
]
MUST_NOT_FOLLOW = [
    ("college", "guidedBy", "republican-council-tvet"),  # only through the association
    ("college", "ultimatelyGuidedBy", "republican-council-higher"),
    ("university", "ultimatelyGuidedBy", "republican-council-tvet"),
    ("university", "ultimatelyGuidedBy", "regional-methodical-cabinet"),
    ("school", "ultimatelyGuidedBy", "umo"),
    ("military-or-special-institution", "ultimatelyGuidedBy", "umo-higher"),  # п. 5, the exemption
    ("methodical-commission", "guidedBy", "head-of-kafedra"),  # п. 17, each its own
    ("kafedra", "guidedBy", "commission-chair"),
    ("district-association", "guidedBy", "district-education-department"),  # appointed is not led
    ("umo-higher", "workCoordinatedBy", "regional-methodical-cabinet"),
    ("school", "workCoordinatedBy", "regional-methodical-cabinet"),  # п. 22 is not on schools
    ("subject-cyclic-commission", "existsAtLevel", "post-secondary-education"),
    ("kafedra", "existsAtLevel", "technical-vocational-education"),
    ("kafedra", "existsAtLevel", "primary-education"),
    ("umo", "existsAtLevel", "primary-education"),
    ("methodical-association", "existsAtLevel", "technical-vocational-education"),
    ("methodical-section", "existsAtLevel", "technical-vocational-education"),
    ("regional-methodical-cabinet", "partOfKind", "district-education-department"),
]


def holds(store: ox.Store, triple: Row) -> bool:
    s, p, o = triple
    return bool(store.query(f"{PREFIXES} ASK {{ id:{s} adi:{p} id:{o} }}", use_default_graph_as_union=True))


@pytest.mark.parametrize("triple", FOLLOWS, ids=" ".join)
def test_follows_from_the_norms(store, closed, triple):
    assert not holds(store, triple), "asserted by hand: it should follow"
    assert holds(closed, triple)


@pytest.mark.parametrize("triple", MUST_NOT_FOLLOW, ids=" ".join)
def test_does_not_follow(closed, triple):
    for thing in (triple[0], triple[2]):
        assert select(closed, f"SELECT ?t {{ id:{thing} a ?t }}"), f"no such thing: {thing}"
    assert not holds(closed, triple)


def test_nobody_is_over_himself(closed):
    assert select(closed, "SELECT ?x { ?x adi:ultimatelyGuidedBy ?x }") == []
