"""Whether this level of care fits: the L rules, and the one for all that no rule speaks of.

They rest on the program's battery and on whatever else was answered. None of them holds while
anything is missing, nor speaks for a program that the person has no hours for.
"""

from collections.abc import Callable
from decimal import Decimal

from threshold.assessment.conditions.fit import too_few_hours
from threshold.assessment.conditions.said import NONE, both, plain
from threshold.assessment.facts import MISSING, NOT_BEGUN, Facts, incomplete, substance_use
from threshold.assessment.recommendation import Input, Inputs
from threshold.assessment.scoring import Scored, Total
from threshold.assessment.settings import Settings
from threshold.program.thresholds import Thresholds

MOOD: dict[str, Callable[[Thresholds], int]] = {
    "phq-9": lambda limits: limits.candidate_phq9,
    "gad-7": lambda limits: limits.candidate_gad7,
}
SYMPTOMS: dict[str, Callable[[Thresholds], int]] = MOOD | {
    "pc-ptsd-5": lambda limits: limits.candidate_pc_ptsd_5,
    "audit": lambda limits: limits.candidate_audit,
    "dast-10": lambda limits: limits.candidate_dast_10,
    "bam": lambda limits: limits.candidate_bam_use,
}
SCORES = {"bam": "use"}
"""The score a rule reads where it is not the total."""


def fits_program(facts: Facts, settings: Settings) -> Inputs:
    """Symptoms of this level with impaired function, or stepping down; and nothing missing."""
    if not _decidable(facts, settings):
        return NONE
    return both(_reached(SYMPTOMS, facts, settings), _impaired(facts, settings))


def pain_with_mood(facts: Facts, settings: Settings) -> Inputs:
    """Pain that interferes, with depression or anxiety of this level."""
    if not _decidable(facts, settings):
        return NONE
    return both(pain(facts, settings), _reached(MOOD, facts, settings))


def pain(facts: Facts, settings: Settings) -> Inputs:
    """A PEG of the chronic-pain track."""
    mean = facts.of("peg").total
    if mean is None or mean < settings.thresholds.candidate_peg:
        return NONE
    return {"peg/total": plain(mean)}


def below_program(facts: Facts, settings: Settings) -> Inputs:
    """Every screen is complete and negative, no use of drugs, function is not impaired.

    Nor is there any safety signal, nor word of stepping down from a higher level of care.
    """
    if incomplete(facts, settings.required_instruments) or facts.recent_discharge is not False:
        return NONE
    answered = [one for one in facts.scored.values() if one.status not in NOT_BEGUN]
    # The difficulty item is absent here only where the total is 0 and it is not asked.
    difficulty = facts.of("phq-9").answers.get("difficulty", 0)
    speaks = substance_use(facts) or _drug_use(facts) or any(map(_speaks, answered))
    if speaks or pain(facts, settings) or difficulty > settings.thresholds.easy_difficulty:
        return NONE
    return {"phq-9/difficulty": difficulty} | dict(map(_result, answered))


def nothing_decides(facts: Facts, settings: Settings) -> Inputs:
    """Always holds: what no other rule speaks of, with what was missing for one to."""
    absent = incomplete(facts, settings.required_instruments)
    return {"rules that decide": 0, **dict.fromkeys(absent, MISSING)}


def _decidable(facts: Facts, settings: Settings) -> bool:
    missing = incomplete(facts, settings.required_instruments)
    return not missing and not too_few_hours(facts, settings)


def _reached(
    cutoffs: dict[str, Callable[[Thresholds], int]], facts: Facts, settings: Settings
) -> dict[str, Input]:
    """The screens that reach this level and do not go beyond it, with their scores."""
    found: dict[str, Input] = {}
    for instrument, cutoff in cutoffs.items():
        name = SCORES.get(instrument, "total")
        value = facts.of(instrument).scores.get(name)
        if value is None or value >= _too_severe(instrument, settings):
            continue
        if value >= cutoff(settings.thresholds):
            found[f"{instrument}/{name}"] = plain(value)
    return found


def _too_severe(instrument: str, settings: Settings) -> Total:
    return settings.thresholds.severe_phq9 if instrument == "phq-9" else Decimal("Infinity")


def _impaired(facts: Facts, settings: Settings) -> dict[str, Input]:
    difficulty = facts.of("phq-9").answers.get("difficulty", 0)
    found: dict[str, Input] = {}
    if difficulty >= settings.thresholds.impaired_difficulty:
        found["phq-9/difficulty"] = difficulty
    if facts.recent_discharge:
        found["recent discharge"] = True
    return found


def _speaks(scored: Scored) -> bool:
    return bool(scored.positive or scored.signals)


def _drug_use(facts: Facts) -> bool:
    return any(facts.of(instrument).total for instrument in ("drug-use", "dast-10"))


def _result(scored: Scored) -> tuple[str, Input]:
    if scored.total is not None:
        return f"{scored.instrument}/total", plain(scored.total)
    if scored.band is not None:
        return f"{scored.instrument}/band", scored.band
    return f"{scored.instrument}/status", scored.status.value
