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
from threshold.use_cases.standing_still import is_stuck
from threshold.web.pages.texts import Texts


@dataclass(frozen=True, slots=True)
class Row:
    """A row as a page shows it. `holder` is the sign-in name, empty for nobody; `until` in words.

    couple: only for who may know of it. stuck: in progress, and should have moved by now.
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
    couple: bool
    stuck: bool


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
            couple=self._comes_with_somebody(record),
            stuck=self._is_stuck(record),
        )

    def _comes_with_somebody(self, record: IntakeRecord) -> bool:
        return record.couple is not None and may_read(self.visit.roles, Reading.COUPLE)

    def _is_stuck(self, record: IntakeRecord) -> bool:
        return record.worklist is Worklist.IN_PROGRESS and is_stuck(record, self.now)

    @property
    def _clinical(self) -> bool:
        return may_read(self.visit.roles, Reading.ASSESSMENT)

    def _why(self, record: IntakeRecord) -> str:
        """The rule in a line, or else where the intake stands."""
        # Here, since it loads every rule there is, and no sign-in needs one.
        from threshold.console.left_out import general_rule
        from threshold.console.why import why

        rule = general_rule(record.reason)
        line = why(rule) if self._clinical and rule else None
        return line or self.t(f"status.{record.status}")

    def _flags(self, record: IntakeRecord) -> list[str]:
        found = []
        if record.worklist is Worklist.CRISIS and not record.alerted:
            found.append(self.t("flag.nobody_told"))
        if self._is_stuck(record):
            found.append(self.t("flag.stuck"))
        if self._comes_with_somebody(record):
            found.append(self.t("flag.couple"))
        if record.rescreen_due and self._clinical:
            found.append(self.t("flag.rescreen"))
        if record.language != "en":
            found.append(language_words(record.language, self.t))
        if record.state:
            found.append(record.state)
        return found


def language_words(tag: str, t: Texts) -> str:
    """A language by its name, or else by its tag."""
    named = f"flag.language.{tag}"
    return t(named) if t.has(named) else t("flag.language.other", tag=tag)
