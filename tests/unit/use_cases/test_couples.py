"""Two who named one invitation, as a clinician sees them."""

from datetime import date

import pytest

from tests.builders import submission
from tests.clinic import CLINIC, Practice
from tests.unit.intake.test_invitation import invitation
from threshold.assessment.needs import Joint
from threshold.assessment.recommendation import Assessment
from threshold.codec import canonical
from threshold.intake.change import FindingKind, Step
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import PATIENT
from threshold.intake.submission import Couple, Name, Need, Person, Track
from threshold.use_cases.couples import Unclear, couple_with
from threshold.use_cases.stepping import take

OURS, THEIRS = invitation(1), invitation(2)
NO_HARM = {f"q{n}": "no" for n in range(1, 5)}
HARM = NO_HARM | {"q2": "yes"}
BOTH = (Track.MENTAL_HEALTH, Track.COUPLES)


@pytest.fixture
def practice():
    return Practice()


def send(
    practice,
    first="Jane",
    hark=NO_HARM,
    alone=True,
    number=OURS,
    tracks=BOTH,
    apart=False,
):
    said = submission()
    return practice.assessed(
        person=Person(Name(first, "Tester"), date(1990, 1, 1)),
        need=Need(tracks=tracks),
        answers={**said.answers, **({"hark": hark} if hark else {})},
        couple=Couple(screened_alone=alone, no_contact_order=apart, invitation=number),
    )


def seen(practice, intake_id):
    return couple_with(practice.store.load(intake_id), practice.store, CLINIC, practice.now)


def test_two_who_named_one_invitation_are_found_from_either(practice):
    one, other = send(practice), send(practice, "John")
    for intake_id in (one, other):
        members = {member.intake_id for member in seen(practice, intake_id).members}
        assert members == {one, other}


@pytest.mark.parametrize(
    ("of_one", "of_the_other", "joint"),
    [
        ({}, {}, Joint.OPEN),
        ({"hark": HARM}, {}, Joint.REFUSED),
        ({}, {"hark": HARM}, Joint.REFUSED),
        ({"alone": False}, {}, Joint.HELD),
        ({"hark": None}, {}, Joint.HELD),
        ({}, {"hark": NO_HARM | {"q1": "declined"}}, Joint.HELD),
        ({}, {"apart": True}, Joint.KEPT_APART),
        ({"hark": HARM}, {"apart": True}, Joint.KEPT_APART),
    ],
)
def test_whether_they_may_be_placed_together_rests_on_both(practice, of_one, of_the_other, joint):
    one, other = send(practice, **of_one), send(practice, "John", **of_the_other)
    assert {seen(practice, one).joint, seen(practice, other).joint} == {joint}


def test_the_reasons_do_not_say_which_of_the_two_it_was(practice):
    one, other = send(practice, hark=HARM), send(practice, "John")
    told = [seen(practice, intake_id).reasons for intake_id in (one, other)]
    assert told[0] == told[1]
    assert [reason.rule for reason in told[0]] == ["C1"]


@pytest.mark.parametrize(
    ("others", "unclear"),
    [
        ([], Unclear.ALONE),
        ([{"number": THEIRS}], Unclear.ALONE),
        ([{"number": None}], Unclear.ALONE),
        ([{}, {"first": "Ann"}], Unclear.TOO_MANY),
        ([{"first": "JANE", "hark": None}], Unclear.SAME_PERSON),
        ([{"tracks": (Track.TRAUMA,)}], Unclear.ONE_DOES_NOT_SEEK_IT),
    ],
)
def test_what_is_unclear_is_held_for_a_human(practice, others, unclear):
    one = send(practice)
    for said in others:
        send(practice, **{"first": "John", **said})
    assert (seen(practice, one).joint, seen(practice, one).unclear) == (Joint.HELD, unclear)


def test_who_withdrew_comes_with_nobody(practice):
    one, other = send(practice), send(practice, "John")
    withdraw(practice, other)
    assert seen(practice, one).unclear is Unclear.ALONE


def test_who_came_anew_after_withdrawing_is_found(practice):
    one, before = send(practice), send(practice, "John")
    withdraw(practice, before)
    again = send(practice, "John", alone=None)
    members = {member.intake_id for member in seen(practice, one).members}
    assert members == {one, again}


def test_a_no_contact_order_stands_even_where_the_rest_is_unclear(practice):
    assert seen(practice, send(practice, apart=True)).joint is Joint.KEPT_APART


@pytest.mark.parametrize("said", [{"hark": HARM}, {"alone": False}, {"apart": True}, {}])
def test_no_record_tells_of_what_the_other_said(practice, said):
    alone = Practice()
    one, by_herself = send(practice), send(alone)
    send(practice, "John", **said)
    stored = [
        store.latest(intake_id, FindingKind.ASSESSMENT, Assessment)
        for store, intake_id in ((practice.store, one), (alone.store, by_herself))
    ]
    assert canonical(stored[0]) == canonical(stored[1])
    assert practice.store.load(one) == alone.store.load(by_herself)


def test_whoever_comes_with_a_partner_is_called_within_a_day_whatever_they_said(practice):
    due = {practice.store.load(send(practice, hark=hark)).due_at for hark in (HARM, NO_HARM, None)}
    assert all(at and (at - practice.now).total_seconds() <= 24 * 3600 for at in due)


def withdraw(practice, intake_id):
    step = Step(EventKind.WITHDRAWN, PATIENT, practice.now)
    take(practice.store, intake_id, lambda _record: step)
