"""Which appointments go with a seat: the first clinical one, a prescriber's, a couple's.

All of them come before the group begins. Nobody has two at once. Whoever is due within two days
may be offered one that leaves two hours to answer, and the offer then ends when it starts; all
others get a day to answer first.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain, count, islice
from operator import attrgetter

from threshold.program.roster import Slot, SlotKind
from threshold.scheduling.calendar import Span, minutes_from_epoch, week_of, week_of_windows
from threshold.scheduling.priority import Ranked
from threshold.scheduling.seat import OFFER_HOLDS
from threshold.scheduling.seeker import Seeker
from threshold.scheduling.staff import Staff

SHORT_NOTICE = timedelta(hours=2)
PRESSING = timedelta(days=2)
"""Whoever is due as soon is offered appointments at short notice."""
_CHOOSE_AMONG = 6
"""The earliest appointments that fit, among which wishes count."""


@dataclass(frozen=True, slots=True)
class Need:
    """An appointment that somebody, or the two of a couple, need in a stretch of time.

    led_by: the clinicians of the group that it goes with.
    """

    people: tuple[Ranked, ...]
    kind: SlotKind
    after: datetime
    before: datetime
    led_by: frozenset[str] = frozenset()

    def shares_a_person(self, other: "Need") -> bool:
        """Whether somebody would be at both."""
        return any(one in other.people for one in self.people)


@dataclass(slots=True)
class Diary:
    """The appointments that are free in one round, until they are taken."""

    slots: Sequence[Slot]
    staff: Staff
    wanted_by: dict[str, int] = field(default_factory=dict)
    """How many who wait could be seen by each clinician."""
    _taken: set[str] = field(default_factory=set)
    _usable: dict[tuple[object, ...], tuple[list[Slot], Iterator[Slot]]] = field(
        default_factory=dict
    )
    _by_kind: dict[SlotKind, list[Slot]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_kind = {kind: [] for kind in SlotKind}
        for slot in sorted(self.slots, key=attrgetter("starts_at", "id")):
            self._by_kind[slot.kind].append(slot)

    def take(self, slots: Iterable[Slot]) -> None:
        """Let nobody else have them."""
        self._taken.update(slot.id for slot in slots)

    def suits(self, slot: Slot, seeker: Seeker) -> bool:
        """Whether who gives an appointment may see somebody at it."""
        return slot.starts_at.date() <= self.staff.sees_until(slot.clinician, slot.kind, seeker)

    def arranged(self, needs: Sequence[Need]) -> tuple[Slot, ...] | None:
        """A free appointment for each need, in their order; None where not all can be had."""
        if any(next(self._free(need), None) is None for need in needs):
            return None
        return self._arranged(needs, ())

    def as_many(self, needs: Sequence[Need]) -> tuple[Slot, ...]:
        """The same for those needs that can be met beside the ones before them."""
        met: list[Need] = []
        found: tuple[Slot, ...] = ()
        for need in needs:
            more = self.arranged([*met, need])
            if more is not None:
                met.append(need)
                found = more
        return found

    def _arranged(self, needs: Sequence[Need], picked: tuple[Slot, ...]) -> tuple[Slot, ...] | None:
        if len(picked) == len(needs):
            return picked
        need = needs[len(picked)]
        for slot in self._best_first(need):
            if not any(
                slot.id == other.id or (need.shares_a_person(earlier) and _overlap(slot, other))
                for earlier, other in zip(needs, picked, strict=False)
            ):
                found = self._arranged(needs, (*picked, slot))
                if found is not None:
                    return found
        return None

    def _best_first(self, need: Need) -> Iterator[Slot]:
        free = self._free(need)
        return chain(sorted(islice(free, _CHOOSE_AMONG), key=self._wishes(need)), free)

    def _wishes(self, need: Need) -> Callable[[Slot], tuple[object, ...]]:
        due_at = min(one.due_at for one in need.people)
        offered = [week_of_windows(one.seeker.windows) for one in need.people]
        zones = [one.seeker.zone for one in need.people]

        def wish(slot: Slot) -> tuple[bool, bool, bool, int, int, datetime, str]:
            met = Span(minutes_from_epoch(slot.starts_at), slot.minutes)
            outside = any(
                of and week_of((met,), zone) & ~of for of, zone in zip(offered, zones, strict=True)
            )
            late, stranger = slot.starts_at > due_at, slot.clinician not in need.led_by
            others = self.wanted_by.get(slot.clinician, 0)
            days = met.starts // (24 * 60)
            return late, outside, stranger, days, others, slot.starts_at, slot.id

        return wish

    def _free(self, need: Need) -> Iterator[Slot]:
        for slot in self._usable_by(need):
            if slot.starts_at >= need.before:
                return
            if slot.starts_at < need.after or slot.id in self._taken:
                continue
            if ends(slot) <= need.before:
                yield slot

    def _usable_by(self, need: Need) -> Iterator[Slot]:
        """Looked for as far as anybody asked, which is seldom to the end."""
        key = need.kind, *(alike(one.seeker) for one in need.people)
        if key not in self._usable:
            self._usable[key] = [], self._usable_in_time(need)
        found, more = self._usable[key]
        for number in count():
            if number == len(found):
                slot = next(more, None)
                if slot is None:
                    return
                found.append(slot)
            yield found[number]

    def _usable_in_time(self, need: Need) -> Iterator[Slot]:
        last_day = {
            clinician: min(
                self.staff.sees_until(clinician, need.kind, one.seeker) for one in need.people
            )
            for clinician in self.staff.clinicians
        }
        for slot in self._by_kind[need.kind]:
            if slot.starts_at.date() <= last_day.get(slot.clinician, date.min):
                yield slot


def not_before(person: Ranked, now: datetime) -> datetime:
    """The earliest that an appointment may start which is offered to somebody now."""
    return now + (SHORT_NOTICE if person.due_at <= now + PRESSING else OFFER_HOLDS)


def own_needs(
    person: Ranked, before: datetime, now: datetime, led_by: frozenset[str] = frozenset()
) -> tuple[Need, ...]:
    """What one person needs ahead of a group: the first appointment, and a prescriber's if so."""
    after, people = not_before(person, now), (person,)
    first = Need(people, SlotKind.FIRST, after, before, led_by)
    if not person.seeker.prescriber:
        return (first,)
    return first, Need(people, SlotKind.PRESCRIBER, after, before, led_by)


def alike(seeker: Seeker) -> tuple[object, ...]:
    """All of a person on which it depends whom they may see."""
    return seeker.state, seeker.payer, seeker.language, seeker.interpreter


def ends(slot: Slot) -> datetime:
    """When an appointment is over."""
    return slot.starts_at + timedelta(minutes=slot.minutes)


def _overlap(one: Slot, other: Slot) -> bool:
    return one.starts_at < ends(other) and other.starts_at < ends(one)
