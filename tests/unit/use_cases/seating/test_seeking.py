from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import NOW, blank, submission
from tests.clinic import CLEAR_ANSWER, CLINIC
from threshold.assessment.needs import Needs
from threshold.assessment.outcome import Outcome
from threshold.assessment.recommendation import Assessment
from threshold.decision.coverage import Coverage, Standing
from threshold.intake.life_cycle import Status, Worklist
from threshold.intake.record import Tier
from threshold.intake.submission import (
    Availability,
    InsuranceCard,
    Language,
    Name,
    PartOfDay,
    Payment,
    PaymentPath,
    Person,
    Track,
    Weekday,
    Window,
)
from threshold.scheduling.history import History
from threshold.use_cases.seating.seeking import groups_for, is_waiting, seeker_of

ACCEPTED_AT = NOW - timedelta(days=2)
RECORD = blank(version=7, status=Status.ACCEPTED, worklist=Worklist.SCHEDULING)
TOLD = History(accepted_at=ACCEPTED_AT)
COVERAGE = Coverage(Standing.ANSWERED, NOW, "99991", CLEAR_ANSWER)


def assessment(*tracks, **needs):
    made = Assessment(Outcome.IOP_CANDIDATE, (), tracks, Tier.P6, NOW, (), "1", {}, "hash")
    return replace(made, needs=Needs(**needs))


def found(record=RECORD, sent=None, assessed=None, coverage=COVERAGE, told=TOLD, now=NOW):
    sent = sent or submission()
    assessed = assessed or assessment(Track.MENTAL_HEALTH)
    return seeker_of(record, sent, assessed, coverage, told, CLINIC.program, now)


@pytest.mark.parametrize(
    ("tracks", "groups"),
    [
        ((), ("mental_health",)),
        (("mental_health",), ("mental_health",)),
        (("couples",), ("mental_health",)),
        (("mental_health", "couples"), ("mental_health",)),
        (("trauma",), ("trauma", "mental_health")),
        (("chronic_pain",), ("chronic_pain", "mental_health")),
        (("trauma", "chronic_pain"), ("trauma", "chronic_pain", "mental_health")),
        (("substance_use",), ("substance_use",)),
        (("substance_use", "trauma"), ("substance_use",)),
        (("dual",), ("dual",)),
        (("dual", "chronic_pain"), ("dual",)),
    ],
)
def test_which_groups_serve_whom(tracks, groups):
    assert groups_for(tuple(map(Track, tracks))) == tuple(map(Track, groups))


def test_what_a_person_said_of_their_time_is_what_placing_goes_by():
    windows = (Window(Weekday.TUESDAY, PartOfDay.EVENING),)
    said = Availability(time_zone="America/Denver", hours_per_week=12, windows=windows)
    made = found(sent=submission(availability=said))
    assert (made.zone, made.hours_per_week, made.windows) == ("America/Denver", 12, windows)


def test_where_no_zone_was_said_it_is_the_programs():
    made = found()
    assert (made.zone, made.hours_per_week, made.windows) == (CLINIC.program.time_zone, None, ())


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (Language(), ("en", False)),
        (Language(spoken="es-MX"), ("es", False)),
        (Language(spoken="VI", interpreter=True), ("vi", True)),
        (Language(spoken="es", interpreter=False), ("es", False)),
    ],
)
def test_the_language_is_the_first_part_of_its_tag(language, expected):
    made = found(sent=submission(language=language))
    assert (made.language, made.interpreter) == expected


@pytest.mark.parametrize(
    ("born", "now", "age"),
    [
        (date(1990, 1, 5), datetime(2026, 1, 5, 18, tzinfo=UTC), 36),
        (date(1990, 1, 6), datetime(2026, 1, 5, 18, tzinfo=UTC), 35),
        (date(1990, 1, 5), datetime(2026, 1, 5, 3, tzinfo=UTC), 35),  # the day before, in Chicago
        (date(2008, 2, 29), datetime(2026, 2, 28, 18, tzinfo=UTC), 17),
        (date(2008, 2, 29), datetime(2026, 3, 1, 18, tzinfo=UTC), 18),
    ],
)
def test_age_is_counted_where_the_person_is(born, now, age):
    sent = submission(
        person=Person(Name("Jane", "Tester"), born),
        availability=Availability(time_zone="America/Chicago"),
    )
    assert found(sent=sent, now=now).age == age


@pytest.mark.parametrize(
    ("payment", "coverage", "payer"),
    [
        (submission().payment, COVERAGE, "99991"),
        (submission().payment, replace(COVERAGE, payer_id="99992"), "99992"),
        (submission().payment, None, "99991"),
        (Payment(PaymentPath.INSURANCE, InsuranceCard("EXA1", payer_name="Nobody")), None, ""),
        (Payment(PaymentPath.INSURANCE), None, ""),
        (Payment(PaymentPath.SELF_PAY), Coverage(Standing.SELF_PAY, NOW), None),
        (Payment(PaymentPath.SELF_PAY, submission().payment.card), None, None),
        (Payment(PaymentPath.UNINSURED), None, None),
    ],
    ids=[
        "as verified",
        "the administrator that answered",
        "as on the card",
        "not known",
        "not said",
        "self-pay",
        "self-pay with a card",
        "uninsured",
    ],
)
def test_who_pays_binds_the_network(payment, coverage, payer):
    assert found(sent=submission(payment=payment), coverage=coverage).payer == payer


@pytest.mark.parametrize(
    ("assessed", "expected"),
    [
        (assessment(Track.MENTAL_HEALTH), (False, False)),
        (assessment(Track.MENTAL_HEALTH, medication_management=True), (True, False)),
        (assessment(Track.MENTAL_HEALTH, pain_aware=True), (False, True)),
        (assessment(Track.CHRONIC_PAIN), (False, True)),
    ],
)
def test_a_prescriber_and_room_for_pain_are_needed_where_the_assessment_says_so(assessed, expected):
    made = found(assessed=assessed)
    assert (made.prescriber, made.pain) == expected


@pytest.mark.parametrize("tier", Tier)
def test_interim_services_are_owed_to_the_priority_groups_within_48_hours_of_their_request(tier):
    due = RECORD.created_at + timedelta(hours=48)
    owed = tier in (Tier.P1, Tier.P2, Tier.P3)
    assert found(record=replace(RECORD, tier=tier)).interim_by == (due if owed else None)


def test_what_became_of_offers_comes_along():
    told = replace(
        TOLD, offers=3, refused=frozenset({"c1"}), declined=2, passed_over=1, passed_over_at=NOW
    )
    made = found(record=replace(RECORD, couple="couple-1"), told=told)
    assert (made.offers, made.refused, made.declined) == (3, {"c1"}, 2)
    assert (made.passed_over, made.passed_over_at) == (1, NOW)
    assert (made.accepted_at, made.couple, made.version) == (ACCEPTED_AT, "couple-1", 7)


@pytest.mark.parametrize(
    ("changes", "waits"),
    [
        ({}, True),
        ({"worklist": Worklist.IN_PROGRESS}, False),
        ({"status": Status.OFFERED}, False),
        ({"status": Status.IN_REVIEW, "worklist": Worklist.CRISIS}, False),
    ],
)
def test_who_waits_is_accepted_and_on_the_list_for_a_seat(changes, waits):
    assert is_waiting(replace(RECORD, **changes)) is waits


def test_who_was_never_accepted_does_not_wait():
    with pytest.raises(LookupError):
        found(told=History())
