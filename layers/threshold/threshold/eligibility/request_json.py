"""An eligibility request from JSON, as `threshold x12 write` takes it.

    {"payer": {"name", "id", "id_qualifier"?: "PI"},
     "provider": {"name", "npi"},
     "subscriber": {"last_name", "first_name", "member_id"?, "birth_date"?, "sex"?: "F" | "M"},
     "dependent"?: {"last_name", "first_name", "birth_date", "member_id"?, "sex"?,
                    "relationship": "spouse" | "child" | "other"},
     "service_types"?: ["30"], "service_date"?: "YYYY-MM-DD",
     "trace_id", "originator_id", "control_number": 1,
     "sender": {"id", "qualifier"?: "ZZ"}, "receiver": {"id", "qualifier"?: "ZZ"},
     "usage"?: "T" | "P", "created_at": "2026-01-05T12:00:00+00:00"}

Fields with ? may be absent or null; usage is then T. A field not named here is refused: a 270
carries the least that will find the person.
"""

from datetime import UTC, date, datetime

from threshold.eligibility.json_fields import UNKNOWN_FIELD, Fields
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
from threshold.eligibility.request_rules import Fault, UnusableRequest, faults
from threshold.eligibility.x12.writer import Party

# Stand in for what could not be read, so that all other fields are still checked.
_SOME_DAY = date(2000, 1, 1)
_SOME_TIME = datetime(2000, 1, 1, tzinfo=UTC)
_DATES = ("/service_date", "/subscriber/birth_date", "/dependent/birth_date")


def request_from_json(payload: object) -> EligibilityRequest:
    """The request a JSON value describes. Raises UnusableRequest with every fault at once."""
    if not isinstance(payload, dict):
        raise UnusableRequest((Fault("", "must be an object"),))
    unreadable: list[Fault] = []
    request = _request(Fields(payload, "", unreadable))
    broken = [fault.pointer for fault in unreadable if fault.rule != UNKNOWN_FIELD]
    if "/created_at" in broken:
        broken += _DATES
    unusable = [
        fault
        for fault in faults(request)
        if not any(f"{fault.pointer}/".startswith(f"{pointer}/") for pointer in broken)
    ]
    if unreadable or unusable:
        raise UnusableRequest((*unreadable, *unusable))
    return request


def _request(given: Fields) -> EligibilityRequest:
    payer, provider = given.fields("payer"), given.fields("provider")
    subscriber, dependent = given.fields("subscriber"), given.optional_fields("dependent")
    request = EligibilityRequest(
        payer=Payer(
            payer.text("name"),
            payer.text("id"),
            payer.optional_choice("id_qualifier", PayerIdQualifier) or PayerIdQualifier.PAYER,
        ),
        provider=Provider(provider.text("name"), provider.text("npi")),
        subscriber=_subscriber(subscriber),
        trace_id=given.text("trace_id"),
        originator_id=given.text("originator_id"),
        sender=_party(given.fields("sender")),
        receiver=_party(given.fields("receiver")),
        control_number=given.number("control_number"),
        usage=given.optional_choice("usage", Usage) or Usage.TEST,
        created_at=given.time("created_at") or _SOME_TIME,
        dependent=_dependent(dependent) if dependent else None,
        service_types=given.optional_texts("service_types") or ("30",),
        service_date=given.optional_day("service_date"),
    )
    for part in (given, payer, provider):
        part.refuse_others()
    return request


def _subscriber(given: Fields) -> Subscriber:
    person = Subscriber(
        last_name=given.text("last_name"),
        first_name=given.text("first_name"),
        member_id=given.optional_text("member_id"),
        birth_date=given.optional_day("birth_date"),
        sex=given.optional_choice("sex", Sex),
    )
    given.refuse_others()
    return person


def _dependent(given: Fields) -> Dependent:
    person = Dependent(
        last_name=given.text("last_name"),
        first_name=given.text("first_name"),
        birth_date=given.day("birth_date") or _SOME_DAY,
        relationship=given.choice("relationship", Relationship) or Relationship.OTHER,
        member_id=given.optional_text("member_id"),
        sex=given.optional_choice("sex", Sex),
    )
    given.refuse_others()
    return person


def _party(given: Fields) -> Party:
    party = Party(given.text("id"), given.optional_text("qualifier") or "ZZ")
    given.refuse_others()
    return party
