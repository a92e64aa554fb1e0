"""Whose coverage is verified again, and when."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.unit.use_cases.talking import SILENT
from tests.unit.use_cases.watching import (
    CLINICIAN,
    DEARER,
    FIRST_OF_FEBRUARY,
    GOLD,
    Watching,
    next_day,
)
from threshold.intake.life_cycle import EventKind, Queue, Status, Worklist
from threshold.intake.record import SYSTEM

CONTRACT_YEAR = ["DTP*346*D8*20250120", *GOLD, "EB*C*IND*30***25*1500*****Y"]
"""A plan year that starts on 20 January."""


@pytest.fixture
def talk():
    return Watching()


def due(talk, intake_id):
    return talk.events(intake_id, EventKind.REVERIFICATION_DUE)


def seated(talk, intake_id, starts_on):
    talk.step(intake_id, EventKind.SEAT_OFFERED, starts_on=starts_on)
    talk.step(intake_id, EventKind.OFFER_ACCEPTED)


def test_whoever_is_accepted_has_a_day_to_be_verified_again_without_another_event(talk):
    intake_id = talk.waiting()
    assert talk.record(intake_id).watch.reverify_on == date(2026, 2, 1)
    kinds = [event.kind for event in talk.practice.store.events(intake_id)]
    assert kinds[-2:] == [EventKind.ACCEPTED, EventKind.QUEUED_FOR_SEAT]


def test_that_day_is_the_start_of_the_plan_year_where_it_comes_first(talk):
    intake_id = talk.waiting(CONTRACT_YEAR)
    assert talk.record(intake_id).watch.reverify_on == date(2026, 1, 20)


def test_who_is_not_accepted_has_no_such_day(talk):
    intake_id = talk.told(SILENT, SILENT)
    assert talk.record(intake_id).watch.reverify_on is None


def test_on_the_first_of_the_month_the_waiting_and_the_seated_are_due_where_they_are(talk):
    waiting, sitting = talk.waiting(), talk.waiting(key="another")
    seated(talk, sitting, date(2026, 5, 4))
    assert talk.come() == 2
    for intake_id, status, worklist in (
        (waiting, Status.ACCEPTED, Worklist.SCHEDULING),
        (sitting, Status.SCHEDULED, Worklist.SEATED),
    ):
        record, event = talk.record(intake_id), talk.last_event(intake_id)
        assert (record.status, record.worklist) == (status, worklist)
        assert (event.kind, event.queue) == (EventKind.REVERIFICATION_DUE, Queue.VERIFICATION)


def test_the_day_before_nobody_is_due(talk):
    talk.waiting()
    assert talk.come(datetime(2026, 1, 31, 11, tzinfo=UTC)) == 0


def test_a_day_begins_when_it_does_for_the_program(talk):
    intake_id = talk.waiting()
    assert talk.come(datetime(2026, 2, 1, 5, tzinfo=UTC)) == 0, "still January in Chicago"
    assert talk.come(datetime(2026, 2, 1, 7, tzinfo=UTC)) == 1
    assert len(due(talk, intake_id)) == 1


def test_a_missed_day_is_caught_up_on_the_next(talk):
    intake_id = talk.waiting()
    assert talk.come(FIRST_OF_FEBRUARY + timedelta(days=2)) == 1
    assert len(due(talk, intake_id)) == 1


def test_a_second_run_on_the_same_day_finds_nothing(talk):
    intake_id = talk.waiting()
    assert [talk.come(), talk.watch()] == [1, 0]
    assert len(due(talk, intake_id)) == 1


def test_a_run_after_one_that_died_half_way_finds_only_who_is_left(talk):
    intakes = [talk.waiting(key=f"k-{number}") for number in range(3)]
    talk.practice.now = FIRST_OF_FEBRUARY
    apply, left = talk.practice.store.apply, [2]

    def dies(change):
        if not left[0]:
            raise OSError
        left[0] -= 1
        apply(change)

    talk.practice.store.apply = dies
    with pytest.raises(OSError):  # noqa: PT011 - any of them
        talk.watch()
    talk.practice.store.apply = apply
    assert talk.watch() == 1
    assert [len(due(talk, intake_id)) for intake_id in intakes] == [1, 1, 1]


def test_a_message_that_was_lost_is_made_up_for_on_the_next_day(talk):
    intake_id = talk.waiting()
    talk.come()
    assert talk.come(next_day(FIRST_OF_FEBRUARY)) == 1
    talk.replies(GOLD)
    talk.work_off_again(intake_id)
    assert talk.last_event(intake_id).kind is EventKind.COVERAGE_CONFIRMED


def test_while_a_payer_rests_over_the_day_the_same_round_goes_on(talk):
    intake_id = talk.waiting()
    talk.come()
    soon = next_day(FIRST_OF_FEBRUARY) + timedelta(hours=1)
    talk.step(
        intake_id,
        EventKind.PAYER_UNAVAILABLE,
        actor=SYSTEM,
        lease_until=soon,
    )
    assert talk.come(next_day(FIRST_OF_FEBRUARY)) == 0
    assert talk.come(soon) == 1


def test_once_verified_the_next_day_is_the_next_that_calls_for_it(talk):
    intake_id = talk.waiting()
    talk.again(intake_id, GOLD)
    assert talk.record(intake_id).watch.reverify_on == date(2026, 3, 1)
    assert talk.watch() == 0


@pytest.mark.parametrize(
    ("starts_on", "reverify_on"),
    [
        (date(2026, 1, 20), date(2026, 1, 18)),
        (date(2026, 1, 7), date(2026, 1, 5)),
        (date(2026, 1, 6), date(2026, 1, 4)),
        (date(2026, 4, 20), date(2026, 2, 1)),
    ],
    ids=["in two weeks", "the day after tomorrow", "tomorrow", "after the first of a month"],
)
def test_two_days_before_care_starts_coverage_is_verified_again(talk, starts_on, reverify_on):
    intake_id = talk.waiting()
    seated(talk, intake_id, starts_on)
    assert talk.record(intake_id).watch.reverify_on == reverify_on
    assert talk.watch() == (reverify_on <= talk.practice.now.date())


def test_care_that_starts_is_remembered_when_the_next_day_is_set(talk):
    intake_id = talk.waiting()
    seated(talk, intake_id, date(2026, 2, 20))
    talk.again(intake_id, GOLD)
    assert talk.record(intake_id).watch.reverify_on == date(2026, 2, 18)


def test_a_seat_given_up_takes_its_start_with_it(talk):
    intake_id = talk.waiting()
    seated(talk, intake_id, date(2026, 2, 20))
    talk.step(intake_id, EventKind.NO_SHOW)
    assert talk.record(intake_id).watch.starts_on is None


def test_an_accepted_intake_that_nobody_set_a_day_for_is_verified_at_once(talk):
    intake_id = talk.told(["EB*1*IND*30^MH*HM*CARE HMO"])
    talk.step(intake_id, EventKind.ACCEPTED, actor=CLINICIAN)
    talk.step(intake_id, EventKind.QUEUED_FOR_SEAT, actor=SYSTEM)
    assert talk.watch() == 1


@pytest.mark.parametrize("kind", [EventKind.WITHDRAWN, EventKind.REVIEW_NEEDED])
def test_who_leaves_is_watched_no_more(talk, kind):
    intake_id = talk.waiting()
    talk.come()
    talk.step(intake_id, kind)
    watch = talk.record(intake_id).watch
    assert (watch.reverify_on, watch.under_way) == (None, False)
    assert talk.come(next_day(FIRST_OF_FEBRUARY)) == 0


def test_an_offer_made_meanwhile_changes_nothing_of_it(talk):
    intake_id = talk.waiting()
    talk.come()
    seated(talk, intake_id, date(2026, 3, 20))
    talk.replies(DEARER)
    talk.work_off_again(intake_id)
    assert talk.last_event(intake_id).kind is EventKind.COVERAGE_CHANGED
    assert talk.record(intake_id).status is Status.SCHEDULED
