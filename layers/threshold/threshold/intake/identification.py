"""Whether two write of the same person: by name and birth date, however the name was typed."""

import unicodedata

from threshold.intake.submission import Person
from threshold.record_key import RecordKey

_LETTERS = str.maketrans(dict(zip("æœøłđðþħ\u0131", "ae oe o l d d th h i".split(), strict=True)))
"""Letters that Unicode does not take apart."""
_ACCENTS = range(0x300, 0x370)
"""Marks of Latin, Greek and Cyrillic letters; those of other scripts make another letter."""


def plain_name(text: str) -> str:
    """A name without case, accents, spaces, hyphens and other punctuation."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    letters = unicodedata.normalize("NFKD", parts.casefold()).translate(_LETTERS)
    return "".join(char for char in letters if _counts(char))


def _counts(char: str) -> bool:
    return ord(char) not in _ACCENTS and unicodedata.category(char)[0] in "LMN"


def who(person: Person) -> str:
    """One text for all ways to write the first name, last name and birth date of a person.

    Middle names are left out: one form in two has them.
    """
    first, last = plain_name(person.name.first), plain_name(person.name.last)
    return f"{first}|{last}|{person.birth_date.isoformat()}"


def person_key(person: Person, record_key: RecordKey) -> str:
    """The keyed hash under which a person's intakes are found, and from which no name can be."""
    return record_key.digest("person", who(person))
