import pytest

from tests.builders import submission
from tests.clinic import Practice
from threshold.assessment.recommendation import Assessment
from threshold.errors import Conflict, Retryable, Unknown
from threshold.intake.change import FindingKind
from threshold.intake.life_cycle import EventKind, Queue, Status, Worklist
from threshold.intake.submission import Location, Submission
from threshold.store.memory import MemoryStore

LOW = {
    "phq-9": {f"q{n}": 0 for n in range(1, 10)},
    "gad-7": {f"q{n}": 0 for n in range(1, 8)},
    "asq": {f"q{n}": "no" for n in range(1, 5)},
}


@pytest.fixture
def practice():
    return Practice()


def test_a_candidate_goes_to_verification(practice):
    intake_id = practice.assessed()
    assert practice.store.load(intake_id).status is Status.ASSESSED
    event = practice.store.events(intake_id)[-1]
    assert (event.kind, event.queue) == (EventKind.ASSESSED, Queue.VERIFICATION)
    assert practice.store.latest(intake_id, FindingKind.ASSESSMENT, Assessment)


@pytest.mark.parametrize(
    ("changes", "status", "rule"),
    [
        ({"answers": LOW}, Status.REFERRED, "L3"),
        ({"location": Location(state="WY")}, Status.NOT_SERVED, "F1"),
        ({"answers": {}}, Status.IN_REVIEW, "F6"),
        ({"location": Location()}, Status.IN_REVIEW, None),
    ],
    ids=["low scores", "unlicensed state", "nothing answered", "state not said"],
)
def test_what_is_not_a_candidate_never_reaches_the_payer(practice, changes, status, rule):
    intake_id = practice.assessed(**changes)
    record = practice.store.load(intake_id)
    assert record.status is status
    assert rule in (None, record.reason)
    assert practice.store.events(intake_id)[-1].queue is None


def test_a_decision_keeps_the_versions_it_rests_on(practice):
    details = practice.store.events(practice.assessed())[-1].details
    assert {"rules", "program", "configuration", "inputs", "pack phq-9"} <= details.keys()


def test_assessing_twice_is_assessing_once(practice):
    intake_id = practice.assessed()
    before = practice.store.load(intake_id)
    practice.later(minutes=5)
    practice.assess(intake_id)
    assert practice.store.load(intake_id) == before


def test_an_unknown_id_is_an_error_and_not_silence(practice):
    with pytest.raises(Unknown):
        practice.assess("no such intake")


class StoreWithARival(MemoryStore):
    """Somebody else's step comes between the load and the write, so many times."""

    def __init__(self, times):
        super().__init__()
        self.times = times

    def apply(self, change):
        if self.times:
            self.times -= 1
            raise Conflict("another writer was first")
        super().apply(change)


def test_the_loser_of_a_race_does_its_work_again():
    practice = Practice(store=StoreWithARival(2))
    intake_id = practice.assessed()
    assert practice.store.load(intake_id).status is Status.ASSESSED


def test_one_who_always_loses_gives_the_message_back():
    practice = Practice(store=StoreWithARival(99))
    with pytest.raises(Retryable):
        practice.assessed()


def test_a_positive_screen_that_is_not_acute_waits_for_a_clinician_the_same_day(practice):
    asq = {"q1": "yes", "q2": "no", "q3": "no", "q4": "no", "q5": "no"}
    intake_id = practice.assessed(answers=submission().answers | {"asq": asq})
    record = practice.store.load(intake_id)
    assert (record.worklist, record.reason) == (Worklist.REVIEW, "S6")


def test_what_is_off_the_branch_is_named_and_kept_and_out_of_the_score(practice):
    answers = submission().answers | {"audit": {"q1": 0, "q4": 4}, "audit-c": {"q1": 0}}
    intake_id = practice.assessed(answers=answers)
    found = practice.store.latest(intake_id, FindingKind.ASSESSMENT, Assessment)
    assert "audit/q4" in found.not_applicable or "audit" in found.not_applicable
    assert practice.store.latest(intake_id, FindingKind.SUBMISSION, Submission).answers == answers
