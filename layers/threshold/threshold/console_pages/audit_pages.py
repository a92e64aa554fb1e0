"""Who opened, changed and disclosed what of an intake; and what was disclosed, as a page to give
away."""

from dataclasses import dataclass
from datetime import datetime

from threshold.console.accounting import accounting
from threshold.console.reading import AUDIT_TELLS
from threshold.console.roles import Reading, may_read
from threshold.console_pages.clock import day, stamp
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.opening import found, write_down
from threshold.console_pages.shell import TEXTS, Shell
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.intake.access import Access, Part
from threshold.intake.change import FindingKind
from threshold.intake.life_cycle import Role
from threshold.intake.record import Actor
from threshold.intake.submission import Person, Submission
from threshold.use_cases.auditing import audit_of

_ACCOUNT = (*AUDIT_TELLS, Part.SUBMISSION)


@dataclass(frozen=True, slots=True)
class Look:
    """One read as the page shows it, in words."""

    at: str
    who: str
    parts: str
    by_break_glass: bool


class AuditPages:
    """The pages at /console/intakes/ID/audit and /console/intakes/ID/disclosures."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit, intake_id: str) -> Reply:
        """The audit of an intake; that it was read is written down first.

        Raises:
            Unknown: there is no such intake for this person.
            Retryable: it could not be written down that they saw it.
        """
        record = found(visit, intake_id, self._desk)
        audit = audit_of(intake_id, self._desk.store, self._desk.accesses)
        write_down(visit, intake_id, Reading.AUDIT, AUDIT_TELLS, self._desk)
        return self._shell.page(
            "audit.html",
            visit,
            record=record,
            audit=audit,
            entries=accounting(audit.disclosures, self._desk.program),
            looks=[self._look(one) for one in audit.reads],
            by=_by,
            at=self._at,
        )

    def disclosures(self, visit: StaffVisit, intake_id: str) -> Reply:
        """The accounting of disclosures, to print. Whoever may not know the name prints none.

        Raises:
            Unknown, Retryable: as for `show`.
        """
        record = found(visit, intake_id, self._desk)
        audit = audit_of(intake_id, self._desk.store, self._desk.accesses)
        person = self._person(visit, intake_id)
        tells = _ACCOUNT if person else AUDIT_TELLS
        write_down(visit, intake_id, Reading.AUDIT, tells, self._desk)
        return self._shell.page(
            "disclosures.html",
            visit,
            record=record,
            person=person,
            entries=accounting(audit.disclosures, self._desk.program),
            calls=audit.calls,
            made=self._at(self._desk.now()),
            since=day(record.created_at, self._shell.zone),
            phone=self._desk.program.phone,
            by=_by,
            at=self._at,
            day=lambda moment: day(moment, self._shell.zone),
        )

    def _person(self, visit: StaffVisit, intake_id: str) -> Person | None:
        if not may_read(visit.roles, Reading.SUBMISSION):
            return None
        sent = self._desk.store.latest(intake_id, FindingKind.SUBMISSION, Submission)
        return sent.person if sent else None

    def _look(self, read: Access) -> Look:
        roles = ", ".join(TEXTS(f"role.{role}") for role in read.roles)
        parts = ", ".join(TEXTS(f"part.{part}") for part in read.parts)
        return Look(self._at(read.at), f"{read.name} ({roles})", parts, read.by_break_glass)

    def _at(self, moment: datetime) -> str:
        return stamp(moment, self._shell.zone)


def _by(actor: Actor) -> str:
    """Who it was, in words."""
    named = TEXTS(f"role.{actor.role}")
    if actor.role in (Role.PATIENT, Role.SYSTEM) or not actor.name:
        return named
    return f"{actor.name} ({named})"
