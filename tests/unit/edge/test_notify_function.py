"""The notification worker: staff first, then the person, each once."""

import json

import pytest

from tests.builders import consent, submission
from tests.unit.edge.events import Context, message, sqs
from threshold.errors import Retryable
from threshold.intake.life_cycle import EventKind, Role
from threshold.intake.record import Actor
from threshold.intake.submission import ConsentKind, Contact, MessageUse
from threshold.use_cases.break_glass import break_glass
from threshold.use_cases.telling import PostOffice

ACUTE = {"asq": {"q1": "yes", "q2": "no", "q3": "no", "q4": "no", "q5": "yes"}}
BY_EMAIL = {
    "contact": Contact(email="jane@example.test"),
    "consents": (consent(ConsentKind.MESSAGES, covers=(MessageUse.EMAIL_CARE,)),),
}


class Everything:
    """Staff's alerts and people's mail, as they go out."""

    template = "waiting.test"

    def __init__(self):
        self.out, self.fails = [], False

    def crisis(self, intake_id, due_at):
        self.out.append("alert")

    def broken_glass(self, intake_id):
        self.out.append("glass")

    def send(self, letter):
        if self.fails:
            raise Retryable("busy")
        self.out.append("letter")


@pytest.fixture
def sending(function, practice, monkeypatch):
    found = Everything()
    wiring = pytest.importorskip("threshold.edge.wiring")
    office = PostOffice(lambda: found, lambda *_: "/apply/fix/x", lambda: practice.now)
    monkeypatch.setattr(wiring, "alerts", lambda: found)
    monkeypatch.setattr(wiring, "post_office", lambda: office)
    module = function("notify")
    found.run = lambda intake_id: module.handler(sqs(message(intake_id)), Context())
    return found


def test_somebody_in_danger_is_told_of_to_staff_and_is_not_written_to(sending, practice):
    sending.run(practice.submit(submission(answers=ACUTE, **BY_EMAIL)))
    assert sending.out == ["alert"]


def test_broken_glass_is_told_to_staff_and_writes_no_other_letter_to_the_person(sending, practice):
    intake_id = practice.submit(submission(**BY_EMAIL))
    sending.run(intake_id)
    carl = Actor(Role.CLINICIAN, "carl")
    break_glass(intake_id, "A shelter calls.", "k", carl, practice.store, practice.now)
    for _ in range(2):
        sending.run(intake_id)
    assert sending.out == ["letter", "glass"]


def test_somebody_else_is_written_to_once_however_often_the_message_comes(sending, practice):
    intake_id = practice.submit(submission(**BY_EMAIL))
    for _ in range(2):
        assert sending.run(intake_id) == {"batchItemFailures": []}
    assert sending.out == ["letter"]


def test_a_letter_that_is_not_taken_now_comes_back_with_its_message(sending, practice):
    sending.fails = True
    intake_id = practice.submit(submission(**BY_EMAIL))
    assert len(sending.run(intake_id)["batchItemFailures"]) == 1
    kinds = [event.kind for event in practice.store.events(intake_id)]
    assert EventKind.MESSAGE_SENT not in kinds


def test_what_is_logged_of_a_letter_holds_no_address(sending, practice, logged, capsys):
    sending.run(practice.submit(submission(**BY_EMAIL)))
    told = logged() + capsys.readouterr().out
    assert "example.test" not in told
    assert any("MessageSent" in json.loads(line) for line in told.splitlines())
