"""Telling other systems that a seat was taken or given back: each listener each news, in order.

What a listener took is an event of the intake. After a crash between the two it is told again, by
the same id: twice is better than never.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from threshold.errors import Retryable
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind
from threshold.intake.ports import IntakeStore
from threshold.intake.record import SYSTEM, IntakeEvent
from threshold.scheduling.seat_news import SeatNews, news_in
from threshold.use_cases.stepping import take

SOONEST, LATEST = timedelta(seconds=10), timedelta(hours=4)
"""The shortest and the longest wait before a listener is tried again."""


class NotTaken(Retryable):
    """A listener did not take the news."""


class Outcome(StrEnum):
    """What became of news: they were taken, or the listener wants no more of them."""

    DELIVERED = "delivered"
    GONE = "gone"


class Listener(Protocol):
    """Where news go. `name` is kept with what it took, so it never changes."""

    name: str

    def tell(self, news: SeatNews) -> Outcome:
        """Tell one piece of news.

        Raises:
            NotTaken: it was not taken now.
        """
        ...


def announce(
    intake_id: str,
    store: IntakeStore,
    listeners: Sequence[Listener],
    now: Callable[[], datetime],
) -> None:
    """Tell each listener whatever it has not heard of an intake's seats, oldest first.

    A listener that does not take its news keeps no other from hearing them.

    Raises:
        Unknown: no intake has this id.
        NotTaken: a listener took not all; to be tried again after as long as it was tried. Of
            several, the one with the latest news, which is to be tried the soonest.
        Retryable: others kept writing.
    """
    store.load(intake_id)
    events = store.events(intake_id)
    failed = [one for each in listeners if (one := _first_not_taken(each, events, store, now))]
    if failed:
        last = max(failed, key=lambda one: one.news.occurred_at)
        last.error.after_seconds = wait_after(now() - last.news.occurred_at)
        raise last.error


def wait_after(tried_for: timedelta) -> int:
    """The seconds to wait for: as long as it was tried, so that each wait doubles the whole."""
    return round(min(max(tried_for, SOONEST), LATEST).total_seconds())


class _Failed(NamedTuple):
    news: SeatNews
    error: NotTaken


def _first_not_taken(
    listener: Listener,
    events: Sequence[IntakeEvent],
    store: IntakeStore,
    now: Callable[[], datetime],
) -> _Failed | None:
    for news in news_in(events):
        if _heard(listener, news, events):
            continue
        try:
            outcome = listener.tell(news)
        except NotTaken as error:
            return _Failed(news, error)
        _keep(listener, news, outcome, store, now())
    return None


def _heard(listener: Listener, news: SeatNews, events: Sequence[IntakeEvent]) -> bool:
    told = {"about": str(news.seq), "to": listener.name}
    return any(
        event.kind is EventKind.SEAT_ANNOUNCED and told.items() <= event.details.items()
        for event in events
    )


def _keep(
    listener: Listener, news: SeatNews, outcome: Outcome, store: IntakeStore, now: datetime
) -> None:
    details = {"about": str(news.seq), "to": listener.name, "outcome": outcome.value}
    told = Step(EventKind.SEAT_ANNOUNCED, SYSTEM, now, details=details)

    def plan(_: object) -> Step | None:
        return None if _heard(listener, news, store.events(news.intake_id)) else told

    take(store, news.intake_id, plan)
