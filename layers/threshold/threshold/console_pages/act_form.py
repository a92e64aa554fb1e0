"""The form of one act: what it is told, what there is to choose from, what will be signed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from threshold.assessment.recommendation import Assessment, Fired
from threshold.console.left_out import RESTS_ON_SAFETY, general_rule
from threshold.console.offers import MERGE, REVOKE_CONSENT
from threshold.console_pages.agreed import revocable
from threshold.console_pages.shell import TEXTS
from threshold.eligibility.conversation.playbook import Detail
from threshold.intake.change import FindingKind
from threshold.intake.ports import IntakeStore
from threshold.intake.record import Actor, IntakeEvent, IntakeRecord
from threshold.program.model import Program
from threshold.program.referrals import Referral, referrals_of
from threshold.staff.kept_forms import Posted
from threshold.use_cases.acceptance import NEVER_OVERRIDDEN, in_the_way, overrides_of
from threshold.use_cases.seating.answering_offer import DeclineReason
from threshold.use_cases.staff_acts import InterimService

REFERRALS, ELSEWHERE, ASKS, RULE, SIGNED_NAME = (
    "referrals", "elsewhere", "asks", "rule", "signed_name"
)  # fmt: skip
KIND, INTO, DIFFER, REASON, MEMBER_ID = "kind", "into", "differ", "reason", "member_id"
WHY, HELD_AT, SERVICES = "why", "held_at", "services"

FIELDS: Mapping[str, tuple[str, ...]] = {
    "accept": (REASON, SIGNED_NAME),
    "refer": (REFERRALS, ELSEWHERE, REASON),
    "decline": (REFERRALS, ELSEWHERE, REASON),
    "referral_made": (REASON,),
    "ask_patient": (ASKS, REASON),
    "verify_again": (MEMBER_ID, REASON),
    "send_to_review": (REASON,),
    "override_rule": (RULE, REASON, SIGNED_NAME),
    "withdraw": (REASON,),
    "reopen": (REASON,),
    "add_note": (REASON,),
    "take_offer": (REASON,),
    "decline_offer": (WHY, REASON),
    "resume_offers": (REASON,),
    "reschedule": (REASON,),
    "no_show": (REASON,),
    "care_ended": (REASON,),
    "checked_in": (REASON,),
    "clinical_contact": (HELD_AT, REASON),
    "interim_services": (SERVICES, REASON),
    MERGE: (INTO, DIFFER, REASON),
    REVOKE_CONSENT: (KIND,),
}
"""What each act is told, in the order in which it is asked for."""
OF_THE_ASSESSMENT = frozenset({"accept", "override_rule"})
"""Acts that go by what was assessed, and show it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose. `value` as it is posted; `more` in words, empty for nothing."""

    value: str
    name: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Signing:
    """What a signature will stand under: who, in which role, when, having seen which version.

    overridden: the rules that were set aside, in words; stops: those that speak against it still.
    """

    by: Actor
    at: datetime
    version: int
    overridden: tuple[str, ...]
    stops: tuple[Fired, ...]


@dataclass(frozen=True, slots=True)
class ActForm:
    """A form to fill in. `key` names this one filling of it: sent twice, it is done once.

    choices: by field. typed: what was written in it before. bars: why it cannot be done now, in
    words; empty where it can.
    """

    name: str
    version: int
    key: str
    fields: tuple[str, ...]
    choices: Mapping[str, tuple[Choice, ...]]
    typed: Posted
    signing: Signing | None
    bars: str

    def one(self, field: str) -> str:
        """The first thing written in a field, empty for none."""
        return "".join(self.typed.get(field, ())[:1])

    def has(self, field: str, value: str) -> bool:
        """Whether something was chosen."""
        return value in self.typed.get(field, ())


@dataclass(frozen=True, slots=True)
class Background:
    """What a form is made from."""

    record: IntakeRecord
    events: Sequence[IntakeEvent]
    assessment: Assessment | None
    store: IntakeStore
    program: Program


def background(record: IntakeRecord, store: IntakeStore, program: Program) -> Background:
    """What the forms of an intake are made from."""
    assessment = store.latest(record.intake_id, FindingKind.ASSESSMENT, Assessment)
    events = store.events(record.intake_id)[: record.version]
    return Background(record, events, assessment, store, program)


def choices(name: str, of: Background) -> Mapping[str, tuple[Choice, ...]]:
    """What is offered to choose from, by field."""
    return {field: _OFFERS[field](of) for field in FIELDS[name] if field in _OFFERS}


def signing(by: Actor, at: datetime, of: Background) -> Signing:
    """What the signature of somebody will stand under."""
    overridden = tuple(
        TEXTS("act.overridden", rule=general_rule(one.details["rule"]), name=one.actor.name)
        for one in (overrides_of(of.assessment, of.events) if of.assessment else ())
    )
    stops = in_the_way(of.assessment, of.events) if of.assessment else ()
    return Signing(by, at, of.record.version, overridden, stops)


def bars(name: str, of: Background, offered: Mapping[str, tuple[Choice, ...]]) -> str:
    """Why an act of the life cycle cannot be done now, empty where it can."""
    if name == "accept" and of.assessment is None:
        return TEXTS("act.bars.not_assessed")
    if name == "accept" and of.assessment and in_the_way(of.assessment, of.events):
        return TEXTS("act.bars.rules")
    if name == "override_rule" and not offered[RULE]:
        return TEXTS("act.bars.no_rule")
    if name == REVOKE_CONSENT and not offered[KIND]:
        return TEXTS("act.bars.no_consent")
    return ""


def _fitting(of: Background) -> tuple[Referral, ...]:
    """The program's places that serve whoever is there, in their language."""
    record = of.record
    return tuple(
        one for one in referrals_of(of.program) if one.serves(record.state, record.language)
    )


def _place(one: Referral) -> Choice:
    directions = ", ".join(TEXTS(f"act.direction.{direction}") for direction in one.directions)
    return Choice(one.id, one.name, f"{one.phone} · {directions}")


def _rules(of: Background) -> tuple[Choice, ...]:
    """The rules that fired and are a clinician's to set aside; those in the way first.

    Those that may rest on safety answers are not told here, nor do they stand in anybody's way.
    """
    if of.assessment is None:
        return ()
    stops = in_the_way(of.assessment, of.events)
    theirs = [
        one
        for one in of.assessment.reasons
        if one.outcome is not None and one.rule not in NEVER_OVERRIDDEN | RESTS_ON_SAFETY
    ]
    ordered = sorted(theirs, key=lambda one: one not in stops)
    return tuple(
        Choice(one.rule, one.rule, TEXTS("act.stops", text=one.text) if one in stops else one.text)
        for one in ordered
    )


def _places(of: Background) -> tuple[Choice, ...]:
    return tuple(_place(one) for one in _fitting(of))


def _details(_: Background) -> tuple[Choice, ...]:
    return tuple(Choice(one, TEXTS(f"code.asks.{one}")) for one in Detail)


def _kinds(of: Background) -> tuple[Choice, ...]:
    kinds = revocable(of.store.agreements(of.record.intake_id).standing)
    return tuple(Choice(one, TEXTS(f"consent.{one}")) for one in kinds)


def _declines(_: Background) -> tuple[Choice, ...]:
    return tuple(Choice(one, TEXTS(f"code.why.{one}")) for one in DeclineReason)


def _services(_: Background) -> tuple[Choice, ...]:
    return tuple(Choice(one, TEXTS(f"code.services.{one}")) for one in InterimService)


_OFFERS: Mapping[str, Callable[[Background], tuple[Choice, ...]]] = {
    REFERRALS: _places,
    ASKS: _details,
    RULE: _rules,
    KIND: _kinds,
    WHY: _declines,
    SERVICES: _services,
}
