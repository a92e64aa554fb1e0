"""Nobody is in two places: sessions and appointments of one clinician at the same time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from threshold.program.roster import Roster
from threshold.program.roster_parts import Breach, Loc, Part
from threshold.program.roster_times import Span, spans

_RULES = {
    Part.COHORTS: "is at the same time as another session of its clinician",
    Part.SLOTS: "is at the same time as another appointment of its clinician",
}


class _Booked(NamedTuple):
    span: Span
    part: Part
    id: str
    loc: Loc
    order: int


def overlaps(new: Roster, whole: Roster, today: date) -> Iterator[Breach]:
    """Each new session or slot of a clinician that overlaps one before it, or one that is known.

    Sessions are looked at through the year from today, since zones change their clocks on
    different days.
    """
    fresh = {(Part.COHORTS, one.id) for one in new.cohorts}
    fresh |= {(Part.SLOTS, one.id) for one in new.slots}
    told: set[tuple[Part, str, Loc]] = set()
    for booked in (*_sessions(new, whole, today), *_slots(new, whole)):
        for one, other in _clashes(booked):
            late = max(one, other, key=lambda each: ((each.part, each.id) in fresh, each.order))
            key = (late.part, late.id, late.loc)
            if key not in told and key[:2] in fresh and not _same_cohort(one, other):
                told.add(key)
                yield Breach(*key, _RULES[late.part])


def _same_cohort(one: _Booked, other: _Booked) -> bool:
    """Such a clash is told as one of the cohort's own."""
    return one.part is Part.COHORTS and one.id == other.id


def _clashes(booked: Sequence[_Booked]) -> Iterator[tuple[_Booked, _Booked]]:
    """Pairs that overlap; each is held against those that last until it begins or longer."""
    lasting: list[_Booked] = []
    for one in sorted(booked, key=lambda each: each.span.begins):
        lasting = [other for other in lasting if other.span.ends > one.span.begins]
        yield from ((other, one) for other in lasting if other.span.overlaps(one.span))
        lasting.append(one)


def _sessions(new: Roster, whole: Roster, today: date) -> Iterator[list[_Booked]]:
    concerned = {one.clinician for cohort in new.cohorts for one in cohort.sessions}
    by_clinician: dict[str, list[_Booked]] = defaultdict(list)
    # A closed group has no last day: it would keep its hours from every other for ever.
    for order, cohort in enumerate(one for one in whole.cohorts if not one.closed):
        for place, one in enumerate(cohort.sessions):
            if one.clinician in concerned and one.starts < one.ends:
                by_clinician[one.clinician] += [
                    _Booked(span, Part.COHORTS, cohort.id, ("sessions", place), order)
                    for span in spans(one, ZoneInfo(cohort.zone), today)
                ]
    yield from by_clinician.values()


def _slots(new: Roster, whole: Roster) -> Iterator[list[_Booked]]:
    concerned = {one.clinician for one in new.slots}
    by_clinician: dict[str, list[_Booked]] = defaultdict(list)
    for order, slot in enumerate(whole.slots):
        if slot.clinician in concerned:
            begins = slot.starts_at.astimezone(UTC)
            span = Span(begins, begins + timedelta(minutes=slot.minutes))
            by_clinician[slot.clinician].append(
                _Booked(span, Part.SLOTS, slot.id, ("starts",), order)
            )
    yield from by_clinician.values()
