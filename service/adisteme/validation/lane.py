"""What a worker of the lane for validation does."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pyoxigraph import RdfFormat

from adisteme.graph import KnowledgeGraph
from adisteme.validation.data import Data, add

Work = Callable[["ValidationRequest"], tuple[None, bytes]]

# A record that some shapes look at, so that all that is made once is there before the first client asks.
_SAMPLE = b"<urn:x:a> a <http://www.w3.org/ns/org#FormalOrganization> ."


@dataclass(frozen=True)
class ValidationRequest:
    """What a client sent; can be sent to another process.

    Attributes:
        body: the document.
        media_type: its syntax, one that the engine knows.
        as_of: the reference date; None is today.
    """

    body: bytes
    media_type: str
    as_of: date | None = None


def prepare(graph: KnowledgeGraph) -> Work:
    """A function that judges a document and gives the report as JSON, with a validator that is warm."""
    from adisteme.validation.run import Validator

    validator = Validator(graph)

    def work(request: ValidationRequest) -> tuple[None, bytes]:
        form = RdfFormat.from_media_type(request.media_type)
        assert form is not None  # the route refuses others
        data = Data()
        add(data, request.body, form, "body")
        report = validator.validate(data, request.as_of).as_json()
        return None, json.dumps(report, ensure_ascii=False).encode()

    work(ValidationRequest(_SAMPLE, RdfFormat.TURTLE.media_type))
    return work
