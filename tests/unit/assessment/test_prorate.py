"""Imported answers with a few missing: prorated as published, and never where item 9 is missing."""

import pytest

from tests.unit.assessment.filled import PACKS, least, options, phq9
from threshold.assessment.scoring import Context, Status, score

PHQ9 = PACKS["phq-9"]
IMPORTED = Context(imported=True)


def without(form, *items):
    return {item: answer for item, answer in form.items() if item not in items}


@pytest.mark.parametrize(
    ("sum_of_rest", "missing", "total"),
    [
        (8, ("q1",), 9),
        (4, ("q1",), 5),  # 4.5, a half up
        (7, ("q1", "q2"), 9),
        (5, ("q1", "q2"), 6),  # 6.43
        (3, ("q1", "q2"), 4),  # 3.86
        (0, ("q1", "q2"), 0),
        (24, ("q1",), 27),
    ],
)
def test_up_to_two_missing_items_of_an_imported_phq_9_are_prorated(sum_of_rest, missing, total):
    form, left = least(PHQ9), sum_of_rest
    for item in (one for one in form if one not in (*missing, "difficulty")):
        form[item] = min(3, left)
        left -= form[item]
    scored = score(PHQ9, without(form, *missing), IMPORTED)
    assert (scored.status, scored.total, scored.prorated) == (Status.COMPLETE, total, True)
    assert scored.missing[: len(missing)] == missing


def test_the_band_and_the_cut_off_are_those_of_the_prorated_total():
    scored = score(PHQ9, without(phq9(12), "q8", "q9") | {"q9": 0}, IMPORTED)
    assert (scored.total, scored.band, scored.positive) == (14, "moderate", True)


@pytest.mark.parametrize(
    "form",
    [
        without(phq9(12), "q9"),
        without(phq9(12), "q8", "q9"),
        without(phq9(12), "q6", "q7", "q8"),
        without(phq9(12), "q7") | {"q8": "declined"},
        phq9(12) | {"q8": "declined"},
        {"q9": 3},
    ],
)
def test_item_9_missing_or_three_missing_or_one_declined_has_no_total(form):
    scored = score(PHQ9, form, IMPORTED)
    assert (scored.total, scored.prorated) == (None, False)
    assert scored.status in (Status.INCOMPLETE, Status.DECLINED)


def test_what_a_person_left_out_here_is_asked_for_and_not_prorated():
    scored = score(PHQ9, without(phq9(12), "q8"))
    assert (scored.status, scored.total) == (Status.INCOMPLETE, None)


def test_a_whole_imported_phq_9_is_not_called_prorated():
    scored = score(PHQ9, phq9(12), IMPORTED)
    assert (scored.total, scored.prorated) == (12, False)


@pytest.mark.parametrize("name", [name for name in PACKS if name != "phq-9"])
def test_no_other_instrument_is_prorated(name):
    pack = PACKS[name]
    item = next(item for item in pack.items if item.scored)
    form = {one.id: options(pack, one)[0] for one in pack.items if one is not item}
    scored = score(pack, form, IMPORTED)
    assert (scored.prorated, dict(scored.scores)) == (False, {})
