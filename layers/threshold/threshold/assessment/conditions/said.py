"""What conditions are made of: the inputs that one rests on, by name; with none, it does not hold.

Inputs are named "instrument/item", "instrument/total", or in plain words where nobody was asked.
"""

from collections.abc import Callable

from threshold.assessment.facts import DECLINED, MISSING, YES, Facts
from threshold.assessment.recommendation import Input, Inputs
from threshold.assessment.scoring import Scored, Total
from threshold.assessment.settings import Settings

Condition = Callable[[Facts, Settings], Inputs]

NONE: Inputs = {}


def yes(facts: Facts, instrument: str, *items: str) -> dict[str, Input]:
    """Those of the questions that were answered with yes."""
    return {f"{instrument}/{item}": YES for item in items if facts.said_yes(instrument, item)}


def both(one: Inputs, other: Inputs) -> Inputs:
    """The inputs of both, where both hold."""
    return {**one, **other} if one and other else NONE


def absence(scored: Scored, item: str) -> str:
    """Why an item has no answer."""
    return DECLINED if item in scored.declined else MISSING


def gaps(scored: Scored, items: tuple[str, ...]) -> dict[str, Input]:
    """Those of the items that were asked and have no answer."""
    blank = (*scored.missing, *scored.declined)
    return {f"{scored.instrument}/{item}": absence(scored, item) for item in items if item in blank}


def plain(total: Total) -> Input:
    """A total as it is stored: a sum as a number, a mean as text."""
    return total if isinstance(total, int) else str(total)
