"""The fields of the form: what each takes, and what was typed as what was said.

The rules of a field are those of the submission's own types, so that what the form takes the door
behind it takes too.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from threshold.form.draft import Value
from threshold.intake.field_rules import Text
from threshold.intake.invitation import is_invitation
from threshold.intake.submission import CardCode, Email, Line, MemberId, OwnWords, Phone

Posted = Mapping[str, Sequence[str]]
"""A posted form: every value by name."""

DECLINED = "declined"
_EARLIEST = date(1900, 1, 1)
_NOT_PRINTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of the text around them."""


class Kind(StrEnum):
    """How a field is asked for, and what it takes."""

    LINE = "line"
    WORDS = "words"
    PHONE = "phone"
    EMAIL = "email"
    MEMBER_ID = "member_id"
    CARD_CODE = "card_code"
    INVITATION = "invitation"
    DAY = "day"
    WHOLE = "whole"
    DOLLARS = "dollars"
    YES_NO = "yes_no"
    CHOICE = "choice"
    LIST = "list"
    MANY = "many"
    ITEM = "item"


class Fault(StrEnum):
    """Why what was typed cannot be taken."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    NOT_PRINTED = "not_printed"
    NOT_A_PHONE = "not_a_phone"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_MEMBER_ID = "not_a_member_id"
    NOT_AN_INVITATION = "not_an_invitation"
    NOT_A_DAY = "not_a_day"
    NOT_IN_THE_PAST = "not_in_the_past"
    NOT_A_NUMBER = "not_a_number"
    NOT_OFFERED = "not_offered"
    RENEWED = "renewed"
    SAME = "same"
    LIKE_A_PHONE = "like_a_phone"
    LIKE_AN_SSN = "like_an_ssn"
    WITHOUT_DIGIT = "without_digit"


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a page.

    name: its path in a submission, as in "person.name.first".
    required: the page is not left without it. needed_with: another field, and a value of it (None:
    any) that makes this one required. needed_without: another field, without which this one is
    required. options: the values offered, in their order; labels: what these are called, where
    that is no matter of language. at_least, up_to: the bounds of a number.
    refusable: "prefer not to answer" is offered. helps: it only helps to fill another field in,
    and is kept nowhere.
    autocomplete: the purpose by which a browser offers what it knows (WCAG 2.2, 1.3.5).
    """

    name: str
    kind: Kind
    required: bool = False
    needed_with: tuple[str, Value | None] | None = None
    needed_without: str = ""
    options: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    at_least: int = 0
    up_to: int = 0
    refusable: bool = False
    helps: bool = False
    autocomplete: str = ""

    def is_needed(self, said: Mapping[str, Value | None]) -> bool:
        """Whether it is required beside what else was said."""
        if self.needed_without:
            return said.get(self.needed_without) is None
        if self.needed_with is None:
            return self.required
        other, wanted = self.needed_with
        value = said.get(other)
        return value is not None and wanted in (None, value)


class Unusable(Exception):
    """What was typed cannot be taken. Names the fault, never what was typed."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def read(field: Field, posted: Posted, today: date) -> Value | None:
    """What was said to a field; None for nothing.

    Raises:
        Unusable: it cannot be taken.
    """
    return _READERS[field.kind](field, posted, today)


def typed(field: Field, posted: Posted) -> tuple[str, ...]:
    """What was typed into a field, to be shown again."""
    if field.kind is Kind.DAY:
        return tuple(_text(posted, f"{field.name}.{part}") for part in ("month", "day", "year"))
    return tuple(posted.get(field.name, ()))


def _text(posted: Posted, name: str) -> str:
    """Line ends as one character; white space around it dropped."""
    return "".join(posted.get(name, ())[:1]).replace("\r\n", "\n").strip()


def _rule(of: object) -> Text:
    """The rule a type of the submission carries."""
    rule: Text = of.__metadata__[0]  # type: ignore[attr-defined]
    return rule


def _line(field: Field, posted: Posted, rule: Text) -> str | None:
    text = _text(posted, field.name)
    if not text:
        return None
    if len(text) > rule.most:
        raise Unusable(Fault.TOO_LONG)
    if _NOT_PRINTED.search(text):
        raise Unusable(Fault.NOT_PRINTED)
    return text


def _read_line(field: Field, posted: Posted, _today: date) -> str | None:
    text = _line(field, posted, _rule(Line))
    return " ".join(text.split()) if text else None


def _read_words(field: Field, posted: Posted, _today: date) -> str | None:
    return _line(field, posted, _rule(OwnWords))


def _patterned(text: str | None, rule: Text, fault: Fault) -> str | None:
    if text and not (rule.pattern and re.search(rule.pattern, text) and len(text) <= rule.most):
        raise Unusable(fault)
    return text


def _read_phone(field: Field, posted: Posted, _today: date) -> str | None:
    """Ten digits are a number of the United States."""
    text = _line(field, posted, _rule(Line))
    if not text:
        return None
    digits = re.sub(r"[\s().\-/\u2010-\u2015]", "", text)
    if re.fullmatch(r"1?[2-9][0-9]{9}", digits):
        digits = f"+1{digits[-10:]}"
    return _patterned(digits, _rule(Phone), Fault.NOT_A_PHONE)


def _read_email(field: Field, posted: Posted, _today: date) -> str | None:
    text = _line(field, posted, _rule(Email))
    return _patterned(text, _rule(Email), Fault.NOT_AN_EMAIL)


def _read_member_id(field: Field, posted: Posted, _today: date) -> str | None:
    text = _line(field, posted, _rule(MemberId))
    return _patterned(text and text.upper(), _rule(MemberId), Fault.NOT_A_MEMBER_ID)


def _read_card_code(field: Field, posted: Posted, _today: date) -> str | None:
    text = _line(field, posted, _rule(CardCode))
    return _patterned(text, _rule(CardCode), Fault.NOT_A_MEMBER_ID)


def _read_invitation(field: Field, posted: Posted, _today: date) -> str | None:
    """Its own digits say whether it is one; whether anybody gave it out is not looked at."""
    text = _line(field, posted, _rule(Line))
    digits = re.sub(r"[\s\-]", "", text or "")
    if digits and not is_invitation(digits):
        raise Unusable(Fault.NOT_AN_INVITATION)
    return digits or None


def _read_day(field: Field, posted: Posted, today: date) -> str | None:
    parts = typed(field, posted)
    if not any(parts):
        return None
    try:
        month, day, year = (int(part) if part.isascii() else -1 for part in parts)
        found = date(year, month, day)
    except ValueError:
        raise Unusable(Fault.NOT_A_DAY) from None
    if found < _EARLIEST:
        raise Unusable(Fault.NOT_A_DAY)
    if found >= today:
        raise Unusable(Fault.NOT_IN_THE_PAST)
    return found.isoformat()


def _read_whole(field: Field, posted: Posted, _today: date) -> int | None:
    text = _text(posted, field.name)
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,4}", text) or not field.at_least <= int(text) <= field.up_to:
        raise Unusable(Fault.NOT_A_NUMBER)
    return int(text)


def _read_dollars(field: Field, posted: Posted, _today: date) -> int | None:
    """Whole dollars, as people write them: "$45,000", "45 000.00"."""
    text = _text(posted, field.name)
    if not text:
        return None
    plain = re.sub(r"[\s$,]|\.[0-9]{0,2}$", "", text)
    if not re.fullmatch(r"[0-9]{1,9}", plain) or int(plain) > field.up_to:
        raise Unusable(Fault.NOT_A_NUMBER)
    return int(plain)


def _read_choice(field: Field, posted: Posted, _today: date) -> str | None:
    text = _text(posted, field.name)
    if text and text not in field.options:
        raise Unusable(Fault.NOT_OFFERED)
    return text or None


def _read_yes_no(field: Field, posted: Posted, today: date) -> bool | None:
    text = _read_choice(field, posted, today)
    return None if text is None else text == "yes"


def _read_many(field: Field, posted: Posted, _today: date) -> tuple[str, ...] | None:
    chosen = set(posted.get(field.name, ()))
    if chosen - set(field.options):
        raise Unusable(Fault.NOT_OFFERED)
    return tuple(option for option in field.options if option in chosen) or None


def _read_item(field: Field, posted: Posted, today: date) -> int | str | None:
    if DECLINED in posted.get(field.name, ()) and _text(posted, field.name) in ("", DECLINED):
        return DECLINED
    if field.up_to:
        return _read_whole(field, posted, today)
    text = _read_choice(field, posted, today)
    return None if text is None else int(text)


_READERS: Mapping[Kind, Callable[[Field, Posted, date], Value | None]] = {
    Kind.LINE: _read_line,
    Kind.WORDS: _read_words,
    Kind.PHONE: _read_phone,
    Kind.EMAIL: _read_email,
    Kind.MEMBER_ID: _read_member_id,
    Kind.CARD_CODE: _read_card_code,
    Kind.INVITATION: _read_invitation,
    Kind.DAY: _read_day,
    Kind.WHOLE: _read_whole,
    Kind.DOLLARS: _read_dollars,
    Kind.YES_NO: _read_yes_no,
    Kind.CHOICE: _read_choice,
    Kind.LIST: _read_choice,
    Kind.MANY: _read_many,
    Kind.ITEM: _read_item,
}
