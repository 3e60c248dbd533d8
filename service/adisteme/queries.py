"""Named `.rq` files: a `#+` YAML header over SPARQL that runs as it lies (grlc's form).

A parameter is a line `VALUES ?name { … }` whose braces are refilled with serialised terms, so that any
engine runs the file unchanged with the values that stand in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pyoxigraph import BlankNode, Literal, NamedNode

from adisteme.errors import SourceError
from adisteme.own.texts import utf8

_PARAMETER = re.compile(r"^([ \t]*VALUES[ \t]+\?(\w+)[ \t]*\{)(.*)(\}[ \t]*)$", re.MULTILINE)
_WHOLE_IRI = re.compile(r"<([a-z][a-z0-9+.-]*:[^<>\"{}|^`\\\s]+)>", re.IGNORECASE)
_LOCAL = re.compile(r"[\w.~-]+")
_HEADER = "#+"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # a tenth of the time

Translations = dict[str, str]


@dataclass(frozen=True)
class Parameter:
    """A gap of a query.

    Attributes:
        name: the variable without its question mark.
        collection: the list of the API whose keys are allowed.
        optional: may be left out; the query then runs without that restriction.
        default: whether the value that stands in the file serves when none is given.
        label: name in ru, kk, en.
    """

    name: str
    collection: str
    optional: bool
    default: bool
    label: Translations


@dataclass(frozen=True)
class NamedQuery:
    """A query file with its header."""

    key: str
    path: Path
    header: dict[str, Any]
    sparql: str
    parameters: tuple[Parameter, ...]

    def filled(self, values: dict[str, NamedNode | Literal | None]) -> str:
        """The SPARQL text with parameters replaced; `None` stands for "any" (UNDEF)."""

        def refill(match: re.Match[str]) -> str:
            name = match.group(2)
            if name not in values:
                return match.group(0)
            value = values[name]
            return f"{match.group(1)} {'UNDEF' if value is None else str(value)} {match.group(4)}"

        return _PARAMETER.sub(refill, self.sparql)

    @property
    def rule(self) -> str:
        """The first sentence of the comment over a hygiene query: what is wrong with its rows."""
        comment = " ".join(
            line.lstrip("# ").strip() for line in self.sparql.splitlines() if line.startswith("#")
        )
        return comment.partition(" Principle:")[0] or self.key

    def standing(self, name: str) -> NamedNode | None:
        """The IRI that stands in the file for a parameter, or None for UNDEF."""
        body = next(m.group(3).strip() for m in _PARAMETER.finditer(self.sparql) if m.group(2) == name)
        if body == "UNDEF":
            return None
        if whole := _WHOLE_IRI.fullmatch(body):
            return NamedNode(whole.group(1))
        prefix, _, local = body.partition(":")
        declared = re.search(rf"PREFIX\s+{re.escape(prefix)}:\s*<([^>]*)>", self.sparql, re.IGNORECASE)
        if declared is None or not _LOCAL.fullmatch(local):
            raise SourceError("source.parameter_value", file=self.path, name=name, value=body)
        return NamedNode(declared.group(1) + local)


@cache
def read(path: Path) -> NamedQuery:
    """Read one `.rq` file.

    Raises:
        SourceError: it is not in UTF-8, its header is not YAML, or names a parameter that the query has no
            line for.
    """
    lines = utf8(path).splitlines()
    head = "\n".join(line[len(_HEADER) :].removeprefix(" ") for line in lines if line.startswith(_HEADER))
    body = "\n".join(line for line in lines if not line.startswith(_HEADER)).strip() + "\n"
    try:
        header = yaml.load(head, Loader=_LOADER) or {}  # noqa: S506 - safe, in C where it is there
    except yaml.YAMLError as error:
        raise SourceError("source.header", file=path, reason=" ".join(str(error).split())) from None
    if not isinstance(header, dict):
        raise SourceError("source.header", file=path, reason="a mapping is expected")
    slots = {match.group(2) for match in _PARAMETER.finditer(body)}
    given = header.get("parameters") or {}
    if not isinstance(given, dict):
        raise SourceError("source.parameters", file=path)
    parameters = tuple(_parameter(path, str(name), spec, slots) for name, spec in given.items())
    return NamedQuery(str(header.get("id", path.stem)), path, header, body, parameters)


def _parameter(path: Path, name: str, spec: Any, slots: set[str]) -> Parameter:
    label = spec.get("label", {}) if isinstance(spec, dict) else None
    if name not in slots or not isinstance(label, dict) or "collection" not in spec:
        raise SourceError("source.parameter", file=path, name=name)
    return Parameter(
        name,
        str(spec["collection"]),
        bool(spec.get("optional", False)),
        bool(spec.get("default", False)),
        {str(lang): str(text) for lang, text in label.items()},
    )


def key_of(term: NamedNode | BlankNode | Literal) -> str:
    """What stands behind the last slash or hash of an IRI."""
    return re.split(r"[/#]", term.value)[-1]
