"""Consents that stand, and those that were taken back. A consent allows nothing once it was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from threshold.intake.submission import Consent, ConsentKind, MessageUse

REVOCABLE = frozenset(ConsentKind) - {ConsentKind.PRIVACY_NOTICE}
"""Whoever has read a notice has read it; every other consent can be taken back at any time.

Sources: 42 CFR 2.31(a)(6), 45 CFR 164.508(b)(5), 47 CFR 64.1200(a)(10).
"""


@dataclass(frozen=True, slots=True)
class Revocation:
    """Every consent of a kind, taken back at once.

    `signed` are the times at which those that stood then say they were signed: a clock that was
    fast makes none of them outlive it.
    """

    kind: ConsentKind
    at: datetime
    signed: tuple[datetime, ...] = ()


def standing(consents: Iterable[Consent], revocations: Iterable[Revocation]) -> tuple[Consent, ...]:
    """The consents that nobody has taken back since they were signed, in their order."""
    revoked = tuple(revocations)
    return tuple(one for one in consents if not any(_ends(by, one) for by in revoked))


@dataclass(frozen=True, slots=True)
class Agreements:
    """Every consent that was signed, and each time that one was taken back; both oldest first."""

    signed: tuple[Consent, ...] = ()
    revoked: tuple[Revocation, ...] = ()

    @property
    def standing(self) -> tuple[Consent, ...]:
        """The consents under which something may be done."""
        return standing(self.signed, self.revoked)


def _ends(by: Revocation, consent: Consent) -> bool:
    of_this_kind = by.kind is consent.kind
    return of_this_kind and (consent.signed_at <= by.at or consent.signed_at in by.signed)


def newest(consents: Iterable[Consent], kind: ConsentKind) -> Consent | None:
    """The consent of a kind that was signed last, None where there is none."""
    own = (one for one in consents if one.kind is kind)
    return max(own, key=lambda consent: consent.signed_at, default=None)


def allows_email(consents: Iterable[Consent]) -> bool:
    """Whether the consent to messages that was signed last allows email about care."""
    consent = newest(consents, ConsentKind.MESSAGES)
    return consent is not None and MessageUse.EMAIL_CARE in consent.covers
