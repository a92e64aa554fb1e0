"""TA1 and 999: how a gateway refuses what it was sent."""

from local.payer_simulator.gateway import Faults, Finding
from local.payer_simulator.interchange import (
    Interchange,
    Segment,
    Separators,
    answer_envelope,
    isa_for,
    put_together,
)

PAYLOAD_TYPE_999 = "X12_999_Response_005010X231A1"
PAYLOAD_TYPE_TA1 = "X12_TA1_Response_00501X231A1"

_BLANK_ISA = [
    *("ISA", "00", " " * 10, "00", " " * 10, "ZZ", "UNKNOWN".ljust(15), "ZZ"),
    *("EXAMPLEPAYER".ljust(15), "000101", "0000", "^", "00501", "0" * 9, "0", "T", ":"),
]


def interchange_refused(question: Interchange | None, code: str) -> str:
    """Write a TA1 that refuses an interchange; None is one whose ISA could not be read.

    code: TA105.
    """
    asked = question or Interchange(Separators(), [_BLANK_ISA])
    isa = asked.segments[0]
    ta1 = ["TA1", isa[13], isa[9], isa[10], "R", code]
    return put_together([isa_for(asked), ta1, ["IEA", "0", isa[13]]], asked.separators)


def transaction_refused(question: Interchange, faults: Faults) -> str:
    """Write a 999 that refuses the question's one transaction for each of its faults."""
    gs, st = question.segments[1], question.segments[2]
    lines: list[Segment] = [
        ["ST", "999", "0001", "005010X231A1"],
        ["AK1", gs[1], gs[6], gs[8]],
        ["AK2", *st[1:4]],
        *(line for finding in faults.findings for line in _finding(finding)),
        ["IK5", "R", *faults.transaction[:5]] if faults.transaction else ["IK5", "A"],
        ["AK9", "R", "1", "1", "0", *faults.group[:5]],
    ]
    envelope = answer_envelope(question, "FA", "005010X231A1", lines)
    return put_together(envelope, question.separators)


def _finding(finding: Finding) -> list[Segment]:
    lines = [["IK3", finding.segment[:3], str(finding.position), finding.loop, finding.code]]
    if finding.element:
        lines.append(["IK4", str(finding.element), finding.reference, finding.element_code])
    return lines
