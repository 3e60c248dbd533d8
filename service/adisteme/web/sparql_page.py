"""The page of `/sparql` for people: a form that works without scripts, with the catalogue as examples."""

from __future__ import annotations

from pyoxigraph import Store

from adisteme import namespaces as ns
from adisteme.catalogue import Catalogue
from adisteme.languages import message, template
from adisteme.settings import Settings
from adisteme.web.negotiation import FORMATS
from adisteme.web.pages import templates
from adisteme.web.service_description import graph_names, limits

_EXAMPLE = """SELECT ?graph (COUNT(*) AS ?triples)
WHERE { GRAPH ?graph { ?s ?p ?o } }
GROUP BY ?graph
ORDER BY ?graph"""


def page(store: Store, lang: str, settings: Settings, catalogue: Catalogue | None, chosen: str = "") -> bytes:
    """The page.

    Args:
        store: whose named graphs are listed.
        lang: one of LANGUAGES.
        settings: the limits that are stated.
        catalogue: whose questions are the examples; None where there are none.
        chosen: key of the question that is to stand in the form.

    Raises:
        UnknownKey: there is no such question.
    """
    sparql = catalogue.question(chosen).sparql if catalogue and chosen else _EXAMPLE
    questions = catalogue.questions.values() if catalogue else ()
    text = (
        templates()
        .get_template("sparql.html")
        .render(
            lang=lang,
            title=message("sparql.page.title", lang),
            about=ns.BASE + "sparql",
            say=lambda key: template(f"sparql.page.{key}", lang),
            page=lambda key: message(f"page.{key}", lang),
            limits=limits(settings, lang),
            sparql=sparql,
            chosen=chosen,
            formats=FORMATS,
            examples=[(question.key, question.header["title"][lang]) for question in questions],
            graphs=graph_names(store),
            dataset=catalogue.facts.dataset(lang) if catalogue else None,
        )
    )
    return text.encode()
