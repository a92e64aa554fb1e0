"""Whether a payer may be asked about a person and, only then, the request to ask with.

The gates stand in `cleared`, and a request is made of nothing but a `Clearance`; so no 270 can be
written that did not pass them.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from threshold.decision.coverage import Standing
from threshold.eligibility import request as asked
from threshold.eligibility.x12.writer import Party
from threshold.intake.submission import (
    Consent,
    ConsentKind,
    InsuranceCard,
    Payment,
    PaymentPath,
    Relationship,
    Submission,
)
from threshold.program.model import Payer, Program

PRODUCTION_STAGE = "prod"
_NO_ASKING = {
    None: Standing.PAYMENT_NOT_SAID,
    PaymentPath.SELF_PAY: Standing.SELF_PAY,
    PaymentPath.UNINSURED: Standing.UNINSURED,
}


@dataclass(frozen=True, slots=True)
class Clearance:
    """A payer may be asked: this one, about this card, under this signed consent."""

    payer: Payer
    card: InsuranceCard
    consent: Consent


def cleared(
    payment: Payment, consents: tuple[Consent, ...], program: Program, now: datetime
) -> Clearance | Standing:
    """The clearance to ask a payer, or what keeps us from asking.

    Sources: consent, 42 CFR 2.31 and 2.33; the person's own bar, 45 CFR 164.522(a)(1)(vi).
    """
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
    return Clearance(payer, card, max(signed, key=lambda consent: consent.signed_at))


def _allows_asking(consent: Consent, now: datetime) -> bool:
    return (
        consent.kind is ConsentKind.TREATMENT_PAYMENT_OPERATIONS
        and consent.signed_at <= now
        and bool(consent.signed_name)
    )


def _is_complete(card: InsuranceCard) -> bool:
    own = card.relationship is Relationship.SELF
    return bool(card.member_id) and (own or card.subscriber is not None)


def inquiry(
    clearance: Clearance,
    submission: Submission,
    program: Program,
    stage: str,
    control_number: int,
    now: datetime,
) -> asked.EligibilityRequest:
    """The request for the plan as a whole (service type 30): the least that finds the person.

    Only the production stage marks its requests as real.
    """
    payer = clearance.payer
    subscriber, dependent = _people(clearance.card, submission)
    usage = asked.Usage.PRODUCTION if stage == PRODUCTION_STAGE else asked.Usage.TEST
    return asked.EligibilityRequest(
        payer=asked.Payer(payer.name, payer.id),
        provider=asked.Provider(program.provider.name, program.provider.npi),
        subscriber=subscriber,
        dependent=dependent,
        trace_id=trace_id(control_number),
        originator_id=program.provider.originator_id,
        sender=Party(payer.transport.sender_id),
        receiver=Party(payer.transport.receiver_id),
        control_number=control_number,
        usage=usage,
        created_at=now.astimezone(ZoneInfo(program.time_zone)),
    )


def trace_id(control_number: int) -> str:
    """What ties the answer to the request; it tells the payer nothing of the intake."""
    return f"THRESHOLD{control_number:09}"


def _people(
    card: InsuranceCard, submission: Submission
) -> tuple[asked.Subscriber, asked.Dependent | None]:
    person, holder = submission.person, card.subscriber
    if card.relationship is Relationship.SELF or holder is None:
        name = person.name
        sex = _sex(person.sex)
        mine = asked.Subscriber(name.last, name.first, card.member_id, person.birth_date, sex)
        return mine, None
    subscriber = asked.Subscriber(
        holder.name.last, holder.name.first, card.member_id, holder.birth_date, _sex(holder.sex)
    )
    patient = asked.Dependent(
        person.name.last,
        person.name.first,
        person.birth_date,
        asked.Relationship(card.relationship),
        sex=_sex(person.sex),
    )
    return subscriber, patient


def _sex(sex: str | None) -> asked.Sex | None:
    return asked.Sex(sex[0].upper()) if sex else None
