"""The gates: whether a payer may be asked about a person. No 270 can be written without passing.

A request is made of nothing but a `Clearance`, and a `Clearance` that is not sound cannot be made.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from threshold.decision.coverage import Standing
from threshold.intake.submission import (
    Consent,
    ConsentKind,
    InsuranceCard,
    PaymentPath,
    Relationship,
    Submission,
    Track,
)
from threshold.program.model import Payer, Program

PRODUCTION_STAGE = "prod"
SUBSTANCE_USE = frozenset({Track.SUBSTANCE_USE, Track.DUAL})
"""What a person seeks who seeks care for substance use."""
_NO_ASKING = {
    None: Standing.PAYMENT_NOT_SAID,
    PaymentPath.SELF_PAY: Standing.SELF_PAY,
    PaymentPath.UNINSURED: Standing.UNINSURED,
}


class NotCleared(Exception):
    """Somebody tried to ask a payer past the gates."""


@dataclass(frozen=True, slots=True)
class Clearance:
    """This payer may be asked about this person, under this signed consent, from this stage.

    Raises:
        NotCleared: it may not.
    """

    submission: Submission
    card: InsuranceCard
    consent: Consent
    payer: Payer
    program: Program
    stage: str
    at: datetime

    def __post_init__(self) -> None:
        payment = self.submission.payment
        sound = (
            payment.path is PaymentPath.INSURANCE
            and payment.card == self.card
            and _is_complete(self.card)
            and _allows_asking(self.consent, self.at)
            and self.payer in self.program.payers
            and _may_meet(self.payer, self.stage)
        )
        if not sound:
            raise NotCleared

    def to(self, payer: Payer) -> "Clearance":
        """The clearance to ask another payer about the same person; NotCleared where there is none.

        Consent to disclosures for payment holds for whoever pays (45 CFR 164.506, 42 CFR 2.33).
        """
        return replace(self, payer=payer)

    @property
    def is_production(self) -> bool:
        """Whether what is asked is real."""
        return self.stage == PRODUCTION_STAGE

    @property
    def covers_substance_use(self) -> bool:
        """Whether a payer may be asked about care for substance use.

        Only where the person seeks it, and under a consent whose text covers it (42 CFR 2.31).
        """
        seeks = SUBSTANCE_USE & set(self.submission.need.tracks)
        return bool(seeks) and _names_substance_use(self.consent, self.program)


def cleared(
    submission: Submission,
    consents: tuple[Consent, ...],
    program: Program,
    stage: str,
    now: datetime,
) -> Clearance | Standing:
    """The clearance to ask a payer, or what keeps us from asking.

    Sources: consent, 42 CFR 2.31 and 2.33; the person's own bar, 45 CFR 164.522(a)(1)(vi).
    """
    payment = submission.payment
    if payment.path is not PaymentPath.INSURANCE:
        return _NO_ASKING[payment.path]
    signed = [consent for consent in consents if _allows_asking(consent, now)]
    if not signed:
        return Standing.NO_CONSENT
    card = payment.card
    if card is None or not _is_complete(card):
        return Standing.CARD_INCOMPLETE
    payer = program.payer(card.payer_id, card.payer_name)
    if payer is None:
        return Standing.PAYER_NOT_KNOWN
    if not _may_meet(payer, stage):
        return Standing.PARTNER_OF_ANOTHER_STAGE
    newest = max(signed, key=lambda consent: consent.signed_at)
    return Clearance(submission, card, newest, payer, program, stage, now)


def bars_call(
    submission: Submission,
    consents: tuple[Consent, ...],
    program: Program,
    now: datetime,
    *,
    substance_use: bool,
) -> Standing | None:
    """What keeps staff from asking the plan by phone, None where nothing does.

    The same gates as for a 270, but for what only a computer needs of payer and card.
    """
    if submission.payment.path is not PaymentPath.INSURANCE:
        return _NO_ASKING[submission.payment.path]
    signed = [consent for consent in consents if _allows_asking(consent, now)]
    newest = max(signed, key=lambda consent: consent.signed_at, default=None)
    if newest is None or (substance_use and not _names_substance_use(newest, program)):
        return Standing.NO_CONSENT
    return None


def _names_substance_use(consent: Consent, program: Program) -> bool:
    return consent.version in program.verification.substance_use_consents


def _allows_asking(consent: Consent, now: datetime) -> bool:
    return (
        consent.kind is ConsentKind.TREATMENT_PAYMENT_OPERATIONS
        and consent.signed_at <= now
        and bool(consent.signed_name.strip())
    )


def _is_complete(card: InsuranceCard) -> bool:
    own = card.relationship is Relationship.SELF
    return bool(card.member_id) and (own or card.subscriber is not None)


def _may_meet(payer: Payer, stage: str) -> bool:
    """A test never reaches a real partner, and what is real never a partner's test."""
    return payer.transport.production == (stage == PRODUCTION_STAGE)
