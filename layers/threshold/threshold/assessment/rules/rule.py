"""What a rule is made of."""

from dataclasses import dataclass

from threshold.assessment.conditions.said import Condition
from threshold.assessment.deadline import Deadline
from threshold.assessment.needs import Joint
from threshold.assessment.outcome import Outcome
from threshold.intake.life_cycle import Role
from threshold.intake.record import Tier


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: when it holds, what it recommends, by when, who reviews it, and why.

    outcome, deadline: None for a rule that only limits placing a couple together.
    holds_when: the condition in words. thresholds: the figures of the program it goes by.
    version: raised when the rule changes. verified: False marks a fact or source not yet checked
        against the primary one; such a rule never widens what is accepted.
    joint: what it means for placing a couple together. tier: the priority it gives.
    """

    id: str
    outcome: Outcome | None
    deadline: Deadline | None
    reviewer: Role
    holds_when: str
    text: str
    source: str
    condition: Condition
    thresholds: tuple[str, ...] = ()
    version: int = 1
    verified: bool = True
    joint: Joint | None = None
    tier: Tier | None = None
