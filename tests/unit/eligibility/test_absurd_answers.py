"""Answers no payer should send: they are read all the same, with work in step with their size."""

import sys

import pytest

from tests.unit.eligibility.payer_answers import ACTIVE_PPO, about_subscriber, answer_with
from threshold.eligibility.answer.model import Outcome
from threshold.eligibility.reader import read

REPEATED = {
    "one copay, every amount": lambda at: [f"EB*B*IND*30***27*{at}*****Y"],
    "one copay, every tier": lambda at: [f"EB*B*IND*30***27*{at}*****Y", f"MSG*TIER {at}"],
    "remaining of many bases": lambda at: [f"EB*C*IND*30***{(23, 29)[at % 2]}*{at}*****Y"],
    "active and inactive": lambda at: [f"EB*{(1, 6)[at % 2]}*IND*30*PR*PLAN {at}"],
    "dated statuses": lambda at: [f"EB*1**30**PLAN {at}", "DTP*291*RD8*20260101-20261231"],
    "quantities of one benefit": lambda at: [f"HSD*VS*{at}***22"],
    "organizations beside one benefit": lambda at: [f"NM1*VN*2*VENDOR {at}*****PI*{at}"],
    "carve-outs": lambda at: ["EB*1**MH", f"NM1*VN*2*VENDOR {at}*****PI*{at}"],
    "other plans": lambda at: ["EB*1**AL**VISION", f"NM1*PR*2*PLAN {at}*****PI*{at}"],
    "all at once beside one status": lambda at: [
        f"HSD*VS*{at}***29",
        "MSG*TELEHEALTH",
        f"NM1*VN*2*V{at}",
        f"DTP*291*D8*{20260101 + at}",
    ],
    "texts beside one benefit": lambda at: [f"MSG*TELEHEALTH {at} NEEDS AUTHORIZATION"],
    "names of one plan": lambda at: [f"EB*1**30**PPO {at}"],
    "rejections": lambda at: ["AAA*N**72*C"],
    "empty segments": lambda at: [""],
}


def body_of(shape, times):
    repeated = [segment for at in range(times) for segment in REPEATED[shape](at)]
    return about_subscriber(ACTIVE_PPO, "EB*1*IND*MH^30", *repeated)


def steps_to_read(body):
    """How many instructions of Python's a body takes: its work, whatever the machine's speed."""
    steps = 0

    def count(frame, event, _):
        nonlocal steps
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        steps += event == "opcode"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        read(body)
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize("shape", REPEATED)
def test_four_times_the_answer_is_not_sixteen_times_the_work(shape):
    few, many = steps_to_read(body_of(shape, 150)), steps_to_read(body_of(shape, 600))

    assert few < many < 6 * few


def test_a_benefit_repeated_with_other_amounts_has_each_flag_once():
    answer = answer_with(*(f"EB*B*IND*30^MH^98***27*{amount}*****Y" for amount in range(100)))

    assert {benefit.flags for benefit in answer.benefits} == {("conflicting_values",)}


def test_a_hundred_thousand_empty_segments_are_one_oddity():
    (answer,) = read(about_subscriber(ACTIVE_PPO, *[""] * 100_000))

    assert answer.outcome is Outcome.ACTIVE
    assert answer.warnings == ("empty segments", "SE01 does not count the segments")


def test_a_thousand_service_types_in_one_benefit_are_all_read():
    given = [f"{number:X}" for number in range(1000)]

    answer = answer_with(ACTIVE_PPO, f"EB*B**{'^'.join(given)}***27*20*****Y")

    assert answer.benefits[1].service_types == tuple(given)


@pytest.mark.parametrize(
    "segment",
    [
        f"EB*B**30***27*{'1' * 1_000_000}",
        f"EB*B**30***27*20*****Y{'*1' * 500_000}",
        f"MSG*{'TELE ' * 200_000}",
        f"MSG*{'ACCUMULATORS ' * 80_000}",
        f"DTP*291*D8*{'2' * 1_000_000}",
        f"{'X' * 1_000_000}*1",
    ],
    ids=["amount", "elements", "message", "word", "date", "name"],
)
def test_a_segment_of_a_megabyte_takes_nothing_from_the_rest(segment):
    answer = answer_with(ACTIVE_PPO, segment)

    assert (answer.outcome, answer.plan.type) == (Outcome.ACTIVE, "PPO")


def test_an_eb_with_several_quantities_says_all_else_once():
    answer = answer_with(
        "EB*1*IND*30^MH*PR*GOLD PPO", "HSD*VS*30***22", "HSD*DY*10***22", "MSG*TELEHEALTH"
    )

    assert [benefit.quantity for benefit in answer.benefits] == [30, 10]
    assert answer.outcome_segments == answer.behavioral_health.telehealth_segments == (10,)
    assert [line.text for line in answer.plan.evidence] == ["EB04 is PR", "EB05 reads GOLD PPO"]
