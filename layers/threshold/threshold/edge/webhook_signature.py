"""Signing as Standard Webhooks has it, so that any of its libraries verifies what we send.

Source: the Standard Webhooks specification, version 1: HMAC-SHA256 over id, time and body.
"""

import base64
import binascii
import hashlib
import hmac
import json
from datetime import datetime

PREFIX = "whsec_"
LEAST_BYTES, MOST_BYTES = 24, 64
"""How long a secret is by the specification."""


class UnusableSecret(ValueError):
    """The webhook's secret is none. Names the rule, never the value."""


def secrets_in(text: str) -> tuple[bytes, ...]:
    """The secrets to sign with, in a document like `{"secrets": ["whsec_..."]}`.

    Several while one takes another's place: whoever knows either of them can verify.

    Raises:
        UnusableSecret: it holds none, or one that the specification does not allow.
    """
    try:
        found = json.loads(text)["secrets"]
    except (ValueError, TypeError, KeyError):
        raise UnusableSecret("must be a JSON object with `secrets`") from None
    if not isinstance(found, list) or not found:
        raise UnusableSecret("secrets: must be a list of at least one")
    return tuple(map(_secret, found))


def _secret(text: object) -> bytes:
    if not isinstance(text, str) or not text.startswith(PREFIX):
        raise UnusableSecret(f"secrets: each must begin with {PREFIX}")
    try:
        secret = base64.b64decode(text.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        raise UnusableSecret(f"secrets: each must be base64 after {PREFIX}") from None
    if not LEAST_BYTES <= len(secret) <= MOST_BYTES:
        raise UnusableSecret(f"secrets: each must have {LEAST_BYTES} to {MOST_BYTES} bytes")
    return secret


def signed_headers(
    message: str, at: datetime, body: bytes, secrets: tuple[bytes, ...]
) -> dict[str, str]:
    """The headers that prove who sent a body, and when. message: its id, without a full stop."""
    time = str(int(at.timestamp()))
    content = b".".join((message.encode(), time.encode(), body))
    signatures = (hmac.new(secret, content, hashlib.sha256).digest() for secret in secrets)
    return {
        "webhook-id": message,
        "webhook-timestamp": time,
        "webhook-signature": " ".join(f"v1,{base64.b64encode(one).decode()}" for one in signatures),
    }
