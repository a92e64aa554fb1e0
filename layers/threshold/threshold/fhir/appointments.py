"""The appointments of a seat, each with its Slot and Schedule; and the one that is waited for."""

from datetime import UTC, datetime, timedelta

from threshold.fhir.codes import Json, moment
from threshold.fhir.patient_writing import written
from threshold.fhir.seat_codes import coded, identifier, patient, practitioner, url_of
from threshold.program.roster import SlotKind
from threshold.scheduling.seat import Appointment, Seat
from threshold.use_cases.seat_case import SeatCase


def waiting(case: SeatCase) -> Json:
    """The appointment of who waits: no time yet, but until when there should be one."""
    intake_id = case.record.intake_id
    return _appointment(case, "waitlist", "0", SlotKind.FIRST) | {
        "participant": [{"actor": patient(intake_id), "status": "accepted"}]
    }


def of_seat(case: SeatCase, seat: Seat, service: str | None) -> dict[str, Json]:
    """Each appointment of a seat as Appointment, Slot and Schedule, by the part of its URL.

    service: the full URL of the service that the schedules belong to, None where it is not known.
    """
    kinds = {
        SlotKind.FIRST: seat.first,
        SlotKind.PRESCRIBER: seat.prescriber,
        SlotKind.COUPLES: seat.couple,
    }
    found: dict[str, Json] = {}
    for kind, one in kinds.items():
        if one:
            found[f"appointment:{kind}"] = _given(case, seat, kind, one)
            found[f"slot:{kind}"] = _slot(case, seat, kind, one)
            found[f"schedule:{kind}"] = _schedule(one, service)
    return found


def _appointment(case: SeatCase, status: str, number: str, kind: SlotKind) -> Json:
    intake_id = case.record.intake_id
    due = case.record.due_at
    asked = {"start": moment(case.accepted_at)}
    if due and due >= case.accepted_at:
        asked["end"] = moment(due)
    return {
        "resourceType": "Appointment",
        "identifier": identifier("appointments", f"{intake_id}-{number}-{kind}"),
        "status": status,
        "serviceType": [coded("appointments", kind)],
        "basedOn": [{"reference": url_of(intake_id, "request")}],
        "requestedPeriod": [asked],
    }


def _given(case: SeatCase, seat: Seat, kind: SlotKind, one: Appointment) -> Json:
    taken = seat.hold_until is None
    who = {
        "actor": patient(seat.intake_id),
        "status": "accepted" if taken else "needs-action",
    }
    with_whom = {"actor": practitioner(one.clinician), "status": "accepted"}
    made = _appointment(case, "booked" if taken else "proposed", str(seat.number), kind)
    return made | {
        **_span(one),
        "minutesDuration": one.minutes,
        "slot": [{"reference": url_of(seat.intake_id, f"slot:{kind}")}],
        "participant": [who, with_whom],
    }


def _slot(case: SeatCase, seat: Seat, kind: SlotKind, one: Appointment) -> Json:
    return {
        "resourceType": "Slot",
        "identifier": identifier("slots", one.slot),
        "serviceType": [coded("appointments", kind)],
        "schedule": {"reference": url_of(case.record.intake_id, f"schedule:{kind}")},
        "status": "busy" if seat.hold_until is None else "busy-tentative",
        **_span(one),
    }


def _schedule(one: Appointment, service: str | None) -> Json:
    return written(
        {"resourceType": "Schedule", "active": True},
        identifier=identifier("schedules", one.slot),
        actor=[practitioner(one.clinician), *([{"reference": service}] if service else [])],
        planningHorizon=_span(one),
    )


def _span(one: Appointment) -> Json:
    return {"start": _instant(one.starts_at), "end": _instant(one.starts_at, one.minutes)}


def _instant(at: datetime, minutes: int = 0) -> str:
    """A moment so many minutes on. In UTC, where an hour is an hour on every day of the year."""
    if at.utcoffset() is None:
        raise ValueError("a FHIR instant must have a zone")
    return moment(at.astimezone(UTC) + timedelta(minutes=minutes))
