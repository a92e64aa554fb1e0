"""Two who come together, side by side: each behind walls of their own, and the joint verdict."""

from dataclasses import dataclass

from threshold.assessment.needs import Joint
from threshold.assessment.recommendation import Assessment
from threshold.console.couple_view import must_see_both
from threshold.console.reading import COUPLE_TELLS
from threshold.console.roles import NotForRole, Reading, may_read
from threshold.console_pages.case_head import Head, head_of
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.opening import write_down
from threshold.console_pages.shell import Shell
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.intake.change import FindingKind
from threshold.intake.record import IntakeRecord


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: the head of their case, and what their own answers came to, None before."""

    head: Head
    assessment: Assessment | None


class CouplePages:
    """The page at /console/intakes/ID/couple."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit, intake_id: str) -> Reply:
        """Both cases and whether they may be placed together; each look is written down first.

        Raises:
            Unknown: there is no such intake for this person.
            NotForRole: the roles may not read it.
            Retryable: it could not be written down that they saw it.
        """
        from threshold.use_cases.couples import couple_with

        if not may_read(visit.roles, Reading.COUPLE):
            raise NotForRole
        head = head_of(visit, intake_id, self._desk, self._shell)
        couple = couple_with(head.record, self._desk.store, self._desk.clinic(), self._desk.now())
        must_see_both(couple, visit, self._desk.store, self._desk.now())
        for member in couple.members:
            write_down(visit, member.intake_id, Reading.COUPLE, COUPLE_TELLS, self._desk)
        return self._shell.page(
            "couple.html",
            visit,
            head=head,
            sides=[self._side(visit, one) for one in couple.members],
            couple=couple,
            is_open=couple.joint is Joint.OPEN,
        )

    def _side(self, visit: StaffVisit, record: IntakeRecord) -> Side:
        head = head_of(visit, record.intake_id, self._desk, self._shell)
        return Side(
            head,
            self._desk.store.latest(record.intake_id, FindingKind.ASSESSMENT, Assessment),
        )
