"""Another SPARQL 1.1 endpoint in place of the embedded store: the same questions, pages and API.

What is asked of it is plain (FACTS: store and SPARQL engine): queries as forms, our graphs named in every
request since "default graph" means something else in every engine, results as JSON or N-Triples. Blank nodes
travel as the IRIs that `adisteme load` gave them: the name of one means nothing in a second request.
"""

from __future__ import annotations

import os
import time
import weakref
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from adisteme import namespaces as ns
from adisteme.errors import InputError
from adisteme.remote_quirks import level_rows, level_triple
from adisteme.sparql_text import is_graph_query

if TYPE_CHECKING:
    import httpx

Node = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal
GENID = ns.BASE + ".well-known/genid/"
TIMEOUT = 30.0
GRAPH_TIMEOUT = 600.0  # a whole graph in one request
CHUNK = 500

_ROWS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
_TURTLE = "text/turtle"
_BAD_REQUEST = 400
_SHOWN = 200
_PAUSE = 0.5


class RemoteStore:
    """The reading half of `pyoxigraph.Store` over an endpoint.

    Args:
        url: its query address.
        token: sent as a bearer token where given.
        timeout: seconds for each request.
    """

    def __init__(self, url: str, token: str | None = None, timeout: float = TIMEOUT) -> None:
        self._url = url
        self._open = partial(_client, token, timeout)
        self._connect()

    def _connect(self) -> None:
        self._client, self._process = self._open(), os.getpid()
        weakref.finalize(self, self._client.close)

    def query(
        self,
        query: str,
        *,
        base_iri: str | None = None,
        use_default_graph_as_union: bool = False,
        default_graph: Iterable[ox.NamedNode] | None = None,
        named_graphs: Iterable[ox.NamedNode] | None = None,
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | list[ox.Triple]:
        """Run a query there (see `pyoxigraph.Store.query`).

        Raises:
            SyntaxError: the endpoint refuses the query.
            InputError: it does not answer, or not in SPARQL's forms.
        """
        fields = {"query": f"BASE <{base_iri}> {query}" if base_iri else query}
        lists = {}
        if use_default_graph_as_union:
            default_graph = named_graphs = ns.GRAPHS
        if default_graph is not None:
            lists["default-graph-uri"] = [graph.value for graph in default_graph]
        if named_graphs is not None:
            lists["named-graph-uri"] = [graph.value for graph in named_graphs]
        # one form only: of several, Virtuoso gives a graph as rows
        response = self._post({**fields, **lists}, _TRIPLES if is_graph_query(query) else _ROWS)
        kind = response.headers.get("content-type", "").partition(";")[0].strip()
        if kind == _ROWS:
            return ox.parse_query_results(level_rows(response.content), format=ox.QueryResultsFormat.JSON)
        form = ox.RdfFormat.from_media_type(kind)
        if form is None:
            raise InputError("remote.not_sparql", url=self._url, media_type=kind)
        return [level_triple(quad.triple) for quad in ox.parse(response.content, format=form)]

    def quads_for_pattern(
        self,
        subject: Node | None,
        predicate: ox.NamedNode | None,
        object: Term | None,
        graph_name: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """Quads of our graphs that match a pattern (see `pyoxigraph.Store.quads_for_pattern`)."""
        graphs = " ".join(map(str, [graph_name] if graph_name else ns.GRAPHS))
        triple = " ".join(
            name if term is None else str(_named(term))
            for name, term in (("?s", subject), ("?p", predicate), ("?o", object))
        )
        text = f"SELECT ?g ?s ?p ?o WHERE {{ VALUES ?g {{ {graphs} }} GRAPH ?g {{ {triple} }} }}"
        rows = self.query(text, named_graphs=[graph_name] if graph_name else ns.GRAPHS)
        assert isinstance(rows, ox.QuerySolutions)
        for row in rows:
            found: list[Any] = [
                _unnamed(row[name]) if given is None else given
                for name, given in (("s", subject), ("p", predicate), ("o", object))
            ]
            yield ox.Quad(found[0], found[1], found[2], row["g"])

    def named_graphs(self) -> Iterator[ox.NamedNode]:
        """Those of our graphs that the endpoint has."""
        rows = self.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }", named_graphs=ns.GRAPHS)
        assert isinstance(rows, ox.QuerySolutions)
        return (row["g"] for row in rows)

    def __len__(self) -> int:
        """How many triples our graphs hold there."""
        rows = self.query("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }", named_graphs=ns.GRAPHS)
        assert isinstance(rows, ox.QuerySolutions)
        return int(next(iter(rows))["n"].value)

    def _post(self, fields: dict[str, str | list[str]], accept: str) -> httpx.Response:
        if os.getpid() != self._process:  # a fork may not speak on its parent's connections
            self._connect()
        response = _sent(self._client, self._url, data=fields, headers={"Accept": accept})
        if response.status_code == _BAD_REQUEST:
            raise SyntaxError(" ".join(response.text[:_SHOWN].split()))
        _check(response, self._url)
        return response


def wait_for(url: str, seconds: float) -> None:
    """Wait until something listens at an address, for so long at the most; what it says does not matter.

    Args:
        url: of a store that may be starting.
        seconds: 0 does not wait.
    """
    end = time.monotonic() + seconds
    with _client(None, TIMEOUT) as client:
        while time.monotonic() < end:
            try:
                _sent(client, url, data={})
            except InputError:
                time.sleep(_PAUSE)
            else:
                return


def publish(store: ox.Store, url: str, token: str | None = None) -> Iterator[int]:
    """Put our graphs into another store by SPARQL Update, each in place of what it held there.

    Args:
        store: the loaded graph.
        url: the update address.
        token: sent as a bearer token where given.

    Yields:
        How many triples have arrived so far.

    Raises:
        InputError: the store does not answer or refuses.
    """
    done = 0
    with _client(token, TIMEOUT) as client:
        for graph in ns.GRAPHS:
            _update(client, url, f"CLEAR SILENT GRAPH {graph}")
            quads = iter(store.quads_for_pattern(None, None, None, graph))
            while chunk := list(islice(quads, CHUNK)):
                _update(client, url, f"INSERT DATA {{ GRAPH {graph} {{\n{_lines(chunk)}\n}} }}")
                done += len(chunk)
                yield done


def publish_by_graph(
    store: ox.Store, url: str, login: tuple[str, str] | None, token: str | None = None
) -> Iterator[int]:
    """Put our graphs into another store by the Graph Store Protocol, each whole in one request.

    Args:
        store: the loaded graph.
        url: the address of the graph store, without `?graph=`.
        login: name and password for HTTP's digest authentication, where the store asks for them.
        token: sent as a bearer token where given.

    Yields:
        How many triples have arrived so far.

    Raises:
        InputError: the store does not answer or refuses.
    """
    import httpx

    done = 0
    with _client(token, GRAPH_TIMEOUT) as client:
        if login:
            client.auth = httpx.DigestAuth(*login)
        for graph in ns.GRAPHS:
            quads = list(store.quads_for_pattern(None, None, None, graph))
            body = _lines(quads).encode()
            place = {"params": {"graph": graph.value}, "content": body, "headers": {"Content-Type": _TURTLE}}
            _check(_sent(client, url, "PUT", **place), url)
            done += len(quads)
            yield done


def _lines(quads: Iterable[ox.Quad]) -> str:
    return "\n".join(f"{_named(q.subject)} {q.predicate} {_named(q.object)} ." for q in quads)


def _update(client: httpx.Client, url: str, text: str) -> None:
    _check(_sent(client, url, data={"update": text}), url)


def _client(token: str | None, timeout: float) -> httpx.Client:
    try:
        import httpx
    except ImportError:
        raise InputError("remote.no_client", package="pip install 'adisteme[remote]'") from None
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.Client(timeout=timeout, headers=headers, follow_redirects=False, trust_env=False)


def _sent(client: httpx.Client, url: str, method: str = "POST", **parts: Any) -> httpx.Response:
    import httpx

    try:
        return client.request(method, url, **parts)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise InputError("remote.unreachable", url=url, reason=str(error) or type(error).__name__) from None


def _check(response: httpx.Response, url: str) -> None:
    if not response.is_success:
        reason = f"{response.status_code} {' '.join(response.text[:_SHOWN].split())}"
        raise InputError("remote.refused", url=url, reason=reason)


def _named(term: Any) -> Any:
    return ox.NamedNode(GENID + term.value) if isinstance(term, ox.BlankNode) else term


def _unnamed(term: Any) -> Any:
    if isinstance(term, ox.NamedNode) and term.value.startswith(GENID):
        return ox.BlankNode(term.value.removeprefix(GENID))
    return term
