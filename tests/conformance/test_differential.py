"""The compiled engine and pySHACL give the same results on random data; `bench/differential.py` runs long."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from adisteme.graph import load
from adisteme.validation.run import Validator
from differential import Tally, own_shapes, random_shapes

SHAPES, RECORDS, TOGETHER = 250, 100, 25


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)  # pySHACL prints each of its refusals
    yield
    logging.disable(level)


@pytest.mark.filterwarnings("ignore")  # the literals are wrong on purpose, and rdflib says so
def test_random_shapes_over_random_graphs() -> None:
    tally = Tally()
    for _ in random_shapes(range(SHAPES), tally):
        pass
    assert tally.different == []
    assert tally.cases > SHAPES * 0.8
    assert tally.results > SHAPES * 4  # the cases do find something
    assert tally.compiled > tally.routed


@pytest.mark.filterwarnings("ignore")
def test_our_shapes_over_random_records() -> None:
    tally = Tally()
    for _ in own_shapes(Validator(load()), range(RECORDS), TOGETHER, tally):
        pass
    assert tally.different == []
    assert tally.cases == RECORDS
    assert tally.results > RECORDS
    assert tally.routed == 0
