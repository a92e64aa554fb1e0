"""Who has seen what somebody told us, in words: which team on which day, never which person."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from threshold.intake.access import Access, Part
from threshold.intake.life_cycle import EventKind, Role
from threshold.intake.record import IntakeEvent
from threshold.web.pages.dates import day_in_words
from threshold.web.pages.texts import Texts

MOST_READS = 500
"""Looked at, the newest first; whoever was read more often asks us for the rest."""
_TEAMS = (Role.CLINICIAN, Role.SUPERVISOR, Role.ADMISSIONS, Role.BILLING, Role.AUDITOR)
"""Who somebody of several roles is called after."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One line: the day, and what happened on it."""

    day: str
    what: str


def reads(accesses: Iterable[Access], zone: ZoneInfo, texts: Texts) -> tuple[Seen, ...]:
    """The reads by our own teams, once a day and a team, the newest first."""
    lines = ((_day(one.at, zone), _read(one, texts)) for one in accesses)
    return tuple(Seen(_in_words(day, texts), what) for day, what in dict.fromkeys(lines))


def _read(access: Access, texts: Texts) -> str:
    team = next((role for role in _TEAMS if role in access.roles), Role.ADMISSIONS)
    who = texts(f"seen.team.{team}")
    if Part.CARD_PHOTO in access.parts:
        return texts("seen.photo", who=who)
    read = "answers" if Part.SUBMISSION in access.parts else "state"
    return texts(f"seen.{read}", who=who)


def disclosures(
    events: Iterable[IntakeEvent],
    payer_name: Callable[[str], str | None],
    zone: ZoneInfo,
    texts: Texts,
) -> tuple[Seen, ...]:
    """What insurers were asked, once a day and an insurer, the newest first."""
    lines = dict.fromkeys(_asked(events, payer_name, zone, texts))
    return tuple(Seen(_in_words(day, texts), what) for day, what in reversed(lines))


def _asked(
    events: Iterable[IntakeEvent],
    payer_name: Callable[[str], str | None],
    zone: ZoneInfo,
    texts: Texts,
) -> Iterator[tuple[date, str]]:
    for event in events:
        if event.kind is EventKind.VERIFICATION_STARTED:
            payer = payer_name(event.details["payer"]) or texts("seen.your_insurance")
            signed = datetime.fromisoformat(event.details["consent_signed_at"])
            day = _in_words(_day(signed, zone), texts)
            yield _day(event.occurred_at, zone), texts("seen.asked", payer=payer, signed=day)


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def _in_words(day: date, texts: Texts) -> str:
    return day_in_words(texts, day.year, day.month, day.day)
