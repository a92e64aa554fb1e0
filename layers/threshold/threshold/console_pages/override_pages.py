"""The ledger of overrides: which rules clinicians set aside, so that the rules can be mended."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from threshold.console.left_out import general_rule
from threshold.console.roles import NotForRole, Reading, may_read
from threshold.console_pages.clock import moment
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.shell import Shell
from threshold.console_pages.timeline import who
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.intake.record import IntakeEvent

_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Line:
    """One override: the rule and what it recommended, when and by whom, of which intake."""

    rule: str
    outcome: str
    at: str
    who: str
    intake_id: str


class OverridePages:
    """The page at /console/overrides."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit) -> Reply:
        """The ledger of a month: how often each rule was set aside, and each time.

        Raises:
            NotForRole: the roles may not read assessments.
        """
        if not may_read(visit.roles, Reading.ASSESSMENT):
            raise NotForRole
        now = self._desk.now()
        asked = visit.request.query.get("month", "")
        month = asked if _MONTH.fullmatch(asked) else f"{now:%Y-%m}"
        found = self._desk.store.overrides(month)
        first = date.fromisoformat(f"{month}-01")
        return self._shell.page(
            "overrides.html",
            visit,
            month=month,
            before=f"{first - timedelta(days=1):%Y-%m}",
            after=f"{first + timedelta(days=31):%Y-%m}",
            counts=_counts(found),
            lines=[self._line(event) for event in reversed(found)],
        )

    def _line(self, event: IntakeEvent) -> Line:
        return Line(
            _rule(event),
            event.details["outcome"],
            moment(event.occurred_at, self._desk.now(), self._shell.zone),
            who(event.actor),
            event.intake_id,
        )


def _rule(event: IntakeEvent) -> str:
    return general_rule(event.details["rule"]) or ""


def _counts(events: Sequence[IntakeEvent]) -> list[tuple[str, int]]:
    """How often each rule was set aside, the most often first."""
    return Counter(map(_rule, events)).most_common()
