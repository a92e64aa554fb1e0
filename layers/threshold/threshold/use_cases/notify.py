"""Telling staff of an intake that needs a person now, of a coverage that is not as it was, and of
glass that was broken."""

from datetime import datetime
from typing import Protocol

from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Status, Worklist
from threshold.intake.ports import IntakeStore
from threshold.intake.record import SYSTEM, IntakeRecord
from threshold.use_cases.stepping import take


class Alerts(Protocol):
    """Where staff are alerted."""

    def crisis(self, intake_id: str, due_at: datetime | None) -> None:
        """Say that an intake is in crisis, by its id alone, and until when a person must act."""

    def coverage(self, intake_id: str) -> None:
        """Say that there is news of an intake's coverage, by its id alone."""

    def broken_glass(self, intake_id: str) -> None:
        """Say that somebody opened what they are shut out of, by the intake's id alone."""


def notify(intake_id: str, store: IntakeStore, alerts: Alerts, now: datetime) -> None:
    """Alert staff to a crisis, to news or to broken glass, then record that; once for each.

    After a crash between the two, staff are alerted again: twice is better than never.
    """
    record = store.load(intake_id)
    if _wants_alert(record):
        alerts.crisis(intake_id, record.due_at)
        alerted = Step(EventKind.STAFF_ALERTED, SYSTEM, now)
        take(store, intake_id, lambda latest: alerted if _wants_alert(latest) else None)
    if record.watch.untold:
        alerts.coverage(intake_id)
        told = Step(EventKind.STAFF_TOLD, SYSTEM, now)
        take(store, intake_id, lambda latest: told if latest.watch.untold else None)
    if record.untold_break:
        alerts.broken_glass(intake_id)
        about = {"about": str(record.untold_break)}
        heard = Step(EventKind.SUPERVISORS_TOLD, SYSTEM, now, details=about)
        take(store, intake_id, lambda latest: heard if _is_untold(latest, record) else None)


def _is_untold(latest: IntakeRecord, told: IntakeRecord) -> bool:
    """Whether the break that was told of is still the last: of a later one they hear by itself."""
    return latest.untold_break == told.untold_break


def _wants_alert(record: IntakeRecord) -> bool:
    in_crisis = record.status is Status.IN_REVIEW and record.worklist is Worklist.CRISIS
    return in_crisis and not record.alerted
