"""Suicide, violence, psychosis and whatever else cannot wait: the S rules."""

from threshold.assessment.conditions.said import NONE, absence, both, plain, yes
from threshold.assessment.facts import Facts
from threshold.assessment.recommendation import Input, Inputs
from threshold.assessment.settings import Settings
from threshold.intake.submission import CareSetting, Track

ASQ_SCREEN = ("q1", "q2", "q3", "q4")
CSSRS_SCREEN = ("q1", "q2", "q3", "q4", "q5", "q6", "q7")
CSSRS_ACUTE = ("q4", "q5", "q7")
"""Some intent; plan and intent; behaviour within three months."""
HARK = ("q1", "q2", "q3", "q4")
PHQ9_ITEMS = ("q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9")
NOT_PSYCHIATRIC = frozenset(
    {CareSetting.MEDICAL_HOSPITAL, CareSetting.RESIDENTIAL, CareSetting.PARTIAL_HOSPITAL}
)
FOR_A_CLINICIAN = {
    "psychosis-mania": ("sees_or_hears_things_now",),
    "violence": ("thoughts_of_harming",),
    "eating": ("concern", "fainting_or_rapid_loss"),
    "medical": ("head_injury", "seizure"),
    "overdose": ("last_12_months",),
    "withdrawal": (
        "daily_alcohol_or_sedatives",
        "daily_benzodiazepines",
        "daily_opioids",
        "ever_seizure_or_dts",
    ),
    "pregnancy": ("injects_drugs",),
}
"""Answers that another rule makes more of when they come with others, and S12 hears alone."""


def suicidal_now(facts: Facts, _settings: Settings) -> Inputs:
    """ASQ item 5 is yes, whatever the others are."""
    return yes(facts, "asq", "q5")


def suicidal_now_unknown(facts: Facts, _settings: Settings) -> Inputs:
    """Any yes on the ASQ, and item 5 unanswered or declined."""
    asq = facts.of("asq")
    said = yes(facts, "asq", *ASQ_SCREEN)
    return {**said, "asq/q5": absence(asq, "q5")} if said and "q5" not in asq.answers else NONE


def suicidal_intent(facts: Facts, _settings: Settings) -> Inputs:
    """C-SSRS, entered by a clinician: intent, a plan with intent, or behaviour in 3 months."""
    return yes(facts, "c-ssrs", *CSSRS_ACUTE)


def means_to_harm_somebody(facts: Facts, _settings: Settings) -> Inputs:
    """Intends to harm a particular person."""
    return yes(facts, "violence", "named_person")


def psychosis_with_danger(facts: Facts, _settings: Settings) -> Inputs:
    """Voices that tell the person to do something, or the person is disoriented."""
    return yes(facts, "psychosis-mania", "told_to_act", "disoriented")


def suicide_risk(facts: Facts, settings: Settings) -> Inputs:
    """ASQ positive with item 5 no, PHQ-9 item 9 at 1 or more, or any yes on the C-SSRS."""
    asq = facts.of("asq")
    said = yes(facts, "asq", *ASQ_SCREEN)
    found: dict[str, Input] = {**said, "asq/q5": 0} if said and asq.answers.get("q5") == 0 else {}
    item_9 = facts.of("phq-9").answers.get("q9", 0)
    if item_9 >= settings.thresholds.suicide_item_phq9:
        found["phq-9/q9"] = item_9
    return found | yes(facts, "c-ssrs", *CSSRS_SCREEN)


def severe_depression(facts: Facts, settings: Settings) -> Inputs:
    """PHQ-9 severe, or high and extremely difficult to function.

    Of an unfinished PHQ-9, the answers that are there count if they alone reach the threshold:
    the rest could only add to them.
    """
    phq9, limits = facts.of("phq-9"), settings.thresholds
    reached = max(phq9.total or 0, sum(phq9.answers.get(item, 0) for item in PHQ9_ITEMS))
    difficulty = phq9.answers.get("difficulty", 0)
    if reached >= limits.severe_phq9:
        return {"phq-9/total": plain(reached)}
    if reached >= limits.high_phq9 and difficulty >= limits.extreme_difficulty:
        return {"phq-9/total": plain(reached), "phq-9/difficulty": difficulty}
    return NONE


def recent_attempt_or_discharge(facts: Facts, _settings: Settings) -> Inputs:
    """A suicide attempt or a psychiatric discharge within 30 days.

    A discharge from an emergency department, or from a place not named, counts as psychiatric.
    """
    found: dict[str, Input] = {}
    if facts.recent_attempt_on:
        found["last attempt"] = facts.recent_attempt_on.isoformat()
    if facts.discharged_on and facts.discharged_from not in NOT_PSYCHIATRIC:
        found["discharged on"] = facts.discharged_on.isoformat()
        found["discharged from"] = facts.discharged_from or "not said"
    return found


def mania(facts: Facts, _settings: Settings) -> Inputs:
    """Days of little sleep and high energy."""
    return yes(facts, "psychosis-mania", "little_sleep_high_energy")


def eating_with_danger(facts: Facts, _settings: Settings) -> Inputs:
    """The eating gate with fainting or rapid loss of weight."""
    return both(yes(facts, "eating", "concern"), yes(facts, "eating", "fainting_or_rapid_loss"))


def cannot_follow_alone(facts: Facts, _settings: Settings) -> Inputs:
    """Needs somebody's help to follow a session on video."""
    return yes(facts, "cognition", "needs_help_to_follow")


def other_safety_answer(facts: Facts, _settings: Settings) -> Inputs:
    """A safety question said yes to, be it only the first of two that make up another rule.

    Outside the couples track, a yes on the HARK is one: inside it, C1 speaks of it.
    """
    found: dict[str, Input] = {}
    for instrument, items in FOR_A_CLINICIAN.items():
        found |= yes(facts, instrument, *items)
    return found if Track.COUPLES in facts.tracks else found | yes(facts, "hark", *HARK)
