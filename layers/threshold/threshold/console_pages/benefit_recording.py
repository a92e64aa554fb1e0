"""Recording what staff heard of benefits, from a page, and why it was not recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from threshold.console.offers import acting_as
from threshold.console.roles import NotForRole
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.opening import found
from threshold.console_pages.visit import StaffVisit
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import Actor
from threshold.use_cases import record_benefits as recording
from threshold.use_cases.as_seen import UnknownVersion
from threshold.web.benefits_form import read_recording
from threshold.web.fact_form import Object
from threshold.web.problem import Problem


@dataclass(eq=False)
class NotRecorded(Exception):
    """Nothing was stored. `status` as HTTP has it; faults: a rule by the place in the document.

    said_since: somebody recorded something else of the same since the page was opened.
    """

    status: int
    faults: Mapping[str, str] = field(default_factory=dict)
    said_since: bool = False


def record(visit: StaffVisit, intake_id: str, document: Object, desk: ConsoleDesk) -> None:
    """Record what a page says, all of it or nothing, once however often it is sent.

    Raises:
        NotRecorded: see there.
        Unknown: there is no such intake for this person.
        NotForRole: it is not theirs to record.
        Retryable: others kept writing.
    """
    role = acting_as(found(visit, intake_id, desk), EventKind.BENEFITS_RECORDED, visit.roles)
    if role is None:
        raise NotForRole
    today = desk.today()
    try:
        said, seen = read_recording(document, today)
        actor = Actor(role, visit.name)
        recording.record_benefits(intake_id, said, seen, actor, desk.store, desk.now())
    except Problem as error:
        faults = {one.pointer.lstrip("#/"): one.detail for one in reversed(error.faults)}
        raise NotRecorded(error.status, faults) from None
    except recording.SaidSince:
        raise NotRecorded(409, said_since=True) from None
    except (recording.UnknownFacts, UnknownVersion):
        raise NotRecorded(400, {"": "names what was never recorded here"}) from None
