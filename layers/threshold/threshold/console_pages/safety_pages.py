"""What somebody said of their safety with a partner, or the glass before it.

It has a page of its own, so that whoever opens a case in an open office shows none of it, and
every look at it is a look on purpose.
"""

from collections.abc import Mapping
from datetime import datetime

from threshold.console.roles import NotForRole, Reading, acting_role
from threshold.console.safety import may_see_safety
from threshold.console_pages.clock import moment
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.gate import forget_kept, kept_form
from threshold.console_pages.opening import found, write_down
from threshold.console_pages.shell import Shell
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.intake.access import Part
from threshold.intake.change import FindingKind
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import Actor, IntakeRecord
from threshold.use_cases.break_glass import break_glass, open_until

SHORTEST_REASON = 10
"""Characters: a letter or a dot is no reason that supervisors could weigh."""
LONGEST_REASON = 2000


class SafetyPages:
    """The page at /console/intakes/ID/safety."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit, intake_id: str) -> Reply:
        """The safety answers, for whoever sees them; else why they are closed, and how to open
        them.

        Raises:
            Unknown: there is no such intake for this person.
            Retryable: it could not be written down that they saw it.
        """
        record = found(visit, intake_id, self._desk)
        until = None
        if not may_see_safety(visit):
            until = open_until(visit.name, self._desk.store.events(intake_id), self._desk.now())
            if until is None:
                return self._closed(visit, record, self._kept(visit))
        write_down(visit, intake_id, Reading.SAFETY, (Part.RECORD, Part.SAFETY), self._desk)
        return self._open(visit, record, until)

    def break_glass(self, visit: StaffVisit, intake_id: str) -> Reply:
        """Open them for an hour to somebody who gives a reason.

        Raises:
            Unknown: there is no such intake for this person.
            NotForRole: their role may not.
            Retryable: others kept writing; nothing was opened.
        """
        record = found(visit, intake_id, self._desk)
        role = acting_role(visit.roles, EventKind.GLASS_BROKEN)
        if role is None:
            raise NotForRole
        reason, key = _line(visit.request.one("reason")), visit.request.one("key")
        if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON or not key:
            return self._closed(visit, record, reason, wrong=True)
        actor, now = Actor(role, visit.name), self._desk.now()
        break_glass(intake_id, reason, key, actor, self._desk.store, now)
        forget_kept(visit, self._desk)
        return Reply(location=visit.request.address)

    def _kept(self, visit: StaffVisit) -> str:
        kept = kept_form(visit, self._desk) or {}
        return "".join(kept.get("reason", ())[:1])

    def _closed(
        self, visit: StaffVisit, record: IntakeRecord, reason: str, *, wrong: bool = False
    ) -> Reply:
        write_down(visit, record.intake_id, Reading.SAFETY, (Part.RECORD,), self._desk)
        return self._shell.page(
            "glass.html",
            visit,
            status=422 if wrong else 200,
            typing=True,
            record=record,
            reason=reason,
            wrong=wrong,
            least=SHORTEST_REASON,
            most=LONGEST_REASON,
            key=self._desk.new_value(),
        )

    def _open(self, visit: StaffVisit, record: IntakeRecord, until: datetime | None) -> Reply:
        # Here, since they load every rule there is, and no sign-in needs one.
        from threshold.assessment.pack_files import load_pack
        from threshold.assessment.recommendation import Assessment
        from threshold.console.left_out import safety_answers, safety_reasons
        from threshold.intake.submission import Submission

        store, now, zone = self._desk.store, self._desk.now(), self._shell.zone
        submission = store.latest(record.intake_id, FindingKind.SUBMISSION, Submission)
        assessment = store.latest(record.intake_id, FindingKind.ASSESSMENT, Assessment)
        said = safety_answers(submission) if submission else None
        hark = load_pack("hark").texts["en"].items
        return self._shell.page(
            "safety.html",
            visit,
            record=record,
            said=said,
            questions=[(hark[item], _word(said.hark.get(item))) for item in hark] if said else [],
            reasons=[
                (one, moment(one.due_at, now, zone) if one.due_at else "")
                for one in (safety_reasons(assessment) if assessment else ())
            ],
            joint=assessment.needs.joint if assessment else None,
            until=moment(until, now, zone) if until else "",
        )


def _line(typed: str) -> str:
    """What was typed, as one line without characters that no text has."""
    return " ".join("".join(one if one.isprintable() else " " for one in typed).split())


_WORDS: Mapping[int | str | None, str] = {0: "no", 1: "yes", None: "unanswered"}


def _word(answer: int | str | None) -> str:
    """An answer, by score or as it was said, by the key of its word."""
    return _WORDS.get(answer, str(answer))
