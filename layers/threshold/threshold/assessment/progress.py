"""What changed between two assessments of one person, instrument by instrument."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from threshold.assessment.scoring import Scored, Total

RELIABLE_FROM: dict[str, int] = {"phq-9": 5, "gad-7": 4, "pcl-5": 10}
"""Points from which a change is more than noise.

Sources: PHQ-9 5 (Kroenke 2012, Psychiatr Clin), GAD-7 4 (Toussaint 2020, J Affect Disord), PCL-5 10
(National Center for PTSD). Instruments without a published figure are not judged.
"""
PEG_IMPORTANT = Decimal("0.30")
"""PEG: a fall of 30 % is clinically important (Krebs 2009); not verified here."""


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """One instrument then and now. A total is None where it was not complete.

    `reliable` says whether the change is more than noise; None: no published figure, or a total
    is missing. Less is better in every instrument here.
    """

    instrument: str
    before: Total | None
    now: Total | None
    reliable: bool | None


@dataclass(frozen=True, slots=True)
class Progress:
    """What changed since the assessment before. `new_signals` are safety signals not there then."""

    changes: tuple[ScoreChange, ...]
    new_signals: tuple[str, ...]


def progress(before: Mapping[str, Scored], now: Mapping[str, Scored]) -> Progress:
    """The change of every instrument scored both times, and the safety signals that are new."""
    both = sorted(before.keys() & now.keys())
    signals_before = {signal for scored in before.values() for signal in scored.signals}
    signals_now = {signal for scored in now.values() for signal in scored.signals}
    return Progress(
        tuple(_change(name, before[name].total, now[name].total) for name in both),
        tuple(sorted(signals_now - signals_before)),
    )


def _change(instrument: str, before: Total | None, now: Total | None) -> ScoreChange:
    return ScoreChange(instrument, before, now, _reliable(instrument, before, now))


def _reliable(instrument: str, before: Total | None, now: Total | None) -> bool | None:
    if before is None or now is None:
        return None
    change = abs(Decimal(now) - Decimal(before))
    if instrument == "peg":
        return before > 0 and change / Decimal(before) >= PEG_IMPORTANT
    least = RELIABLE_FROM.get(instrument)
    return None if least is None else change >= least
