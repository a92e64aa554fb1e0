"""Whose coverage an answer states."""

from typing import NamedTuple

from threshold.eligibility.answer.loops import Level, Loop, Loops
from threshold.eligibility.answer.model import Patient


class Whose(NamedTuple):
    """The patient of an answer."""

    role: Patient | None
    """Where the patient stands; None where the answer ends before any person is named."""
    loop: Loop | None
    """What states the patient's coverage."""
    doubt: str = ""
    """Why there is no such loop."""


def find_patient(loops: Loops) -> Whose:
    """The patient: the dependent where there is one, even where that loop is silent.

    A subscriber's coverage is never taken for a dependent's.
    """
    subscribers, dependents = loops.at(Level.SUBSCRIBER), loops.at(Level.DEPENDENT)
    people = dependents or subscribers
    if not people:
        return Whose(None, None)
    role = Patient.DEPENDENT if dependents else Patient.SUBSCRIBER
    if len(subscribers) > 1 or len(dependents) > 1:
        doubt = "several patients in one transaction: not read as one person's coverage"
        return Whose(role, None, doubt)
    return Whose(role, people[0])


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
