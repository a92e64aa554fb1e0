"""What follows every reject reason there is."""

from dataclasses import replace

import pytest

from tests.unit.eligibility.conversation.talks import conversation, rejected, rejection, scope
from threshold.eligibility.aaa import REJECT_REASONS
from threshold.eligibility.answer.model import Answer, Kind, Outcome, Owner
from threshold.eligibility.conversation.model import Wording
from threshold.eligibility.conversation.playbook import (
    PLAYS,
    Detail,
    asked_of_patient,
    comes_back,
    wordings_for,
)

NOTHING = (None, ())
SWAP = (None, ("patient_as_subscriber",))
LATER = (None, ("again",))
FOLLOWS = {
    "58": ("birth_date", ()),
    "71": ("birth_date", ()),
    "72": ("member_id", ()),
    "73": ("name", ("plain_names", "names_swapped")),
    "74": (None, ("without_sex",)),
    "75": (None, ("other_payer_id", "patient_as_subscriber")),
    "77": ("relationship", ("patient_as_subscriber",)),
    "78": ("insurance_card", ()),
    **dict.fromkeys(["64", "65", "66", "67", "68"], SWAP),
    **dict.fromkeys(["56", "57", "62", "63"], LATER),
}


@pytest.mark.parametrize("code", REJECT_REASONS)
def test_each_code_has_its_play(code):
    play = PLAYS[code]
    assert (play.asks, tuple(play.wordings)) == FOLLOWS.get(code, NOTHING)


@pytest.mark.parametrize("code", REJECT_REASONS)
def test_the_patient_is_asked_for_one_thing_where_the_code_is_theirs_and_else_for_nothing(code):
    assert (PLAYS[code].asks is not None) == (REJECT_REASONS[code].owner is Owner.PATIENT)


@pytest.mark.parametrize("code", REJECT_REASONS)
def test_only_what_is_the_payers_own_trouble_comes_back_by_itself(code):
    assert comes_back(rejected(code)) == (REJECT_REASONS[code].owner is Owner.PAYER)


@pytest.mark.parametrize("code", REJECT_REASONS)
def test_a_payer_that_always_gives_the_same_code_is_asked_three_times_at_most(code):
    times = len(conversation([rejected(code)] * 9, scope()))
    assert times == 1 + len(FOLLOWS.get(code, NOTHING)[1]) <= 3


@pytest.mark.parametrize("follow_up", ["N", "S", "W", "X", "Y"])
@pytest.mark.parametrize("code", ["42", "80", "73", "75", "62"])
def test_a_payer_that_forbids_asking_again_is_not_asked_again(code, follow_up):
    answer = rejected(code, follow_up=follow_up)
    assert wordings_for(answer) == ()
    assert not comes_back(answer)


def test_an_answer_that_did_not_arrive_whole_comes_back():
    assert comes_back(Answer(Kind.UNREADABLE, Outcome.TRANSPORT_ERROR))


def test_with_several_codes_only_what_helps_against_each_is_tried():
    assert wordings_for(rejected("75", "67")) == (Wording.PATIENT_AS_SUBSCRIBER,)
    assert wordings_for(rejected("75", "73")) == ()


def test_a_code_of_an_acknowledgement_is_not_read_as_a_reject_reason():
    acknowledged = Answer(
        Kind.ACKNOWLEDGEMENT, Outcome.CONFIG_ERROR, rejections=rejected("73").rejections
    )
    assert wordings_for(acknowledged) == ()


def test_a_code_that_nobody_knows_asks_nothing_of_the_patient():
    assert asked_of_patient(replace(rejection("72"), code="ZZ")) is None
    assert asked_of_patient(rejection("72")) is Detail.MEMBER_ID
