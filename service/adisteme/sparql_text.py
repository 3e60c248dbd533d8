"""What can be told of a query from its tokens, before an engine sees it.

Two things must never reach the engine: a query that goes out to the network (`SERVICE`), and one whose
nesting or length would overflow the parser's stack and end the process. Both were measured on
pyoxigraph 0.5.13: 1,600 nested calls, or a chain of 13,000 operators, crash a thread with a stack of 8 MiB.

The tokens follow SPARQL 1.1, 19.8, with exactly its escapes, because the engine's parser has no tokens of its
own: it tries a long string first and falls back to a short one, and it reads `SERVICEex:a {` as a keyword.
What rests on tokens alone is therefore checked a second time by the parser (`without_service`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from adisteme.errors import InputError

MAX_NESTING = 100
MAX_TOKENS = 5_000

_NAME = r"(?:[A-Za-z]|[^\x00-\x7f])"
_CHAR = r"(?:[A-Za-z0-9_\-]|[^\x00-\x7f])"
_HEX = "[0-9A-Fa-f]"
_HEX4 = f"(?:[0-9A-CE-Fa-ce-f]{_HEX}{{3}}|[Dd][0-7]{_HEX}{{2}})"  # no surrogates
_UCHAR = rf"\\u{_HEX4}|\\U(?:0000{_HEX4}|000[1-9A-Fa-f]{_HEX}{{4}}|0010{_HEX}{{4}})"
_ESCAPE = rf"\\[tbnrf\"'\\]|{_UCHAR}"
_LOCAL = rf"(?:{_CHAR}|:|%{_HEX}{{2}}|\\[_~.\-!$&'()*+,;=/?\#@%])"
_TOKEN = re.compile(
    rf"""
  (?P<space>[ \t\r\n]++|\#[^\r\n]*+)
| (?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]++|{_UCHAR})*+>)
| (?P<string>'''(?:[^'\\]++|{_ESCAPE}|''?(?!'))*+'''
    |\"\"\"(?:[^"\\]++|{_ESCAPE}|""?(?!"))*+\"\"\"
    |'(?:[^'\\\r\n]++|{_ESCAPE})*+'
    |"(?:[^"\\\r\n]++|{_ESCAPE})*+")
| (?P<variable>[?$](?:[A-Za-z0-9_]|[^\x00-\x7f])++)
| (?P<blank>_:(?:[A-Za-z0-9_]|[^\x00-\x7f]){_CHAR}*+(?:\.++{_CHAR}++)*+)
| (?P<name>(?:{_NAME}{_CHAR}*+(?:\.++{_CHAR}++)*+)?:(?:(?!-){_LOCAL}++(?:\.++{_LOCAL}++)*+)?)
| (?P<word>(?:[A-Za-z0-9_]*[A-Za-z_]|[^\x00-\x7f]){_CHAR}*+(?<!-))
| (?P<number>(?:[0-9]++(?:\.[0-9]++)?|\.[0-9]++)(?:[eE][+\-]?[0-9]++)?)
| (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?)
| (?P<mark><<\(|\)>>|<<|>>|\{{\||\|\}}|\^\^|\|\||&&|[!<>]=|.)
""",
    re.VERBOSE | re.DOTALL,
)
