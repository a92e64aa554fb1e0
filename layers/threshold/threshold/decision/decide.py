"""One pure function of assessment, coverage and configuration.

`accepted` only where everything is clear; a human for all doubt; `referred` or `not_served` only
where the rules of level of care and licence say so. It never takes a payer's silence for a no.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from threshold.assessment.deadline import BusinessDays, due
from threshold.assessment.outcome import Outcome
from threshold.assessment.recommendation import Assessment
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import Reason, Tier
from threshold.program.model import Program

if TYPE_CHECKING:
    from threshold.decision.coverage import Coverage

_CLINICAL = {
    Outcome.CRISIS_NOW: EventKind.CRISIS_FOUND,
    Outcome.MEDICAL_NOW: EventKind.CRISIS_FOUND,
    Outcome.REFER_UP: EventKind.REVIEW_NEEDED,
    Outcome.NOT_SERVED_HERE: EventKind.NOT_SERVED,
    Outcome.CLINICAL_REVIEW: EventKind.REVIEW_NEEDED,
    Outcome.IOP_CANDIDATE: EventKind.ASSESSED,
    Outcome.REFER_DOWN: EventKind.REFERRED,
}
_MOST_HUMAN_FIRST = (
    EventKind.REVIEW_NEEDED,
    EventKind.PATIENT_INPUT_NEEDED,
    EventKind.VERIFY_BY_PHONE_NEEDED,
)
_DIGITS = 32
"""Hex digits kept of a hash that identifies: 128 bits, and the event stays within a kilobyte."""
CLEAR = Reason("A1", "Assessment and coverage are clear.", "program policy")


class Decision(NamedTuple):
    """What happens next, why, how urgent it is, and the versions of all it rests on."""

    event: EventKind
    reasons: tuple[Reason, ...]
    tier: Tier
    due_at: datetime
    versions: Mapping[str, str]


def decide(
    assessment: Assessment, coverage: "Coverage | None", program: Program, now: datetime
) -> Decision:
    """What becomes of an intake. `coverage` is None before the payer's turn has come.

    Assessment comes first: only a candidate for the program is ever decided by coverage.
    """
    clinical = _clinical(assessment, program)
    if coverage is None or clinical.event is not EventKind.ASSESSED:
        return clinical
    return _by_coverage(clinical, assessment, coverage, program, now)


def _by_coverage(
    clinical: Decision,
    assessment: Assessment,
    coverage: "Coverage",
    program: Program,
    now: datetime,
) -> Decision:
    # Who only assesses does not pay at each cold start for what reads payers' answers.
    from threshold.decision.coverage_rules import all_doubts, notes

    found = all_doubts(coverage, assessment.tracks, program)
    if not found:
        reasons = (CLEAR, *clinical.reasons, *notes(coverage))
        return clinical._replace(event=EventKind.ACCEPTED, reasons=reasons)
    event = min((doubt.event for doubt in found), key=_MOST_HUMAN_FIRST.index)
    ordered = sorted(found, key=lambda doubt: doubt.event is not event)
    return clinical._replace(
        event=event,
        reasons=tuple(doubt.reason for doubt in ordered),
        due_at=min(due(BusinessDays(1), now), clinical.due_at),
    )


def _clinical(assessment: Assessment, program: Program) -> Decision:
    packs = {f"pack {name}": version for name, version in assessment.pack_versions.items()}
    return Decision(
        event=_CLINICAL[assessment.outcome],
        reasons=tuple(Reason(r.rule, r.text, r.source) for r in assessment.reasons),
        tier=Tier[assessment.priority.name],
        due_at=assessment.due_at,
        versions=packs
        | {
            "rules": assessment.ruleset_version,
            "inputs": assessment.inputs_hash[:_DIGITS],
            "program": program.version,
            "configuration": program.digest[:_DIGITS],
        },
    )
