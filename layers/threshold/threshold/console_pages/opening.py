"""Opening an intake: only who may see it finds it, and a look inside is written down first."""

from threshold.console.reading import access
from threshold.console.roles import Reading, may_read
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.visit import StaffVisit
from threshold.errors import Unknown
from threshold.intake.access import Part
from threshold.intake.record import IntakeRecord
from threshold.record_key import is_intake_id


def found(visit: StaffVisit, intake_id: str, desk: ConsoleDesk) -> IntakeRecord:
    """The record of an intake that this person may see.

    Raises:
        Unknown: there is none, or it is on a worklist that is not for them: which, is not told.
    """
    if not is_intake_id(intake_id):
        raise Unknown("no intake has an id like this")
    record = desk.store.load(intake_id)
    if not may_read(visit.roles, Reading.INTAKE, record.worklist):
        raise Unknown("no intake of theirs has this id")
    return record


def write_down(
    visit: StaffVisit, intake_id: str, reading: Reading, parts: tuple[Part, ...], desk: ConsoleDesk
) -> None:
    """Write down that somebody reads these parts; to be done before they are shown.

    Raises:
        Retryable: it could not be written; what was read must not be shown.
    """
    seen = access(reading, parts, visit, desk.now())
    desk.accesses.record(intake_id, seen, desk.new_value())
