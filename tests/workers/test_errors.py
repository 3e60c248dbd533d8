"""Errors on their way from a worker to the server."""

import pickle

import pytest

from adisteme.errors import NoSuchThing
from adisteme.tables.errors import TableError, TableErrors
from adisteme.tables.places import Place
from adisteme.validation.sources import TooLarge
from adisteme.workers import DeadlinePassed

PLACE = Place("staff.csv", None, 3, "B", "role")


@pytest.mark.parametrize(
    "error",
    [
        NoSuchThing("http.not_found.detail", path="/x", nearest=("a", "b")),
        TableError("unknown_key", PLACE, value="x", collection="roles"),
        TableErrors(
            [NoSuchThing("http.not_found.detail", path="/x"), NoSuchThing("http.error.detail", status=1)]
        ),
        TooLarge("data.gzip_bomb", file="x", ratio=9),
        DeadlinePassed(2.5),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_arrives_with_all_its_parts(error):
    arrived = pickle.loads(pickle.dumps(error))
    assert type(arrived) is type(error)
    assert (arrived.key, arrived.values, arrived.nearest, arrived.status) == (
        error.key, error.values, error.nearest, error.status,
    )  # fmt: skip
    if not isinstance(error, TableError):
        assert arrived.text("kk") == error.text("kk")
    else:
        assert arrived.place == PLACE
