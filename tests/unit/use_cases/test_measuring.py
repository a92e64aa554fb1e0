"""Keeping how far each intake came, as the stream tells of it: twice, late, or not at all."""

import pytest

from tests.builders import submission
from tests.clinic import Practice
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import PATIENT
from threshold.intake.submission import InsuranceCard, Payment, PaymentPath
from threshold.store.journeys import MemoryJourneys
from threshold.use_cases.measuring import measure
from threshold.use_cases.stepping import take
from threshold.use_cases.verify import verify

ACUTE = submission().answers | {"asq": {f"q{n}": "yes" for n in range(1, 6)}}


@pytest.fixture
def practice():
    return Practice()


@pytest.fixture
def journeys():
    return MemoryJourneys()


def kept(journeys):
    return journeys.of("2026-01")


def stopped(practice, **changes):
    intake_id = practice.assessed(**changes)
    verify(intake_id, practice.desk)
    practice.later(hours=5)
    step = Step(EventKind.WITHDRAWN, PATIENT, practice.now)
    take(practice.store, intake_id, lambda _: step)
    return practice.store.events(intake_id)


@pytest.mark.parametrize("answers", [submission().answers, ACUTE])
def test_a_journey_begins_with_its_first_event_of_which_nothing_else_is_read(
    practice, journeys, answers
):
    (opening, *_) = practice.store.events(practice.submit(answers=answers))
    measure(opening, None, journeys)
    (found,) = kept(journeys)
    assert (found.language, found.state, found.payer) == ("en", "TX", "99991")


@pytest.mark.parametrize(
    ("payment", "payer"),
    [
        (Payment(PaymentPath.SELF_PAY), "self_pay"),
        (Payment(PaymentPath.SELF_PAY, InsuranceCard("EXA1", "99991")), "self_pay"),
        (Payment(PaymentPath.INSURANCE, InsuranceCard("EXA1", "12345")), "insurance"),
        (Payment(), None),
    ],
)
def test_only_a_payer_of_the_program_is_named(practice, journeys, payment, payer):
    (opening, *_) = practice.store.events(practice.submit(payment=payment))
    measure(opening, None, journeys)
    assert [one.payer for one in kept(journeys)] == [payer]


def test_events_in_any_number_and_order_come_to_the_same(practice, journeys):
    events = stopped(practice)
    for event in (events[-1], *events, *events):
        measure(event, practice.store, journeys)
    (found,) = kept(journeys)
    assert (found.lost, found.version) == ("withdrawn", len(events))
    assert found.accepted_at is not None


def test_what_is_no_milestone_is_not_measured(practice, journeys):
    events = stopped(practice)
    measure(events[1], None, journeys)
    assert kept(journeys) == ()
