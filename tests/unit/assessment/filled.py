"""Instruments as people fill them in: answers come from the packs' own options, never by hand."""

from collections.abc import Mapping
from typing import NamedTuple

from hypothesis import strategies as st

from threshold.assessment.battery import Battery, Sitting
from threshold.assessment.branching import left_to_a_person, on_branch, score_all
from threshold.assessment.pack import Item, Op, Pack
from threshold.assessment.pack_files import load_battery, load_packs

PACKS = load_packs()
BATTERY = load_battery()
OURS = {
    "withdrawal",
    "psychosis-mania",
    "violence",
    "medical",
    "overdose",
    "eating",
    "cognition",
    "pregnancy",
    "pain",
}
"""Our own direct questions."""

Form = Mapping[str, object]
Forms = Mapping[str, Form]


class Ask(NamedTuple):
    """This item comes next."""

    instrument: str
    item: str


class Stop(NamedTuple):
    """Nothing more is asked: this signal is for a person."""

    signal: str


class Done(NamedTuple):
    """All is asked but what is left to a person."""

    by_a_person: tuple[str, ...]


Next = Ask | Stop | Done


def ask_next(battery: Battery, packs: Mapping[str, Pack], answers: Forms, sitting: Sitting) -> Next:
    """What a form comes to next that asks one item at a time."""
    scored = score_all(battery, packs, answers, sitting).values()
    for signal in battery.stops:
        if any(signal in one.signals for one in scored):
            return Stop(signal)
    for asked in on_branch(battery, packs, answers, sitting):
        given = answers.get(asked.instrument, {})
        for item in asked.items:
            if given.get(item) is None:
                return Ask(asked.instrument, item)
    return Done(left_to_a_person(battery, packs, answers, sitting))


def options(pack: Pack, item: Item) -> list[object]:
    """What the form offers for an item, by score: words where it has words, else the scores.

    Of an item that asks for a number, the first few.
    """
    if item.up_to is not None:
        return list(range(min(item.up_to, 20) + 1))
    ordered = sorted(pack.options(item), key=lambda option: option.score)
    return [option.says or option.score for option in ordered]


def points(pack: Pack, item: Item) -> list[int]:
    """What each of `options` scores."""
    if item.up_to is not None:
        return list(range(min(item.up_to, 20) + 1))
    return sorted(option.score for option in pack.options(item))


def least(pack: Pack) -> dict[str, object]:
    """A form with the answer that scores the least everywhere."""
    return {item.id: options(pack, item)[0] for item in pack.items}


def reaching(pack: Pack, total: int, score_id: str = "total") -> dict[str, object]:
    """A form whose score of that name sums to the total, safety items last to be raised.

    Gates are opened. Of a mean, `total` is the sum of its items.
    """
    whole = next(score for score in pack.scores if score.id == score_id)
    counted = [item for item in pack.items if item.id in whole.items]
    counted.sort(key=lambda item: bool(item.safety))
    form = {item.id: options(pack, item)[-1 if item.id == "gate" else 0] for item in pack.items}
    for place, item in enumerate(counted):
        rest = _sums(pack, counted[place + 1 :])
        best = max(value for value in points(pack, item) if total - value in rest)
        form[item.id] = options(pack, item)[points(pack, item).index(best)]
        total -= best
    return form


def _sums(pack: Pack, items: list[Item]) -> set[int]:
    sums = {0}
    for item in items:
        sums = {one + value for one in sums for value in points(pack, item)}
    return sums


def sums_of(pack: Pack) -> range:
    """What the items of the total can sum to, as the pack says."""
    whole = next(score for score in pack.scores if score.id == "total")
    times = len(whole.items) if whole.op is Op.MEAN else 1
    return range(whole.low * times, min(whole.high, 20 if pack.choices == {} else 80) * times + 1)


def a_form(pack: Pack, *, complete: bool = False) -> st.SearchStrategy[dict[str, object]]:
    """Any form of a pack: each item answered, blank or, unless `complete`, declined."""
    gaps: list[object] = [] if complete else [None, "declined"]
    return st.fixed_dictionaries(
        {item.id: st.sampled_from([*options(pack, item), *gaps]) for item in pack.items}
    )


def sit(sitting: Sitting, said: Mapping[str, object]) -> tuple[dict[str, dict[str, object]], Next]:
    """A whole sitting: every question that comes is answered, with `said` by "instrument/item",
    else with what scores the least; the answers, and how it ended."""
    answers: dict[str, dict[str, object]] = {}
    while isinstance(following := ask_next(BATTERY, PACKS, answers, sitting), Ask):
        pack = PACKS[following.instrument]
        answer = said.get(f"{pack.id}/{following.item}", least(pack)[following.item])
        answers.setdefault(pack.id, {})[following.item] = answer
    return answers, following


def phq9(total: int, difficulty: object = None) -> dict[str, object]:
    """A PHQ-9 of this total; item 9 is above 0 only from a total of 25 on."""
    return _scored("phq-9", total) | ({} if difficulty is None else {"difficulty": difficulty})


def gad7(total: int) -> dict[str, object]:
    return _scored("gad-7", total)


def _scored(instrument: str, total: int) -> dict[str, object]:
    pack = PACKS[instrument]
    scored = {item.id for item in pack.items if item.scored}
    form = reaching(pack, total)
    return {item: answer for item, answer in form.items() if item in scored}


def asq(*yes: str, now: str | None = None) -> dict[str, object]:
    """An ASQ with these of the four questions at yes, and item 5 as said, if it was."""
    form: dict[str, object] = {f"q{n}": "yes" if f"q{n}" in yes else "no" for n in range(1, 5)}
    return form | ({} if now is None else {"q5": now})
