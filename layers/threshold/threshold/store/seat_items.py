"""Seats, who waits for one, and the roster, as items of the one table, and back."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from threshold.program.roster import Clinician, Cohort, Roster, Slot
from threshold.scheduling.ports import Availability
from threshold.scheduling.seat import Appointment, Seat
from threshold.scheduling.seeker import Seeker
from threshold.store.items import Item, document_of, packed
from threshold.store.keys import intake_key

ROSTER = "ROSTER"
"""The partition of all that there is to give: read whole at every round."""
WAITING = "WAITING"
"""The partition of everybody who waits for a seat, by the id of the intake."""
HELD = "held#seats"
"""The partition of the index that has the seats which are held, by when the hold ends."""
TAKEN = "taken#seats"
"""The partition of the index that has the seats which were taken, by when they begin."""
COHORT, CLINICIAN, SLOT, COMPACTS = "COHORT#", "CLINICIAN#", "SLOT#", "COMPACTS"
SEAT = "SEAT"
_PAST_SLOTS_STAY = timedelta(days=1)


def key(partition: str, sort: str) -> Item:
    """The key of an item."""
    return {"pk": {"S": partition}, "sk": {"S": sort}}


def cohort_key(cohort_id: str) -> Item:
    """Where a cohort stands, with the seats free in it."""
    return key(ROSTER, f"{COHORT}{cohort_id}")


def seat_key(intake_id: str) -> Item:
    """Where the seat of an intake stands."""
    return key(intake_key(intake_id), SEAT)


def link_key(seat: Seat) -> Item:
    """Where a cohort says that a seat of it is held or taken, and nothing else."""
    return key(f"{COHORT}{seat.cohort}", f"{SEAT}#{seat.intake_id}")


def slot_key(slot_id: str) -> Item:
    """Where a slot stands, with the intakes that hold it."""
    return key(ROSTER, f"{SLOT}{slot_id}")


def slot_expires(one: Slot | Appointment) -> dict[str, str]:
    """When the item of a slot may go."""
    return {"N": str(int((one.starts_at + _PAST_SLOTS_STAY).timestamp()))}


def document_item(sort: str, document: object) -> Item:
    """A clinician, or the compacts."""
    return {**key(ROSTER, sort), "document": {"B": packed(document)}}


def cohort_item(cohort: Cohort, seats_free: int) -> Item:
    """A cohort."""
    counted = {"seats_free": {"N": str(seats_free)}}
    return {**cohort_key(cohort.id), "document": {"B": packed(cohort)}, **counted}


def slot_item(slot: Slot) -> Item:
    """A slot that nobody holds."""
    expires_at = {"expires_at": slot_expires(slot)}
    return {**slot_key(slot.id), "document": {"B": packed(slot)}, **expires_at}


def seat_item(seat: Seat) -> Item:
    """A seat, on the index by when its hold ends or, once it was taken, its first appointment
    begins. A seat that was given back is the key alone."""
    held = seat.hold_until is not None
    at = seat.hold_until or seat.first.starts_at
    return {
        **seat_key(seat.intake_id),
        "document": {"B": packed(seat)},
        "offer": {"N": str(seat.number)},
        "worklist_pk": {"S": HELD if held else TAKEN},
        "worklist_sk": {"S": f"{utc(at)}#{seat.intake_id}"},
    }


def seat_of_item(item: Mapping[str, Any]) -> Seat | None:
    """The seat of an item; None where it was given back."""
    return document_of(item, Seat) if "document" in item else None


def seeker_item(seeker: Seeker) -> Item:
    """Who waits."""
    return {
        **key(WAITING, seeker.intake_id),
        "document": {"B": packed(seeker)},
        "version": {"N": str(seeker.version)},
    }


def availability_of(items: Iterable[Mapping[str, Any]]) -> Availability:
    """What there is to give, of all items of the roster's partition."""
    cohorts, clinicians, slots, compacts = [], [], [], {}
    seats_free, slots_free = {}, []
    for item in items:
        kind = item["sk"]["S"]
        if "document" not in item:  # a round's lease, or a slot that has gone with its time
            continue
        if kind.startswith(COHORT):
            cohorts.append(cohort := document_of(item, Cohort))
            seats_free[cohort.id] = int(item["seats_free"]["N"])
        elif kind.startswith(CLINICIAN):
            clinicians.append(document_of(item, Clinician))
        elif kind.startswith(SLOT):
            slots.append(slot := document_of(item, Slot))
            if "holders" not in item:
                slots_free.append(slot)
        elif kind == COMPACTS:
            compacts = document_of(item, dict[str, frozenset[str]])
    slots.sort(key=_in_time)
    slots_free.sort(key=_in_time)
    roster = Roster(tuple(cohorts), tuple(clinicians), tuple(slots), compacts)
    return Availability(roster, seats_free, tuple(slots_free))


def _in_time(slot: Slot) -> tuple[datetime, str]:
    return slot.starts_at, slot.id


def utc(at: datetime) -> str:
    """A moment as keys have it: they order as moments do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
