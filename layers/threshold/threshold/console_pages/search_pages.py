"""Finding somebody by name and birth date, or by an intake's id."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from threshold.console_pages.clock import moment
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.gate import forget_kept, kept_form
from threshold.console_pages.rows import Row, Rows
from threshold.console_pages.shell import TEXTS, Shell
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.staff.kept_forms import Posted

if TYPE_CHECKING:
    from threshold.use_cases.searching import Found

FIELDS = ("first", "last", "birth_date", "intake_id")


@dataclass(frozen=True, slots=True)
class Hit:
    """A row of what was found. `came` is when the intake came in, in words."""

    row: Row
    status: str
    came: str
    earlier: bool


class SearchPages:
    """The page at /console/search. What is looked for is posted, so it stands in no address."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit) -> Reply:
        """The empty form, or what was written in it before somebody had to sign in again."""
        return self._page(visit, _said(kept_form(visit, self._desk) or {}))

    def act(self, visit: StaffVisit) -> Reply:
        """Look for somebody, and show what was found; that it was is written down first.

        Raises:
            Retryable: it could not be written down.
        """
        said = _said(visit.request.posted or {})
        if visit.request.one("go") != "search":
            return self._page(visit, said)
        # Here, since no other page needs them.
        from threshold.console.searching import Searcher, find
        from threshold.web.problem import Problem
        from threshold.web.search_form import read_search

        forget_kept(visit, self._desk)
        try:
            wanted = read_search({name: value for name, value in said.items() if value})
        except Problem as problem:
            wrong = frozenset(fault.pointer.removeprefix("#/") for fault in problem.faults)
            return self._page(visit, said, wrong, status=422)
        by, desk = Searcher(visit.name, visit.roles), self._desk
        kept = desk.store, desk.record_key, desk.trail, desk.now(), desk.new_value()
        hits = tuple(self._hits(visit, find(wanted, by, *kept)))
        return self._page(visit, said, hits=hits)

    def _page(
        self,
        visit: StaffVisit,
        said: Mapping[str, str],
        wrong: frozenset[str] = frozenset(),
        hits: tuple[Hit, ...] | None = None,
        status: int = 200,
    ) -> Reply:
        return self._shell.page(
            "search.html",
            visit,
            status=status,
            typing=True,
            said=said,
            wrong=wrong,
            hits=hits,
        )

    def _hits(self, visit: StaffVisit, found: tuple["Found", ...]) -> Iterator[Hit]:
        now = self._desk.now()
        claims = self._desk.claims.standing([one.record.intake_id for one in found], now)
        rows = Rows(visit, now, self._shell.zone, TEXTS)
        for one in found:
            yield Hit(
                rows.of(one.record, claims),
                TEXTS(f"status.{one.record.status}"),
                moment(one.record.created_at, now, self._shell.zone),
                one.earlier,
            )


def _said(posted: Posted) -> Mapping[str, str]:
    return {name: "".join(posted.get(name, ())[:1]).strip() for name in FIELDS}
