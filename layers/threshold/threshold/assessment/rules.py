"""The level-of-care rules as a table. A default that a licensed clinician signs, not advice.

Every rule has its own threshold in `conditions` or `settings`, and its source here. `verified`
False marks a fact not yet checked against its primary source.
"""

from dataclasses import dataclass

from threshold.assessment import conditions
from threshold.assessment.deadline import BusinessDays, Deadline, Hours, Minutes, SameDay
from threshold.assessment.outcome import Outcome
from threshold.intake.life_cycle import Role

RULESET_VERSION = "1.0.0"
"""Raised with every change of a rule, a threshold or a pack that changes a recommendation."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: when it holds, what it recommends, by when, who reviews it, and why."""

    id: str
    outcome: Outcome
    deadline: Deadline
    reviewer: Role
    text: str
    source: str
    condition: conditions.Condition
    verified: bool = True


RULES = (
    Rule(
        "S1",
        Outcome.CRISIS_NOW,
        Minutes(5),
        Role.CLINICIAN,
        "Has thoughts of suicide right now. Stop the form, hand over to a person live, give 988, "
        "keep the location in view; do not leave alone.",
        "NIMH ASQ: acute positive screen",
        conditions.suicidal_now,
    ),
    Rule(
        "S2",
        Outcome.CRISIS_NOW,
        Minutes(10),
        Role.CLINICIAN,
        "Said yes to a suicide question and did not answer whether it is now. Call back; a crisis "
        "until answered.",
        "NIMH ASQ; fail safe",
        conditions.suicidal_now_unknown,
    ),
    Rule(
        "S6",
        Outcome.CLINICAL_REVIEW,
        SameDay(),
        Role.CLINICIAN,
        "Suicide risk without thoughts right now. Brief suicide safety assessment and safety plan "
        "today, before any placement.",
        "NIMH ASQ: non-acute positive screen; PHQ-9 item 9 (Viguera 2018); TJC NPSG 15.01.01 "
        "EP 3-4",
        conditions.suicide_risk,
    ),
    Rule(
        "S7",
        Outcome.CLINICAL_REVIEW,
        Hours(48),
        Role.CLINICIAN,
        "Depression in the severe range, or close to it with function extremely impaired. "
        "Consider partial hospitalization.",
        "PHQ-9 bands (Kroenke 2001); SAMHSA TIP 47",
        conditions.severe_depression,
    ),
    Rule(
        "F1",
        Outcome.NOT_SERVED_HERE,
        BusinessDays(1),
        Role.ADMISSIONS,
        "Is in a state in which none of our clinicians is licensed. Warm referral from the list "
        "for that state.",
        "State licensure; ATA/APA telemental health guidelines 2018",
        conditions.out_of_licence,
    ),
    Rule(
        "F6",
        Outcome.CLINICAL_REVIEW,
        BusinessDays(1),
        Role.CLINICIAN,
        "A safety question was not answered. Ask it by phone; not accepted until it is.",
        "Fail safe; TJC NPSG 15.01.01 EP 2",
        conditions.safety_unknown,
    ),
    Rule(
        "L1",
        Outcome.IOP_CANDIDATE,
        BusinessDays(10),
        Role.CLINICIAN,
        "Symptoms in the range of this program with impaired function, or stepping down from a "
        "higher level of care. A product rule from published bands, not a validated placement "
        "rule: the reviewer signs.",
        "PHQ-9 bands (Kroenke 2001); GAD-7 bands (Spitzer 2006); SAMHSA TIP 47",
        conditions.fits_program,
    ),
    Rule(
        "L3",
        Outcome.REFER_DOWN,
        BusinessDays(10),
        Role.CLINICIAN,
        "Every screen is negative and function is not impaired. Offer weekly therapy; the person "
        "may ask for a review.",
        "PHQ-9 bands (Kroenke 2001); GAD-7 bands (Spitzer 2006)",
        conditions.below_program,
    ),
)

NONE_FIRED = Rule(
    "Z",
    Outcome.CLINICAL_REVIEW,
    BusinessDays(5),
    Role.CLINICIAN,
    "No rule gives a clear answer, or something is missing. A clinician decides.",
    "Fail safe: never a silent acceptance",
    conditions.nothing_fired,
)

ALL_RULES = (*RULES, NONE_FIRED)
