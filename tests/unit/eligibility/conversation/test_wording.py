import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.eligibility.eligibility_requests import JANE, JILL, JOHN, a_request
from threshold.eligibility.conversation.model import Wording
from threshold.eligibility.conversation.wording import reworded
from threshold.eligibility.request import Dependent, Relationship, Sex, Subscriber
from threshold.eligibility.write_270 import write_270

OWN = a_request(subscriber=replace(JANE, sex=Sex.FEMALE))
THROUGH_JOHN = a_request(subscriber=JOHN, dependent=JILL)
HYPHENS = a_request(subscriber=Subscriber("O'Tester-Smith", "Mary-Jane", "EXA000111"))


def person(request, wording):
    """The segments that name people, as sent in these words."""
    x12 = write_270(reworded(request, wording, "99992"))
    return [s for s in x12.split("~") if s.startswith(("NM1*IL", "NM1*03", "DMG"))]


@pytest.mark.parametrize(
    ("request_", "wording", "segments"),
    [
        (OWN, Wording.AS_GIVEN, ["NM1*IL*1*TESTER*JANE****MI*EXA000111", "DMG*D8*19900101*F"]),
        (OWN, Wording.NAMES_SWAPPED, ["NM1*IL*1*JANE*TESTER****MI*EXA000111", "DMG*D8*19900101*F"]),
        (OWN, Wording.WITHOUT_SEX, ["NM1*IL*1*TESTER*JANE****MI*EXA000111", "DMG*D8*19900101"]),
        (HYPHENS, Wording.PLAIN_NAMES, ["NM1*IL*1*OTESTER SMITH*MARY JANE****MI*EXA000111"]),
        (
            THROUGH_JOHN,
            Wording.PATIENT_AS_SUBSCRIBER,
            ["NM1*IL*1*TESTER*JILL****MI*EXA000222", "DMG*D8*19910202*F"],
        ),
    ],
)
def test_the_same_person_is_named_in_other_words(request_, wording, segments):
    assert person(request_, wording) == segments


def test_a_payer_is_asked_under_another_of_its_ids():
    assert reworded(OWN, Wording.OTHER_PAYER_ID, "99992").payer.id == "99992"


@pytest.mark.parametrize(
    ("request_", "wording", "other_id"),
    [
        (OWN, Wording.AGAIN, None),
        (OWN, Wording.PLAIN_NAMES, None),
        (OWN, Wording.PATIENT_AS_SUBSCRIBER, None),
        (OWN, Wording.OTHER_PAYER_ID, None),
        (a_request(), Wording.WITHOUT_SEX, None),
    ],
)
def test_words_that_change_nothing_leave_the_request_as_it_is(request_, wording, other_id):
    assert reworded(request_, wording, other_id) == request_


NAMES = st.from_regex(r"[A-Za-z]{2,9}(['-][A-Za-z]{2,9})?", fullmatch=True)
SEXES = st.sampled_from([None, *Sex])
DAYS = st.dates(date(1900, 1, 1), date(2020, 1, 1))
IDS = st.from_regex(r"EXA[0-9]{3,9}", fullmatch=True)
SUBSCRIBERS = st.builds(Subscriber, NAMES, NAMES, IDS, DAYS, SEXES)
DEPENDENTS = st.none() | st.builds(
    Dependent, NAMES, NAMES, DAYS, st.sampled_from(Relationship), st.none() | IDS, SEXES
)


def told(request):
    """All that a 270 says of people, in words."""
    text = " ".join(s for s in write_270(request).split("~") if s.startswith(("NM1", "DMG", "INS")))
    return set(re.split(r"[ *-]+", text.replace("'", "")))


@settings(max_examples=150, deadline=None)
@given(SUBSCRIBERS, DEPENDENTS, st.sampled_from(sorted(set(Wording) - {Wording.OTHER_PAYER_ID})))
def test_other_words_tell_a_payer_nothing_it_was_not_told(subscriber, dependent, wording):
    request = a_request(subscriber=subscriber, dependent=dependent)
    assert told(reworded(request, wording, None)) <= told(request)
