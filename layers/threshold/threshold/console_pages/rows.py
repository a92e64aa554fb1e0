"""One row of a list: who, why they are here, by when, and who sees to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from threshold.console.roles import Reading, may_read
from threshold.console_pages.clock import Clock, clock, moment
from threshold.console_pages.visit import StaffVisit
from threshold.intake.life_cycle import Worklist
from threshold.intake.record import IntakeRecord
from threshold.staff.claims import Claim
from threshold.web.pages.texts import Texts


@dataclass(frozen=True, slots=True)
class Row:
    """A row as a page shows it. `holder` is the sign-in name, empty for nobody; `until` in words.

    who: initials alone; the name is seen by whoever opens the intake, and that is written down.
    tier: empty for who may not read assessments, since it follows from one; so does their `why`.
    """

    intake_id: str
    worklist: Worklist | None
    who: str
    tier: str
    why: str
    clock: Clock
    flags: tuple[str, ...]
    holder: str
    until: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """Makes rows for one reader at one moment."""

    visit: StaffVisit
    now: datetime
    zone: ZoneInfo
    t: Texts

    def of(self, record: IntakeRecord, claims: Mapping[str, Claim]) -> Row:
        """The row of a record, with whoever holds it."""
        claim = claims.get(record.intake_id)
        return Row(
            intake_id=record.intake_id,
            worklist=record.worklist,
            who=record.initials,
            tier=self.t(f"tier.{record.tier.name}") if self._clinical else "",
            why=self._why(record),
            clock=clock(record.due_at, self.now, self.zone, self.t),
            flags=tuple(self._flags(record)),
            holder=claim.holder if claim else "",
            until=moment(claim.until, self.now, self.zone) if claim else "",
            mine=claim is not None and claim.holder == self.visit.name,
        )

    @property
    def _clinical(self) -> bool:
        return may_read(self.visit.roles, Reading.ASSESSMENT)

    def _why(self, record: IntakeRecord) -> str:
        """The rule in a line, or else where the intake stands."""
        # Here, since it loads every rule there is, and no sign-in needs one.
        from threshold.console.why import why

        line = why(record.reason) if self._clinical and record.reason else None
        return line or self.t(f"status.{record.status}")

    def _flags(self, record: IntakeRecord) -> list[str]:
        found = []
        if record.worklist is Worklist.CRISIS and not record.alerted:
            found.append(self.t("flag.nobody_told"))
        if record.rescreen_due and self._clinical:
            found.append(self.t("flag.rescreen"))
        if record.language != "en":
            found.append(self._language(record.language))
        if record.state:
            found.append(record.state)
        return found

    def _language(self, tag: str) -> str:
        named = f"flag.language.{tag}"
        return self.t(named) if self.t.has(named) else self.t("flag.language.other", tag=tag)
