"""A position and a limit in words, for staff. A patient is shown neither."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from threshold.assessment.deadline import BusinessDays, DaysSince, Hours
from threshold.intake.record import Tier
from threshold.scheduling.limits import Limit
from threshold.scheduling.priority import LIFTED_WITHIN, Position

WHO = {
    Tier.P0: "in crisis or medical danger when they came",
    Tier.P1: "pregnant and injects drugs",
    Tier.P2: "pregnant and uses substances",
    Tier.P3: "injects drugs",
    Tier.P4: "discharged from hospital or emergency care",
    Tier.P5: "urgent by a rule",
    Tier.P6: "routine",
}
LIMITS = {
    Limit.TRACK: "another track",
    Limit.PAIN: "neither for chronic pain nor ready to allow for it",
    Limit.AGE: "for another age",
    Limit.LICENCE: "somebody who leads it has no licence where the person is",
    Limit.NETWORK: "somebody who leads it is not in the payer's network",
    Limit.LANGUAGE: "another language, without an interpreter",
    Limit.HOURS: "not 9 to 19 hours a week, or more than the person can give",
    Limit.WINDOWS: "at times that the person did not offer",
    Limit.START: "no start ahead",
    Limit.CLOSED: "takes nobody new",
    Limit.APART: "declined before, or to be kept apart from somebody in it",
    Limit.CAPACITY: "no seat free",
    Limit.FIRST_APPOINTMENT: "no first appointment that fits before it starts",
    Limit.PRESCRIBER: "no prescriber's appointment that fits before it starts",
    Limit.COUPLES_APPOINTMENT: "no couples therapist's appointment that fits before it starts",
    Limit.TOGETHER: "not two groups that start in one week with a seat for each now",
    Limit.NEVER_TOGETHER: "two at once cannot be had: a person has to look",
}


def sentences(position: Position, zone: str) -> tuple[str, ...]:
    """Why somebody is where they are in the order, with times in a zone."""
    return tuple(_sentences(position, zone))


def _sentences(position: Position, zone: str) -> Iterator[str]:
    yield f"Number {position.place} of {position.among}."
    within, source = _within(position.clock.within), position.clock.source
    yield f"Tier {position.tier.name}: {WHO[position.tier]}, a seat {within} ({source})."
    due = _moment(position.due_at, zone)
    set_by = ", as a rule of the assessment set it" if position.by_rule else ""
    yield f"{'Was due' if position.overdue else 'Due'} on {due}{set_by}."
    if position.ranked_as is not position.tier:
        lift = f"Lifted from {position.tier.name} to {position.ranked_as.name}"
        yield f"{lift} because it is due within {LIFTED_WITHIN} business days."
    if position.passed_over:
        yield f"Passed over {_times(position.passed_over)}."


def _within(deadline: Hours | DaysSince | BusinessDays) -> str:
    match deadline:
        case Hours(0):
            return "at once"
        case Hours(amount):
            return f"within {amount} hours"
        case DaysSince(amount):
            return f"within {amount} days"
        case BusinessDays(amount):
            return f"within {amount} business days"


def _moment(moment: datetime, zone: str) -> str:
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%B} {local.day}, {local.year} at {local:%H:%M} {local.tzname()}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
