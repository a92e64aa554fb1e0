"""The best seat for one person, of what is left."""

from datetime import datetime

from threshold.program.roster import Cohort, Slot
from threshold.scheduling.appointments import own_needs
from threshold.scheduling.left import Choice, Left
from threshold.scheduling.priority import Ranked
from threshold.scheduling.seat import OFFER_HOLDS, Appointment, Seat
from threshold.scheduling.wishes import needs_accommodation


def best_alone(person: Ranked, left: Left) -> Choice | None:
    """The first of the best starts for which all appointments can be had; None where none."""
    in_vain: datetime | None = None
    for start in left.best_first(person.seeker):
        if in_vain is not None and start.begins <= in_vain:
            continue
        needs = own_needs(person, start.begins, left.now, leaders(start.cohort))
        slots = left.diary.arranged(needs)
        if slots is not None:
            return Choice(person, start, slots)
        in_vain = start.begins
    return None


def leaders(cohort: Cohort) -> frozenset[str]:
    """The clinicians who lead a cohort's sessions."""
    return frozenset(session.clinician for session in cohort.sessions)


def seat_of(
    choice: Choice, now: datetime, couple: Slot | None = None, partner: Ranked | None = None
) -> Seat:
    """What is offered: held for a day, or until the first of its appointments where that is less.

    couple, partner: the couple's appointment, and who else is at it.
    """
    seeker = choice.person.seeker
    first, *prescriber = [_appointment(slot) for slot in choice.slots]
    earliest = min(slot.starts_at for slot in (*choice.slots, *([couple] if couple else [])))
    return Seat(
        intake_id=seeker.intake_id,
        number=seeker.offers + 1,
        cohort=choice.start.cohort.id,
        starts_on=choice.start.starts_on,
        hold_until=min(now + OFFER_HOLDS, earliest),
        first=first,
        prescriber=prescriber[0] if prescriber else None,
        couple=_appointment(couple) if couple else None,
        partner=partner.seeker.intake_id if partner else None,
        accommodation=needs_accommodation(seeker, choice.start),
    )


def _appointment(slot: Slot) -> Appointment:
    return Appointment(slot.id, slot.clinician, slot.starts_at, slot.minutes)
