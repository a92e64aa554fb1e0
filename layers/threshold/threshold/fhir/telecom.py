"""The phone number and the email address by which somebody is reached without harm."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from threshold.fhir.dates import is_over
from threshold.fhir.elements import Element, UnusableResource
from threshold.fhir.statements import Path, Said

OWN = ("mobile", "home", "temp", None)
"""Uses of a number or address of a person's own, the safest first."""
_USES = frozenset({*OWN, "work", "old"})
_UNDIALLED = re.compile(r"[\s().\-/\u2010-\u2015]")
_LAST = 1_000_000
"""The rank of what has none."""


def reached(
    owner: Element, system: str, path: Path, today: date, uses: Sequence[str | None] = OWN
) -> Iterator[Said]:
    """The number or address of a system that comes first: by rank, then use, then place.

    Raises:
        UnusableResource: a use that R4 does not have, or a rank that is no number.
    """
    points = [one for one in owner.elements("telecom") if one.text("system") == system]
    for one in points:
        if one.text("use") not in _USES:
            raise UnusableResource(one.at("use"), "is a code that R4 does not have")
    usable = [one for one in points if one.text("use") in uses and not is_over(one, today)]
    for one in sorted(usable, key=lambda one: (_rank(one), uses.index(one.text("use"))))[:1]:
        value = one.text("value")
        yield Said(path, _dialled(value) if system == "phone" and value else value, one.at("value"))


def _rank(point: Element) -> int:
    rank = point.fields.get("rank", _LAST)
    if not isinstance(rank, int) or isinstance(rank, bool):
        raise UnusableResource(point.at("rank"), "is not a whole number")
    return rank


def _dialled(number: str) -> str:
    """A number as E.164 writes it; ten digits are a number of the United States."""
    digits = _UNDIALLED.sub("", number.removeprefix("tel:"))
    return f"+1{digits[-10:]}" if re.fullmatch(r"1?[2-9][0-9]{9}", digits) else digits
