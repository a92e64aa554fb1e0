"""The L rules, and Z: whether this level of care fits."""

from threshold.assessment.conditions import level
from threshold.assessment.deadline import BusinessDays
from threshold.assessment.outcome import Outcome
from threshold.assessment.rules.rule import Rule
from threshold.intake.life_cycle import Role

LEVEL = (
    Rule(
        "L1",
        Outcome.IOP_CANDIDATE,
        BusinessDays(10),
        Role.CLINICIAN,
        "nothing missing; PHQ-9, GAD-7, PC-PTSD-5, AUDIT, DAST-10 or BAM use of this level; and "
        "function impaired or a discharge from a higher level in 30 days",
        "Symptoms in the range of this program with impaired function, or stepping down from a "
        "higher level of care. A product rule from published bands, not a validated placement "
        "rule: the reviewer signs.",
        "PHQ-9 bands (Kroenke 2001); GAD-7 bands (Spitzer 2006); PC-PTSD-5 (Prins 2016); AUDIT "
        "zones (WHO 2001); DAST-10 (Skinner 1982); SAMHSA TIP 47",
        level.fits_program,
        thresholds=(
            "candidate_phq9",
            "severe_phq9",
            "candidate_gad7",
            "candidate_pc_ptsd_5",
            "candidate_audit",
            "candidate_dast_10",
            "candidate_bam_use",
            "impaired_difficulty",
        ),
        version=2,
    ),
    Rule(
        "L2",
        Outcome.IOP_CANDIDATE,
        BusinessDays(10),
        Role.CLINICIAN,
        "nothing missing; PEG, and PHQ-9 or GAD-7, of this level",
        "Pain that interferes, with depression or anxiety: the chronic-pain track. A product rule "
        "from published figures, not a validated placement rule: the reviewer signs.",
        "PEG (Krebs 2009); PHQ-9 bands (Kroenke 2001); GAD-7 bands (Spitzer 2006)",
        level.pain_with_mood,
        thresholds=("candidate_peg", "candidate_phq9", "severe_phq9", "candidate_gad7"),
    ),
    Rule(
        "L3",
        Outcome.REFER_DOWN,
        BusinessDays(10),
        Role.CLINICIAN,
        "nothing missing; every screen answered is negative, no drug use, function not impaired, "
        "no step-down",
        "Every screen is negative and function is not impaired. Offer weekly therapy; the person "
        "may ask for a review.",
        "PHQ-9 bands (Kroenke 2001); GAD-7 bands (Spitzer 2006)",
        level.below_program,
        thresholds=("easy_difficulty", "candidate_peg"),
        version=2,
    ),
)

NONE_FIRED = Rule(
    "Z",
    Outcome.CLINICAL_REVIEW,
    BusinessDays(5),
    Role.CLINICIAN,
    "no rule above gives an outcome, or only a milder one while something is missing",
    "No rule gives a clear answer, or something is missing. A clinician decides.",
    "Fail safe: never a silent acceptance",
    level.nothing_decides,
    version=2,
)
