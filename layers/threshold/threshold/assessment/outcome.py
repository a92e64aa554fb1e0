"""The seven recommendations about level of care, most urgent first. No vendor's level numbers."""

from enum import StrEnum


class Outcome(StrEnum):
    """What the rules recommend, in order of severity: safety comes before place, doubt before yes.

    NOT_SERVED_HERE stands below REFER_UP: a person out of state in crisis gets the crisis path.
    """

    CRISIS_NOW = "CRISIS_NOW"
    MEDICAL_NOW = "MEDICAL_NOW"
    REFER_UP = "REFER_UP"
    NOT_SERVED_HERE = "NOT_SERVED_HERE"
    CLINICAL_REVIEW = "CLINICAL_REVIEW"
    IOP_CANDIDATE = "IOP_CANDIDATE"
    REFER_DOWN = "REFER_DOWN"

    @property
    def rank(self) -> int:
        """0 for the most severe."""
        return _ORDER.index(self)


_ORDER = tuple(Outcome)
