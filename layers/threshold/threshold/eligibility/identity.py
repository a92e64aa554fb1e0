"""Whether a 271 is about the person we asked about, and of the day we asked.

A trace can be echoed on the wrong answer, and some payers echo none: coverage counts only where
the answer names the person, too. Whoever it does not name is a human's matter, never a no.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from threshold.eligibility.x12.body import NotX12
from threshold.eligibility.x12.interchange import transactions
from threshold.eligibility.x12.segments import Segment

STALE_AFTER = timedelta(days=2)
"""Time zones and midnight explain two days; more is an old answer."""
_SUBSCRIBER, _PATIENTS = "IL", frozenset({"03", "QC"})


class _Person(NamedTuple):
    role: str
    last: str
    first: str
    id: str


def is_about_whom_we_asked(answer: str, request: str) -> bool:
    """Whether the people a 271 names include the patient of the 270 it answers.

    A subscriber is known by member id or by both names, a dependent by the first name in a
    dependent's place or by both names in the subscriber's.
    """
    asked, named = tuple(_people(request)), tuple(_people(answer))
    subscriber = next((one for one in asked if one.role == _SUBSCRIBER), None)
    dependent = next((one for one in asked if one.role in _PATIENTS), None)
    if subscriber is None:
        return False
    if dependent is None:
        return any(_same_id(one, subscriber) or _same_names(one, subscriber) for one in named)
    return any(
        _alike(one.first, dependent.first) if one.role in _PATIENTS else _same_names(one, dependent)
        for one in named
    )


def is_of_the_day(answer: str, asked_on: date) -> bool:
    """Whether a 271 was made (BHT04) about when we asked; one that does not say passes."""
    for segment in _segments(answer):
        if segment.tag == "BHT" and segment.element(4):
            try:
                made = date.fromisoformat(segment.element(4))
            except ValueError:
                continue
            return abs(made - asked_on) <= STALE_AFTER
    return True


def _people(x12: str) -> Iterator[_Person]:
    for segment in _segments(x12):
        if segment.tag == "NM1" and segment.element(1) in {_SUBSCRIBER, *_PATIENTS}:
            yield _Person(
                segment.element(1),
                _folded(segment.element(3)),
                _folded(segment.element(4)),
                _folded(segment.element(9)),
            )


def _segments(x12: str) -> Iterator[Segment]:
    try:
        found = transactions(x12)
    except NotX12:
        return
    for transaction in found:
        yield from transaction.segments


def _folded(text: str) -> str:
    return "".join(char for char in text.upper() if char.isalnum())


def _same_id(one: _Person, other: _Person) -> bool:
    return bool(one.id) and one.id == other.id


def _same_names(one: _Person, other: _Person) -> bool:
    return bool(one.last) and one.last == other.last and _alike(one.first, other.first)


def _alike(one: str, other: str) -> bool:
    """Equal, or cut short as payers cut names."""
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and (
        shorter == longer or (len(shorter) >= 3 and longer.startswith(shorter))
    )
