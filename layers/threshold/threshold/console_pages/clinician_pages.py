"""The page of one clinician: licences and whom their end concerns, what they lead, changing it."""

from collections.abc import Iterator
from dataclasses import dataclass

from threshold.console.roles import Reading, may_read
from threshold.console_pages.entry_pages import EntryPages
from threshold.console_pages.licence_concerns import Concern, concerns
from threshold.console_pages.roster_form import RosterForm, sees_who
from threshold.console_pages.roster_rows import clinician_row, cohort_row, licence_row, slot_rows
from threshold.console_pages.shell import TEXTS
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.errors import Unknown
from threshold.program.roster import Clinician
from threshold.scheduling.ports import Availability


@dataclass(frozen=True, slots=True)
class Ending:
    """A licence that ends, how many it concerns, and the initials of those one may open."""

    where: str
    until: str
    count: int
    who: tuple[tuple[str, str], ...]


class ClinicianPages(EntryPages[Clinician]):
    """The page at /console/roster/clinicians/ID."""

    fields = ("name", "licences", "languages", "specialties", "payers")
    done = "clinician#clinicians"

    def _found(self, there: Availability, entry_id: str) -> Clinician:
        return found_clinician(there, entry_id)

    def _page(
        self, visit: StaffVisit, there: Availability, person: Clinician, form: RosterForm
    ) -> Reply:
        desk, now = self._desk, self._desk.now()
        may_change = visit.may("POST", "/console/roster/clinicians/{id}")
        leads = [
            cohort_row(one, there, now, TEXTS)
            for one in there.roster.cohorts
            if any(session.clinician == person.id for session in one.sessions)
        ]
        ahead = [
            one for one in there.roster.slots if one.clinician == person.id and one.starts_at > now
        ]
        free = frozenset(one.id for one in there.slots_free)
        minded = concerns(person, there.roster, desk.roster().seats, desk.store, now)
        return self._shell.page(
            "clinician.html",
            visit,
            status=form.status,
            typing=may_change,
            clinician=clinician_row(person, there, desk.today(), TEXTS),
            licences=[licence_row(one, desk.today(), TEXTS) for one in person.licences],
            endings=tuple(_endings(visit, minded)),
            payers=sorted(person.payers) if person.payers is not None else None,
            leads=leads,
            slots=slot_rows(ahead, free, self._shell.zone, TEXTS),
            form=form if may_change else None,
        )


def found_clinician(there: Availability, clinician_id: str) -> Clinician:
    """The clinician with an id.

    Raises:
        Unknown: there is none.
    """
    for one in there.roster.clinicians:
        if one.id == clinician_id:
            return one
    raise Unknown("the roster has no such clinician")


def _endings(visit: StaffVisit, minded: tuple[Concern, ...]) -> Iterator[Ending]:
    for one in minded:
        who = tuple(
            (record.intake_id, record.initials)
            for record in one.whom
            if sees_who(visit) and may_read(visit.roles, Reading.INTAKE, record.worklist)
        )
        yield Ending(one.licence.where, one.licence.until, len(one.whom), who)
