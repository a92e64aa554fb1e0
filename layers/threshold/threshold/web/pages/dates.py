"""Days and times as the language of a page writes them."""

from datetime import datetime

from threshold.web.pages.texts import Texts


def day_in_words(texts: Texts, year: int, month: int, day: int) -> str:
    """A day, as in "January 2, 1990" or "2 de enero de 1990"."""
    return texts("date.day", day=day, month=texts(f"date.month.{month}"), year=year)


def moment_in_words(texts: Texts, at: datetime) -> str:
    """A day of the week, a day and a time, in the zone that `at` carries."""
    weekday = texts(f"date.weekday.{at.isoweekday()}")
    half = texts("date.am" if at.hour < 12 else "date.pm")
    return texts(
        "date.moment",
        weekday=weekday,
        day=at.day,
        month=texts(f"date.month.{at.month}"),
        hour=at.hour % 12 or 12,
        minute=f"{at.minute:02}",
        half=half,
    )
