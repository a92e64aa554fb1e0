"""The page of one intake."""

from typing import TYPE_CHECKING

from threshold.console.reading import parts_in
from threshold.console.roles import Reading, may_read
from threshold.console_pages.beside import beside, leaves_out
from threshold.console_pages.claiming import press
from threshold.console_pages.clock import moment
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.opening import found, write_down
from threshold.console_pages.rows import Rows
from threshold.console_pages.shell import TEXTS, Shell
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.intake.change import FindingKind
from threshold.intake.record import IntakeRecord

if TYPE_CHECKING:
    from threshold.intake.submission import Submission


class CasePages:
    """The pages at /console/intakes/ID."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit, intake_id: str) -> Reply:
        """The intake, as far as the reader's roles go; that they saw it is written down first.

        Raises:
            Unknown: there is no such intake for this person.
            Retryable: it could not be written down that they saw it.
        """
        return self._page(visit, found(visit, intake_id, self._desk))

    def act(self, visit: StaffVisit, intake_id: str) -> Reply:
        """Take the intake on or let it go.

        Raises:
            Unknown: there is no such button, or no such intake for this person.
        """
        if first := press(visit, f"{visit.request.one('go')}.{intake_id}", self._desk):
            record = found(visit, intake_id, self._desk)
            return self._page(visit, record, self._shell.taken(first))
        return Reply(location=visit.request.address)

    def _page(self, visit: StaffVisit, record: IntakeRecord, taken: str = "") -> Reply:
        now, intake_id = self._desk.now(), record.intake_id
        submission = self._submission(visit, intake_id)
        parts = parts_in({"submission": submission})
        write_down(visit, intake_id, Reading.INTAKE, parts, self._desk)
        claims = self._desk.claims.standing([intake_id], now)
        return self._shell.page(
            "case.html",
            visit,
            status=409 if taken else 200,
            taken=taken,
            record=record,
            row=Rows(visit, now, self._shell.zone, TEXTS).of(record, claims),
            name=_name(submission),
            opened=moment(record.created_at, now, self._shell.zone),
            changed=moment(record.updated_at, now, self._shell.zone),
            may_claim=visit.may("POST", "/console/intakes/{id}"),
            beside=beside(visit),
            left_out=leaves_out(visit),
        )

    def _submission(self, visit: StaffVisit, intake_id: str) -> "Submission | None":
        if not may_read(visit.roles, Reading.SUBMISSION):
            return None
        from threshold.intake.submission import Submission

        return self._desk.store.latest(intake_id, FindingKind.SUBMISSION, Submission)


def _name(submission: "Submission | None") -> str:
    """The patient's name, empty for whoever may not read what was submitted."""
    name = submission.person.name if submission else None
    return f"{name.first} {name.last}" if name else ""
