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
    nickname = [{"use": "nickname", "text": person.called}] if person.called else []
    found = identity_of(person)
    return written(
        {"resourceType": "Patient"},
        extension=_interpreter(submission.language),
        **found | {"name": [*_list(found["name"]), *nickname]},
        telecom=_telecom(submission.contact),
        contact=[_emergency(contact)] if contact else [],
        communication=[
            {
                "language": {"coding": [{"system": BCP_47, "code": submission.language.spoken}]},
                "preferred": True,
            }
        ],
    )


def identity_of(person: Person | Subscriber) -> Json:
    """Name, birth date and gender, as Patient and RelatedPerson have them."""
    name = person.name
    given = [name.first, *filter(None, [name.middle])]
    return written(
        {"name": [{"use": "official", "family": name.last, "given": given}]},
        birthDate=person.birth_date.isoformat(),
        gender=person.sex and person.sex.value,
    )


def written(start: Json, **fields: object) -> Json:
    """Fields with those that say nothing left out, since FHIR has nothing that is empty."""
    return start | {name: value for name, value in fields.items() if value not in (None, [], {})}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


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
