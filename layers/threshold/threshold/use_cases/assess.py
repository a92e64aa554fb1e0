"""Assessing: score the instruments, run the rules, and take the step they call for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from threshold.assessment.deadline import Hours, due
from threshold.assessment.needs import Joint
from threshold.assessment.pack import Pack
from threshold.assessment.recommendation import Assessment
from threshold.assessment.settings import settings_of
from threshold.assessment.submission_facts import facts_of, off_branch
from threshold.assessment.triage import triage
from threshold.decision.decide import decide
from threshold.intake.change import Finding, FindingKind, Step
from threshold.intake.life_cycle import Status
from threshold.intake.ports import IntakeStore
from threshold.intake.record import SYSTEM, IntakeRecord
from threshold.intake.submission import Submission
from threshold.program.model import Program
from threshold.use_cases.deciding import step_of
from threshold.use_cases.stepping import take

_SCREEN = "asq"
EACH_ALONE = Hours(24)
"""Whoever seeks care with a partner is called within this, alone, whatever the answers came to:
so the time of the call tells the partner nothing.

Source: as soon as rule C1 asks; Stith 2011, interview separately.
"""


@dataclass(frozen=True, slots=True)
class Clinic:
    """What assessing goes by: the program's configuration and the instruments."""

    program: Program
    packs: Mapping[str, Pack]


def assessed(
    submission: Submission, clinic: Clinic, now: datetime, partner: Submission | None = None
) -> Assessment:
    """The assessment of a submission, its days counted where the person is.

    partner: what the other of a couple sent. An assessment that is kept is made without: it would
    tell of the other's answers.
    """
    program, packs = clinic.program, clinic.packs
    there = now.astimezone(ZoneInfo(submission.availability.time_zone or program.time_zone))
    today = there.date()
    found = triage(facts_of(submission, packs, today, partner), settings_of(program, today), there)
    off = off_branch(submission, packs)
    if found.needs.joint is Joint.NOT_SOUGHT:
        return replace(found, not_applicable=off)
    first_call = due(EACH_ALONE, there)
    return replace(found, not_applicable=off, due_at=min(found.due_at, first_call))


def is_screened(answers: Mapping[str, object], assessment: Assessment) -> bool:
    """Whether answers hold a whole screen for suicide risk."""
    missing = any(one.partition("/")[0] == _SCREEN for one in assessment.incomplete)
    return _SCREEN in answers and not missing


def assess(intake_id: str, store: IntakeStore, clinic: Clinic, now: datetime) -> None:
    """Assess a submitted intake; nothing where that was done.

    What was answered is read at each try, since the person may answer again meanwhile.
    """

    def plan(record: IntakeRecord) -> Step | None:
        if record.status is not Status.SUBMITTED:
            return None
        submission = store.latest(intake_id, FindingKind.SUBMISSION, Submission)
        if submission is None:
            raise LookupError("a submitted intake without its submission")
        assessment = assessed(submission, clinic, now)
        decision = decide(assessment, None, clinic.program, now)
        return step_of(decision, SYSTEM, now, Finding(FindingKind.ASSESSMENT, assessment))

    take(store, intake_id, plan)
