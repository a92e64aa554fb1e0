from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOW, consent
from threshold.intake.consents import REVOCABLE, Revocation, allows_email, newest, standing
from threshold.intake.submission import ConsentKind, MessageUse

TPO, MESSAGES = ConsentKind.TREATMENT_PAYMENT_OPERATIONS, ConsentKind.MESSAGES
HOUR = timedelta(hours=1)
MOMENTS = st.integers(-50, 50).map(lambda hours: NOW + hours * HOUR)
KINDS = st.sampled_from(list(ConsentKind))


@pytest.mark.parametrize(
    ("signed", "revoked", "stands"),
    [
        (0, (), True),
        (0, (1,), False),
        (0, (0,), False),
        (2, (1,), True),
        (2, (1, 3), False),
        (2, (3, 1), False),
    ],
)
def test_a_consent_stands_until_it_is_taken_back(signed, revoked, stands):
    given = consent(TPO, signed_at=NOW + signed * HOUR)
    back = [Revocation(TPO, NOW + hours * HOUR) for hours in revoked]
    assert (standing([given], back) == (given,)) is stands


def test_another_kind_is_not_taken_back_with_it():
    given = consent(ConsentKind.TELEHEALTH)
    assert standing([given], [Revocation(TPO, NOW + HOUR)]) == (given,)


def test_a_consent_whose_clock_was_fast_does_not_outlive_being_taken_back():
    fast = consent(TPO, signed_at=NOW + HOUR)
    back = Revocation(TPO, NOW, signed=(fast.signed_at,))
    assert standing([fast], [back]) == ()


@given(
    st.lists(st.tuples(KINDS, MOMENTS), max_size=6), st.lists(st.tuples(KINDS, MOMENTS), max_size=6)
)
def test_nothing_signed_before_it_was_taken_back_ever_stands(signed, revoked):
    consents = [consent(kind, signed_at=at) for kind, at in signed]
    back = [Revocation(kind, at) for kind, at in revoked]
    for one in standing(consents, back):
        assert all(one.kind is not by.kind or one.signed_at > by.at for by in back)


def test_having_read_the_notice_is_not_taken_back():
    assert set(ConsentKind) - REVOCABLE == {ConsentKind.PRIVACY_NOTICE}


def test_of_several_the_one_signed_last_counts():
    first, last = consent(TPO), consent(TPO, signed_at=NOW + HOUR)
    assert newest([last, first], TPO) is last
    assert newest([last], MESSAGES) is None


@pytest.mark.parametrize(
    ("covers", "allowed"),
    [
        ((), False),
        ((MessageUse.TEXT_CARE, MessageUse.EMAIL_BILLING), False),
        ((MessageUse.EMAIL_CARE,), True),
    ],
)
def test_email_about_care_is_agreed_to_by_itself(covers, allowed):
    assert allows_email([consent(MESSAGES, covers=covers)]) is allowed


def test_who_signs_for_less_is_written_to_no_more():
    before = consent(MESSAGES, covers=(MessageUse.EMAIL_CARE,))
    after = consent(MESSAGES, covers=(MessageUse.TEXT_CARE,), signed_at=NOW + HOUR)
    assert not allows_email([before, after])
