"""What was sent to payers and what came back, segment by segment: what every value rests on."""

from dataclasses import dataclass

from threshold.console.roles import NotForRole, Reading, may_read
from threshold.console_pages.case_head import head_of
from threshold.console_pages.clock import moment
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.opening import write_down
from threshold.console_pages.raw_answers import Line, asked_in, raw_answers, segments_of
from threshold.console_pages.shell import Shell
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.intake.access import Part
from threshold.use_cases.asking import Exchanged


@dataclass(frozen=True, slots=True)
class Shown:
    """One exchange. `anchor`: what the addresses of its segments begin with.

    failure: why nothing could be read, empty where something was; in words for staff.
    """

    anchor: str
    at: str
    control_number: int
    asked: tuple[Line, ...]
    answered: tuple[Line, ...]
    failure: str


class AnswerPages:
    """The page at /console/intakes/ID/answers."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit, intake_id: str) -> Reply:
        """Every exchange with a payer, oldest first; that they saw it is written down first.

        Raises:
            Unknown: there is no such intake for this person.
            NotForRole: the roles may not read it.
            Retryable: it could not be written down that they saw it.
        """
        head = head_of(visit, intake_id, self._desk, self._shell)
        if not may_read(visit.roles, Reading.X12, head.record.worklist):
            raise NotForRole
        raw = raw_answers(intake_id, self._desk.store)
        parts = (Part.RECORD, Part.SUBMISSION, Part.COVERAGE)
        write_down(visit, intake_id, Reading.X12, parts, self._desk)
        shown = [self._shown(n, one) for n, one in enumerate(raw.exchanges, 1)]
        return self._shell.page("answers.html", visit, head=head, exchanges=shown)

    def _shown(self, number: int, one: Exchanged) -> Shown:
        return Shown(
            f"a{number}",
            moment(one.at, self._desk.now(), self._shell.zone),
            one.control_number,
            asked_in(one),
            segments_of(one),
            one.failure or "",
        )
