"""Two intakes of one person made one."""

from datetime import date

import pytest

from tests.clinic import Practice
from threshold.intake.change import FindingKind
from threshold.intake.life_cycle import EventKind, NotPermitted, Role, Status, Worklist
from threshold.intake.record import Actor
from threshold.intake.staff_act import StaffAct
from threshold.intake.submission import Name, Person
from threshold.use_cases.as_seen import HappenedSince
from threshold.use_cases.merging import NotTheSamePerson, merge

ANA, CLARA = Actor(Role.ADMISSIONS, "ana"), Actor(Role.CLINICIAN, "clara")
ACUTE = {"asq": {f"q{n}": "yes" for n in range(1, 6)}}
SEVERE = {"phq-9": {f"q{n}": 3 for n in range(1, 9)} | {"q9": 1, "difficulty": 3}}
OTHER = Person(Name("Jane", "Sample"), date(1990, 1, 1))


@pytest.fixture
def practice():
    return Practice()


def close(practice, duplicate, into, actor=ANA, seen=None, **more):
    version = practice.store.load(duplicate).version if seen is None else seen
    return merge(
        duplicate, into, "Sent twice.", actor, practice.store, practice.now, seen=version, **more
    )


def kinds(practice, intake_id):
    return [event.kind for event in practice.store.events(intake_id)]


def test_the_one_is_closed_the_other_goes_on_and_each_names_the_other(practice):
    kept, duplicate = practice.assessed(), practice.assessed(key="again")
    before = practice.store.load(kept)
    assert close(practice, duplicate, kept).status is Status.WITHDRAWN
    after = practice.store.load(kept)
    assert (after.status, after.worklist) == (before.status, before.worklist)
    events = practice.store.events(duplicate)[-1], practice.store.events(kept)[-1]
    assert events[0].details["into"] == kept
    assert events[1].details["duplicate"] == duplicate
    (act,) = practice.store.findings(duplicate, FindingKind.STAFF_ACT, StaffAct)
    assert act.reason == "Sent twice."


def test_asked_for_twice_it_is_done_once(practice):
    kept, duplicate = practice.assessed(), practice.assessed(key="again")
    seen = practice.store.load(duplicate).version
    for _ in range(2):
        close(practice, duplicate, kept, seen=seen)
    assert kinds(practice, kept).count(EventKind.DUPLICATE_FOUND) == 1
    assert kinds(practice, duplicate).count(EventKind.MERGED) == 1


def test_what_waits_for_a_clinician_still_does(practice):
    kept, duplicate = practice.assessed(), practice.assessed(key="again", answers=SEVERE)
    due = practice.store.load(duplicate).due_at
    close(practice, duplicate, kept)
    record = practice.store.load(kept)
    assert (record.worklist, record.due_at) == (Worklist.REVIEW, due)


def test_one_in_crisis_is_closed_by_a_clinician_alone(practice):
    kept, duplicate = practice.assessed(), practice.assessed(key="again", answers=ACUTE)
    with pytest.raises(NotPermitted):
        close(practice, duplicate, kept)
    assert practice.store.load(duplicate).worklist is Worklist.CRISIS
    assert close(practice, duplicate, kept, CLARA).status is Status.WITHDRAWN


@pytest.mark.parametrize("differ", [False, True])
def test_two_of_different_names_are_merged_only_by_who_knows_that(practice, differ):
    kept, other = practice.assessed(), practice.assessed(person=OTHER)
    if differ:
        assert close(practice, other, kept, differ=True).status is Status.WITHDRAWN
        return
    with pytest.raises(NotTheSamePerson):
        close(practice, other, kept)


def test_an_intake_is_no_duplicate_of_itself(practice):
    intake_id = practice.assessed()
    with pytest.raises(ValueError, match="itself"):
        close(practice, intake_id, intake_id)


def test_what_happened_since_is_looked_at_first(practice):
    kept, duplicate = practice.assessed(), practice.submit(key="again")
    seen = practice.store.load(duplicate).version
    practice.assess(duplicate)
    with pytest.raises(HappenedSince):
        close(practice, duplicate, kept, seen=seen)
    assert EventKind.DUPLICATE_FOUND not in kinds(practice, kept)
