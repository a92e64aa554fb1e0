"""What becomes of a question that may not be asked now: its payer rests, or is asked enough."""

from datetime import timedelta

from threshold.eligibility.conversation.model import Heard, Question, Silence
from threshold.eligibility.transports.health import Refusal, Why
from threshold.errors import Retryable
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import SYSTEM, IntakeRecord
from threshold.program.model import Payer
from threshold.use_cases.concluding import end
from threshold.use_cases.desk import Desk
from threshold.use_cases.inquiry import payer_asked
from threshold.use_cases.patience import (
    crowded_seconds,
    give_up_at,
    seconds_to_next_try,
    tries_used,
)
from threshold.use_cases.resuming import Talk
from threshold.use_cases.stepping import step_from, take


def leave_alone(
    record: IntakeRecord, desk: Desk, talk: Talk, question: Question, refusal: Refusal
) -> None:
    """Let a question wait that its payer may not be asked now, or give it up.

    Of a payer that rests the trail tells once, however often the question comes back meanwhile.

    Raises:
        Retryable: it is to come back.
    """
    now, waits = desk.now(), desk.program.verification.retry_after_seconds
    if refusal.why is Why.FULL:
        raise Retryable("the payer is asked as often as it may be", crowded_seconds(record, now))
    if tries_used(record, waits, now) == len(waits):
        unheard = talk._replace(said=(*talk.said, Heard(question, Silence.NOT_HEARD)))
        end(record.intake_id, desk, unheard, told={"given_up": "the payer was left alone"})
        return
    wait = seconds_to_next_try(record, waits, now, refusal.wait)
    if record.give_up_at is None:
        _tell_of_rest(record, desk, payer_asked(talk.clearance, question), wait)
    raise Retryable("the payer rests", wait)


def _tell_of_rest(record: IntakeRecord, desk: Desk, payer: Payer, wait: int) -> None:
    now, waits = desk.now(), desk.program.verification.retry_after_seconds
    ends = give_up_at(record, waits, now)
    step = Step(
        EventKind.PAYER_RESTING,
        SYSTEM,
        now,
        details={
            "payer": payer.id,
            "retry_after_seconds": str(wait),
            "given_up_at": ends.isoformat(),
        },
        attempts=tries_used(record, waits, now),
        lease_until=now + timedelta(seconds=wait),
        give_up_at=ends,
    )
    take(desk.store, record.intake_id, lambda latest: step_from(record, latest, step))
