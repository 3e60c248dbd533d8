"""What a worker of the lane for validation does."""

from __future__ import annotations

from collections.abc import Callable

from adisteme.graph import KnowledgeGraph
from adisteme.validation.judging import judge
from adisteme.validation.requests import Part, ValidationRequest
from adisteme.validation.run import Validator

Work = Callable[[ValidationRequest], tuple[None, bytes]]

# A record that some shapes look at, so that all that is made once is there before the first client asks.
_SAMPLE = b"<urn:x:a> a <http://www.w3.org/ns/org#FormalOrganization> ."


def prepare(graph: KnowledgeGraph) -> Work:
    """A function that judges documents and gives the report's bytes, with a validator that is warm."""
    validator = Validator(graph)

    def work(request: ValidationRequest) -> tuple[None, bytes]:
        return None, judge(validator, request.parts, request.options)

    work(ValidationRequest((Part("sample", _SAMPLE, "text/turtle"),)))
    return work
