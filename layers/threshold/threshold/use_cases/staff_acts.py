"""What staff do to an intake: one table of acts, each a step of the life cycle with its reason.

Whoever acts says what they had before them. Where something happened since that could change
their mind, they are told, and nothing is stored.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from threshold.eligibility.conversation.playbook import Detail
from threshold.intake.change import Change, Finding, FindingKind, Step
from threshold.intake.life_cycle import EventKind
from threshold.intake.ports import IntakeStore
from threshold.intake.record import Actor, IntakeEvent, IntakeRecord, Reason
from threshold.intake.staff_act import Seen, StaffAct
from threshold.intake.submission import Submission
from threshold.program.model import Program
from threshold.use_cases.acceptance import must_be_clear, override_of
from threshold.use_cases.as_seen import as_seen, must_stand_as_seen
from threshold.use_cases.seating.answering_offer import WHY, DeclineReason
from threshold.use_cases.stepping import take
from threshold.use_cases.what_next import next_business_day


class Act(StrEnum):
    """What staff can do, in their words."""

    ACCEPT = "accept"
    REFER = "refer"
    DECLINE = "decline"
    REFERRAL_MADE = "referral_made"
    ASK_PATIENT = "ask_patient"
    VERIFY_AGAIN = "verify_again"
    SEND_TO_REVIEW = "send_to_review"
    OVERRIDE_RULE = "override_rule"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    ADD_NOTE = "add_note"
    TAKE_OFFER = "take_offer"
    DECLINE_OFFER = "decline_offer"
    RESUME_OFFERS = "resume_offers"
    RESCHEDULE = "reschedule"
    NO_SHOW = "no_show"
    CARE_ENDED = "care_ended"
    CHECKED_IN = "checked_in"
    CLINICAL_CONTACT = "clinical_contact"
    INTERIM_SERVICES = "interim_services"


EVENTS: Mapping[Act, EventKind] = {
    Act.ACCEPT: EventKind.ACCEPTED,
    Act.REFER: EventKind.REFERRED,
    Act.DECLINE: EventKind.NOT_SERVED,
    Act.REFERRAL_MADE: EventKind.REFERRAL_MADE,
    Act.ASK_PATIENT: EventKind.PATIENT_INPUT_NEEDED,
    Act.VERIFY_AGAIN: EventKind.VERIFICATION_REQUESTED,
    Act.SEND_TO_REVIEW: EventKind.REVIEW_NEEDED,
    Act.OVERRIDE_RULE: EventKind.RULE_OVERRIDDEN,
    Act.WITHDRAW: EventKind.WITHDRAWN,
    Act.REOPEN: EventKind.REOPENED,
    Act.ADD_NOTE: EventKind.NOTE_ADDED,
    Act.TAKE_OFFER: EventKind.OFFER_ACCEPTED,
    Act.DECLINE_OFFER: EventKind.OFFER_DECLINED,
    Act.RESUME_OFFERS: EventKind.SEATING_RESUMED,
    Act.RESCHEDULE: EventKind.RESCHEDULE_ASKED,
    Act.NO_SHOW: EventKind.NO_SHOW,
    Act.CARE_ENDED: EventKind.CARE_ENDED,
    Act.CHECKED_IN: EventKind.CHECKED_IN,
    Act.CLINICAL_CONTACT: EventKind.CLINICAL_CONTACT_MADE,
    Act.INTERIM_SERVICES: EventKind.INTERIM_SERVICES_GIVEN,
}
SIGNED = frozenset({Act.ACCEPT, Act.OVERRIDE_RULE})
"""Acts that a clinician signs: name, role, time and what they saw are kept with them."""
REFERS = frozenset({Act.REFER, Act.DECLINE})
"""Acts that end the way here: nobody is sent away without a place to turn to."""
_DUE_ANEW = frozenset({Act.ASK_PATIENT, Act.SEND_TO_REVIEW, Act.REOPEN, Act.REFER, Act.DECLINE})
_KEY, _HASH = "key", "saw"
_STAFF = "staff"
REASONS: Mapping[Act, Reason] = {
    Act.ACCEPT: Reason("H1", "A clinician accepted, and signed.", _STAFF),
    Act.REFER: Reason("H2", "A clinician refers to another level of care.", _STAFF),
    Act.DECLINE: Reason("H3", "A clinician found that the program cannot serve them.", _STAFF),
    Act.ASK_PATIENT: Reason("H4", "Staff asked the person for one thing.", _STAFF),
    Act.SEND_TO_REVIEW: Reason("H5", "Staff want a clinician to look.", _STAFF),
    Act.REOPEN: Reason("H6", "Staff took it up again.", _STAFF),
}
"""Why an intake is where it is, once a human put it there; in their own words in the finding."""


class InterimService(StrEnum):
    """What whoever is pregnant or injects drugs is given while they wait.

    Source: 45 CFR 96.121, "interim services": counseling and education about HIV and tuberculosis,
    referral for their treatment; for the pregnant, counseling on what alcohol and drugs do to the
    fetus, and referral for prenatal care.
    """

    HIV_TB_EDUCATION = "hiv_tb_education"
    HIV_TB_REFERRAL = "hiv_tb_referral"
    PREGNANCY_COUNSELING = "pregnancy_counseling"
    PRENATAL_REFERRAL = "prenatal_referral"


@dataclass(frozen=True, slots=True)
class Wanted:
    """An act as it was asked for. `seen` is the version of the intake that the caller saw.

    key: of the caller's choice; the same again is the same act, done once. asks: what a patient is
    asked for. rule: the one that is overridden. signed_name: None where nothing is signed.
    member_id: as staff read it off the card, to verify again by. why: of an offer that is declined.
    held_at: when the first clinical contact was. services: those that were given.
    """

    act: Act
    seen: int
    key: str
    reason: str
    signed_name: str | None = None
    asks: Detail | None = None
    rule: str | None = None
    referrals: tuple[str, ...] = ()
    elsewhere: str | None = None
    member_id: str | None = None
    why: DeclineReason | None = None
    held_at: datetime | None = None
    services: tuple[InterimService, ...] = ()

    @property
    def details(self) -> dict[str, str]:
        """What the event says of it."""
        said = {
            "asks": self.asks,
            WHY: self.why,
            "held_at": self.held_at and self.held_at.astimezone(UTC).isoformat(timespec="minutes"),
            "services": " ".join(self.services),
        }
        return {name: str(value) for name, value in said.items() if value}


class NoCard(Exception):
    """No insurance card is on file that a member id could be of."""


class NotYet(Exception):
    """What is said to have happened is still to come."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What an act does beside its step. amend: says more of it, or raises. keep: stores the change
    with what belongs to it."""

    amend: Callable[[IntakeRecord, Step], Step]
    keep: Callable[[Change], None]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an act: the intake as it then stands, and whether it was done just now."""

    record: IntakeRecord
    stored: bool


def act(
    intake_id: str,
    wanted: Wanted,
    actor: Actor,
    store: IntakeStore,
    program: Program,
    now: datetime,
    beside: Beside | None = None,
) -> Receipt:
    """Do what a member of staff wants, once. beside: None where the step is all there is.

    Raises:
        Unknown: no intake has this id.
        IllegalTransition, NotPermitted: the life cycle has no such step here, or not for them.
        HappenedSince, UnknownVersion: nothing was stored; look again.
        NotClear: a rule forbids acceptance, and was not overridden since the last assessment.
        NotOverridable: the rule did not fire, or is not theirs to set aside.
        NoCard: there is no card that a member id could be of.
        NotYet: the contact is said to be in the future.
        Retryable: others kept writing.
    """
    if wanted.held_at and wanted.held_at > now:
        raise NotYet
    stored: list[bool] = []

    def plan(record: IntakeRecord) -> Step | None:
        events = store.events(intake_id)[: record.version]
        seen = as_seen(wanted.seen, events)
        done = any(_is_this(one, wanted, actor) for one in events[wanted.seen :])
        stored.append(not done)
        if done:
            return None
        if wanted.act is not Act.ADD_NOTE:
            must_stand_as_seen(wanted.seen, events)
        if wanted.act is Act.ACCEPT:
            must_be_clear(intake_id, events, store)
        more = override_of(wanted.rule, intake_id, store) if wanted.rule else {}
        step = _step(record, wanted, seen, more, actor, program, now)
        read = _as_read(wanted.member_id, intake_id, store) if wanted.member_id else ()
        step = replace(step, findings=(*step.findings, *read))
        return beside.amend(record, step) if beside else step

    record = take(store, intake_id, plan, beside.keep if beside else None)
    return Receipt(record, stored[-1])


def _as_read(member_id: str, intake_id: str, store: IntakeStore) -> tuple[Finding, ...]:
    """The submission with the member id that staff read; nothing where it is the same."""
    before = store.latest(intake_id, FindingKind.SUBMISSION, Submission)
    card = before.payment.card if before else None
    if before is None or card is None:
        raise NoCard
    if card.member_id == member_id:
        return ()
    paid = replace(before.payment, card=replace(card, member_id=member_id))
    return (Finding(FindingKind.SUBMISSION, replace(before, payment=paid)),)


def _is_this(event: IntakeEvent, wanted: Wanted, actor: Actor) -> bool:
    same = event.kind is EVENTS[wanted.act] and event.details.get(_KEY) == wanted.key
    return same and event.actor == actor


def _step(
    record: IntakeRecord,
    wanted: Wanted,
    seen: Seen,
    more: Mapping[str, str],
    actor: Actor,
    program: Program,
    now: datetime,
) -> Step:
    kept = StaffAct(
        actor,
        now,
        seen,
        wanted.reason,
        wanted.signed_name,
        wanted.referrals,
        wanted.elsewhere,
    )
    details = {_KEY: wanted.key, _HASH: f"{seen.version} {seen.event_hash[:32]}"}
    return Step(
        EVENTS[wanted.act],
        actor,
        now,
        reasons=(REASONS[wanted.act],) if wanted.act in REASONS else (),
        details={**details, **more, **wanted.details},
        findings=(Finding(FindingKind.STAFF_ACT, kept, wanted.act),),
        due_at=_due(record, wanted.act, program, now),
    )


def _due(record: IntakeRecord, act: Act, program: Program, now: datetime) -> datetime | None:
    """Work that begins anew is due on the next business day; a review never later than it was."""
    if act not in _DUE_ANEW:
        return None
    due_at = next_business_day(now, program)
    return min(due_at, record.due_at or due_at) if act is Act.SEND_TO_REVIEW else due_at
