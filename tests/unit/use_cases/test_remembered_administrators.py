"""Who administers a group's behavioral benefits is remembered, by the plan's own word alone."""

from datetime import timedelta

import pytest

from tests.unit.use_cases.talking import (
    COVERED,
    SENT_ON,
    SENT_TO_A_STRANGER,
    SILENT,
    Talking,
    card,
    of_group,
    rejected,
    said,
)
from threshold.eligibility.transports.port import Outage, PayerUnavailable
from threshold.intake.life_cycle import Status
from threshold.record_key import is_intake_id
from threshold.use_cases.memory import ADMINISTRATOR_STANDS

PLAN, MENTAL, ADMINISTRATOR = "99991 30", "99991 MH CF", "BHX01 30"
UNNAMED = ["EB*1*IND*30*PR*BLUE PPO", "EB*MC**MH"]
DOWN = PayerUnavailable(Outage.SERVER_ERROR, disclosed=True)
ANOTHER = card(member_id="EXA000333")


@pytest.fixture
def talk():
    """A clinic whose payer once named the administrator of the group GRP100."""
    talk = Talking()
    talk.told(of_group(SENT_ON), COVERED)
    return talk


@pytest.mark.parametrize("segments", [SILENT, UNNAMED], ids=["silent", "elsewhere, unnamed"])
def test_another_of_the_group_is_asked_about_there_where_the_plan_names_nobody(talk, segments):
    intake_id = talk.told(of_group(segments), COVERED, payment=ANOTHER)
    assert talk.asked == [PLAN, ADMINISTRATOR]
    assert talk.record(intake_id).status is Status.ACCEPTED


@pytest.mark.parametrize(
    ("first", "asked"),
    [
        (of_group(COVERED), [PLAN]),
        (SILENT, [PLAN, MENTAL]),
        (of_group(SILENT, "GRP200"), [PLAN, MENTAL]),
        (of_group(SENT_TO_A_STRANGER), [PLAN]),
    ],
    ids=["the plan answers itself", "no group is named", "another group", "another is named"],
)
def test_nobody_else_is_told_of_anyone(talk, first, asked):
    talk.told(first, SILENT, payment=ANOTHER)
    assert talk.asked == asked


def test_a_group_number_that_was_only_typed_tells_nobody(talk):
    talk.told(SILENT, SILENT, payment=card(member_id="EXA000333", group_number="GRP100"))
    assert talk.asked == [PLAN, MENTAL]


def test_it_is_remembered_for_half_a_year_after_it_was_last_true(talk):
    almost = ADMINISTRATOR_STANDS - timedelta(days=1)
    for number in range(2):
        talk.practice.later(days=almost.days)
        replies = today(talk, of_group(SILENT)), today(talk, said(COVERED))
        talk.told(*replies, payment=card(member_id=f"EXA00040{number}"))
        assert talk.asked == [PLAN, ADMINISTRATOR]
    talk.practice.later(days=ADMINISTRATOR_STANDS.days)
    talk.told(today(talk, of_group(SILENT)), payment=card(member_id="EXA000402"))
    assert talk.asked == [PLAN, MENTAL]


def today(talk, reply):
    """The same answer, made today."""
    return lambda x12: reply(x12).replace("*20260105*", f"*{talk.practice.now:%Y%m%d}*")


@pytest.mark.parametrize(
    "replies",
    [
        [of_group(SILENT), rejected("75"), COVERED],
        [of_group(SENT_TO_A_STRANGER)],
    ],
    ids=["the administrator does not know the person", "the plan names another"],
)
def test_payers_end_it_by_what_they_say(talk, replies):
    talk.told(*replies, payment=ANOTHER)
    talk.told(of_group(SILENT), SILENT, payment=card(member_id="EXA000444"))
    assert talk.asked == [PLAN, MENTAL]


def test_an_administrator_that_is_not_heard_does_not_end_it(talk):
    talk.told(of_group(SILENT), *[DOWN] * 8, SILENT, payment=ANOTHER)
    talk.told(of_group(SILENT), COVERED, payment=card(member_id="EXA000444"))
    assert talk.asked == [PLAN, ADMINISTRATOR]


def test_an_administrator_that_settles_nothing_leaves_the_plan_to_be_asked(talk):
    intake_id = talk.told(of_group(SILENT), rejected("75"), COVERED, payment=ANOTHER)
    assert talk.asked == [PLAN, ADMINISTRATOR, MENTAL]
    assert talk.record(intake_id).status is Status.ACCEPTED


def test_no_key_tells_the_group(talk):
    for key in talk.practice.store._memories:
        assert is_intake_id(key)
