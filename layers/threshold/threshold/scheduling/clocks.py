"""By when a seat is due, by tier and by state, each row with its source.

P1 to P3 bind block-grant funded programs and are kept for all; rows of states bind plans there.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from threshold.assessment.deadline import BusinessDays, DaysSince, Hours, due
from threshold.intake.record import Tier
from threshold.scheduling.business_days import add_business_days
from threshold.scheduling.seeker import Seeker

_END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Clock:
    """How long after acceptance a seat is due. state: where it holds; None: wherever no other."""

    tier: Tier
    state: str | None
    within: Hours | DaysSince | BusinessDays
    source: str


CLOCKS = (
    Clock(Tier.P0, None, Hours(0), "a person's matter, not a queue's: whoever is here is next"),
    Clock(Tier.P1, None, Hours(48), "45 CFR 96.126 and 96.131"),
    Clock(Tier.P2, None, Hours(48), "45 CFR 96.131"),
    Clock(Tier.P3, None, DaysSince(14), "45 CFR 96.126"),
    Clock(Tier.P4, None, DaysSince(7), "HEDIS FUH and FUA; NY 98-5.5(a)(3)"),
    Clock(Tier.P5, None, Hours(48), "program policy, as in California"),
    Clock(Tier.P5, "CA", Hours(48), "Cal. Health & Safety Code 1367.03, urgent"),
    Clock(Tier.P5, "CO", Hours(24), "3 CCR 702-4, 4-2-53, urgent"),
    Clock(Tier.P5, "MD", Hours(72), "COMAR 31.10.44, urgent"),
    Clock(Tier.P6, None, BusinessDays(10), "45 CFR 156.230; 42 CFR 438.68(e)"),
    Clock(Tier.P6, "CA", BusinessDays(10), "Cal. Health & Safety Code 1367.03, not urgent"),
    Clock(Tier.P6, "CO", DaysSince(7), "3 CCR 702-4, 4-2-53, not urgent"),
    Clock(Tier.P6, "MD", DaysSince(10), "COMAR 31.10.44, not urgent"),
    Clock(Tier.P6, "NY", BusinessDays(10), "NY 98-5.5, not urgent"),
)
_BY_TIER_AND_STATE = {(clock.tier, clock.state): clock for clock in CLOCKS}


def clock_of(seeker: Seeker) -> Clock:
    """The row that holds for a person: that of their state, or the one for all."""
    return _BY_TIER_AND_STATE.get(
        (seeker.tier, seeker.state), _BY_TIER_AND_STATE[seeker.tier, None]
    )


def seat_due(seeker: Seeker) -> datetime:
    """When their seat is due, in UTC: what a rule set, or their clock where that is nearer.

    Days are counted, and end, where the person is.
    """
    by_clock = _after(clock_of(seeker).within, seeker)
    return by_clock if seeker.due_at is None else min(seeker.due_at, by_clock)


def _after(within: Hours | DaysSince | BusinessDays, seeker: Seeker) -> datetime:
    accepted = seeker.accepted_at.astimezone(ZoneInfo(seeker.zone))
    if not isinstance(within, BusinessDays):
        return due(within, accepted)
    last = add_business_days(accepted.date(), within.amount, seeker.state)
    return datetime.combine(last, _END_OF_DAY, accepted.tzinfo).astimezone(UTC)
