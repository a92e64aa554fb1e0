"""Requests about invented people."""

from datetime import UTC, date, datetime

from threshold.eligibility.request import (
    Dependent,
    EligibilityRequest,
    Payer,
    Provider,
    Relationship,
    Sex,
    Subscriber,
    Usage,
)
from threshold.eligibility.x12.writer import Party

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
JANE = Subscriber("Tester", "Jane", "EXA000111", date(1990, 1, 1))
JOHN = Subscriber("Tester", "John", "EXA000222", date(1988, 1, 1), Sex.MALE)
JILL = Dependent("Tester", "Jill", date(1991, 2, 2), Relationship.SPOUSE, sex=Sex.FEMALE)


def a_request(**changes):
    fields = {
        "payer": Payer("Example Health Plan", "99991"),
        "provider": Provider("Example Virtual IOP", "1234567893"),
        "subscriber": JANE,
        "trace_id": "REQ0001",
        "originator_id": "9EXAMPLEID",
        "sender": Party("EXAMPLEIOP"),
        "receiver": Party("EXAMPLEPAYER"),
        "control_number": 1,
        "usage": Usage.TEST,
        "created_at": NOON,
    }
    return EligibilityRequest(**{**fields, **changes})
