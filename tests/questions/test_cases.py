"""Every question answers the cases of `cases/*.yaml`, whose rows somebody wrote from the act by hand."""

from typing import Any

import pytest

from adisteme.catalogue import Catalogue
from question_cases import cases, name_of, rows_of

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=[f"{case['file']}: {name_of(case)}" for case in CASES])
def test_rows_are_those_written_from_the_act(catalogue: Catalogue, case: dict[str, Any]) -> None:
    assert rows_of(catalogue, case) == set(case["rows"])


def test_no_case_stands_twice() -> None:
    names = [name_of(case) for case in CASES]
    assert sorted(names) == sorted(set(names))
