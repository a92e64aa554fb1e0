"""What a person agreed to: given at any time, and taken back as easily."""

from dataclasses import replace
from datetime import datetime

from threshold.intake.change import Finding, FindingKind, Step
from threshold.intake.consents import REVOCABLE, Revocation, newest
from threshold.intake.life_cycle import EventKind
from threshold.intake.ports import IntakeStore
from threshold.intake.record import Actor, IntakeRecord
from threshold.intake.submission import Consent, ConsentKind
from threshold.use_cases.stepping import take


def revoke(
    intake_id: str, kind: ConsentKind, actor: Actor, store: IntakeStore, now: datetime
) -> bool:
    """Take back every consent of a kind; False where none stands, and nothing is done.

    What is under way with a payer is let finish: it cannot be called back. Nothing more is asked.

    Raises:
        ValueError: a kind that is no consent to something to come.
        Unknown: no intake has this id.
        NotPermitted: the role may not revoke for the person.
        Retryable: others kept writing.
    """
    if kind not in REVOCABLE:
        raise ValueError("kind: cannot be taken back")
    ended: list[bool] = []

    def plan(_: IntakeRecord) -> Step | None:
        stood = store.agreements(intake_id).standing
        signed = tuple(one.signed_at for one in stood if one.kind is kind)
        ended.append(bool(signed))
        if not signed:
            return None
        found = Finding(FindingKind.CONSENT_REVOKED, Revocation(kind, now, signed), kind)
        details = {"consent": kind.value}
        return Step(EventKind.CONSENT_REVOKED, actor, now, details=details, findings=(found,))

    take(store, intake_id, plan)
    return ended[-1]


def give(intake_id: str, consent: Consent, actor: Actor, store: IntakeStore, now: datetime) -> None:
    """Keep a consent that was signed after the form was sent; nothing where the same one stands.

    Raises:
        Unknown: no intake has this id.
        NotPermitted: the role may not sign for the person.
        Retryable: others kept writing.
    """

    def plan(_: IntakeRecord) -> Step | None:
        stands = newest(store.agreements(intake_id).standing, consent.kind)
        if stands and replace(stands, signed_at=consent.signed_at) == consent:
            return None
        found = Finding(FindingKind.CONSENT, consent, consent.kind)
        details = {"consent": f"{consent.kind} {consent.version}"}
        return Step(EventKind.CONSENT_GIVEN, actor, now, details=details, findings=(found,))

    take(store, intake_id, plan)
