"""A report as one page to read and to print: by organisation and paragraph, with the words of the act."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from adisteme.languages import message
from adisteme.validation.formats import text
from adisteme.validation.formats.cited import cited, cited_in, in_order, uncovered
from adisteme.validation.formats.clean import clean, named
from adisteme.validation.report import Finding, Report

_TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


@dataclass
class Section:
    """The findings on the records of one organisation, by paragraph."""

    title: str
    iri: str | None
    paragraphs: dict[tuple[str, str], list[Finding]] = field(default_factory=dict)


def written(report: Report, lang: str) -> str:
    """The page: no script, nothing fetched."""
    return _template().render(
        report=report,
        lang=lang,
        sections=_sections(report, lang),
        say=lambda key, **gaps: message(key, lang, **gaps),
        text_of=lambda finding: text.said(finding, lang),
        name_of=lambda finding: named(finding.label, lang),
        cited=lambda place: cited(place, lang),
        cited_in=lambda finding: cited_in(finding, lang),
        place_of=text.at,
        unchecked_of=lambda row: text.unchecked(row, lang),
        repeated_of=lambda row: text.repeated(row, lang),
        unknown_of=lambda row: text.unknown(row, lang),
        uncovered=uncovered(report),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
    return environment.get_template("report.html")


def _sections(report: Report, lang: str) -> list[Section]:
    """Organisations by name, what belongs to none last; paragraphs in the order of the act."""
    sections: dict[str | None, Section] = {}
    for finding in report.results:
        owner = finding.organisation
        title = named(owner.label, lang, owner.id) if owner else message("report.other", lang)
        section = sections.setdefault(
            owner.id if owner else None, Section(title, owner.id if owner else None)
        )
        foreign = finding.act or "" if finding.cited_as else ""
        section.paragraphs.setdefault((foreign, finding.provision or ""), []).append(finding)
    for section in sections.values():
        section.paragraphs = dict(
            sorted(section.paragraphs.items(), key=lambda entry: (entry[0][0], in_order(entry[0][1])))
        )
    return sorted(sections.values(), key=lambda s: (s.iri is None, s.title, s.iri or ""))
