"""What one answer of a QuestionnaireResponse says, in the terms of the pack."""

from collections.abc import Mapping
from dataclasses import dataclass

from threshold.assessment.answers import DECLINED
from threshold.assessment.pack import Item, Option, Pack
from threshold.fhir import codes
from threshold.fhir.codes import LOINC, OURS, YES_NO, Json, loinc_answer, option_coding
from threshold.fhir.elements import Element, UnusableResource, absent_reason, element, weight, whole

UNANSWERED = frozenset(
    {"unknown", "asked-unknown", "temp-unknown", "not-asked", "not-applicable", "not-performed"}
)
"""Reasons for an absent answer that leave it missing. Declining is its own; no other is read."""

NUMBERS = ("valueInteger", "valueDecimal")
KINDS = (
    *("", "valueBoolean", "valueDecimal", "valueInteger", "valueDate", "valueDateTime"),
    *("valueTime", "valueString", "valueUri", "valueAttachment", "valueCoding"),
    *("valueQuantity", "valueReference"),
)

VARIANTS = {("68509-9", "LA18938-3"): 2}
"""Answer codes of LOINC content that no form bears, by question: "More days than not".

Source: LOINC's answers to 68509-9 (GAD-7 item 2) in published forms; the printed form has "More
than half the days", LA6570-1, which is what is written.
"""

Answer = int | str
"""The option's score, or "yes", "no" or "declined": what `assessment.answers.read` takes."""


def answer_of(pack: Pack, item: Item, said: Element) -> Answer | None:
    """What was answered; None where the response says that nothing was.

    Raises:
        UnusableResource: more than one answer, none that the item offers, or one that its own
            weight contradicts.
    """
    given = list(said.elements("answer"))
    reason = absent_reason(said)
    if len(given) > 1 or (given and reason is not None):
        raise UnusableResource(said.place, "has more than one answer")
    return _one(pack, item, given[0]) if given else _absent(said, reason)


def _one(pack: Pack, item: Item, answer: Element) -> Answer | None:
    answer.refuse_modifiers()
    value = _value(answer)
    reason, scores = absent_reason(answer, value.element), weight(answer, value.element)
    if value.is_blank and scores is None:
        return _absent(answer, reason)
    if reason is not None:
        raise UnusableResource(answer.place, "has a value and a reason for having none")
    if item.up_to is not None:
        return _number(item.up_to, value)
    option = _option(pack, item, value, scores)
    if scores not in (None, option.score):
        raise UnusableResource(answer.place, "has a weight that is not its answer's")
    return option.says or option.score


@dataclass(frozen=True, slots=True)
class _Value:
    """A value[x]: its kind ("" for none), itself, and the element that its extensions are in."""

    kind: str
    itself: object
    element: Element

    @property
    def is_blank(self) -> bool:
        """Whether it is no more than extensions."""
        if isinstance(self.itself, Mapping):
            return not self.itself.keys() - {"id", "extension"}
        return self.itself is None


def _value(answer: Element) -> _Value:
    names = [name for name in answer.fields if isinstance(name, str)]
    kinds = {name.lstrip("_") for name in names if name.startswith(("value", "_value"))}
    if len(kinds) > 1:
        raise UnusableResource(answer.place, "has more than one value")
    kind = min(kinds, default="")
    if kind not in KINDS:
        raise UnusableResource(answer.place, "has a value of no kind that R4 has")
    itself = answer.fields.get(kind)
    beside = itself if isinstance(itself, Mapping) else answer.fields.get(f"_{kind}")
    return _Value(kind, itself, element(answer.at(kind), {} if beside is None else beside))


def _absent(one: Element, reason: str | None) -> Answer | None:
    if reason == codes.DECLINED:
        return DECLINED
    if reason is None or reason in UNANSWERED:
        return None
    raise UnusableResource(one.place, "is absent for a reason that is not read")


def _number(up_to: int, value: _Value) -> int:
    if value.kind not in NUMBERS:
        raise UnusableResource(value.element.place, "is not a number, which answers the item")
    number = whole(value.element.place, value.itself)
    if not 0 <= number <= up_to:
        raise UnusableResource(value.element.place, "is a number beyond the item's range")
    return number


def _option(pack: Pack, item: Item, value: _Value, scores: int | None) -> Option:
    where = value.element.place
    if value.kind == "valueBoolean" and isinstance(value.itself, bool):
        return _by_word(pack, item, where, "yes" if value.itself else "no")
    if value.kind in NUMBERS:
        return _by_number(pack, item, where, whole(where, value.itself))
    if value.kind != "valueCoding" or not isinstance(value.itself, Mapping):
        raise UnusableResource(where, "is not a kind of value that answers an item")
    option = _by_code(pack, item, value.element)
    if option is None and scores is None:
        raise UnusableResource(where, "has neither a code of the item's nor a weight")
    return option or _by_number(pack, item, where, scores or 0)


def _by_code(pack: Pack, item: Item, coding: Element) -> Option | None:
    """The option that a code stands for; None where the pack knows no code of that system."""
    system, code = coding.text("system"), coding.text("code")
    if system is None and code and code.startswith("LA"):
        system = LOINC
    if system is None or not system.startswith((LOINC, OURS)):
        return None
    if system == LOINC and not any(map(loinc_answer, pack.options(item))):
        return None
    for option in pack.options(item):
        if {"system": system, "code": code} in _codings(pack, item, option):
            return option
    raise UnusableResource(coding.place, "is a code that the item does not offer")


def _codings(pack: Pack, item: Item, option: Option) -> list[Json]:
    variants = [
        codes.loinc(code)
        for (term, code), score in VARIANTS.items()
        if (term, score) == (item.loinc, option.score)
    ]
    word = [codes.loinc(YES_NO[option.says])] if option.says else []
    return [option_coding(pack, item, option), *word, *variants]


def _by_word(pack: Pack, item: Item, place: str, word: str) -> Option:
    for option in pack.options(item):
        if option.says == word:
            return option
    raise UnusableResource(place, "answers yes or no to an item that does not ask it")


def _by_number(pack: Pack, item: Item, place: str, number: int) -> Option:
    options = pack.options(item)
    if any(option.says == "no" and option.score for option in options):
        # 1 may be a yes or, as the form scores it, a no: reading either would guess.
        raise UnusableResource(place, "is a number, where a no scores and only a code can tell")
    for option in options:
        if option.score == number:
            return option
    raise UnusableResource(place, "is a number that is none of the item's options")
