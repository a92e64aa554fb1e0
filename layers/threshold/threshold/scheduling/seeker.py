"""Who waits for a seat, with all that placing them asks, and nothing of what they answered."""

from dataclasses import dataclass
from datetime import datetime

from threshold.intake.record import Tier
from threshold.intake.submission import Track, Window


@dataclass(frozen=True, slots=True)
class Seeker:
    """An accepted intake that waits.

    version: of the intake that this was made of. state: where they physically are; None: nobody
    knows, so nobody is licensed there. tracks: the tracks of groups that serve them, the fittest
    first; never COUPLES. zone: their IANA zone. windows: the parts of the week that they offered;
    empty: not said, so every time is worth the question. hours_per_week: what they can give; None:
    not said. age: in years. payer: the id that covers them; None: no network binds them.
    prescriber, pain: a prescriber's appointment, a pain cohort or an accommodation plan is needed.
    couple: the keyed hash of their couple's invitation; two of one couple never share a group.
    together: the two may be offered seats as one, and a couples therapist.
    refused: ids of cohorts that they declined. declined: how often. offers: how many offers were
    made to them. passed_over: how often somebody behind them was given what they could have used;
    passed_over_at: when last.
    interim_by: when interim services are due; None: not owed.
    """

    intake_id: str
    version: int
    tier: Tier
    accepted_at: datetime
    language: str
    tracks: tuple[Track, ...]
    zone: str
    age: int
    due_at: datetime | None = None
    state: str | None = None
    interpreter: bool = False
    windows: tuple[Window, ...] = ()
    hours_per_week: int | None = None
    payer: str | None = None
    prescriber: bool = False
    pain: bool = False
    couple: str | None = None
    together: bool = False
    refused: frozenset[str] = frozenset()
    declined: int = 0
    offers: int = 0
    passed_over: int = 0
    passed_over_at: datetime | None = None
    interim_by: datetime | None = None
