"""Breaking the glass: once, for an hour, for one person and one intake; supervisors hear of it."""

from datetime import timedelta

import pytest

from tests.builders import submission
from tests.clinic import Practice
from threshold.intake.change import FindingKind, Step
from threshold.intake.life_cycle import EventKind, NotPermitted, Queue, Role, Status, transition
from threshold.intake.record import SYSTEM, Actor
from threshold.intake.staff_act import StaffAct
from threshold.store.accesses import MemoryAccessLog
from threshold.use_cases.auditing import audit_of
from threshold.use_cases.break_glass import LASTS, break_glass, breakings, open_until
from threshold.use_cases.notify import notify
from threshold.use_cases.stepping import take

CARL, ANA = Actor(Role.CLINICIAN, "carl"), Actor(Role.ADMISSIONS, "ana")
ACUTE = {"asq": {"q1": "yes", "q2": "no", "q3": "no", "q4": "no", "q5": "yes"}}
WHY = "A shelter calls and asks what is known."


class AlertsOnPaper:
    def __init__(self):
        self.sent = []

    def crisis(self, intake_id, due_at):
        self.sent.append(("crisis", intake_id))

    def broken_glass(self, intake_id):
        self.sent.append(("glass", intake_id))


@pytest.fixture
def practice():
    return Practice()


@pytest.fixture
def intake_id(practice):
    return practice.assessed()


@pytest.fixture
def broken(practice, intake_id):
    def breaking(actor=CARL, key="k", why=WHY):
        return break_glass(intake_id, why, key, actor, practice.store, practice.now)

    return breaking


def until(practice, intake_id, name="carl"):
    return open_until(name, practice.store.events(intake_id), practice.now)


def test_it_opens_an_intake_for_an_hour_and_no_longer(practice, intake_id, broken):
    began = practice.now
    assert until(practice, intake_id) is None
    broken()
    practice.later(minutes=59, seconds=59)
    assert until(practice, intake_id) == began + LASTS
    practice.later(seconds=1)
    assert until(practice, intake_id) is None


def test_it_opens_it_to_nobody_else_and_nothing_else(practice, intake_id, broken):
    broken()
    assert until(practice, intake_id, "ana") is None
    assert until(practice, practice.assessed(key="another")) is None


def test_the_same_again_is_done_once_and_with_another_reason_opens_anew(
    practice, intake_id, broken
):
    assert [broken().stored, broken().stored] == [True, False]
    practice.later(minutes=30)
    assert broken(key="k2").stored
    assert until(practice, intake_id) == practice.now + LASTS


def test_one_persons_key_is_not_anothers(practice, intake_id, broken):
    assert [broken(CARL).stored, broken(ANA).stored] == [True, True]
    assert until(practice, intake_id, "ana")


def test_the_reason_is_kept_and_is_not_in_the_event(practice, intake_id, broken):
    record = broken().record
    (act,) = practice.store.findings(intake_id, FindingKind.STAFF_ACT, StaffAct)
    assert (act.by, act.at, act.reason) == (CARL, practice.now, WHY)
    assert act.seen.version == record.version - 1
    assert WHY not in str(practice.store.events(intake_id)[-1])


@pytest.mark.parametrize("role", [Role.BILLING, Role.AUDITOR, Role.PATIENT, Role.SYSTEM])
def test_whoever_does_not_care_for_the_person_may_not(practice, intake_id, broken, role):
    with pytest.raises(NotPermitted):
        broken(Actor(role, "somebody"))
    assert until(practice, intake_id, "somebody") is None


@pytest.mark.parametrize("status", Status)
def test_it_can_be_done_whatever_has_become_of_the_intake_and_moves_nothing(status):
    step = transition(status, EventKind.GLASS_BROKEN, Role.CLINICIAN)
    assert (step.target, step.keeps_worklist, step.queue) == (status, True, Queue.NOTIFICATION)


def test_an_ask_that_is_under_way_is_not_over_by_it(practice, intake_id, broken):
    lease = practice.now + timedelta(seconds=40)
    started = Step(EventKind.VERIFICATION_STARTED, SYSTEM, practice.now, lease_until=lease)
    before = take(practice.store, intake_id, lambda _: started)
    after = broken().record
    assert (after.lease_until, after.worklist, after.reason, after.due_at) == (
        lease,
        before.worklist,
        before.reason,
        before.due_at,
    )


def tell(practice, intake_id, alerts):
    notify(intake_id, practice.store, alerts, practice.now)


def test_supervisors_are_told_once_of_each(practice, intake_id, broken):
    alerts = AlertsOnPaper()
    for key in ("k1", "k2"):
        broken(key=key)
        tell(practice, intake_id, alerts)
        tell(practice, intake_id, alerts)
    assert alerts.sent == [("glass", intake_id)] * 2
    told = [one.told_at for one in breakings(practice.store.events(intake_id))]
    assert told == [practice.now] * 2


def test_they_are_told_again_after_a_crash_before_it_was_recorded(practice, intake_id, broken):
    class Crashing(AlertsOnPaper):
        def broken_glass(self, intake_id):
            super().broken_glass(intake_id)
            raise OSError("gone")

    broken()
    with pytest.raises(OSError, match="gone"):
        tell(practice, intake_id, Crashing())
    alerts = AlertsOnPaper()
    tell(practice, intake_id, alerts)
    assert alerts.sent == [("glass", intake_id)]


def test_one_that_comes_while_they_are_being_told_of_another_is_told_of_too(
    practice, intake_id, broken
):
    class Slow(AlertsOnPaper):
        def broken_glass(self, intake_id):
            super().broken_glass(intake_id)
            if len(self.sent) == 1:
                broken(ANA)

    alerts = Slow()
    broken()
    tell(practice, intake_id, alerts)
    assert practice.store.load(intake_id).untold_break
    tell(practice, intake_id, alerts)
    assert len(alerts.sent) == 2
    assert practice.store.load(intake_id).untold_break is None


def test_in_a_crisis_both_are_told(practice):
    intake_id, alerts = practice.submit(answers=submission().answers | ACUTE), AlertsOnPaper()
    break_glass(intake_id, WHY, "k", CARL, practice.store, practice.now)
    tell(practice, intake_id, alerts)
    assert [what for what, _ in alerts.sent] == ["crisis", "glass"]


def test_the_audit_tells_who_why_until_when_and_whether_supervisors_know(
    practice, intake_id, broken
):
    broken()
    (before,) = audit_of(intake_id, practice.store, MemoryAccessLog()).breaks
    tell(practice, intake_id, AlertsOnPaper())
    audit = audit_of(intake_id, practice.store, MemoryAccessLog())
    (after,) = audit.breaks
    assert (after.broken.by, after.reason, after.broken.until) == (CARL, WHY, practice.now + LASTS)
    assert (before.broken.told_at, after.broken.told_at) == (None, practice.now)
    assert audit.chain.is_whole
