"""Days and times as the language of a page writes them."""

from datetime import date, datetime, time

from threshold.web.pages.texts import Texts


def day_in_words(texts: Texts, year: int, month: int, day: int) -> str:
    """A day, as in "January 2, 1990" or "2 de enero de 1990"."""
    return texts("date.day", day=day, month=texts(f"date.month.{month}"), year=year)


def weekday_in_words(texts: Texts, day: date) -> str:
    """A day of this year or the next with its weekday, as in "Monday, March 9"."""
    return texts(
        "date.weekday_day",
        weekday=texts(f"date.weekday.{day.isoweekday()}"),
        day=day.day,
        month=texts(f"date.month.{day.month}"),
    )


def moment_in_words(texts: Texts, at: datetime) -> str:
    """A day of the week, a day and a time, in the zone that `at` carries."""
    return texts("date.moment", day=weekday_in_words(texts, at), time=time_in_words(texts, at))


def time_in_words(texts: Texts, at: time | datetime) -> str:
    """A time of the day, as in "4:00 p.m."."""
    half = texts("date.am" if at.hour < 12 else "date.pm")
    return texts("date.time", hour=at.hour % 12 or 12, minute=f"{at.minute:02}", half=half)


def zone_in_words(texts: Texts, zone: str) -> str:
    """A zone as people call it, or else by its IANA name."""
    key = f"field.availability.time_zone.{zone}"
    return texts(key) if texts.has(key) else zone
