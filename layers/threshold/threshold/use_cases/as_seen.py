"""Whether an intake is still as somebody saw it who acts on it now."""

from collections.abc import Sequence

from threshold.intake.life_cycle import EventKind
from threshold.intake.record import IntakeEvent
from threshold.intake.staff_act import Seen

_CHANGES_NO_MIND = frozenset(
    {
        EventKind.MESSAGE_SENT,
        EventKind.MESSAGE_NOT_SENT,
        EventKind.STAFF_ALERTED,
        EventKind.STAFF_TOLD,
        EventKind.NOTE_ADDED,
        EventKind.GLASS_BROKEN,
        EventKind.SUPERVISORS_TOLD,
    }
)


class HappenedSince(Exception):
    """Since the caller looked, others did something: `events`, oldest first."""

    def __init__(self, events: Sequence[IntakeEvent]) -> None:
        super().__init__(f"{len(events)} events since")
        self.events = tuple(events)


class UnknownVersion(Exception):
    """The intake has not had the version that the caller says to have seen."""


def as_seen(version: int, events: Sequence[IntakeEvent]) -> Seen:
    """What somebody saw who saw this version.

    Raises:
        UnknownVersion: there was none.
    """
    if not 1 <= version <= len(events):
        raise UnknownVersion
    return Seen(version, events[version - 1].hash)


def must_stand_as_seen(version: int, events: Sequence[IntakeEvent]) -> None:
    """Whether nothing happened since that could change the mind of whoever acts.

    Raises:
        HappenedSince: something did.
    """
    since = [one for one in events[version:] if one.kind not in _CHANGES_NO_MIND]
    if since:
        raise HappenedSince(since)
