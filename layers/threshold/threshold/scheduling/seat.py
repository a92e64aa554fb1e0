"""A seat: a place in a cohort with the appointments that belong to it, offered or taken."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

OFFER_HOLDS = timedelta(hours=24)
"""How long an offer is held for one person."""
MOST_DECLINES = 3
"""Declining so often pauses the offers until staff have spoken with the person."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """A slot that goes with a seat; `slot` is its id, `clinician` who gives it."""

    slot: str
    clinician: str
    starts_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Seat:
    """What one person is offered, or has.

    number: which offer to them it is, from 1. starts_on: their first day, in the cohort's zone.
    hold_until: until when it is held for an answer; None: they took it. first: the first clinical
    appointment. prescriber, couple: a prescriber's, a couples therapist's, where it belongs.
    partner: the intake of whoever is offered the same couples appointment. accommodation: a plan
    for chronic pain is to be made with the group.
    """

    intake_id: str
    number: int
    cohort: str
    starts_on: date
    hold_until: datetime | None
    first: Appointment
    prescriber: Appointment | None = None
    couple: Appointment | None = None
    partner: str | None = None
    accommodation: bool = False

    @property
    def appointments(self) -> tuple[Appointment, ...]:
        """All of its appointments, as they are listed."""
        return tuple(one for one in (self.first, self.prescriber, self.couple) if one)

    def is_held(self, now: datetime) -> bool:
        """Whether it waits for an answer that may still come."""
        return self.hold_until is not None and now < self.hold_until

    def has_lapsed(self, now: datetime) -> bool:
        """Whether no answer came in time."""
        return self.hold_until is not None and now >= self.hold_until
