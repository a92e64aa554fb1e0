"""Scores as published, and each published mistake refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.assessment.filled import PACKS, a_form, asq, gad7, phq9
from threshold.assessment.answers import UnusableAnswer, in_form_order
from threshold.assessment.scoring import Status, as_json, score

PHQ9, GAD7, ASQ = PACKS["phq-9"], PACKS["gad-7"], PACKS["asq"]


def of_list(pack, answers):
    return score(pack, in_form_order(pack, answers))


@pytest.mark.parametrize(
    ("answers", "total", "band", "positive"),
    [
        ([0, 0, 0, 0, 0, 0, 0, 0, 0], 0, "minimal", False),
        ([1, 1, 1, 1, 0, 0, 0, 0, 0], 4, "minimal", False),
        ([1, 1, 1, 1, 1, 0, 0, 0, 0], 5, "mild", False),
        ([1, 1, 1, 1, 1, 1, 1, 1, 1], 9, "mild", False),
        ([2, 1, 1, 1, 1, 1, 1, 1, 1], 10, "moderate", True),
        ([2, 2, 2, 2, 2, 1, 1, 1, 1], 14, "moderate", True),
        ([2, 2, 2, 2, 2, 2, 1, 1, 1], 15, "moderately_severe", True),
        ([3, 2, 2, 2, 2, 2, 2, 2, 2], 19, "moderately_severe", True),
        ([3, 3, 2, 2, 2, 2, 2, 2, 2], 20, "severe", True),
        ([3, 3, 3, 3, 3, 3, 3, 3, 3], 27, "severe", True),
    ],
)
def test_phq_9_at_the_edges_of_its_bands(answers, total, band, positive):
    scored = of_list(PHQ9, answers)
    assert (scored.status, scored.total, scored.band, scored.positive) == (
        Status.COMPLETE,
        total,
        band,
        positive,
    )


@pytest.mark.parametrize(
    ("total", "band", "positive"),
    [
        (0, "minimal", False),
        (4, "minimal", False),
        (5, "mild", False),
        (9, "mild", False),
        (10, "moderate", True),
        (14, "moderate", True),
        (15, "severe", True),
        (21, "severe", True),
    ],
)
def test_gad_7_at_the_edges_of_its_bands(total, band, positive):
    scored = score(GAD7, gad7(total))
    assert (scored.total, scored.band, scored.positive) == (total, band, positive)


@pytest.mark.parametrize(
    ("form", "status", "band", "positive", "signals"),
    [
        (asq(), Status.COMPLETE, "negative", False, ()),
        (asq("q1", now="no"), Status.COMPLETE, "non_acute_positive", True, ("suicide_screen",)),
        (asq("q4", now="no"), Status.COMPLETE, "non_acute_positive", True, ("suicide_screen",)),
        (
            asq("q1", "q2", "q3", "q4", now="yes"),
            Status.COMPLETE,
            "acute_positive",
            True,
            ("suicide_screen", "suicide_now"),
        ),
        (asq("q3"), Status.INCOMPLETE, None, True, ("suicide_screen",)),
        (asq("q3", now="declined"), Status.DECLINED, None, True, ("suicide_screen",)),
        (asq(now="yes"), Status.COMPLETE, "acute_positive", True, ("suicide_now",)),
        ({"q5": "yes"}, Status.INCOMPLETE, None, True, ("suicide_now",)),
        ({"q1": "no"}, Status.INCOMPLETE, None, None, ()),
        ({}, Status.NOT_STARTED, None, None, ()),
        (dict.fromkeys(asq(), "declined"), Status.DECLINED, None, None, ()),
    ],
)
def test_asq(form, status, band, positive, signals):
    scored = score(ASQ, form)
    assert (scored.status, scored.band, scored.positive, scored.signals) == (
        status,
        band,
        positive,
        signals,
    )
    assert scored.total is None


def test_asq_item_5_is_asked_only_after_a_yes():
    assert score(ASQ, asq()).missing == ()
    assert score(ASQ, asq("q2")).missing == ("q5",)


@given(a_form(ASQ))
def test_an_asq_with_a_question_unanswered_is_never_negative(form):
    unanswered = {"q1", "q2", "q3", "q4"} - {item for item, a in form.items() if a in ("yes", "no")}
    scored = score(ASQ, form)
    assert not (unanswered and (scored.positive is False or scored.band == "negative"))


def test_a_phq_9_with_two_answers_is_not_mild_but_incomplete():
    scored = of_list(PHQ9, [3, 3, None, None, None, None, None, None, None])
    assert scored.status is Status.INCOMPLETE
    assert (scored.total, scored.band, scored.positive, dict(scored.scores)) == (
        None,
        None,
        None,
        {},
    )
    assert scored.missing == ("q3", "q4", "q5", "q6", "q7", "q8", "q9", "difficulty")


@given(st.sampled_from([PHQ9, GAD7]).flatmap(lambda pack: st.tuples(st.just(pack), a_form(pack))))
def test_there_is_a_total_exactly_where_every_scored_item_has_an_answer(case):
    pack, form = case
    scored_items = [item.id for item in pack.items if item.scored]
    whole = all(isinstance(form[item], int) for item in scored_items)
    scored = score(pack, form)
    assert (scored.total is not None, scored.band is not None) == (whole, whole)
    assert (scored.status is Status.COMPLETE) is whole
    if whole:
        assert scored.total == sum(form[item] for item in scored_items)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, Status.COMPLETE),
        ({"q3": "declined"}, Status.DECLINED),
        ({"q3": None}, Status.INCOMPLETE),
        ({"q3": "declined", "q4": None}, Status.INCOMPLETE),
        (dict.fromkeys(phq9(9), "declined"), Status.DECLINED),
    ],
)
def test_declined_is_told_from_blank_and_neither_is_zero(changes, status):
    scored = score(PHQ9, phq9(9, difficulty=1) | changes)
    assert scored.status is status
    assert (scored.total is None) is (status is not Status.COMPLETE)


def test_an_instrument_of_which_nothing_was_said_is_not_started():
    assert score(PHQ9, dict.fromkeys(phq9(9))).status is Status.NOT_STARTED


def test_item_9_signals_though_all_the_rest_is_blank():
    scored = score(PHQ9, {"q9": 2})
    assert (scored.signals, scored.total) == (("suicide_item",), None)


@pytest.mark.parametrize(("item_9", "signals"), [(0, ()), (1, ("suicide_item",))])
def test_item_9_signals_from_1_on(item_9, signals):
    assert score(PHQ9, phq9(0) | {"q9": item_9}).signals == signals


@pytest.mark.parametrize(
    ("form", "missing"),
    [(phq9(0), ()), (phq9(1), ("difficulty",)), (phq9(1, difficulty=0), ())],
)
def test_difficulty_is_required_above_0_and_never_blocks_the_score(form, missing):
    scored = score(PHQ9, form)
    assert (scored.status, scored.missing) == (Status.COMPLETE, missing)


def test_difficulty_is_in_no_score():
    assert score(PHQ9, phq9(7, difficulty=3)).total == 7


@pytest.mark.parametrize(
    ("pack", "item", "answer"),
    [
        (PHQ9, "q1", 4),
        (PHQ9, "q1", -1),
        (PHQ9, "q1", True),
        (PHQ9, "q1", 1.0),
        (PHQ9, "q1", "1"),
        (PHQ9, "q1", "yes"),
        (PHQ9, "q1", "Several days"),
        (PHQ9, "q1", [1]),
        (PHQ9, "difficulty", 4),
        (GAD7, "q7", 4),
        (ASQ, "q1", "maybe"),
        (ASQ, "q1", "YES"),
        (ASQ, "q1", 2),
        (ASQ, "q1", True),
        (ASQ, "q5", False),
        (PACKS["drug-use"], "q1", -1),
        (PACKS["drug-use"], "q1", 10_001),
        (PACKS["drug-use"], "q1", True),
        (PACKS["drug-use"], "q1", 1.0),
        (PACKS["drug-use"], "q1", "yes"),
        (PACKS["audit"], "q9", 1),
        (PACKS["audit"], "q10", 3),
        (PACKS["peg"], "q1", 11),
        (PACKS["pcl-5"], "q20", 5),
    ],
)
def test_an_answer_that_its_item_does_not_offer_is_refused_by_item_and_not_by_value(
    pack, item, answer
):
    with pytest.raises(UnusableAnswer) as caught:
        score(pack, {item: answer})
    assert (caught.value.instrument, caught.value.item) == (pack.id, item)
    assert str(caught.value) == f"{pack.id}: {item}: {caught.value.rule}"
    assert repr(answer).strip("'") not in caught.value.rule


def test_the_score_of_a_yes_is_taken_as_the_yes():
    assert score(ASQ, {"q1": 1, "q2": 0}).answers == score(ASQ, {"q1": "yes", "q2": "no"}).answers


@pytest.mark.parametrize(
    ("name", "shown"), [("q10", "q10"), ("Jane Tester 555-0100", "(a name no item could have)")]
)
def test_an_item_the_pack_does_not_have_is_refused(name, shown):
    with pytest.raises(UnusableAnswer, match="has no such item") as caught:
        score(PHQ9, phq9(3) | {name: 1})
    assert caught.value.item == shown


def test_a_list_longer_than_the_form_is_refused():
    with pytest.raises(UnusableAnswer, match="more answers than its 7 items"):
        in_form_order(GAD7, [0] * 8)


def test_as_json_is_what_the_command_prints():
    assert as_json(score(PHQ9, phq9(10, difficulty=1) | {"q9": 1})) == {
        "instrument": "phq-9",
        "status": "COMPLETE",
        "total": 11,
        "band": "moderate",
        "positive": True,
        "signals": ["suicide_item"],
        "scores": {"total": 11},
    }


def test_a_mean_prints_as_a_number():
    assert as_json(score(PACKS["peg"], {"q1": 7, "q2": 0, "q3": 0}))["total"] == pytest.approx(2.33)
