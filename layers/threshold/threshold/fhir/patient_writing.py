"""The person of a submission as a FHIR R4 Patient, and others as what stands beside one."""

from threshold.fhir.codes import Json
from threshold.fhir.people import BCP_47, CONTACT_ROLE, EMERGENCY, INTERPRETER
from threshold.intake.submission import (
    Contact,
    EmergencyContact,
    Language,
    Person,
    Submission,
    Subscriber,
)


def patient_of(submission: Submission) -> Json:
    """The Patient. Where somebody is now is no address of theirs, and not in it."""
    person, contact = submission.person, submission.emergency_contact
    spoken = {"coding": [{"system": BCP_47, "code": submission.language.spoken}]}
    return written(
        {"resourceType": "Patient"},
        extension=_interpreter(submission.language),
        **identity_of(person, person.called),
        telecom=_telecom(submission.contact),
        contact=[_emergency(contact)] if contact else [],
        communication=[{"language": spoken, "preferred": True}],
    )


def identity_of(person: Person | Subscriber, called: str | None = None) -> Json:
    """Name, nickname, birth date and gender, as Patient and RelatedPerson have them."""
    name = person.name
    given = [name.first, *filter(None, [name.middle])]
    nickname = [{"use": "nickname", "text": called}] if called else []
    return written(
        {"name": [{"use": "official", "family": name.last, "given": given}, *nickname]},
        birthDate=person.birth_date.isoformat(),
        gender=person.sex and person.sex.value,
    )


def written(start: Json, **fields: object) -> Json:
    """Fields with those that say nothing left out, since FHIR has nothing that is empty."""
    return start | {name: value for name, value in fields.items() if value not in (None, [], {})}


def _interpreter(language: Language) -> list[Json]:
    if language.interpreter is None:
        return []
    return [{"url": INTERPRETER, "valueBoolean": language.interpreter}]


def _telecom(contact: Contact) -> list[Json]:
    points = (("phone", contact.phone), ("email", contact.email))
    return [{"system": system, "value": value} for system, value in points if value]


def _emergency(contact: EmergencyContact) -> Json:
    role: Json = {"coding": [{"system": CONTACT_ROLE, "code": EMERGENCY}]}
    said = [{"text": contact.relationship}] if contact.relationship else []
    return {
        "relationship": [role, *said],
        "name": {"text": contact.name},
        "telecom": [{"system": "phone", "value": contact.phone}],
    }
