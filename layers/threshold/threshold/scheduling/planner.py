"""What opening one more group would clear: each candidate is tried by placing everybody with it.

Candidates are made of what those want who are not placed: their track, language, part of the week,
zone, age and pain, led by a clinician of the roster who may see most of them. A group is planned
for three sessions of three hours with appointments as needed, so it says what seats would clear,
not that the clinician has the time.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from threshold.intake.submission import PartOfDay, Track, Weekday, Window
from threshold.program.roster import AgeBand, Cohort, Session, Slot, SlotKind
from threshold.scheduling.appointments import alike
from threshold.scheduling.fitting import Fitting, bits
from threshold.scheduling.left import Apart
from threshold.scheduling.limits import age_band
from threshold.scheduling.placing import place
from threshold.scheduling.ports import Availability
from threshold.scheduling.seeker import Seeker
from threshold.scheduling.staff import Staff, staff_of
from threshold.scheduling.start import all_starts

SEATS = 12
"""How many a planned group takes."""
_HOURS = {PartOfDay.MORNING: time(9), PartOfDay.AFTERNOON: time(13), PartOfDay.EVENING: time(18)}
_LASTS, _SESSIONS = 3, 3
"""Hours of a session, and sessions a week."""
_DAYS = {weekday: number for number, weekday in enumerate(Weekday)}
_ALL = tuple(Window(weekday=weekday, part=part) for weekday in Weekday for part in PartOfDay)
STARTS_IN = timedelta(days=14)
"""How far ahead a planned group begins."""
_TRIED = 10
_NOBODY_APART: Apart = {}


@dataclass(frozen=True, slots=True)
class Cleared:
    """What opening a cohort does: how many more are placed, and who is that was not."""

    cohort: Cohort
    count: int
    whom: tuple[str, ...]


def what_if(
    waiting: Sequence[Seeker],
    availability: Availability,
    cohort: Cohort,
    now: datetime,
    apart: Apart = _NOBODY_APART,
) -> Cleared:
    """What opening a cohort with all of its seats, and appointments as needed, would do.

    Somebody may be placed elsewhere than before, since whoever goes to the new group leaves a seat.
    """
    before = {seat.intake_id for seat in place(waiting, availability, now, apart).offers}
    return _cleared(waiting, availability, cohort, now, apart, before)


def best_openings(
    waiting: Sequence[Seeker],
    availability: Availability,
    now: datetime,
    apart: Apart = _NOBODY_APART,
    most: int = 5,
) -> tuple[Cleared, ...]:
    """The groups that would clear most of those who are not placed, the best first.

    Candidates are ranked by how many of those they suit, and only the best of them are tried.
    """
    placing = place(waiting, availability, now, apart)
    before = {seat.intake_id for seat in placing.offers}
    unplaced = [one for one in waiting if one.intake_id in placing.not_placed]
    tried = (
        _cleared(waiting, availability, cohort, now, apart, before)
        for cohort in islice(_candidates(unplaced, availability, now), _TRIED)
    )
    found = sorted(tried, key=lambda one: (-one.count, one.cohort.id))
    return tuple(one for one in found if one.count > 0)[:most]


def _cleared(
    waiting: Sequence[Seeker],
    availability: Availability,
    cohort: Cohort,
    now: datetime,
    apart: Apart,
    before: set[str],
) -> Cleared:
    roster = availability.roster
    opened = Availability(
        replace(roster, cohorts=(*roster.cohorts, cohort)),
        availability.seats_free | {cohort.id: cohort.capacity},
        (*availability.slots_free, *_appointments(cohort, now)),
    )
    after = {seat.intake_id for seat in place(waiting, opened, now, apart).offers}
    return Cleared(cohort, len(after) - len(before), tuple(sorted(after - before)))


def _appointments(cohort: Cohort, now: datetime) -> Iterator[Slot]:
    leader = cohort.sessions[0].clinician
    for number in range(cohort.capacity):
        for kind in SlotKind:
            starts_at = now + timedelta(days=1 + number // 6, hours=1 + number % 6)
            yield Slot(f"{cohort.id}-{kind}-{number}", leader, kind, starts_at, 50)


def _candidates(
    unplaced: Sequence[Seeker], availability: Availability, now: datetime
) -> Iterator[Cohort]:
    """One group for each track, language and part of the day: that which suits most of them."""
    staff = staff_of(availability.roster)
    made = {cohort.id: cohort for cohort in _made_for(unplaced, staff, now)}
    fitting = Fitting(all_starts(made.values(), now), staff)
    suited: Counter[str] = Counter()
    for one in unplaced:
        suited.update(fitting.starts[number].cohort.id for number in bits(fitting.fits(one)))
    told = set()
    for name, _ in sorted(suited.items(), key=lambda item: (-item[1], item[0])):
        cohort = made[name]
        idea = cohort.track, cohort.language, cohort.sessions[0].starts, cohort.ages
        if idea not in told:
            told.add(idea)
            yield cohort


def _made_for(unplaced: Sequence[Seeker], staff: Staff, now: datetime) -> Iterator[Cohort]:
    """For each person, one for each part of the day that they offered on three days.

    Led by whoever may see them and most of all the others.
    """
    wanted = Counter(window for one in unplaced for window in one.windows)
    leaders = _leaders(unplaced, staff, (now + STARTS_IN).date())
    for seeker in unplaced:
        leader = leaders[alike(seeker)]
        if leader is None:
            continue
        for part in PartOfDay:
            windows = {window for window in seeker.windows or _ALL if window.part is part}
            if len(windows) >= _SESSIONS:
                best = sorted(windows, key=lambda one: (-wanted[one], _DAYS[one.weekday]))
                yield _planned(seeker, best[:_SESSIONS], leader, now)


def _planned(seeker: Seeker, windows: Sequence[Window], leader: str, now: datetime) -> Cohort:
    begins = _HOURS[windows[0].part]
    ends = time(begins.hour + _LASTS)
    weekdays = sorted((window.weekday for window in windows), key=_DAYS.__getitem__)
    track = Track.CHRONIC_PAIN if seeker.pain else seeker.tracks[0]
    teen = age_band(seeker.age) is AgeBand.TEEN
    days = "".join(weekday[:2] for weekday in weekdays)
    for_whom = f"{track}-{seeker.language}-{AgeBand.TEEN if teen else AgeBand.ADULT}"
    return Cohort(
        id=f"planned-{for_whom}-{windows[0].part}-{days}-{seeker.zone}-{leader}",
        name="",
        track=track,
        zone=seeker.zone,
        sessions=tuple(Session(weekday, begins, ends, leader) for weekday in weekdays),
        capacity=SEATS,
        starts=((now.astimezone(ZoneInfo(seeker.zone)) + STARTS_IN).date(),),
        language=seeker.language,
        ages=frozenset({AgeBand.TEEN}) if teen else frozenset({AgeBand.ADULT, AgeBand.OLDER}),
        accommodates_pain=seeker.pain,
    )


def _leaders(
    unplaced: Sequence[Seeker], staff: Staff, day: date
) -> dict[tuple[object, ...], str | None]:
    one_of = {alike(one): one for one in unplaced}
    sees = {
        key: [
            each for each in staff.clinicians if staff.sees_until(each, SlotKind.FIRST, one) >= day
        ]
        for key, one in one_of.items()
    }
    seen = Counter(each for one in unplaced for each in sees[alike(one)])
    return {
        key: min(able, key=lambda each: (-seen[each], each), default=None)
        for key, able in sees.items()
    }
