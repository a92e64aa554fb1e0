"""Staff actions by name. What one alone needs is imported when it is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from threshold.console.roles import NotForRole, Reading, acting_role, may_read
from threshold.errors import Unknown
from threshold.intake.life_cycle import EventKind, Role
from threshold.intake.ports import IntakeStore
from threshold.intake.record import Actor
from threshold.program.model import Program
from threshold.web.problem import Fault, Problem, pointer
from threshold.web.staff_action import Document, read_action


@dataclass(frozen=True, slots=True)
class Call:
    """Who acts on which intake, and when. `name` is the sign-in name."""

    intake_id: str
    roles: frozenset[Role]
    name: str
    store: IntakeStore
    program: Program
    now: datetime


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


def _record_benefits(document: Document, call: Call) -> Document:
    from zoneinfo import ZoneInfo

    from threshold.use_cases import record_benefits as recording
    from threshold.web.benefits_form import TITLE, read_recording

    role = acting_role(call.roles, EventKind.BENEFITS_RECORDED)
    if role is None:
        raise NotForRole
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
    except recording.UnknownVersion:
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

    role = acting_role(call.roles, EventKind.CONSENT_REVOKED)
    if role is None:
        raise NotForRole
    kind = document.get("kind")
    if document.keys() != {"kind"} or kind not in REVOCABLE:
        rule = f"must be all there is beside the action, one of: {', '.join(sorted(REVOCABLE))}"
        raise Problem(400, "The action cannot be used as it is.", (Fault(pointer("kind"), rule),))
    actor = Actor(role, call.name)
    stored = revoke(call.intake_id, ConsentKind(str(kind)), actor, call.store, call.now)
    return {"version": call.store.load(call.intake_id).version, "stored": stored, "ids": []}


ACTIONS: Mapping[str, Callable[[Document, Call], Document]] = {
    "record_benefits": _record_benefits,
    "revoke_consent": _revoke_consent,
}
"""What staff can do, by the name it has in `POST /intakes/{id}/actions`."""
