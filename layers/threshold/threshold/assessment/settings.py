"""What a program may set in the level-of-care rules. The defaults are the published figures.

Everything here may be tightened (more people seen by a human), nothing loosened.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

BATTERY = ("phq-9", "asq", "gad-7")
SEVERE_PHQ9 = 20
HIGH_PHQ9 = 15
IMPAIRED_DIFFICULTY = 2
CANDIDATE_FROM = {"phq-9": 10, "gad-7": 10}


class LooserThanPublished(ValueError):
    """A setting would let more people through than the published figure. Names the setting."""

    def __init__(self, setting: str, rule: str) -> None:
        super().__init__(f"{setting}: {rule}")


@dataclass(frozen=True, slots=True)
class Settings:
    """A program's settings.

    licensed_states: two-letter states in which its clinicians may treat; empty: none is served.
    required_instruments: the battery that everybody is asked. Rules that speak of all screens
        (L1, L3) rest on these alone: an instrument the program does not ask (AUDIT-C, PC-PTSD-5)
        says nothing until it is added here.
    severe_phq9: a total from which S7 fires (bands: 20).
    high_phq9: a total from which S7 fires with "extremely" difficult (bands: 15).
    candidate_from: for L1, the total of each instrument that speaks for this level of care.
    impaired_difficulty: PHQ-9 difficulty from which function counts as impaired (2: "very").
    """

    licensed_states: frozenset[str] = frozenset()
    required_instruments: tuple[str, ...] = BATTERY
    severe_phq9: int = SEVERE_PHQ9
    high_phq9: int = HIGH_PHQ9
    candidate_from: Mapping[str, int] = field(default_factory=lambda: dict(CANDIDATE_FROM))
    impaired_difficulty: int = IMPAIRED_DIFFICULTY

    def __post_init__(self) -> None:
        if not set(BATTERY) <= set(self.required_instruments):
            raise LooserThanPublished("required_instruments", "PHQ-9, ASQ and GAD-7 are required")
        if self.severe_phq9 > SEVERE_PHQ9:
            raise LooserThanPublished("severe_phq9", f"at most {SEVERE_PHQ9}")
        if self.high_phq9 > HIGH_PHQ9:
            raise LooserThanPublished("high_phq9", f"at most {HIGH_PHQ9}")
        if self.impaired_difficulty < IMPAIRED_DIFFICULTY:
            raise LooserThanPublished("impaired_difficulty", f"at least {IMPAIRED_DIFFICULTY}")
        for instrument, total in self.candidate_from.items():
            if total < CANDIDATE_FROM.get(instrument, total + 1):
                raise LooserThanPublished(
                    f"candidate_from.{instrument}", "not an instrument of rule L1, or below it"
                )
