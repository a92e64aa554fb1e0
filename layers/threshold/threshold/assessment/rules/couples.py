"""The C rules: whether two who come together may be placed together.

C2 and C3 have no outcome of their own: each partner's individual care goes its way.
"""

from threshold.assessment.conditions import couples
from threshold.assessment.deadline import Hours
from threshold.assessment.needs import Joint
from threshold.assessment.outcome import Outcome
from threshold.assessment.rules.rule import Rule
from threshold.intake.life_cycle import Role

COUPLES = (
    Rule(
        "C1",
        Outcome.CLINICAL_REVIEW,
        Hours(24),
        Role.CLINICIAN,
        "couples track, and any yes on the HARK of either",
        "No joint placement; offer individual tracks. A private advocate call; the partner sees "
        "neutral text only.",
        "McCollum & Stith 2008; Bograd & Mederos 1999",
        couples.harm_between_them,
        joint=Joint.REFUSED,
    ),
    Rule(
        "C2",
        None,
        None,
        Role.CLINICIAN,
        "couples track, and not both are known to have done the HARK alone",
        "Hold the joint part until both were asked about safety, each alone. Individual care "
        "goes on.",
        "Stith 2011: interview separately",
        couples.not_screened_alone,
        joint=Joint.HELD,
    ),
    Rule(
        "C3",
        None,
        None,
        Role.CLINICIAN,
        "a no-contact order between the two, whichever track",
        "Never in the same session, never in the same cohort.",
        "Safety: a court order",
        couples.contact_forbidden,
        joint=Joint.KEPT_APART,
    ),
)
