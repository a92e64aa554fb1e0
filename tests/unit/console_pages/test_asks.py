"""What was asked of payers: the ladder of asks, and the raw answers behind it."""

from dataclasses import replace

import pytest

from tests.clinic import clear_271
from tests.unit.use_cases.talking import COVERED, SILENT, rejected, said
from threshold.console.roles import MAY_READ, NotForRole, Reading
from threshold.console_pages.raw_answers import asked_in, raw_answers, segments_of
from threshold.eligibility.transports.port import Outage, PayerUnavailable
from threshold.errors import Retryable, Unknown
from threshold.intake.access import Part
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Role
from threshold.intake.record import Actor
from threshold.intake.submission import Need, Track
from threshold.use_cases.stepping import take
from threshold.use_cases.verify import verify


def asked(office, *replies, rounds=4, **changes):
    """An intake about which a payer was asked until it had nothing more to say."""
    office.practice.payer.replies = list(replies)
    intake_id = office.practice.assessed(**changes)
    for _ in range(rounds):
        try:
            verify(intake_id, office.practice.desk)
        except Retryable as rest:
            office.practice.later(seconds=rest.after_seconds or 1)
    return intake_id


def ladder(office, intake_id):
    seen = office.staff("cleo", "clinician").see(f"/console/intakes/{intake_id}")
    return seen.partition("the least revealing first")[2].partition("Notes")[0]


def test_each_ask_is_a_rung_with_what_came_of_it(office):
    told = ladder(office, asked(office, said(SILENT), said(["EB*1*IND*MH^CF"])))
    assert (
        "the plan as a whole, of 99991 Coverage is active (271) Behavioral care: not said" in told
    )
    assert "mental health care, of 99991" in told
    assert told.count("Behavioral care: covered") == 1


def test_a_payer_that_says_nothing_of_substance_use_was_legally_silent(office):
    need = Need(tracks=(Track.SUBSTANCE_USE,))
    told = ladder(office, asked(office, said(COVERED), said(SILENT), need=need))
    assert "care for substance use, of 99991" in told
    assert "Behavioral care: the payer was legally silent" in told


def test_a_try_that_was_not_heard_and_other_words_are_told(office):
    down = PayerUnavailable(Outage.UNREACHABLE, disclosed=False)
    told = ladder(office, asked(office, down, rejected("73"), said(COVERED)))
    assert "not heard; asked again" in told
    assert "The payer did not accept the question as asked (271)" in told


def test_a_rejection_says_nothing_of_care(office):
    assert "Behavioral care:" not in ladder(office, asked(office, rejected("72")))


# The raw answers.


def exchanged(office, intake_id):
    return raw_answers(intake_id, office.practice.store).exchanges


def test_segments_are_numbered_as_the_card_numbers_them(office):
    (one,) = exchanged(office, asked(office, clear_271))
    lines = segments_of(one)
    assert [line.position for line in lines] == [*range(1, len(lines) + 1)]
    assert lines[0].text.startswith("ST*271*")
    assert lines[9].text.startswith("EB*1*IND*30")
    assert asked_in(one)[0].text.startswith("ST*270*")


def beside_anothers(x12):
    """Our answer, and in the same breath one about somebody else."""
    ours = clear_271(x12)
    start, end = ours.index("ST*"), ours.index("GE*")
    theirs = ours[start:end].replace("TESTER*JANE", "EXAMPLE*CANARY").replace("THRESHOLD", "OTHER")
    return f"{ours[:start]}{theirs}{ours[start:]}"


def test_what_a_payer_sent_about_somebody_else_is_not_shown(office):
    (one,) = exchanged(office, asked(office, beside_anothers))
    assert "CANARY" in one.answer
    told = "~".join(line.text for line in segments_of(one))
    assert "TESTER*JANE" in told
    assert "CANARY" not in told


@pytest.mark.parametrize("answer", [None, "", "<html>sorry</html>", "ISA*00*"])
def test_of_what_is_no_answer_nothing_is_shown(office, answer):
    (one,) = exchanged(office, asked(office, clear_271))
    assert segments_of(replace(one, answer=answer)) == ()


def test_an_answer_given_to_another_intake_has_no_place_here(office):
    raw = raw_answers(asked(office, clear_271), office.practice.store)
    (one,) = raw.exchanges
    assert raw.place_of(one.reply) == "a1-"
    assert raw.place_of(replace(one.reply, warnings=("another's",))) == ""
    assert raw.place_of(None) == ""


@pytest.mark.parametrize("role", sorted(MAY_READ[Reading.X12]))
def test_who_may_read_them_does_and_that_is_written_down(office, role):
    intake_id = asked(office, clear_271)
    assert "NM1*IL*1*TESTER*JANE" in office.staff("cleo", role).get(page(intake_id)).html
    (seen,) = office.accesses.of(intake_id, 10)
    assert (seen.roles, seen.parts) == ((role,), (Part.RECORD, Part.SUBMISSION, Part.COVERAGE))


@pytest.mark.parametrize("role", [Role.ADMISSIONS, Role.AUDITOR])
def test_nobody_else_does(office, role):
    with pytest.raises(NotForRole):
        office.staff("ana", role).get(page(asked(office, clear_271)))


def test_billing_finds_none_of_who_waits_for_a_clinician(office):
    intake_id = asked(office, clear_271)
    by = Actor(Role.CLINICIAN, "clara")
    step = Step(EventKind.REVIEW_NEEDED, by, office.practice.now)
    take(office.practice.store, intake_id, lambda _: step)
    with pytest.raises(Unknown):
        office.staff("bill", "billing").get(page(intake_id))


def page(intake_id):
    return f"/console/intakes/{intake_id}/answers"
