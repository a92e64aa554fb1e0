"""What a person is told of places: for each track, the group that suits them best."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from threshold.intake.submission import Track
from threshold.program.openings import Opening, TimeOfWeek

_UNKNOWN_WAIT = 99


@dataclass(frozen=True, slots=True)
class Place:
    """What is told of one track.

    starts: None where there is a waiting list, of about so many `weeks`; both None where the next
    day is not set yet. `own_language` and `own_times` say whether it suits what the person said.
    """

    track: Track
    language: str
    times: tuple[TimeOfWeek, ...]
    starts: date | None
    weeks: int | None
    own_language: bool
    own_times: bool


def places(
    openings: Sequence[Opening], language: str, times: Sequence[str], today: date
) -> tuple[Place, ...]:
    """For each track the best opening: in the person's language, at their times, the soonest.

    A day that is not after today is never told. `times` empty: any.
    """
    return tuple(_best(openings, language, times, today))


def _best(
    openings: Sequence[Opening], language: str, times: Sequence[str], today: date
) -> Iterator[Place]:
    for track in Track:
        told = [_told(one, language, times, today) for one in openings if one.track is track]
        if told:
            yield min(told, key=_unfitness)


def _told(opening: Opening, language: str, times: Sequence[str], today: date) -> Place:
    starts = opening.starts_after(today)
    return Place(
        opening.track,
        opening.language,
        opening.times,
        starts,
        None if starts else opening.waiting_weeks,
        opening.language == language,
        not times or not set(times).isdisjoint(opening.times),
    )


def _unfitness(place: Place) -> tuple[bool, bool, date, int]:
    weeks = _UNKNOWN_WAIT if place.weeks is None else place.weeks
    return (not place.own_language, not place.own_times, place.starts or date.max, weeks)
