"""Checks of a query's text: what goes out, what is too deep, where an error is."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest
from pyoxigraph import Store

from adisteme.sparql_text import (
    MAX_NESTING,
    MAX_TOKENS,
    QueryRefused,
    check_size,
    is_update,
    line_and_column,
    locate,
    tokens,
    without_service,
)


def parse(text: str) -> None:
    Store().query(text, base_iri="http://example.org/")


def words(query: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokens(query)]


def test_tokens() -> None:
    assert words(
        'SELECT?x{<http://a#b>ex:a\\\'b.\'x\\\'y\'@en-GB  """a"b"""^^xsd:date #c \'d\r_:b1 1.5e3-2}'
    ) == [
        ("word", "SELECT"),
        ("variable", "?x"),
        ("mark", "{"),
        ("iri", "<http://a#b>"),
        ("name", "ex:a\\'b"),
        ("mark", "."),
        ("string", "'x\\'y'"),
        ("language", "@en-GB"),
        ("string", '"""a"b"""'),
        ("mark", "^^"),
        ("name", "xsd:date"),
        ("blank", "_:b1"),
        ("number", "1.5e3"),
        ("mark", "-"),
        ("number", "2"),
        ("mark", "}"),
    ]


def test_a_long_string_with_a_false_escape_is_a_short_one_as_for_the_engine() -> None:
    assert words("'''a' #\\q '''") == [("string", "''"), ("string", "'a'")]
    assert words("'\\uD800'")[0] == ("mark", "'")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { #comment\nSeRvIcE ?x { ?s ?p ?o } }",
        "SELECT * { #\rSERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE<http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE<http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { VALUES ?x { '''a' } SERVICE <http://127.0.0.1/> { } #\\q '''\n }",
        "SELECT * { {} UNION { OPTIONAL { SERVICESILENT<http://127.0.0.1/> {} } } }",
    ],
)
def test_the_keyword_service_is_refused(query: str) -> None:
    with pytest.raises(QueryRefused) as caught:
        without_service(query)
    assert caught.value.name == "federation_refused"


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX ex: <http://127.0.0.1/> SELECT * { SERVICEex:a { ?s ?p ?o } }",
        "PREFIX ex: <http://127.0.0.1/> SELECT * { ?s ?p trueSERVICEex:a { ?s ?p ?o } }",
        "SELECT * { FILTER(?x<2)SERVICE#>\n<http://127.0.0.1/> { ?s ?p ?o } }",
    ],
)
def test_a_keyword_that_hides_in_a_token_does_not_parse_in_the_stand_in(query: str) -> None:
    stand_in = without_service(query)
    assert stand_in is not None
    assert "service" not in stand_in.lower()
    with pytest.raises(SyntaxError):
        parse(stand_in)


HARMLESS = [
    "SELECT ?service { ?service ?p ?o }",
    "SELECT $Service ?service { ?service ?p $Service }",
    "PREFIX ex: <http://e/> SELECT * { ?s ex:SERVICE ?o }",
    "PREFIX service: <http://e/> SELECT * { service:a ?p service:b . GRAPH service:g { ?s service:c [] } }",
    'SELECT (\'SERVICE <http://e/> {}\' AS ?x) ("""a \' SERVICE " """@en-service AS ?y) {}',
    "SELECT * {} # SERVICE <http://e/> {}",
    "SELECT * { ?s <http://e/SERVICE> ?o, <http://e/a#service> }",
    "SELECT * { _:service ?p 'x'^^<http://e/service> }",
    "SELECT * { ?s ?p ?o FILTER(?s < ?o && ?o > 'SERVICE') }",
]


@pytest.mark.parametrize("query", HARMLESS)
def test_the_word_service_elsewhere_is_not_the_keyword(query: str) -> None:
    stand_in = without_service(query)
    assert stand_in is not None
    assert len(stand_in) == len(query)
    parse(stand_in)


def test_without_the_word_nothing_stands_in() -> None:
    assert without_service("ASK { ?s ?p 'serve ice' }") is None


def test_every_other_word_taken() -> None:
    taken = " ".join(f"?{letter}ervice" for letter in "xyzqjkw")
    with pytest.raises(QueryRefused):
        without_service(f"SELECT ?service {taken} {{}}")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("INSERT DATA { <http://a> <http://b> 1 }", True),
        ("PREFIX delete: <http://e/>\nBASE <http://e/> # SELECT\nload <http://e/>", True),
        ("WITH <http://g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", True),
        ("PREFIX insert: <http://e/> SELECT * { ?s insert:a 'INSERT' }", False),
        ("SELECT ?add { ?add ?p ?o }", False),
        ("", False),
    ],
)
def test_is_update(query: str, expected: bool) -> None:
    assert is_update(query) is expected


def nested(opening: str, inner: str, closing: str, times: int) -> str:
    return opening * times + inner + closing * times


def test_the_limit_of_nesting_is_exact() -> None:
    check_size(nested("{", "?s ?p ?o", "}", MAX_NESTING))
    with pytest.raises(QueryRefused) as caught:
        check_size(nested("{", "?s ?p ?o", "}", MAX_NESTING + 1))
    assert caught.value.name == "nested_too_deep"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p " + "'((((' " * 200 + "}",
        "SELECT * { ?s ?p <http://e/(((((((((> }" + " # " + "(" * 200,
        "SELECT * { " + "FILTER(STR(?x) IN (1, 2)) " * 150 + "}",
    ],
)
def test_brackets_that_are_closed_or_no_brackets_are_not_nesting(query: str) -> None:
    check_size(query)


def test_the_limit_of_tokens_is_exact() -> None:
    start = "SELECT * { FILTER(1"  # six tokens, and two at the end
    fits = (MAX_TOKENS - 8) // 2
    check_size(start + "+1" * fits + ")}")
    with pytest.raises(QueryRefused) as caught:
        check_size(start + "+1" * (fits + 1) + ")}")
    assert caught.value.name == "too_complex"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { VALUES ?x { " + "<http://example.org/a> " * 20_000 + "} ?x ?p ?o }",
        "SELECT * { VALUES (?x ?y) { " + "(<urn:a#b> 1.5) (UNDEF 'a'@en) " * 10_000 + "} ?x ?p ?y }",
        "SELECT * { ?x ?p ?o FILTER(?x IN (" + "<http://example.org/a>, " * 20_000 + "1)) }",
        "SELECT * { ?s ?p '" + "a" * 1_000_000 + "' }",
        "#" * 1_000_000 + "\nASK {}",
    ],
)
def test_long_data_is_no_complexity(query: str) -> None:
    check_size(query)


def test_behind_a_values_block_counting_goes_on() -> None:
    with pytest.raises(QueryRefused):
        check_size("SELECT * { VALUES ?x { 1 2 } FILTER(1" + "+1" * MAX_TOKENS + ")}")


def test_an_expression_inside_in_is_counted() -> None:
    with pytest.raises(QueryRefused):
        check_size("SELECT * { FILTER(?x IN (1" + "+1" * MAX_TOKENS + "))}")


def test_a_comparison_that_reads_like_an_iri_hides_nothing() -> None:
    """The engine reads `<` there; as a token it would be one IRI with a thousand brackets inside."""
    hidden = "SELECT * { FILTER(?a<" + "(" * 1_000 + "1>2" + ")" * 1_000 + ") }" + " " * MAX_TOKENS
    with pytest.raises(QueryRefused) as caught:
        check_size(hidden)
    assert caught.value.name == "ambiguous_comparison"
    assert (caught.value.values["line"], caught.value.values["column"]) == (1, hidden.index("<") + 1)


# Each grows with its number until the engine's parser or planner overflows an ordinary stack.
SHAPES = {
    "parentheses": lambda n: "SELECT * { FILTER(" + nested("(", "1", ")", n) + ") }",
    "unclosed parentheses": lambda n: "SELECT * { FILTER(" + "(" * n,
    "braces": lambda n: "SELECT * " + nested("{", "?s ?p ?o", "}", n),
    "unclosed braces": lambda n: "SELECT * " + "{" * n,
    "calls": lambda n: "SELECT * { FILTER(" + nested("STR(", "1", ")", n) + ") }",
    "unclosed calls": lambda n: "SELECT * { FILTER(" + "IF(1,1," * n,
    "exists": lambda n: "SELECT * {" + nested("FILTER EXISTS {", "?s ?p ?o", "}", n) + "}",
    "subselects": lambda n: "SELECT * {" + nested("{SELECT * {", "?s ?p ?o", "}}", n) + "}",
    "blank nodes": lambda n: "SELECT * { ?s ?p " + "[?p " * n,
    "collections": lambda n: "SELECT * { ?s ?p " + "(" * n,
    "triple terms": lambda n: "SELECT * { ?s ?p " + "<<( ?s ?p " * n,
    "negations": lambda n: "SELECT * { FILTER(" + "!" * n + "1) }",
    "sums": lambda n: "SELECT * { FILTER(1" + "+1" * n + ") }",
    "differences": lambda n: "SELECT * { FILTER(1" + "-1" * n + ") }",
    "disjunctions": lambda n: "SELECT * { FILTER(?a" + "||?a" * n + ") }",
    "alternatives of a path": lambda n: "SELECT * { ?s <http://a>" + "|<http://a>" * n + " ?o }",
    "unions": lambda n: "SELECT * { {?s ?p ?o}" + "UNION{?s ?p ?o}" * n + "}",
    "minus": lambda n: "SELECT * { ?s ?p ?o " + "MINUS{?s ?p ?o}" * n + "}",
    "filters": lambda n: "SELECT * { ?s ?p ?o " + "FILTER(?s)" * n + "}",
    "binds": lambda n: "SELECT * { " + "".join(f"BIND(1 AS ?x{i})" for i in range(n)) + "}",
    "aggregates": lambda n: "SELECT " + "".join(f"(COUNT(?s) AS ?x{i})" for i in range(n)) + " { ?s ?p ?o }",
    "having": lambda n: "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING " + "(1)" * n,
}
_RUN = """
import sys
from pyoxigraph import Store
from adisteme.sparql_evaluation import QueryRequest, evaluate, query_threads
from adisteme.sparql_text import QueryRefused
store = Store()
for query in sys.stdin.read().split("\\x00"):
    try:
        query_threads().submit(evaluate, store, QueryRequest(query)).result()
        print("answered")
    except QueryRefused as refused:
        print(refused.name)
"""


def outcomes(queries: list[str]) -> list[str]:
    """What happens to each query in one process of its own; a crash fails the call."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN], input="\0".join(queries), capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_no_shape_of_a_hundred_thousand_overflows_the_stack() -> None:
    found = dict(zip(SHAPES, outcomes([shape(100_000) for shape in SHAPES.values()]), strict=True))
    assert set(found.values()) <= {"nested_too_deep", "too_complex"}, found


def test_the_largest_allowed_query_of_each_shape_does_not_overflow_the_stack() -> None:
    def allowed(query: str) -> bool:
        try:
            check_size(query)
        except QueryRefused:
            return False
        return True

    largest = [
        max(n for n in (48, 95, 600, 830, 1_250, 1_650, 2_490, 4_980) if allowed(s(n)))
        for s in SHAPES.values()
    ]
    found = outcomes([shape(n) for shape, n in zip(SHAPES.values(), largest, strict=True)])
    assert len(found) == len(SHAPES)
    assert set(found) <= {"answered", "malformed_query", "incomplete_query"}, found


@pytest.mark.parametrize(
    ("query", "line", "column", "near"),
    [
        ("SELECT * {\n  ?s ?p ?o\n  FILTER(?o = )\n}", 3, 15, ")"),
        ("SELECT * { ?s foo:bar ?o }", 1, 15, "foo:bar"),
        ("SELECT * { ?s ?p ?o } LIMIT ten", 1, 29, "ten"),
        ("SELECT * {} }", 1, 13, "}"),
        ("select count(*) {}", 1, 13, "("),
        ("ASK { ?s ?p 'жжж' ; , }", 1, 21, ","),
        ("ASK {\r\n ?s ?p ?o .\r\n .\r\n}", 3, 2, "."),
        ("ASK { ?s ?p 'abc }", 1, 13, "'"),
        ('ASK { ?s ?p "a\nb" }', 1, 13, '"'),
        ("ASK { ?s ?p", 1, 12, ""),
        ("ASK { # }\n", 1, 10, ""),
        ("", 1, 1, ""),
    ],
)
def test_place_of_an_error(query: str, line: int, column: int, near: str) -> None:
    with pytest.raises(SyntaxError) as caught:
        parse(query)
    place = locate(query, caught.value, parse)
    assert (place.line, place.column, place.near) == (line, column, near)


def test_place_in_a_text_too_long_to_try_again() -> None:
    query = "ASK {\n ?s ?p 'ok' . }\n" + "#" * 60_000 + "\n}"
    with pytest.raises(SyntaxError) as caught:
        parse(query)
    assert locate(query, caught.value, parse).line == 4


def test_reason_of_an_error() -> None:
    query = "SELECT ?x ?x {}"
    with pytest.raises(SyntaxError) as caught:
        parse(query)
    assert "Duplicated variable" in locate(query, caught.value, parse).reason


def test_line_and_column() -> None:
    text = "ab\ncd"
    assert [line_and_column(text, offset) for offset in range(5)] == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]


def test_a_refusal_travels_between_processes() -> None:
    refused = pickle.loads(
        pickle.dumps(QueryRefused("malformed_query", line=1, column=2, near="x", reason=""))
    )
    assert refused.name == "malformed_query"
    assert "line 1, column 2" in refused.text("en")
