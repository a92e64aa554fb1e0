from dataclasses import replace

import pytest

from tests.unit.eligibility.conversation.talks import (
    ACTIVE,
    ADMINISTRATOR,
    COVERED,
    ELSEWHERE,
    INACTIVE,
    NOT_COVERED,
    TO_A_STRANGER,
    UNSETTLED,
    asked,
    rejected,
    scope,
)
from threshold.eligibility.answer.model import Plan
from threshold.eligibility.conversation.model import Rung, Silence, Wording

PLAN, MENTAL, USE = (rung.value for rung in Rung)
WITHOUT_USE = scope(rungs=(Rung.PLAN, Rung.MENTAL_HEALTH))


@pytest.mark.parametrize(
    ("replies", "questions"),
    [
        ([COVERED], [PLAN]),
        ([NOT_COVERED], [PLAN]),
        ([INACTIVE], [PLAN]),
        ([UNSETTLED], [PLAN]),
        ([Silence.NOT_HEARD], [PLAN]),
        ([Silence.REFUSED], [PLAN]),
        ([ACTIVE, COVERED], [PLAN, MENTAL]),
        ([ACTIVE, NOT_COVERED], [PLAN, MENTAL]),
        ([ACTIVE, INACTIVE], [PLAN, MENTAL]),
        ([ACTIVE, Silence.NOT_HEARD], [PLAN, MENTAL]),
        ([ACTIVE, ACTIVE, COVERED], [PLAN, MENTAL, USE]),
        ([ACTIVE, rejected("53"), ACTIVE], [PLAN, MENTAL, USE]),
        ([ACTIVE, UNSETTLED, ACTIVE], [PLAN, MENTAL, USE]),
    ],
)
def test_the_ladder_is_climbed_until_the_question_is_answered(replies, questions):
    assert asked(*replies) == questions


def test_substance_use_is_never_asked_about_outside_the_scope():
    assert asked(ACTIVE, ACTIVE, ACTIVE, allowed=WITHOUT_USE) == [PLAN, MENTAL]


def test_a_payer_that_answers_no_mental_health_types_is_asked_the_next_rung():
    without = scope(rungs=(Rung.PLAN, Rung.SUBSTANCE_USE))
    assert asked(ACTIVE, COVERED, allowed=without) == [PLAN, USE]


@pytest.mark.parametrize(
    ("replies", "questions"),
    [
        ([ELSEWHERE, COVERED], [PLAN, ADMINISTRATOR]),
        ([ELSEWHERE, ACTIVE], [PLAN, ADMINISTRATOR]),
        ([ELSEWHERE, ELSEWHERE], [PLAN, ADMINISTRATOR]),
        ([ELSEWHERE, rejected("75")], [PLAN, ADMINISTRATOR]),
        ([ELSEWHERE, Silence.NOT_HEARD], [PLAN, ADMINISTRATOR]),
        ([TO_A_STRANGER], [PLAN]),
        ([ACTIVE, ELSEWHERE, COVERED], [PLAN, MENTAL, ADMINISTRATOR]),
    ],
)
def test_a_carve_out_is_followed_once_and_only_to_an_administrator_we_know(replies, questions):
    assert asked(*replies) == questions


@pytest.mark.parametrize(
    ("replies", "questions"),
    [
        ([COVERED], [ADMINISTRATOR]),
        ([NOT_COVERED], [ADMINISTRATOR]),
        ([ACTIVE, COVERED], [ADMINISTRATOR, PLAN]),
        ([rejected("75"), COVERED], [ADMINISTRATOR, PLAN]),
        ([Silence.NOT_HEARD, COVERED], [ADMINISTRATOR, PLAN]),
        ([ELSEWHERE, ELSEWHERE], [ADMINISTRATOR, PLAN]),
        ([rejected("75"), ACTIVE, COVERED], [ADMINISTRATOR, PLAN, MENTAL]),
    ],
)
def test_a_remembered_administrator_is_asked_first_and_the_plan_where_that_settles_nothing(
    replies, questions
):
    assert asked(*replies, allowed=scope(remembered=ADMINISTRATOR)) == questions


def test_an_administrator_that_does_not_say_the_plan_type_leaves_the_plan_to_be_asked():
    unnamed = replace(COVERED, plan=Plan())
    allowed = scope(remembered=ADMINISTRATOR)
    assert asked(unnamed, COVERED, allowed=allowed) == [ADMINISTRATOR, PLAN]


@pytest.mark.parametrize(
    ("replies", "questions"),
    [
        ([rejected("72")], [PLAN]),
        ([rejected("71")], [PLAN]),
        ([rejected("79")], [PLAN]),
        ([rejected("42", follow_up="N")], [PLAN]),
        ([rejected("73"), COVERED], [PLAN, f"{PLAN} plain_names"]),
        (
            [rejected("73")] * 3,
            [PLAN, f"{PLAN} plain_names", f"{PLAN} names_swapped"],
        ),
        (
            [rejected("75")] * 3,
            [PLAN, f"{PLAN} other_payer_id", f"{PLAN} patient_as_subscriber"],
        ),
        ([rejected("67")] * 2, [PLAN, f"{PLAN} patient_as_subscriber"]),
        ([rejected("74")] * 2, [PLAN, f"{PLAN} without_sex"]),
        ([rejected("63")] * 2, [PLAN, f"{PLAN} again"]),
        ([rejected("73", "72", "71")], [PLAN]),
        ([rejected("73", follow_up="N")], [PLAN]),
        (
            [rejected("73"), Silence.NOT_HEARD],
            [PLAN, f"{PLAN} plain_names"],
        ),
        (
            [rejected("75"), rejected("72"), COVERED],
            [PLAN, f"{PLAN} other_payer_id", f"{PLAN} patient_as_subscriber"],
        ),
    ],
)
def test_a_rejection_is_asked_again_in_other_words_as_its_code_allows(replies, questions):
    assert asked(*replies) == questions


def test_words_that_would_change_nothing_are_not_tried():
    allowed = scope(wordings=frozenset({Wording.NAMES_SWAPPED}))
    assert asked(*[rejected("73")] * 3, allowed=allowed) == [PLAN, f"{PLAN} names_swapped"]


def test_the_words_by_which_a_person_was_found_are_kept():
    replies = [rejected("67"), ACTIVE, ELSEWHERE, COVERED]
    assert [q.split()[-1] for q in asked(*replies)[1:3]] == ["patient_as_subscriber"] * 2
    assert asked(*replies)[3] == f"{ADMINISTRATOR} patient_as_subscriber"


def test_another_payer_id_of_the_plan_means_nothing_to_an_administrator():
    assert asked(rejected("75"), ELSEWHERE, COVERED)[2] == ADMINISTRATOR
