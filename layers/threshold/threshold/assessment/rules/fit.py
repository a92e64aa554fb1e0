"""The F rules: place, age, payer, readiness, hours, and safety questions without an answer."""

from threshold.assessment.conditions import fit
from threshold.assessment.deadline import BusinessDays
from threshold.assessment.outcome import Outcome
from threshold.assessment.rules.rule import Rule
from threshold.intake.life_cycle import Role

FIT = (
    Rule(
        "F1",
        Outcome.NOT_SERVED_HERE,
        BusinessDays(1),
        Role.ADMISSIONS,
        "in a state, known, in which no clinician of the program is licensed",
        "Is in a state in which none of our clinicians is licensed. Warm referral from the list "
        "for that state.",
        "State licensure; ATA/APA telemental health guidelines 2018",
        fit.out_of_licence,
    ),
    Rule(
        "F2",
        Outcome.NOT_SERVED_HERE,
        BusinessDays(1),
        Role.ADMISSIONS,
        "younger than the program takes, on the day where the person is",
        "Is younger than the program takes. Warm referral to a program for that age.",
        "Program policy; 42 CFR 2.14",
        fit.too_young,
        thresholds=("minimum_age",),
    ),
    Rule(
        "F2M",
        Outcome.CLINICAL_REVIEW,
        BusinessDays(1),
        Role.CLINICIAN,
        "under 18, and of an age the program takes",
        "A minor. Which consent the state requires, and who may be told, is settled before "
        "anything else; only the minor may authorise disclosure where they may consent alone.",
        "42 CFR 2.14; state law on minors' consent",
        fit.minor,
        thresholds=("minimum_age",),
    ),
    Rule(
        "F3",
        Outcome.NOT_SERVED_HERE,
        BusinessDays(1),
        Role.ADMISSIONS,
        "the plan to be billed is Original Medicare, or configured as not covering virtual IOP, "
        "on this day",
        "The plan does not cover a virtual program. Offer the list of in-person programs, "
        "self-pay and financial assistance.",
        "42 CFR 410.44; the payer's own policy, as configured",
        fit.virtual_not_covered,
        verified=False,
    ),
    Rule(
        "F4",
        Outcome.CLINICAL_REVIEW,
        BusinessDays(3),
        Role.ADMISSIONS,
        "said not to have a private space, a device, a camera or the internet",
        "Something a video session takes is missing. Solve it: loan device, headset, library, a "
        "parked car, a daytime slot. Never a reason to refuse.",
        "Program promise: the digital divide is ours to bridge",
        fit.not_ready_for_video,
    ),
    Rule(
        "F5",
        Outcome.REFER_DOWN,
        BusinessDays(3),
        Role.ADMISSIONS,
        "said to have fewer hours a week than the program takes (9 or as configured)",
        "Has fewer hours a week than the program takes. Offer weekly therapy or a later start.",
        "SAMHSA TIP 47; 42 CFR 410.44",
        fit.too_few_hours,
    ),
    Rule(
        "F6",
        Outcome.CLINICAL_REVIEW,
        BusinessDays(1),
        Role.CLINICIAN,
        "a safety item of the battery, of what was begun, or of the withdrawal questions of "
        "anybody who uses, is blank or declined",
        "A safety question was not answered. Ask it by phone; not accepted until it is.",
        "Fail safe; TJC NPSG 15.01.01 EP 2",
        fit.safety_unknown,
        version=2,
    ),
)
