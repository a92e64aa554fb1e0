"""A submission of which only what triage rests on must be usable, and may be missing.

What is missing is not refused here: it is a doubt, which triage hands to a human.
"""

import json
from collections.abc import Mapping, Set
from dataclasses import fields
from datetime import date

from threshold.assessment.pack import Pack
from threshold.cli.errors import UnusableInput, fault_at
from threshold.intake.submission import (
    Availability,
    Location,
    Need,
    Payment,
    Person,
    Submission,
)
from threshold.web.problem import Problem
from threshold.web.strict_json import UnreadableJson, parse
from threshold.web.submission_form import read_submission

Document = dict[str, object]

_RESTS_ON: Mapping[str, tuple[type, frozenset[str]]] = {
    "person": (Person, frozenset({"sex", "birth_date"})),
    "location": (Location, frozenset({"state"})),
    "need": (Need, frozenset({"tracks", "referral", "last_attempt_on"})),
    "payment": (Payment, frozenset({"path"})),
    "availability": (Availability, frozenset({"time_zone", "hours_per_week", "windows"})),
}
_WHOLE = frozenset(
    {"answers", "medication", "body", "language", "readiness", "couple", "clinician"}
)
# What a form must have and triage never looks at.
_NAMED: Document = {"name": {"first": "-", "last": "-"}}
_REACHED: Document = {"contact": {"phone": "+15555550100"}}
NOBODYS_BIRTH = date(1900, 1, 1)
"""Stands for a birth date that was not given; triage is told that it is not known."""


def read_partial(text: str, packs: Mapping[str, Pack]) -> Submission:
    """The submission in a JSON text, for triage alone: its person and contact are nobody's.

    Known fields that triage does not rest on are not looked at. Unknown ones are refused, lest a
    misspelt answer pass for none.

    Raises:
        UnusableInput: with every fault, each by pointer and rule.
    """
    try:
        document = parse(text)
    except UnreadableJson as error:
        raise UnusableInput(f"FILE {error}") from None
    if not isinstance(document, dict):
        raise UnusableInput("FILE must be an object")
    try:
        return read_submission(json.dumps(_completed(document)), packs)
    except Problem as problem:
        faults = (fault_at(one.pointer.removeprefix("#"), one.detail) for one in problem.faults)
        raise UnusableInput(*faults) from None


def _completed(document: Document) -> Document:
    needed = _needed(document, Submission, _RESTS_ON.keys() | _WHOLE)
    for name, (kind, rests_on) in _RESTS_ON.items():
        part = needed.get(name, {})
        needed[name] = _needed(part, kind, rests_on) if isinstance(part, dict) else part
    person = needed["person"]
    if isinstance(person, dict):
        needed["person"] = {"birth_date": NOBODYS_BIRTH.isoformat()} | person | _NAMED
    return needed | _REACHED


def _needed(document: Document, kind: type, rests_on: Set[str]) -> Document:
    """The fields that triage rests on, and those that no form has, for the form to refuse."""
    others = {field.name for field in fields(kind)} - rests_on
    return {
        name: value for name, value in document.items() if name not in others and value is not None
    }
