from datetime import timedelta

import pytest

from tests.builders import submission
from tests.clinic import Practice
from threshold.intake.change import Step
from threshold.intake.life_cycle import TELLS, EventKind, Queue, Status, Worklist
from threshold.intake.record import SYSTEM
from threshold.use_cases.notify import notify
from threshold.use_cases.relay import Carried, relay
from threshold.use_cases.standing_still import STUCK_AFTER
from threshold.use_cases.stepping import take
from threshold.use_cases.sweep import sweep
from threshold.use_cases.verify import verify

ACUTE = {"asq": {"q1": "yes", "q2": "no", "q3": "no", "q4": "no", "q5": "yes"}}


class QueuesOnPaper:
    def __init__(self):
        self.sent = []

    def send(self, queue, intake_id, seq):
        self.sent.append((queue, intake_id, seq))


class AlertsOnPaper:
    def __init__(self):
        self.sent = []

    def crisis(self, intake_id, due_at):
        self.sent.append((intake_id, due_at))


@pytest.fixture
def practice():
    return Practice()


@pytest.fixture
def queues():
    return QueuesOnPaper()


def in_crisis(practice):
    return practice.submit(answers=submission().answers | ACUTE)


def carried(queue=None, details=(), kind=EventKind.ASSESSED):
    return Carried("intake-1", 3, kind, queue, details)


def test_an_event_with_a_queue_is_carried_there_by_id_alone(queues):
    relay(carried(Queue.VERIFICATION), queues)
    assert queues.sent == [(Queue.VERIFICATION, "intake-1", 3)]


def test_an_event_of_which_the_person_wants_to_hear_goes_to_who_tells_them_too(queues):
    relay(carried(Queue.ASSESSMENT, {TELLS: "email"}), queues)
    assert [queue for queue, _, _ in queues.sent] == [Queue.ASSESSMENT, Queue.NOTIFICATION]


def test_an_event_without_a_queue_is_carried_nowhere(queues):
    relay(carried(), queues)
    assert queues.sent == []


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        (EventKind.OFFER_ACCEPTED, True),
        (EventKind.NO_SHOW, True),
        (EventKind.WITHDRAWN, True),
        (EventKind.ACCEPTED, False),
        (EventKind.SEAT_OFFERED, False),
    ],
)
def test_what_may_be_news_of_a_seat_goes_to_who_announces_it_too(queues, kind, sent):
    relay(carried(Queue.SCHEDULING, kind=kind), queues)
    assert (Queue.ANNOUNCEMENT in [queue for queue, _, _ in queues.sent]) is sent


def test_the_accepted_are_on_the_scheduling_worklist_once(practice):
    intake_id = practice.assessed()
    verify(intake_id, practice.desk)
    for _ in range(2):
        practice.look_again(intake_id)
    assert practice.store.load(intake_id).worklist is Worklist.SCHEDULING
    kinds = [event.kind for event in practice.store.events(intake_id)]
    assert kinds.count(EventKind.QUEUED_FOR_SEAT) == 1


def test_only_the_accepted_are_scheduled(practice):
    intake_id = practice.assessed()
    practice.look_again(intake_id)
    assert practice.store.load(intake_id).status is Status.ASSESSED


def test_staff_are_alerted_to_a_crisis_once(practice):
    intake_id, alerts = in_crisis(practice), AlertsOnPaper()
    for _ in range(2):
        notify(intake_id, practice.store, alerts, practice.now)
    assert [found for found, _ in alerts.sent] == [intake_id]
    record = practice.store.load(intake_id)
    assert (record.alerted, record.worklist) == (True, Worklist.CRISIS)


def test_staff_are_alerted_again_after_a_crash_before_it_was_recorded(practice):
    class AlertsThatCrash(AlertsOnPaper):
        def crisis(self, intake_id, due_at):
            super().crisis(intake_id, due_at)
            raise OSError

    intake_id, alerts = in_crisis(practice), AlertsThatCrash()
    with pytest.raises(OSError):  # noqa: PT011 - any of them
        notify(intake_id, practice.store, alerts, practice.now)
    assert not practice.store.load(intake_id).alerted


def test_a_new_crisis_of_the_same_intake_alerts_staff_again(practice):
    intake_id, alerts = in_crisis(practice), AlertsOnPaper()
    notify(intake_id, practice.store, alerts, practice.now)
    again = Step(EventKind.CRISIS_FOUND, SYSTEM, practice.now)
    take(practice.store, intake_id, lambda _: again)
    notify(intake_id, practice.store, alerts, practice.now)
    assert len(alerts.sent) == 2


def test_nobody_is_alerted_to_what_is_no_crisis(practice):
    alerts = AlertsOnPaper()
    notify(practice.submit(), practice.store, alerts, practice.now)
    assert alerts.sent == []


@pytest.mark.parametrize(
    ("reach", "queue"),
    [
        (lambda practice: practice.submit(), Queue.ASSESSMENT),
        (lambda practice: practice.assessed(), Queue.VERIFICATION),
    ],
    ids=["submitted", "assessed"],
)
def test_an_intake_that_has_not_moved_for_an_hour_is_sent_again(practice, queues, reach, queue):
    intake_id = reach(practice)
    now = practice.now + STUCK_AFTER
    assert sweep(practice.store, queues, now) == (1, 0)
    assert [(to, found) for to, found, _ in queues.sent] == [(queue, intake_id)]


def test_an_intake_that_moved_within_the_hour_is_left_alone(practice, queues):
    practice.submit()
    almost = practice.now + STUCK_AFTER - timedelta(seconds=1)
    assert sweep(practice.store, queues, almost) == (0, 0)


def test_an_intake_that_waits_for_a_human_is_not_sent_again(practice, queues):
    notify(in_crisis(practice), practice.store, AlertsOnPaper(), practice.now)
    assert sweep(practice.store, queues, practice.now + timedelta(days=9)) == (0, 0)


def test_an_intake_whose_payer_rests_is_not_sent_again_before_its_question_is_given_up(
    practice, queues
):
    intake_id = practice.assessed()
    ends = practice.now + timedelta(hours=6)
    resting = Step(EventKind.PAYER_RESTING, SYSTEM, practice.now, give_up_at=ends)
    take(practice.store, intake_id, lambda _: resting)
    assert sweep(practice.store, queues, ends) == (0, 0)
    assert sweep(practice.store, queues, ends + STUCK_AFTER) == (1, 0)


def test_a_crisis_that_staff_were_not_alerted_to_is_sent_again_after_five_minutes(practice, queues):
    intake_id = in_crisis(practice)
    assert sweep(practice.store, queues, practice.now + timedelta(minutes=4)) == (0, 0)
    assert sweep(practice.store, queues, practice.now + timedelta(minutes=5)) == (0, 1)
    assert queues.sent == [(Queue.NOTIFICATION, intake_id, 1)]


def test_the_sweep_reaches_past_one_page(practice, queues):
    for number in range(130):
        practice.submit(key=f"k-{number}")
    assert sweep(practice.store, queues, practice.now + STUCK_AFTER) == (130, 0)
