"""The IRIs of the graph answer: 303 to a document for things, content negotiation, suffixes, VoID."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from adisteme import __version__
from adisteme import namespaces as ns
from adisteme.catalogue import Catalogue, nearest
from adisteme.descriptions import description, exists, vocabulary, void
from adisteme.errors import NoSuchThing
from adisteme.examples import executables
from adisteme.languages import message
from adisteme.queries import key_of
from adisteme.web.client import accept_header
from adisteme.web.negotiation import choose
from adisteme.web.pages import templates
from adisteme.web.problems import Problem, documented, language

if TYPE_CHECKING:
    pass

# suffix → media type and form; HTML first, for browsers that accept everything
FORMS: dict[str, tuple[str, RdfFormat | None]] = {
    "html": ("text/html", None),
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
}


_DOCUMENT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The document.",
        "content": {media_type: {} for media_type, _ in FORMS.values()},
    },
}
_MISSING: dict[int | str, dict[str, Any]] = {
    404: documented("The graph says nothing of it; `nearest` lists the likeliest keys.")
}
_FORMLESS: dict[int | str, dict[str, Any]] = {406: documented("None of the forms is acceptable; `offers`.")}
_THING: dict[str, Any] = {"response_class": Response, "status_code": 303, "responses": _MISSING | _FORMLESS}
_NEGOTIATED: dict[str, Any] = {"response_class": Response, "responses": _DOCUMENT | _FORMLESS}


def router(get_catalogue: Callable[[], Catalogue]) -> APIRouter:
    """The routes over a catalogue that is there once the graph has loaded."""
    web = APIRouter(tags=["linked data"])
    _add_things(web, get_catalogue)
    _add_descriptions(web, get_catalogue)
    return web


def _add_things(web: APIRouter, get_catalogue: Callable[[], Catalogue]) -> None:
    def see_other(request: Request, path: str) -> Response:
        _thing(get_catalogue(), path)
        suffix = _suffix(request)
        return RedirectResponse(
            f"{request.url_for('document', path=f'{path}.{suffix}').path}", 303, _headers(path)
        )

    @web.get("/id/{path:path}", **_THING, summary="A thing: 303 to the document about it")
    def identifier(request: Request, path: str) -> Response:
        return see_other(request, "id/" + path)

    @web.get("/act/{path:path}", **_THING, summary="A place of the act: 303 to the document about it")
    def place(request: Request, path: str) -> Response:
        return see_other(request, "act/" + path)

    @web.get(
        "/doc/{path:path}",
        name="document",
        summary="What the graph says of a thing, by suffix",
        response_class=Response,
        responses=_DOCUMENT | _MISSING,
    )
    def document(request: Request, path: str) -> Response:
        stem, dot, suffix = path.rpartition(".")
        if not dot or suffix not in FORMS:
            raise Problem(404, "http.not_found", path=request.url.path)
        thing = _thing(get_catalogue(), stem)
        triples = description(get_catalogue().graph.store, thing)
        return _answer(request, get_catalogue(), suffix, triples, thing, stem)

    @web.get("/ns", **_NEGOTIATED, summary="The ontology: classes and properties")
    def ontology(request: Request) -> Response:
        return release(request, __version__)

    @web.get(
        "/ns/{version}",
        summary="The ontology of one release",
        response_class=Response,
        responses=_DOCUMENT | _FORMLESS | _MISSING,
    )
    def release(request: Request, version: str) -> Response:
        if version != __version__:
            raise NoSuchThing("linked.no_such_release", version=version, nearest=(__version__,))
        catalogue = get_catalogue()
        triples = vocabulary(catalogue.graph.store)
        return _answer(request, catalogue, _suffix(request), triples, NamedNode(ns.BASE + "ns"), None)


def _add_descriptions(web: APIRouter, get_catalogue: Callable[[], Catalogue]) -> None:
    @web.get("/", include_in_schema=False)
    def home(request: Request) -> Response:
        catalogue, lang = get_catalogue(), language(request)
        text = (
            templates()
            .get_template("home.html")
            .render(
                lang=lang,
                title=message("page.home", lang),
                about=ns.BASE,
                forms=[],
                collections=sorted(catalogue.facts.collections),
                say=lambda key: message(f"page.{key}", lang),
                dataset=catalogue.facts.dataset(lang),
            )
        )
        return Response(text, media_type="text/html", headers=_headers(None))

    @web.get(
        "/.well-known/void", **_NEGOTIATED, summary="VoID: what this dataset holds and where to query it"
    )
    def void_description(request: Request) -> Response:
        catalogue = get_catalogue()
        triples = void(catalogue.graph.store, _base(request), catalogue.facts.dataset("en").release)
        return _answer(
            request, catalogue, _suffix(request), triples, NamedNode(ns.BASE + ".well-known/void"), None
        )

    @web.get(
        "/.well-known/sparql-examples",
        summary="The catalogue of questions as sh:SPARQLExecutable",
        response_class=Response,
        responses=_DOCUMENT | _FORMLESS,
    )
    def sparql_examples(request: Request) -> Response:
        catalogue = get_catalogue()
        questions = catalogue.questions.values()
        suffix, lang = _suffix(request), language(request)
        if FORMS[suffix][1] is not None:
            about = NamedNode(ns.BASE + ".well-known/sparql-examples")
            triples = executables(questions, _base(request) + "sparql")
            return _answer(request, catalogue, suffix, triples, about, None)
        text = (
            templates()
            .get_template("examples.html")
            .render(
                lang=lang,
                title=message("page.questions", lang),
                about=ns.BASE + ".well-known/sparql-examples",
                forms=[],
                examples=[
                    (question.key, question.header["title"][lang], question.sparql) for question in questions
                ],
                say=lambda key: message(f"page.{key}", lang),
                dataset=catalogue.facts.dataset(lang),
            )
        )
        return Response(text, media_type="text/html", headers=_headers(None))


def _thing(catalogue: Catalogue, path: str) -> NamedNode:
    """The thing whose IRI has this path behind the base.

    Raises:
        NoSuchThing: the graph says nothing of it; the error lists the nearest keys.
    """
    try:
        thing = NamedNode(ns.BASE + path)
    except ValueError:
        thing = None
    if thing is None or not exists(catalogue.graph.store, thing):
        keys = {key for things in catalogue.facts.collections.values() for key in things}
        near = nearest(path.rpartition("/")[2], dict.fromkeys(sorted(keys)))
        raise NoSuchThing("linked.no_such_iri", path=path, nearest=near)
    return thing


def _base(request: Request) -> str:
    """The address of the service as the client sees it."""
    address = str(request.base_url)
    try:
        NamedNode(address)
    except ValueError:  # a Host header that is no host
        return ns.BASE
    return address


def _suffix(request: Request) -> str:
    offers = {media_type: suffix for suffix, (media_type, _) in FORMS.items()}
    chosen = choose(accept_header(request), list(offers))
    if chosen is None:
        raise Problem(406, "http.not_acceptable", offers=", ".join(offers), members={"offers": list(offers)})
    return offers[chosen]


def _headers(path: str | None) -> dict[str, str]:
    headers = {"Vary": "Accept, Accept-Language", "Access-Control-Allow-Origin": "*"}
    if path is not None:
        links = (
            f'</doc/{path}.{suffix}>; rel="alternate"; type="{media_type}"'
            for suffix, (media_type, _) in FORMS.items()
        )
        headers["Link"] = ", ".join(links)
    return headers


def _answer(
    request: Request,
    catalogue: Catalogue,
    suffix: str,
    triples: list[Triple],
    about: NamedNode,
    path: str | None,
) -> Response:
    media_type, form = FORMS[suffix]
    if form is None:
        content = _page(catalogue, triples, about, language(request), path)
    else:
        content = serialize(triples, format=form, prefixes=ns.PREFIXES) or b""
    headers = _headers(path)
    if path is None:  # one address for all forms
        here = request.url.path
        headers["Link"] = ", ".join(f'<{here}>; rel="alternate"; type="{kind}"' for kind, _ in FORMS.values())
    return Response(content, media_type=media_type, headers=headers)


def _page(
    catalogue: Catalogue, triples: list[Triple], about: NamedNode, lang: str, path: str | None
) -> bytes:
    terms = path is None and any(t.subject != about for t in triples)
    rows = _terms(triples, lang) if terms else _rows(catalogue, triples, about, lang)
    page = templates().get_template("terms.html" if terms else "thing.html")
    names = catalogue.facts.label(about)
    forms = [(suffix, f"/doc/{path}.{suffix}") for suffix in FORMS if path is not None]
    text = page.render(
        lang=lang,
        title=names.get(lang) or next(iter(names.values())),
        about=about.value,
        rows=rows,
        forms=forms,
        say=lambda key: message(f"page.{key}", lang),
        dataset=catalogue.facts.dataset(lang),
    )
    return text.encode()


def _rows(
    catalogue: Catalogue, triples: list[Triple], about: NamedNode, lang: str
) -> list[tuple[str, list[tuple[str, str | None]]]]:
    """Property → values, each with its text and, where it is a thing of ours, its path."""
    found: dict[str, list[tuple[str, str | None]]] = {}
    for triple in triples:
        if triple.subject != about or isinstance(triple.object, BlankNode | Triple):
            continue
        if isinstance(triple.object, Literal):
            if triple.object.language and triple.object.language not in (lang, "ru"):
                continue
            value: tuple[str, str | None] = (triple.object.value, None)
        else:
            label = catalogue.facts.label(triple.object)
            value = (label.get(lang) or next(iter(label.values())), _path(triple.object))
        found.setdefault(_shown(catalogue, triple.predicate, lang), []).append(value)
    return sorted(found.items())


def _shown(catalogue: Catalogue, predicate: NamedNode, lang: str) -> str:
    return catalogue.facts.label(predicate).get(lang) or key_of(predicate)


def _path(node: NamedNode) -> str | None:
    return "/" + node.value.removeprefix(ns.BASE) if node.value.startswith((ns.ID, ns.ACT)) else None


_LABEL, _DEFINITION, _TYPE = ns.RDFS + "label", ns.SKOS + "definition", ns.RDF + "type"


def _terms(triples: list[Triple], lang: str) -> list[tuple[str, str, str, str]]:
    """Name, kind, label and definition of each term of ours."""
    told: dict[str, dict[str, str]] = {}
    for triple in triples:
        if not isinstance(triple.subject, NamedNode) or not triple.subject.value.startswith(ns.NS):
            continue
        own = told.setdefault(key_of(triple.subject), {})
        if isinstance(triple.object, Literal) and triple.object.language == lang:
            own.setdefault(triple.predicate.value, triple.object.value)
        elif triple.predicate.value == _TYPE and isinstance(triple.object, NamedNode):
            own.setdefault(_TYPE, key_of(triple.object))
    return [
        (name, own.get(_TYPE, ""), own.get(_LABEL, ""), own.get(_DEFINITION, ""))
        for name, own in sorted(told.items())
    ]
