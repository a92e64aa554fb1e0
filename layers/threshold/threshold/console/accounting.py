"""The accounting of disclosures: to whom something about a person was told, what, and why.

Source: 42 CFR 2.25; 45 CFR 164.528(b)(2): date, recipient and, if known, address, a brief
description of what was disclosed, and the purpose.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from threshold.eligibility.service_types import in_words
from threshold.program.model import Program
from threshold.use_cases.auditing import Disclosure

PURPOSE = "Payment: to learn what the plan covers before care begins."


@dataclass(frozen=True, slots=True)
class Entry:
    """One disclosure as a person reads it.

    payer: the name, or its id where the configuration has it no more. phone, address: None where
    the configuration does not say. asked_about: in words. consent_kind, consent_version: of the
    text that was signed. sent: False where it is known that nothing left us in the end. What was
    tampered with is empty or None.
    """

    at: datetime
    payer: str
    payer_id: str
    phone: str | None
    address: str | None
    asked_about: tuple[str, ...]
    consent_kind: str
    consent_version: str
    consent_signed_at: datetime | None
    number: str
    sent: bool
    purpose: str = PURPOSE


def accounting(disclosures: Iterable[Disclosure], program: Program) -> tuple[Entry, ...]:
    """The disclosures, in their order, with what the configuration knows of who was told."""
    return tuple(_entry(one, program) for one in disclosures)


def _entry(told: Disclosure, program: Program) -> Entry:
    payer = program.payer(told.payer, None)
    kind, _, version = told.consent.partition(" ")
    return Entry(
        told.at,
        payer.name if payer else f"payer {told.payer}",
        told.payer,
        payer.phone if payer else None,
        payer.address if payer else None,
        tuple(map(in_words, told.service_types)),
        kind,
        version,
        told.consent_signed_at,
        told.control_number,
        told.sent,
    )
