"""Every sentence of the act is carried, or it is said why not."""

from __future__ import annotations

import pytest

from adisteme.coverage import sentences

REASONS = {"heading-or-lead-in", "reference-already-carried", "exclusion-note", "meaningless-in-isolation"}


@pytest.fixture(scope="module")
def table(catalogue):
    return sentences(catalogue.facts)


def test_at_most_one_in_twenty_has_no_carrier(table):
    bare = [sentence for sentence in table if not sentence.carriers]
    assert len(table) > 130
    assert len(bare) <= 0.05 * len(table)
    assert {sentence.reason for sentence in bare} <= REASONS


def test_no_words_are_lost_by_cutting_into_sentences(table, catalogue):
    whole: dict[str, str] = {}
    for sentence in table:
        whole[sentence.provision] = (whole.get(sentence.provision, "") + " " + sentence.text).strip()
    for row in catalogue.facts.rows("structure"):
        own = catalogue.facts.own_text(row["provision"])
        assert " ".join((own or "").split()) == " ".join(
            whole.get(catalogue.facts.place(row["provision"]), "").split()
        )


@pytest.mark.parametrize(
    ("place", "begins", "carrier"),
    [
        ("17/part-1", "К работе методических комиссий", "norm-p17"),
        ("25/part-1", "Заседания проводятся", "norm-p25"),
        ("30/part-1", "Руководители межшкольных", "norm-p30"),
        ("9/24", "разработка и участие", "direction-higher-24"),
        ("3/part-1/item-1", "методист", "definition"),
        ("29/part-1", "План работы", "norm-p29-approval"),
        ("order/2", "Признать утратившим силу", "norm-order-2"),
    ],
)
def test_known_carriers(table, place, begins, carrier):
    (found,) = [s for s in table if s.provision == place and s.text.startswith(begins)]
    assert any(key.startswith(carrier) for key in found.carriers), found.carriers


def test_a_sentence_whose_norm_goes_is_told(catalogue):
    """The table is no tautology: with a norm's quote gone its sentence is bare."""
    from adisteme import coverage

    facts = catalogue.facts
    rows = [row for row in facts.rows("statements") if "quote" in row]
    without = [row for row in rows if not row["statement"].value.endswith("/norm-p36-sections")]
    provision = next(
        row["provision"] for row in rows if row["statement"].value.endswith("/norm-p36-sections")
    )
    text = facts.own_text(
        next(r["provision"] for r in facts.rows("structure") if r.get("parent") == provision)
    )
    place = provision.value + "/part-1"
    assert coverage._carried(facts, place, text, rows, {}).carriers
    assert not any(
        "norm-p36-sections" in k for k in coverage._carried(facts, place, text, without, {}).carriers
    )
