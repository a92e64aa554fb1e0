"""The M rules: withdrawal, overdose, pregnancy and the body."""

from threshold.assessment.conditions import medical
from threshold.assessment.deadline import Hours, Minutes, SameDay
from threshold.assessment.outcome import Outcome
from threshold.assessment.rules.rule import Rule
from threshold.intake.life_cycle import Role
from threshold.intake.record import Tier

MEDICAL = (
    Rule(
        "M1",
        Outcome.MEDICAL_NOW,
        Minutes(5),
        Role.CLINICIAN,
        "in withdrawal now, or CIWA-Ar as reported by a clinician",
        "In withdrawal now. Advise 911 or an emergency department; stay on the line.",
        "ASAM Alcohol Withdrawal Management 2020, III",
        medical.withdrawal_now,
        thresholds=("ciwa_ar",),
    ),
    Rule(
        "M2",
        Outcome.REFER_UP,
        SameDay(),
        Role.CLINICIAN,
        "ever a withdrawal seizure or delirium, and alcohol or sedatives daily",
        "Had a seizure or delirium on stopping, and drinks or takes sedatives daily. Medical "
        "withdrawal management first.",
        "ASAM Alcohol Withdrawal Management 2020, II-III",
        medical.dangerous_withdrawal_ahead,
    ),
    Rule(
        "M3",
        Outcome.CLINICAL_REVIEW,
        Hours(24),
        Role.CLINICIAN,
        "benzodiazepines daily and wants to stop",
        "Takes benzodiazepines daily and wants to stop. Medical review; advise not to stop "
        "suddenly.",
        "ASAM joint guideline on benzodiazepine tapering 2025",
        medical.stopping_benzodiazepines,
        verified=False,
    ),
    Rule(
        "M4",
        Outcome.CLINICAL_REVIEW,
        Hours(24),
        Role.CLINICIAN,
        "opioids daily and no word of medication for it",
        "Uses opioids daily without medication for it. Medical review; offer naloxone and a link "
        "to an opioid treatment program or buprenorphine. Not a reason to refuse.",
        "SAMHSA TIP 63",
        medical.opioids_without_medication,
        verified=False,
    ),
    Rule(
        "M5",
        Outcome.REFER_UP,
        Hours(24),
        Role.CLINICIAN,
        "pregnant, and any word of alcohol, sedatives, opioids or drugs",
        "Pregnant and using alcohol or drugs. Medical review first; priority for admission.",
        "ASAM Alcohol Withdrawal Management 2020, VII.F; 45 CFR 96.131",
        medical.pregnant_and_using,
        tier=Tier.P1,
    ),
    Rule(
        "M6",
        Outcome.CLINICAL_REVIEW,
        Hours(24),
        Role.CLINICIAN,
        "overdose in the last 30 days",
        "An overdose within 30 days. Urgent review; naloxone at hand.",
        "Overdose as the strongest sign of another (program policy)",
        medical.recent_overdose,
        verified=False,
    ),
    Rule(
        "M7",
        Outcome.REFER_UP,
        SameDay(),
        Role.CLINICIAN,
        "a medical condition that is not stable",
        "A medical condition that is not stable. Medical care first.",
        "Program promise: medically stable; SAMHSA TIP 47",
        medical.medically_unstable,
    ),
)
