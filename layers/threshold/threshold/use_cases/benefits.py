"""The benefits of one intake: what is known, what to ask, what it may cost, what else may help.

A carve-out's administrator stands beside the plan with a sheet of its own. Nothing of the two is
merged: behavioral benefits are those of whoever administers them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from threshold.benefits.assistance import Assistance
from threshold.benefits.fields import Care
from threshold.benefits.told import (
    Household,
    Statement,
    latest_first_day,
    latest_household,
)
from threshold.decision.coverage import Coverage
from threshold.eligibility.answer.model import Outcome
from threshold.intake.change import FindingKind
from threshold.intake.ports import IntakeStore
from threshold.intake.record import IntakeRecord
from threshold.intake.submission import Payment, PaymentPath, Submission, Track
from threshold.program.model import Program
from threshold.use_cases.estimating import Start, start_of
from threshold.use_cases.known_benefits import Known
from threshold.use_cases.payer_benefits import PayerBenefits, administrator, plan
from threshold.use_cases.self_pay import SelfPay, help_with_cost, self_pay
from threshold.use_cases.submitted import last_submission

_WITHOUT_INSURANCE = frozenset({PaymentPath.SELF_PAY, PaymentPath.UNINSURED})
_CARE = {**dict.fromkeys(Track, Care.MENTAL_HEALTH), Track.SUBSTANCE_USE: Care.SUBSTANCE_USE}


@dataclass(frozen=True, slots=True)
class Benefits:
    """What is known of an intake's benefits on a day in the program's time zone.

    `payers` holds the plan and, where there is one, the administrator, for each kind of care;
    `self_pay` a draft for each kind of care, empty where care is to be paid by a plan in force.
    """

    record: IntakeRecord
    on: date
    submission: Submission
    coverage: Coverage | None
    start: Start
    household: Household | None
    payers: tuple[PayerBenefits, ...]
    assistance: Assistance
    self_pay: tuple[SelfPay, ...]


def benefits_of(intake_id: str, store: IntakeStore, program: Program, now: datetime) -> Benefits:
    """The benefits view of an intake, made anew from what is stored.

    Raises:
        Unknown: no intake has this id.
    """
    record = store.load(intake_id)
    submission = last_submission(intake_id, store)
    coverage = store.latest(intake_id, FindingKind.COVERAGE, Coverage)
    statements = store.findings(intake_id, FindingKind.BENEFIT_FACT, Statement)
    zone = ZoneInfo(program.time_zone)
    on = now.astimezone(zone).date()
    start = start_of(latest_first_day(statements), on)
    known = Known(
        submission,
        store.agreements(intake_id).standing,
        coverage,
        statements,
        program,
        sent_on=record.created_at.astimezone(zone).date(),
        now=now.astimezone(zone),
        start=start,
    )
    household = latest_household(statements) or _household_in(submission.payment)
    cares = cares_of(submission)
    return Benefits(
        record,
        on,
        submission,
        coverage,
        start,
        household,
        tuple(one for care in cares for one in _of_care(known, care)),
        help_with_cost(household, submission.location.state, program, on),
        _drafts(known, cares, on),
    )


def _household_in(payment: Payment) -> Household | None:
    """What the person said of their means in the form, None where either is missing."""
    if payment.yearly_income is None or payment.household_size is None:
        return None
    return Household(Decimal(payment.yearly_income), payment.household_size)


def _drafts(known: Known, cares: tuple[Care, ...], on: date) -> tuple[SelfPay, ...]:
    if not _pays_alone(known.submission, known.coverage):
        return ()
    person, program, start = known.submission.person, known.program, known.start
    return tuple(self_pay(care, person, program, start, known.sent_on, on) for care in cares)


def _of_care(known: Known, care: Care) -> tuple[PayerBenefits, ...]:
    own = plan(known, care)
    beside = administrator(known, own)
    return (own, beside) if beside else (own,)


def cares_of(submission: Submission) -> tuple[Care, ...]:
    """The kinds of care that would be billed; both for who seeks both.

    Who names nothing is taken to seek mental health care: the other would tell a payer more.
    """
    tracks = submission.need.tracks or (Track.MENTAL_HEALTH,)
    cares = [_CARE[track] for track in tracks]
    if Track.DUAL in tracks:
        cares.append(Care.SUBSTANCE_USE)
    return tuple(sorted(set(cares)))


def _pays_alone(submission: Submission, coverage: Coverage | None) -> bool:
    """Whether no plan is to pay, by the person's own word or the payer's."""
    if submission.payment.path in _WITHOUT_INSURANCE:
        return True
    if coverage is None or coverage.answer is None:
        return False
    return coverage.answer.outcome is Outcome.INACTIVE
