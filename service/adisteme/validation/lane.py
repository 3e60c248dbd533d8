"""What a worker of the lane for validation does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from adisteme.graph import KnowledgeGraph
from adisteme.validation.judging import Options, Part, judge
from adisteme.validation.run import Validator

Work = Callable[["ValidationRequest"], tuple[None, bytes]]

# A record that some shapes look at, so that all that is made once is there before the first client asks.
_SAMPLE = b"<urn:x:a> a <http://www.w3.org/ns/org#FormalOrganization> ."


@dataclass(frozen=True)
class ValidationRequest:
    """What a client sent; can be sent to another process.

    Attributes:
        parts: the documents.
        options: what is wanted of the run.
    """

    parts: tuple[Part, ...]
    options: Options = field(default_factory=Options)


def prepare(graph: KnowledgeGraph) -> Work:
    """A function that judges documents and gives the report's bytes, with a validator that is warm."""
    validator = Validator(graph)

    def work(request: ValidationRequest) -> tuple[None, bytes]:
        return None, judge(validator, request.parts, request.options)

    work(ValidationRequest((Part("sample", _SAMPLE, "text/turtle"),)))
    return work
