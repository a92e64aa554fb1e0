"""The page of operations: queues, what was given up, what stands still, and how payers are."""

from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.gate import forget_kept, kept_form
from threshold.console_pages.operations_rows import MOST_DEEDS, dead_rows, deed_rows, queue_rows
from threshold.console_pages.payer_rows import payer_rows
from threshold.console_pages.rows import Row, Rows
from threshold.console_pages.shell import TEXTS, Shell
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.errors import Unknown
from threshold.intake.life_cycle import Queue, Worklist
from threshold.staff.trail import Subject, lately

HERE = "/console/operations"
LOOKED_THROUGH = 50
"""Intakes in progress that are looked at, the oldest first: it costs the same however many."""
_LONGEST_REASON = 500


class OperationsPages:
    """The page at /console/operations."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit) -> Reply:
        """How things stand.

        Raises:
            Retryable: the queues cannot be reached.
        """
        written = kept_form(visit, self._desk) or {}
        return self._page(visit, "".join(written.get("reason", ())[:1]))

    def act(self, visit: StaffVisit) -> Reply:
        """Send a queue's dead letters to it again, for a reason that is written down first.

        Raises:
            Unknown: there is no such button.
            Retryable: see `operations.redrive`.
        """
        reason = visit.request.one("reason").strip()
        deed, _, name = visit.request.one("go").partition(".")
        if deed == "late":
            return self._page(visit, reason)
        if deed != "redrive" or name not in set(Queue):
            raise Unknown("no such button")
        if not 1 <= len(reason) <= _LONGEST_REASON:
            return self._page(visit, reason, wrong=True)
        from threshold.use_cases.operations import Redriver, redrive

        desk = self._desk
        by = Redriver(visit.name, visit.roles, reason)
        redrive(Queue(name), by, desk.works().queues, desk.trail, desk.now, desk.new_value)
        forget_kept(visit, desk)
        return Reply(location=f"{HERE}#trail-{Subject.OPERATIONS}")

    def _page(self, visit: StaffVisit, reason: str = "", *, wrong: bool = False) -> Reply:
        from threshold.use_cases.operations import dead_letters

        desk, zone, now = self._desk, self._shell.zone, self._desk.now()
        works = desk.works()
        dead = dead_rows(dead_letters(works.queues, works.failures), now, zone, TEXTS)
        may_redrive = visit.may("POST", HERE) and any(one.redrives for one in dead)
        return self._shell.page(
            "operations.html",
            visit,
            status=422 if wrong else 200,
            typing=may_redrive,
            queues=queue_rows(works.queues.depths(now), TEXTS),
            dead=dead,
            may_redrive=may_redrive,
            reason=reason,
            wrong=wrong,
            longest=_LONGEST_REASON,
            stuck=self._stuck(visit),
            looked_through=LOOKED_THROUGH,
            payers=payer_rows(desk.program, works.payers, now, zone, TEXTS),
            trails=[
                (subject, deed_rows(lately(desk.trail, subject, now, MOST_DEEDS), now, zone, TEXTS))
                for subject in (Subject.OPERATIONS, Subject.CAPACITY, Subject.SEARCH)
            ],
        )

    def _stuck(self, visit: StaffVisit) -> tuple[Row, ...]:
        now = self._desk.now()
        oldest = self._desk.store.worklist(Worklist.IN_PROGRESS, LOOKED_THROUGH).records
        claims = self._desk.claims.standing([one.intake_id for one in oldest], now)
        rows = Rows(visit, now, self._shell.zone, TEXTS)
        return tuple(row for row in (rows.of(one, claims) for one in oldest) if row.stuck)
