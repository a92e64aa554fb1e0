"""What is wished for in a seat, beyond what it must not break: the less, the better."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from threshold.intake.submission import Track
from threshold.scheduling.calendar import EVENINGS_AND_WEEKENDS, Week, week_of_windows
from threshold.scheduling.seeker import Seeker
from threshold.scheduling.start import Start

Wish = tuple[int, ...]


def wish(seeker: Seeker, start: Start, free: int) -> Wish:
    """How far a start is from what somebody would wish, compared from the left.

    Whether the group has to make a plan for pain; how far down their tracks its own is; sessions
    by day for whoever offered evenings or weekends too; how late it starts; how full the group is
    already; how far its clock is from theirs, in minutes.
    """
    return (
        int(needs_accommodation(seeker, start)),
        _rank_of_track(seeker, start.cohort.track),
        _by_day(seeker, start),
        start.starts_on.toordinal(),
        start.cohort.capacity - free,
        _minutes_apart(seeker, start),
    )


def needs_accommodation(seeker: Seeker, start: Start) -> bool:
    """Whether a plan for chronic pain has to be made with the group."""
    return seeker.pain and start.cohort.track is not Track.CHRONIC_PAIN


def _rank_of_track(seeker: Seeker, track: Track) -> int:
    return seeker.tracks.index(track) if track in seeker.tracks else len(seeker.tracks)


def _by_day(seeker: Seeker, start: Start) -> int:
    offered = week_of_windows(seeker.windows)
    if not offered & EVENINGS_AND_WEEKENDS:
        return 0
    by_day: Week = start.week_in(seeker.zone) & ~EVENINGS_AND_WEEKENDS
    return by_day.bit_count()


def _minutes_apart(seeker: Seeker, start: Start) -> int:
    there, here = (
        start.begins.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
        for zone in (seeker.zone, start.cohort.zone)
    )
    return abs(there - here) // timedelta(minutes=1)
