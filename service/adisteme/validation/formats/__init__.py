"""The forms of a report: JSON, SHACL's own in RDF, CSV, a page to print, JUnit's XML, text for a terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from pyoxigraph import RdfFormat

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
    def write(report: Report, _: str) -> str:
        from adisteme.validation.formats import rdf

        return rdf.written(report, form)

    return write


def _by(name: str) -> Write:
    """What a module of this package writes, imported when it is first asked for: a service starts without."""

    def write(report: Report, lang: str) -> str:
        written: Write = import_module(f"{__name__}.{name}").written
        return written(report, lang)

    return write


FORMS = {
    form.key: form
    for form in (
        Form("json", "application/json", _json),
        Form("turtle", "text/turtle", _graph(RdfFormat.TURTLE)),
        Form("jsonld", "application/ld+json", _graph(RdfFormat.JSON_LD)),
        Form("ntriples", "application/n-triples", _graph(RdfFormat.N_TRIPLES)),
        Form("rdfxml", "application/rdf+xml", _graph(RdfFormat.RDF_XML)),
        Form("csv", "text/csv", _by("table")),
        Form("html", "text/html", _by("html")),
        Form("junit", "application/xml", _by("junit")),
        Form("text", "text/plain", _by("text")),
    )
}
