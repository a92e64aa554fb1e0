"""What a known or unknown coverage means for the intake: every doubt, by rule.

These are the program's own rules (source `program policy`) unless a source is named.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import NamedTuple

from threshold.decision.coverage import Coverage, Standing
from threshold.eligibility.answer.model import (
    Answer,
    Authorization,
    CarveOut,
    Outcome,
    Owner,
    Plan,
    Rejection,
    YesNo,
)
from threshold.eligibility.conversation.model import Wording
from threshold.eligibility.conversation.playbook import Detail
from threshold.eligibility.conversation.playbook import asked_of_patient as asked_after
from threshold.eligibility.conversation.turns import speaks_of_use
from threshold.eligibility.conversation.understanding import care
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import Reason
from threshold.intake.submission import Track
from threshold.program.model import PlanAnswer, Program

_SUBSTANCE_USE = frozenset({Track.SUBSTANCE_USE, Track.DUAL})
_REVIEW, _PHONE = EventKind.REVIEW_NEEDED, EventKind.VERIFY_BY_PHONE_NEEDED
_PATIENT = EventKind.PATIENT_INPUT_NEEDED


class Doubt(NamedTuple):
    """One thing that keeps coverage from being clear, and which worklist's event it calls for.

    `asks` is what the patient can give to put it right, None where that is not theirs to do.
    """

    event: EventKind
    reason: Reason
    asks: Detail | None = None


_TABLE = """
V1 | phone   | program policy | The payer could not be reached, which is not a no. Verify by phone.
V2 | patient | 42 CFR 2.31; 45 CFR 164.506 | No consent to disclosures for payment is signed, so the payer was not asked. Ask for it.
V3 | review  | 45 CFR 164.522(a)(1)(vi) | The person pays themselves and the plan must not be told. Offer self-pay with a good-faith estimate, and assistance.
V4 | review  | 45 CFR 149.610 | The person has no insurance. Offer self-pay with a good-faith estimate, and assistance.
V5 | patient | program policy | The person did not say how care is to be paid for. Ask.
V6 | patient | program policy | The insurance card is incomplete. Ask the patient for a card photo.
V7 | phone   | program policy | The payer is not among those the program can ask. Verify by phone.
V8 | phone   | program policy | The request itself was refused, which is ours to mend. Verify by phone.
V9 | phone   | program policy | This payer may not be asked from this deployment, which is for operations to mend. Verify by phone.
E2 | review  | 005010X279A1 EB01 | The payer says coverage is not active. Offer self-pay with a good-faith estimate, and assistance.
E3 | review  | 005010X279A1 EB01 | Coverage is active but pending, and may not pay. A person decides.
E4 | review  | 005010X279A1 DTP | Coverage has not begun yet. Agree a later start or another way to pay.
E5 | phone   | 005010X279A1 AAA03 | The payer refused us, not the patient. Verify by phone and tell operations.
E6 | phone   | program policy | The payer's answer does not settle coverage. Verify by phone.
E7 | review  | program policy | The program does not accept this plan unseen.
E8 | phone   | program policy | Another organization administers behavioral benefits. Ask it.
E9 | review  | program policy | The patient has another payer. Settle who pays first.
E10 | review | program policy | The payer says behavioral care is not covered. Offer self-pay with a good-faith estimate, and assistance.
E14 | phone  | program policy | The person seeks care for substance use, of which no payer spoke. Verify by phone.
E11 | phone  | CAQH CORE 154 | The payer did not say whether behavioral care is covered. Verify by phone.
"""  # noqa: E501 - a table is read across

_ASKS = {"V2": Detail.CONSENT, "V5": Detail.PAYMENT_PATH, "V6": Detail.INSURANCE_CARD}
_EVENTS = {"review": _REVIEW, "phone": _PHONE, "patient": _PATIENT}


def _parse(row: str) -> Doubt:
    rule, worklist, source, text = (cell.strip() for cell in row.split("|"))
    return Doubt(_EVENTS[worklist], Reason(rule, text, source), _ASKS.get(rule))


_DOUBTS = {doubt.reason.rule: doubt for doubt in map(_parse, _TABLE.strip().splitlines())}
COVERAGE_RULES = tuple(doubt.reason for doubt in _DOUBTS.values())
"""Every rule of this table, as the reason it gives."""

_NOT_ANSWERED = {
    Standing.ANSWERED: "E6",
    Standing.UNREACHABLE: "V1",
    Standing.NO_CONSENT: "V2",
    Standing.SELF_PAY: "V3",
    Standing.UNINSURED: "V4",
    Standing.PAYMENT_NOT_SAID: "V5",
    Standing.CARD_INCOMPLETE: "V6",
    Standing.PAYER_NOT_KNOWN: "V7",
    Standing.REQUEST_REFUSED: "V8",
    Standing.PARTNER_OF_ANOTHER_STAGE: "V9",
}
_NOT_ACTIVE = {
    Outcome.INACTIVE: "E2",
    Outcome.ACTIVE_PENDING: "E3",
    Outcome.NOT_YET_ACTIVE: "E4",
    Outcome.CONFIG_ERROR: "E5",
    Outcome.UNKNOWN: "E6",
    Outcome.RETRY: "V1",
    Outcome.TRANSPORT_ERROR: "V1",
}


def doubts(coverage: Coverage, program: Program) -> tuple[Doubt, ...]:
    """Every doubt about a coverage; none only where everything is clear."""
    if coverage.standing is not Standing.ANSWERED or coverage.answer is None:
        return (_DOUBTS[_NOT_ANSWERED[coverage.standing]],)
    answer = coverage.answer
    rejected = tuple(_rejected(rejection, answer) for rejection in answer.rejections)
    if answer.outcome is Outcome.ACTIVE:
        return rejected + tuple(_of_active(answer, coverage, program))
    if rejected and answer.outcome is Outcome.REJECTED:
        return rejected
    return (_DOUBTS[_NOT_ACTIVE.get(answer.outcome, "E6")], *rejected)


def asked_of_patient(coverage: Coverage, program: Program) -> Detail | None:
    """The one thing to ask the patient for, of all the doubts call for; None for nothing."""
    wanted = [doubt.asks for doubt in doubts(coverage, program) if doubt.asks]
    return min(wanted, key=list(Detail).index, default=None)


def _rejected(rejection: Rejection, answer: Answer) -> Doubt:
    """A rejection beside a status, or beside a refusal of us, is none of the patient's doing."""
    theirs = rejection.owner is Owner.PATIENT and answer.outcome is Outcome.REJECTED
    text = f"The payer answered AAA {rejection.code}: {rejection.next_step}."
    reason = Reason(f"E1-{rejection.code}", text, "005010X279A1 AAA03")
    return Doubt(_PATIENT, reason, asked_after(rejection)) if theirs else Doubt(_PHONE, reason)


def _of_active(answer: Answer, coverage: Coverage, program: Program) -> Iterator[Doubt]:
    known = care(answer, coverage.further)
    if known.contradicted:
        yield _DOUBTS["E6"]
    if any(_policy(plan, program) is not PlanAnswer.ACCEPT for plan in known.plans):
        yield _DOUBTS["E7"]
    if known.elsewhere:
        yield _administered(known.elsewhere)
    said = [heard.reply for heard in coverage.further if isinstance(heard.reply, Answer)]
    if any(one.other_payers for one in (answer, *said)):
        yield _DOUBTS["E9"]
    if known.covered is YesNo.NO:
        yield _DOUBTS["E10"]
    elif known.covered is YesNo.NOT_SAID and not known.elsewhere:
        yield _DOUBTS["E11"]


def all_doubts(
    coverage: Coverage, tracks: Collection[Track], program: Program
) -> tuple[Doubt, ...]:
    """Every doubt about a coverage for a person on these tracks."""
    found = doubts(coverage, program)
    if not found and not _SUBSTANCE_USE.isdisjoint(tracks):
        return _substance_use_doubts(coverage)
    return found


def _substance_use_doubts(coverage: Coverage) -> tuple[Doubt, ...]:
    """The doubt about whoever seeks care for substance use, where no payer spoke of that."""
    answers = care(coverage.answer, coverage.further).answers if coverage.answer else ()
    return () if any(map(speaks_of_use, answers)) else (_DOUBTS["E14"],)


def _administered(carve_out: CarveOut) -> Doubt:
    """Whom to call about behavioral benefits, as far as the payer told."""
    doubt = _DOUBTS["E8"]
    if not carve_out.name:
        return doubt
    phone = f", phone {carve_out.phone}" if carve_out.phone else ""
    text = f"Another organization administers behavioral benefits: {carve_out.name}{phone}. Ask it."
    return doubt._replace(reason=replace(doubt.reason, text=text))


def _policy(plan: Plan, program: Program) -> PlanAnswer:
    """What the program does with this plan; a human's matter unless the program names it."""
    for policy in program.plans:
        named = (policy.type, policy.line_of_business) == (plan.type, plan.line_of_business)
        if named and plan.confidence in policy.confidence:
            return policy.then
    return PlanAnswer.REVIEW


_FOUND_AS = {
    Wording.PLAIN_NAMES: "without hyphens or apostrophes in the name",
    Wording.NAMES_SWAPPED: "with first and last name swapped",
    Wording.WITHOUT_SEX: "without the sex",
    Wording.PATIENT_AS_SUBSCRIBER: "as a subscriber, not as a dependent",
    Wording.OTHER_PAYER_ID: "under another of its payer ids",
}


def notes(coverage: Coverage) -> tuple[Reason, ...]:
    """What staff must know of a coverage that is clear."""
    if coverage.answer is None:
        return ()
    found: list[Reason] = []
    answers = care(coverage.answer, coverage.further).answers
    needed = {answer.behavioral_health.prior_authorization for answer in answers}
    if needed & {Authorization.YES, Authorization.UNKNOWN}:
        text = "Prior authorization is, or may be, needed before the first session."
        found.append(Reason("E12", text, "005010X279A1 EB11"))
    if known_as := _FOUND_AS.get(coverage.wording):
        text = f"The payer found the person only {known_as}. Confirm it with the person."
        found.append(Reason("E13", text, "program policy"))
    return tuple(found)
