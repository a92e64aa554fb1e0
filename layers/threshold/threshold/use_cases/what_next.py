"""What happens next, as a person is told it: who does what, and until when."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from threshold.assessment.deadline import END_OF_DAY, BusinessDays, due
from threshold.intake.life_cycle import Status, Worklist
from threshold.intake.record import IntakeRecord
from threshold.program.model import Program
from threshold.use_cases.assess import EACH_ALONE


class Next(StrEnum):
    """What a person can wait for. None tells a score, a level or a reason."""

    SAFETY_CALL = "safety_call"
    ASKED = "asked"
    CONTACT = "contact"
    APPOINTMENT = "appointment"
    OFFER = "offer"
    SET = "set"
    ELSEWHERE = "elsewhere"
    TOLD = "told"
    STOPPED = "stopped"
    EACH_ALONE = "each_alone"
    HEARD_ALONE = "heard_alone"


_BY_STATUS = {
    Status.ACCEPTED: Next.APPOINTMENT,
    Status.OFFERED: Next.OFFER,
    Status.SCHEDULED: Next.SET,
    Status.REFERRED: Next.ELSEWHERE,
    Status.NOT_SERVED: Next.ELSEWHERE,
    Status.WITHDRAWN: Next.STOPPED,
}
_TELLS_AN_OUTCOME = frozenset({Next.CONTACT, Next.APPOINTMENT, Next.ELSEWHERE, Next.TOLD})
"""What a partner who looks on could learn from, were it told to somebody who comes with one."""
_PROMISED = frozenset({Next.SAFETY_CALL, Next.CONTACT, Next.APPOINTMENT, Next.ELSEWHERE})
"""What the program does, and so has a time; the rest waits for the person, or is done."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What happens next, and until when; `by` is None where nothing was promised.

    `late`: it should have happened by now, as far as anybody has written down.
    """

    kind: Next
    by: datetime | None = None
    late: bool = False


def next_step(
    record: IntakeRecord,
    program: Program,
    there: ZoneInfo,
    now: datetime,
    *,
    with_partner: bool = False,
) -> NextStep:
    """What happens next with an intake, its time in the zone where the person is.

    with_partner: they seek care together with somebody, who may look on.
    """
    kind = _kind(record)
    if with_partner and kind in _TELLS_AN_OUTCOME:
        by = due(EACH_ALONE, record.created_at).astimezone(there)
        return NextStep(Next.EACH_ALONE, by) if now <= by else NextStep(Next.HEARD_ALONE)
    if kind not in _PROMISED:
        return NextStep(kind)
    by = _promised(record, program, there).astimezone(there)
    return NextStep(kind, by, now > by)


def _kind(record: IntakeRecord) -> Next:
    if record.worklist is Worklist.CRISIS:
        return Next.SAFETY_CALL
    if record.worklist is Worklist.FIX_IT:
        return Next.ASKED
    kind = _BY_STATUS.get(record.status, Next.CONTACT)
    return Next.TOLD if kind is Next.ELSEWHERE and record.worklist is None else kind


def next_business_day(now: datetime, program: Program) -> datetime:
    """By when whoever writes to the program now hears from it."""
    return due(BusinessDays(1), now.astimezone(ZoneInfo(program.time_zone)))


def _promised(record: IntakeRecord, program: Program, there: ZoneInfo) -> datetime:
    """The deadline of the rules; one at the end of a day is one at the end of its office hours."""
    by = record.due_at or next_business_day(record.created_at, program)
    here = ZoneInfo(program.time_zone)
    for day in (by.astimezone(there), by.astimezone(here)):
        if day.time() == END_OF_DAY:
            return datetime.combine(day, time(program.closing_hour), here)
    return by
