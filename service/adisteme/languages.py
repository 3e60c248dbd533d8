"""The three languages of answers and the sentences of `messages/*.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from adisteme.web.negotiation import choose_language

LANGUAGES = ("ru", "kk", "en")
DEFAULT = "ru"

_FOLDER = Path(__file__).parent / "messages"


def message(key: str, lang: str, **values: object) -> str:
    """A sentence of the message files with its gaps filled.

    Args:
        key: the way to the sentence, as in `http.not_found.title`.
        lang: one of LANGUAGES.
        **values: what fills the `{gaps}`; braces inside them stay as they are.

    Raises:
        KeyError: there is no such sentence, or a gap has no value: an error of ours, not of the user.
    """
    return template(key, lang).format(**values)


def template(key: str, lang: str) -> str:
    """A sentence of the message files with its gaps open (see `message`)."""
    entry: Any = _messages(lang)
    for part in key.split("."):
        entry = entry[part]
    if not isinstance(entry, str):
        raise KeyError(key)
    return entry


def requested_language(lang_param: str | None, accept_language: str | None) -> str:
    """The language to answer in: `lang=`, else `Accept-Language`, else Russian.

    Args:
        lang_param: value of `lang`, a region allowed (`kk-KZ`); one that we do not have is passed over.
        accept_language: value of the header.
    """
    wanted = (lang_param or "").replace("_", "-").partition("-")[0].lower()
    return wanted if wanted in LANGUAGES else choose_language(accept_language, LANGUAGES, DEFAULT)


@cache
def problem_texts() -> dict[str, dict[str, tuple[str, str]]]:
    """Kind of problem (as in the `type` of its document) → language → title and sentence, gaps open."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for lang in LANGUAGES:
        for section in _messages(lang).values():
            for name, entry in section.items():
                if isinstance(entry, dict) and {"title", "detail"} <= entry.keys():
                    texts = found.setdefault(name.replace("_", "-"), {})
                    texts[lang] = entry["title"], entry["detail"]
    return dict(sorted(found.items()))


@cache
def _messages(lang: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{lang}.toml").read_text(encoding="utf-8"))
