"""Whose coverage an answer states."""

from threshold.eligibility.answer.loops import Level, Loop, Loops
from threshold.eligibility.answer.model import Patient


def find_patient(loops: Loops) -> tuple[Patient | None, Loop | None, str]:
    """Where the patient stands, the loop that states the patient's coverage, and why there is none.

    The dependent where there is one, even where that loop is silent: a subscriber's coverage is
    never taken for a dependent's. Neither where the answer ends before any person is named.
    """
    subscribers, dependents = loops.at(Level.SUBSCRIBER), loops.at(Level.DEPENDENT)
    people = dependents or subscribers
    if not people:
        return None, None, ""
    role = Patient.DEPENDENT if dependents else Patient.SUBSCRIBER
    if len(subscribers) > 1 or len(dependents) > 1:
        return role, None, "several patients in one transaction: not read as one person's coverage"
    return role, people[0], ""


def trace(loops: Loops, reference: str) -> str | None:
    """TRN02 of the TRN that repeats ours (TRN01 is 2).

    A clearinghouse may have added a trace of its own, repeated too: ours is then the one that is
    also the answer's reference (BHT03), else the first.
    """
    repeated = [
        trn.element(2)
        for loop in loops.loops
        for trn in loop.each("TRN")
        if trn.element(1) == "2" and trn.element(2)
    ]
    return reference if reference in repeated else next(iter(repeated), None)
