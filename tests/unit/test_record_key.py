import pytest
from hypothesis import given
from hypothesis import strategies as st

from threshold.record_key import RecordKey

KEY = RecordKey("one secret")


def test_a_token_leads_back_to_its_intake():
    assert KEY.intake_of(KEY.token("intake-1")) == "intake-1"


@pytest.mark.parametrize(
    "token", ["", ".", "intake-1", "intake-1.", f"intake-2.{KEY.token('intake-1')[9:]}"]
)
def test_a_token_we_never_gave_out_leads_nowhere(token):
    assert KEY.intake_of(token) is None


@given(st.text())
def test_no_text_at_hand_is_a_token(text):
    assert KEY.intake_of(text) is None


def test_another_deployment_does_not_take_our_tokens():
    assert RecordKey("another secret").intake_of(KEY.token("intake-1")) is None


def test_a_digest_is_for_one_purpose():
    assert KEY.digest("intake", "a") != KEY.digest("status", "a")


def test_the_secret_is_not_shown():
    assert "one secret" not in repr(KEY)
