"""The ladder of asks: what each payer was asked, the least revealing first, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from threshold.console_pages.clock import moment
from threshold.eligibility import card
from threshold.eligibility.answer import codes
from threshold.eligibility.answer.model import Answer, Kind, Outcome, YesNo
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import IntakeEvent
from threshold.use_cases.asking import Exchanged, Try
from threshold.web.pages.texts import Texts

_ACTIVE = (Outcome.ACTIVE, Outcome.ACTIVE_PENDING)


@dataclass(frozen=True, slots=True)
class Ask:
    """One ask. `about`: what was asked about, in words; `behavioral`: what it said of that care.

    place: the anchor of the answer among the raw ones, empty where there is none.
    """

    at: str
    payer: str
    about: str
    wording: str
    came_to: str
    behavioral: str
    place: str


def ladder(
    events: Sequence[IntakeEvent],
    exchanges: Sequence[Exchanged],
    now: datetime,
    zone: ZoneInfo,
    t: Texts,
) -> tuple[Ask, ...]:
    """Every ask that was accounted for, oldest first."""
    came = {str(one.control_number): (n, one) for n, one in enumerate(exchanges, 1)}
    return tuple(
        _ask(event, came, now, zone, t)
        for event in events
        if event.kind is EventKind.VERIFICATION_STARTED
    )


def _ask(
    event: IntakeEvent,
    came: Mapping[str, tuple[int, Exchanged]],
    now: datetime,
    zone: ZoneInfo,
    t: Texts,
) -> Ask:
    told = event.details
    types = told["service_types"].split()
    number, exchanged = came.get(told["control_number"], (0, None))
    wording = told["wording"]
    return Ask(
        at=moment(event.occurred_at, now, zone),
        payer=told["payer"],
        about=t(f"rung.{_rung(types)}"),
        wording="" if wording == "as_given" else t(f"wording.{wording}"),
        came_to=_came_to(exchanged, t),
        behavioral=_behavioral(exchanged, types, t),
        place=f"a{number}" if exchanged else "",
    )


def _rung(types: Sequence[str]) -> str:
    if codes.PLAN_LEVEL in types:
        return "plan"
    return "mental_health" if codes.SUBSTANCE_USE.isdisjoint(types) else "substance_use"


def _came_to(exchanged: Exchanged | None, t: Texts) -> str:
    if exchanged is None:
        return t("ladder.no_word")
    if exchanged.came_to is not Try.HEARD:
        return t(f"ladder.{exchanged.came_to}")
    reply = exchanged.reply
    return card.outcome(reply) if isinstance(reply, Answer) else t("ladder.no_word")


def _behavioral(exchanged: Exchanged | None, types: Sequence[str], t: Texts) -> str:
    """What an answer on a plan in force says of the care asked about, or how to take its silence.

    Every payer has to speak of mental health care; of care for substance use it need not.
    """
    reply = exchanged.reply if exchanged and exchanged.came_to is Try.HEARD else None
    if not isinstance(reply, Answer) or reply.kind is not Kind.ELIGIBILITY:
        return ""
    if reply.outcome not in _ACTIVE:
        return ""
    if reply.carve_out:
        return t("ladder.elsewhere")
    covered = reply.behavioral_health.covered
    if covered is not YesNo.NOT_SAID:
        return t(f"card.covered.{covered}")
    return t(f"unsaid.{'legally_silent' if _rung(types) == 'substance_use' else 'not_said'}")
