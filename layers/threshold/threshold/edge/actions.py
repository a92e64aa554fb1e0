"""Staff actions by name. What one alone needs is imported when it is asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from threshold.console.roles import NotForRole, Reading, acting_role, may_read
from threshold.errors import Unknown
from threshold.intake.life_cycle import EventKind, IllegalTransition, NotPermitted, Role
from threshold.intake.ports import IntakeStore
from threshold.intake.record import Actor, IntakeEvent
from threshold.program.model import Program
from threshold.staff.permissions import Permission
from threshold.web.problem import Fault, Problem, pointer
from threshold.web.staff_action import Document, read_action

if TYPE_CHECKING:
    from threshold.scheduling.ports import SeatStore
    from threshold.use_cases.acceptance import NotClear
    from threshold.use_cases.staff_acts import Receipt, Wanted


@dataclass(frozen=True, slots=True)
class Call:
    """Who acts on which intake, and when; as a `safety.Reader`, too. `name` is the sign-in name."""

    intake_id: str
    roles: frozenset[Role]
    name: str
    store: IntakeStore
    seats: Callable[[], "SeatStore"]
    program: Program
    now: datetime
    permissions: frozenset[Permission] = frozenset()


def act(text: str, call: Call) -> Document:
    """Do the action in a JSON text; what became of it.

    Raises:
        Problem: 400 with every fault, 409 where another was first.
        NotForRole: the roles may not do it.
        Unknown: there is no such intake for these roles.
        Retryable: the store is busy; nothing was stored.
    """
    name, document = read_action(text, ACTIONS)
    return ACTIONS[name](document, call)


def _role(call: Call, event: EventKind) -> Role:
    """The role in which somebody does it: one that may from where the intake stands, or else, for
    the act itself to tell why not, one that ever may.

    Raises:
        NotForRole: it is never theirs to do.
        Unknown: no intake has this id.
    """
    from threshold.console.offers import acting_as

    record = call.store.load(call.intake_id)
    role = acting_as(record, event, call.roles) or acting_role(call.roles, event)
    if role is None:
        raise NotForRole
    return role


def _record_benefits(document: Document, call: Call) -> Document:
    from zoneinfo import ZoneInfo

    from threshold.use_cases import record_benefits as recording
    from threshold.use_cases.as_seen import UnknownVersion
    from threshold.web.benefits_form import TITLE, read_recording

    role = _role(call, EventKind.BENEFITS_RECORDED)
    worklist = call.store.load(call.intake_id).worklist
    if not may_read(call.roles, Reading.BENEFITS, worklist):
        raise Unknown("no intake of theirs has this id")
    today = call.now.astimezone(ZoneInfo(call.program.time_zone)).date()
    said, seen = read_recording(document, today)
    actor = Actor(role, call.name)
    try:
        receipt = recording.record_benefits(call.intake_id, said, seen, actor, call.store, call.now)
    except recording.UnknownFacts as error:
        rule = "must be the id of a fact recorded for this intake"
        places = (pointer("takes_back", place) for place in error.places)
        raise Problem(400, TITLE, tuple(Fault(place, rule) for place in places)) from None
    except UnknownVersion:
        fault = Fault(pointer("version"), "must be a version that the intake has had")
        raise Problem(400, TITLE, (fault,)) from None
    except recording.SaidSince:
        raise Problem(409, "Something else was recorded of this since. Look again.") from None
    return {
        "version": receipt.version,
        "stored": receipt.stored,
        "ids": [told.id for told in said.facts],
    }


def _revoke_consent(document: Document, call: Call) -> Document:
    from threshold.intake.consents import REVOCABLE
    from threshold.intake.submission import ConsentKind
    from threshold.use_cases.agreements import revoke

    role = _role(call, EventKind.CONSENT_REVOKED)
    kind = document.get("kind")
    if document.keys() != {"kind"} or kind not in REVOCABLE:
        rule = f"must be all there is beside the action, one of: {', '.join(sorted(REVOCABLE))}"
        raise Problem(400, "The action cannot be used as it is.", (Fault(pointer("kind"), rule),))
    actor = Actor(role, call.name)
    stored = revoke(call.intake_id, ConsentKind(str(kind)), actor, call.store, call.now)
    return _done(call.store.load(call.intake_id).version, stored)


def _do(name: str, document: Document, call: Call) -> Document:
    """One of the acts of `use_cases.staff_acts`."""
    from threshold.console.left_out import RESTS_ON_SAFETY
    from threshold.use_cases import staff_acts as acts
    from threshold.use_cases.acceptance import NotClear, NotOverridable
    from threshold.web.staff_act_form import fault_of, read_act

    act = acts.Act(name)
    role = _role(call, acts.EVENTS[act])
    wanted = read_act(act, document, call.program)
    if wanted.rule in RESTS_ON_SAFETY and not _sees_safety(call):
        raise fault_of("rule", "may rest on safety answers: for clinicians who see them")
    actor = Actor(role, call.name)
    try:
        with _told():
            receipt = _acted(wanted, actor, call)
    except acts.NotYet:
        raise fault_of("held_at", "must not be in the future") from None
    except acts.NoCard:
        raise fault_of("member_id", "must be of a card, and none is on file") from None
    except NotOverridable:
        raise fault_of("rule", "must be a rule that fired, and one that can be set aside") from None
    except NotClear as error:
        raise Problem(409, f"Rules speak against it: {_rules(error)}.") from None
    return _done(receipt.record.version, receipt.stored)


def _acted(wanted: "Wanted", actor: Actor, call: Call) -> "Receipt":
    from threshold.use_cases.offers_by_phone import ANSWERS, answer_by_phone
    from threshold.use_cases.seating.answering_offer import OfferOver
    from threshold.use_cases.staff_acts import act

    kept = call.program, call.now
    if wanted.act not in ANSWERS:
        return act(call.intake_id, wanted, actor, call.store, *kept)
    try:
        return answer_by_phone(call.intake_id, wanted, actor, call.store, call.seats(), *kept)
    except OfferOver:
        raise Problem(409, "No offer is open any more.") from None


def _sees_safety(call: Call) -> bool:
    from threshold.console.safety import sees_safety

    return sees_safety(call, call.store.events(call.intake_id), call.now)


def _break_glass(document: Document, call: Call) -> Document:
    from threshold.use_cases.break_glass import break_glass
    from threshold.web.staff_act_form import read_break_glass

    role = _role(call, EventKind.GLASS_BROKEN)
    key, reason = read_break_glass(document)
    actor = Actor(role, call.name)
    receipt = break_glass(call.intake_id, reason, key, actor, call.store, call.now)
    return _done(receipt.record.version, receipt.stored)


def _merge(document: Document, call: Call) -> Document:
    from threshold.use_cases.merging import NotTheSamePerson, merge
    from threshold.web.staff_act_form import fault_of, read_merge

    role = _role(call, EventKind.MERGED)
    into, seen, reason, differ = read_merge(document)
    actor = Actor(role, call.name)
    args = call.intake_id, into, reason, actor, call.store, call.now
    try:
        with _told():
            record = merge(*args, seen=seen, differ=differ)
    except ValueError:
        raise fault_of("into", "must be another intake") from None
    except NotTheSamePerson:
        raise Problem(409, "Name or birth date differ. Say that you know.") from None
    return _done(record.version, stored=True)


@contextmanager
def _told() -> Iterator[None]:
    """What the life cycle or another's act forbids, as the caller is told it."""
    from threshold.use_cases.as_seen import HappenedSince, UnknownVersion
    from threshold.web.staff_act_form import fault_of

    try:
        yield
    except HappenedSince as error:
        raise Problem(409, f"Something happened since: {happened(error.events)}.") from None
    except UnknownVersion:
        raise fault_of("version", "must be a version that the intake has had") from None
    except IllegalTransition as error:
        raise Problem(409, f"That cannot be done to an intake that is {error.source}.") from None
    except NotPermitted:
        raise NotForRole from None


def happened(events: Sequence[IntakeEvent]) -> str:
    """What happened, for whoever was slower: each event, and who of the staff caused it."""
    return ", ".join(
        f"{one.kind.replace('_', ' ')} by {one.actor.name or f'the {one.actor.role}'}"
        for one in events
    )


def _rules(error: "NotClear") -> str:
    never = set(error.never)
    each = (f"{rule} (cannot be set aside)" if rule in never else rule for rule in error.rules)
    return ", ".join(each) or "nothing was assessed yet"


def _done(version: int, stored: bool) -> Document:
    return {"version": version, "stored": stored, "ids": []}


_ACTS = (
    "accept refer decline referral_made ask_patient verify_again send_to_review override_rule "
    "withdraw reopen add_note take_offer decline_offer resume_offers reschedule no_show care_ended "
    "checked_in clinical_contact interim_services"
).split()
"""The names of `staff_acts.Act`, which is not loaded until one is asked for."""

ACTIONS: Mapping[str, Callable[[Document, Call], Document]] = {
    **{name: partial(_do, name) for name in _ACTS},
    "break_glass": _break_glass,
    "merge": _merge,
    "record_benefits": _record_benefits,
    "revoke_consent": _revoke_consent,
}
"""What staff can do, by the name it has in `POST /intakes/{id}/actions`."""
