"""Why an intake is where it is, in one line: the rule of its record, in the rule's own words."""

from functools import cache

from threshold.assessment.rules import ALL_RULES
from threshold.decision.coverage_rules import COVERAGE_RULES
from threshold.decision.decide import CLEAR
from threshold.eligibility.aaa import REJECT_REASONS
from threshold.use_cases.check_in import NOT_SAFE
from threshold.use_cases.rescreen import RESCREEN
from threshold.use_cases.staff_acts import REASONS

_REJECTED = "E1-"


def why(rule: str) -> str | None:
    """The first sentence of a rule's text; None for a rule that has none of its own."""
    if rule.startswith(_REJECTED):
        code = rule.removeprefix(_REJECTED)
        known = REJECT_REASONS.get(code)
        return f"The payer rejected the question: {known.meaning}." if known else None
    text = _texts().get(rule)
    return text.partition(". ")[0].rstrip(".") + "." if text else None


@cache
def _texts() -> dict[str, str]:
    found = {rule.id: rule.text for rule in ALL_RULES}
    reasons = (*COVERAGE_RULES, CLEAR, RESCREEN, NOT_SAFE, *REASONS.values())
    return found | {one.rule: one.text for one in reasons}
