"""A graph for pySHACL whose SELECTs run on pyoxigraph.

pySHACL hands a constraint's SELECT to rdflib once for each focus node; rdflib parses it anew each time and
joins in the order of the text, which takes seconds a document. All else stays with rdflib.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox
from rdflib import Graph, URIRef, Variable
from rdflib.query import Result
from rdflib.term import Node

from adisteme.sparql_text import tokens
from adisteme.validation.terms import graph_of, to_oxigraph, to_rdflib

_PROJECTION = re.compile(r"\bSELECT\b(.*?)\bWHERE\b", re.IGNORECASE | re.DOTALL)
_VARIABLE = re.compile(r"[?$](\w+)")


def columns(select: str) -> list[str]:
    """The columns of a SELECT in their order; none for `*`."""
    found = _PROJECTION.search(select)
    return _VARIABLE.findall(found.group(1)) if found else []


class SelectingGraph(Graph):
    """An rdflib graph with a twin in pyoxigraph that answers its SELECTs.

    Args:
        store: the triples, in its default graph; add nothing afterwards, the other twin would not have it.
    """

    def __init__(self, store: ox.Store) -> None:
        super().__init__()
        self._twin = store
        self += graph_of(quad.triple for quad in store)

    def query(
        self,
        query_object: Any,
        processor: Any = "sparql",
        result: Any = "sparql",
        initNs: Mapping[str, Any] | None = None,  # noqa: N803 - rdflib's name
        initBindings: Mapping[str, Any] | None = None,  # noqa: N803 - rdflib's name
        *rest: Any,
        **more: Any,
    ) -> Result:
        """Answer a SELECT that projects all that is bound beforehand on the twin, all else by rdflib."""
        bound = dict(initBindings or {})
        if isinstance(query_object, str) and not initNs and set(bound) <= set(columns(query_object)):
            text, substitutions = _with(query_object, bound)
            solutions = self._twin.query(text, substitutions=substitutions)
            if isinstance(solutions, ox.QuerySolutions):
                return _result(solutions)
        return super().query(query_object, processor, result, initNs, initBindings, *rest, **more)


def _with(select: str, bound: Mapping[str, Node]) -> tuple[str, dict[ox.Variable, Any]]:
    """The SELECT with IRIs written in, so that the optimiser sees them, and blank nodes to be substituted.

    Within a SELECT that holds another one nothing is written in: both project the names that are bound.
    """
    rest = {}
    written = [token.text.upper() for token in tokens(select) if token.kind == "word"].count("SELECT") == 1
    for name, term in bound.items():
        if not written or not isinstance(term, URIRef):
            rest[ox.Variable(name)] = to_oxigraph(term)
            continue
        iri = str(ox.NamedNode(str(term)))
        head, where, body = re.split(r"(\bWHERE\b)", select, maxsplit=1, flags=re.IGNORECASE)
        variable = rf"[?$]{name}\b"
        select = re.sub(variable, lambda _, iri=iri, name=name: f"({iri} AS ?{name})", head)
        select += where + re.sub(variable, lambda _, iri=iri: iri, body)
    return select, rest


def _result(solutions: ox.QuerySolutions) -> Result:
    names = [Variable(variable.value) for variable in solutions.variables]
    result = Result("SELECT")
    result.vars = names
    result.bindings = [
        {
            name: to_rdflib(term)
            for name, term in zip(names, solution, strict=True)
            if term is not None and not isinstance(term, ox.Triple)
        }
        for solution in solutions
    ]
    return result
