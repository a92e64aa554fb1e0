"""A Coverage: what stands on the insurance card, and whose plan it is."""

from collections.abc import Iterator
from datetime import date

from threshold.fhir.dates import is_over
from threshold.fhir.elements import Element, UnusableResource, coded
from threshold.fhir.entries import Entries
from threshold.fhir.names import identity
from threshold.fhir.statements import Said

RELATIONSHIP = "http://terminology.hl7.org/CodeSystem/subscriber-relationship"
CLASS = "http://terminology.hl7.org/CodeSystem/coverage-class"
SELF_PAY = "http://terminology.hl7.org/CodeSystem/coverage-selfpay"
IDENTIFIER = "http://terminology.hl7.org/CodeSystem/v2-0203"
MEMBER_NUMBER = "MB"
PAYER_IDENTIFIER = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBIdentifierType"
PAYER_ID = "payerid"

_RELATIONSHIPS = {
    **{code: code for code in ("self", "spouse", "child", "other")},
    "common": "other",
    "parent": "other",
}
"""By code of the subscriber. Left out and refused: "injured", whose plan is a liability's."""
_CARD = ("payment", "card")


def card(coverage: Element, patient: Element, entries: Entries, today: date) -> Iterator[Said]:
    """The card; or, where the Coverage is of who pays for themselves, that they do.

    That somebody has a plan does not say that they wish it to be told: how care is to be paid
    for (`payment.path`) is asked in our own questionnaire. Source: 45 CFR 164.522(a)(1)(vi).

    Raises:
        UnusableResource: it is not in force, of somebody else, or says two things.
    """
    if coverage.text("status") != "active":
        raise UnusableResource(coverage.at("status"), "is not active")
    if is_over(coverage, today):
        raise UnusableResource(coverage.at("period"), "has ended")
    entries.check_subject(coverage, "beneficiary", patient)
    if coded(coverage.one("type"), SELF_PAY):
        yield Said(("payment", "path"), "self_pay", coverage.at("type"))
        return
    yield Said(_CARD, None, coverage.place)
    yield from _member_id(coverage)
    yield from _group_number(coverage)
    yield from _payer(coverage, entries)
    yield from _subscriber(coverage, patient, entries, today)


def subscribers(entries: Entries) -> list[Element]:
    """Whom Coverages name as subscriber, where that is a resource of the Bundle."""
    found = []
    for coverage in entries.of_kind("Coverage"):
        reference = coverage.one("subscriber")
        found += [entries.target(coverage, reference)] if reference else []
    return [one for one in found if one is not None]


def _member_id(coverage: Element) -> Iterator[Said]:
    """The member number; without one, the id that the subscriber has with the payer."""
    numbers = [
        one
        for one in coverage.elements("identifier")
        if coded(one.one("type"), IDENTIFIER) == MEMBER_NUMBER
    ]
    for one in numbers:
        yield Said((*_CARD, "member_id"), one.text("value"), one.at("value"))
    if not numbers:
        place = coverage.at("subscriberId")
        yield Said((*_CARD, "member_id"), coverage.text("subscriberId"), place)


def _group_number(coverage: Element) -> Iterator[Said]:
    for one in coverage.elements("class"):
        if coded(one.one("type"), CLASS) == "group":
            yield Said((*_CARD, "group_number"), one.text("value"), one.at("value"))


def _payer(coverage: Element, entries: Entries) -> Iterator[Said]:
    """By the name that its Organization or the reference has, and by the id that payers go by."""
    payors = list(coverage.elements("payor"))
    if len(payors) != 1:
        raise UnusableResource(coverage.at("payor"), "must be one")
    payor = payors[0]
    organization = entries.target(coverage, payor)
    if organization and organization.text("resourceType") != "Organization":
        raise UnusableResource(payor.place, "must refer to the payer's Organization")
    named, field = (organization, "name") if organization else (payor, "display")
    yield Said((*_CARD, "payer_name"), named.text(field), named.at(field))
    own = list(organization.elements("identifier")) if organization else []
    for one in (*own, *filter(None, [payor.one("identifier")])):
        if coded(one.one("type"), PAYER_IDENTIFIER) == PAYER_ID:
            yield Said((*_CARD, "payer_id"), one.text("value"), one.at("value"))


def _subscriber(
    coverage: Element, patient: Element, entries: Entries, today: date
) -> Iterator[Said]:
    person = _person(coverage, entries)
    place = coverage.at("relationship")
    code = coded(coverage.one("relationship"), RELATIONSHIP)
    relationship = _RELATIONSHIPS.get(code or ("self" if person is patient else ""))
    if relationship is None:
        raise UnusableResource(place, "must say how the patient is related to the subscriber")
    if person is not None and (relationship == "self") is not (person is patient):
        raise UnusableResource(place, "contradicts who the subscriber is")
    yield Said((*_CARD, "relationship"), relationship, place)
    if person is not None and person is not patient:
        yield Said((*_CARD, "subscriber"), None, person.place)
        yield from identity(person, (*_CARD, "subscriber"), today)


def _person(coverage: Element, entries: Entries) -> Element | None:
    """The subscriber, None where the Coverage refers to none."""
    reference = coverage.one("subscriber")
    if reference is None:
        return None
    person = entries.target(coverage, reference)
    if person is None or person.text("resourceType") not in ("Patient", "RelatedPerson"):
        raise UnusableResource(reference.place, "must refer to a person in the Bundle")
    return person
