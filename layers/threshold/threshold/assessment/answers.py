"""Reading answers as they come from a form: what was said, what was declined, what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from threshold.assessment.pack import Item, Pack

DECLINED = "declined"
WORDS = frozenset({"yes", "no"})


class UnusableAnswer(ValueError):
    """An answer that cannot be scored. Names instrument, item and rule, never the value."""

    def __init__(self, instrument: str, item: str | None, rule: str) -> None:
        super().__init__(": ".join(part for part in (instrument, item, rule) if part))
        self.instrument = instrument
        self.item = item
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered, by item, as the option's score; and what the person would not answer."""

    scores: Mapping[str, int]
    declined: frozenset[str]


def in_form_order(pack: Pack, answers: Sequence[object]) -> dict[str, object]:
    """Answers given as a list in the order of the form, by item; a short list leaves the rest.

    Raises:
        UnusableAnswer: there are more answers than the pack has items.
    """
    if len(answers) > len(pack.items):
        raise UnusableAnswer(pack.id, None, f"more answers than its {len(pack.items)} items")
    return {item.id: answer for item, answer in zip(pack.items, answers, strict=False)}


def read(pack: Pack, answers: Mapping[str, object]) -> Given:
    """The answers checked against the pack, in the order of the form.

    An answer is the option's score, or the number asked for, as a whole number, or "yes" or "no"
    where the item's options say so, or "declined"; None or absent is unanswered.

    Raises:
        UnusableAnswer: an item the pack does not have, or an answer its item does not offer.
    """
    if unknown := answers.keys() - {item.id for item in pack.items}:
        raise UnusableAnswer(pack.id, _name(min(unknown)), "the instrument has no such item")
    scores, declined = {}, set()
    for item in pack.items:
        answer = answers.get(item.id)
        if answer == DECLINED:
            declined.add(item.id)
        elif answer is not None:
            scores[item.id] = _score(pack, item, answer)
    return Given(scores, frozenset(declined))


def _score(pack: Pack, item: Item, answer: object) -> int:
    # type() and not isinstance: True is an int, and 1.0 equals 1.
    if type(answer) is int:
        if item.up_to is not None and 0 <= answer <= item.up_to:
            return answer
        for option in pack.options(item):
            if option.score == answer:
                return answer
    elif isinstance(answer, str) and answer in WORDS:
        for option in pack.options(item):
            if option.says == answer:
                return option.score
    raise UnusableAnswer(pack.id, item.id, _rule(item, answer))


def _rule(item: Item, answer: object) -> str:
    if isinstance(answer, bool | float):
        return "true, false and fractions are not answers"
    if isinstance(answer, str):
        return "text that is not one of its options"
    if item.up_to is not None:
        return f"not a whole number from 0 to {item.up_to}"
    return "not one of its options"


def _name(item: str) -> str:
    """An unknown item's name, unless it is something that no item could be called."""
    usable = item.isascii() and item.isidentifier() and len(item) <= 20
    return item if usable else "(a name no item could have)"
