"""The page of one group: what it is, who sits in it, and changing it."""

from collections.abc import Iterator
from dataclasses import dataclass

from threshold.console.roles import Reading, may_read
from threshold.console_pages.clock import moment
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.gate import forget_kept, kept_form
from threshold.console_pages.roster_changing import changed, form_of
from threshold.console_pages.roster_form import RosterForm, sees_who
from threshold.console_pages.roster_rows import cohort_row, day_in_words
from threshold.console_pages.shell import TEXTS, Shell
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.errors import Unknown
from threshold.program.roster import Cohort
from threshold.scheduling.ports import Availability

FIELDS = ("capacity", "starts", "sessions", "closed")


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody with a seat: initials alone. since: what the seat is to them, in words."""

    intake_id: str
    who: str
    since: str


class CohortPages:
    """The page at /console/roster/cohorts/ID."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit, cohort_id: str) -> Reply:
        """The group; with what was written in its form before its writer was signed off.

        Raises:
            Unknown: there is no such group.
        """
        there = self._desk.roster().seats.availability()
        cohort = _found(there, cohort_id)
        form = form_of(cohort, FIELDS, kept_form(visit, self._desk))
        return self._page(visit, there, cohort, form)

    def act(self, visit: StaffVisit, cohort_id: str) -> Reply:
        """Change it, or give the form back with all it holds.

        Raises:
            Unknown: there is no such group.
            Retryable: it could not be written down, or others kept writing.
        """
        there = self._desk.roster().seats.availability()
        cohort = _found(there, cohort_id)
        if visit.request.one("go") == "drop":
            forget_kept(visit, self._desk)
            return Reply(location=visit.request.address)
        form = changed(visit, cohort, FIELDS, self._desk.roster())
        if form is None:
            forget_kept(visit, self._desk)
            return Reply(location=f"/console/roster?done=cohort#c-{cohort_id}")
        fresh = self._desk.roster().seats.availability()
        return self._page(visit, fresh, _found(fresh, cohort_id), form)

    def _page(
        self,
        visit: StaffVisit,
        there: Availability,
        cohort: Cohort,
        form: RosterForm,
    ) -> Reply:
        may_change = visit.may("POST", "/console/roster/cohorts/{id}")
        sees = sees_who(visit)
        return self._shell.page(
            "cohort.html",
            visit,
            status=form.status,
            typing=may_change,
            cohort=cohort_row(cohort, there, self._desk.now(), TEXTS),
            starts=[day_in_words(day) for day in cohort.starts],
            clinicians=[(one.id, one.name) for one in there.roster.clinicians],
            form=form if may_change else None,
            sees=sees,
            sitters=tuple(self._sitters(visit, cohort.id)) if sees else (),
        )

    def _sitters(self, visit: StaffVisit, cohort_id: str) -> Iterator[Sitter]:
        """Those with a seat whom this reader may open."""
        now, zone = self._desk.now(), self._shell.zone
        for seat in self._desk.roster().seats.seats_in(cohort_id):
            record = self._desk.store.load(seat.intake_id)
            if not may_read(visit.roles, Reading.INTAKE, record.worklist):
                continue
            if seat.hold_until:
                since = TEXTS("roster.held_until", at=moment(seat.hold_until, now, zone))
            else:
                since = TEXTS("roster.from_day", day=day_in_words(seat.starts_on))
            yield Sitter(seat.intake_id, record.initials, since)


def _found(there: Availability, cohort_id: str) -> Cohort:
    for one in there.roster.cohorts:
        if one.id == cohort_id:
            return one
    raise Unknown("the roster has no such group")
