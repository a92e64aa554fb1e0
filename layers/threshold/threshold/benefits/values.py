"""The values of the sheet's fields in text, as they travel and are stored, and back."""

import re
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from threshold.benefits.facts import UnusableFact, Value
from threshold.benefits.fields import Form
from threshold.eligibility.answer.model import YesNo
from threshold.eligibility.answer_json import money, quantity

LONGEST = 200
_NUMBERS = MappingProxyType(
    {
        Form.MONEY: (r"\d{1,9}(\.\d{1,2})?", 'must be US dollars in a string, such as "1500.00"'),
        Form.FRACTION: (r"0(\.\d{1,4})?|1(\.0{1,4})?", 'must be a fraction of 1, such as "0.20"'),
        Form.COUNT: (r"\d{1,4}", 'must be a whole number in a string, such as "20"'),
    }
)


def value_of(form: Form, text: str) -> Value:
    """The value that a text stands for.

    Raises:
        UnusableFact: the form has no such value. The message is the rule.
    """
    if form in _NUMBERS:
        pattern, rule = _NUMBERS[form]
        if not re.fullmatch(pattern, text, re.ASCII):
            raise UnusableFact(rule)
        return Decimal(text)
    if form is Form.DAY:
        return _day(text)
    if form is Form.YES_NO:
        if text not in (YesNo.YES, YesNo.NO):
            raise UnusableFact("must be yes or no")
        return YesNo(text)
    if not 1 <= len(text.strip()) <= LONGEST:
        raise UnusableFact(f"must be text of 1 to {LONGEST} characters")
    return text.strip()


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise UnusableFact("must be a date, YYYY-MM-DD")
    return found


def text_of(form: Form, value: Value) -> str:
    """The one text of a value: money with cents, a fraction with two places or more."""
    if not isinstance(value, Decimal):
        return str(value)
    text = quantity(value) if form is Form.COUNT else money(value)
    return text or ""
