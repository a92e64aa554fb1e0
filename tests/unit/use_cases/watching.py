"""An accepted intake whose day to be verified again comes, and all its messages worked off."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from tests.unit.use_cases.talking import MOST_MESSAGES, Talking
from threshold.errors import Retryable
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Queue, Role, Status
from threshold.intake.record import Actor
from threshold.use_cases.notify import notify
from threshold.use_cases.stepping import take
from threshold.use_cases.verify import verify
from threshold.use_cases.watch import watch

CLINICIAN = Actor(Role.CLINICIAN, "c.tester")
STAFF = Actor(Role.ADMISSIONS, "a.tester")
FIRST_OF_FEBRUARY = datetime(2026, 2, 1, 11, tzinfo=UTC)
GOLD = ["EB*1*IND*30^98^MH^UC*PR*GOLD PPO", "EB*A*IND*MH*****.4****N"]
DEARER = [GOLD[0], "EB*A*IND*MH*****.5****N"]


@dataclass
class Alerts:
    """Alerts to staff, on paper."""

    crises: list[str] = field(default_factory=list)
    news: list[str] = field(default_factory=list)

    def crisis(self, intake_id, due_at):
        self.crises.append(intake_id)

    def coverage(self, intake_id):
        self.news.append(intake_id)


@dataclass
class Watching(Talking):
    """A practice whose accepted are watched over."""

    alerts: Alerts = field(default_factory=Alerts)

    def replies(self, *replies) -> None:
        super().replies(*replies)
        told = self.practice.payer.replies
        self.practice.payer.replies = [self.of_today(reply) for reply in told]

    def of_today(self, reply):
        """A reply made on the day it is asked for."""
        if isinstance(reply, BaseException):
            return reply
        return lambda x12: reply(x12).replace("20260105", f"{self.practice.now:%Y%m%d}")

    def waiting(self, *replies, **changes) -> str:
        """An intake accepted on such replies, that waits for a seat."""
        intake_id = self.told(*(replies or [GOLD]), **changes)
        self.practice.look_again(intake_id)
        assert self.record(intake_id).status is Status.ACCEPTED
        return intake_id

    def step(self, intake_id: str, kind: EventKind, **changes) -> None:
        made = replace(Step(kind, STAFF, self.practice.now), **changes)
        take(self.practice.store, intake_id, lambda _: made)

    def come(self, at: datetime = FIRST_OF_FEBRUARY) -> int:
        """Let a day come, and its watch with it."""
        self.practice.now = at
        return self.watch()

    def watch(self) -> int:
        practice = self.practice
        return watch(practice.store, practice.desk.program.time_zone, practice.now)

    def again(self, intake_id: str, *replies, at: datetime = FIRST_OF_FEBRUARY):
        """The intake verified again on a day, with a payer that gives these replies."""
        self.replies(*replies)
        assert self.come(at) == 1
        self.work_off_again(intake_id)
        return self.last_event(intake_id)

    def work_off_again(self, intake_id: str) -> None:
        for _ in range(MOST_MESSAGES):
            if not self.record(intake_id).watch.under_way:
                return
            self.message(intake_id)
        raise AssertionError("verifying again has no end")

    def message(self, intake_id: str) -> None:
        """One message on the verification queue, that comes back once where it asks to."""
        try:
            verify(intake_id, self.desk)
        except Retryable as later:
            self.practice.later(seconds=later.after_seconds)

    def notify(self, intake_id: str) -> None:
        notify(intake_id, self.practice.store, self.alerts, self.practice.now)

    def queues(self, intake_id: str) -> list[Queue]:
        return [e.queue for e in self.practice.store.events(intake_id) if e.queue]


def texts(event):
    return [reason.text for reason in event.reasons]


def next_day(at: datetime) -> datetime:
    return at + timedelta(days=1)
