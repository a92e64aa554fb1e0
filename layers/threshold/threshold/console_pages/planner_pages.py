"""The planner: which group, were it opened, would give a seat to how many who wait for one."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from threshold.console_pages.adding_pages import ADD_COHORT, FIELDS
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.planner_form import MOST_SEATS, TRACKS, Idea, idea_of
from threshold.console_pages.roster_form import to_lines
from threshold.console_pages.rows import language_words
from threshold.console_pages.shell import TEXTS, Shell
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.intake.submission import PartOfDay, Weekday
from threshold.program.roster import AgeBand, Cohort, Roster
from threshold.program.roster_parts import Part
from threshold.program.roster_writing import cells_of
from threshold.scheduling.calendar import PARTS
from threshold.scheduling.planner import SEATS, STARTS_IN, Cleared, best_openings, what_if
from threshold.use_cases.seating.apart import apart_of

if TYPE_CHECKING:
    from threshold.scheduling.seeker import Seeker


@dataclass(frozen=True, slots=True)
class Opening:
    """A group in a sentence, whom it would clear: ids and initials, and where it can be added."""

    says: str
    whom: tuple[tuple[str, str], ...]
    add: str


class PlannerPages:
    """The page at /console/planner."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit) -> Reply:
        """The best groups to open, and what somebody's own idea would do. Nothing is stored."""
        desk, now, room = self._desk, self._desk.now(), self._desk.room()
        waiting, available = room.seats.waiting(), room.seats.availability()
        apart = apart_of(waiting, desk.store, room.seats)
        zones = self._zones(waiting)
        typed = visit.request.query
        idea = idea_of(typed, available.roster, zones) if typed else None
        tried = None
        if idea and idea.cohort:
            tried = what_if(waiting, available, idea.cohort, now, apart)
        best = best_openings(waiting, available, now, apart)
        initials = self._initials([*best, *([tried] if tried else [])])
        return self._shell.page(
            "planner.html",
            visit,
            waiting=len(waiting),
            best=[_opening(one, initials) for one in best],
            tried=_opening(tried, initials) if tried else None,
            faults=idea.faults if idea else (),
            form=idea or self._usual(zones, available.roster),
            choices=_choices(waiting, available.roster, zones),
            most=MOST_SEATS,
            may_add=visit.may("GET", "/console/roster/new/{part}"),
        )

    def _zones(self, waiting: Iterable["Seeker"]) -> tuple[str, ...]:
        """The program's, and those of whoever waits."""
        here = self._desk.program.time_zone
        return tuple(dict.fromkeys([here, *sorted({one.zone for one in waiting})]))

    def _usual(self, zones: tuple[str, ...], roster: Roster) -> Idea:
        today = self._desk.now().astimezone(ZoneInfo(zones[0])).date()
        typed = {
            "zone": zones[0],
            "leader": next((one.id for one in roster.clinicians), ""),
            "seats": str(SEATS),
            "begins": "18:00",
            "ends": "21:00",
            "language": "en",
            "starts_on": (today + STARTS_IN).isoformat(),
        }
        for day in (Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY):
            typed[day] = "yes"
        return Idea(typed, (), None)

    def _initials(self, found: Collection[Cleared]) -> dict[str, str]:
        ids = sorted({one for each in found for one in each.whom})
        return {one.intake_id: one.initials for one in self._desk.store.records(ids)}


def _opening(found: Cleared, initials: Mapping[str, str]) -> Opening:
    key = "planner.clears.one" if found.count == 1 else "planner.clears.many"
    says = TEXTS(key, group=_group(found.cohort), count=found.count)
    whom = tuple((one, initials[one]) for one in found.whom if one in initials)
    return Opening(says, whom, f"{ADD_COHORT}?{urlencode(_proposed(found.cohort))}")


def _proposed(cohort: Cohort) -> dict[str, str]:
    """What the form that adds a group is to begin with: all of an idea but its id and name."""
    cells = cells_of(cohort)
    cells["sessions"] = to_lines(cells["sessions"])
    return {name: cells[name] for name in FIELDS[Part.COHORTS] if name not in ("id", "name")}


def _group(cohort: Cohort) -> str:
    """A group in words: days, part of the day, for whom, in which language and zone."""
    first = cohort.sessions[0].starts
    begun = [part for part, begins, _ in PARTS if begins <= first]
    part = begun[-1] if begun else PartOfDay.MORNING
    return TEXTS(
        "planner.group",
        days=_and([TEXTS(f"planner.day.{one.weekday}") for one in cohort.sessions]),
        part=TEXTS(f"queue.part.{part}"),
        at=f"{first:%H:%M}",
        zone=cohort.zone,
        language=language_words(cohort.language, TEXTS),
        track=TEXTS(f"planner.track.{cohort.track}"),
        ages=TEXTS("planner.teens" if AgeBand.TEEN in cohort.ages else "planner.adults"),
    )


def _and(words: list[str]) -> str:
    """Several words as a sentence lists them."""
    *most, last = words
    return f"{', '.join(most)} {TEXTS('planner.and')} {last}" if most else last


def _choices(
    waiting: Iterable["Seeker"], roster: Roster, zones: tuple[str, ...]
) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen in each field that is not typed."""
    spoken = sorted({"en", "es", *(one.language for one in waiting)})
    return {
        "track": [(one, TEXTS(f"planner.track.{one}")) for one in TRACKS],
        "language": [(one, language_words(one, TEXTS)) for one in spoken],
        "zone": [(one, one) for one in zones],
        "leader": [(one.id, one.name) for one in roster.clinicians],
        "ages": [("adult", TEXTS("planner.adults")), ("teen", TEXTS("planner.teens"))],
        "days": [(one, TEXTS(f"planner.day.{one}")) for one in Weekday],
    }
