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
    conversation,
    rejected,
    scope,
)
from threshold.eligibility.answer.model import CarveOut, Plan, PlanType, YesNo
from threshold.eligibility.conversation.model import Silence, Wording
from threshold.eligibility.conversation.understanding import care, remembered_next, understood

REMEMBERED = scope(remembered=ADMINISTRATOR)


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
        ([ACTIVE, ACTIVE, COVERED], YesNo.YES),
        ([ACTIVE, ACTIVE, ACTIVE], YesNo.NOT_SAID),
        ([ACTIVE, Silence.NOT_HEARD], YesNo.NOT_SAID),
        ([ACTIVE, rejected("53"), rejected("53")], YesNo.NOT_SAID),
        ([ELSEWHERE, COVERED], YesNo.YES),
        ([ELSEWHERE, NOT_COVERED], YesNo.NO),
        ([ELSEWHERE, ACTIVE], YesNo.NOT_SAID),
        ([TO_A_STRANGER], YesNo.NOT_SAID),
    ],
)
def test_behavioral_care_is_what_settles_it(replies, covered):
    assert known(*replies).covered is covered


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


def test_a_remembered_administrator_counts_only_where_the_plan_still_sends_there():
    unnamed = replace(COVERED, plan=Plan())
    assert known(unnamed, NOT_COVERED, allowed=REMEMBERED).covered is YesNo.NO
    assert known(unnamed, ELSEWHERE, allowed=REMEMBERED).covered is YesNo.YES


def test_the_administrators_plan_must_be_acceptable_as_well():
    assert known(ELSEWHERE, COVERED).plans == (ELSEWHERE.plan, COVERED.plan)
    assert known(ACTIVE, COVERED).plans == (ACTIVE.plan,)
    assert known(COVERED, allowed=REMEMBERED).plans == (COVERED.plan,)


def test_a_later_answer_that_takes_the_plan_back_is_a_contradiction():
    other_type = replace(COVERED, plan=replace(COVERED.plan, type=PlanType.HMO))
    assert known(ACTIVE, INACTIVE).contradicted
    assert known(ACTIVE, other_type).contradicted
    assert not known(ACTIVE, COVERED).contradicted
    assert not known(ACTIVE, replace(COVERED, plan=Plan())).contradicted


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


@pytest.mark.parametrize(
    ("replies", "allowed", "remembered"),
    [
        ([ELSEWHERE, COVERED], scope(), ADMINISTRATOR),
        ([ELSEWHERE, NOT_COVERED], scope(), ADMINISTRATOR),
        ([ELSEWHERE, rejected("75")], scope(), None),
        ([TO_A_STRANGER], scope(), None),
        ([COVERED], scope(), None),
        ([COVERED], REMEMBERED, ADMINISTRATOR),
        ([rejected("75"), COVERED], REMEMBERED, None),
        ([rejected("75"), ELSEWHERE], REMEMBERED, None),
        ([rejected("75"), TO_A_STRANGER], REMEMBERED, None),
        ([rejected("75"), rejected("72")], REMEMBERED, ADMINISTRATOR),
        ([Silence.NOT_HEARD, Silence.NOT_HEARD], REMEMBERED, ADMINISTRATOR),
    ],
)
def test_an_administrator_is_remembered_while_it_answers_for_the_plan(replies, allowed, remembered):
    assert remembered_next(conversation(replies, allowed), allowed) == remembered
