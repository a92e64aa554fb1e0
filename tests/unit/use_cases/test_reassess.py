from datetime import timedelta

import pytest

from tests.builders import submission
from tests.clinic import CLINIC, Practice
from threshold.assessment.progress import Progress
from threshold.assessment.recommendation import Assessment
from threshold.eligibility.transports.port import Outage, PayerUnavailable
from threshold.errors import Retryable
from threshold.intake.change import FindingKind, Step
from threshold.intake.life_cycle import EventKind, IllegalTransition, Queue, Role, Status, Worklist
from threshold.intake.record import PATIENT, Actor, Tier
from threshold.intake.submission import Submission
from threshold.use_cases.reassess import reassess
from threshold.use_cases.rescreen import RESCREEN_AFTER, mark_for_rescreen
from threshold.use_cases.stepping import take
from threshold.use_cases.verify import verify
from threshold.use_cases.whole_worklist import everybody_on

ACUTE = {"asq": {"q1": "yes", "q2": "no", "q3": "no", "q4": "no", "q5": "yes"}}
POSITIVE = {"asq": {"q1": "yes", "q2": "no", "q3": "no", "q4": "no", "q5": "no"}}
NEGATIVE = {"asq": {f"q{n}": "no" for n in range(1, 5)}}
BETTER = {"gad-7": {f"q{n}": 1 for n in range(1, 8)}}


@pytest.fixture
def practice():
    return Practice()


def waiting(practice):
    intake_id = practice.assessed()
    verify(intake_id, practice.desk)
    practice.look_again(intake_id)
    return intake_id


def again(practice, intake_id, answers):
    return reassess(intake_id, answers, PATIENT, practice.store, CLINIC, practice.now)


def test_later_answers_are_stored_beside_the_old_ones(practice):
    intake_id = waiting(practice)
    assert again(practice, intake_id, BETTER) is False
    sent = practice.store.findings(intake_id, FindingKind.SUBMISSION, Submission)
    assert len(sent) == 2
    assert sent[0] == submission()
    assert sent[1].answers["gad-7"] == BETTER["gad-7"]
    assert sent[1].answers["phq-9"] == submission().answers["phq-9"]
    assert len(practice.store.findings(intake_id, FindingKind.ASSESSMENT, Assessment)) == 2


def test_what_changed_is_kept_with_whether_it_is_more_than_noise(practice):
    intake_id = waiting(practice)
    again(practice, intake_id, BETTER)
    found = practice.store.latest(intake_id, FindingKind.PROGRESS, Progress)
    changes = {change.instrument: change for change in found.changes}
    assert (changes["gad-7"].before, changes["gad-7"].now) == (14, 7)
    assert changes["gad-7"].reliable is True
    assert changes["phq-9"].reliable is False
    assert changes["asq"].reliable is None


def test_no_event_holds_a_score(practice):
    intake_id = waiting(practice)
    again(practice, intake_id, BETTER)
    assert practice.store.events(intake_id)[-1].details == {}


def test_answers_that_leave_a_person_cleared_move_nothing(practice):
    intake_id = waiting(practice)
    again(practice, intake_id, NEGATIVE)
    record = practice.store.load(intake_id)
    assert (record.status, record.worklist) == (Status.ACCEPTED, Worklist.SCHEDULING)


@pytest.mark.parametrize("reach", [waiting, Practice.submit, Practice.assessed])
def test_a_crisis_goes_to_the_crisis_worklist_from_wherever_the_intake_is(practice, reach):
    intake_id = reach(practice)
    assert again(practice, intake_id, ACUTE) is True
    record = practice.store.load(intake_id)
    assert (record.status, record.worklist, record.tier) == (
        Status.IN_REVIEW,
        Worklist.CRISIS,
        Tier.P0,
    )
    assert practice.store.events(intake_id)[-1].queue is Queue.NOTIFICATION


def test_whoever_was_cleared_and_no_longer_is_goes_back_to_a_clinician(practice):
    intake_id = waiting(practice)
    again(practice, intake_id, POSITIVE)
    record = practice.store.load(intake_id)
    assert (record.status, record.worklist) == (Status.IN_REVIEW, Worklist.REVIEW)
    assert new_signal(practice, intake_id)


def new_signal(practice, intake_id):
    found = practice.store.latest(intake_id, FindingKind.PROGRESS, Progress)
    return found.new_signals


def test_nobody_in_review_is_cleared_by_answering_again(practice):
    intake_id = practice.assessed(answers=submission().answers | POSITIVE)
    again(practice, intake_id, NEGATIVE)
    record = practice.store.load(intake_id)
    assert (record.status, record.worklist) == (Status.IN_REVIEW, Worklist.REVIEW)


def test_answers_renewed_while_the_payer_is_asked_are_what_is_decided_by(practice):
    intake_id = practice.assessed()
    verify_after = {"phq-9": {f"q{n}": 3 for n in range(1, 9)} | {"q9": 0, "difficulty": 3}}
    again(practice, intake_id, verify_after)
    verify(intake_id, practice.desk)
    assert practice.store.load(intake_id).status is Status.IN_REVIEW


def test_an_intake_that_has_ended_takes_no_more_answers(practice):
    intake_id = practice.submit()
    step = Step(EventKind.WITHDRAWN, Actor(Role.PATIENT), practice.now)
    take(practice.store, intake_id, lambda _: step)
    with pytest.raises(IllegalTransition):
        again(practice, intake_id, NEGATIVE)


def rescreen(practice, now):
    waiting = everybody_on(practice.store, Worklist.SCHEDULING)
    return mark_for_rescreen(practice.store, waiting, now)


def test_a_person_who_waits_for_14_days_is_marked_for_a_new_screen_once(practice):
    intake_id = waiting(practice)
    almost = practice.now + RESCREEN_AFTER - timedelta(minutes=1)
    assert rescreen(practice, almost) == 0
    due = practice.now + RESCREEN_AFTER
    assert [rescreen(practice, due) for _ in range(2)] == [1, 0]
    record = practice.store.load(intake_id)
    assert (record.rescreen_due, record.reason) == (True, "R1")
    assert record.worklist is Worklist.SCHEDULING


def test_a_new_screen_clears_the_mark_and_starts_the_fortnight_again(practice):
    intake_id = waiting(practice)
    practice.later(days=14)
    rescreen(practice, practice.now)
    again(practice, intake_id, NEGATIVE)
    assert not practice.store.load(intake_id).rescreen_due
    practice.later(days=13)
    assert rescreen(practice, practice.now) == 0


def test_answers_that_come_while_the_verdict_is_being_stored_count(practice):
    intake_id = practice.assessed()
    worse = {"phq-9": {f"q{n}": 3 for n in range(1, 9)} | {"q9": 0, "difficulty": 3}}
    store_change, raced = practice.store.apply, []

    def rival_first(change):
        if change.event.kind is EventKind.ACCEPTED and not raced:
            raced.append(again(practice, intake_id, worse))
        store_change(change)

    practice.store.apply = rival_first
    verify(intake_id, practice.desk)
    assert raced == [False]
    assert practice.store.load(intake_id).status is Status.IN_REVIEW


ENDED = [
    (EventKind.WITHDRAWN, Role.PATIENT),
    (EventKind.REFERRED, Role.SYSTEM),
    (EventKind.NOT_SERVED, Role.SYSTEM),
]


@pytest.mark.parametrize(("kind", "role"), ENDED)
def test_a_crisis_is_seen_even_where_the_intake_has_ended(practice, kind, role):
    intake_id = practice.submit()
    step = Step(kind, Actor(role), practice.now)
    take(practice.store, intake_id, lambda _: step)
    assert again(practice, intake_id, ACUTE) is True
    assert practice.store.load(intake_id).worklist is Worklist.CRISIS


def test_a_new_risk_is_seen_today_where_the_intake_waits_for_something_else(practice):
    intake_id = practice.assessed(consents=())
    verify(intake_id, practice.desk)
    assert practice.store.load(intake_id).worklist is Worklist.FIX_IT
    again(practice, intake_id, POSITIVE)
    record = practice.store.load(intake_id)
    assert (record.worklist, record.reason, record.tier) == (Worklist.REVIEW, "S6", Tier.P5)


def test_a_new_risk_is_seen_today_while_a_payer_rests_and_the_payer_is_asked_no_more(practice):
    intake_id = practice.assessed()
    practice.payer.replies = [PayerUnavailable(Outage.SERVER_ERROR, disclosed=True)]
    with pytest.raises(Retryable):
        verify(intake_id, practice.desk)
    again(practice, intake_id, POSITIVE)
    assert practice.store.load(intake_id).worklist is Worklist.REVIEW
    practice.later(days=1)
    verify(intake_id, practice.desk)
    assert len(practice.payer.asked) == 1


def test_a_crisis_stays_a_crisis_whatever_is_answered_later(practice):
    intake_id = practice.submit(answers=submission().answers | ACUTE)
    again(practice, intake_id, POSITIVE)
    again(practice, intake_id, NEGATIVE)
    record = practice.store.load(intake_id)
    assert (record.worklist, record.tier) == (Worklist.CRISIS, Tier.P0)


def test_low_scores_while_a_payer_is_asked_go_to_a_human_and_nobody_is_asked_any_more(practice):
    intake_id = practice.assessed()
    low = {
        "phq-9": {f"q{n}": 0 for n in range(1, 10)} | {"difficulty": 0},
        "gad-7": {f"q{n}": 0 for n in range(1, 8)},
    }
    again(practice, intake_id, low)
    verify(intake_id, practice.desk)
    assert practice.payer.asked == []
    record = practice.store.load(intake_id)
    assert (record.status, record.worklist) == (Status.IN_REVIEW, Worklist.REVIEW)


def test_answers_without_a_screen_do_not_start_the_fortnight_again(practice):
    intake_id = waiting(practice)
    practice.later(days=14)
    rescreen(practice, practice.now)
    again(practice, intake_id, BETTER)
    assert practice.store.load(intake_id).rescreen_due


def test_later_answers_leave_a_payer_that_rests_alone(practice):
    intake_id = practice.assessed()
    practice.payer.replies = [PayerUnavailable(Outage.SERVER_ERROR, disclosed=True)]
    with pytest.raises(Retryable):
        verify(intake_id, practice.desk)
    before = practice.store.load(intake_id).lease_until
    again(practice, intake_id, BETTER)
    assert practice.store.load(intake_id).lease_until == before is not None


def test_a_positive_screen_that_comes_while_the_intake_is_assessed_is_what_it_is_assessed_by(
    practice,
):
    intake_id = practice.submit()
    store_change, raced = practice.store.apply, []

    def rival_first(change):
        if change.event.kind is EventKind.ASSESSED and not raced:
            raced.append(again(practice, intake_id, POSITIVE))
        store_change(change)

    practice.store.apply = rival_first
    practice.assess(intake_id)
    assert practice.store.load(intake_id).worklist is Worklist.REVIEW
