"""From a decision to the step that carries it out."""

from datetime import datetime

from threshold.decision.decide import Decision
from threshold.intake.change import Finding, Step
from threshold.intake.record import Actor


def step_of(decision: Decision, actor: Actor, now: datetime, *findings: Finding) -> Step:
    """The step a decision calls for."""
    return Step(
        decision.event,
        actor,
        now,
        reasons=decision.reasons,
        details=decision.versions,
        findings=findings,
        tier=decision.tier,
        due_at=decision.due_at,
    )
