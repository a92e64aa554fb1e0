"""A Patient: who they are, how they are reached, whom to call, and in which language."""

from collections.abc import Iterator
from datetime import date

from threshold.fhir.dates import is_over
from threshold.fhir.elements import Element, UnusableResource, coded
from threshold.fhir.names import whole_name
from threshold.fhir.statements import Said
from threshold.fhir.telecom import OWN, reached

BCP_47 = "urn:ietf:bcp:47"
INTERPRETER = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"
CONTACT_ROLE = "http://terminology.hl7.org/CodeSystem/v2-0131"
EMERGENCY = "C"


def contact(patient: Element, today: date) -> Iterator[Said]:
    """The phone number and email address that are the patient's own: nobody at work is to learn
    of this."""
    for system in ("phone", "email"):
        yield from reached(patient, system, ("contact", system), today)


def emergency_contact(patient: Element, today: date) -> Iterator[Said]:
    """Whom to call in an emergency; what they may know is not in a Patient."""
    found = [one for one in patient.elements("contact") if _is_emergency(one)]
    current = [one for one in found if not is_over(one, today)]
    if len(current) > 1:
        raise UnusableResource(current[1].place, "is a second emergency contact: one is kept")
    path = ("emergency_contact",)
    for one in current:
        yield Said(path, None, one.place)
        name = one.one("name")
        if name is not None and (words := whole_name(name)):
            yield Said((*path, "name"), words, name.place)
        yield from reached(one, "phone", (*path, "phone"), today, (*OWN, "work"))
        words = next(
            (text for each in one.elements("relationship") if (text := each.text("text"))), None
        )
        yield Said((*path, "relationship"), words, one.at("relationship"))


def language(patient: Element) -> Iterator[Said]:
    """The language to speak, and whether an interpreter is wanted.

    Raises:
        UnusableResource: several, of which not just one is preferred; or one without its tag.
    """
    spoken = list(patient.elements("communication"))
    if len(spoken) > 1:
        preferred = [one for one in spoken if one.fields.get("preferred") is True]
        if len(preferred) != 1:
            raise UnusableResource(patient.at("communication"), "must have one that is preferred")
        spoken = preferred
    for one in spoken:
        tag = coded(one.one("language"), BCP_47)
        if tag is None:
            raise UnusableResource(one.at("language"), f"has no code of {BCP_47}")
        yield Said(("language", "spoken"), tag, one.at("language"))
    for extension in patient.elements("extension"):
        if extension.text("url") == INTERPRETER:
            wanted = extension.fields.get("valueBoolean")
            if not isinstance(wanted, bool):
                raise UnusableResource(extension.at("valueBoolean"), "is not true or false")
            yield Said(("language", "interpreter"), wanted, extension.at("valueBoolean"))


def _is_emergency(contact: Element) -> bool:
    roles = (coded(one, CONTACT_ROLE) for one in contact.elements("relationship"))
    return EMERGENCY in roles
