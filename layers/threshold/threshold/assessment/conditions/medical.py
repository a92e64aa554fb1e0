"""Withdrawal, overdose, pregnancy and the body: the M rules."""

from threshold.assessment.conditions.said import NONE, absence, both, yes
from threshold.assessment.facts import Facts, substance_use
from threshold.assessment.recommendation import Input, Inputs
from threshold.assessment.settings import Settings

ANY_DRINK = 1
"""AUDIT and AUDIT-C item 1: drinks at all. In pregnancy no amount is known to be safe."""
ANY_DRUG_USE = 1


def withdrawal_now(facts: Facts, settings: Settings) -> Inputs:
    """In withdrawal by their own word, or by a clinician's CIWA-Ar."""
    found = yes(facts, "withdrawal", "in_withdrawal_now")
    if facts.ciwa_ar is not None and facts.ciwa_ar >= settings.thresholds.ciwa_ar:
        found["CIWA-Ar"] = facts.ciwa_ar
    return found


def dangerous_withdrawal_ahead(facts: Facts, _settings: Settings) -> Inputs:
    """Had a seizure or delirium on stopping, and drinks or takes sedatives daily."""
    daily = ("daily_alcohol_or_sedatives", "daily_benzodiazepines")
    return both(yes(facts, "withdrawal", "ever_seizure_or_dts"), yes(facts, "withdrawal", *daily))


def stopping_benzodiazepines(facts: Facts, _settings: Settings) -> Inputs:
    """Takes benzodiazepines daily and wants to stop."""
    return both(
        yes(facts, "withdrawal", "daily_benzodiazepines"),
        yes(facts, "withdrawal", "wants_to_stop_benzodiazepines"),
    )


def opioids_without_medication(facts: Facts, _settings: Settings) -> Inputs:
    """Uses opioids daily and did not say that they take medication for it."""
    daily, medication = yes(facts, "withdrawal", "daily_opioids"), "opioid_medication"
    if not daily or facts.said_yes("withdrawal", medication):
        return NONE
    withdrawal = facts.of("withdrawal")
    said = withdrawal.answers.get(medication)
    return daily | {
        f"withdrawal/{medication}": absence(withdrawal, medication) if said is None else said
    }


def pregnant_and_using(facts: Facts, _settings: Settings) -> Inputs:
    """Pregnant, and any word of alcohol, sedatives, opioids, or drugs of a kind not said."""
    return both(yes(facts, "pregnancy", "pregnant"), {**substance_use(facts), **_any_use(facts)})


def recent_overdose(facts: Facts, _settings: Settings) -> Inputs:
    """An overdose in the last 30 days."""
    return yes(facts, "overdose", "last_30_days")


def medically_unstable(facts: Facts, _settings: Settings) -> Inputs:
    """A medical condition that is not stable."""
    return yes(facts, "medical", "unstable_condition")


def _any_use(facts: Facts) -> dict[str, Input]:
    found: dict[str, Input] = {}
    for instrument in ("audit-c", "audit"):
        drinks = facts.of(instrument).answers.get("q1", 0)
        if drinks >= ANY_DRINK:
            found[f"{instrument}/q1"] = drinks
    for instrument in ("drug-use", "dast-10"):
        said = sum(facts.of(instrument).answers.values())
        if said >= ANY_DRUG_USE:
            found[f"{instrument}/said"] = said
    return found
