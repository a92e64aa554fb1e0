"""The page of operations: what it shows, of whom it tells nothing, and sending again."""

import re
from datetime import timedelta

import pytest

from threshold.console.roles import NotForRole
from threshold.errors import Retryable, Unknown
from threshold.intake.life_cycle import Queue
from threshold.staff.failures import Failure, Work
from threshold.staff.trail import DeedKind, Subject
from threshold.use_cases.operations import MOST_SENT_AGAIN, Depth, GivenUp, Letter
from threshold.use_cases.standing_still import STUCK_AFTER

HERE = "/console/operations"


@pytest.fixture
def given_up(office):
    """An intake whose message the assessment gave up, and an error noted of it."""
    intake_id, now = office.practice.submit(), office.practice.now
    office.queues.dead[GivenUp.ASSESSMENT] = [Letter(now - timedelta(hours=3), intake_id)]
    failure = Failure(now - timedelta(hours=2), "KeyError", "triage:81")
    office.failures.note(Work(intake_id, "assess"), failure)
    return intake_id


def deeds(office):
    return [
        (one.kind, one.name, one.details)
        for one in reversed(office.trail.of(Subject.OPERATIONS, "2026-01", 10))
    ]


def test_each_queue_is_shown_with_what_waits_and_for_how_long(office, sam):
    office.queues.held = {
        Queue.ASSESSMENT: Depth(3, 1, timedelta(minutes=7)),
        Queue.VERIFICATION: Depth(0, 4),
    }
    text = sam.see(HERE)
    assert "Assessment 3 1 7 min" in text
    assert "Verification 0 4 not measured yet" in text
    assert "Scheduling 0 0 nothing waits" in text


def test_a_dead_letter_says_what_failed_where_when_and_on_which_intake(sam, given_up):
    text = sam.see(HERE)
    assert "Assessment: 1 given up" in text
    assert f"{given_up} KeyError triage:81 4:00 AM 3:00 AM" in text


def test_a_dead_letter_of_which_nothing_was_noted_says_so(office, sam):
    now = office.practice.now
    office.queues.dead[GivenUp.VERIFICATION] = [Letter(now, "a" * 26), Letter(now, None)]
    text = sam.see(HERE)
    assert f"{'a' * 26} No error was noted: it ran out of time" in text
    assert "names no intake What failed is in the function's log." in text


def test_the_failure_of_another_worker_is_not_told_of_this_one(office, sam, given_up):
    office.queues.dead[GivenUp.VERIFICATION] = office.queues.dead.pop(GivenUp.ASSESSMENT)
    assert "KeyError" not in sam.see(HERE)


@pytest.mark.parametrize("of", [GivenUp.RELAY, GivenUp.WATCH])
def test_what_no_queue_gave_up_is_shown_and_cannot_be_sent_again(office, sam, of):
    office.queues.dead[of] = [Letter(office.practice.now, None)]
    assert f"{of.capitalize()}: 1 given up" in sam.see(HERE)
    assert "redrive." not in sam.get(HERE).html
    with pytest.raises(Unknown):
        sam.press(HERE, f"redrive.{of}", reason="Mended")


def test_where_nothing_was_given_up_there_is_nothing_to_send(sam):
    assert "Nothing was given up." in sam.see(HERE)
    assert "redrive." not in sam.get(HERE).html


def test_dead_letters_are_sent_again_for_a_reason_that_is_written_down(office, sam, given_up):
    told = sam.press(HERE, "redrive.assessment", reason=" Mended in release 12 ")
    assert told.location == f"{HERE}#trail-operations"
    assert office.queues.dead[GivenUp.ASSESSMENT] == []
    reason = {"queue": "assessment", "reason": "Mended in release 12"}
    assert deeds(office) == [
        (DeedKind.REDRIVE_BEGUN, "sam", reason),
        (DeedKind.REDRIVEN, "sam", {"queue": "assessment", "messages": "1"}),
    ]
    text = sam.see(HERE)
    assert "sam began to send to Assessment again: Mended in release 12" in text
    assert "sam sent to Assessment again: 1" in text


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_without_a_reason_nothing_is_sent(office, sam, given_up, reason):
    told = sam.press(HERE, "redrive.assessment", reason=reason)
    assert (told.status, "Nothing was sent. Say why" in told.html) == (422, True)
    assert len(office.queues.dead[GivenUp.ASSESSMENT]) == 1
    assert deeds(office) == []


def test_what_cannot_be_written_down_is_not_sent(office, sam, given_up, monkeypatch):
    def fail(*_):
        raise Retryable("busy")

    monkeypatch.setattr(office.trail, "write", fail)
    with pytest.raises(Retryable):
        sam.press(HERE, "redrive.assessment", reason="Mended")
    assert len(office.queues.dead[GivenUp.ASSESSMENT]) == 1


def test_a_redrive_that_breaks_off_has_been_written_down(office, sam, given_up, monkeypatch):
    def fail(*_):
        raise Retryable("the queues cannot be reached")

    monkeypatch.setattr(office.queues, "send_again", fail)
    with pytest.raises(Retryable):
        sam.press(HERE, "redrive.assessment", reason="Mended")
    assert [kind for kind, *_ in deeds(office)] == [DeedKind.REDRIVE_BEGUN]


def test_one_press_sends_no_more_than_it_can(office, sam):
    letters = [Letter(office.practice.now, None)] * (MOST_SENT_AGAIN + 1)
    office.queues.dead[GivenUp.NOTIFICATION] = letters
    assert "10 of 101 are shown." in sam.see(HERE)
    sam.press(HERE, "redrive.notification", reason="Mended")
    assert "Notification: 1 given up" in sam.see(HERE)


def test_an_auditor_looks_on_and_sends_nothing(office, given_up):
    otto = office.staff("otto", "auditor")
    page = otto.get(HERE).html
    assert "KeyError" in page
    assert "redrive." not in page
    with pytest.raises(NotForRole):
        otto.press(HERE, "redrive.assessment", reason="Mended")


@pytest.mark.parametrize("role", ["admissions", "clinician", "billing"])
def test_operations_is_for_supervisors_and_auditors(office, role):
    walker = office.staff("who", role)
    with pytest.raises(NotForRole):
        walker.get(HERE)
    assert HERE not in walker.get("/console").html


def test_who_has_not_moved_for_an_hour_is_stuck_and_nobody_else(office, sam):
    stuck = office.practice.submit(key="1")
    office.wait(seconds=STUCK_AFTER.total_seconds())
    moving = office.practice.submit(key="2")
    sam.sign_in()
    html = sam.get(HERE).html
    assert f'id="i-{stuck}"' in html
    assert f'id="i-{moving}"' not in html


def test_where_queues_cannot_be_reached_the_page_is_for_another_time(office, sam):
    office.queues.fails = Retryable("the queues cannot be reached")
    with pytest.raises(Retryable):
        sam.get(HERE)


def test_no_name_of_a_patient_is_on_the_page(sam, given_up):
    assert "Tester" not in sam.get(HERE).html


def test_a_reason_typed_before_the_session_ended_is_back_in_its_form(office, sam, given_up):
    page = sam.press(HERE, "late", reason="Mended in release 12")
    assert 'value="Mended in release 12"' in page.html
    assert deeds(office) == []


def test_the_enter_key_sends_nothing(sam, given_up):
    form = sam.get(HERE).html.partition('<form id="work"')[2]
    assert re.search(r'<button[^>]* value="([^"]*)"', form)[1] == "late"
