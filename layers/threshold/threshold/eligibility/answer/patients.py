"""Whose coverage an answer states."""

from threshold.eligibility.answer.loops import Level, Loop, Loops
from threshold.eligibility.answer.model import Patient


def patient_role(loops: Loops) -> Patient | None:
    """Where the patient stands; None where the answer ends before any person is named."""
    levels = {loop.level for loop in loops.loops}
    if Level.DEPENDENT in levels:
        return Patient.DEPENDENT
    return Patient.SUBSCRIBER if Level.SUBSCRIBER in levels else None


def patient_loop(loops: Loops) -> tuple[Loop | None, str]:
    """The loop that states the patient's coverage, or None and why there is no such loop.

    The dependent's where there is one, even where it is silent: a subscriber's coverage is never
    taken for a dependent's.
    """
    subscribers, dependents = loops.at(Level.SUBSCRIBER), loops.at(Level.DEPENDENT)
    if len(subscribers) > 1 or len(dependents) > 1:
        return None, "several patients in one transaction: not read as one person's coverage"
    return next(iter([*dependents, *subscribers]), None), ""


def trace(loops: Loops, reference: str) -> str | None:
    """TRN02 of the TRN that repeats ours (TRN01 is 2).

    A clearinghouse may have added a trace of its own, repeated too: ours is then the one that is
    also the answer's reference (BHT03), else the first.
    """
    repeated = [
        segment.element(2)
        for loop in loops.loops
        for segment in loop.own
        if segment.tag == "TRN" and segment.element(1) == "2" and segment.element(2)
    ]
    return reference if reference in repeated else next(iter(repeated), None)
