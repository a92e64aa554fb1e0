"""Our own questionnaire: what a submission has and no other resource of FHIR says.

Made from the types of the submission, so that it cannot go stale.
"""

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Union, get_args, get_origin, get_type_hints

from threshold.fhir.codes import OUR_FORM, OURS, Json
from threshold.fhir.questionnaire import MAX_VALUE, MIN_VALUE
from threshold.intake.field_rules import PastDay, Text, Whole
from threshold.intake.submission import OwnWords, Submission

URL = f"{OUR_FORM}intake"
_LONG = next(rule for rule in get_args(OwnWords) if isinstance(rule, Text)).most

ELSEWHERE = frozenset(
    """
    person.name person.birth_date person.sex person.called contact.phone contact.email
    emergency_contact.name emergency_contact.phone emergency_contact.relationship
    language.spoken language.interpreter payment.card answers consents
    """.split()
)
"""What Patient, Coverage, Consent and the instruments' own responses say. Each thing has one place,
so that two cannot disagree. A photo of a card is of the form's own bucket, and of no other door."""


@dataclass(frozen=True, slots=True)
class Question:
    """One item. `link` is the path in the submission, `kind` the type that R4 has for it."""

    link: str
    kind: str
    repeats: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    longest: int | None = None
    range: tuple[int, int] | None = None
    parts: tuple["Question", ...] = ()

    @property
    def choice_system(self) -> str:
        """The code system of its choices."""
        return f"{OURS}choices:intake:{self.link}"


@cache
def questions() -> tuple[Question, ...]:
    """The groups of the questionnaire, in the order of the submission."""
    return tuple(_parts(Submission, ""))


def intake_questionnaire() -> Json:
    """The questionnaire as a FHIR R4 Questionnaire: names, types and choices, no wording.

    Only what a part cannot be without is required, once anything of the part is said.
    """
    return {
        "resourceType": "Questionnaire",
        "url": URL,
        "name": "THRESHOLD_INTAKE",
        "title": "What an intake has beside Patient, Coverage, Consent and the instruments",
        "status": "active",
        "subjectType": ["Patient"],
        "item": [_item(one) for one in questions()],
    }


def _item(question: Question) -> Json:
    system = question.choice_system
    coded = [{"valueCoding": {"system": system, "code": code}} for code in question.choices]
    ends = zip((MIN_VALUE, MAX_VALUE), question.range or (), strict=False)
    found: Json = {
        "extension": [{"url": url, "valueInteger": end} for url, end in ends],
        "linkId": question.link,
        "type": question.kind,
        "required": question.required,
        "repeats": question.repeats,
        "maxLength": question.longest,
        "answerOption": coded,
        "item": [_item(one) for one in question.parts],
    }
    return {name: value for name, value in found.items() if value}


def _parts(kind: type, path: str) -> Iterator[Question]:
    hints = get_type_hints(kind, include_extras=True)
    for one in fields(kind):
        link = f"{path}{one.name}"
        if link in ELSEWHERE:
            continue
        needed = one.default is MISSING and one.default_factory is MISSING
        question = _question(link, hints[one.name], needed=needed)
        if question.kind != "group" or question.parts:
            yield question


def _question(link: str, hint: object, *, needed: bool) -> Question:
    if get_origin(hint) in (Union, UnionType):
        hint = next(one for one in get_args(hint) if one is not type(None))
    repeats = get_origin(hint) is tuple
    if repeats:
        hint = get_args(hint)[0]
    if isinstance(hint, type) and is_dataclass(hint):
        parts = tuple(_parts(hint, f"{link}."))
        return Question(link, "group", repeats, needed and repeats, parts=parts)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Question(link, "choice", repeats, needed, tuple(one.value for one in hint))
    if hint is bool:
        return Question(link, "boolean", repeats, needed)
    return _ruled(link, hint, needed=needed)


def _ruled(link: str, hint: object, *, needed: bool) -> Question:
    """The question of a field that has a rule beside its type."""
    rules = get_args(hint) if get_origin(hint) is Annotated else ()
    for rule in rules:
        if isinstance(rule, Whole):
            return Question(link, "integer", required=needed, range=(rule.least, rule.most))
        if isinstance(rule, PastDay):
            return Question(link, "date", required=needed)
        if isinstance(rule, Text):
            kind = "text" if rule.most >= _LONG else "string"
            return Question(link, kind, required=needed, longest=rule.most)
    return Question(link, "string", required=needed)
