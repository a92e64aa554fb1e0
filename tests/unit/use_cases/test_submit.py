from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import NOW, submission
from tests.clinic import CLINIC, RECORD_KEY, Practice
from threshold.errors import Conflict, Retryable
from threshold.intake.change import FindingKind
from threshold.intake.life_cycle import Queue, Status, Worklist
from threshold.intake.record import Tier
from threshold.intake.submission import Consent, Submission
from threshold.store.memory import MemoryStore
from threshold.use_cases.submit import KeyReused, submit

ACUTE = {"asq": {"q1": "yes", "q2": "no", "q3": "no", "q4": "no", "q5": "yes"}}
UNANSWERED = {"asq": {"q1": "yes", "q2": "no", "q3": "no", "q4": "no"}}


@pytest.fixture
def practice():
    return Practice()


def test_a_submission_is_stored_with_its_consents_and_goes_to_assessment(practice):
    intake_id = practice.submit()
    record = practice.store.load(intake_id)
    assert (record.status, record.worklist) == (Status.SUBMITTED, Worklist.IN_PROGRESS)
    assert practice.store.events(intake_id)[-1].queue is Queue.ASSESSMENT
    assert practice.store.latest(intake_id, FindingKind.SUBMISSION, Submission) == submission()
    assert practice.store.findings(intake_id, FindingKind.CONSENT, Consent) == submission().consents


def test_the_same_key_and_body_again_is_the_same_intake_and_nothing_new(practice):
    first = practice.submit(key="k-1")
    before = practice.store.load(first)
    practice.later(days=400)
    assert practice.submit(key="k-1") == first
    assert practice.store.load(first) == before


def test_the_same_key_with_another_body_is_refused(practice):
    practice.submit(key="k-1")
    with pytest.raises(KeyReused):
        practice.submit(replace(submission(), answers={}), key="k-1")


def test_a_double_click_without_a_key_is_one_intake(practice):
    first = practice.submit()
    practice.later(seconds=1)
    assert practice.submit() == first


def test_an_equal_submission_a_day_later_is_a_new_intake_and_so_once_more(practice):
    first = practice.submit()
    practice.later(days=1)
    second = practice.submit()
    practice.later(days=1)
    third = practice.submit()
    assert len({first, second, third}) == 3


def test_another_key_with_the_same_body_is_another_intake(practice):
    assert practice.submit(key="k-1") != practice.submit(key="k-2")


def test_ids_differ_between_deployments():
    here, there = Practice(), Practice()
    mine = here.submit()
    key = type(RECORD_KEY)("another key")
    assert submit(submission(), None, there.store, CLINIC, key, NOW).intake_id != mine


@pytest.mark.parametrize("answers", [ACUTE, UNANSWERED], ids=["acute", "last question unanswered"])
def test_a_crisis_is_on_the_crisis_worklist_assessed_before_the_answer_goes_out(practice, answers):
    intake_id = practice.submit(answers=submission().answers | answers)
    record = practice.store.load(intake_id)
    assert (record.status, record.worklist) == (Status.IN_REVIEW, Worklist.CRISIS)
    assert record.tier is Tier.P0
    assert record.due_at <= NOW + timedelta(minutes=10)
    assert practice.store.events(intake_id)[-1].queue is Queue.NOTIFICATION


def test_the_receipt_of_a_crisis_sent_again_says_crisis_again(practice):
    sent = submission(answers=submission().answers | ACUTE)
    receipts = [
        submit(sent, "k", practice.store, CLINIC, RECORD_KEY, practice.now) for _ in range(2)
    ]
    assert receipts[0] == receipts[1]
    assert receipts[0].crisis


def test_no_event_and_no_record_holds_what_the_person_said(practice):
    intake_id = practice.submit()
    seen = f"{practice.store.load(intake_id)} {practice.store.events(intake_id)}"
    for said in ("Jane", "Tester", "EXA000111", "1990", "5555550100"):
        assert said not in seen


class StoreThatLosesTwice(MemoryStore):
    lost = 0

    def create(self, change):
        if self.lost < 2:
            self.lost += 1
            raise Conflict("somebody is opening it")
        return super().create(change)


class StoreThatAlwaysLoses(MemoryStore):
    def create(self, change):
        raise Conflict("somebody is opening it")


def test_two_opening_the_same_intake_at_once_are_both_answered():
    practice = Practice(store=StoreThatLosesTwice())
    assert practice.store.load(practice.submit()).version == 1


def test_a_submission_that_cannot_be_stored_is_never_receipted():
    with pytest.raises(Retryable):
        Practice(store=StoreThatAlwaysLoses()).submit()
