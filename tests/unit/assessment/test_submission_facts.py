from datetime import date

import pytest

from tests.builders import submission
from tests.unit.assessment.forms import PACKS
from threshold.assessment.answers import UnusableAnswer
from threshold.assessment.scoring import Status
from threshold.assessment.submission_facts import facts_of
from threshold.intake.submission import Need, Referral, Track

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
        (Referral(discharged_on=date(2026, 3, 4)), True),
        (Referral(discharged_on=date(2026, 2, 2)), True),
        (Referral(discharged_on=date(2026, 2, 1)), False),
        (Referral(discharged_on=date(2026, 3, 5)), False),
    ],
)
def test_a_discharge_is_recent_within_30_days(referral, recent):
    known = facts_of(submission(need=Need(referral=referral)), PACKS, TODAY)
    assert known.recent_discharge is recent


def test_an_instrument_without_a_pack_is_refused():
    with pytest.raises(UnusableAnswer, match="no pack"):
        facts_of(submission(answers={"phq-8": {}}), PACKS, TODAY)
