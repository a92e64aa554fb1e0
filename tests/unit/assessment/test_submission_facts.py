from datetime import date

import pytest

from tests.builders import submission
from tests.unit.assessment.forms import PACKS
from tests.unit.assessment.saying import told
from threshold.assessment.answers import UnusableAnswer
from threshold.assessment.scoring import Status
from threshold.assessment.submission_facts import age_on, facts_of
from threshold.intake.submission import (
    CareSetting,
    InsuranceCard,
    Need,
    Payment,
    PaymentPath,
    Readiness,
    Referral,
    Track,
)

TODAY = date(2026, 3, 4)


def test_each_instrument_is_scored_and_an_absent_one_is_not_administered():
    known = facts_of(submission(answers={"gad-7": {"q1": 1}}), PACKS, TODAY)
    assert known.of("gad-7").status is Status.INCOMPLETE
    assert known.of("asq").status is Status.NOT_ADMINISTERED


def test_where_the_person_is_and_what_they_seek_come_along():
    known = facts_of(submission(need=Need(tracks=(Track.TRAUMA,))), PACKS, TODAY)
    assert (known.physical_state, known.tracks) == ("TX", (Track.TRAUMA,))


@pytest.mark.parametrize(
    ("referral", "recent"),
    [
        (None, False),
        (Referral(source="friend"), False),
        (Referral(stepping_down_from="inpatient"), None),
        (Referral(discharged_from=CareSetting.RESIDENTIAL), None),
        (Referral(discharged_on=date(2026, 3, 4)), True),
        (Referral(discharged_on=date(2026, 2, 2)), True),
        (Referral(discharged_on=date(2026, 2, 1)), False),
        (Referral(discharged_on=date(2026, 3, 5)), False),
    ],
)
def test_a_discharge_is_recent_within_30_days(referral, recent):
    known = facts_of(submission(need=Need(referral=referral)), PACKS, TODAY)
    assert known.recent_discharge is recent


@pytest.mark.parametrize(
    ("today", "age"),
    [("2026-03-03", 17), ("2026-03-04", 18), ("2027-03-03", 18), ("2027-03-04", 19)],
)
def test_age_is_that_of_the_day_where_the_person_is(today, age):
    assert age_on(date.fromisoformat(today), date(2008, 3, 4)) == age


@pytest.mark.parametrize(("today", "age"), [("2026-02-28", 17), ("2026-03-01", 18)])
def test_a_leap_day_child_has_birthday_on_the_first_of_march(today, age):
    assert age_on(date.fromisoformat(today), date(2008, 2, 29)) == age


@pytest.mark.parametrize(
    ("path", "payer"),
    [
        (PaymentPath.INSURANCE, "99991"),
        (None, "99991"),
        (PaymentPath.SELF_PAY, None),
        (PaymentPath.UNINSURED, None),
    ],
)
def test_the_payer_is_a_fact_only_where_a_plan_is_to_pay(path, payer):
    paying = Payment(path, InsuranceCard("EXA000111", "99991"))
    assert facts_of(submission(payment=paying), PACKS, TODAY).payer_id == payer


def test_what_was_not_said_of_readiness_is_not_lacking():
    ready = Readiness(private_space=True, has_device=None, camera=False)
    assert facts_of(submission(readiness=ready), PACKS, TODAY).lacking == ("camera",)


def test_the_first_questions_of_the_audit_are_those_of_the_audit_c():
    asked = {f"q{n}": 1 for n in range(4, 9)} | {"q9": 0, "q10": 0}
    forms = {"audit-c": {"q1": 2, "q2": 2, "q3": 2}, "audit": asked}
    assert facts_of(submission(answers=forms), PACKS, TODAY).of("audit").total == 11


def test_which_of_a_couple_said_yes_is_not_kept():
    mine, theirs = "hark/q1 yes", "partner hark/q1 yes"
    assert told(f"track couples; {mine}").facts.pair == told(f"track couples; {theirs}").facts.pair


@pytest.mark.parametrize(
    ("said", "alone"),
    [
        ("hark none; alone; partner hark none; partner alone", True),
        ("hark none; partner hark none; partner alone", False),
        ("hark none; alone; partner hark none", False),
        ("hark none; alone; partner hark none; partner hark/q3 declined; partner alone", False),
        ("hark none; alone", False),
    ],
)
def test_both_are_screened_alone_only_where_both_are_known_to_be(said, alone):
    assert told(said).facts.pair.screened_alone is alone


def test_an_instrument_without_a_pack_is_refused():
    with pytest.raises(UnusableAnswer, match="no pack"):
        facts_of(submission(answers={"phq-8": {}}), PACKS, TODAY)
