"""Keeping how far each intake came, from the events as they happen."""

from threshold.intake.ports import IntakeStore
from threshold.intake.record import IntakeEvent
from threshold.scheduling.journey import MILESTONES, Journeys, begun, journey_of


def measure(event: IntakeEvent, store: IntakeStore, journeys: Journeys) -> None:
    """Keep the journey that an event begins, or took further; nothing for any other event.

    A journey is made anew of all its events, so one that could not be kept once is kept with the
    next. Of one that begins nothing is read.
    """
    if event.seq == 1:
        journeys.keep(begun(event))
    elif event.kind in MILESTONES:
        record = store.load(event.intake_id)
        events = store.events(event.intake_id)
        seen = [one for one in events if one.seq <= record.version]
        journeys.keep(journey_of(record, seen))
