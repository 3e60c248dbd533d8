"""A finding about one property's value names it, and so the column of a table; in both engines."""

import re
from datetime import date

import pytest
from rdflib import Graph

from adisteme.namespaces import PREFIXES
from adisteme.tables.mapping import mapping
from adisteme.validation.data import Data, add_tables
from adisteme.validation.engine import Engine
from adisteme.validation.run import Validator
from adisteme.validation.shacl import SH

SHAPE = "https://w3id.org/adisteme/shape/"
DAY = date(2026, 3, 1)
# Messages that name a property in brackets, and why the finding is not about the record's value of it.
ELSEWHERE = {
    "document-in-force-unapproved": "what is missing is a stage",
    "organisation-further-level": "it is about the level, and the kind is what may be added",
    "council-election-unrecorded": "the selection is that of each member",
    "umo-composition-unsaid": "the side is that of each member",
    "umo-side-contradicted": "the kind is that of the organisation represented",
}

ORGANISATIONS = "id,kind,levels\nschool-1,school,basic-secondary-education\n"
BODIES = "id,kind,body_of\nbody-1,inter-school-association,school-1\n"
PEOPLE = "id,name\nperson-1,Person 1\nperson-2,Person 2\n"
MEMBERSHIPS = """id,person,place,role,subjects,start,end,selection,selected_by
post-1,person-1,school-1,school-teacher,,2018-09-01,,,
head-1,person-1,body-1,association-head,,2025-09-01,2024-09-01,election,
"""


def _found(
    validator: Validator, engine: Engine, **tables: str
) -> list[tuple[str, str | None, object, object]]:
    data = Data()
    add_tables(data, [(f"{name}.csv", text.encode()) for name, text in tables.items()], validator.graph)
    return [
        (one.shape.removeprefix(SHAPE), one.path, one.line, one.column)
        for one in validator.validate(data, DAY, engine).results
    ]


@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
def test_the_column_of_what_is_wrong(validator: Validator, engine: Engine) -> None:
    tables = {"organisations": ORGANISATIONS, "bodies": BODIES, "people": PEOPLE, "memberships": MEMBERSHIPS}
    found = _found(validator, engine, **tables)
    adi = PREFIXES["adi"]
    assert ("association-head-selection", f"<{adi}selection>", 3, "H") in found
    assert ("end-before-start", f"<{adi}endDate>", 3, "G") in found


def _selects(shapes: Graph) -> dict[str, tuple[str, str]]:
    """Shape → its English message and its SELECT."""
    found = {}
    for shape, constraint in shapes.subject_objects(SH.sparql):
        messages = [
            str(one) for one in shapes.objects(shape, SH.message) if getattr(one, "language", "") == "en"
        ]
        found[str(shape).removeprefix(SHAPE)] = (
            messages[0],
            str(shapes.value(constraint, SH.select)),
        )
    return found


def test_a_property_named_in_brackets_is_the_path(validator: Validator) -> None:
    columns = {
        column.property.value: column
        for table in mapping().tables
        for column in table.columns
        if column.property
    }
    unsaid = set()
    for shape, (message, select) in _selects(validator.shapes).items():
        for prefix, name in re.findall(r"\(((?:adi|org|dcterms)):(\w+)\)", message):
            if PREFIXES[prefix] + name in columns and f"({prefix}:{name} AS ?path)" not in select:
                unsaid.add(shape)
    assert unsaid == set(ELSEWHERE)


def test_every_path_said_is_that_of_a_column(validator: Validator) -> None:
    columns = {
        column.property.value for table in mapping().tables for column in table.columns if column.property
    }
    said = {
        PREFIXES[prefix] + name
        for _, select in _selects(validator.shapes).values()
        for prefix, name in re.findall(r"\((\w+):(\w+) AS \?path\)", select)
    }
    assert len(said) > 10
    assert said <= columns
