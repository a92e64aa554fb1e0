"""The S rules: suicide, violence, psychosis, and what else a clinician must hear of first."""

from threshold.assessment.conditions import safety
from threshold.assessment.deadline import BusinessDays, DaysSince, Hours, Minutes, SameDay
from threshold.assessment.outcome import Outcome
from threshold.assessment.rules.rule import Rule
from threshold.intake.life_cycle import Role

SAFETY = (
    Rule(
        "S1",
        Outcome.CRISIS_NOW,
        Minutes(5),
        Role.CLINICIAN,
        "ASQ item 5 yes, whatever the others are",
        "Has thoughts of suicide right now. Stop the form, hand over to a person live, give 988, "
        "keep the location in view; do not leave alone.",
        "NIMH ASQ: acute positive screen",
        safety.suicidal_now,
    ),
    Rule(
        "S2",
        Outcome.CRISIS_NOW,
        Minutes(10),
        Role.CLINICIAN,
        "any of ASQ items 1 to 4 yes, item 5 blank or declined",
        "Said yes to a suicide question and did not answer whether it is now. Call back; a crisis "
        "until answered.",
        "NIMH ASQ; fail safe",
        safety.suicidal_now_unknown,
    ),
    Rule(
        "S3",
        Outcome.CRISIS_NOW,
        Minutes(5),
        Role.CLINICIAN,
        "C-SSRS screener item 4 or 5 yes, or suicidal behavior within 3 months",
        "A clinician found intent, a plan with intent, or suicidal behavior within three months. "
        "Hand over to a person live; do not leave alone.",
        "Columbia-Suicide Severity Rating Scale: triage of the screener",
        safety.suicidal_intent,
    ),
    Rule(
        "S4",
        Outcome.CRISIS_NOW,
        Minutes(5),
        Role.CLINICIAN,
        "intends to harm a particular person",
        "Intends to harm a particular person. Reach a clinician now, who weighs the duty to "
        "protect in the state the person is in.",
        "State law on the duty to protect",
        safety.means_to_harm_somebody,
        verified=False,
    ),
    Rule(
        "S5",
        Outcome.CRISIS_NOW,
        Minutes(5),
        Role.CLINICIAN,
        "voices tell them to do something, or disoriented",
        "Hears voices that command, or is disoriented. Hand over to a person live, keep the "
        "location in view.",
        "Program promise: no severe psychiatric crisis; ATA/APA telemental health guidelines 2018",
        safety.psychosis_with_danger,
    ),
    Rule(
        "S6",
        Outcome.CLINICAL_REVIEW,
        SameDay(),
        Role.CLINICIAN,
        "any of ASQ items 1 to 4 yes with item 5 no, or PHQ-9 item 9, or any yes on the C-SSRS",
        "Suicide risk without thoughts right now. Brief suicide safety assessment and safety plan "
        "today, before any placement.",
        "NIMH ASQ: non-acute positive screen; PHQ-9 item 9 (Viguera 2018); TJC NPSG 15.01.01 "
        "EP 3-4",
        safety.suicide_risk,
        thresholds=("suicide_item_phq9",),
        version=2,
    ),
    Rule(
        "S7",
        Outcome.CLINICAL_REVIEW,
        Hours(48),
        Role.CLINICIAN,
        "PHQ-9 severe, or high with extreme difficulty",
        "Depression in the severe range, or close to it with function extremely impaired. "
        "Consider partial hospitalization.",
        "PHQ-9 bands (Kroenke 2001); SAMHSA TIP 47",
        safety.severe_depression,
        thresholds=("severe_phq9", "high_phq9", "extreme_difficulty"),
    ),
    Rule(
        "S8",
        Outcome.CLINICAL_REVIEW,
        DaysSince(7),
        Role.CLINICIAN,
        "suicide attempt, or discharge from psychiatric, emergency or unnamed care, in 30 days",
        "A suicide attempt or a psychiatric discharge within 30 days. To be seen within seven "
        "days of it.",
        "HEDIS FUH: follow-up after hospitalization for mental illness",
        safety.recent_attempt_or_discharge,
    ),
    Rule(
        "S9",
        Outcome.CLINICAL_REVIEW,
        Hours(72),
        Role.CLINICIAN,
        "days of little sleep with high energy",
        "May have had mania. A prescriber reviews before an antidepressant or a placement.",
        "Mood Disorder Questionnaire: rationale of the screen (Hirschfeld 2000)",
        safety.mania,
    ),
    Rule(
        "S10",
        Outcome.CLINICAL_REVIEW,
        Hours(48),
        Role.CLINICIAN,
        "eating gate with fainting or rapid weight loss",
        "Eating concern with fainting or rapid weight loss. Medical review; not the default "
        "cohort.",
        "SCOFF (Morgan 1999)",
        safety.eating_with_danger,
    ),
    Rule(
        "S11",
        Outcome.CLINICAL_REVIEW,
        BusinessDays(5),
        Role.CLINICIAN,
        "needs help to follow a session",
        "Cannot follow a session on video without help. A clinician weighs whether video suits.",
        "ATA/APA telemental health guidelines 2018: appropriateness",
        safety.cannot_follow_alone,
    ),
    Rule(
        "S12",
        Outcome.CLINICAL_REVIEW,
        Hours(24),
        Role.CLINICIAN,
        "yes to a safety question of which no other rule speaks by itself, or to the HARK "
        "outside the couples track",
        "Said yes to a safety question. A clinician hears what it means before any placement; "
        "a private advocate call where it was about a partner.",
        "Fail safe: no safety answer goes unheard",
        safety.other_safety_answer,
    ),
)
