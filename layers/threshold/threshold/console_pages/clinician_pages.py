"""The page of one clinician: licences and whom their end concerns, what they lead, changing it."""

from collections.abc import Iterator
from dataclasses import dataclass

from threshold.console.roles import Reading, may_read
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.gate import forget_kept, kept_form
from threshold.console_pages.licence_concerns import Concern, concerns
from threshold.console_pages.roster_changing import changed, form_of
from threshold.console_pages.roster_form import RosterForm, sees_who
from threshold.console_pages.roster_rows import clinician_row, cohort_row, licence_row, slot_rows
from threshold.console_pages.shell import TEXTS, Shell
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.errors import Unknown
from threshold.program.roster import Clinician
from threshold.scheduling.ports import Availability

FIELDS = ("name", "licences", "languages", "specialties", "payers")


@dataclass(frozen=True, slots=True)
class Ending:
    """A licence that ends, how many it concerns, and the initials of those one may open."""

    where: str
    until: str
    count: int
    who: tuple[tuple[str, str], ...]


class ClinicianPages:
    """The page at /console/roster/clinicians/ID."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit, clinician_id: str) -> Reply:
        """The clinician; with what was written in the form before its writer was signed off.

        Raises:
            Unknown: there is no such clinician.
        """
        there = self._desk.roster().seats.availability()
        person = found_clinician(there, clinician_id)
        form = form_of(person, FIELDS, kept_form(visit, self._desk))
        return self._page(visit, there, person, form)

    def act(self, visit: StaffVisit, clinician_id: str) -> Reply:
        """Change the clinician, or give the form back with all it holds.

        Raises:
            Unknown: there is no such clinician.
            Retryable: it could not be written down, or others kept writing.
        """
        there = self._desk.roster().seats.availability()
        person = found_clinician(there, clinician_id)
        if visit.request.one("go") == "drop":
            forget_kept(visit, self._desk)
            return Reply(location=visit.request.address)
        form = changed(visit, person, FIELDS, self._desk.roster())
        if form is None:
            forget_kept(visit, self._desk)
            return Reply(location="/console/roster?done=clinician#clinicians")
        fresh = self._desk.roster().seats.availability()
        return self._page(visit, fresh, found_clinician(fresh, clinician_id), form)

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
