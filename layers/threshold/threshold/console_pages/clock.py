"""Times in words: how long until something is due, or since when it should have been done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threshold.web.pages.texts import Texts

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """How long, and since or until when, both in words; `overdue` only lets a page mark it."""

    words: str
    at: str
    overdue: bool


def clock(due_at: datetime | None, now: datetime, zone: ZoneInfo, t: Texts) -> Clock:
    """What a deadline means now; what has none says so."""
    if due_at is None:
        return Clock(t("clock.none"), "", overdue=False)
    at = moment(due_at, now, zone)
    if due_at > now:
        return Clock(t("clock.due", left=span(due_at - now, t)), at, overdue=False)
    late = t("clock.overdue", late=span(now - due_at, t))
    return Clock(late, t("clock.since", at=at), overdue=True)


def span(time: timedelta, t: Texts) -> str:
    """A length of time, as coarse as it may be: minutes within a day, hours within a week."""
    hours, minutes = divmod(int(time.total_seconds()) // 60, 60)
    if time < _HOUR:
        return t("clock.minutes", minutes=minutes)
    if time < _DAY:
        return t("clock.hours_minutes", hours=hours, minutes=minutes)
    if time < 7 * _DAY:
        return t("clock.days_hours", days=hours // 24, hours=hours % 24)
    return t("clock.days", days=hours // 24)


def stamp(at: datetime, zone: ZoneInfo) -> str:
    """A moment in full, in the program's zone: what is kept for years is read without a today."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S %Z}"


def day(at: datetime, zone: ZoneInfo) -> str:
    """The day of a moment, in the program's zone."""
    return f"{at.astimezone(zone):%Y-%m-%d}"


def moment(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """A time of day in the program's zone, with its date where that is not today's."""
    there, today = at.astimezone(zone), now.astimezone(zone).date()
    of_day = f"{there.hour % 12 or 12}:{there:%M %p}"
    return of_day if there.date() == today else f"{there:%b} {there.day}, {of_day}"
