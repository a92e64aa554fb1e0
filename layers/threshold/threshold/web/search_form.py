"""The edge of a search: a JSON object or a posted form in, whom to look for out, or every fault."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from threshold.intake.submission import Name, Person
from threshold.record_key import is_intake_id
from threshold.web.problem import Fault, Problem, pointer
from threshold.web.strict_json import UnreadableJson, parse

LARGEST = 4096
"""Bytes of the largest search taken."""
_LONGEST = 120
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OF_A_PERSON = ("first", "last", "birth_date")


def read_search_text(text: str) -> Person | str:
    """What a JSON text looks for; see `read_search`.

    Raises:
        Problem: 400 with every fault.
    """
    try:
        document = parse(text)
    except UnreadableJson as error:
        raise _bad(Fault("#", str(error))) from None
    if not isinstance(document, dict):
        raise _bad(Fault("#", "must be an object"))
    return read_search(document)


def read_search(document: Mapping[str, object]) -> Person | str:
    """Whom to look for: an intake's id, or a person's first and last name and birth date.

    Raises:
        Problem: 400 with every fault.
    """
    if document.keys() - {"intake_id", *_OF_A_PERSON}:
        raise _bad(Fault("#", "has a field that is not known here"))
    if "intake_id" in document:
        return _id(document)
    if faults := tuple(_faults(document)):
        raise _bad(*faults)
    first, last, born = (str(document[name]).strip() for name in _OF_A_PERSON)
    return Person(Name(first, last), date.fromisoformat(born))


def _id(document: Mapping[str, object]) -> str:
    found = document["intake_id"]
    if document.keys() != {"intake_id"}:
        raise _bad(Fault("#", "must have an id or a person, not both"))
    if not isinstance(found, str) or not is_intake_id(found.strip().lower()):
        raise _bad(Fault(pointer("intake_id"), "must be an intake's id: 26 letters and digits"))
    return found.strip().lower()


def _faults(document: Mapping[str, object]) -> Iterator[Fault]:
    for name in ("first", "last"):
        if not _is_line(document.get(name)):
            yield Fault(pointer(name), f"must be text of 1 to {_LONGEST} characters")
    if not _is_day(document.get("birth_date")):
        yield Fault(pointer("birth_date"), "must be a day, written YYYY-MM-DD")


def _is_line(found: object) -> bool:
    return isinstance(found, str) and 1 <= len(found.strip()) <= _LONGEST


def _is_day(found: object) -> bool:
    if not isinstance(found, str) or not _DAY.fullmatch(found.strip()):
        return False
    try:
        date.fromisoformat(found.strip())
    except ValueError:
        return False
    return True


def _bad(*faults: Fault) -> Problem:
    return Problem(400, "The search cannot be used as it is.", faults)
