"""A 270 back to the request it asks: whatever `write_270` writes reads back equal.

Envelopes are taken as the reader of answers takes them. Passed over is what a request has no place
for: addresses, references, diagnoses, procedures beside a service type.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum
from typing import NamedTuple, TypeVar

from threshold.eligibility.answer.dates import read_date
from threshold.eligibility.request import (
    Dependent,
    EligibilityRequest,
    Payer,
    PayerIdQualifier,
    Provider,
    Relationship,
    Sex,
    Subscriber,
    Usage,
)
from threshold.eligibility.x12.body import NotX12, decode
from threshold.eligibility.x12.interchange import transactions
from threshold.eligibility.x12.segments import Segment
from threshold.eligibility.x12.separators import find_header
from threshold.eligibility.x12.writer import Party

_Choice = TypeVar("_Choice", bound=StrEnum)
_LEVELS = {
    "20": "payer (2000A)",
    "21": "provider (2000B)",
    "22": "subscriber (2000C)",
    "23": "dependent (2000D)",
}
_RELATIONSHIPS = {"01": Relationship.SPOUSE, "19": Relationship.CHILD, "34": Relationship.OTHER}
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3])[0-5][0-9]")
_NOT_CODE = re.compile(r"[^A-Za-z0-9]+")


class NotARequest(ValueError):
    """The body is no 270 about one person; the message names place and rule, never a value."""


class _Level(NamedTuple):
    """The segments of one HL."""

    name: str
    segments: Sequence[Segment]

    def elements(self, tag: str, count: int) -> tuple[str, ...]:
        """Elements 1 to count of the first segment of a kind; empty where there is none."""
        found = (segment for segment in self.segments if segment.tag == tag)
        return next(found, Segment(0, tag, (tag,))).padded(count)

    def text(self, tag: str, number: int) -> str:
        """One element that must be there."""
        given = self.elements(tag, number)[-1]
        if not given:
            raise NotARequest(f"{self.name}: {tag}{number:02d} is missing")
        return given


def read_270(body: str | bytes, zone: tzinfo = UTC) -> EligibilityRequest:
    """The request in a 270; zone is what its times are told in, on which X12 is silent.

    Raises NotARequest, and nothing else, where the body is anything but one whole 270 about one
    person that an EligibilityRequest can hold.
    """
    isa, segments = _the_270(body)
    levels = _levels(segments)
    payer, provider, subscriber = (_level(levels, code) for code in ("20", "21", "22"))
    dependent = levels.get("23")
    patient = dependent or subscriber
    qualifier = _choice(PayerIdQualifier, payer.text("NM1", 8), f"{payer.name}: NM108")
    return EligibilityRequest(
        payer=Payer(payer.text("NM1", 3), payer.text("NM1", 9), qualifier),
        provider=_provider(provider),
        subscriber=_subscriber(subscriber),
        trace_id=patient.text("TRN", 2),
        originator_id=patient.text("TRN", 3),
        sender=Party(isa[6], isa[5]),
        receiver=Party(isa[8], isa[7]),
        control_number=_number(isa[13]),
        usage=_choice(Usage, isa[15], "ISA15"),
        created_at=_created_at(levels[""], zone),
        dependent=_dependent(dependent) if dependent else None,
        service_types=_service_types(patient),
        service_date=_service_date(patient),
    )


def _the_270(body: str | bytes) -> tuple[Sequence[str], Sequence[Segment]]:
    """The elements of ISA and the segments from ST to SE."""
    text, _ = decode(body)
    try:
        found = transactions(text)
    except NotX12 as fault:
        raise NotARequest(str(fault)) from None
    place = find_header(text)
    if len(found) != 1 or place is None:
        raise NotARequest("more than one transaction")
    if found[0].kind != "270":
        raise NotARequest("ST01 is not 270")
    if found[0].cut_short:
        raise NotARequest("the 270 is cut short")
    start, header = place
    isa = text[start : header.end].split(header.separators.element)
    return [element.strip() for element in isa], found[0].segments


def _levels(segments: Sequence[Segment]) -> dict[str, _Level]:
    """The segments by level (HL03); those before the first HL under nothing."""
    own: list[Segment] = []
    found = {"": _Level("transaction", own)}
    for segment in segments:
        if segment.tag == "HL":
            level = segment.element(3)
            if level not in _LEVELS:
                raise NotARequest("HL03 is no level of a 270")
            if level in found:
                raise NotARequest(f"more than one {_LEVELS[level]}")
            own = []
            found[level] = _Level(_LEVELS[level], own)
        own.append(segment)
    return found


def _level(levels: dict[str, _Level], code: str) -> _Level:
    if code not in levels:
        raise NotARequest(f"no {_LEVELS[code]}")
    return levels[code]


def _provider(level: _Level) -> Provider:
    if level.text("NM1", 8) != "XX":
        raise NotARequest(f"{level.name}: NM109 is no NPI")
    return Provider(level.text("NM1", 3), level.text("NM1", 9))


def _subscriber(level: _Level) -> Subscriber:
    *_, member_id = level.elements("NM1", 9)
    born, sex = _birth(level)
    last, first = level.text("NM1", 3), level.text("NM1", 4)
    return Subscriber(last, first, member_id or None, born, sex)


def _dependent(level: _Level) -> Dependent:
    born, sex = _birth(level)
    relationship = _RELATIONSHIPS.get(level.text("INS", 2))
    if born is None or relationship is None:
        raise NotARequest(f"{level.name}: needs a birth date and INS02 of 01, 19 or 34")
    return Dependent(level.text("NM1", 3), level.text("NM1", 4), born, relationship, sex=sex)


def _birth(level: _Level) -> tuple[date | None, Sex | None]:
    _, born, sex = level.elements("DMG", 3)
    return (
        _day(born, f"{level.name}: DMG02") if born else None,
        _choice(Sex, sex, f"{level.name}: DMG03") if sex else None,
    )


def _service_types(level: _Level) -> tuple[str, ...]:
    """Every EQ01, whether a code a segment or several with repetition separators between."""
    given = " ".join(segment.element(1) for segment in level.segments if segment.tag == "EQ")
    codes = dict.fromkeys(code for code in _NOT_CODE.split(given) if code)
    if not codes:
        raise NotARequest(f"{level.name}: EQ01 is missing")
    return tuple(codes)


def _service_date(level: _Level) -> date | None:
    for segment in level.segments:
        if segment.tag == "DTP" and segment.element(1) == "291":
            return _day(segment.element(3), f"{level.name}: DTP03")
    return None


def _created_at(level: _Level, zone: tzinfo) -> datetime:
    day, clock = _day(level.text("BHT", 4), "BHT04"), level.text("BHT", 5)[:4]
    if not _CLOCK.fullmatch(clock):
        raise NotARequest("BHT05 is no time, HHMM")
    return datetime.combine(day, time(int(clock[:2]), int(clock[2:])), zone)


def _day(given: str, place: str) -> date:
    day = read_date(given)
    if day is None:
        raise NotARequest(f"{place} is no day, CCYYMMDD")
    return day


def _number(given: str) -> int:
    if not (given.isascii() and given.isdigit()):
        raise NotARequest("ISA13 is no number")
    return int(given)


def _choice(choices: type[_Choice], given: str, place: str) -> _Choice:
    try:
        return choices(given)
    except ValueError:
        raise NotARequest(f"{place} must be one of {', '.join(choices)}") from None
