"""The program's measures, for who answers for it. Nothing in them is about a person."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from threshold.console.left_out import general_rule
from threshold.console.queue import WaitingRoom
from threshold.console.views import Document
from threshold.months import months_back
from threshold.scheduling.measures import FEWEST, Group, Measures, OnTime, Spell, measures

SPANS = (1, 3, 12)
"""So many months may be looked at, this one included."""
USUAL = 3


def months_asked(query: Mapping[str, str]) -> int:
    """How many months are asked for; what makes no sense is the usual."""
    asked = query.get("months", "")
    return next((one for one in SPANS if asked == str(one)), USUAL)


def measures_of(room: WaitingRoom, months: int, now: datetime) -> Measures | None:
    """The measures of all forms that came in so many months; None where they are too few."""
    journeys = (
        # A rule that may rest on safety answers is told as one general rule.
        replace(one, lost=general_rule(one.lost))
        for month in months_back(now, months)
        for one in room.journeys.of(month)
    )
    return measures(journeys, room.seats.waiting(), now)


def measures_view(room: WaitingRoom, months: int, now: datetime) -> Document:
    """The measures as a document; times in hours, null where too few to be told."""
    found = measures_of(room, months, now)
    head: Document = {"months": months_back(now, months), "fewest_shown": FEWEST}
    if found is None:
        return {**head, "everybody": None}
    return {
        **head,
        "everybody": _group(found.everybody),
        **{f"by_{by}": [_group(one) for one in groups] for by, groups in found.by.items()},
        "losses": [{"reason": reason, "count": count} for reason, count in found.losses],
        "first_contact_by_tier": [_on_time(one) for one in found.on_time],
    }


def _group(group: Group) -> Document:
    return {
        "name": group.name,
        "submitted": group.count,
        "seated": group.seated,
        "lost": group.lost,
        "open": group.open,
        "hours_to": {str(reached): _spell(one) for reached, one in group.spells.items()},
    }


def _spell(spell: Spell) -> Document:
    return {
        "count": spell.count,
        "median": _hours(spell.median),
        "ninetieth": _hours(spell.ninetieth),
    }


def _hours(time: timedelta | None) -> float | None:
    return None if time is None else round(time / timedelta(hours=1), 1)


def _on_time(one: OnTime) -> Document:
    return {
        "tier": one.tier,
        "in_time": one.in_time,
        "late": one.late,
        "to_come": one.to_come,
        "no_deadline_known": one.unknown,
    }
