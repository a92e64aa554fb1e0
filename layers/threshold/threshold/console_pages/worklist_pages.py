"""The overview and the worklists: what waits, the most urgent first, and who has taken it on."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlencode

from threshold.console.roles import NotForRole, Reading, may_read
from threshold.console_pages.claiming import press
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.rows import Row, Rows
from threshold.console_pages.shell import TEXTS, Shell, worklists_of
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.errors import Unknown
from threshold.intake.life_cycle import Worklist
from threshold.intake.record import IntakeRecord
from threshold.web.paging import LONGEST_PLACE

SIZE = 25
LOOKED_THROUGH = 50
"""Rows that a filter looks through at a time: it costs the same however long the list is."""
MOST_HELD = 50


class Show(StrEnum):
    """Which rows of a worklist are shown."""

    ALL = "all"
    MINE = "mine"
    UNCLAIMED = "unclaimed"
    OVERDUE = "overdue"


class Stretch(NamedTuple):
    """Rows of a list, and what lies behind them: None at its end."""

    rows: tuple[Row, ...]
    after: str | None = None


_FITS: Mapping[Show, Callable[[Row], bool]] = {
    Show.UNCLAIMED: lambda row: not row.holder,
    Show.OVERDUE: lambda row: row.clock.overdue,
}


class WorklistPages:
    """The pages at /console and /console/worklists/NAME."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def overview(self, visit: StaffVisit) -> Reply:
        """Each worklist with how much waits on it, and what the reader holds."""
        lists = [(one, self._shell.count(one)) for one in worklists_of(visit.roles)]
        held = self._held(visit)
        return self._shell.page("overview.html", visit, lists=lists, rows=held)

    def show(self, visit: StaffVisit, name: str) -> Reply:
        """A page of a worklist.

        Raises:
            Unknown: there is no such worklist.
            NotForRole: the roles may not see it.
        """
        return self._page(visit, _worklist(visit, name))

    def act(self, visit: StaffVisit, name: str) -> Reply:
        """Take an intake on or let it go, and be back at its row.

        Raises:
            Unknown: there is no such worklist, button or intake.
            NotForRole: the roles may not see the worklist.
        """
        worklist, button = _worklist(visit, name), visit.request.one("go")
        if first := press(visit, button, self._desk):
            return self._page(visit, worklist, self._shell.taken(first))
        return Reply(location=f"{visit.request.path}#i-{button.partition('.')[2]}")

    def _page(self, visit: StaffVisit, worklist: Worklist, taken: str = "") -> Reply:
        show, after = _asked(visit.request.query)
        found = self._stretch(visit, worklist, show, after)
        return self._shell.page(
            "worklist.html",
            visit,
            status=409 if taken else 200,
            taken=taken,
            worklist=worklist,
            count=self._shell.count(worklist),
            show=show,
            shows=[*Show],
            rows=found.rows,
            may_claim=visit.may("POST", "/console/worklists/{name}"),
            start=f"?{urlencode({'show': show})}" if after else "",
            onward=f"?{urlencode({'show': show, 'after': found.after})}" if found.after else "",
            looked_through=LOOKED_THROUGH if show in _FITS else 0,
        )

    def _stretch(
        self, visit: StaffVisit, worklist: Worklist, show: Show, after: str | None
    ) -> Stretch:
        if show is Show.MINE:
            held = self._held(visit)
            return Stretch(tuple(row for row in held if row.worklist is worklist))
        page = self._desk.store.worklist(worklist, LOOKED_THROUGH if show in _FITS else SIZE, after)
        fits = _FITS.get(show, lambda _: True)
        return Stretch(tuple(filter(fits, self._rows(visit, page.records))), page.after)

    def _held(self, visit: StaffVisit) -> tuple[Row, ...]:
        """What the reader holds, on whatever worklist, the most urgent first."""
        now = self._desk.now()
        held = self._desk.store.records(self._desk.claims.held_by(visit.name, now, MOST_HELD))
        seen = [one for one in held if may_read(visit.roles, Reading.INTAKE, one.worklist)]
        rows = self._rows(visit, sorted(seen, key=_urgency))
        return tuple(row for row in rows if row.mine)

    def _rows(self, visit: StaffVisit, records: Iterable[IntakeRecord]) -> tuple[Row, ...]:
        listed, now = tuple(records), self._desk.now()
        claims = self._desk.claims.standing([one.intake_id for one in listed], now)
        rows = Rows(visit, now, self._shell.zone, TEXTS)
        return tuple(rows.of(one, claims) for one in listed)


def _worklist(visit: StaffVisit, name: str) -> Worklist:
    try:
        worklist = Worklist(name)
    except ValueError:
        raise Unknown("no such worklist") from None
    if not may_read(visit.roles, Reading.WORKLIST, worklist):
        raise NotForRole
    return worklist


def _asked(query: Mapping[str, str]) -> tuple[Show, str | None]:
    """Which rows, and after which place; what makes no sense is the whole list from its start."""
    asked, after = query.get("show", ""), query.get("after", "")
    show = Show(asked) if asked in [*Show] else Show.ALL
    return show, after if 0 < len(after) <= LONGEST_PLACE else None


def _urgency(record: IntakeRecord) -> tuple[int, str]:
    return int(record.tier), record.due_at.isoformat() if record.due_at else "9999"
