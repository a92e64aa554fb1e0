"""What stands at the top of every page of one case: who, why here, by when, and who sees to it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from threshold.console.left_out import submission_without
from threshold.console.roles import Reading, may_read
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.opening import found
from threshold.console_pages.rows import Row, Rows
from threshold.console_pages.shell import TEXTS, Shell
from threshold.console_pages.visit import StaffVisit
from threshold.intake.change import FindingKind
from threshold.intake.record import IntakeRecord

if TYPE_CHECKING:
    from threshold.intake.submission import Contact, Submission


@dataclass(frozen=True, slots=True)
class Head:
    """A case as its reader may see it, without safety answers.

    name: empty for who may not read what was submitted. about: age and what to call them. reach:
    how to reach them, what may not be done among it.
    """

    record: IntakeRecord
    row: Row
    submission: "Submission | None"
    name: str
    about: tuple[str, ...]
    reach: tuple[str, ...]

    @property
    def at(self) -> str:
        """The address of the case."""
        return f"/console/intakes/{self.record.intake_id}"


def head_of(visit: StaffVisit, intake_id: str, desk: ConsoleDesk, shell: Shell) -> Head:
    """The head of a case. What it shows is yet to be written down.

    Raises:
        Unknown: there is no such intake for this person.
    """
    record, now = found(visit, intake_id, desk), desk.now()
    claims = desk.claims.standing([intake_id], now)
    row = Rows(visit, now, shell.zone, TEXTS).of(record, claims)
    submission = _submission(visit, intake_id, desk)
    if submission is None:
        return Head(record, row, None, "", (), ())
    name = submission.person.name
    today = now.astimezone(shell.zone).date()
    return Head(
        record,
        row,
        submission,
        f"{name.first} {name.last}",
        tuple(_about(submission, today)),
        tuple(_reach(submission.contact)),
    )


def day(of: date | datetime) -> str:
    """A day as staff read it: Jan 5, 2026."""
    return f"{of:%b} {of.day}, {of.year}"


def _submission(visit: StaffVisit, intake_id: str, desk: ConsoleDesk) -> "Submission | None":
    if not may_read(visit.roles, Reading.SUBMISSION):
        return None
    from threshold.intake.submission import Submission

    submission = desk.store.latest(intake_id, FindingKind.SUBMISSION, Submission)
    return submission_without(submission) if submission else None


def _about(submission: "Submission", today: date) -> list[str]:
    person = submission.person
    born = person.birth_date
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    said = [TEXTS("head.age", years=years, born=day(born))]
    said += [TEXTS("head.called", called=person.called)] if person.called else []
    said += [person.pronouns] if person.pronouns else []
    wants_interpreter = submission.language.interpreter
    return [*said, TEXTS("head.interpreter")] if wants_interpreter else said


def _reach(contact: "Contact") -> list[str]:
    """How to reach somebody. What they were not asked, or did not say, is not allowed."""
    if contact.phone is None and contact.email is None:
        return [TEXTS("head.no_contact")]
    said = [contact.phone or TEXTS("head.no_phone")]
    said += [
        TEXTS(f"head.{name}.{'yes' if may else 'not_said' if may is None else 'no'}")
        for name, may in (
            ("may_call", contact.may_call),
            ("may_leave_message", contact.may_leave_message),
            ("neutral_sender", contact.neutral_sender),
        )
    ]
    said += [TEXTS("head.best_time", time=contact.best_time)] if contact.best_time else []
    return [*said, contact.email] if contact.email else said
