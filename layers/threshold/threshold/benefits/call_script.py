"""What to ask the payer on the phone: only what it has not said, and what it contradicts itself in.

What staff hear is recorded as `told.Told`, and grows old as any other fact does.
"""

from dataclasses import dataclass
from decimal import Decimal

from threshold.benefits.facts import Fact, Sheet, Value
from threshold.benefits.fields import Field, Form, Scope, Topic
from threshold.benefits.questions import FIELDS, TOPICS
from threshold.benefits.relevance import BILLING_CODES, REVENUE_CODES
from threshold.eligibility.answer.model import Network, YesNo

_AUTHORIZATION = (
    Topic.AUTHORIZATION_CODE, Topic.AUTHORIZATION_CONTACT, Topic.AUTHORIZATION_UNITS,
    Topic.AUTHORIZATION_PENALTY,
)  # fmt: skip
_ADMINISTRATOR = (Topic.ADMINISTRATOR_PHONE, Topic.ADMINISTRATOR_PAYER_ID)
_OUT_OF_NETWORK = (Topic.RATE_BASIS, Topic.PAYS_PROVIDER, Topic.SINGLE_CASE_AGREEMENT)
_NOT_ASKED = (Topic.DEDUCTIBLE_MET, Topic.OUT_OF_POCKET_MET, Topic.OTHER_COST)
_LIMITED = (Topic.SESSIONS_A_WEEK, Topic.SESSIONS_A_YEAR, Topic.SESSIONS_REMAINING)
_MET = {
    Topic.DEDUCTIBLE_REMAINING: Topic.DEDUCTIBLE_MET,
    Topic.OUT_OF_POCKET_REMAINING: Topic.OUT_OF_POCKET_MET,
}
_OURS = {
    Topic.CODE_COVERED: {care: f"{code}, per diem" for care, code in BILLING_CODES.items()},
    Topic.REVENUE_CODE: {care: f"we bill {code}" for care, code in REVENUE_CODES.items()},
    Topic.AUTHORIZATION_CODE: {
        care: f"it must be the one we bill, {code}" for care, code in BILLING_CODES.items()
    },
}
_REFERRED = (Topic.PLAN_NAME, Topic.PLAN_TYPE, Topic.GROUP_NUMBER, Topic.EFFECTIVE_DATE)


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `stated` are the values between which the payer has left a doubt, in words."""

    field: Field
    text: str
    form: Form
    stated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallScript:
    """A call to the payer: what staff can refer to, then what they ask, in order."""

    known: tuple[str, ...]
    questions: tuple[Question, ...]


def call_script(sheet: Sheet) -> CallScript:
    """The call that would complete a sheet. It holds nothing of the person that the sheet lacks."""
    known = tuple(
        f"{field.name}: {', '.join(map(in_words, sheet.about(field)))}"
        for field in map(Field, _REFERRED)
        if sheet.about(field)
    )
    wanted = [field for field in FIELDS if _is_open(sheet, field) and _matters(sheet, field)]
    return CallScript(known, tuple(question(sheet, field) for field in wanted))


def in_words(fact: Fact) -> str:
    """A fact for a person: its value, where it is from, and what limits it."""
    at = f" segment {', '.join(map(str, fact.segments))}" if fact.segments else ""
    limits = f"; {fact.note}" if fact.note else ""
    said = spoken(fact.value, TOPICS[fact.field.topic].form)
    return f"{said} ({fact.source}{at}, {fact.said_on.isoformat()}{limits})"


def spoken(value: Value, form: Form) -> str:
    """A value as staff say it: $900.00, 20 %, yes, 2026-01-01."""
    if not isinstance(value, Decimal):
        return str(value)
    if form is Form.MONEY:
        return f"${value:.2f}"
    return f"{(value * 100).normalize():f} %" if form is Form.FRACTION else f"{value:f}"


def _is_open(sheet: Sheet, field: Field) -> bool:
    """Whether a field is not known, or known in two ways."""
    return len(sheet.values(field)) != 1


def _matters(sheet: Sheet, field: Field) -> bool:
    """Whether the answer could still change anything, by what is known already."""
    topic, ours = field.topic, sheet.values(Field(Topic.PROVIDER_IN_NETWORK))
    if topic in _MET and not sheet.about(field):
        return not sheet.about(Field(_MET[topic], field.network, field.level))
    if topic in _NOT_ASKED:
        return bool(sheet.about(field))
    if topic in _AUTHORIZATION:
        return sheet.values(Field(Topic.PRIOR_AUTHORIZATION)) != (YesNo.NO,)
    if topic is Topic.OTHER_CODE:
        return YesNo.NO in sheet.values(Field(Topic.CODE_COVERED))
    if topic in _ADMINISTRATOR:
        return bool(sheet.named(Topic.ADMINISTRATOR))
    if topic is Topic.COMBINED_WITH_PHP:
        return any(sheet.about(Field(limit)) for limit in _LIMITED)
    if topic in _OUT_OF_NETWORK or field.network is Network.OUT:
        return ours != (YesNo.YES,)
    return not (field.network is Network.IN and ours == (YesNo.NO,))


def question(sheet: Sheet, field: Field) -> Question:
    """How a field is asked for, with whatever was said of it."""
    asked = TOPICS[field.topic]
    text = asked.text
    if field.topic in _OURS:
        text = f"{text} ({_OURS[field.topic][sheet.care]})"
    if asked.scope is not Scope.PLAN:
        text = f"{text} ({field.name.partition(', ')[2]})"
    return Question(field, text, asked.form, tuple(map(in_words, sheet.about(field))))
