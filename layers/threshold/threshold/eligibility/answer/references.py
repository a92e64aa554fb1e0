"""The group that a payer counts the patient to (REF in loops 2100C and 2100D)."""

from threshold.eligibility.answer.loops import Level, Loop, Loops
from threshold.eligibility.answer.model import Group

_QUALIFIERS = ("6P", "1L", "18")
"""Group number, group or policy number, plan number: the plainest first."""


def read_group(loops: Loops, patient: Loop) -> Group | None:
    """The patient's group, or the subscriber's where the patient's loop names none.

    None where a loop names several of a kind: which of them holds is then not said.
    """
    for loop in (patient, *loops.at(Level.SUBSCRIBER)):
        references = loop.each("REF")
        for qualifier in _QUALIFIERS:
            found = {
                reference.element(2): reference.position
                for reference in references
                if reference.element(1) == qualifier and reference.element(2)
            }
            if found:
                (number, segment), *others = found.items()
                return None if others else Group(qualifier, number, segment)
    return None
