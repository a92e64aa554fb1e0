"""The C-SSRS by its published triage, and our own safety questions."""

import pytest

from tests.unit.assessment.filled import PACKS, least
from threshold.assessment.scoring import Status, score

CSSRS = PACKS["c-ssrs"]


# C-SSRS screener (Columbia triage), entered by a clinician.


@pytest.mark.parametrize(
    ("yes", "level", "signals"),
    [
        ((), "negative", ()),
        (("q1",), "low", ("suicide_screen",)),
        (("q2",), "low", ("suicide_screen",)),
        (("q2", "q3"), "moderate", ("suicide_screen",)),
        (("q6",), "moderate", ("suicide_screen",)),
        (("q2", "q4"), "high", ("suicide_screen", "suicide_now")),
        (("q2", "q5"), "high", ("suicide_screen", "suicide_now")),
        (("q6", "q7"), "high", ("suicide_screen", "suicide_now")),
    ],
)
def test_c_ssrs_levels(yes, level, signals):
    form = {item.id: "yes" if item.id in yes else "no" for item in CSSRS.items}
    scored = score(CSSRS, form)
    assert (scored.band, scored.signals, scored.positive) == (level, signals, bool(yes))


def test_c_ssrs_asks_3_to_5_after_a_yes_to_2_and_recency_after_a_yes_to_6():
    assert score(CSSRS, {"q1": "yes", "q2": "no", "q6": "no"}).status is Status.COMPLETE
    assert score(CSSRS, {"q1": "no", "q2": "yes", "q6": "yes"}).missing == ("q3", "q4", "q5", "q7")


# Our own safety questions.

SIGNALS = {
    ("withdrawal", "in_withdrawal_now"): "withdrawal_now",
    ("withdrawal", "daily_alcohol_or_sedatives"): "withdrawal_risk",
    ("withdrawal", "daily_benzodiazepines"): "withdrawal_risk",
    ("withdrawal", "daily_opioids"): "withdrawal_risk",
    ("withdrawal", "ever_seizure_or_dts"): "withdrawal_risk",
    ("psychosis-mania", "told_to_act"): "voices_tell_to_act",
    ("psychosis-mania", "disoriented"): "disoriented",
    ("violence", "thoughts_of_harming"): "harm_to_others",
    ("violence", "named_person"): "harm_to_a_person",
    ("medical", "unstable_condition"): "medical_condition",
    ("medical", "head_injury"): "medical_condition",
    ("medical", "seizure"): "medical_condition",
    ("overdose", "last_30_days"): "overdose_recent",
    ("eating", "fainting_or_rapid_loss"): "eating_medical",
}


@pytest.mark.parametrize(("name", "item"), SIGNALS, ids=str)
def test_a_safety_answer_counts_wherever_it_is_said(name, item):
    scored = score(PACKS[name], {item: "yes"})
    assert (scored.answers, scored.signals) == ({item: 1}, (SIGNALS[name, item],))
    assert scored.positive is True


@pytest.mark.parametrize(
    ("name", "gate", "follows"),
    [
        ("withdrawal", "daily_benzodiazepines", "wants_to_stop_benzodiazepines"),
        ("withdrawal", "daily_opioids", "opioid_medication"),
        ("psychosis-mania", "sees_or_hears_things_now", "told_to_act"),
        ("violence", "thoughts_of_harming", "named_person"),
        ("overdose", "last_12_months", "last_30_days"),
        ("eating", "concern", "fainting_or_rapid_loss"),
    ],
)
def test_a_second_question_follows_a_yes_to_its_first(name, gate, follows):
    assert follows in score(PACKS[name], {gate: "yes"}).missing
    assert follows not in score(PACKS[name], {gate: "no"}).missing


@pytest.mark.parametrize(
    ("name", "item"), [("withdrawal", "opioid_medication"), ("overdose", "naloxone_at_hand")]
)
def test_what_protects_is_no_positive_screen(name, item):
    assert score(PACKS[name], least(PACKS[name]) | {item: "yes"}).positive is False
