"""The page of one group: what it is, who sits in it, and changing it."""

from collections.abc import Iterator
from dataclasses import dataclass

from threshold.console.roles import Reading, may_read
from threshold.console_pages.clock import moment
from threshold.console_pages.entry_pages import EntryPages
from threshold.console_pages.roster_form import RosterForm, sees_who
from threshold.console_pages.roster_rows import cohort_row, day_in_words
from threshold.console_pages.shell import TEXTS
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.errors import Unknown
from threshold.program.roster import Cohort
from threshold.scheduling.ports import Availability


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody with a seat: initials alone. since: what the seat is to them, in words."""

    intake_id: str
    who: str
    since: str


class CohortPages(EntryPages[Cohort]):
    """The page at /console/roster/cohorts/ID."""

    fields = ("capacity", "starts", "sessions", "closed")
    done = "cohort#c-{id}"

    def _found(self, there: Availability, entry_id: str) -> Cohort:
        for one in there.roster.cohorts:
            if one.id == entry_id:
                return one
        raise Unknown("the roster has no such group")

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
