"""The forms of a report: JSON, SHACL's own in RDF, CSV, a page to print, JUnit's XML, text for a terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from pyoxigraph import RdfFormat

from adisteme.validation.formats import html, junit, rdf, table, text
from adisteme.validation.report import Report

Write = Callable[[Report, str], str]


@dataclass(frozen=True)
class Form:
    """A form of a report.

    Attributes:
        key: what `--format` and `format=` take.
        media_type: its content type.
        write: makes it of a report, in a language.
    """

    key: str
    media_type: str
    write: Write

    @property
    def content_type(self) -> str:
        """The value of `Content-Type`."""
        named = self.media_type.startswith("text/") or self.media_type.endswith("xml")
        return f"{self.media_type}; charset=utf-8" if named else self.media_type


def _json(report: Report, _: str) -> str:
    return json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n"


def _graph(form: RdfFormat) -> Write:
    return lambda report, _: rdf.written(report, form)


FORMS = {
    form.key: form
    for form in (
        Form("json", "application/json", _json),
        Form("turtle", "text/turtle", _graph(RdfFormat.TURTLE)),
        Form("jsonld", "application/ld+json", _graph(RdfFormat.JSON_LD)),
        Form("ntriples", "application/n-triples", _graph(RdfFormat.N_TRIPLES)),
        Form("rdfxml", "application/rdf+xml", _graph(RdfFormat.RDF_XML)),
        Form("csv", "text/csv", table.written),
        Form("html", "text/html", html.written),
        Form("junit", "application/xml", junit.written),
        Form("text", "text/plain", text.written),
    )
}
