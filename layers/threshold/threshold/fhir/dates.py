"""Dates of FHIR, which may be as short as a year, against a day."""

import re
from datetime import date

from threshold.fhir.elements import Element, UnusableResource

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T.*)?)?)?")


def is_before(element: Element, name: str, day: date) -> bool:
    """Whether the date or time under a name is of an earlier day; False where it is absent.

    A year or month alone is earlier when all of it is.

    Raises:
        UnusableResource: there is something that is no date.
    """
    text = element.text(name)
    if text is None:
        return False
    if not _DATE.fullmatch(text):
        raise UnusableResource(element.at(name), "is not a date or time")
    said = text[:10]
    return said < day.isoformat()[: len(said)]


def is_over(element: Element, today: date) -> bool:
    """Whether the period of an element, a name or phone number say, has ended."""
    period = element.one("period")
    return period is not None and is_before(period, "end", today)
