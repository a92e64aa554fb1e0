from dataclasses import replace

import pytest

from tests.unit.eligibility.conversation.talks import (
    ACTIVE,
    ADMINISTRATOR,
    COVERED,
    ELSEWHERE,
    GROUP,
    INACTIVE,
    NOT_COVERED,
    TO_A_STRANGER,
    UNNAMED,
    USE_COVERED,
    USE_NOT_COVERED,
    conversation,
    of_group,
    rejected,
    remembering,
    scope,
)
from threshold.eligibility.answer.model import CarveOut, Plan, PlanType, YesNo
from threshold.eligibility.conversation.model import Rung, Silence, Wording
from threshold.eligibility.conversation.understanding import (
    Remembered,
    care,
    to_remember,
    understood,
)

ALL = scope(*Rung)


def understanding(*replies, allowed=None):
    return understood(conversation(replies, allowed or scope()))


def known(*replies, allowed=None):
    found = understanding(*replies, allowed=allowed)
    return care(found.base.reply, found.further)


@pytest.mark.parametrize(
    ("replies", "covered"),
    [
        ([COVERED], YesNo.YES),
        ([NOT_COVERED], YesNo.NO),
        ([ACTIVE, COVERED], YesNo.YES),
        ([ACTIVE, NOT_COVERED], YesNo.NO),
        ([ACTIVE, ACTIVE], YesNo.NOT_SAID),
        ([ACTIVE, Silence.NOT_HEARD], YesNo.NOT_SAID),
        ([ACTIVE, rejected("53")], YesNo.NOT_SAID),
        ([ELSEWHERE, COVERED], YesNo.YES),
        ([ELSEWHERE, NOT_COVERED], YesNo.NO),
        ([ELSEWHERE, ACTIVE], YesNo.NOT_SAID),
        ([TO_A_STRANGER], YesNo.NOT_SAID),
    ],
)
def test_behavioral_care_is_what_settles_it(replies, covered):
    assert known(*replies).covered is covered


@pytest.mark.parametrize(
    ("replies", "covered"),
    [
        ([USE_COVERED], YesNo.YES),
        ([COVERED, USE_COVERED], YesNo.YES),
        ([COVERED, ACTIVE], YesNo.YES),
        ([COVERED, USE_NOT_COVERED], YesNo.NOT_SAID),
        ([NOT_COVERED, USE_COVERED], YesNo.NOT_SAID),
        ([NOT_COVERED, USE_NOT_COVERED], YesNo.NO),
        ([ACTIVE, ACTIVE, USE_COVERED], YesNo.YES),
        ([ACTIVE, ACTIVE, ACTIVE], YesNo.NOT_SAID),
        ([COVERED, ELSEWHERE, USE_COVERED], YesNo.YES),
        ([COVERED, ELSEWHERE, ACTIVE], YesNo.NOT_SAID),
        ([ELSEWHERE, COVERED, USE_COVERED], YesNo.YES),
        ([ELSEWHERE, COVERED, USE_NOT_COVERED], YesNo.NOT_SAID),
    ],
)
def test_where_care_for_substance_use_is_sought_answers_that_disagree_settle_nothing(
    replies, covered
):
    assert known(*replies, allowed=ALL).covered is covered


@pytest.mark.parametrize(
    ("replies", "name"),
    [
        ([ELSEWHERE, COVERED], None),
        ([ELSEWHERE, rejected("75")], "EXAMPLE BH MCO"),
        ([ELSEWHERE, ELSEWHERE], "EXAMPLE BH MCO"),
        ([ELSEWHERE, INACTIVE], "EXAMPLE BH MCO"),
        ([TO_A_STRANGER], "A STRANGER"),
        ([ACTIVE, TO_A_STRANGER], "A STRANGER"),
    ],
)
def test_who_is_still_to_be_asked_is_known_by_name(replies, name):
    elsewhere = known(*replies).elsewhere
    assert (elsewhere and elsewhere.name) == name


def test_what_a_carved_out_plan_says_itself_does_not_count():
    both = replace(COVERED, carve_out=CarveOut("A STRANGER", None, None, 9))
    assert known(both).covered is YesNo.NOT_SAID


def test_a_remembered_administrator_answers_for_a_plan_that_is_silent():
    said = [of_group(ACTIVE), COVERED]
    found = known(*said, allowed=remembering())
    assert (found.covered, found.elsewhere) == (YesNo.YES, None)
    assert found.plans == (ACTIVE.plan, COVERED.plan)
    unnamed = known(of_group(UNNAMED), NOT_COVERED, allowed=remembering())
    assert unnamed.covered is YesNo.NO


def test_what_the_plan_says_itself_goes_before_a_remembered_administrator():
    said = [of_group(ACTIVE), rejected("75"), NOT_COVERED]
    assert known(*said, allowed=remembering()).covered is YesNo.NO


def test_the_administrators_plan_must_be_acceptable_as_well():
    assert known(ELSEWHERE, COVERED).plans == (ELSEWHERE.plan, COVERED.plan)
    assert known(ACTIVE, COVERED).plans == (ACTIVE.plan,)
    unnamed = replace(USE_COVERED, plan=Plan())
    assert known(ELSEWHERE, COVERED, unnamed, allowed=ALL).plans == (ELSEWHERE.plan, COVERED.plan)


def test_a_later_answer_that_takes_the_plan_back_is_a_contradiction():
    other_type = replace(COVERED, plan=replace(COVERED.plan, type=PlanType.HMO))
    assert known(ACTIVE, INACTIVE).contradicted
    assert known(ACTIVE, other_type).contradicted
    assert not known(ACTIVE, COVERED).contradicted
    assert not known(ACTIVE, replace(COVERED, plan=Plan())).contradicted
    assert known(ELSEWHERE, COVERED, INACTIVE, allowed=ALL).contradicted
    assert not known(ELSEWHERE, COVERED, USE_COVERED, allowed=ALL).contradicted


@pytest.mark.parametrize(
    ("replies", "words", "codes"),
    [
        ([rejected("73"), COVERED], Wording.PLAIN_NAMES, []),
        ([rejected("73"), rejected("75"), rejected("72")], Wording.AS_GIVEN, ["73"]),
        ([rejected("75"), Silence.NOT_HEARD], Wording.AS_GIVEN, ["75"]),
        ([rejected("75"), INACTIVE], Wording.OTHER_PAYER_ID, []),
    ],
)
def test_our_own_guess_never_stands_for_what_the_person_gave(replies, words, codes):
    base = understanding(*replies).base
    assert base.question.wording is words
    assert [one.code for one in base.reply.rejections] == codes


LEARNED, ENDED = Remembered(GROUP, ADMINISTRATOR), Remembered(GROUP, None)


@pytest.mark.parametrize(
    ("replies", "allowed", "learned"),
    [
        ([of_group(ELSEWHERE), COVERED], scope(), LEARNED),
        ([of_group(ELSEWHERE), NOT_COVERED], scope(), LEARNED),
        ([of_group(ELSEWHERE), COVERED, ACTIVE], ALL, LEARNED),
        ([ELSEWHERE, COVERED], scope(), None),
        ([of_group(ELSEWHERE), rejected("75")], scope(), None),
        ([of_group(ELSEWHERE), Silence.NOT_HEARD], scope(), None),
        ([of_group(TO_A_STRANGER)], scope(), None),
        ([of_group(COVERED)], remembering(), None),
        ([of_group(ACTIVE), COVERED], remembering(), LEARNED),
        ([of_group(UNNAMED), COVERED], remembering(), LEARNED),
        ([of_group(ELSEWHERE), COVERED], remembering("BHX02"), LEARNED),
        ([of_group(ACTIVE), rejected("75"), COVERED], remembering(), ENDED),
        ([of_group(ACTIVE), ACTIVE, COVERED], remembering(), ENDED),
        ([of_group(ELSEWHERE), rejected("75")], remembering(), ENDED),
        ([of_group(TO_A_STRANGER)], remembering(), ENDED),
        ([of_group(ACTIVE), Silence.NOT_HEARD, COVERED], remembering(), None),
        ([of_group(ACTIVE), rejected("75"), INACTIVE], remembering(), None),
        ([rejected("72")], remembering(), None),
    ],
)
def test_an_administrator_is_remembered_while_it_answers_for_the_group(replies, allowed, learned):
    assert to_remember(conversation(replies, allowed), allowed) == learned
