"""What a payer's computer has to say of a plan, so that staff can tell how to take its silence.

Source: CAQH CORE 154 and 260 (45 CFR 162.1203). A 271 has to state whether the plan and mental
health care are covered, the plan's name, when coverage began, and the plan's deductible with what
remains of it. The cost shares of behavioral care are among those it may withhold; of telehealth,
authorization, limits and networks nothing is demanded.
"""

from enum import StrEnum

from threshold.benefits.fields import Topic

OBLIGED = frozenset(
    {
        Topic.COVERAGE_ACTIVE,
        Topic.PLAN_NAME,
        Topic.EFFECTIVE_DATE,
        Topic.DEDUCTIBLE,
        Topic.DEDUCTIBLE_REMAINING,
    }
)


class Unsaid(StrEnum):
    """Why nothing is known of a thing."""

    NOT_ASKED = "not_asked"
    NOT_SAID = "not_said"
    LEGALLY_SILENT = "legally_silent"


def unsaid(*, obliged: bool, answered: bool) -> Unsaid:
    """What it means that a payer said nothing. answered: it answered our question at all."""
    if not answered:
        return Unsaid.NOT_ASKED
    return Unsaid.NOT_SAID if obliged else Unsaid.LEGALLY_SILENT
