"""Tracks and needs: what a person's care has to provide for. No rule of refusal is among them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Joint(StrEnum):
    """Whether the two of a couple may be placed together, from the freest to the strictest.

    HELD: not until both were asked about safety alone. REFUSED: individual tracks instead.
    KEPT_APART: never the same session, never the same cohort.
    """

    NOT_SOUGHT = "not_sought"
    OPEN = "open"
    HELD = "held"
    REFUSED = "refused"
    KEPT_APART = "kept_apart"

    @property
    def rank(self) -> int:
        """0 for the freest."""
        return _FREEST_FIRST.index(self)


_FREEST_FIRST = tuple(Joint)


@dataclass(frozen=True, slots=True)
class Needs:
    """What a seat, and the first call, have to allow for. None: not said.

    medication_management: wanted, or called for by an answer. prescriber_named, pharmacy_named:
        whether the person named one; who it is stands in the submission.
    step_down: comes from a higher level of care; step_down_by: the seventh day after discharge.
    language, reads: BCP 47 tags. to_solve: what was said to be missing for a video session.
    evenings, weekends: whether the person offered such a time.
    """

    medication_management: bool = False
    prescriber_named: bool = False
    pharmacy_named: bool = False
    step_down: bool = False
    step_down_by: date | None = None
    pregnant: bool | None = None
    injects_drugs: bool | None = None
    language: str = "en"
    reads: str | None = None
    interpreter: bool | None = None
    culture: bool = False
    hours_per_week: int | None = None
    evenings: bool = False
    weekends: bool = False
    to_solve: tuple[str, ...] = ()
    mobility: bool = False
    pain_aware: bool = False
    follow_along_help: bool = False
    joint: Joint = Joint.NOT_SOUGHT
