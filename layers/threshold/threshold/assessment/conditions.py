"""The conditions of the rules: pure, each over the facts and the program's settings.

A condition answers with the inputs that it rests on, by name; with none, it does not hold.
"""

from collections.abc import Callable, Mapping

from threshold.assessment.facts import DECLINED, MISSING, Facts, incomplete
from threshold.assessment.scoring import Scored, Status, Total
from threshold.assessment.settings import Settings

Input = bool | int | str
Inputs = Mapping[str, Input]
Condition = Callable[[Facts, Settings], Inputs]

NONE: Inputs = {}
YES = 1
EXTREMELY = 3
ASQ_SCREEN = ("q1", "q2", "q3", "q4")
PHQ9_ITEMS = tuple(f"q{number}" for number in range(1, 10))
SAFETY_ITEMS = {"asq": (*ASQ_SCREEN, "q5"), "phq-9": ("q9",)}


def suicidal_now(facts: Facts, _settings: Settings) -> Inputs:
    """ASQ item 5 is yes, whatever the others are."""
    return {"asq/q5": YES} if facts.of("asq").answers.get("q5") == YES else NONE


def suicidal_now_unknown(facts: Facts, _settings: Settings) -> Inputs:
    """Any yes on the ASQ, and item 5 unanswered or declined."""
    asq = facts.of("asq")
    yes = _asq_yes(asq)
    return {**yes, "asq/q5": _absence(asq, "q5")} if yes and "q5" not in asq.answers else NONE


def suicide_risk(facts: Facts, _settings: Settings) -> Inputs:
    """ASQ positive with item 5 no, or PHQ-9 item 9 at 1 or more."""
    asq = facts.of("asq")
    yes = _asq_yes(asq)
    found: dict[str, Input] = {**yes, "asq/q5": 0} if yes and asq.answers.get("q5") == 0 else {}
    item_9 = facts.of("phq-9").answers.get("q9", 0)
    return found | ({"phq-9/q9": item_9} if item_9 >= 1 else {})


def severe_depression(facts: Facts, settings: Settings) -> Inputs:
    """PHQ-9 severe, or high and extremely difficult to function.

    Of an unfinished PHQ-9, the answers that are there count if they alone reach the threshold:
    the rest could only add to them.
    """
    answers = facts.of("phq-9").answers
    reached = sum(answers.get(item, 0) for item in PHQ9_ITEMS)
    if reached >= settings.severe_phq9:
        return {"phq-9/total": reached}
    if reached >= settings.high_phq9 and answers.get("difficulty") == EXTREMELY:
        return {"phq-9/total": reached, "phq-9/difficulty": EXTREMELY}
    return NONE


def out_of_licence(facts: Facts, settings: Settings) -> Inputs:
    """The person is in a state, known, in which the program's clinicians may not treat.

    A state that was not said is not this: it is a doubt, and leaves the outcome to a human.
    """
    state = facts.physical_state
    return {"location/state": state} if state and state not in settings.licensed_states else NONE


def safety_unknown(facts: Facts, _settings: Settings) -> Inputs:
    """A safety item that everybody is asked is missing or declined."""
    found: dict[str, Input] = {}
    for instrument, items in SAFETY_ITEMS.items():
        scored = facts.of(instrument)
        if scored.status is Status.NOT_ADMINISTERED:
            found[instrument] = Status.NOT_ADMINISTERED.value
        for item in items:
            if item in scored.missing or item in scored.declined:
                found[f"{instrument}/{item}"] = _absence(scored, item)
    return found


def fits_program(facts: Facts, settings: Settings) -> Inputs:
    """Symptoms of this level with impaired function, or stepping down; and nothing missing."""
    if incomplete(facts, settings.required_instruments):
        return NONE
    symptoms = {
        f"{instrument}/total": _plain(total)
        for instrument, at_least in settings.candidate_from.items()
        if (total := facts.of(instrument).total) is not None
        and at_least <= total < _too_severe(instrument, settings)
    }
    function = _impaired(facts, settings)
    return {**symptoms, **function} if symptoms and function else NONE


def below_program(facts: Facts, settings: Settings) -> Inputs:
    """Every screen of the battery is complete and negative, function is not impaired.

    Nor is there any safety signal, nor word of stepping down from a higher level of care.
    """
    if incomplete(facts, settings.required_instruments) or facts.recent_discharge is not False:
        return NONE
    battery = [facts.of(instrument) for instrument in settings.required_instruments]
    negative = all(scored.positive is False and not scored.signals for scored in battery)
    # The difficulty item is absent here only where the total is 0 and it is not asked.
    difficulty = facts.of("phq-9").answers.get("difficulty", 0)
    if not negative or difficulty >= settings.impaired_difficulty:
        return NONE
    return {"phq-9/difficulty": difficulty} | {
        f"{scored.instrument}/{'band' if scored.total is None else 'total'}": _result(scored)
        for scored in battery
    }


def nothing_fired(facts: Facts, settings: Settings) -> Inputs:
    """Always holds: what no other rule speaks of, with what was missing for one to."""
    absent = incomplete(facts, settings.required_instruments)
    return {"rules fired": 0, **dict.fromkeys(absent, MISSING)}


def _asq_yes(asq: Scored) -> dict[str, Input]:
    return {f"asq/{item}": YES for item in ASQ_SCREEN if asq.answers.get(item) == YES}


def _absence(scored: Scored, item: str) -> str:
    return DECLINED if item in scored.declined else MISSING


def _too_severe(instrument: str, settings: Settings) -> float:
    return settings.severe_phq9 if instrument == "phq-9" else float("inf")


def _impaired(facts: Facts, settings: Settings) -> dict[str, Input]:
    difficulty = facts.of("phq-9").answers.get("difficulty", 0)
    found: dict[str, Input] = {}
    if difficulty >= settings.impaired_difficulty:
        found["phq-9/difficulty"] = difficulty
    if facts.recent_discharge:
        found["recent discharge"] = True
    return found


def _result(scored: Scored) -> Input:
    return str(scored.band) if scored.total is None else _plain(scored.total)


def _plain(total: Total) -> Input:
    return total if isinstance(total, int) else str(total)
