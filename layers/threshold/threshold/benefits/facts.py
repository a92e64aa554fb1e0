"""A fact about a plan: what was said, by whom, when, and until when it may be relied on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from threshold.benefits.fields import Care, Field, Form, Topic
from threshold.benefits.plan_year import next_start
from threshold.benefits.questions import FIELDS, TOPICS
from threshold.eligibility.answer.model import Segments, YesNo

Value = Decimal | date | str
"""Money in US dollars, a share as a fraction of 1, a count; a day; `YesNo` or words."""

NOBODY = "none"
"""What a field that asks for a name holds where staff heard that there is nobody."""
_LONGEST = 200


class Source(StrEnum):
    """Who said it."""

    ANSWER = "271"
    PHONE = "phone"
    PORTAL = "portal"
    CARD = "card"


class UnusableFact(ValueError):
    """A value that its field cannot hold; the message names field and rule, never the value."""


@dataclass(frozen=True, slots=True)
class Call:
    """Whom at the payer staff spoke to, and the payer's reference for the call."""

    representative: str
    reference: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """Who of the staff recorded a fact, when, and the id by which it can be taken back."""

    id: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about one field. `segments` are those of the 271 it rests on."""

    field: Field
    value: Value
    source: Source
    said_on: date
    expires_on: date
    """The first day on which it must be asked again."""
    segments: Segments = ()
    note: str = ""
    """What limits it, in the payer's words: a tier, a doubt about the network."""
    call: Call | None = None
    recorded: Recorded | None = None

    def __post_init__(self) -> None:
        """Raises UnusableFact where the field cannot hold the value."""
        if rule := _broken_rule(TOPICS[self.field.topic].form, self.value):
            raise UnusableFact(f"{self.field.name} {rule}")
        if self.field not in FIELDS:
            raise UnusableFact("field must be one of the sheet's")

    def holds_on(self, day: date) -> bool:
        """Whether it may be relied on that day."""
        return day < self.expires_on


@dataclass(frozen=True, slots=True)
class Sheet:
    """The verification of benefits of one person's plan, for one kind of care, on one day.

    `facts` keeps contradictions and what has expired; a field without a fact is not known.
    """

    care: Care
    on: date
    facts: tuple[Fact, ...] = ()

    def about(self, field: Field) -> tuple[Fact, ...]:
        """The facts of a field that still hold; empty where it is not known."""
        return tuple(f for f in self.facts if f.field == field and f.holds_on(self.on))

    def values(self, field: Field) -> tuple[Value, ...]:
        """The different values that were stated, all of them; empty where not known."""
        return tuple(dict.fromkeys(fact.value for fact in self.about(field)))

    def named(self, topic: Topic) -> tuple[Value, ...]:
        """Who was named for a topic of the plan; "none" is nobody."""
        return tuple(v for v in self.values(Field(topic)) if str(v).strip().casefold() != NOBODY)


def expiry(field: Field, said_on: date, year_starts: Sequence[date] = ()) -> date:
    """When a fact must be asked again: next month, or with the plan year that begins next.

    year_starts are days on which plan years are said to start, of which the earliest to come
    counts; without one the year is taken to end with December, which is never too late for the
    many that do.
    """
    if TOPICS[field.topic].monthly:
        return _next_month(said_on)
    return min(next_start(start, said_on) for start in year_starts or [date(said_on.year, 1, 1)])


def year_starts(facts: Sequence[Fact]) -> tuple[date, ...]:
    """The days on which facts have plan years start."""
    starts = (fact.value for fact in facts if fact.field.topic is Topic.PLAN_YEAR_START)
    return tuple(value for value in starts if isinstance(value, date))


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _broken_rule(form: Form, value: Value) -> str | None:
    """The rule that a value breaks, or None."""
    match form:
        case Form.DAY:
            return None if type(value) is date else "must be a date"
        case Form.YES_NO:
            answered = value in (YesNo.YES, YesNo.NO)
            return None if answered else "must be yes or no"
        case Form.TEXT:
            fits = isinstance(value, str) and bool(value.strip()) and len(value) <= _LONGEST
            return None if fits else f"must be text of 1 to {_LONGEST} characters"
        case _:
            return _broken_rule_of_number(form, value)


def _broken_rule_of_number(form: Form, value: Value) -> str | None:
    if not isinstance(value, Decimal) or not value.is_finite() or value < 0:
        return "must be a decimal from 0"
    if form is Form.FRACTION and value > 1:
        return "must be a fraction of 1"
    if form is Form.COUNT and value != value.to_integral_value():
        return "must be a whole number"
    return None
