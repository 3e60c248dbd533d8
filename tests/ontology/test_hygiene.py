"""Hygiene: every rule finds nothing in the graph, and finds the fault that it is for.

A rule is one file of `ontology/hygiene`; its rows are problems. An allow-list stands inside the query as
`MINUS { VALUES ?x { … } }`, each entry with its reason behind a `#`.
"""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql import prepareQuery

from adisteme.graph import KnowledgeGraph
from adisteme.namespaces import ASSERTED
from adisteme.queries import read

RULES = sorted((Path(__file__).resolve().parents[2] / "ontology" / "hygiene").glob("*.rq"))
ALLOWED = re.compile(r"MINUS \{ VALUES \?\w+ \{(.*?)\n  \} \}", re.DOTALL)
NAMES = {path.stem for path in RULES}

PREFIXES = {
    "": "https://w3id.org/adisteme/ns#",
    "id": "https://w3id.org/adisteme/id/",
    "p": "https://w3id.org/adisteme/act/kz-583-2007/",
    "graph": "https://w3id.org/adisteme/graph/",
    "base": "https://w3id.org/adisteme/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "org": "http://www.w3.org/ns/org#",
    "vann": "http://purl.org/vocab/vann/",
    "dcterms": "http://purl.org/dc/terms/",
    "ex": "http://example.org/",
}
KINDS = ":Norm rdfs:subClassOf :Statement . :BodyKind rdfs:subClassOf :CollectiveKind . "
KINDS += ":CollectiveKind rdfs:subClassOf :AgentKind . :AgentKind rdfs:subClassOf :Kind . "
KINDS += ":DocumentKind rdfs:subClassOf :Kind . "
LABELS = 'skos:prefLabel "а"@ru , "ә"@kk , "a"@en '

# Rule → TriG with one fault (the default graph is loaded as the asserted one) and what the rule must name, as
# the first column of its rows. Beside the fault stands, where it is short, what looks alike and is right.
FAULTS: dict[str, tuple[str, set[str]]] = {
    "p02-equivalent-classes": (":A owl:equivalentClass :B , org:Role , :A .", {":A"}),
    "p04-unconnected-class": (
        ":A a owl:Class ; rdfs:subClassOf org:Role . :B a owl:Class ; rdfs:subClassOf :C . :C a owl:Class .",
        {":A"},
    ),
    "p05-inverse-ends": (
        ":a owl:inverseOf :b ; rdfs:domain :A . :b rdfs:range :B . :c owl:inverseOf :d ; "
        "rdfs:domain :A . :d rdfs:range :A .",
        {":a"},
    ),
    "p06-class-cycle": (
        ":A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :C rdfs:subClassOf :A . :D rdfs:subClassOf :A .",
        {":A", ":B", ":C"},
    ),
    "p08-term-annotations": (
        ':a a owl:ObjectProperty ; rdfs:label "а"@ru , "a"@kk , "a"@en ; '
        'skos:definition "а"@ru , "b"@ru , "a"@kk , "a"@en .'
        ':b a owl:ObjectProperty ; rdfs:label "а"@ru , "a"@en ; skos:definition "а"@ru , "a"@kk , "a"@en .'
        ':c a owl:ObjectProperty ; rdfs:label "а"@ru , "a"@kk , "a"@en ; '
        'skos:definition "а"@ru , "a"@kk , "a"@en .',
        {":a", ":b"},
    ),
    "p08-module-annotations": (
        'base:m a owl:Ontology ; rdfs:label "m"@en , "м"@ru . base:n a owl:Ontology ; '
        'dcterms:title "n"@en , "н"@ru , "н"@kk .',
        {"base:m"},
    ),
    "p10-missing-disjointness": (
        ":A rdfs:subClassOf :R . :B rdfs:subClassOf :R . :C rdfs:subClassOf :R , :A . "
        ":D rdfs:subClassOf :C ."
        ":A a owl:Class . :R a owl:Class . [] owl:members ( :B :E ) . :E rdfs:subClassOf :R ; "
        "owl:disjointWith :A .",
        {":A", ":B"},
    ),
    "p11-domain-range": (
        ":a a owl:ObjectProperty ; rdfs:domain :A . :b a owl:ObjectProperty ; rdfs:domain :A ; "
        "owl:inverseOf :c ."
        ":c a owl:ObjectProperty ; rdfs:domain :B . :d a owl:ObjectProperty ; rdfs:subPropertyOf :b .",
        {":a"},
    ),
    "p13-missing-inverse": (
        ":a a owl:ObjectProperty . :b a owl:ObjectProperty ; owl:inverseOf :c . :c a owl:ObjectProperty ."
        ":d a owl:ObjectProperty , owl:SymmetricProperty .",
        {":a"},
    ),
    "p14-universal-alone": (
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom :B ] , [ owl:onProperty :q ; "
        "owl:someValuesFrom :B ] ."
        ":C rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom :B ] , [ owl:onProperty :p ; "
        "owl:someValuesFrom :B ] .",
        {":A"},
    ),
    "p15-some-not": (
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:someValuesFrom [ owl:complementOf :B ] ] .",
        {":p"},
    ),
    "p19-several-ends": (":a rdfs:domain :A , :B . :b rdfs:range :A . :c rdfs:range :A , :B .", {":a", ":c"}),
    "p20-empty-definition": (
        ':A rdfs:label "Норма"@ru ; skos:definition "Норма в смысле Правил."@ru . '
        ':B rdfs:label "Акт"@ru ; skos:definition " "@ru .'
        ':C rdfs:label "a long label of it"@en ; skos:definition "too short"@en .'
        ':D rdfs:label "Акт"@ru ; skos:definition "Официальный документ, устанавливающий правила."@ru .',
        {":A", ":B", ":C"},
    ),
    "p22-names": (
        ":body a owl:Class . :Body a owl:Class . :HasBody a owl:ObjectProperty . "
        ":has-body a owl:ObjectProperty ."
        "id:Wrong_Key a :Kind . id:right-key a :Kind . id:situation-a-b--c--d a :Situation . "
        "id:a--b a :Kind .",
        {":body", ":HasBody", ":has-body", "id:Wrong_Key", "id:a--b"},
    ),
    "p24-recursive-definition": (
        ":A owl:equivalentClass [ owl:intersectionOf ( :B [ owl:onProperty :p ; "
        "owl:someValuesFrom :A ] ) ] ."
        ":C rdfs:subClassOf [ owl:onProperty :p ; owl:someValuesFrom :A ] .",
        {":A"},
    ),
    "p25-own-inverse": (":a owl:inverseOf :a . :b owl:inverseOf :c .", {":a"}),
    "p26-inverse-of-symmetric": (":a a owl:SymmetricProperty . :b owl:inverseOf :a .", {":a"}),
    "p27-equivalent-ends": (
        ":a owl:equivalentProperty ex:b ; rdfs:domain :A . ex:b rdfs:domain :B . "
        ":c owl:equivalentProperty :d ."
        ":e owl:equivalentProperty ex:f .",
        {":a", ":c"},
    ),
    "p28-symmetric-ends": (":a a owl:SymmetricProperty ; rdfs:domain :A ; rdfs:range :B .", {":a"}),
    "p29-transitive-ends": (
        ":a a owl:TransitiveProperty ; rdfs:domain :A ; rdfs:range :B . :b a owl:TransitiveProperty ; "
        "rdfs:domain :A ;"
        "rdfs:range :A .",
        {":a"},
    ),
    "p32-same-label": (
        ':A a owl:Class ; rdfs:label "Норма"@ru . :B a owl:Class ; rdfs:label "норма"@ru . '
        ':c rdfs:label "норма"@ru .'
        ':D a owl:Class ; rdfs:label "Норма"@kk .',
        {":A"},
    ),
    "p33-short-chain": (":a owl:propertyChainAxiom ( :b ) ; owl:propertyChainAxiom ( :b :c ) .", {":a"}),
    "p34-untyped-class": (
        ":A a owl:Class ; rdfs:subClassOf :B . id:x a :C . :p rdfs:range rdf:langString ; rdfs:domain :D ."
        "[] a owl:AllDisjointClasses ; owl:members ( :A :E ) . "
        "id:y a :A , <http://www.w3.org/ns/shacl#NodeShape> .",
        {":B", ":C", ":D", ":E"},
    ),
    "p35-untyped-property": (
        ":a a owl:ObjectProperty ; rdfs:subPropertyOf :b . id:x :c id:y ; :a id:y . "
        ":a owl:propertyChainAxiom ( :a :d ) . id:y <http://www.w3.org/ns/shacl#path> :a .",
        {":b", ":c", ":d"},
    ),
    "p36-file-extension": (
        "<https://w3id.org/adisteme/ontology/core.ttl> a owl:Ontology . base:ontology a owl:Ontology .",
        {"<https://w3id.org/adisteme/ontology/core.ttl>"},
    ),
    "p38-no-ontology": (":A a owl:Class . base:other a owl:Ontology .", {"base:ns"}),
    "p39-namespace": (
        'base:ns a owl:Ontology ; owl:imports base:m ; vann:preferredNamespacePrefix "adi" ;'
        'vann:preferredNamespaceUri "https://w3id.org/adisteme/ns/" .',
        {"base:ns"},
    ),
    "p40-foreign-redefined": (
        "org:Role a owl:Class ; rdfs:subClassOf :Kind . org:Post a owl:Class . :A a owl:Class ; "
        "rdfs:subClassOf org:Post .",
        {"org:Role"},
    ),
    "p40-foreign-namespace": (
        "ex:A a owl:Class . ex:s <http://www.w3.org/ns/shacl#path> id:y . "
        "id:x a ex:B ; ex:p id:y ; skos:note id:z . :C rdfs:subClassOf ex:D .",
        {"ex:B", "ex:p", "ex:D"},
    ),
    "p41-no-licence": (
        "base:a a owl:Ontology ; dcterms:license ex:l ; owl:imports base:b . base:b a owl:Ontology . "
        "base:c a owl:Ontology .",
        {"base:c"},
    ),
    "fair-header": ('base:ns a owl:Ontology ; owl:imports base:m ; dcterms:title "t"@en .', {"base:ns"}),
    "fair-header-recommended": ("base:ns a owl:Ontology ; owl:imports base:m .", {"base:ns"}),
    "norm-incomplete": (
        'id:a a :Norm ; :statedIn p:p1 ; :modality id:power ; :triggerWords "x"@ru . '
        'id:b a :Norm ; :statedIn p:p1 ; :modality id:exemption ; :quote "x"@ru . '
        'id:c a :Norm ; :modality id:power ; :quote "x"@ru . id:d a :Norm ; :statedIn p:p1 ; :quote "x"@ru .',
        {"id:a", "id:c", "id:d"},
    ),
    "norm-without-trigger": (
        "id:a a :Norm ; :modality id:power . id:b a :Norm ; :modality id:exemption . "
        'id:c a :Norm ; :modality id:power ; :triggerWords "x"@ru . p:p1 :inAct <urn:other> . '
        "id:d a :Norm ; :statedIn p:p1 .",
        {"id:a"},
    ),
    "norm-place-unknown": (
        'p:p1 :inAct ex:act ; :place "1" . p:p2 :inAct ex:act . id:a a :Norm ; :statedIn p:p1 . '
        "id:b a :Norm ; :statedIn p:p2 . id:c a :Norm ; :statedIn p:p3 .",
        {"p:p2", "p:p3"},
    ),
    "norm-about-document": (
        "id:a :appliesToDocument id:d ; :bearer id:x . id:b :appliesToDocument id:d ; :atStage id:s ; "
        ":statedIn p:p1 ;"
        ":restsOn id:r . id:r :readingOf p:p2 . id:c :appliesToDocument id:d ; :atStage id:s ; "
        ":refersTo id:charter ."
        "id:e :appliesToDocument id:d ; :atStage id:s ; :statedIn p:p2 ; :restsOn id:r .",
        {"id:a", "id:b"},
    ),
    "norm-bearer-mode": (
        "id:a :bearer id:x , id:y . id:b :bearerMode id:any-bearer . id:c :bearer id:x , id:y ; "
        ":bearerMode id:any-bearer .",
        {"id:a", "id:b"},
    ),
    "statement-quote-in-text": (
        'id:a :statedIn p:p1 ; :quote "реализующих"@ru . id:b :statedIn p:p1 ; :quote "реализующие"@ru .'
        'id:c :statedIn p:p2 ; :quote "реализующие"@ru . <p1/part-1> :partOf p:p1 .'
        '<w> :wordingOf <p1/part-1> ; :text "организации, реализующие программы"@ru .',
        {"id:a", "id:c"},
    ),
    "norm-trigger-in-text": (
        'id:a :statedIn p:p2 ; :triggerWords "возлагается"@ru . '
        'id:b :statedIn <p1/1> ; :triggerWords "возлагается"@ru .'
        "<p1/1> :partOf p:p1 . <p1/part-1> :partOf p:p1 . p:p1 :partOf <ch> . "
        "p:p2 :partOf <ch> . <ch> a :Chapter ."
        '<w> :wordingOf <p1/part-1> ; :text "Руководство возлагается:"@ru .',
        {"id:a"},
    ),
    "norm-undeclared-kind": (
        f"id:a a :Norm ; :bearer id:x , id:known . id:known a :Kind ; {LABELS} . id:x a :AgentKind . "
        f"ex:b a :Norm ; :bearer ex:x , ex:known ; :governedBy ex:y . ex:known a :Kind ; {LABELS} .",
        {"id:a", "ex:b"},
    ),
    "norm-wrong-kind": (
        ":bearer rdfs:range :AgentKind . :Post rdfs:subClassOf :AgentKind . id:p a :Post . "
        "id:d a :DocumentKind . "
        "id:a a :Norm ; :bearer id:d . id:b a :Norm ; "
        ":bearer id:p , id:nobody . id:c a :Norm ; :object id:d .",
        {"id:a"},
    ),
    "norm-conflict": (
        "id:s :effectivelyGovernedBy id:a , id:b ; :situatedDocument id:d ; :situatedLevel id:l ; "
        ":concernsStage id:t ."
        "id:a :bearer id:x . id:b :bearer id:y . id:c :bearer id:x ."
        "id:s2 :effectivelyGovernedBy id:a , id:c ; :situatedDocument id:d ; :situatedLevel id:l ; "
        ":concernsStage id:u .",
        {"id:a"},
    ),
    "kind-annotations": (
        f'{KINDS} id:a a :BodyKind ; {LABELS} ; skos:definition "о"@ru , "o"@en .'
        f'id:b a :DocumentKind ; {LABELS} ; skos:definition "о"@ru , "о"@kk , "o"@en .'
        f'id:c a :DocumentKind ; {LABELS} , "в"@ru ; skos:definition "о"@ru , "о"@kk , "o"@en .'
        'ex:d a :DocumentKind ; skos:prefLabel "а"@ru . ex:e a :DocumentKind . '
        'ex:f a :DocumentKind ; skos:prefLabel "а"@ru , "в"@ru .',
        {"id:a", "id:c", "ex:e", "ex:f"},
    ),
    "statement-labels": (
        f'{KINDS} id:a a :Norm ; skos:prefLabel "а"@ru , "a"@en . id:b a :Reading ; {LABELS} .'
        'ex:c a :Norm ; skos:prefLabel "а"@ru . ex:d a :Norm .',
        {"id:a", "ex:d"},
    ),
    "reading-incomplete": (
        'id:a a :Reading ; :ruleOfReading "п"@ru , "p"@en ; :alternativeReading "п"@ru , "п"@kk , "p"@en ;'
        ":confidence id:c ; :readingOf p:p1 ."
        'id:b a :Reading ; :ruleOfReading "п"@ru , "п"@kk , "p"@en ; '
        ':alternativeReading "п"@ru , "п"@kk , "p"@en ;'
        ":readingOf p:p1 ."
        'id:c a :Reading ; :ruleOfReading "п"@ru , "п"@kk , "p"@en ; '
        ':alternativeReading "п"@ru , "п"@kk , "p"@en ;'
        ":confidence id:c ; :readingOf p:p1 .",
        {"id:a", "id:b"},
    ),
    "reading-unused": ("id:a a :Reading . id:b a :Reading . id:n :restsOn id:b .", {"id:a"}),
    "kind-not-in-scheme": (
        f"{KINDS} id:a a :BodyKind . id:b a :BodyKind ; skos:inScheme id:s . ex:c a :BodyKind .",
        {"id:a"},
    ),
    "kind-without-place": (
        f"{KINDS} id:a a :BodyKind . id:b a :BodyKind ; :mentionedIn p:p1 . ex:c a :BodyKind .",
        {"id:a"},
    ),
    "kind-own-ancestor": (
        "id:a :specialises id:b . id:b :specialises id:a . id:c :specialises id:a .",
        {"id:a", "id:b"},
    ),
    "kind-crosses-families": (
        f"{KINDS} id:a a :BodyKind ; :specialises id:d , id:b . id:d a :DocumentKind . "
        "id:b a :CollectiveKind .",
        {"id:a"},
    ),
    "key-twice": (
        ':A :collection "bodies" . :B :collection "documents" . id:a a :A , :B . id:b a :A .'
        f"id:c a :A ; {LABELS} . id:C a :A ; {LABELS} .",
        {"id:a", "id:C"},
    ),
    "label-twice": (
        'id:a a :A ; skos:prefLabel "совет"@ru . id:b a :A ; skos:prefLabel "совет"@ru . id:c a :B ; '
        'skos:prefLabel "совет"@ru .',
        {"id:a"},
    ),
    "label-clash": (
        'id:a skos:prefLabel "МО"@ru ; skos:altLabel "МО"@ru . id:b skos:altLabel "МО"@ru ; '
        'skos:hiddenLabel "МО"@ru .'
        'id:c skos:prefLabel "МО"@ru ; skos:altLabel "МО"@kk .',
        {"id:a", "id:b"},
    ),
    "literal-language": (
        'id:a skos:prefLabel "a" . id:b skos:definition "b"@de . id:c :quote "c"@ru .',
        {"id:a", "id:b"},
    ),
    "literal-spaces": (
        'id:a skos:prefLabel "a "@en . id:b skos:definition "a  b"@en . id:c rdfs:label "a b"@en .',
        {"id:a", "id:b"},
    ),
    "quote-not-russian": ('id:a :quote "a"@en . id:b :text "б"@ru .', {"id:a"}),
    "graphs-overlap": (
        "graph:text { id:a a :A . id:b a :A } graph:asserted { id:a a :A . id:b a :B }",
        {"id:a"},
    ),
    "undeclared-term": (
        ":A a owl:Class . id:x a :A ; :p id:y ; :q id:z . :q a owl:ObjectProperty . id:z a :B .",
        {":p", ":B"},
    ),
    "dangling-reference": (
        "id:a a :Norm ; :bearer id:x , id:b ; :statedIn p:p99 , p:p1 . id:b a :Kind . "
        "graph:text { p:p1 a :Paragraph }"
        "graph:inferred { id:x a :AgentKind . id:y :bears id:a }",
        {"id:x", "p:p99"},
    ),
    "individual-undeclared": ("id:a a :Norm . id:b a :Norm , owl:NamedIndividual .", {"id:a"}),
}


def text_of(rule: str, *, without_allowed: bool = False) -> str:
    text = read(next(path for path in RULES if path.stem == rule)).sparql
    return ALLOWED.sub("", text) if without_allowed else text


def first_column(store: ox.Store, query: str) -> set[str]:
    rows = store.query(query, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    return {str(row[0]) for row in rows if any(term is not None for term in row)}


def iri(short: str) -> str:
    if short.startswith("<"):
        return short
    prefix, _, name = short.partition(":")
    return f"<{PREFIXES[prefix]}{name}>"


def faulty(trig: str) -> ox.Store:
    head = f"@base <{PREFIXES['p']}> ."
    head += " ".join(f"@prefix {prefix}: <{space}> ." for prefix, space in PREFIXES.items())
    store = ox.Store()
    for quad in ox.parse(head + trig, format=ox.RdfFormat.TRIG):
        graph = quad.graph_name if isinstance(quad.graph_name, ox.NamedNode) else ASSERTED
        store.add(ox.Quad(quad.subject, quad.predicate, quad.object, graph))
    return store


@pytest.mark.parametrize("rule", sorted(NAMES))
def test_the_graph_has_no_such_problem(rule: str, graph: KnowledgeGraph) -> None:
    assert graph.select(text_of(rule)) == []


@pytest.mark.parametrize("rule", sorted(NAMES))
def test_the_rule_catches_its_fault_and_nothing_beside_it(rule: str) -> None:
    trig, expected = FAULTS[rule]
    assert first_column(faulty(trig), text_of(rule)) == {iri(name) for name in expected}


def test_each_rule_has_a_fault_and_each_fault_a_rule() -> None:
    assert set(FAULTS) == NAMES


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_the_header_and_the_first_sentences(path: Path) -> None:
    query = read(path)
    assert query.key == path.stem
    gate = {"gate", "at", "says"} if "gate" in query.header else set()
    assert set(query.header) - {"explains"} == {"id", "severity", "checks"} | gate
    assert "explains" not in query.header or gate
    assert not gate or set(query.header["says"]) == {"ru", "kk", "en"}
    assert query.header["severity"] in {"error", "warning"}
    assert query.header["checks"]
    comment = re.match(r"(?:# [^\n]*\n)+", query.sparql)
    assert comment is not None
    said = comment.group().replace("\n# ", " ").removeprefix("# ").strip()
    assert re.fullmatch(r"[A-Z].*[.] Principle: .*[.] Remedy: .*[.]", said), said


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_the_rule_is_standard_sparql(path: Path) -> None:
    prepareQuery(read(path).sparql)


@pytest.mark.parametrize("rule", sorted(name for name in NAMES if ALLOWED.search(text_of(name))))
def test_each_entry_of_an_allow_list_has_a_reason_and_is_needed(rule: str, graph: KnowledgeGraph) -> None:
    match = ALLOWED.search(text_of(rule))
    assert match is not None
    lines = [line.strip() for line in match.group(1).splitlines() if line.strip()]
    entries = [line for line in lines if not line.startswith("#")]
    assert entries
    assert all(re.fullmatch(r"(\w*:\w+|\"[^\"]+\") # \S.*", line) for line in entries), entries
    found = graph.select(text_of(rule, without_allowed=True))
    named = {str(term) for row in found for term in row.values()}
    needed = {entry.split(" # ")[0] for entry in entries}
    listed = {name if name.startswith('"') else iri(name.removeprefix("adi")) for name in needed}
    assert listed - named == set()


_NUMBERS = (2, 4, 5, 6, 8, 10, 11, 13, 14, 15, 19, 20, 22, *range(24, 30), *range(32, 37), *range(38, 42))
PITFALLS = {f"P{number:02}" for number in _NUMBERS}


def test_every_pitfall_that_a_query_can_decide_has_a_rule() -> None:
    checked = {check for path in RULES for check in read(path).header["checks"]}
    assert PITFALLS - checked == set()
