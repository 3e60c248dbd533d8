"""The pages: every term in them exists, every snippet parses, every command is one."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from adisteme import namespaces as ns
from adisteme.cli import parser
from adisteme.validation.context import document, inline

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
PAGES = ("data.md", "tables.md")
STANDARD = {
    "org:FormalOrganization", "org:OrganizationalUnit", "org:Membership", "org:unitOf", "org:member",
    "org:organization", "org:role", "org:classification", "foaf:Person", "foaf:name", "dcterms:type",
    "dcterms:date", "dcterms:title", "dcterms:conformsTo", "skos:Concept", "skos:prefLabel",
    "rdfs:isDefinedBy", "xsd:date",
}  # fmt: skip
CURIE = re.compile(r"\b(adi|id|org|foaf|dcterms|skos|rdfs|xsd):([A-Za-z][\w-]*)")


def text(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def snippets(language: str) -> list[str]:
    return [
        found for page in PAGES for found in re.findall(rf"```{language}\n(.*?)```", text(page), re.DOTALL)
    ]


def prefixes() -> str:
    return next(snippet for snippet in snippets("turtle") if snippet.startswith("@base"))


@pytest.mark.parametrize("page", PAGES)
def test_every_term_exists(graph, page):
    things = {q.subject.value for q in graph.store}
    used = {f"{prefix}:{name}" for prefix, name in CURIE.findall(text(page))}
    assert len(used) > 30
    for curie in used - STANDARD:
        prefix, _, name = curie.partition(":")
        assert ns.PREFIXES[prefix] + name in things, curie


def test_every_term_of_records_is_told(graph):
    """What the context and the mapping name stands on the page, and no property has another name there."""
    rows = re.findall(
        r"^\|[^|\n]*\| `([a-z]+:\w+)`(?:, `([a-z]+:\w+)`)? \| `(\w+)`(?:, `(\w+)`)? \|", text("data.md"), re.M
    )
    told = {(term, name) for a, b, c, d in rows for term, name in ((a, c), (b, d)) if term}
    told |= {("foaf:name", "name"), ("rdfs:isDefinedBy", "isDefinedBy")}
    context = json.loads(document())["@context"]
    wanted = set()
    for name, entry in context.items():
        iri = entry.get("@id") if isinstance(entry, dict) else entry
        if not name.startswith("@") and name[0].islower() and iri and re.fullmatch(r"[a-z]+:\w+", iri):
            wanted.add((iri, name))
    assert told == wanted


def test_snippets_of_turtle_parse():
    found = [s for s in snippets("turtle") if s != prefixes()]
    assert len(found) >= 7
    for snippet in found:
        assert list(parse(prefixes() + snippet, format=RdfFormat.TURTLE)), snippet


def test_snippets_of_json_ld_parse_and_lose_nothing():
    found = snippets("json")
    assert len(found) == 2
    for snippet in found:
        quads = list(
            parse(inline(snippet.encode(), "page"), format=RdfFormat.JSON_LD, base_iri="urn:adisteme:data/")
        )
        said = {str(q.object) for q in quads}
        assert not [
            term
            for term in said
            if "urn:adisteme:data/" in term and "-" not in term and "guidelines" not in term
        ]
        # each member of the snippet but @context and @id gives a triple (a name one for each language)
        members = len(re.findall(r'^ +"(?!@context|@id|prefLabel)[\w@]+":', snippet, re.M))
        assert len(quads) == members + (2 if "prefLabel" in snippet else 0)


def test_the_prefixes_are_ours():
    declared = dict(re.findall(r"@prefix (\w+): <([^>]+)>", prefixes()))
    assert declared == {name: ns.PREFIXES[name] for name in declared}
    for example in (DOCS / "examples").glob("*.ttl"):
        assert prefixes() in example.read_text(encoding="utf-8"), example.name


def test_commands_are_understood():
    commands = [
        line for snippet in snippets("sh") for line in snippet.splitlines() if line.startswith("adisteme")
    ]
    assert len(commands) >= 8
    for command in commands:
        words = shlex.split(command.partition(" <")[0], comments=True)
        parser().parse_args(words[1:])


def test_links_lead_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", text(page)):
            assert (DOCS / target).exists(), target


def test_the_reference_of_columns_is_the_mapping():
    spec = importlib.util.spec_from_file_location("docs_tables", DOCS / "tables.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = text("tables.md")
    assert "| `levels` | уровни образования |" in page
    assert module.filled(page) == page, "run python docs/tables.py"
