"""The way to a seat as a FHIR R4 Bundle, for a record system that takes over.

References and codes alone: the patient is the intake's id, clinicians are ids of the roster, and of
the group there is how many it has and nobody of them. Source: FHIR 4.0.1.
"""

from collections.abc import Iterator

from threshold.benefits.fields import Care
from threshold.benefits.relevance import BILLING_CODES
from threshold.fhir.appointments import of_seat, waiting
from threshold.fhir.codes import OURS, Json, moment
from threshold.fhir.patient_writing import written
from threshold.fhir.seat_codes import coded, identifier, patient, url_of
from threshold.intake.life_cycle import COUNTED_ON, Status
from threshold.intake.record import Tier
from threshold.intake.submission import Track
from threshold.program.roster import Cohort
from threshold.use_cases.seat_case import SeatCase

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
"""HL7's name for the codes that care is billed under."""

PRIORITY = {
    Tier.P0: "stat",
    **dict.fromkeys((Tier.P1, Tier.P2), "asap"),
    **dict.fromkeys((Tier.P3, Tier.P4, Tier.P5), "urgent"),
    Tier.P6: "routine",
}
"""FHIR's request priority by tier: P1 and P2 come before all others, P3 to P5 have a deadline of
law or of a reviewer."""


def seat_bundle(case: SeatCase) -> Json:
    """A collection: the request, what was offered or booked, its slots, the group and the service.

    The same intake gets the same full URLs.

    Raises:
        ValueError: a time of the case has no zone.
    """
    intake_id, seat, cohort = case.record.intake_id, case.seat, case.cohort
    found = {"request": _request(case)}
    if seat:
        found |= of_seat(case, seat, url_of(intake_id, "service") if cohort else None)
    elif case.record.status in COUNTED_ON and not case.ended:
        found["appointment"] = waiting(case)
    if cohort:
        found |= {"group": _group(cohort, case.members), "service": _service(cohort)}
    entries = [{"fullUrl": url_of(intake_id, part), "resource": one} for part, one in found.items()]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def _request(case: SeatCase) -> Json:
    intake_id = case.record.intake_id
    track = case.cohort.track if case.cohort else None
    begins = case.seat.starts_on.isoformat() if case.seat else None
    return written(
        {"resourceType": "ServiceRequest", "status": _status(case), "intent": "order"},
        identifier=identifier("intakes", intake_id),
        priority=PRIORITY[case.record.tier],
        code={"coding": list(_care(track))},
        subject=patient(intake_id),
        occurrencePeriod={"start": begins} if begins else None,
        authoredOn=moment(case.accepted_at),
        supportingInfo=[{"reference": url_of(intake_id, "group")}] if track else None,
    )


def _status(case: SeatCase) -> str:
    """Completed once care has ended; on hold while people look at it; revoked where it came to
    nothing."""
    if case.ended:
        return "completed"
    if case.record.status in COUNTED_ON:
        return "active"
    ends = (Status.REFERRED, Status.NOT_SERVED, Status.WITHDRAWN)
    return "revoked" if case.record.status in ends else "on-hold"


def _care(track: Track | None) -> Iterator[Json]:
    yield {"system": f"{OURS}services", "code": "virtual_intensive_outpatient"}
    if track:
        care = Care.SUBSTANCE_USE if track is Track.SUBSTANCE_USE else Care.MENTAL_HEALTH
        yield {"system": HCPCS, "code": BILLING_CODES[care]}


def _group(cohort: Cohort, members: int) -> Json:
    track = {
        "code": coded("characteristics", "track"),
        "valueCodeableConcept": coded("tracks", cohort.track),
        "exclude": False,
    }
    return {
        "resourceType": "Group",
        "identifier": identifier("cohorts", cohort.id),
        "active": not cohort.closed,
        "type": "person",
        "actual": True,
        "quantity": members,
        "characteristic": [track],
    }


def _service(cohort: Cohort) -> Json:
    return {
        "resourceType": "HealthcareService",
        "identifier": identifier("tracks", cohort.track),
        "active": True,
        "type": [coded("tracks", cohort.track)],
    }
