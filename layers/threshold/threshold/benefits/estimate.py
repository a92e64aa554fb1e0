"""What an episode may cost the person: a range, week by week, or why none can be given.

An estimate is never more precise than what is known. What the payer left open or contradicted
becomes the distance between the best and the worst course, and everything assumed is listed.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from threshold.benefits.bounds import Bounds, days_of
from threshold.benefits.course import Course, Episode, run
from threshold.benefits.facts import Sheet
from threshold.benefits.fields import Field, Topic
from threshold.benefits.plan_year import next_start
from threshold.benefits.terms import Rates, terms
from threshold.eligibility.answer.model import Network, YesNo

MOST_WEEKS = 52
_NEEDED = {
    Topic.IOP_COVERED: "intensive outpatient care",
    Topic.CODE_COVERED: "the code that is billed",
    Topic.VIRTUAL_COVERED: "care by video",
}
_TOO_LITTLE = "neither coinsurance, copay nor an out-of-pocket maximum is known"
_JANUARY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class WeekRange:
    """A week, counted from 1: its first day, what is charged, and what is paid up to its end."""

    number: int
    begins: date
    charged: Decimal
    paid_so_far: Bounds


@dataclass(frozen=True, slots=True)
class Estimate:
    """The best and the worst course that what is known allows. US dollars, never a promise."""

    low: Course
    high: Course
    assumptions: tuple[str, ...]

    @property
    def total(self) -> Bounds:
        """What the person pays in all."""
        return Bounds(self.low.pays, self.high.pays)

    @property
    def weeks(self) -> tuple[WeekRange, ...]:
        """The range of what has been paid by the end of each week."""
        found, low, high = [], Decimal(0), Decimal(0)
        for best, worst in zip(self.low.weeks, self.high.weeks, strict=True):
            low, high = low + best.pays, high + worst.pays
            paid = Bounds(min(low, high), max(low, high))
            found.append(WeekRange(best.number, best.begins, best.charged, paid))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class CannotEstimate:
    """Why no estimate is given; each reason is something to find out first."""

    reasons: tuple[str, ...]


def episode_of(start: date, hours_a_week: Decimal, weeks: int, rates: Rates) -> Episode:
    """The days of care in hours a week for some weeks. Hours short of a whole day are not billed.

    Raises:
        ValueError: weeks are not 1 to 52, the hours make no day or more than seven, or a rate is
            not above 0 or allows more than the charge.
    """
    days = int(hours_a_week // rates.hours_a_day) if rates.hours_a_day > 0 else 0
    if not 1 <= weeks <= MOST_WEEKS:
        raise ValueError(f"weeks must be 1 to {MOST_WEEKS}")
    if not 1 <= days <= 7:
        raise ValueError("hours_a_week must make 1 to 7 billed days")
    if rates.charge <= 0 or not 0 <= (rates.allowed or Decimal(0)) <= rates.charge:
        raise ValueError("rates must be above 0, and none may allow more than the charge")
    return Episode(start, weeks, days)


def estimate(
    sheet: Sheet, episode: Episode, rates: Rates, network: Network
) -> Estimate | CannotEstimate:
    """The estimate for care in or out of network. Assumptions hold what the range rests on."""
    assumed: list[str] = []
    reasons = _obstacles(sheet, episode, network, assumed)
    found = terms(sheet, network, rates, assumed)
    if found is None:
        reasons.append(_TOO_LITTLE)
    if reasons or found is None:
        return CannotEstimate(tuple(reasons))
    best, worst = found
    if episode.start < sheet.on:
        return CannotEstimate(("care began before the sheet's day: less was met then",))
    years = _years(sheet, episode, assumed)
    low = min((run(episode, best, resets) for resets in years), key=lambda course: course.pays)
    high = max((run(episode, worst, resets) for resets in years), key=lambda course: course.pays)
    assumed.append("the plan, its rates and the authorization do not change meanwhile")
    return Estimate(low, high, tuple(dict.fromkeys(assumed)))


def open_points(sheet: Sheet, network: Network) -> tuple[str, ...]:
    """What stands against an estimate, then what one would have to assume, whatever the rates."""
    assumed: list[str] = []
    day = Episode(sheet.on, 1, 1)
    reasons = _obstacles(sheet, day, network, assumed)
    if terms(sheet, network, Rates(Decimal(1), None), assumed) is None:
        reasons.append(_TOO_LITTLE)
    return tuple(dict.fromkeys([*reasons, *assumed]))


def _obstacles(sheet: Sheet, episode: Episode, network: Network, assumed: list[str]) -> list[str]:
    """What stands against any estimate."""
    by_video = sheet.values(Field(Topic.VIRTUAL_COVERED))
    vendors = YesNo.YES in sheet.values(Field(Topic.VENDOR_ONLY)) and YesNo.YES not in by_video
    ours = sheet.values(Field(Topic.PROVIDER_IN_NETWORK))
    checks = (
        (
            sheet.values(Field(Topic.COVERAGE_ACTIVE)) != (YesNo.YES,),
            "coverage is not known to be active",
        ),
        (vendors, "care by video is limited to contracted vendors"),
        (
            bool(sheet.named(Topic.ADMINISTRATOR)),
            "another organization administers behavioral benefits: ask there",
        ),
        (bool(sheet.named(Topic.OTHER_PAYER)), "another payer may pay first"),
        (
            bool(sheet.about(Field(Topic.OTHER_COST, network))),
            "the payer states a cost that is not one of a day of care",
        ),
        (network is Network.IN and YesNo.NO in ours, "we are not in this plan's network"),
    )
    if network is Network.IN and not ours:
        assumed.append("we are taken to be in network: no answer from a payer's computer tells")
    return [*(why for stands, why in checks if stands), *_refused(sheet, assumed),
            *_out_of_time(sheet, episode)]  # fmt: skip


def _refused(sheet: Sheet, assumed: list[str]) -> list[str]:
    refused = []
    for topic, words in _NEEDED.items():
        said = sheet.values(Field(topic))
        if YesNo.NO in said:
            refused.append(f"{words}: the payer says it is not covered")
        elif not said:
            assumed.append(f"{words} is taken to be covered: the payer has not said")
    return refused


def _out_of_time(sheet: Sheet, episode: Episode) -> list[str]:
    """Coverage that begins late or ends early; an end not stated is no end."""
    late = any(day > episode.start for day in days_of(sheet, Topic.EFFECTIVE_DATE))
    early = any(day < episode.last_day for day in days_of(sheet, Topic.END_DATE))
    return [
        *(["coverage begins after the episode does"] if late else []),
        *(["coverage ends before the episode does"] if early else []),
    ]


def _years(sheet: Sheet, episode: Episode, assumed: list[str]) -> list[tuple[date, ...]]:
    """The days plan years may start during the episode, one tuple for each possibility."""
    told = days_of(sheet, Topic.PLAN_YEAR_START)
    kinds = sheet.values(Field(Topic.PLAN_YEAR))
    starts = [*told, *([_JANUARY] if "calendar" in kinds else [])]
    if told or kinds == ("calendar",):
        years = [_starts(start, sheet.on, episode.last_day) for start in starts]
    else:
        assumed.append("when the plan year starts is not known: at best after the episode")
        days = [day for week in range(episode.weeks) for day in episode.days(week)]
        years = [(), *(_starts(day, sheet.on, episode.last_day) for day in days)]
    if any(years):
        assumed.append("a new plan year has the amounts of this one, and nothing of them is met")
    return years


def _starts(start: date, after: date, last: date) -> tuple[date, ...]:
    found: list[date] = []
    while (day := next_start(start, found[-1] if found else after)) <= last:
        found.append(day)
    return tuple(found)
