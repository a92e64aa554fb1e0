"""What a seat may never break."""

from enum import StrEnum


class Limit(StrEnum):
    """A hard limit, named for what does not fit. The order is that in which they are told.

    START: no day on which it takes new people lies ahead. APART: declined before, or the other of
    a couple is in it. TOGETHER: two at once, in different groups and one week, is not to be had
    now. NEVER_TOGETHER: it cannot be had with this roster, or was waited for in vain: a person has
    to look.
    """

    TRACK = "track"
    PAIN = "pain"
    AGE = "age"
    LICENCE = "licence"
    NETWORK = "network"
    LANGUAGE = "language"
    HOURS = "hours"
    WINDOWS = "windows"
    START = "start"
    CLOSED = "closed"
    APART = "apart"
    CAPACITY = "capacity"
    FIRST_APPOINTMENT = "first_appointment"
    PRESCRIBER = "prescriber"
    COUPLES_APPOINTMENT = "couples_appointment"
    TOGETHER = "together"
    NEVER_TOGETHER = "never_together"
