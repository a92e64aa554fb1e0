"""What else in a 271 a person should know of, in words without a value of the patient's."""

from collections.abc import Sequence

from threshold.eligibility.answer.blocks import OTHER_PLAN
from threshold.eligibility.answer.dates import unreadable_dates
from threshold.eligibility.answer.loops import Level, Loop, Loops
from threshold.eligibility.answer.model import Benefit, BenefitKind

_KINDS = {
    BenefitKind.NOT_UNDERSTOOD: "EB01 is not in the code list",
    BenefitKind.CANNOT_PROCESS: "the payer cannot process this part",
    BenefitKind.CARD_LOST_OR_STOLEN: "the card is reported lost or stolen",
    BenefitKind.SPEND_DOWN: "a spend-down must be met first",
}
_FLAGS = {
    "grace_period": "a grace period is mentioned",
    "cobra": "COBRA is mentioned",
    OTHER_PLAN: "belongs to another plan named in the answer",
}
_PEOPLE = {Level.SUBSCRIBER, Level.DEPENDENT}
_CORRECTED = ("001", "25")


def remarks(loops: Loops, patient: Loop, benefits: Sequence[Benefit]) -> list[str]:
    """Warnings of a whole answer, in the order of its segments where they name one."""
    found = [
        (ins.position, "the payer corrected the patient's data: confirm before copying")
        for ins in patient.each("INS")
        if (ins.element(3), ins.element(4)) == _CORRECTED
    ]
    if loops.dates:
        found += [(at, "a coverage date cannot be read") for at in unreadable_dates(loops.dates)]
    for loop in loops.loops:
        if loop is not patient and loop.groups:
            whose = "the subscriber" if loop.level in _PEOPLE else "no patient"
            found.append((loop.groups[0].eb.position, f"benefits stated for {whose}, not read"))
    for benefit in benefits:
        if benefit.kind in _KINDS:
            found.append((benefit.segment, _KINDS[benefit.kind]))
        for flag in benefit.flags:
            if flag in _FLAGS:
                found.append((benefit.segment, _FLAGS[flag]))
    if not found:
        return []
    return [f"segment {at}: {text}" for at, text in dict.fromkeys(sorted(found))]
