"""Where the packaged ontology and shapes lie.

Inside a wheel they stand in the package's own folder; in a checkout (also an editable install) beside
`service/`. An editable install may leave a stale copy in site-packages, so the folder of this very file
decides and nothing is searched for.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    own = _PACKAGE / name
    return own if own.is_dir() else _PACKAGE.parent.parent / name


def ontology_dir() -> Path:
    """The folder with the packaged ontology, questions, hygiene and closure rules."""
    return _folder("ontology")


def shapes_dir() -> Path:
    """The folder with the packaged SHACL shapes."""
    return _folder("shapes")
