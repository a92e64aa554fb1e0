"""Signing in by OpenID Connect: the code flow with PKCE (S256), a state and a nonce.

Source: OpenID Connect Core 1.0, 3.1; RFC 7636; RFC 9700.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from threshold.record_key import RecordKey


class NotSignedIn(Exception):
    """Nobody is signed in by this answer. Names the rule that it breaks, never what it holds."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who an identity provider says it is, in which groups, and until when it says so."""

    name: str
    groups: frozenset[str]
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """The secrets of one attempt: all made of one random value that a browser keeps for it.

    So an attempt needs no place of its own, and only the browser that began it can end it; what
    the browser keeps tells it neither nonce nor verifier.
    """

    state: str
    nonce: str
    verifier: str

    @property
    def challenge(self) -> str:
        """The verifier's SHA-256, as S256 sends it."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def attempt_of(value: str, record_key: RecordKey) -> Attempt:
    """The attempt that a random value stands for."""
    halves = (record_key.digest(f"sign-in verifier {n}", value) for n in (1, 2))
    return Attempt(
        state=record_key.digest("sign-in state", value),
        nonce=record_key.digest("sign-in nonce", value),
        verifier="".join(halves),
    )


class IdentityProvider(Protocol):
    """Whoever keeps the staff's passwords and second factors. Addresses are whole URLs."""

    @property
    def origin(self) -> str:
        """Scheme and host of its pages."""

    def sign_in_url(self, attempt: Attempt, back_to: str) -> str:
        """Its page on which to sign in; it sends the browser back with a code."""

    def sign_out_url(self, then: str) -> str:
        """Where it forgets who signed in; it sends the browser on from there."""

    def redeem(self, code: str, attempt: Attempt, back_to: str) -> SignedIn:
        """Who signed in, for a code that came back.

        Raises:
            NotSignedIn: the code, or what was given for it, is not to be trusted.
            Retryable: it cannot be reached now.
        """
