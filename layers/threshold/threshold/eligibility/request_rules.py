"""What makes an eligibility request usable: lengths, characters, identifiers, dates.

Lengths and codes: X12 005010X279A1. The window (12 months back to the end of the current month):
CAQH CORE rule 154.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from threshold.eligibility.names import first_name, last_name, member_id, plain
from threshold.eligibility.request import Dependent, EligibilityRequest, Subscriber, placed
from threshold.eligibility.x12.writer import Party, is_writable
from threshold.npi import is_npi

_CHARACTERS = "may hold only letters, digits, spaces and X12 punctuation other than * : ~ ^"
_SERVICE_TYPE = re.compile(r"[A-Z0-9]{1,2}")
_QUALIFIER = re.compile(r"[A-Z0-9]{2}")
_MOST_SERVICE_TYPES = 99
_LARGEST_CONTROL_NUMBER = 999_999_999
_OLDEST_BIRTH_YEAR = 1880


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a request."""

    pointer: str
    """JSON pointer (RFC 6901) to the field."""
    rule: str
    """What the field must be; never what it is."""


class UnusableRequest(ValueError):
    """A request that cannot be sent; `faults` lists every reason."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{fault.pointer} {fault.rule}" for fault in faults))
        self.faults = faults


def faults(request: EligibilityRequest) -> tuple[Fault, ...]:
    """Everything that keeps a request from being sent; empty where nothing does."""
    return tuple(
        Fault(pointer, rule)
        for pointer, rule in (*_organizations(request), *_people(request), *_asked(request))
        if rule
    )


_Checks = Iterator[tuple[str, str | None]]


def _organizations(request: EligibilityRequest) -> _Checks:
    yield "/payer/name", _text(plain(request.payer.name), 1, 60)
    yield "/payer/id", _text(plain(request.payer.id), 2, 80)
    yield "/provider/name", _text(plain(request.provider.name), 1, 60)
    npi = is_npi(request.provider.npi)
    yield "/provider/npi", None if npi else "must be an NPI: ten digits with their check digit"
    yield from _party("/sender", request.sender)
    yield from _party("/receiver", request.receiver)


def _party(pointer: str, party: Party) -> _Checks:
    yield f"{pointer}/id", _text(party.id, 2, 15)
    coded = _QUALIFIER.fullmatch(party.qualifier)
    yield f"{pointer}/qualifier", None if coded else "must be two capitals or digits"


def _people(request: EligibilityRequest) -> _Checks:
    day = request.created_at.date()
    subscriber, dependent = request.subscriber, request.dependent
    yield from _person("/subscriber", subscriber, day)
    if dependent is not None:
        yield from _person("/dependent", dependent, day)
    sent = placed(request).subscriber
    if not (sent.member_id or sent.birth_date):
        yield "/subscriber", "needs a member id or a birth date"


def _person(pointer: str, person: Subscriber | Dependent, day: date) -> _Checks:
    yield f"{pointer}/last_name", _text(last_name(person.last_name), 1, 60)
    yield f"{pointer}/first_name", _text(first_name(person.first_name), 1, 35)
    if person.member_id is not None:
        yield f"{pointer}/member_id", _text(member_id(person.member_id), 2, 80)
    born = person.birth_date
    if born is not None and not (born.year >= _OLDEST_BIRTH_YEAR and born <= day):
        yield f"{pointer}/birth_date", f"must lie between {_OLDEST_BIRTH_YEAR} and today"


def _asked(request: EligibilityRequest) -> _Checks:
    yield "/service_types", _service_types(request.service_types)
    yield "/trace_id", _text(request.trace_id, 1, 50)
    yield "/originator_id", _text(request.originator_id, 10, 10)
    if not 1 <= request.control_number <= _LARGEST_CONTROL_NUMBER:
        yield "/control_number", "must be 1 to 999999999"
    if request.created_at.tzinfo is None:
        yield "/created_at", "must carry a time zone"
    asked = request.service_date
    if asked is not None and not _in_window(asked, request.created_at.date()):
        yield "/service_date", "must lie within the last 12 months or the current month"


def _text(sent: str, shortest: int, longest: int) -> str | None:
    if not is_writable(sent):
        return _CHARACTERS
    if not shortest <= len(sent) <= longest or sent != sent.strip():
        size = f"{shortest}" if shortest == longest else f"{shortest} to {longest}"
        return f"must be {size} characters long"
    return None


def _service_types(codes: tuple[str, ...]) -> str | None:
    if not 1 <= len(codes) <= _MOST_SERVICE_TYPES or len(set(codes)) != len(codes):
        return "must list 1 to 99 different service types"
    if not all(_SERVICE_TYPE.fullmatch(code) for code in codes):
        return "must be codes of one or two capitals or digits"
    return None


def _in_window(asked: date, today: date) -> bool:
    year, month = today.year - 1, today.month
    first = date(year, month, min(today.day, monthrange(year, month)[1]))
    last = today.replace(day=monthrange(today.year, today.month)[1])
    return first <= asked <= last
