"""What forms of results there are, and which of them an `Accept` header asks for (RFC 9110, 12.5.1).

The only module that knows WebOb; it is imported at the first request, so that commands start without it.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import ModuleType

ROWS = "rows"
GRAPH = "graph"


@dataclass(frozen=True)
class Format:
    """A form of results.

    Attributes:
        key: what `format=` and `--format` take.
        kind: ROWS (SELECT, ASK) or GRAPH (CONSTRUCT, DESCRIBE).
        media_type: the registered media type.
        aliases: other media types by which clients ask for it; the answer then bears the asked one.
        charset: whether the content type names UTF-8, as text/* needs.
    """

    key: str
    kind: str
    media_type: str
    aliases: tuple[str, ...] = ()
    charset: bool = False


# In the order of preference when a client takes several equally.
FORMATS = (
    Format("json", ROWS, "application/sparql-results+json", ("application/json",)),
    Format("xml", ROWS, "application/sparql-results+xml", ("application/xml", "text/xml")),
    Format("csv", ROWS, "text/csv", charset=True),
    Format("tsv", ROWS, "text/tab-separated-values", charset=True),
    Format("ttl", GRAPH, "text/turtle", charset=True),
    Format("nt", GRAPH, "application/n-triples"),
    Format("rdf", GRAPH, "application/rdf+xml"),
    Format("jsonld", GRAPH, "application/ld+json", ("application/json",)),
    Format("trig", GRAPH, "application/trig"),
    Format("nq", GRAPH, "application/n-quads"),
)
BY_KEY = {form.key: form for form in FORMATS}
RESULT_KEYS = tuple(BY_KEY)
HTML = "text/html"

_LONGEST_KEPT = 1_000  # of the Accept headers whose choice is remembered

# Every offer is UTF-8, and JSON-LD's profile is a wish and no condition: neither may make a range miss.
_PARAMETER = re.compile(
    r';[ \t]*(?:charset[ \t]*=[ \t]*"?utf-?8"?|profile[ \t]*=[ \t]*"[^"]*")', re.IGNORECASE
)


def choose(accept: str | None, offers: Sequence[str]) -> str | None:
    """The offer that an `Accept` header prefers.

    Args:
        accept: the header's value, several headers joined by commas; None where there is none.
        offers: media types without parameters, ours first among equals.

    Returns:
        One of the offers, or None when the header excludes them all. A header that does not parse counts as
        absent.
    """
    if accept is None or accept == "*/*":  # without WebOb, so that the first answer is soon there
        return offers[0] if offers else None
    accepted = _accepted if len(accept) <= _LONGEST_KEPT else _accepted.__wrapped__
    return accepted(accept, tuple(offers))


def choose_language(accept_language: str | None, offers: Sequence[str], default: str) -> str:
    """The language that an `Accept-Language` header prefers (RFC 4647 lookup: `kk-KZ` finds `kk`).

    Args:
        accept_language: the header's value; None where there is none.
        offers: language tags.
        default: the answer where nothing fits.
    """
    if not accept_language:
        return default
    header = _webob().create_accept_language_header(accept_language)
    found: str = header.lookup(list(offers), default=default)
    return found


def accepts_gzip(accept_encoding: str | None) -> bool:
    """Whether a client takes gzip, by its `Accept-Encoding` (RFC 9110, 12.5.3)."""
    if not accept_encoding:
        return False
    header = _webob().create_accept_encoding_header(accept_encoding)
    return any(coding == "gzip" for coding, _ in header.acceptable_offers(["gzip"]))


def media_types(kind: str) -> dict[str, Format]:
    """The media types that a kind of results can be had in, aliases behind all the registered ones."""
    forms = [form for form in FORMATS if form.kind == kind]
    table = {form.media_type: form for form in forms}
    for form in forms:
        table.update(dict.fromkeys(form.aliases, form))
    return table


def content_type(form: Format, asked: str | None = None) -> str:
    """The `Content-Type` of an answer.

    Args:
        form: the form of the results.
        asked: the media type that the client chose, where it is an alias.
    """
    media_type = asked or form.media_type
    return f"{media_type}; charset=utf-8" if form.charset else media_type


@lru_cache(maxsize=512)
def _accepted(accept: str, offers: tuple[str, ...]) -> str | None:
    header = _webob().create_accept_header(_PARAMETER.sub("", accept))
    accepted: list[tuple[str, float]] = header.acceptable_offers(list(offers))
    return accepted[0][0] if accepted else None


@cache
def _webob() -> ModuleType:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # WebOb imports the standard library's cgi
        from webob import acceptparse
    module: ModuleType = acceptparse
    return module
