"""The groups that take people: for what, in which language, at what time of day, from when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from threshold.codec import decode
from threshold.intake.submission import Track
from threshold.program.model import Program


class TimeOfWeek(StrEnum):
    """When in the week a group meets."""

    DAYTIME = "daytime"
    EVENING = "evening"
    WEEKEND = "weekend"


@dataclass(frozen=True, slots=True)
class Opening:
    """One group that takes people.

    language: the first part of a BCP 47 tag. next_start: the day on which it next takes somebody,
    None for a waiting list. waiting_weeks: about how long that is, None where nobody can say.
    """

    track: Track
    language: str
    times: tuple[TimeOfWeek, ...]
    next_start: date | None = None
    waiting_weeks: int | None = None

    def starts_after(self, today: date) -> date | None:
        """The day it next takes somebody; None where none is known, or it has passed."""
        return self.next_start if self.next_start and self.next_start > today else None


def openings_of(program: Program) -> tuple[Opening, ...]:
    """What a program's configuration says of places.

    Raises:
        Undecodable: it was not checked before it got here.
    """
    return tuple(decode(Opening, one) for one in program.openings)
