"""Signing as Standard Webhooks has it."""

import base64
import json
from datetime import UTC, datetime

import pytest

from examples.webhook_receiver import Unverified, verify
from threshold.edge.webhook_signature import UnusableSecret, secrets_in, signed_headers

OLD, NEW = (base64.b64encode(bytes([n]) * 24).decode() for n in (1, 2))
AT = datetime(2026, 1, 5, 12, tzinfo=UTC)
BODY = b'{"type": "seat.taken"}'


def secrets(*values):
    return secrets_in(json.dumps({"secrets": [f"whsec_{one}" for one in values]}))


def keys(*values):
    return [base64.b64decode(one) for one in values]


def signed(*values):
    return signed_headers("msg-1", AT, BODY, secrets(*values))


def test_the_specifications_own_example_is_signed_as_it_says():
    headers = signed_headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        datetime.fromtimestamp(1614265330, UTC),
        b'{"test": 2432232314}',
        secrets("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
    )
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


@pytest.mark.parametrize("known", [[OLD], [NEW], [NEW, OLD]])
def test_while_a_secret_is_replaced_whoever_knows_either_can_verify(known):
    assert verify(signed(NEW, OLD), BODY, keys(*known), AT.timestamp()) == "msg-1"


@pytest.mark.parametrize(
    "change",
    [
        {"webhook-id": "msg-2"},
        {"webhook-timestamp": str(int(AT.timestamp()) + 1)},
        {"webhook-signature": "v1,AAAA"},
        {"webhook-signature": ""},
        {"webhook-id": ""},
        {"webhook-timestamp": "soon"},
        {"webhook-timestamp": "\u0661"},
    ],
)
def test_what_was_changed_on_the_way_is_not_verified(change):
    with pytest.raises(Unverified):
        verify(signed(OLD) | change, BODY, keys(OLD), AT.timestamp())


def test_another_body_or_another_secret_is_not_verified():
    for body, known in ((BODY + b" ", OLD), (BODY, NEW)):
        with pytest.raises(Unverified):
            verify(signed(OLD), body, keys(known), AT.timestamp())


@pytest.mark.parametrize(("off", "right"), [(-300, True), (300, True), (-301, False), (301, False)])
def test_a_message_holds_for_five_minutes(off, right):
    def check():
        return verify(signed(OLD), BODY, keys(OLD), AT.timestamp() + off)

    if right:
        assert check() == "msg-1"
    else:
        with pytest.raises(Unverified, match="too old"):
            check()


@pytest.mark.parametrize(
    "text",
    [
        *("", "CANARY", "[]", "{}", '{"secrets": []}', '{"secrets": "whsec_CANARY"}'),
        *(
            json.dumps({"secrets": [one]})
            for one in (7, NEW, "whsec_", "whsec_CANARY!", "whsec_QQ==")
        ),
        json.dumps({"secrets": [f"whsec_{base64.b64encode(bytes(65)).decode()}"]}),
    ],
)
def test_a_secret_that_is_none_is_named_by_its_rule_and_never_shown(text):
    with pytest.raises(UnusableSecret) as refused:
        secrets_in(text)
    assert "CANARY" not in str(refused.value)
    assert NEW not in str(refused.value)
