"""The page of the roster: its groups with the seats free, its clinicians, what staff changed."""

from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.operations_rows import MOST_DEEDS, deed_rows
from threshold.console_pages.roster_rows import clinician_row, cohort_row
from threshold.console_pages.shell import TEXTS, Shell
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.staff.trail import Subject, lately

IMPORT = "/console/roster/import"
DONE = (
    "imported", "cohort", "clinician", "slots", "slot", "cohort_added", "clinician_added",
)  # fmt: skip
"""What can have been done just now; whatever else an address says is not repeated."""


class RosterPages:
    """The page at /console/roster."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit) -> Reply:
        """All of it."""
        there, now = self._desk.roster().seats.availability(), self._desk.now()
        today, done = self._desk.today(), visit.request.query.get("done")
        cohorts = [cohort_row(one, there, now, TEXTS) for one in there.roster.cohorts]
        deeds = lately(self._desk.trail, Subject.ROSTER, now, MOST_DEEDS)
        return self._shell.page(
            "roster.html",
            visit,
            done=done if done in DONE else "",
            cohorts=sorted(cohorts, key=lambda one: (one.closed, one.name.casefold())),
            clinicians=[clinician_row(one, there, today, TEXTS) for one in there.roster.clinicians],
            compacts=[(name, sorted(of)) for name, of in sorted(there.roster.compacts.items())],
            may_change=visit.may("GET", IMPORT),
            deeds=deed_rows(deeds, now, self._shell.zone, TEXTS),
        )
