"""From the program's configuration to an estimate; what it does not set is never made up."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from threshold.benefits.estimate import CannotEstimate, Estimate, episode_of, estimate
from threshold.benefits.facts import Sheet
from threshold.benefits.terms import Rates
from threshold.eligibility.answer.model import Network
from threshold.program.billing import billing_of
from threshold.program.model import Payer, Program

NO_RATE = "the program's rate for this care is not configured"
NO_WEEKS = "the length of the program's episode is not configured"
_A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Start:
    """The first day of care; `planned` says that staff recorded it, else it is taken so."""

    day: date
    planned: bool


def start_of(planned: date | None, today: date) -> Start:
    """The planned day or, without one, the first Monday that is a week away or more."""
    if planned:
        return Start(planned, planned=True)
    ahead = today + _A_WEEK
    return Start(ahead + timedelta(days=-ahead.weekday() % 7), planned=False)


def estimated(
    sheet: Sheet, network: Network, payer: Payer | None, program: Program, start: Start
) -> Estimate | CannotEstimate:
    """What an episode at this program may cost; the reasons where that cannot be said.

    What is allowed by contract holds in network alone: out of network nobody has agreed to it.
    """
    billing = billing_of(program)
    rate, weeks = billing.rates.get(sheet.care), billing.weeks
    if rate is None or weeks is None:
        missing = ((NO_RATE, rate is None), (NO_WEEKS, weeks is None))
        return CannotEstimate(tuple(why for why, lacks in missing if lacks))
    contracted = rate.contracted.get(payer.id) if payer and network is Network.IN else None
    rates = Rates(rate.charge, contracted, Decimal(rate.hours))
    episode = episode_of(start.day, Decimal(program.hours_per_week), weeks, rates)
    found = estimate(sheet, episode, rates, network)
    if start.planned or isinstance(found, CannotEstimate):
        return found
    taken = f"care is taken to begin on {start.day.isoformat()}: no first day is recorded"
    return replace(found, assumptions=(taken, *found.assumptions))
