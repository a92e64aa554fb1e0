"""The phone number and the email address by which somebody is reached without harm."""

import re
from collections.abc import Iterator
from datetime import date

from threshold.fhir.dates import is_over
from threshold.fhir.elements import Element, UnusableResource
from threshold.fhir.statements import Path, Said

_REACHED_AT = ("mobile", "home", "temp", None)
"""Uses of a number or address that is the person's own. Nobody at work is to learn of this."""
_ELSEWHERE = frozenset({"work", "old"})
_UNDIALLED = re.compile(r"[\s().\-/\u2010-\u2015]")
_LAST = 1_000_000
"""The rank of what has none."""


def reached(owner: Element, system: str, path: Path, today: date) -> Iterator[Said]:
    """The number or address of a system that comes first: by rank, then use, then place.

    Raises:
        UnusableResource: a use that R4 does not have, or a rank that is no number.
    """
    points = [one for one in owner.elements("telecom") if one.text("system") == system]
    usable = [one for one in points if _is_own(one) and not is_over(one, today)]
    for one in sorted(usable, key=_preference)[:1]:
        value = one.text("value")
        yield Said(path, _dialled(value) if system == "phone" and value else value, one.at("value"))


def _is_own(point: Element) -> bool:
    use = point.text("use")
    if use not in {*_REACHED_AT, *_ELSEWHERE}:
        raise UnusableResource(point.at("use"), "is a code that R4 does not have")
    return use in _REACHED_AT


def _preference(point: Element) -> tuple[int, int]:
    rank = point.fields.get("rank", _LAST)
    if not isinstance(rank, int) or isinstance(rank, bool):
        raise UnusableResource(point.at("rank"), "is not a whole number")
    return rank, _REACHED_AT.index(point.text("use"))


def _dialled(number: str) -> str:
    """A number as E.164 writes it; ten digits are a number of the United States."""
    digits = _UNDIALLED.sub("", number.removeprefix("tel:"))
    return f"+1{digits[-10:]}" if re.fullmatch(r"1?[2-9][0-9]{9}", digits) else digits
