"""Damaged answers: the reader stands them, and what judges it would see a reader that does not."""

from dataclasses import replace
from itertools import count

import pytest

from local.bench.fuzz.campaign import campaign
from local.bench.fuzz.contract import breaches
from local.bench.fuzz.mutations import load_samples, mutant
from tests.unit.eligibility.payer_answers import as_jsons, fixture
from threshold.eligibility.answer.model import BehavioralHealth, Outcome, YesNo
from threshold.eligibility.reader import read


def changed(**fields):
    """A reader that reads well, then says something else."""
    return lambda body: tuple(replace(answer, **fields) for answer in read(body))


def raising(_):
    raise KeyError


def fickle(body, calls=count()):  # noqa: B008 - it is to remember its calls
    return changed(answers_to=str(next(calls)))(body)


def test_no_damage_is_misread():
    assert campaign(seconds=60, most=2_000).faults == {}


def test_a_case_is_the_same_each_time():
    samples = load_samples()

    assert [mutant(case, samples) for case in range(50)] == [
        mutant(case, samples) for case in range(50)
    ]


@pytest.mark.parametrize(
    ("reader", "fault"),
    [
        (raising, "raises KeyError"),
        (lambda _: (), "gives no answer"),
        (changed(outcome=Outcome.ACTIVE), "is active and nothing says so"),
        (changed(outcome=Outcome.ACTIVE, benefits=()),
         "is active without an active benefit of the patient's own plan"),
        (changed(outcome=Outcome.INACTIVE), "is inactive and nothing says so"),
        (changed(outcome=Outcome.TRANSPORT_ERROR), "states benefits of a lost answer"),
        (changed(outcome=Outcome.UNKNOWN), "does not notice that the end is missing"),
        (changed(behavioral_health=BehavioralHealth(YesNo.YES)),
         "covered is yes and nothing says so"),
        (changed(behavioral_health=BehavioralHealth(YesNo.NO)),
         "covered is no and nothing says so"),
        (changed(rejections=()), "tells 0 rejections of 1"),
        (fickle, "reads otherwise the second time"),
        (changed(patient="nobody"), "/patient is not what it must be"),
    ],
)  # fmt: skip
def test_a_reader_with_a_fault_is_found_out(reader, fault):
    found = campaign(seconds=60, most=200, reader=reader).faults

    assert fault in {one for faults in found.values() for one in faults}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda line: line.pop("plan"), "/ has other fields"),
        (lambda line: line["plan"].update(type="PPO plan"), "/plan/type is not what it must be"),
        (lambda line: line["benefits"][1].update(amount=900.0),
         "/benefits/-/amount is not what it must be"),
        (lambda line: line["benefits"][1].update(amount="9E2"),
         "/benefits/-/amount is not what it must be"),
        (lambda line: line.update(warnings=None), "/warnings is no list"),
        (lambda line: line["coverage_dates"].update(begin="20260101"),
         "/coverage_dates/begin is not what it must be"),
    ],
)  # fmt: skip
def test_a_line_of_another_shape_breaches_the_contract(change, place):
    (line,) = as_jsons(fixture("ppo_full.271"))

    change(line)

    assert breaches(line) == [place]
