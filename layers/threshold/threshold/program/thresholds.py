"""The figures of the level-of-care rules that a program may set; each default is the published one.

Tightening (more people seen by a human, fewer accepted) is the program's own matter. Loosening
takes a signature: see `rule_changes`.
"""

from dataclasses import dataclass, field, fields
from enum import StrEnum


class Tighter(StrEnum):
    """Which way a figure is stricter: the rule then sends more people to a human."""

    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its published value, which way is stricter, the ends of its range, its meaning."""

    name: str
    published: int
    tighter: Tighter
    low: int
    high: int
    meaning: str

    def loosened_to(self, value: int) -> bool:
        """Whether this value lets more people through than the published one."""
        lower = self.tighter is Tighter.LOWER
        return value > self.published if lower else value < self.published


def _figure(published: int, tighter: Tighter, low: int, high: int, meaning: str) -> int:
    return field(
        default=published,
        metadata={"tighter": tighter, "low": low, "high": high, "meaning": meaning},
    )


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a program goes by; each field is described by `FIGURES`."""

    suicide_item_phq9: int = _figure(1, Tighter.LOWER, 1, 3, "PHQ-9 item 9, from which S6 fires")
    severe_phq9: int = _figure(
        20, Tighter.LOWER, 1, 27, "PHQ-9 total, from which S7 fires and L1 no longer rests on it"
    )
    high_phq9: int = _figure(
        15, Tighter.LOWER, 1, 27, "PHQ-9 total, from which S7 fires with extreme difficulty"
    )
    extreme_difficulty: int = _figure(
        3, Tighter.LOWER, 1, 3, "PHQ-9 difficulty that is extreme for S7 (3: extremely)"
    )
    ciwa_ar: int = _figure(
        10, Tighter.LOWER, 1, 67, "CIWA-Ar reported by a clinician, from which M1 fires"
    )
    candidate_phq9: int = _figure(10, Tighter.HIGHER, 1, 27, "PHQ-9 total, from which L1 and L2")
    candidate_gad7: int = _figure(10, Tighter.HIGHER, 1, 21, "GAD-7 total, from which L1 and L2")
    candidate_pc_ptsd_5: int = _figure(3, Tighter.HIGHER, 1, 5, "PC-PTSD-5 total, from which L1")
    candidate_audit: int = _figure(16, Tighter.HIGHER, 1, 40, "AUDIT total, from which L1")
    candidate_dast_10: int = _figure(3, Tighter.HIGHER, 1, 10, "DAST-10 total, from which L1")
    candidate_bam_use: int = _figure(1, Tighter.HIGHER, 1, 12, "BAM use score, from which L1")
    candidate_peg: int = _figure(4, Tighter.HIGHER, 1, 10, "PEG mean, from which L2")
    impaired_difficulty: int = _figure(
        2,
        Tighter.HIGHER,
        1,
        3,
        "PHQ-9 difficulty, from which function is impaired for L1 (2: very)",
    )
    easy_difficulty: int = _figure(
        1, Tighter.LOWER, 0, 3, "PHQ-9 difficulty, up to which L3 may fire (1: somewhat)"
    )
    minimum_age: int = _figure(18, Tighter.HIGHER, 13, 65, "Age in years, below which F2 fires")


FIGURES = {
    one.name: Figure(one.name, int(str(one.default)), **one.metadata) for one in fields(Thresholds)
}
"""By name, in the order of the rules."""
