"""What breaks a limit, found out anew and slowly, by none of the code that places people."""

from datetime import UTC, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from threshold.intake.submission import PartOfDay, Track, Weekday
from threshold.program.roster import AgeBand, SlotKind, Specialty

HOURS = {PartOfDay.MORNING: (6, 12), PartOfDay.AFTERNOON: (12, 17), PartOfDay.EVENING: (17, 22)}


def may_see(roster, clinician_id, seeker, day):
    clinician = next((one for one in roster.clinicians if one.id == clinician_id), None)
    if clinician is None or seeker.state is None:
        return False
    if None not in (clinician.payers, seeker.payer) and seeker.payer not in clinician.payers:
        return False
    for licence in clinician.licences:
        states = {licence.state} if licence.state else roster.compacts.get(licence.compact, set())
        if seeker.state in states and (licence.until is None or day <= licence.until):
            return True
    return False


def sessions_in_utc(cohort, starts_on, weeks=8):
    zone, days = ZoneInfo(cohort.zone), list(Weekday)
    for offset in range(7 * weeks):
        day = starts_on + timedelta(days=offset)
        for session in cohort.sessions:
            if days[day.weekday()] is session.weekday:
                begins = datetime.combine(day, session.starts, zone).astimezone(UTC)
                lasts = datetime.combine(day, session.ends) - datetime.combine(day, session.starts)
                yield begins, begins + lasts


def within_windows(seeker, begins, ends):
    """Quarter of an hour by quarter of an hour, on their own clock."""
    if not seeker.windows:
        return True
    days, moment = list(Weekday), begins
    while moment < ends:
        local = moment.astimezone(ZoneInfo(seeker.zone))
        if not any(
            window.weekday is days[local.weekday()]
            and HOURS[window.part][0] <= local.hour < HOURS[window.part][1]
            for window in seeker.windows
        ):
            return False
        moment += timedelta(minutes=15)
    return True


def cohort_fits(seeker, cohort, starts_on, roster):
    """Everything that a group must be for somebody but a free seat and appointments."""
    minutes = sum(
        (one.ends.hour - one.starts.hour) * 60 + one.ends.minute - one.starts.minute
        for one in cohort.sessions
    )
    for_pain = cohort.track is Track.CHRONIC_PAIN
    age = "teen" if seeker.age < 18 else "older" if seeker.age >= 65 else "adult"
    same_language = cohort.language == seeker.language
    if seeker.language == "en" and seeker.interpreter:
        same_language = False
    return (
        not cohort.closed
        and starts_on in cohort.starts
        and cohort.id not in seeker.refused
        and (cohort.track in seeker.tracks or (seeker.pain and for_pain))
        and (not seeker.pain or for_pain or cohort.accommodates_pain)
        and AgeBand(age) in cohort.ages
        and (same_language or cohort.interpreter)
        and 9 * 60 <= minutes <= 19 * 60
        and (seeker.hours_per_week is None or minutes <= seeker.hours_per_week * 60)
        and all(may_see(roster, one.clinician, seeker, starts_on) for one in cohort.sessions)
        and all(within_windows(seeker, *when) for when in sessions_in_utc(cohort, starts_on))
    )


def slot_fits(seeker, slot, kind, roster, now, begins):
    clinician = next(one for one in roster.clinicians if one.id == slot.clinician)
    trained = {
        SlotKind.FIRST: True,
        SlotKind.PRESCRIBER: Specialty.PRESCRIBER in clinician.specialties,
        SlotKind.COUPLES: Specialty.COUPLES in clinician.specialties,
    }
    return (
        slot.kind is kind
        and trained[kind]
        and slot.starts_at >= now + timedelta(hours=2)
        and slot.starts_at + timedelta(minutes=slot.minutes) <= begins
        and may_see(roster, slot.clinician, seeker, slot.starts_at.date())
        and (seeker.interpreter or seeker.language in clinician.languages)
    )


def faults(seat, seeker, availability, now):
    """Everything wrong with an offer, in words; empty where nothing is."""
    roster = availability.roster
    cohort = next(one for one in roster.cohorts if one.id == seat.cohort)
    begins = min(when for when, _ in sessions_in_utc(cohort, seat.starts_on))
    free = {slot.id: slot for slot in availability.slots_free}
    wanted = [(seat.first, SlotKind.FIRST), (seat.prescriber, SlotKind.PRESCRIBER)]
    wanted.append((seat.couple, SlotKind.COUPLES))
    if not cohort_fits(seeker, cohort, seat.starts_on, roster):
        yield "the group does not fit"
    if begins <= now:
        yield "it has begun"
    if (seat.prescriber is not None) != seeker.prescriber:
        yield "a prescriber where none is needed, or none where one is"
    if seat.accommodation != (seeker.pain and cohort.track is not Track.CHRONIC_PAIN):
        yield "a plan for pain where none is needed, or none where one is"
    for appointment, kind in wanted:
        if appointment is not None and not slot_fits(
            seeker, free[appointment.slot], kind, roster, now, begins
        ):
            yield f"the {kind} appointment does not fit"
    if seat.hold_until is None or any(
        seat.hold_until > one.starts_at or seat.hold_until > now + timedelta(hours=24)
        for one in seat.appointments
    ):
        yield "held for longer than there is to answer"
    for one, other in combinations(seat.appointments, 2):
        if one.starts_at < other.starts_at + timedelta(minutes=other.minutes) and (
            other.starts_at < one.starts_at + timedelta(minutes=one.minutes)
        ):
            yield "two appointments at once"
