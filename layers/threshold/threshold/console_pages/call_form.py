"""The call script as a form: every question with its possible answers, and what was tapped."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from threshold.benefits.call_script import Question, question
from threshold.benefits.facts import NOBODY, Source
from threshold.benefits.fields import Care, Field, Form, Topic
from threshold.benefits.questions import FIELDS, TOPICS
from threshold.benefits.relevance import BILLING_CODES, REVENUE_CODES
from threshold.benefits.told import Party
from threshold.eligibility.answer.model import YesNo
from threshold.staff.kept_forms import Posted
from threshold.use_cases.payer_benefits import PayerBenefits
from threshold.web.fact_form import Object

SAY, TAKE_BACK, RECORD = "say.", "take_back.", "record"
HEADER = ("representative", "reference", "source", "said_on")
"""What is said once for a whole call."""
HEARD = (Source.PHONE, Source.PORTAL, Source.CARD)
_YEARS = ("calendar", "service", "contract")
_USUAL: Mapping[Topic, tuple[str, ...]] = {
    Topic.PLAN_TYPE: ("PPO", "EPO", "HMO", "POS"),
    Topic.FUNDING: ("self-funded", "fully insured"),
    Topic.PLAN_YEAR: _YEARS,
    Topic.COINSURANCE: ("0", "10", "20", "30", "40", "50"),
    Topic.COPAY: ("0", "20", "30", "40", "50"),
    Topic.DEDUCTIBLE_REMAINING: ("0",),
    Topic.OUT_OF_POCKET_REMAINING: ("0",),
    Topic.ADMINISTRATOR: (NOBODY,),
    Topic.OTHER_PAYER: (NOBODY,),
    Topic.AUTHORIZATION_PENALTY: (NOBODY,),
    Topic.ACCREDITATION: (NOBODY, "state license", "Joint Commission", "CARF"),
    Topic.AUTHORIZATION_CONTACT: ("phone", "fax", "portal"),
    Topic.TELEHEALTH_BILLING: ("POS 10, modifier 95", "POS 02, modifier 95"),
    Topic.TIMELY_FILING: ("90", "180", "365"),
}
"""What representatives mostly answer; whatever else they say is written."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. `key`: the name of its field. usual: answers to tap, as posted.

    unit: what a written answer is in, empty for words. stated: what leaves the doubt, in words.
    """

    key: str
    text: str
    form: Form
    usual: tuple[str, ...]
    unit: str
    stated: tuple[str, ...]
    written: str


def key_of(field: Field) -> str:
    """The name of a field of the sheet in the form, such as copay.in."""
    return ".".join(filter(None, (field.topic, field.network, field.level)))


def is_said(button: str) -> bool:
    """Whether a button records something; that of a page whose time was up does not."""
    return button == RECORD or button.startswith((SAY, TAKE_BACK))


def questions(one: PayerBenefits, typed: Posted) -> tuple[Asked, ...]:
    """The questions of a call, each with what was written in it before.

    What was written in one that is open no more, since somebody else was told the answer, comes
    first: it is not lost, and what was said stands beside it.
    """
    if one.script is None:
        return ()
    left = [each.field for each in one.script.questions]
    closed = [field for field in FIELDS if _one(typed, key_of(field)) and field not in left]
    wanted = (*(question(one.sheet, field) for field in closed), *one.script.questions)
    return tuple(_asked(each, one.care, typed) for each in wanted)


def with_tapped(posted: Posted) -> Posted:
    """What was posted, with the answer that was tapped as if it had been written."""
    tapped, _, answer = _one(posted, "go").removeprefix(SAY).partition("=")
    known = {key_of(field) for field in FIELDS}
    return {**posted, tapped: [answer]} if tapped in known and answer else posted


def _asked(question: Question, care: Care, typed: Posted) -> Asked:
    """A question with what may be tapped, and what was written in it before."""
    key = key_of(question.field)
    unit = {Form.MONEY: "$", Form.FRACTION: "%"}.get(question.form, "")
    return Asked(
        key,
        question.text,
        question.form,
        _usual(question, care),
        unit,
        question.stated,
        "".join(typed.get(key, ())[:1]),
    )


def recording(posted: Posted, party: Party, version: int | None) -> tuple[Object, tuple[str, ...]]:
    """What a posted script says, in the form that the API takes, and the key of each fact in it.

    The button that was pressed says one answer or takes one back; whatever was written in other
    questions is recorded with it, so that nothing of it is lost.
    """
    go = _one(posted, "go")
    if go.startswith(TAKE_BACK):
        return {"takes_back": [go.removeprefix(TAKE_BACK)], "version": version}, ()
    said = with_tapped(posted)
    written = {key_of(field): (field, _one(said, key_of(field))) for field in FIELDS}
    written = {key: (field, text) for key, (field, text) in written.items() if text.strip()}
    header = _header(posted) | {"party": party}
    facts = [_fact(field, text) | header for field, text in written.values()]
    return {"facts": facts, "version": version}, tuple(written)


def header_of(posted: Posted, last: Mapping[str, str], today: date) -> Mapping[str, str]:
    """What a call is headed by: what was written, else what this person wrote last on this call."""
    usual = {"source": Source.PHONE.value, "said_on": today.isoformat(), **last}
    return {name: _one(posted, name) or usual.get(name, "") for name in HEADER}


def _header(posted: Posted) -> Object:
    found: Object = {name: _one(posted, name) for name in HEADER if _one(posted, name)}
    if found.get("source") == Source.PHONE:
        return found
    # Nobody was spoken to: what stands there is of the call before.
    return {name: found[name] for name in ("source", "said_on") if name in found}


def _fact(field: Field, text: str) -> Object:
    value = _value(TOPICS[field.topic].form, text.strip())
    fact: Object = {"field": field.topic, "value": value}
    fact |= {"network": field.network} if field.network else {}
    return fact | ({"level": field.level} if field.level else {})


def _value(form: Form, text: str) -> str:
    """What was written as the API takes it: 20 of a hundred is 0.2, $1,500 is 1500."""
    if form is Form.MONEY:
        return text.removeprefix("$").replace(",", "").strip()
    if form is Form.FRACTION:
        try:
            return f"{Decimal(text.removesuffix('%').strip()) / 100:f}"
        except InvalidOperation:
            return text
    return text.lower() if form is Form.YES_NO else text


def _usual(question: Question, care: Care) -> tuple[str, ...]:
    topic = question.field.topic
    if question.form is Form.YES_NO:
        return (YesNo.YES, YesNo.NO)
    if topic is Topic.REVENUE_CODE:
        return (REVENUE_CODES[care],)
    if topic is Topic.AUTHORIZATION_CODE:
        return (BILLING_CODES[care],)
    return _USUAL.get(topic, ())


def _one(posted: Posted, name: str) -> str:
    return "".join(posted.get(name, ())[:1])
