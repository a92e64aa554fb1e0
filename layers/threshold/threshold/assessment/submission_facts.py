"""The facts of a submission: its answers scored, and where and whence the person comes."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from threshold.assessment.answers import UnusableAnswer
from threshold.assessment.battery import sitting_of
from threshold.assessment.branching import not_applicable, score_all
from threshold.assessment.facts import CLOCK, Facts, Pair
from threshold.assessment.needs import Joint, Needs
from threshold.assessment.pack import Pack
from threshold.assessment.pack_files import load_battery
from threshold.assessment.scoring import Scored, Status
from threshold.intake.submission import (
    PartOfDay,
    PaymentPath,
    Readiness,
    Submission,
    Track,
    Weekday,
)

RECENT = timedelta(days=30)
"""Source: HEDIS FUH, follow-up within 30 days of discharge."""
NO_PLAN = frozenset({PaymentPath.SELF_PAY, PaymentPath.UNINSURED})
WEEKEND = frozenset({Weekday.SATURDAY, Weekday.SUNDAY})

_battery = cache(load_battery)


def facts_of(
    submission: Submission,
    packs: Mapping[str, Pack],
    today: date,
    partner: Submission | None = None,
) -> Facts:
    """What the rules look at. `today` is the day where the person is.

    `partner` is the submission of whoever comes with them, None where none is known.

    Raises:
        UnusableAnswer: an instrument without a pack, or an answer that cannot be scored.
    """
    scored = _scored(submission, packs)
    referral = submission.need.referral
    recent = _recent(submission, today)
    card = None if submission.payment.path in NO_PLAN else submission.payment.card
    return Facts(
        scored=scored,
        physical_state=submission.location.state,
        recent_discharge=recent,
        tracks=submission.need.tracks,
        discharged_on=referral.discharged_on if referral and recent else None,
        discharged_from=referral.discharged_from if referral and recent else None,
        recent_attempt_on=_within(RECENT, submission.need.last_attempt_on, today),
        age=age_on(today, submission.person.birth_date),
        payer_id=card.payer_id if card else None,
        payer_name=card.payer_name if card else None,
        hours_per_week=submission.availability.hours_per_week,
        lacking=_lacking(submission.readiness),
        ciwa_ar=submission.clinician.ciwa_ar if submission.clinician else None,
        pair=_pair(submission, scored, partner, packs),
        needs=_needs(submission, today),
    )


def off_branch(submission: Submission, packs: Mapping[str, Pack]) -> tuple[str, ...]:
    """What was answered and no longer applies, as "instrument" or "instrument/item"."""
    hidden = not_applicable(_battery(), packs, submission.answers, sitting_of(submission))
    return tuple("/".join(filter(None, (one.instrument, one.item))) for one in hidden)


def age_on(today: date, born: date) -> int:
    """Age in whole years. Who was born on 29 February has birthday on 1 March in other years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _scored(submission: Submission, packs: Mapping[str, Pack]) -> dict[str, Scored]:
    if submission.answers.keys() - packs.keys():
        raise UnusableAnswer("answers", None, "an instrument that has no pack")
    answers = submission.answers
    return dict(score_all(_battery(), packs, answers, sitting_of(submission)))


def _recent(submission: Submission, today: date) -> bool | None:
    referral = submission.need.referral
    if referral is None:
        return False
    if referral.discharged_on is None:
        said = referral.stepping_down_from or referral.discharged_from
        return None if said else False
    return _within(RECENT, referral.discharged_on, today) is not None


def _within(span: timedelta, day: date | None, today: date) -> date | None:
    return day if day and timedelta(0) <= today - day <= span else None


def _lacking(readiness: Readiness) -> tuple[str, ...]:
    said = {
        "private_space": readiness.private_space,
        "device": readiness.has_device,
        "camera": readiness.camera,
        "internet": readiness.internet,
    }
    return tuple(name for name, there in said.items() if there is False)


def _pair(
    submission: Submission,
    scored: Mapping[str, Scored],
    partner: Submission | None,
    packs: Mapping[str, Pack],
) -> Pair:
    both = [(submission, scored.get("hark"))]
    if partner:
        both.append((partner, _scored(partner, packs).get("hark")))
    return Pair(
        harm=any(bool(hark and any(hark.answers.values())) for _, hark in both),
        screened_alone=partner is not None and all(_alone(one, hark) for one, hark in both),
        no_contact_order=any(bool(one.couple and one.couple.no_contact_order) for one, _ in both),
    )


def _alone(submission: Submission, hark: Scored | None) -> bool:
    said = submission.couple and submission.couple.screened_alone
    return bool(said and hark and hark.status is Status.COMPLETE)


def _needs(submission: Submission, today: date) -> Needs:
    need, body, medication = submission.need, submission.body, submission.medication
    language, hours = submission.language, submission.availability
    left = need.referral.discharged_on if need.referral else None
    return Needs(
        medication_management=bool(medication and medication.wants_management),
        prescriber_named=bool(medication and medication.prescriber),
        pharmacy_named=bool(medication and medication.pharmacy),
        step_down=_recent(submission, today) is not False,
        step_down_by=left + CLOCK if left and _within(RECENT, left, today) else None,
        language=language.spoken,
        reads=language.read,
        interpreter=language.interpreter,
        culture=bool(language.culture),
        hours_per_week=hours.hours_per_week,
        evenings=any(window.part is PartOfDay.EVENING for window in hours.windows),
        weekends=any(window.weekday in WEEKEND for window in hours.windows),
        to_solve=_lacking(submission.readiness),
        mobility=bool(body and (body.mobility_limits or body.activity_limits)),
        pain_aware=bool(body and body.opioids_for_pain),
        joint=Joint.OPEN if Track.COUPLES in need.tracks else Joint.NOT_SOUGHT,
    )
