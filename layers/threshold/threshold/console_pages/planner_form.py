"""An idea of a group, as somebody types it at the planner; nothing of it is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time

from threshold.console_pages.visit import whole_number
from threshold.intake.submission import Track, Weekday
from threshold.program.roster import (
    AgeBand,
    Cohort,
    Roster,
    Session,
    is_intensive,
    minutes_of,
)

MOST_SEATS = 50
_ID = "idea"
TRACKS = tuple(track for track in Track if track is not Track.COUPLES)
"""What groups there are; couples sit in groups of their own tracks."""


@dataclass(frozen=True, slots=True)
class Idea:
    """What was typed, and what is wrong with it: keys of texts. cohort: None where something is."""

    typed: Mapping[str, str]
    faults: tuple[str, ...]
    cohort: Cohort | None

    def one(self, field: str) -> str:
        """What was typed into a field."""
        return self.typed.get(field, "")


def idea_of(typed: Mapping[str, str], roster: Roster, zones: tuple[str, ...]) -> Idea:
    """The group that somebody has in mind, led by one clinician of the roster."""
    faults = tuple(_faults(typed, roster, zones))
    return Idea(typed, faults, None if faults else _cohort(typed))


def _faults(typed: Mapping[str, str], roster: Roster, zones: tuple[str, ...]) -> Iterator[str]:
    if typed.get("track") not in set(TRACKS):
        yield "track"
    if typed.get("leader") not in {one.id for one in roster.clinicians}:
        yield "leader"
    if typed.get("zone") not in zones:
        yield "zone"
    seats = whole_number(typed.get("seats", ""), digits=2)
    if seats is None or not 1 <= seats <= MOST_SEATS:
        yield "seats"
    if _day(typed.get("starts_on", "")) is None:
        yield "starts_on"
    begins, ends = _time(typed.get("begins", "")), _time(typed.get("ends", ""))
    if not _days(typed):
        yield "days"
    elif begins is None or ends is None or ends <= begins:
        yield "times"
    elif not is_intensive(len(_days(typed)) * (minutes_of(ends) - minutes_of(begins))):
        yield "hours"


def _cohort(typed: Mapping[str, str]) -> Cohort:
    begins, ends = time.fromisoformat(typed["begins"]), time.fromisoformat(typed["ends"])
    teens = typed.get("ages") == AgeBand.TEEN
    return Cohort(
        id=_ID,
        name="",
        track=Track(typed["track"]),
        zone=typed["zone"],
        sessions=tuple(Session(day, begins, ends, typed["leader"]) for day in _days(typed)),
        capacity=int(typed["seats"]),
        starts=(date.fromisoformat(typed["starts_on"]),),
        language=typed.get("language", "").strip().lower() or "en",
        ages=frozenset({AgeBand.TEEN} if teens else {AgeBand.ADULT, AgeBand.OLDER}),
        accommodates_pain=typed.get("pain") == "yes",
    )


def _days(typed: Mapping[str, str]) -> tuple[Weekday, ...]:
    return tuple(day for day in Weekday if typed.get(day) == "yes")


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
