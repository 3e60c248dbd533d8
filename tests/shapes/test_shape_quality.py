"""What every shape must be: named, in three languages, with gaps that get filled, and portable SHACL."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Node

from adisteme.data import shapes_dir
from adisteme.validation.selects import columns
from adisteme.validation.shacl import SH, read_shapes

LANGUAGES = ["en", "kk", "ru"]
SHAPE = "https://w3id.org/adisteme/shape/"
ACT = "https://w3id.org/adisteme/act/kz-583-2007/"
# What `validate` fills beside the columns of the SELECT; {bearers} come from the norm of the row.
BEARERS = "bearers"
FORBIDDEN = re.compile(r"\b(MINUS|VALUES|SERVICE)\b|\b(AS)\s+[?$]this\b", re.IGNORECASE)
CAST = re.compile(r"\bxsd:\w+\s*\(")
COMMENT = re.compile(r"#[^\n]*")

FILES = sorted(shapes_dir().glob("*.ttl"))
GRAPH = read_shapes(FILES)
SHAPES = sorted(
    {shape for kind in (SH.NodeShape, SH.PropertyShape) for shape in GRAPH.subjects(RDF.type, kind)}, key=str
)
SPEAKING = [
    shape for shape in SHAPES if set(GRAPH.predicates(shape)) - {RDF.type, SH.targetClass, SH.property}
]
CONSTRAINTS = [(shape, constraint) for shape, constraint in GRAPH.subject_objects(SH.sparql)]


def _name(value: object) -> str:
    return str(value).rpartition("/")[2]


def _messages(shape: Node) -> dict[str, str]:
    texts = [text for text in GRAPH.objects(shape, SH.message) if isinstance(text, Literal)]
    assert sorted(str(text.language) for text in texts) == LANGUAGES
    return {str(text.language): str(text) for text in texts}


def _gaps(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)\}", text))


def _select(constraint: Node) -> str:
    return str(GRAPH.value(constraint, SH.select))


def _whole(constraint: Node) -> str:
    """The SELECT with the prefixes that sh:prefixes names."""
    declared = [
        (GRAPH.value(entry, SH.prefix), GRAPH.value(entry, SH.namespace))
        for source in GRAPH.objects(constraint, SH.prefixes)
        for entry in GRAPH.objects(source, SH.declare)
    ]
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in declared) + _select(
        constraint
    )


by_shape = pytest.mark.parametrize("shape", SHAPES, ids=_name)
by_speaking_shape = pytest.mark.parametrize("shape", SPEAKING, ids=_name)
by_constraint = pytest.mark.parametrize(
    ("shape", "constraint"), CONSTRAINTS, ids=[_name(shape) for shape, _ in CONSTRAINTS]
)


def test_there_are_shapes() -> None:
    assert len(SPEAKING) >= 20
    assert len(CONSTRAINTS) >= 12


@by_shape
def test_a_shape_has_an_iri_of_ours(shape: Node) -> None:
    assert isinstance(shape, URIRef)
    assert re.fullmatch(re.escape(SHAPE) + r"[a-z0-9]+(-[a-z0-9]+)*", shape)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_shape_without_a_name(path: Path) -> None:
    graph = read_shapes([path])
    inner = {part for predicate in (SH.property, SH.node) for part in graph.objects(None, predicate)}
    assert [shape for shape in inner if not isinstance(shape, URIRef)] == []


@by_speaking_shape
def test_one_message_in_each_language(shape: Node) -> None:
    texts = _messages(shape)
    assert len(set(texts.values())) == len(LANGUAGES)
    assert all(text == text.strip() and text.endswith(".") for text in texts.values())


@by_speaking_shape
def test_gaps_are_the_same_in_all_languages_and_get_filled(shape: Node) -> None:
    gaps = {frozenset(_gaps(text)) for text in _messages(shape).values()}
    assert len(gaps) == 1
    filled: set[str] = set()
    for constraint in GRAPH.objects(shape, SH.sparql):
        named = set(columns(_select(constraint)))
        filled |= named | ({BEARERS} if "norm" in named else set())
    assert set(next(iter(gaps))) <= filled


@by_speaking_shape
def test_braces_are_nothing_but_gaps(shape: Node) -> None:
    for text in _messages(shape).values():
        assert not set(re.sub(r"\{\w+\}", "", text)) & {"{", "}"}


@by_speaking_shape
def test_a_count_stands_where_no_word_has_to_agree_with_it(shape: Node) -> None:
    """«There are 1 lecturers», «преподавателей 1 должно»: the number ends its clause."""
    for text in _messages(shape).values():
        assert not re.search(r"\{count\}(?![,;:.])", text)


@by_shape
def test_a_warning_says_why(shape: Node) -> None:
    severity = GRAPH.value(shape, SH.severity)
    assert severity in (None, SH.Violation, SH.Warning, SH.Info)
    if severity == SH.Warning:
        description = GRAPH.value(shape, DCTERMS.description)
        assert description is not None
        assert len(str(description)) > 40


def test_open_readings_are_warnings() -> None:
    """A constraint that speaks of norms of low confidence only is a warning (CONTRACT)."""
    speaking = {
        shape for shape, c in CONSTRAINTS if re.search(r"(?<!NOT EXISTS \{ \?norm )adi:restsOn", _select(c))
    }
    assert speaking
    assert {GRAPH.value(shape, SH.severity) for shape in speaking} == {SH.Warning}


@by_constraint
def test_sources_are_paragraphs_of_the_act(shape: Node, constraint: Node) -> None:
    if "norm" not in columns(_select(constraint)):
        return
    sources = [str(source) for source in GRAPH.objects(shape, DCTERMS.source)]
    assert sources
    assert all(re.fullmatch(re.escape(ACT) + r"p\d+(/.+)?", source) for source in sources)


@by_constraint
def test_a_select_projects_this_and_what_findings_need(shape: Node, constraint: Node) -> None:
    named = columns(_select(constraint))
    assert named[0] == "this"
    assert len(named) == len(set(named))
    assert ("norm" in named) == ("provision" in named)


@by_constraint
def test_a_select_parses_in_both_engines(shape: Node, constraint: Node) -> None:
    text = _whole(constraint)
    prepareQuery(text)
    assert isinstance(ox.Store().query(text), ox.QuerySolutions)


@by_constraint
def test_a_select_keeps_to_the_portable_subset(shape: Node, constraint: Node) -> None:
    """SHACL 5.2.1: no MINUS, VALUES, SERVICE, no new binding of $this; and no casts (DESIGN)."""
    text = COMMENT.sub("", _select(constraint))
    assert FORBIDDEN.search(text) is None
    assert CAST.search(text) is None
    assert text.count("SELECT") == 1  # a subselect would have to project what is bound beforehand


@by_constraint
def test_every_prefix_in_a_select_is_declared(shape: Node, constraint: Node) -> None:
    text = _whole(constraint)
    used = set(re.findall(r"(?<![\w<:/])([a-z]+):[A-Za-z]", COMMENT.sub("", _select(constraint))))
    assert used <= set(re.findall(r"PREFIX (\w+):", text))


def test_every_target_and_path_is_a_term_of_the_ontology_or_of_a_standard(graph) -> None:  # type: ignore[no-untyped-def]
    ours = {str(term) for p in (SH.targetClass, SH.path, SH["class"]) for term in GRAPH.objects(None, p)}
    ours = {term for term in ours if term.startswith("https://w3id.org/adisteme/")}
    unknown = [
        term for term in ours if not list(graph.store.quads_for_pattern(ox.NamedNode(term), None, None))
    ]
    assert unknown == []


def test_terms_in_selects_exist(graph) -> None:  # type: ignore[no-untyped-def]
    bases = {"adi": "https://w3id.org/adisteme/ns#", "id": "https://w3id.org/adisteme/id/"}
    used = {
        bases[prefix] + name
        for _, constraint in CONSTRAINTS
        for prefix, name in re.findall(r"\b(adi|id):([\w-]+)", COMMENT.sub("", _select(constraint)))
    }
    unknown = [
        term for term in used if not list(graph.store.quads_for_pattern(ox.NamedNode(term), None, None, None))
    ]
    assert sorted(unknown) == []


def test_the_shapes_are_shapes() -> None:
    """The SHACL shapes of SHACL find nothing wrong with them."""
    import pyshacl

    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=GRAPH, meta_shacl=True, inplace=True)
    assert conforms, text


def test_every_file_names_its_graph_in_three_languages() -> None:
    for path in FILES:
        graph = read_shapes([path])
        headers = list(graph.subjects(RDF.type, OWL.Ontology))
        assert len(headers) == 1
        labels = graph.objects(headers[0], URIRef("http://www.w3.org/2000/01/rdf-schema#label"))
        assert sorted(str(getattr(label, "language", None)) for label in labels) == LANGUAGES
