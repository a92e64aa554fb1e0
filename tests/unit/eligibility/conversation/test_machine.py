import pytest

from tests.unit.eligibility.conversation.talks import (
    ACTIVE,
    ADMINISTRATOR,
    BOTH_COVERED,
    COVERED,
    ELSEWHERE,
    INACTIVE,
    NOT_COVERED,
    TO_A_STRANGER,
    UNNAMED,
    UNSETTLED,
    USE_COVERED,
    USE_NOT_COVERED,
    asked,
    of_group,
    rejected,
    remembering,
    scope,
)
from threshold.eligibility.conversation.model import Rung, Silence, Wording

PLAN, MENTAL, USE = (rung.value for rung in Rung)
ALL = scope(*Rung)
THEIRS = f"{ADMINISTRATOR} {USE}"


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
        ([ACTIVE, ACTIVE], [PLAN, MENTAL]),
        ([ACTIVE, rejected("53")], [PLAN, MENTAL]),
    ],
)
def test_the_ladder_is_climbed_until_the_question_is_answered(replies, questions):
    assert asked(*replies) == questions


@pytest.mark.parametrize(
    ("replies", "questions"),
    [
        ([USE_COVERED], [PLAN]),
        ([USE_NOT_COVERED], [PLAN]),
        ([BOTH_COVERED], [PLAN]),
        ([COVERED, USE_COVERED], [PLAN, USE]),
        ([COVERED, ACTIVE], [PLAN, USE]),
        ([COVERED, rejected("53")], [PLAN, USE]),
        ([COVERED, Silence.NOT_HEARD], [PLAN, USE]),
        ([NOT_COVERED, USE_COVERED], [PLAN, USE]),
        ([ACTIVE, USE_COVERED], [PLAN, MENTAL]),
        ([ACTIVE, COVERED, USE_COVERED], [PLAN, MENTAL, USE]),
        ([ACTIVE, ACTIVE, USE_COVERED], [PLAN, MENTAL, USE]),
        ([ACTIVE, rejected("53"), ACTIVE], [PLAN, MENTAL, USE]),
        ([ACTIVE, UNSETTLED, ACTIVE], [PLAN, MENTAL, USE]),
        ([ACTIVE, INACTIVE], [PLAN, MENTAL]),
        ([INACTIVE], [PLAN]),
        ([ELSEWHERE, USE_COVERED], [PLAN, ADMINISTRATOR]),
        ([ELSEWHERE, COVERED, USE_COVERED], [PLAN, ADMINISTRATOR, THEIRS]),
        ([ELSEWHERE, COVERED, ACTIVE], [PLAN, ADMINISTRATOR, THEIRS]),
        ([ELSEWHERE, ACTIVE], [PLAN, ADMINISTRATOR]),
        ([COVERED, ELSEWHERE, USE_COVERED], [PLAN, USE, ADMINISTRATOR]),
        ([COVERED, ELSEWHERE, COVERED, USE_COVERED], [PLAN, USE, ADMINISTRATOR, THEIRS]),
    ],
)
def test_where_care_for_substance_use_is_sought_it_is_answered_only_by_a_word_on_that(
    replies, questions
):
    assert asked(*replies, allowed=ALL) == questions


@pytest.mark.parametrize(
    "replies", [[ACTIVE, ACTIVE, ACTIVE], [COVERED, USE_COVERED], [ELSEWHERE, COVERED, COVERED]]
)
def test_substance_use_is_never_asked_about_outside_the_scope(replies):
    assert not any(USE in question for question in asked(*replies))


def test_an_administrator_is_asked_only_what_it_answers():
    def rungs(administrator):
        return (Rung.PLAN,) if administrator else tuple(Rung)

    questions = asked(ELSEWHERE, COVERED, COVERED, allowed=scope(rungs=rungs))
    assert questions == [PLAN, ADMINISTRATOR]


def test_a_payer_that_answers_no_mental_health_types_is_asked_the_next_rung():
    without = scope(Rung.PLAN, Rung.SUBSTANCE_USE)
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
        ([of_group(COVERED)], [PLAN]),
        ([of_group(INACTIVE)], [PLAN]),
        ([of_group(ACTIVE), COVERED], [PLAN, ADMINISTRATOR]),
        ([of_group(ACTIVE), NOT_COVERED], [PLAN, ADMINISTRATOR]),
        ([of_group(UNNAMED), COVERED], [PLAN, ADMINISTRATOR]),
        ([ACTIVE, COVERED], [PLAN, MENTAL]),
        ([UNNAMED], [PLAN]),
        ([of_group(TO_A_STRANGER)], [PLAN]),
        ([rejected("72")], [PLAN]),
        ([of_group(ACTIVE), ACTIVE, COVERED], [PLAN, ADMINISTRATOR, MENTAL]),
        ([of_group(ACTIVE), rejected("75"), COVERED], [PLAN, ADMINISTRATOR, MENTAL]),
        ([of_group(ACTIVE), Silence.NOT_HEARD, COVERED], [PLAN, ADMINISTRATOR, MENTAL]),
        ([of_group(ACTIVE), rejected("75"), ELSEWHERE], [PLAN, ADMINISTRATOR, MENTAL]),
        ([of_group(UNNAMED), rejected("75")], [PLAN, ADMINISTRATOR]),
        ([ACTIVE, of_group(ACTIVE), COVERED], [PLAN, MENTAL, ADMINISTRATOR]),
    ],
)
def test_a_groups_administrator_is_remembered_where_the_plan_names_the_group_and_nobody_to_ask(
    replies, questions
):
    assert asked(*replies, allowed=remembering()) == questions


def test_of_a_group_that_nothing_is_remembered_of_the_plan_alone_is_asked():
    assert asked(of_group(ACTIVE), COVERED, allowed=remembering(None)) == [PLAN, MENTAL]


def test_what_the_plan_names_goes_before_what_is_remembered():
    allowed = remembering("BHX02")
    assert asked(of_group(ELSEWHERE), COVERED, allowed=allowed) == [PLAN, ADMINISTRATOR]


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
