"""An eligibility request as an X12 005010X279A1 270."""

from collections.abc import Iterator
from datetime import date

from threshold.eligibility.names import first_name, last_name, member_id, plain
from threshold.eligibility.request import (
    Dependent,
    EligibilityRequest,
    Relationship,
    Subscriber,
    placed,
)
from threshold.eligibility.request_rules import UnusableRequest, faults
from threshold.eligibility.x12.writer import Envelope, write

_Segments = Iterator[tuple[str, ...]]
_EMPTY = ("", "", "", "")
_INS02 = {Relationship.SPOUSE: "01", Relationship.CHILD: "19", Relationship.OTHER: "34"}


def write_270(request: EligibilityRequest, *, line_breaks: bool = False) -> str:
    """The 270, ISA to IEA, on one line unless line_breaks.

    Raises UnusableRequest with every fault where the request cannot be sent.
    """
    if found := faults(request):
        raise UnusableRequest(found)
    envelope = Envelope(
        sender=request.sender,
        receiver=request.receiver,
        control_number=request.control_number,
        usage=request.usage,
        created_at=request.created_at,
        group="HS",
        transaction="270",
    )
    return write(envelope, _segments(placed(request)), line_breaks=line_breaks)


def _segments(request: EligibilityRequest) -> _Segments:
    created = request.created_at
    yield "BHT", "0022", "13", request.trace_id, f"{created:%Y%m%d}", f"{created:%H%M}"
    yield "HL", "1", "", "20", "1"
    payer = request.payer
    yield "NM1", "PR", "2", plain(payer.name), *_EMPTY, payer.id_qualifier, plain(payer.id)
    yield "HL", "2", "1", "21", "1"
    yield "NM1", "1P", "2", plain(request.provider.name), *_EMPTY, "XX", request.provider.npi
    yield from _patient(request)


def _patient(request: EligibilityRequest) -> _Segments:
    """Subscriber and dependent; trace, date and questions stand with whichever is the patient."""
    dependent = request.dependent
    yield "HL", "3", "2", "22", "1" if dependent else "0"
    if dependent is None:
        yield _trace(request)
        yield from _subscriber(request.subscriber)
    else:
        yield from _subscriber(request.subscriber)
        yield "HL", "4", "3", "23", "0"
        yield _trace(request)
        yield from _dependent(dependent)
    if request.service_date not in (None, request.created_at.date()):
        yield "DTP", "291", "D8", f"{request.service_date:%Y%m%d}"
    for service_type in request.service_types:
        yield "EQ", service_type


def _trace(request: EligibilityRequest) -> tuple[str, ...]:
    return "TRN", "1", request.trace_id, request.originator_id


def _subscriber(person: Subscriber) -> _Segments:
    identifier = ("MI", member_id(person.member_id)) if person.member_id else ()
    named = (last_name(person.last_name), first_name(person.first_name))
    yield "NM1", "IL", "1", *named, "", "", "", *identifier
    yield from _birth(person.birth_date, person.sex)


def _dependent(person: Dependent) -> _Segments:
    yield "NM1", "03", "1", last_name(person.last_name), first_name(person.first_name)
    yield from _birth(person.birth_date, person.sex)
    yield "INS", "N", _INS02[person.relationship]


def _birth(born: date | None, sex: str | None) -> _Segments:
    if born or sex:
        yield "DMG", "D8" if born else "", f"{born:%Y%m%d}" if born else "", sex or ""
