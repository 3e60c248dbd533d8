"""One validation from bytes to bytes: what runs behind HTTP, in this process or in a worker's.

All that goes in and comes out can be pickled.
"""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import RdfFormat

from adisteme.errors import Gathered, InputError
from adisteme.validation import sources
from adisteme.validation.data import Data, add_source, add_tables
from adisteme.validation.formats import FORMS
from adisteme.validation.requests import TABLES, Options, Part
from adisteme.validation.run import Validator
from adisteme.validation.sources import Limits, Source

_FREELY = 16 << 20  # unpacked bytes for which no ratio to the packed ones is asked


def judge(validator: Validator, parts: Sequence[Part], options: Options) -> bytes:
    """Validate documents and write the report.

    Args:
        validator: shapes and Rules.
        parts: the documents, checked together.
        options: what is wanted.

    Returns:
        The report in the form asked for.

    Raises:
        InputError: a document cannot be used; all such documents are told at once.
    """
    limits = Limits(size=options.size, freely=_FREELY, triples=options.triples)
    data = Data(limits=limits)
    sheets = [part for part in parts if part.media_type in TABLES.values()]
    gathered = Gathered()
    for part in parts:
        if part in sheets:
            continue
        with gathered.each():
            add_source(data, _source(part, limits))
    if sheets:
        with gathered.each():
            add_tables(data, [(part.name, part.content) for part in sheets], validator.graph)
    gathered.tell()
    report = validator.validate(data, options.as_of, options.engine).limited(options.limit)
    return FORMS[options.form].write(report, options.lang).encode("utf-8", "backslashreplace")


def _source(part: Part, limits: Limits) -> Source:
    form = RdfFormat.from_media_type(part.media_type)
    if form is None:
        raise InputError("data.unknown_media_type", file=part.name, media_type=part.media_type)
    return sources.of_bytes(part.name, part.content, form, limits)
