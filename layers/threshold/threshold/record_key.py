"""Keyed hashes: what makes ids and tokens that nobody can enumerate or forge."""

import base64
import hashlib
import hmac


def is_intake_id(text: str) -> bool:
    """Whether text has the shape of an intake's id."""
    return len(text) == 26 and set(text) <= set("abcdefghijklmnopqrstuvwxyz234567")


class RecordKey:
    """The deployment's secret key. Never logged, never shown, never leaves the process."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def digest(self, purpose: str, text: str) -> str:
        """A keyed hash of text for one purpose: 26 characters of a-z and 2-7, 130 bits."""
        mac = hmac.new(self._secret, f"{purpose}:{text}".encode(), hashlib.sha256).digest()
        return base64.b32encode(mac).decode().lower()[:26]

    def token(self, intake_id: str) -> str:
        """The token of the patient's status page: the id, and a proof that we gave it out."""
        return f"{intake_id}.{self.digest('status', intake_id)}"

    def intake_of(self, token: str) -> str | None:
        """The id in a token, None for one we never gave out."""
        intake_id, _, proof = token.partition(".")
        genuine = hmac.compare_digest(proof.encode(), self.digest("status", intake_id).encode())
        return intake_id if genuine else None
