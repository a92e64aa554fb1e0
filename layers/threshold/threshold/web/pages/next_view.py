"""What happens next, in words."""

from dataclasses import dataclass

from threshold.intake.submission import Submission
from threshold.program.model import Program
from threshold.use_cases.own_page import Own
from threshold.use_cases.what_next import Next, NextStep
from threshold.web.pages.dates import moment_in_words, zone_in_words
from threshold.web.pages.texts import Texts

_THEIR_CALL = frozenset({Next.OFFER, Next.SET, Next.TOLD, Next.SAFETY_CALL, Next.HEARD_ALONE})
"""Where our number stands beside what happens next."""


@dataclass(frozen=True, slots=True)
class NextView:
    """What happens next. `calls`: our number is to stand beside it."""

    kind: str
    text: str
    calls: bool


def next_view(own: Own, program: Program, texts: Texts, step: NextStep) -> NextView:
    """What happens next with a request."""
    calls = step.late or step.kind in _THEIR_CALL
    if step.by is None:
        return NextView(step.kind, texts(f"next.{step.kind}"), calls)
    moment = moment_in_words(texts, step.by)
    zone = own.submission.availability.time_zone
    when = texts("next.your_time", moment=moment) if zone else _our_time(moment, program, texts)
    if step.late:
        key = "next.late_call" if step.kind is Next.SAFETY_CALL else "next.late"
        return NextView(step.kind, texts(key, moment=when), calls)
    way = "call" if may_call(own.submission) else "reach"
    return NextView(step.kind, texts(f"next.{way}.{step.kind}", moment=when), calls)


def _our_time(moment: str, program: Program, texts: Texts) -> str:
    """A time where the person's own zone is not known."""
    return texts("next.our_time", moment=moment, zone=zone_in_words(texts, program.time_zone))


def may_call(submission: Submission) -> bool:
    """Whether the person said that we may call, and where."""
    return bool(submission.contact.phone) and submission.contact.may_call is True
