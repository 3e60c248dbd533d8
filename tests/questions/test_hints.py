"""A name in place of a key is refused with the key that it names."""

from __future__ import annotations

import pytest

from adisteme.errors import UnknownKey


def nearest(catalogue, collection: str, text: str) -> tuple[str, ...]:
    with pytest.raises(UnknownKey) as refused:
        catalogue.find(collection, text, "parameter")
    return refused.value.nearest


@pytest.mark.parametrize(
    ("collection", "text", "first"),
    [
        ("documents", "рабочий учебный план", "working-curriculum"),
        ("documents", "Рабочий  учебный план", "working-curriculum"),
        ("documents", "жұмыс оқу жоспары", "working-curriculum"),
        ("documents", "working curriculum", "working-curriculum"),
        ("documents", "рабочего учебного плана", "working-curriculum"),
        ("documents", "lessn-plan", "lesson-plan"),
        ("documents", "ГОСО", "state-standard"),
        ("bodies", "МО", "methodical-association"),
        ("bodies", "КМО", "methodical-association"),
        ("bodies", "УМО", "umo"),
        ("bodies", "ПЦК", "subject-cyclic-commission"),
    ],
)
def test_the_first_hint_is_what_the_words_name(catalogue, collection, text, first):
    assert nearest(catalogue, collection, text)[0] == first


def test_what_names_nothing_gets_the_likest_keys(catalogue):
    assert nearest(catalogue, "bodies", "zzz")
