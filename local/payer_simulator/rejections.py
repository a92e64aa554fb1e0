"""The AAA codes of a 271 and the loops that may hold them (005010X279A1)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rejection:
    """One AAA03. loops: A to D are 2100A to 2100D, E is 2110C or D; the first is the usual."""

    code: str
    loops: str
    follow_up: str
    meaning: str
    valid: str = "N"
    """AAA01: whether the request was understood."""


_ROWS = (
    Rejection("04", "A", "R", "authorized quantity exceeded"),
    Rejection("15", "CDB", "C", "required data missing"),
    Rejection("33", "E", "C", "input errors"),
    Rejection("35", "CD", "N", "out of network"),
    Rejection("41", "AB", "N", "access restrictions"),
    Rejection("42", "ACD", "R", "unable to respond now", valid="Y"),
    Rejection("43", "B", "C", "provider identification"),
    Rejection("44", "B", "C", "provider name"),
    Rejection("45", "B", "C", "provider specialty"),
    Rejection("46", "B", "C", "provider phone number"),
    Rejection("47", "B", "C", "provider state"),
    Rejection("48", "B", "C", "referring provider identification"),
    Rejection("49", "CD", "N", "provider is not the primary care physician"),
    Rejection("50", "BC", "N", "provider ineligible for inquiries"),
    Rejection("51", "BC", "C", "provider not on file"),
    Rejection("52", "CDE", "C", "dates not within the provider's plan enrollment"),
    Rejection("53", "E", "C", "benefit inconsistent with provider type"),
    Rejection("54", "E", "C", "product qualifier"),
    Rejection("55", "E", "C", "product identification"),
    Rejection("56", "CDE", "C", "inappropriate date"),
    Rejection("57", "CDE", "C", "missing or bad date of service"),
    Rejection("58", "CD", "C", "missing or bad birth date"),
    Rejection("60", "CDE", "C", "birth date after date of service"),
    Rejection("61", "CDE", "C", "death before date of service"),
    Rejection("62", "CDE", "C", "date of service outside the allowed period"),
    Rejection("63", "CDE", "C", "date of service in the future"),
    Rejection("64", "D", "C", "patient identification"),
    Rejection("65", "D", "C", "patient name"),
    Rejection("66", "D", "C", "patient gender"),
    Rejection("67", "D", "C", "patient not found"),
    Rejection("68", "D", "C", "duplicate patient identification"),
    Rejection("69", "E", "C", "inconsistent with the patient's age"),
    Rejection("70", "E", "C", "inconsistent with the patient's gender"),
    Rejection("71", "CD", "C", "birth date does not match"),
    Rejection("72", "C", "C", "subscriber identification"),
    Rejection("73", "C", "C", "subscriber name"),
    Rejection("74", "C", "C", "subscriber gender"),
    Rejection("75", "C", "C", "subscriber not found"),
    Rejection("76", "C", "C", "duplicate subscriber identification"),
    Rejection("77", "D", "C", "subscriber found, patient not found"),
    Rejection("78", "C", "C", "subscriber not in the group or plan"),
    Rejection("79", "AB", "C", "invalid participant"),
    Rejection("80", "A", "R", "no response, transaction terminated"),
    Rejection("97", "B", "C", "provider address"),
    Rejection("98", "E", "N", "experimental service"),
    Rejection("AA", "E", "C", "authorization number not found"),
    Rejection("AE", "E", "C", "primary care referral required"),
    Rejection("AF", "E", "C", "diagnosis code"),
    Rejection("AG", "E", "C", "procedure code"),
    Rejection("AO", "E", "C", "additional patient condition information"),
    Rejection("CI", "E", "C", "certification information"),
    Rejection("E8", "E", "C", "medical review required"),
    Rejection("IA", "E", "C", "authorization number"),
    Rejection("MA", "E", "C", "authorization number missing"),
    Rejection("T4", "A", "C", "payer name or identifier missing"),
)
REJECTIONS = {row.code: row for row in _ROWS}
