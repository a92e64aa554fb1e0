"""The facts of a submission: its answers scored, and where and whence the person comes."""

from collections.abc import Mapping
from datetime import date, timedelta

from threshold.assessment.answers import UnusableAnswer
from threshold.assessment.facts import Facts
from threshold.assessment.pack import Pack
from threshold.assessment.scoring import Context, score
from threshold.intake.submission import Referral, Submission

RECENT = timedelta(days=30)
"""Source: HEDIS FUH, follow-up within 30 days of discharge."""


def facts_of(submission: Submission, packs: Mapping[str, Pack], today: date) -> Facts:
    """What the rules look at. `today` is the day where the person is.

    Raises:
        UnusableAnswer: an instrument without a pack, or an answer that cannot be scored.
    """
    if submission.answers.keys() - packs.keys():
        raise UnusableAnswer("answers", None, "an instrument that has no pack")
    context = Context(submission.person.sex)
    return Facts(
        scored={
            instrument: score(packs[instrument], answers, context)
            for instrument, answers in submission.answers.items()
        },
        physical_state=submission.location.state,
        recent_discharge=_recent(submission.need.referral, today),
        tracks=submission.need.tracks,
    )


def _recent(referral: Referral | None, today: date) -> bool | None:
    if referral is None:
        return False
    if referral.discharged_on is None:
        return None if referral.stepping_down_from else False
    return timedelta(0) <= today - referral.discharged_on <= RECENT
