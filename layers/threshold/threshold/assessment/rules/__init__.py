"""The level-of-care rules as a table, a file for each family.

Each is a default that a licensed clinician signs, versions and can change; none is advice.
"""

from threshold.assessment.rules.couples import COUPLES
from threshold.assessment.rules.fit import FIT
from threshold.assessment.rules.level import LEVEL, NONE_FIRED
from threshold.assessment.rules.medical import MEDICAL
from threshold.assessment.rules.rule import Rule
from threshold.assessment.rules.safety import SAFETY

__all__ = ["ALL_RULES", "NONE_FIRED", "RULES", "RULESET_VERSION", "Rule"]

RULESET_VERSION = "2.0.0"
"""Raised with every change of a rule, a threshold or a pack that changes a recommendation."""

RULES = (*SAFETY, *MEDICAL, *COUPLES, *FIT, *LEVEL)
ALL_RULES = (*RULES, NONE_FIRED)
