"""Doing an act that a form was filled in for, and why it was not done."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from threshold.console.left_out import RESTS_ON_SAFETY
from threshold.console.offers import DEEDS, MERGE, REVOKE_CONSENT, acting_as
from threshold.console.roles import NotForRole, acting_role
from threshold.console_pages.act_form import (
    DIFFER,
    FIELDS,
    HELD_AT,
    INTO,
    KIND,
    MEMBER_ID,
    REFERRALS,
    RULE,
    SERVICES,
)
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.visit import Request, StaffVisit
from threshold.errors import Unknown
from threshold.intake.consents import REVOCABLE
from threshold.intake.life_cycle import IllegalTransition, NotPermitted
from threshold.intake.record import Actor, IntakeEvent, IntakeRecord
from threshold.intake.submission import ConsentKind
from threshold.use_cases.acceptance import NotClear, NotOverridable
from threshold.use_cases.agreements import revoke
from threshold.use_cases.as_seen import HappenedSince, UnknownVersion
from threshold.use_cases.merging import NotTheSamePerson, merge
from threshold.use_cases.offers_by_phone import ANSWERS, answer_by_phone
from threshold.use_cases.seating.answering_offer import OfferOver
from threshold.use_cases.staff_acts import Act, NoCard, NotYet, Wanted, act
from threshold.web.problem import Fault, Problem
from threshold.web.staff_act_form import read_act, read_merge

_LISTS = frozenset({REFERRALS, SERVICES})


@dataclass(eq=False)
class NotDone(Exception):
    """Nothing was stored. `status` as HTTP has it; faults: a rule by field, "" for the whole.

    since: what others did since the form was opened. says: the key of a sentence that tells why.
    """

    status: int
    faults: Mapping[str, str] = field(default_factory=dict)
    since: Sequence[IntakeEvent] = ()
    says: str = ""


def actor_of(visit: StaffVisit, record: IntakeRecord, name: str) -> Actor:
    """Who somebody is in doing this, from where the intake stands.

    Where it cannot be done from there it may have been, by the same form sent twice: so they are
    somebody in any case, and the act itself tells.

    Raises:
        NotForRole: it is never theirs to do.
    """
    event = DEEDS[name]
    role = acting_as(record, event, visit.roles) or acting_role(visit.roles, event)
    if role is None:
        raise NotForRole
    return Actor(role, visit.name)


def perform(visit: StaffVisit, intake_id: str, name: str, actor: Actor, desk: ConsoleDesk) -> None:
    """Do what was filled in, once however often it is sent.

    Raises:
        NotDone: see there.
        Retryable: others kept writing.
    """
    with _told():
        if name == REVOKE_CONSENT:
            _revoke(visit, intake_id, actor, desk)
        elif name == MERGE:
            _merge(visit, intake_id, actor, desk)
        else:
            wanted = read_act(Act(name), _document(visit.request, name), desk.program)
            if wanted.rule in RESTS_ON_SAFETY:
                raise NotOverridable
            _act(intake_id, wanted, actor, desk)


def _act(intake_id: str, wanted: Wanted, actor: Actor, desk: ConsoleDesk) -> None:
    if wanted.act in ANSWERS:
        kept = desk.store, desk.seats(), desk.program, desk.now()
        answer_by_phone(intake_id, wanted, actor, *kept)
    else:
        act(intake_id, wanted, actor, desk.store, desk.program, desk.now())


def _revoke(visit: StaffVisit, intake_id: str, actor: Actor, desk: ConsoleDesk) -> None:
    kind = visit.request.one(KIND)
    if kind not in REVOCABLE:
        raise NotDone(400, {KIND: "must be one of those that stand"})
    revoke(intake_id, ConsentKind(kind), actor, desk.store, desk.now())


def _merge(visit: StaffVisit, intake_id: str, actor: Actor, desk: ConsoleDesk) -> None:
    into, seen, reason, differ = read_merge(_document(visit.request, MERGE))
    args = intake_id, into, reason, actor, desk.store, desk.now()
    try:
        merge(*args, seen=seen, differ=differ)
    except NotTheSamePerson:
        raise NotDone(409, says="act.not_the_same") from None
    except (Unknown, ValueError):
        raise NotDone(400, {INTO: "must be the id of another intake"}) from None


def _document(request: Request, name: str) -> dict[str, object]:
    """What was posted, in the form that the API takes; what was left blank is left out."""
    found: dict[str, object] = {"version": request.whole("version")}
    found |= {} if name == MERGE else {"key": request.one("key")}
    for one in FIELDS[name]:
        if one in _LISTS:
            found[one] = list((request.posted or {}).get(one, ()))
        elif one == DIFFER:
            found[one] = request.one(one) == "yes"
        elif text := request.one(one).strip():
            found[one] = text
    return found


def _field_of(fault: Fault) -> str:
    """The field that a fault is of, empty for the form as a whole."""
    return fault.pointer.removeprefix("#").strip("/").split("/")[0]


@contextmanager
def _told() -> Iterator[None]:
    """What keeps an act from being done, as its form says it."""
    try:
        yield
    except Problem as error:
        faults = {_field_of(one): one.detail for one in reversed(error.faults)}
        raise NotDone(error.status, faults) from None
    except HappenedSince as error:
        raise NotDone(409, since=error.events) from None
    except UnknownVersion:
        raise NotDone(400, {"": "names a version that there never was"}) from None
    except (IllegalTransition, NotPermitted):
        raise NotDone(409, says="act.not_from_here") from None
    except NotClear as error:
        raise NotDone(409, {"": ", ".join(error.rules)}, says="act.bars.rules") from None
    except OfferOver:
        raise NotDone(409, says="act.offer_over") from None
    except NotYet:
        raise NotDone(400, {HELD_AT: "must not be in the future"}) from None
    except NoCard:
        raise NotDone(400, {MEMBER_ID: "must be of a card, and none is on file"}) from None
    except NotOverridable:
        raise NotDone(400, {RULE: "must be one that fired, and can be set aside"}) from None
