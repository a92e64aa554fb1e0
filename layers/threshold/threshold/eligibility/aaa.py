"""Reject reasons (AAA03) of a 271: what each means, who owns it, what happens next.

Source: X12 data element 901 as used in 005010X279A1; owners and steps are this program's own.
"""

from typing import NamedTuple

from threshold.eligibility.answer.model import Outcome, Owner

_PATIENT, _STAFF, _OPERATIONS, _PAYER = Owner.PATIENT, Owner.STAFF, Owner.OPERATIONS, Owner.PAYER


class RejectReason(NamedTuple):
    """One AAA03 code."""

    meaning: str
    owner: Owner
    next_step: str

    @property
    def outcome(self) -> Outcome:
        """What an answer with this reason and no coverage comes to: the owner decides."""
        return _OUTCOMES[self.owner]


_OUTCOMES = {
    _PATIENT: Outcome.REJECTED,
    _STAFF: Outcome.REJECTED,
    _OPERATIONS: Outcome.CONFIG_ERROR,
    _PAYER: Outcome.RETRY,
}

_ENROLLMENT = "check the provider's enrollment and identifiers with this payer"
_MEND_270 = "mend the 270 that was sent"
_NO_DATE = "ask again without a service date"
_TODAY = "ask again for today, without a service date"
_PLAN_ONLY = "ask again for service type 30 alone, without procedure or product"
_READ = "read the payer's answer and call the payer"
_SWAP = "ask again with the patient as subscriber and the sex given, then call the payer"

REJECT_REASONS = {
    code: RejectReason(meaning, owner, step)
    for code, meaning, owner, step in (
        ("04", "authorized quantity exceeded", _OPERATIONS, "send fewer requests at a time"),
        ("15", "required application data missing", _OPERATIONS, _MEND_270),
        ("33", "input errors", _OPERATIONS, _MEND_270),
        ("35", "out of network", _STAFF, _READ),
        ("41", "authorization or access restrictions", _OPERATIONS, _ENROLLMENT),
        ("42", "unable to respond at current time", _PAYER, "ask again later"),
        ("43", "invalid or missing provider identification", _OPERATIONS, _ENROLLMENT),
        ("44", "invalid or missing provider name", _OPERATIONS, _ENROLLMENT),
        ("45", "invalid or missing provider specialty", _OPERATIONS, _ENROLLMENT),
        ("46", "invalid or missing provider phone number", _OPERATIONS, _ENROLLMENT),
        ("47", "invalid or missing provider state", _OPERATIONS, _ENROLLMENT),
        ("48", "invalid or missing referring provider", _OPERATIONS, _ENROLLMENT),
        ("49", "provider is not the primary care physician", _STAFF, _READ),
        ("50", "provider ineligible for inquiries", _OPERATIONS, _ENROLLMENT),
        ("51", "provider not on file", _OPERATIONS, _ENROLLMENT),
        ("52", "dates not within the provider's plan enrollment", _STAFF, _READ),
        ("53", "inquired benefit inconsistent with provider type", _STAFF, _PLAN_ONLY),
        ("54", "inappropriate product qualifier", _STAFF, _PLAN_ONLY),
        ("55", "inappropriate product identifier", _STAFF, _PLAN_ONLY),
        ("56", "inappropriate date", _STAFF, _NO_DATE),
        ("57", "invalid or missing date of service", _STAFF, _NO_DATE),
        ("58", "invalid or missing birth date", _PATIENT, "ask the patient for the birth date"),
        ("60", "birth date after date of service", _STAFF, _TODAY),
        ("61", "date of death before date of service", _STAFF, _TODAY),
        ("62", "date of service not within the allowed period", _STAFF, _TODAY),
        ("63", "date of service in the future", _STAFF, _TODAY),
        ("64", "invalid or missing patient identification", _STAFF, _SWAP),
        ("65", "invalid or missing patient name", _STAFF, _SWAP),
        ("66", "invalid or missing patient sex", _STAFF, _SWAP),
        ("67", "patient not found", _STAFF, _SWAP),
        ("68", "duplicate patient identification", _STAFF, _SWAP),
        ("69", "inconsistent with the patient's age", _STAFF, _READ),
        ("70", "inconsistent with the patient's gender", _STAFF, _READ),
        ("71", "birth date does not match the payer's", _PATIENT,
         "confirm the birth date with the patient, then ask once more"),
        ("72", "invalid or missing member id", _PATIENT,
         "ask the patient for a photo of the card"),
        ("73", "invalid or missing subscriber name", _PATIENT,
         "ask the patient for the legal name as on the card; at most two more tries"),
        ("74", "invalid or missing subscriber sex", _STAFF, "ask again without the sex"),
        ("75", "subscriber not found", _STAFF,
         "check the payer id and the plan's state, then swap subscriber and dependent"),
        ("76", "duplicate member id", _STAFF, "ask again with name, birth date and sex"),
        ("77", "subscriber found, patient not found", _PATIENT,
         "confirm relationship, name and birth date, then try the patient as subscriber"),
        ("78", "subscriber not in the group or plan", _PATIENT,
         "ask the patient whether there is a new card"),
        ("79", "invalid participant identification", _OPERATIONS,
         "check the payer id and our enrollment with it"),
        ("80", "no response, transaction terminated", _PAYER, "ask again later"),
        ("97", "invalid or missing provider address", _OPERATIONS, _ENROLLMENT),
        ("98", "experimental service or procedure", _STAFF, _READ),
        ("AA", "authorization number not found", _STAFF, _READ),
        ("AE", "requires primary care physician authorization", _STAFF, _READ),
        ("AF", "invalid or missing diagnosis", _STAFF, _READ),
        ("AG", "invalid or missing procedure", _STAFF, _READ),
        ("AO", "additional patient condition information required", _STAFF, _READ),
        ("CI", "certification information does not match the patient", _STAFF, _READ),
        ("E8", "requires medical review", _STAFF, _READ),
        ("IA", "invalid authorization number format", _STAFF, _READ),
        ("MA", "missing authorization number", _STAFF, _READ),
        ("T4", "payer name or identifier missing", _OPERATIONS,
         "check the payer id and our enrollment with it"),
    )
}  # fmt: skip

NOT_LISTED = RejectReason("a reason not in the code list", _STAFF, _READ)
