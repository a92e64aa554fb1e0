"""Which instrument and which item comes next, and what a changed answer has put off the branch.

A gate that cannot be known is not a no: nothing is taken out of the score because somebody did
not say something.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from threshold.assessment.battery import Battery, Gate, Sitting, Step
from threshold.assessment.pack import Pack, may_self_report
from threshold.assessment.scoring import Context, Scored, not_administered, score

Answers = Mapping[str, Mapping[str, object]]
"""Answers by instrument, each with a pack, then by item (see `answers.read` for an answer)."""
Packs = Mapping[str, Pack]


@dataclass(frozen=True, slots=True)
class Hidden:
    """An answered item, or with item None a whole instrument, that is off the branch now."""

    instrument: str
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """An instrument on the branch, and its items on the branch, in the order of the form."""

    instrument: str
    items: tuple[str, ...]


def on_branch(
    battery: Battery, packs: Packs, answers: Answers, sitting: Sitting
) -> tuple[Asked, ...]:
    """What the answers so far lead to: answered or not, in the order of the battery.

    What rights or language do not let the form ask is not in it.

    Raises:
        UnusableAnswer: an answer that cannot be scored.
    """
    found = []
    for pack, one in _on_the_way(battery, packs, answers, sitting):
        if may_self_report(pack, sitting.language):
            asked = {*one.missing, *one.declined, *one.answers} - _asked_elsewhere(pack, answers)
            items = tuple(item.id for item in pack.items if item.id in asked)
            found.append(Asked(pack.id, items))
    return tuple(asked for asked in found if asked.items)


def left_to_a_person(
    battery: Battery, packs: Packs, answers: Answers, sitting: Sitting
) -> tuple[str, ...]:
    """What the answers so far lead to that rights or language do not let the form ask.

    Raises:
        UnusableAnswer: an answer that cannot be scored.
    """
    way = _on_the_way(battery, packs, answers, sitting)
    return tuple(pack.id for pack, _ in way if not may_self_report(pack, sitting.language))


def _on_the_way(
    battery: Battery, packs: Packs, answers: Answers, sitting: Sitting
) -> Iterator[tuple[Pack, Scored]]:
    scored: dict[str, Scored] = {}
    for step in battery.steps:
        if _applies(step, scored, sitting):
            scored |= _scored(packs, answers, (step.pack,), sitting)
            yield packs[step.pack], scored[step.pack]


def _asked_elsewhere(pack: Pack, answers: Answers) -> set[str]:
    given = answers.get(pack.id, {})
    shared = _shared(pack, answers)
    return {item for item, answer in shared.items() if answer is not None and item not in given}


def not_applicable(
    battery: Battery, packs: Packs, answers: Answers, sitting: Sitting
) -> tuple[Hidden, ...]:
    """What was answered and is off the branch now: out of every score, kept for the audit trail.

    What signals a danger stays in, wherever it was said. So does what a gate does not rule out.

    Raises:
        UnusableAnswer: an answer that cannot be scored.
    """
    scored = _scored(packs, answers, answers, sitting)
    off = _off_branch(battery, scored, sitting)
    return tuple(Hidden(name) for name in off) + tuple(
        Hidden(name, item)
        for name, one in scored.items()
        for item, answer in answers[name].items()
        if name not in off and answer is not None
        if item not in one.answers and item not in one.declined
    )


def score_all(
    battery: Battery, packs: Packs, answers: Answers, sitting: Sitting
) -> Mapping[str, Scored]:
    """The instruments that count, scored: without those that are off the branch, and with what
    another instrument has asked for already (`Item.same_as`).

    Raises:
        UnusableAnswer: an answer that cannot be scored.
    """
    scored = _scored(packs, answers, answers, sitting)
    off = _off_branch(battery, scored, sitting)
    return {name: one for name, one in scored.items() if name not in off}


def _off_branch(battery: Battery, scored: Mapping[str, Scored], sitting: Sitting) -> list[str]:
    """In the order of the battery; an instrument behind one that is off is judged without it."""
    kept, off = dict(scored), []
    for step in battery.steps:
        one = kept.get(step.pack)
        if one and not one.signals and _applies(step, kept, sitting) is False:
            del kept[step.pack]
            off.append(step.pack)
    return off


def _scored(
    packs: Packs, answers: Answers, names: Iterable[str], sitting: Sitting
) -> dict[str, Scored]:
    context = Context(sitting.sex)
    return {name: score(packs[name], _shared(packs[name], answers), context) for name in names}


def _shared(pack: Pack, answers: Answers) -> Mapping[str, object]:
    """The answers to an instrument, with those given to the same questions elsewhere."""
    given = dict(answers.get(pack.id, {}))
    for item in pack.items:
        if item.same_as and given.get(item.id) is None:
            instrument, _, other = item.same_as.partition("/")
            given[item.id] = answers.get(instrument, {}).get(other)
    return given


def _applies(step: Step, scored: Mapping[str, Scored], sitting: Sitting) -> bool | None:
    gates = [_holds(gate, scored, sitting) for gate in step.when]
    opened = True if not gates or True in gates else (None if None in gates else False)
    needs = [opened, *(sitting.known(situation) for situation in step.only_if)]
    return False if False in needs else (None if None in needs else True)


def _holds(gate: Gate, scored: Mapping[str, Scored], sitting: Sitting) -> bool | None:
    if gate.situation:
        return sitting.known(gate.situation)
    name, _, item = (gate.yes or gate.positive or gate.not_negative or "").partition("/")
    one = scored.get(name, not_administered(name))
    if gate.yes:
        return bool(one.answers[item]) if item in one.answers else None
    return one.positive if gate.positive else one.positive is not False
