"""Reading answers as they come from a form: what was said, what was declined, what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from threshold.assessment.pack import Item, Option, Pack

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

    An answer is the option's score as a whole number, or "yes" or "no" where the item's options
    say so, or "declined"; None or absent is unanswered.

    Raises:
        UnusableAnswer: an item the pack does not have, or an answer its item does not offer.
    """
    if unknown := answers.keys() - {item.id for item in pack.items}:
        raise UnusableAnswer(pack.id, _name(min(unknown)), "the instrument has no such item")
    said = {item: answers.get(item.id) for item in pack.items}
    return Given(
        {item.id: _score(pack, item, one) for item, one in said.items() if _answered(one)},
        frozenset(item.id for item, one in said.items() if one == DECLINED),
    )


def _answered(answer: object) -> bool:
    return answer is not None and answer != DECLINED


def _score(pack: Pack, item: Item, answer: object) -> int:
    for option in pack.choices[item.answers]:
        if _is(option, answer):
            return option.score
    if isinstance(answer, bool | float):
        rule = "true, false and fractions are not answers"
    elif isinstance(answer, str):
        rule = "text that is not one of its options"
    else:
        rule = "not one of its options"
    raise UnusableAnswer(pack.id, item.id, rule)


def _is(option: Option, answer: object) -> bool:
    # type() and not isinstance: True is an int, and 1.0 equals 1.
    if type(answer) is int:
        return answer == option.score
    return isinstance(answer, str) and answer in WORDS and answer == option.says


def _name(item: str) -> str:
    """An unknown item's name, unless it is something that no item could be called."""
    usable = item.isascii() and item.isidentifier() and len(item) <= 20
    return item if usable else "(a name no item could have)"
