"""The queue for a seat: in its true order, each place explained, and what is owed meanwhile."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from itertools import chain
from urllib.parse import urlencode

from threshold.console.queue import Queue, queue_now
from threshold.console.safety import may_see_safety
from threshold.console_pages.clock import Clock, clock
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.gate import forget_kept, kept_form
from threshold.console_pages.queue_rows import QueueRow, Standings
from threshold.console_pages.rows import Rows
from threshold.console_pages.shell import TEXTS, Shell
from threshold.console_pages.visit import Reply, StaffVisit, whole_number
from threshold.errors import Conflict, Unknown
from threshold.intake.life_cycle import WAITING, Status
from threshold.scheduling.waiting import Wait
from threshold.staff.trail import Deed, DeedKind
from threshold.use_cases.seating.while_waiting import current

HERE = "/console/queue"
SIZE = 25
_LONGEST_REASON = 500
_SHOWN = WAITING | {Status.SCHEDULED}


class Show(StrEnum):
    """Which part of the queue is shown."""

    ALL = "all"
    INTERIM = "interim"
    UNANSWERED = "unanswered"
    PAUSED = "paused"


class QueuePages:
    """The page at /console/queue."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit) -> Reply:
        """A page of the queue."""
        written = kept_form(visit, self._desk) or {}
        return self._page(visit, "".join(written.get("reason", ())[:1]))

    def act(self, visit: StaffVisit) -> Reply:
        """Sign that the State was told that the program is nearly full; written down first.

        Raises:
            Unknown: there is no such button, or no notice is open.
            Retryable: it could not be written down.
        """
        reason, button = visit.request.one("reason").strip(), visit.request.one("go")
        if button == "late":
            return self._page(visit, reason)
        notices, desk = self._desk.room().notices, self._desk
        last = notices.last()
        if button != "told" or last is None or not last.is_open:
            raise Unknown("no such button, or no notice is open")
        if not 1 <= len(reason) <= _LONGEST_REASON:
            return self._page(visit, reason, wrong="queue.notice.reason_needed", status=422)
        details = {
            "reason": reason,
            "crossed_at": last.crossed_at.isoformat(),
            "taken": str(last.taken),
            "capacity": str(last.capacity),
        }
        deed = Deed(
            desk.now(), DeedKind.STATE_NOTIFIED, visit.name, tuple(sorted(visit.roles)), details
        )
        desk.trail.write(deed, desk.new_value())
        try:
            notices.keep(last.given(visit.name, desk.now()), last)
        except Conflict:
            return self._page(visit, reason, wrong="queue.notice.changed", status=409)
        forget_kept(visit, desk)
        return Reply(location=HERE)

    def _page(
        self, visit: StaffVisit, reason: str = "", *, wrong: str = "", status: int = 200
    ) -> Reply:
        sees = may_see_safety(visit)
        queue = queue_now(self._desk.store, self._desk.room(), self._desk.now())
        queue = queue.seen_by(sees_couples=sees)
        show, first = _asked(visit.request.query)
        listed = self._listed(queue, show)
        open_ = queue.notice if queue.notice and queue.notice.is_open else None
        may_sign = open_ is not None and visit.may("POST", HERE)
        onward = first + SIZE
        return self._shell.page(
            "queue.html",
            visit,
            status=status,
            typing=may_sign,
            rows=self._rows(visit, queue, listed[first:onward]),
            waiting=len(queue.seekers),
            load=queue.load,
            show=show,
            shows=list(Show),
            notice=open_,
            notice_due=self._due(open_.due_at) if open_ else None,
            may_sign=may_sign,
            reason=reason,
            wrong=wrong,
            longest=_LONGEST_REASON,
            start=f"?{urlencode({'show': show})}" if first else "",
            onward=f"?{urlencode({'show': show, 'from': onward})}" if listed[onward:] else "",
        )

    def _due(self, at: datetime) -> Clock:
        return clock(at, self._desk.now(), self._shell.zone, TEXTS)

    def _listed(self, queue: Queue, show: Show) -> list[str]:
        """The ids of who is shown: the order itself, then who holds an offer, is paused, or has a
        seat and is still owed something."""
        now = self._desk.now()
        fits: Mapping[Show, Callable[[Wait], bool]] = {
            Show.INTERIM: lambda one: one.interim_by is not None,
            Show.UNANSWERED: lambda one: one.is_unanswered(now),
            Show.PAUSED: lambda one: one.paused,
        }
        others = sorted(queue.waits.values(), key=lambda one: (one.accepted_at, one.intake_id))
        ids = dict.fromkeys(chain(queue.positions, (one.intake_id for one in others)))
        if show is Show.ALL:
            return list(ids)
        return [one for one in ids if one in queue.waits and fits[show](queue.waits[one])]

    def _rows(self, visit: StaffVisit, queue: Queue, ids: list[str]) -> list[QueueRow]:
        """Each as their record has it now."""
        now, desk = self._desk.now(), self._desk
        records = {one.intake_id: one for one in desk.store.records(ids)}
        claims = desk.claims.standing(ids, now)
        rows = Rows(visit, now, self._shell.zone, TEXTS)
        standings = Standings(queue, now, self._shell.zone, TEXTS)
        found = (records[one] for one in ids if one in records)
        return [
            QueueRow(
                rows.of(one, claims),
                standings.of(one, current(one, queue.waits.get(one.intake_id), desk.store)),
            )
            for one in found
            if one.status in _SHOWN
        ]


def _asked(query: Mapping[str, str]) -> tuple[Show, int]:
    """Which part, from which row on; what makes no sense is the whole queue from its start."""
    asked, first = query.get("show", ""), query.get("from", "")
    show = Show(asked) if asked in set(Show) else Show.ALL
    return show, whole_number(first, digits=5) or 0
