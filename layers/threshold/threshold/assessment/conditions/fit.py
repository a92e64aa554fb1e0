"""Whether a virtual program, and this one, can serve the person: the F rules."""

from threshold.assessment.conditions.said import NONE, gaps
from threshold.assessment.facts import NOT_BEGUN, Facts, required
from threshold.assessment.recommendation import Input, Inputs
from threshold.assessment.settings import Settings

ADULT = 18
"""Source: the age of majority in most states; 42 CFR 2.14 leaves it to the state."""
SAFETY_ITEMS: dict[str, tuple[str, ...]] = {
    "asq": ("q1", "q2", "q3", "q4", "q5"),
    "phq-9": ("q9",),
    "c-ssrs": ("q1", "q2", "q3", "q4", "q5", "q6", "q7"),
    "withdrawal": (
        "daily_alcohol_or_sedatives",
        "daily_benzodiazepines",
        "wants_to_stop_benzodiazepines",
        "daily_opioids",
        "opioid_medication",
        "ever_seizure_or_dts",
        "in_withdrawal_now",
    ),
    "psychosis-mania": (
        "sees_or_hears_things_now",
        "told_to_act",
        "disoriented",
        "little_sleep_high_energy",
    ),
    "violence": ("thoughts_of_harming", "named_person"),
    "medical": ("unstable_condition", "head_injury", "seizure"),
    "overdose": ("last_12_months", "last_30_days"),
    "eating": ("concern", "fainting_or_rapid_loss"),
    "cognition": ("needs_help_to_follow",),
    "pregnancy": ("pregnant", "injects_drugs"),
    "hark": ("q1", "q2", "q3", "q4"),
}
"""What the S, M and C rules rest on."""


def out_of_licence(facts: Facts, settings: Settings) -> Inputs:
    """The person is in a state, known, in which the program's clinicians may not treat.

    A state that was not said is not this: it is a doubt, and leaves the outcome to a human.
    """
    state = facts.physical_state
    return {"location/state": state} if state and state not in settings.licensed_states else NONE


def too_young(facts: Facts, settings: Settings) -> Inputs:
    """Younger than the program takes."""
    age = facts.age
    return {"age": age} if age is not None and age < settings.thresholds.minimum_age else NONE


def minor(facts: Facts, settings: Settings) -> Inputs:
    """A minor whom the program takes: who has to consent depends on the state and the service."""
    age = facts.age
    return (
        {"age": age} if age is not None and settings.thresholds.minimum_age <= age < ADULT else NONE
    )


def virtual_not_covered(facts: Facts, settings: Settings) -> Inputs:
    """The plan to be billed is known not to cover a virtual program today."""
    for payer in settings.not_covered:
        if payer.speaks_of(facts.payer_id, facts.payer_name):
            until = payer.until.isoformat() if payer.until else "further notice"
            return {
                "payer": payer.payer,
                "from": payer.begins.isoformat(),
                "until": until,
                "by": payer.source,
            }
    return NONE


def not_ready_for_video(facts: Facts, _settings: Settings) -> Inputs:
    """Said not to have a private space, a device, a camera or the internet."""
    return {f"readiness/{name}": False for name in facts.lacking}


def too_few_hours(facts: Facts, settings: Settings) -> Inputs:
    """Said to have fewer hours a week than the program takes."""
    hours = facts.hours_per_week
    return (
        {"hours a week": hours} if hours is not None and hours < settings.hours_per_week else NONE
    )


def safety_unknown(facts: Facts, settings: Settings) -> Inputs:
    """A safety item is missing or declined, in the battery or in whatever was begun."""
    found: dict[str, Input] = {}
    needed = required(facts, settings.required_instruments)
    for instrument, items in SAFETY_ITEMS.items():
        scored = facts.of(instrument)
        if scored.status not in NOT_BEGUN:
            found |= gaps(scored, items)
        elif instrument in needed:
            found |= {instrument: scored.status.value} | gaps(scored, items)
    return found
