"""The queues as operations sees them: what waits, what was given up, and sending that again."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from threshold.intake.life_cycle import Queue, Role
from threshold.staff.failures import Failure, FailureLog, Work
from threshold.staff.trail import Deed, DeedKind, Trail

MOST_SHOWN = 10
"""Dead letters of a queue that are looked at: one request, however many there are."""
MOST_SENT_AGAIN = 100
"""Dead letters sent again at a time; whoever has more presses once more."""


class GivenUp(StrEnum):
    """The dead-letter queues, by what gave up. The last two are no queue's: what they hold is
    found and done again by the next sweep, and by the next day's watch."""

    ASSESSMENT = "assessment"
    VERIFICATION = "verification"
    SCHEDULING = "scheduling"
    NOTIFICATION = "notification"
    ANNOUNCEMENT = "announcement"
    RELAY = "relay"
    WATCH = "watch"

    @property
    def queue(self) -> Queue | None:
        """The queue that its dead letters came from, None where they came from none."""
        return Queue(self.value) if self.value in set(Queue) else None


WORKER: Mapping[GivenUp, str] = {
    GivenUp.ASSESSMENT: "assess",
    GivenUp.VERIFICATION: "verify",
    GivenUp.SCHEDULING: "schedule",
    GivenUp.NOTIFICATION: "notify",
    GivenUp.ANNOUNCEMENT: "announce",
    GivenUp.RELAY: "relay",
    GivenUp.WATCH: "watch",
}
"""The function that gave up."""


class Depth(NamedTuple):
    """How much a queue holds, as nearly as it says: messages that wait, and those that a worker
    has or has put off. oldest: the age of the first, None where that was not measured."""

    waiting: int
    taken: int
    oldest: timedelta | None = None


class Letter(NamedTuple):
    """A message that was given up. intake_id: None where it names none that we could read."""

    sent_at: datetime
    intake_id: str | None


class WorkQueues(Protocol):
    """The queues. Each may raise Retryable where they cannot be reached."""

    def depths(self, now: datetime) -> Mapping[Queue, Depth]:
        """How much each work queue holds."""
        ...

    def given_up(self) -> Mapping[GivenUp, int]:
        """How many dead letters there are of each."""
        ...

    def letters(self, of: GivenUp, most: int) -> tuple[Letter, ...]:
        """Some dead letters, which stay where they are; fewer may come than there are."""
        ...

    def send_again(self, queue: Queue, most: int) -> int:
        """Move dead letters to the queue they came from; how many. Each is in one of the two at
        any time, and may for a moment be in both."""
        ...


class Dead(NamedTuple):
    """The dead letters of one queue: how many, and some of them with the worker's last failure,
    None where none was noted: it ran out of time, or was put off too often."""

    of: GivenUp
    number: int
    letters: tuple[tuple[Letter, Failure | None], ...]


def dead_letters(queues: WorkQueues, failures: FailureLog) -> tuple[Dead, ...]:
    """What was given up, by queue, and why.

    Raises:
        Retryable: the queues cannot be reached.
    """
    numbers = {of: number for of, number in queues.given_up().items() if number}
    letters = {of: queues.letters(of, MOST_SHOWN) for of in numbers}
    works = {_work(of, one) for of, some in letters.items() for one in some if one.intake_id}
    noted = failures.of(works)
    return tuple(
        Dead(
            of,
            max(number, len(letters[of])),
            tuple((one, noted.get(_work(of, one))) for one in letters[of]),
        )
        for of, number in numbers.items()
    )


def _work(of: GivenUp, letter: Letter) -> Work:
    return Work(letter.intake_id or "", WORKER[of])


class Redriver(NamedTuple):
    """Who sends dead letters again, and why, in their own words."""

    name: str
    roles: frozenset[Role]
    reason: str


def redrive(
    queue: Queue,
    by: Redriver,
    queues: WorkQueues,
    trail: Trail,
    now: Callable[[], datetime],
    new_value: Callable[[], str],
) -> int:
    """Send dead letters to the queue they came from, at most `MOST_SENT_AGAIN`; how many.

    It is written down before the first is moved, and again with how many were. A worker looks at
    the record first, so one that is moved twice does nothing twice.

    Raises:
        Retryable: it could not be written down, and nothing was moved; or the queues could not be
            reached to the end, or what was moved not be written down.
    """
    roles = tuple(sorted(by.roles))
    begun = {"queue": queue.value, "reason": by.reason}
    trail.write(Deed(now(), DeedKind.REDRIVE_BEGUN, by.name, roles, begun), new_value())
    moved = queues.send_again(queue, MOST_SENT_AGAIN)
    done = {"queue": queue.value, "messages": str(moved)}
    trail.write(Deed(now(), DeedKind.REDRIVEN, by.name, roles, done), new_value())
    return moved
